"""Which of many pairs of tellings are linked, without comparing each of them part by part.

What a part of a comparison finds hangs on little of each telling: a place, a day, who acted. So it is found once
for any two places, looked up for all pairs that have them, and a pair is left as soon as what is not looked up yet
cannot lift it over the threshold. Sums are of thousandths, and so the same as those of `compare`, to the last digit.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onrecord.incidents.compare import FINDERS, VAGUEST, comparable, is_whole_of, measures, shipped_weights
from onrecord.incidents.likeness import ALIKE, enough, likeness
from onrecord.incidents.profile import Profile
from onrecord.records import Place

Told = tuple[Profile, ...]
Edge = tuple[Profile, Profile]
Whole = NDArray[np.int64]
_AT_ONCE = 300_000
"""Pairs of tellings that are looked at together, about 20 MB."""
_DENSE = 2_000_000
"""Values up to which a table is quicker than sorting."""


def linked(pairs: Iterable[tuple[Told, Told]]) -> Iterator[Edge]:
    """The tellings that are linked, of pairs of articles: just those for which `merge.are_linked` holds."""
    some = _Some()
    for one, other in pairs:
        if one and other and (reach := _reach(one[0], other[0])) + _strands() >= _threshold():
            some.add(one, other, reach)
        if len(some.first) >= _AT_ONCE:
            yield from some.linked()
            some = _Some()
    yield from some.linked()


class _Some:
    """Some pairs of tellings, by number, and what the parts find of them."""

    def __init__(self) -> None:
        self.first, self._second = array("i"), array("i")
        self._reach: list[tuple[int, int]] = []
        self._profiles: list[Profile] = []
        self._numbers: dict[int, dict[str | None, list[int]]] = {}

    def add(self, one: Told, other: Told, reach: int) -> None:
        """All pairs of one type that two articles tell; what is not looked up can add `reach` to each."""
        ours, theirs = self._by_type(one), self._by_type(other)
        before = len(self.first)
        for event_type in ours.keys() & theirs.keys():
            some, others = ours[event_type], theirs[event_type]
            self.first.extend([a for a in some for _ in others])
            self._second.extend(others * len(some))
        self._reach.append((reach, len(self.first) - before))

    def _by_type(self, told: Told) -> dict[str | None, list[int]]:
        found = self._numbers.get(id(told))
        if found is None:
            found = self._numbers[id(told)] = {}
            for number, one in enumerate(told, len(self._profiles)):
                found.setdefault(one.event_type, []).append(number)
            self._profiles.extend(told)
        return found

    def linked(self) -> Iterator[Edge]:
        """Those that are linked."""
        for first, second, total in self._within_reach():
            a, b = self._profiles[first], self._profiles[second]
            if total + _exactly(a, b) >= _threshold() and _may_be_one(a, b):
                yield a, b

    def _within_reach(self) -> Iterator[tuple[int, int, int]]:
        """The pairs that can still reach the threshold, with the sum of the parts that are looked up."""
        reach = np.repeat(*np.array(self._reach, dtype=np.int64).reshape(-1, 2).T)
        first, second = (np.array(its, dtype=np.int64) for its in (self.first, self._second))
        total, at_most = np.zeros(len(first), dtype=np.int64), _strands()
        for name, aspect in _ASPECTS.items():
            at_most -= _most(name)
            total = total + self._found(name, aspect, first, second)
            kept = total + at_most + reach >= _threshold()
            first, second, total, reach = first[kept], second[kept], total[kept], reach[kept]
        return zip(first.tolist(), second.tolist(), total.tolist(), strict=True)

    def _found(self, name: str, aspect: Callable[[Profile], Hashable], first: Whole, second: Whole) -> Whole:
        """What one part adds to each of these pairs, in thousandths."""
        known: dict[Hashable, int] = {}
        coded = [known.setdefault(aspect(one), len(known)) for one in self._profiles]
        of = dict(zip(coded, self._profiles, strict=True))
        codes = np.array(coded, dtype=np.int64)
        met, back = _distinct(codes[first] * len(known) + codes[second], len(known) ** 2)
        find, weights = _finders()[name], _weights()[name]
        adds = [weights[find(of[both // len(known)], of[both % len(known)])] for both in met.tolist()]
        return np.array(adds, dtype=np.int64)[back]


def _may_be_one(a: Profile, b: Profile) -> bool:
    return comparable(a, b) and not is_whole_of(a, b) and not is_whole_of(b, a)


def _distinct(values: Whole, below: int) -> tuple[Whole, Whole]:
    """The distinct values, in order, and for each of the values which of them it is."""
    if below > _DENSE or not len(values):
        met, back = np.unique(values, return_inverse=True)
        return met, back.reshape(-1)
    place = np.zeros(below, dtype=np.int64)
    place[values] = 1
    met = np.flatnonzero(place)
    place[met] = np.arange(len(met))
    return met, place[values]


def _reach(one: Profile, other: Profile) -> int:
    """What the parts that are not looked up can add at most to any two tellings of two articles."""
    weights, known = _weights(), enough(one.wording, other.wording)
    alike = likeness(one.wording, other.wording, ()) if known else 0.0
    article = round(weights["article"]["full"] * alike * known + weights["article"]["unknown"] * (1 - known)) + 1
    return article + weights["numbers"][_finders()["numbers"](one, other)] + _most("names") + _most("wording")


def _exactly(a: Profile, b: Profile) -> int:
    """What they do add."""
    adds = sum(_weights()[name][find(a, b)] for name, find in FINDERS if name not in _ASPECTS)
    return adds + sum(_measured(name, found, known) for name, found, known in measures(a, b))


def _measured(name: str, found: float, known: float) -> int:
    """As `compare` measures it: rounded to thousandths."""
    weights = shipped_weights()[1][name]
    return round(1000 * round(weights["full"] * found * known + weights["unknown"] * (1 - known), 3))


@cache
def _weights() -> Mapping[str, Mapping[str, int]]:
    return {
        part: {finding: round(1000 * weight) for finding, weight in findings.items()}
        for part, findings in shipped_weights()[1].items()
    }


@cache
def _threshold() -> int:
    return round(1000 * shipped_weights()[0])


@cache
def _finders() -> Mapping[str, Callable[[Profile, Profile], str]]:
    return dict(FINDERS)


@cache
def _most(name: str) -> int:
    weights = _weights()[name]
    if name == "article":
        return max(round(weights["full"] * ALIKE), weights["unknown"])
    return max(weights.values())


@cache
def _strands() -> int:
    """What the parts that are looked up can add at most."""
    return sum(map(_most, _ASPECTS))


def _place(one: Profile) -> Hashable:
    place: Place | None = one.place
    if place is None:
        return None
    where = place.latitude, place.longitude, place.geonames_id
    return place.name, place.admin1, place.country, *where, place.precision, place.told_in


def _printed(one: Profile) -> Hashable:
    window = one.window
    return one.printed, window is not None and window.stated and window.days <= VAGUEST


_ASPECTS: Mapping[str, Callable[[Profile], Hashable]] = {
    "role": lambda one: one.main,
    "killed": lambda one: one.killed,
    "injured": lambda one: one.injured,
    "mode": lambda one: one.mode,
    "parties": lambda one: (one.actor, one.recipient),
    "place": _place,
    "printed": _printed,
    "time": lambda one: one.window,
}
"""What the finder of a part looks at, for those parts that are looked up; first those of few values."""
