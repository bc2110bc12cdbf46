"""Average linkage (Sokal and Michener 1958) over the few pairs that were compared, with a heap.

Time and memory grow with the number of pairs that were compared, and not with the square of the tellings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import isinf

STRANGERS = 3.5
"""The score of two tellings that were not worth comparing; most that are compared in vain score less."""
APART = -20.0
"""The score of two tellings that cannot be of one happening, so that averages stay finite."""
_UNIT = 1000
"""Scores are counted in thousandths: whole numbers add up to the same in any order."""

Scores = Mapping[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class Bonds:
    """Pairs of nodes that people put together, whatever they score, and pairs that they keep apart.

    What is like one end of a bridge is like both; pairs that are together count on average, as all others do.
    """

    together: Sequence[tuple[int, int]] = ()
    bridges: Sequence[tuple[int, int]] = ()
    apart: Sequence[tuple[int, int]] = ()


FREE = Bonds()


def average_linkage(
    nodes: Sequence[int], scores: Scores, articles: Sequence[str], threshold: float, bonds: Bonds = FREE
) -> list[list[int]]:
    """The groups, each in order, that the nodes fall into: no two of a group are of one article.

    `scores` are those of the pairs of these nodes that were compared, the smaller node first. `bonds` come before all.
    """
    if len(nodes) == 1:
        return [list(nodes)]
    return _Linkage(nodes, scores, articles, threshold).groups(bonds)


class _Linkage:
    def __init__(self, nodes: Sequence[int], scores: Scores, articles: Sequence[str], threshold: float) -> None:
        self._threshold = threshold * _UNIT
        self._members = {node: [node] for node in nodes}
        self._articles = {node: {articles[node]} for node in nodes}
        self._sums: dict[int, dict[int, int]] = {node: {} for node in nodes}
        self._pairs: dict[int, dict[int, int]] = {node: {} for node in nodes}
        self._heap: list[tuple[float, int, int, int, int]] = []
        self._next = max(nodes) + 1
        self._fill(scores)

    def _fill(self, scores: Scores) -> None:
        for (a, b), found in scores.items():
            whole = round((APART if isinf(found) else max(found, APART)) * _UNIT)
            self._know(a, b, whole, 1)
        self._heap = [entry for a in self._members for b in self._sums[a] if a < b and (entry := self._entry(a, b))]
        heapify(self._heap)

    def groups(self, bonds: Bonds) -> list[list[int]]:
        """Merge the two groups that are most alike, until none are alike enough."""
        foes: dict[int, set[int]] = {}
        for one, other in bonds.apart:
            foes.setdefault(one, set()).add(other)
            foes.setdefault(other, set()).add(one)
        for of_one, pairs in ((False, bonds.together), (True, bonds.bridges)):
            for one, other in pairs:
                a, b = self._group_of(one), self._group_of(other)
                if a is not None and b is not None and a != b:
                    self._merge(a, b, of_one)
        while self._heap:
            _, _, _, a, b = heappop(self._heap)
            known = a in self._members and b in self._members
            if known and not self._articles[a] & self._articles[b] and not self._are_foes(a, b, foes):
                self._merge(a, b)
        return sorted(self._members.values())

    def _are_foes(self, a: int, b: int, foes: Mapping[int, set[int]]) -> bool:
        return bool(foes) and any(not foes.get(node, set()).isdisjoint(self._members[b]) for node in self._members[a])

    def _group_of(self, node: int) -> int | None:
        return next((group for group, members in self._members.items() if node in members), None)

    def _merge(self, a: int, b: int, of_one: bool = False) -> None:
        """Put two groups together; `of_one`: what is like one of them is like both."""
        new = self._next
        likeness = {other: self._like_either(a, b, other) for other in self._members} if of_one else {}
        self._next += 1
        members = sorted(self._members.pop(a) + self._members.pop(b))
        others = sorted((self._sums[a].keys() | self._sums[b].keys()) & self._members.keys())
        self._members[new] = members
        self._articles[new] = self._articles[a] | self._articles[b]
        self._sums[new], self._pairs[new] = {}, {}
        for other in others:
            total = self._sums[a].get(other, 0) + self._sums[b].get(other, 0)
            pairs = self._pairs[a].get(other, 0) + self._pairs[b].get(other, 0)
            if of_one:
                pairs = len(members) * len(self._members[other])
                total = likeness[other] * pairs
            self._know(new, other, total, pairs)
            if entry := self._entry(new, other):
                heappush(self._heap, entry)

    def _like_either(self, a: int, b: int, other: int) -> int:
        """The average score of a third group with the one of these two that it is more like."""
        return max(self._total(one, other) // (len(self._members[one]) * len(self._members[other])) for one in (a, b))

    def _total(self, a: int, b: int) -> int:
        every = len(self._members[a]) * len(self._members[b])
        known = self._sums[a].get(b, 0), self._pairs[a].get(b, 0)
        return known[0] + (every - known[1]) * round(STRANGERS * _UNIT)

    def _know(self, a: int, b: int, total: int, pairs: int) -> None:
        self._sums[a][b] = self._sums[b][a] = total
        self._pairs[a][b] = self._pairs[b][a] = pairs

    def _entry(self, a: int, b: int) -> tuple[float, int, int, int, int] | None:
        """Where a pair of groups stands in the heap: ties go to the smallest members, which no order changes."""
        every = len(self._members[a]) * len(self._members[b])
        total = self._total(a, b)
        if total < self._threshold * every:
            return None
        first, second = sorted((self._members[a][0], self._members[b][0]))
        return -total / every, first, second, a, b
