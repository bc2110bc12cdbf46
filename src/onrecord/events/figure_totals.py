"""Of the counts told of one happening, those that stand: totals without their parts, later ones for earlier ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.events.figure_counts import Counted
from onrecord.events.figure_scene import Sense
from onrecord.expressions.numbers import Quantity
from onrecord.records import Claim, Side, Span
from onrecord.syntax import Parse, Sentence

NEAR = 4
"""Sentences within which people shot and people dead are taken for the same where nothing tells them apart; of one
person who was shot ("the boy"), any death that the article tells of may be his."""


@dataclass(frozen=True, slots=True)
class Count:
    """One count with what it means, where it stands, whose it is and who gives it."""

    counted: Counted
    sense: Sense
    sentence: int
    whom: str | None
    side: Side
    span: Span
    mention: int = -1
    claim: Claim | None = None
    total: Quantity | None = None

    @property
    def quantity(self) -> Quantity:
        """How many: of those counted together, all."""
        return self.total or self.counted.quantity


def combined(parse: Parse, sentence: Sentence, counts: Iterable[Count]) -> list[Count]:
    """The counts with those that are coordinated as one total ("two soldiers and a civilian": three)."""
    found: list[Count] = []
    for count in counts:
        if found and _are_coordinated(sentence, found[-1], count):
            found[-1] = _sum(parse, found[-1], count)
        else:
            found.append(count)
    return found


def _are_coordinated(sentence: Sentence, one: Count, other: Count) -> bool:
    alike = (
        one.sense.period is None is other.sense.period
        and _same(one, other)
        and one.counted.part == other.counted.part
        and one.sense.hit == other.sense.hit
    )
    return alike and one.counted.head.i in {token.i for token in sentence.conjuncts(other.counted.head)}


def _sum(parse: Parse, one: Count, other: Count) -> Count:
    pairs = zip(one.quantity, other.quantity, strict=True)
    total = Quantity(*(None if a is None or b is None else a + b for a, b in pairs))
    whom = " and ".join(dict.fromkeys(w for w in (one.whom, other.whom) if w)) or None
    counted = replace(other.counted, bare=one.counted.bare and other.counted.bare, first=one.counted.first)
    return replace(one, counted=counted, whom=whom, total=total, span=parse.span(one.span.start, other.span.end))


def settled(groups: Iterable[Sequence[Count]]) -> Iterator[Count]:
    """The counts that stand in each happening's.

    People told of one by one ("a guard", a name) stand only where no number is given for the same side, and then
    those of the sentence that tells of the most: they are named again and again.
    """
    listed = list(groups)
    dead = [count for group in listed for count in group if count.sense.kind == "killed"]
    for group in listed:
        whole = [count for count in group if not count.counted.part]
        kept = _numbered([count for count in whole if not count.counted.bare])
        kept = _without_conditions(kept)
        kept += _singles([count for count in whole if count.counted.bare], kept)
        yield from _without_the_dead(kept, group, dead)


def _without_conditions(counts: Sequence[Count]) -> list[Count]:
    """The counts without those that only say how some of the hurt are, where all of the hurt are counted too."""
    whole = [c for c in counts if c.sense.kind == "injured" and not c.sense.condition]
    return [c for c in counts if not (c.sense.condition and any(_same(c, other) for other in whole))]


def _numbered(counts: Sequence[Count]) -> list[Count]:
    kept: list[Count] = []
    for count in counts:
        if not any(_repeats(count, other) for other in kept):
            kept = [other for other in kept if not _replaces(count, other)] + [count]
    return kept


def _singles(bare: Sequence[Count], numbered: Sequence[Count]) -> list[Count]:
    kept: list[Count] = []
    for kind, side in dict.fromkeys((count.sense.kind, count.side) for count in bare):
        if not any((other.sense.kind, other.side) == (kind, side) for other in numbered):
            kept += _fullest([count for count in bare if (count.sense.kind, count.side) == (kind, side)])
    return kept


def _fullest(alike: Sequence[Count]) -> list[Count]:
    """Those of the sentence that tells of the most people, the first one of equals; each person once."""
    people = {(count.sentence, count.counted.people.lemma, count.quantity): count for count in reversed(alike)}
    by_sentence: Counter[int] = Counter()
    for count in people.values():
        by_sentence[count.sentence] += count.quantity.low or 0
    best = min(by_sentence, key=lambda sentence: (-by_sentence[sentence], sentence))
    return sorted((c for c in people.values() if c.sentence == best), key=lambda count: count.span.start)


def _without_the_dead(kept: Sequence[Count], group: Sequence[Count], dead: Sequence[Count]) -> Iterator[Count]:
    """People who were shot and of whom it is also told that they died, or how many lived, are not counted as hurt."""
    for count in kept:
        if not count.sense.hit:
            yield count
        elif (lived := _lived(count, group, dead)) is not None:
            yield lived


def _lived(hit: Count, group: Sequence[Count], dead: Sequence[Count]) -> Count | None:
    if any(_same(hit, other) and _says_who_lived(other) for other in group):
        return None
    if hit.counted.more:
        return hit
    near = [d for d in dead if d.side == hit.side and (hit.counted.bare or d in group or _are_near(d, hit))]
    killed = max((d.quantity.best or d.quantity.low or 0 for d in near), default=0)
    many = hit.quantity.best or hit.quantity.low or hit.quantity.high
    if not killed or many is None:
        return hit
    if many <= killed:
        return None
    return replace(hit, total=Quantity(None, many - killed, many))


def _says_who_lived(count: Count) -> bool:
    return not (count.sense.hit or count.sense.condition or count.counted.bare)


def _are_near(one: Count, other: Count) -> bool:
    return abs(one.sentence - other.sentence) <= NEAR


def _same(one: Count, other: Count) -> bool:
    return one.sense.kind == other.sense.kind and one.side == other.side


def _repeats(count: Count, other: Count) -> bool:
    return _same(count, other) and count.quantity == other.quantity and _voice(count) == _voice(other)


def _replaces(count: Count, other: Count) -> bool:
    """A later state of a running count, or a precise count for a vague one of the same voice."""
    if not _same(count, other) or _voice(count) != _voice(other):
        return False
    best, (low, _, high) = count.quantity.best, other.quantity
    vague = other.quantity.best is None or low is None
    refines = vague and best is not None and (low is None or low <= best) and (high is None or best <= high)
    return count.sense.update or refines


def _voice(count: Count) -> str | None:
    source = count.claim.source if count.claim else None
    return (source.actor_id or source.name) if source else None
