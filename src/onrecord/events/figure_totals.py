"""Of the counts told of one happening, those that stand: totals without their parts, later ones for earlier ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.events.figure_counts import Counted
from onrecord.events.figure_kinds import Sense
from onrecord.records import Claim, Side, Span


@dataclass(frozen=True, slots=True)
class Count:
    """One count with what it means, where it stands and who gives it."""

    counted: Counted
    sense: Sense
    sentence: int
    whom: str | None
    side: Side
    span: Span
    claim: Claim | None = None


def settled(counts: Sequence[Count]) -> list[Count]:
    """The counts that stand, in the order of the text.

    People told of one by one ("a guard", a name) stand only where no number is given for the same side, and then
    those of the sentence that tells of the most: they are named again and again.
    """
    numbered = [count for count in counts if not count.counted.part and not count.counted.bare]
    kept: list[Count] = []
    for count in numbered:
        if not any(_repeats(count, other) for other in kept):
            kept = [other for other in kept if not _replaces(count, other)] + [count]
    kept += _singles([count for count in counts if count.counted.bare], kept)
    return sorted(kept, key=lambda count: count.span.start)


def _singles(bare: Sequence[Count], numbered: Sequence[Count]) -> list[Count]:
    kept: list[Count] = []
    for kind in dict.fromkeys(count.sense.kind for count in bare):
        if any(other.sense.kind == kind for other in numbered):
            continue
        for side in dict.fromkeys(count.side for count in bare):
            alike = [count for count in bare if count.sense.kind == kind and count.side == side]
            kept += _fullest([count for count in alike if not any(_same(count, other) for other in numbered)])
    return kept


def _fullest(alike: Sequence[Count]) -> list[Count]:
    """Those of the sentence that has most of them, the first one of equals."""
    by_sentence = Counter(count.sentence for count in alike)
    if not by_sentence:
        return []
    best = by_sentence.most_common(1)[0][0]
    return [count for count in alike if count.sentence == best]


def _same(one: Count, other: Count) -> bool:
    return one.sense.kind == other.sense.kind and one.side == other.side


def _repeats(count: Count, other: Count) -> bool:
    return _same(count, other) and count.counted.quantity == other.counted.quantity and _voice(count) == _voice(other)


def _replaces(count: Count, other: Count) -> bool:
    return count.sense.update and _same(count, other) and _voice(count) == _voice(other)


def _voice(count: Count) -> str | None:
    source = count.claim.source if count.claim else None
    return (source.actor_id or source.name) if source else None
