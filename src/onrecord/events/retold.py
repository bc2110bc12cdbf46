"""Which mentions tell a happening again that the article has told before."""

from __future__ import annotations

from onrecord.drafts import TimeExpression
from onrecord.events.drafting import Draft
from onrecord.records import Party

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_FAR = 12
"""Sentences after which a definite noun phrase is no longer taken to point back."""


def tell_before(drafts: list[Draft], times: tuple[TimeExpression, ...]) -> None:
    """Point each mention at the earlier one of the same happening, if there is one."""
    for place, draft in enumerate(drafts):
        earlier = [d for d in drafts[:place] if d.type_name == draft.type_name and d.scope == draft.scope]
        draft.told_before = _same_act(draft, earlier) or _pointed_at(draft, earlier) or _repeated(draft, earlier)


def _same_act(draft: Draft, earlier: list[Draft]) -> Draft | None:
    """An act and its outcome in one clause: "attacked a market, killing nine", "were killed in an assault"."""
    for other in earlier:
        outcome = draft.match.frame.outcome or other.match.frame.outcome
        if other.sentence is draft.sentence and outcome and _touch(draft, other):
            return other
    return None


def _touch(draft: Draft, other: Draft) -> bool:
    """Whether one trigger stands above the other with no third clause of its own between them."""
    for low, high in ((draft, other), (other, draft)):
        for steps, token in enumerate(low.sentence.ancestors(low.token)):
            if token.i == high.token.i:
                return True
            if steps > 3 or token.dep in ("ccomp", "relcl"):
                break
    return False


def _pointed_at(draft: Draft, earlier: list[Draft]) -> Draft | None:
    """The last telling that a definite noun phrase can point back to: "the attack", "Tuesday's assault"."""
    if draft.match.frame.shape.kind != "noun" or not _is_definite(draft):
        return None
    for other in reversed(earlier):
        if draft.sentence.index - other.sentence.index > _FAR:
            return None
        if _compatible(draft.actor, other.actor) and _compatible(draft.recipient, other.recipient):
            return other
    return None


def _is_definite(draft: Draft) -> bool:
    kids = draft.sentence.kids(draft.token, "det", "poss")
    return any(kid.lemma in _DEFINITE or kid.dep == "poss" for kid in kids)


def _repeated(draft: Draft, earlier: list[Draft]) -> Draft | None:
    """The same parties in the same act, told again."""
    for other in reversed(earlier):
        if other.sentence is draft.sentence or not draft.actor or not other.actor:
            continue
        same = _keys(draft.actor) == _keys(other.actor) and _compatible(draft.recipient, other.recipient)
        if same and (draft.recipient or len(draft.actor) > 1):
            return other
    return None


def _compatible(these: tuple[Party, ...], those: tuple[Party, ...]) -> bool:
    return not these or not those or bool(_keys(these) & _keys(those))


def _keys(parties: tuple[Party, ...]) -> set[str]:
    return {party.actor_id or party.country or party.name.casefold() for party in parties}
