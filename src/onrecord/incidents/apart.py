"""Why two incidents stayed two although reports of them are alike: the rule of clustering that kept them apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.drafts import Ties
from onrecord.incidents.compare import comparable, is_whole_of, score_of, shipped_weights
from onrecord.incidents.linkage import APART, STRANGERS
from onrecord.incidents.merge import WITHIN, candidates
from onrecord.incidents.profile import Profile


def kept_apart(ours: Sequence[Profile], theirs: Sequence[Profile], component: Sequence[Profile], ties: Ties) -> str:
    """The first rule that applies to the tellings of two incidents, in a clause.

    `component` are all tellings of the component that both were cut from; it is empty where they are of two.
    """
    if not {p.event_type for p in ours} & {p.event_type for p in theirs}:
        return "they are of two types, and what is of two types is never merged"
    if any(pair in ties.apart for pair in _pairs(_ids(ours), _ids(theirs))):
        return "people decided that they are two"
    if both := {p.article_id for p in ours} & {p.article_id for p in theirs}:
        return f"{min(both)} tells of both as two happenings, and what one article tells as two stays two"
    if any(is_whole_of(a, b) or is_whole_of(b, a) for a in ours for b in theirs):
        return (
            "one is of several attacks and the other of one at a place among theirs: a whole and a part are not merged"
        )
    if not component:
        return "no two alike reports of them stand near enough to each other in any line to have been compared"
    threshold = shipped_weights()[0]
    average, pairs = _average(_ids(ours), _ids(theirs), component)
    return (
        f"all their reports together are too unlike: over all {pairs} pairs the average is {average:+.2f}, and "
        f"{threshold:+g} is needed; a pair that was not compared counts as {STRANGERS:+g}, "
        f"one that cannot reach it as {APART:+g}"
    )


def _ids(profiles: Sequence[Profile]) -> set[str]:
    return {p.event_id for p in profiles}


def _pairs(ours: Collection[str], theirs: Collection[str]) -> set[tuple[str, str]]:
    return {(min(a, b), max(a, b)) for a in ours for b in theirs}


def _average(ours: Collection[str], theirs: Collection[str], component: Sequence[Profile]) -> tuple[float, int]:
    """The average score of the pairs of tellings of one and of the other, and how many pairs there are."""
    between = _pairs(ours, theirs)
    listed = sorted(component, key=lambda p: p.event_id)
    compared = [
        max(score_of(a, b), APART)
        for a, b in ((listed[one], listed[other]) for one, other in candidates(listed, WITHIN))
        if comparable(a, b) and (min(a.event_id, b.event_id), max(a.event_id, b.event_id)) in between
    ]
    strangers = (len(between) - len(compared)) * STRANGERS
    return (sum(compared) + strangers) / len(between), len(between)
