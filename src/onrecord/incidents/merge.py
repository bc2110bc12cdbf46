"""From tellings to clusters of one happening each, the same in whatever order the tellings came.

Tellings that score high enough pair by pair form a graph; each connected component is clustered by average
linkage, so that two distinct happenings are not chained together by a report that resembles both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from onrecord.drafts import Telling, Ties
from onrecord.incidents.candidates import Keys, lines_of, neighbours
from onrecord.incidents.compare import Comparison, comparable, compare, score_of, shipped_weights
from onrecord.incidents.linkage import FREE, Bonds, average_linkage
from onrecord.incidents.profile import Profile
from onrecord.incidents.strands import RETOLD, UNTIED

Pair = tuple[int, int]
Score = Callable[[Profile, Profile], float]
WITHIN = 40
"""Neighbours on each side with which an article is compared within a component."""


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


def clusters(profiles: Iterable[Profile], score: Score = score_of, ties: Ties = UNTIED) -> tuple[Cluster, ...]:
    """The clusters of all tellings; one that resembles no other is a cluster by itself.

    `score` may be one that remembers what it has been asked before; it must give what `score_of` gives.
    `ties` come before all scores.
    """
    listed = list(profiles)
    bonds = bonds_of(listed, ties)
    linked = (pair for pair in candidates(listed) if are_linked(listed[pair[0]], listed[pair[1]], score))
    edges = chain(linked, bonds.together, bonds.bridges)
    found = (cut([listed[i] for i in component], score, ties) for component in components(len(listed), edges))
    return tuple(sorted((one for some in found for one in some), key=lambda c: c.tellings[0].event.event_id))


def bonds_of(listed: Sequence[Profile], ties: Ties) -> Bonds:
    """The ties between these tellings, by their numbers."""
    if ties == UNTIED:
        return FREE
    number = {t.event.event_id: index for index, one in enumerate(listed) for t in one.tellings}

    def pairs(ids: Iterable[tuple[str, str]]) -> list[Pair]:
        found = ((number[a], number[b]) for a, b in ids if a in number and b in number)
        return sorted((min(a, b), max(a, b)) for a, b in found if a != b)

    return Bonds(pairs(ties.together), pairs(ties.bridges), pairs(ties.apart))


def are_linked(one: Profile, other: Profile, score: Score = score_of) -> bool:
    """Whether two tellings that were found under one key are linked, and so share a component."""
    return comparable(one, other) and score(one, other) >= shipped_weights()[0]


def keys_of(told: Iterable[Profile]) -> Keys:
    """What an article is found under that tells these."""
    return frozenset(key for one in told for keys in (one.rare, one.keys) for key in keys)


def candidates(listed: Sequence[Profile], nearest: int | None = None) -> Iterator[Pair]:
    """The pairs of tellings, by index, whose articles are near to each other in a line."""
    told: dict[str, list[int]] = defaultdict(list)
    for index, profile in enumerate(listed):
        told[profile.event.article_id].append(index)
    articles = list(told.values())
    keys = {number: keys_of(listed[i] for i in indices) for number, indices in enumerate(articles)}
    places = {number: listed[indices[0]].place_in_line for number, indices in enumerate(articles)}
    lines = lines_of(keys, places)
    for one, other in neighbours(lines) if nearest is None else neighbours(lines, nearest):
        for a in articles[one]:
            yield from ((a, b) for b in articles[other] if listed[a].event.event_type == listed[b].event.event_type)


def components(size: int, edges: Iterable[Pair]) -> list[list[int]]:
    """The nodes 0 to `size` that edges connect, each list in order."""
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
    return list(groups.values())


def cut(component: Iterable[Profile], score: Score = score_of, ties: Ties = UNTIED) -> list[Cluster]:
    """The clusters of one component; which of its tellings are compared depends on no others."""
    listed = sorted(component, key=lambda p: p.event.event_id)
    name = min(t.event.event_id for one in listed for t in one.tellings)
    if len(listed) == 1:
        return [_cluster(name, [0], listed, set())]
    scores = {
        (min(a, b), max(a, b)): score(listed[a], listed[b])
        for a, b in candidates(listed, WITHIN)
        if comparable(listed[a], listed[b])
    }
    threshold = shipped_weights()[0]
    linked = {pair for pair, found in scores.items() if found >= threshold}
    articles = [one.event.article_id for one in listed]
    groups = average_linkage(range(len(listed)), scores, articles, threshold, bonds_of(listed, ties))
    return [_cluster(name, group, listed, linked) for group in groups]


def _cluster(component: str, group: Sequence[int], listed: Sequence[Profile], linked: set[Pair]) -> Cluster:
    tellings = sorted((t for i in group for t in listed[i].tellings), key=lambda t: t.event.event_id)
    held = tuple(_link(listed[a], listed[b]) for a, b in combinations(group, 2) if (a, b) in linked)
    news = any(listed[i].strand.main and listed[i].event.event_type in RETOLD for i in group)
    return Cluster(component, tuple(tellings), held, news)


def _link(one: Profile, other: Profile) -> Link:
    return Link(one.event.event_id, other.event.event_id, compare(one, other))
