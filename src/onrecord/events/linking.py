"""Which event a speech act is about, and the roles that the two lend each other."""

from __future__ import annotations

from onrecord.codebooks.events import Codebook
from onrecord.events.drafting import Draft
from onrecord.records import Party
from onrecord.syntax import Token

_TOWARDS = frozenset(
    ["dobj", "ccomp", "xcomp", "prep", "nsubjpass", "acl", "dative", "attr", "acomp", "oprd", "pobj", "pcomp", "conj"]
)
"""The first step from a speech act down to what it is about; adverbial and relative clauses lead elsewhere."""
_ELSEWHERE = frozenset(
    ["after", "before", "since", "during", "in", "at", "despite", "following", "by", "until", "amid"]
)


def link(drafts: list[Draft]) -> None:
    """Give each speech act of a sentence the event that it is about: the nearest one below it in the parse."""
    owners = {token.i: draft for draft in drafts for token in [draft.token, *draft.match.words]}
    nearest: dict[int, tuple[int, Draft]] = {}
    for draft in drafts:
        above = _above(draft, owners)
        if above is None:
            continue
        owner, steps = above
        if id(owner) not in nearest or steps < nearest[id(owner)][0]:
            nearest[id(owner)] = steps, draft
    for draft in drafts:
        if id(draft) in nearest:
            draft.about = nearest[id(draft)][1]


def _above(draft: Draft, owners: dict[int, Draft]) -> tuple[Draft, int] | None:
    sentence, token, steps = draft.sentence, draft.token, 0
    while token.head != token.i:
        last, token, steps = token, sentence.tokens[token.head], steps + 1
        owner = owners.get(token.i)
        if owner is not None and owner is not draft:
            return (owner, steps) if _leads_towards(last) else None
    return None


def _leads_towards(step: Token) -> bool:
    return step.dep in _TOWARDS and not (step.dep == "prep" and step.lemma in _ELSEWHERE)


def lend_roles(drafts: list[Draft], codebook: Codebook) -> None:
    """An event told only as what is demanded, refused or promised has the one who would do it as its actor.

    The other way, a speech act whose recipient is not named is addressed to whoever acts in what it is about.
    """
    for draft in drafts:
        about, doer = draft.about, codebook.types[draft.type_name].doer_of_about
        if about is None or doer is None:
            continue
        lender = draft.actor if doer == "A" else draft.recipient
        if not about.actor and lender:
            about.actor = _without(lender, about.recipient)
        if not draft.recipient and _may_borrow(draft):
            draft.recipient = _without(about.actor, draft.actor) or _without(about.recipient, draft.actor)


def _may_borrow(draft: Draft) -> bool:
    """Whether nobody is addressed in words: "urged [all states] to ..." is, whoever they are."""
    named = draft.match.roles.get("R", [])
    return not named or (draft.about is not None and any(t.i == draft.about.token.i for t in named))


def _without(parties: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[Party, ...]:
    known = {(party.actor_id or party.name) for party in others}
    people = [party for party in parties if party.actor_id or party.country or party.sector]
    return tuple(party for party in people if (party.actor_id or party.name) not in known)
