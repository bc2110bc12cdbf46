"""From tellings to clusters of one happening each, the same in whatever order the tellings came.

Tellings that score high enough pair by pair form a graph; each connected component is clustered by average
linkage, so that two distinct happenings are not chained together by a report that resembles both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.drafts import Telling
from onrecord.incidents.candidates import keys_of, mergeable
from onrecord.incidents.compare import Comparison, comparable, compare, shipped_weights
from onrecord.incidents.profile import Profile


@dataclass(frozen=True, slots=True)
class Link:
    """Two tellings of one cluster, by event id, and why they are one."""

    one: str
    other: str
    because: Comparison


@dataclass(frozen=True, slots=True)
class Cluster:
    """The tellings of one happening, by event id, and the links that hold them together.

    `component` names the connected component that it was cut from, by its smallest event id: a new telling changes
    nothing outside the components that it is linked to.
    """

    component: str
    tellings: tuple[Telling, ...]
    links: tuple[Link, ...]


def clusters(profiles: Iterable[Profile]) -> tuple[Cluster, ...]:
    """The clusters of all mergeable tellings; one that resembles no other is a cluster by itself."""
    listed = sorted((p for p in profiles if mergeable(p)), key=lambda p: p.event.event_id)
    links = {(a, b): compare(listed[a], listed[b]) for a, b in _candidates(listed)}
    found = [
        _cluster(listed[component[0]].event.event_id, [listed[i].telling for i in group], links, group)
        for component in _components(len(listed), [pair for pair, c in links.items() if c.merges])
        for group in _average_linkage(component, links, listed)
    ]
    return tuple(sorted(found, key=lambda c: c.tellings[0].event.event_id))


def are_linked(one: Profile, other: Profile) -> bool:
    """Whether two tellings are linked, and so share a component."""
    return comparable(one, other) and compare(one, other).merges


def _candidates(listed: Sequence[Profile]) -> list[tuple[int, int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, profile in enumerate(listed):
        for key in keys_of(profile):
            blocks[key].append(index)
    pairs = {pair for block in blocks.values() for pair in combinations(block, 2)}
    return sorted((a, b) for a, b in pairs if comparable(listed[a], listed[b]))


def _components(size: int, edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    parent = list(range(size))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in edges:
        parent[max(root(a), root(b))] = min(root(a), root(b))
    groups: dict[int, list[int]] = defaultdict(list)
    for node in range(size):
        groups[root(node)].append(node)
    return list(groups.values())


def _average_linkage(
    component: list[int], links: dict[tuple[int, int], Comparison], listed: Sequence[Profile]
) -> list[list[int]]:
    groups = [[node] for node in component]
    while len(groups) > 1:
        score, a, b = max((_affinity(groups[a], groups[b], links, listed), -a, -b) for a, b in _pairs(groups))
        if score < shipped_weights()[0]:
            break
        merged = sorted(groups[-a] + groups[-b])
        groups = [g for i, g in enumerate(groups) if i not in (-a, -b)] + [merged]
        groups.sort()
    return groups


def _pairs(groups: list[list[int]]) -> Iterable[tuple[int, int]]:
    return combinations(range(len(groups)), 2)


def _affinity(
    ones: list[int], others: list[int], links: dict[tuple[int, int], Comparison], listed: Sequence[Profile]
) -> float:
    articles = {listed[i].event.article_id for i in ones}
    if any(listed[i].event.article_id in articles for i in others):
        return float("-inf")
    scores = [links[min(i, j), max(i, j)].score for i in ones for j in others if (min(i, j), max(i, j)) in links]
    return sum(scores) / (len(ones) * len(others))


def _cluster(
    component: str, tellings: list[Telling], links: dict[tuple[int, int], Comparison], group: list[int]
) -> Cluster:
    ids = {index: telling.event.event_id for index, telling in zip(group, tellings, strict=True)}
    held = [Link(ids[a], ids[b], links[a, b]) for a, b in combinations(group, 2) if (a, b) in links]
    return Cluster(component, tuple(tellings), tuple(link for link in held if link.because.merges))
