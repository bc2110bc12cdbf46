"""From tellings to clusters of one happening each, the same in whatever order the tellings came.

Tellings that score high enough pair by pair form a graph; each connected component is clustered by average
linkage, so that two distinct happenings are not chained together by a report that resembles both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.drafts import Telling
from onrecord.incidents.compare import Comparison, comparable, compare, score_of, shipped_weights
from onrecord.incidents.linkage import average_linkage
from onrecord.incidents.profile import Profile
from onrecord.incidents.strands import RETOLD

Pair = tuple[int, int]
_Told = tuple[str, str | None]
Score = Callable[[Profile, Profile], float]


@dataclass(frozen=True, slots=True)
class Link:
    """Two tellings of one cluster, by event id, and why they are one."""

    one: str
    other: str
    because: Comparison


@dataclass(frozen=True, slots=True)
class Cluster:
    """The tellings of one happening, in order of event id, and the links that hold them together.

    `component` names the connected component that it was cut from, by its smallest event id: a new telling changes
    nothing outside the components that it is linked to. `news` is whether one of its articles is mainly
    about it.
    """

    component: str
    tellings: tuple[Telling, ...]
    links: tuple[Link, ...]
    news: bool


def clusters(profiles: Iterable[Profile], score: Score = score_of) -> tuple[Cluster, ...]:
    """The clusters of all tellings; one that resembles no other is a cluster by itself.

    `score` may be one that remembers what it has been asked before; it must give what `score_of` gives.
    """
    listed = sorted(profiles, key=lambda p: p.event.event_id)
    threshold = shipped_weights()[0]
    scores = {(a, b): score(listed[a], listed[b]) for a, b in _candidates(listed)}
    linked = {pair for pair, found in scores.items() if found >= threshold}
    articles = [one.event.article_id for one in listed]
    found = []
    for component, within in _components(len(listed), linked, scores):
        name = min(t.event.event_id for i in component for t in listed[i].tellings)
        for group in average_linkage(component, within, articles, threshold):
            found.append(_cluster(name, group, listed, linked))
    return tuple(sorted(found, key=lambda c: c.tellings[0].event.event_id))


def are_linked(one: Profile, other: Profile, score: Score = score_of) -> bool:
    """Whether two tellings are linked, and so share a component."""
    return comparable(one, other) and score(one, other) >= shipped_weights()[0]


def _candidates(listed: Sequence[Profile]) -> list[Pair]:
    """The pairs that share a key; whole articles share their keys, so that these and not their tellings are paired."""
    told: dict[_Told, list[int]] = defaultdict(list)
    for index, profile in enumerate(listed):
        told[profile.event.article_id, profile.event.event_type].append(index)
    blocks: dict[tuple[str | None, int], list[_Told]] = defaultdict(list)
    for group, indices in told.items():
        first = listed[indices[0]]
        for key in first.rare | first.keys:
            blocks[first.event.event_type, key].append(group)
    pairs = {pair for block in blocks.values() if len(block) > 1 for pair in combinations(block, 2)}
    return sorted((min(a, b), max(a, b)) for one, other in pairs for a in told[one] for b in told[other])


def _components(
    size: int, edges: Iterable[Pair], scores: Mapping[Pair, float]
) -> list[tuple[list[int], dict[Pair, float]]]:
    """The nodes that edges connect, with the scores of the pairs among them."""
    parent = list(range(size))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in edges:
        one, other = root(a), root(b)
        parent[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = defaultdict(list)
    for node in range(size):
        groups[root(node)].append(node)
    within: dict[int, dict[Pair, float]] = defaultdict(dict)
    for (a, b), score in scores.items():
        if root(a) == root(b):
            within[root(a)][a, b] = score
    return [(nodes, within[first]) for first, nodes in groups.items()]


def _cluster(component: str, group: Sequence[int], listed: Sequence[Profile], linked: set[Pair]) -> Cluster:
    tellings = sorted((t for i in group for t in listed[i].tellings), key=lambda t: t.event.event_id)
    held = tuple(_link(listed[a], listed[b]) for a, b in combinations(group, 2) if (a, b) in linked)
    news = any(listed[i].strand.main and listed[i].event.event_type in RETOLD for i in group)
    return Cluster(component, tuple(tellings), held, news)


def _link(one: Profile, other: Profile) -> Link:
    return Link(one.event.event_id, other.event.event_id, compare(one, other))
