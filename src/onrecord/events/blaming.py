"""Who is blamed for a deed that was told before, in words that do not name it: "The group blamed the army."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.codebooks.events import Codebook
from onrecord.drafts import Position
from onrecord.events.drafting import Draft
from onrecord.events.frames import Match
from onrecord.events.retold_signs import is_anyone, is_negated
from onrecord.syntax import Parse

_AT_ONCE = 2
"""Sentences within which a bare "blamed" is about the deed just told."""
_DEEDS = frozenset({"ASSAULT", "COERCE"})


def blamed_before(parse: Parse, drafts: Sequence[Draft], codebook: Codebook) -> Iterator[Draft]:
    """A telling of the deed for each such blame, with those who are blamed as its actors.

    It stands at their name, within what the accuser says, and points back at the deed; the accusation becomes about it.
    """
    for draft in drafts:
        heads = draft.match.roles.get("R", [])
        if draft.about is None and draft.recipient and heads and _is_blame(draft, codebook):
            deed = _deed_before(draft, drafts, codebook)
            if deed is not None:
                draft.about = deed
                yield _told(parse, draft, deed)


def _is_blame(draft: Draft, codebook: Codebook) -> bool:
    return draft.type_name == "ACCUSE" and draft.token.lemma in codebook.classes["blaming"]


def _deed_before(draft: Draft, drafts: Sequence[Draft], codebook: Codebook) -> Draft | None:
    """The first telling of the latest deed right before whose doer nobody has named."""
    here = draft.sentence.index
    for other in reversed(drafts):
        near = 0 <= here - other.sentence.index <= _AT_ONCE and other.position < draft.position
        if near and other.type_name in _DEEDS and other.scope == "single":
            first = other.first
            open_ = not first.actor or is_anyone(first.actor)
            return first if open_ and not is_negated(other, codebook.classes["denial"]) else None
    return None


def _told(parse: Parse, draft: Draft, deed: Draft) -> Draft:
    head = draft.match.roles["R"][0]
    words = [t for t in draft.sentence.subtree(head) if t.dep in ("det", "amod", "compound", "nmod", "poss", "case")]
    trigger = parse.span_of([*(t for t in words if t.i < head.i), head])
    match = Match(deed.match.frame, head)
    return Draft(
        draft.sentence, match, trigger, None, (), deed.scope, draft.recipient, (), told_before=deed, cues=[*draft.cues]
    )


def in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts by where they stand, one a place."""
    places: dict[Position, Draft] = {}
    for draft in sorted(drafts, key=lambda one: one.position):
        places.setdefault(draft.position, draft)
    return list(places.values())
