"""From tellings to clusters of one happening each, the same in whatever order the tellings came.

Tellings that score high enough pair by pair form a graph; each connected component is clustered by average
linkage, so that two distinct happenings are not chained together by a report that resembles both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

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
STRONGEST = 3
"""Links of each telling that are given as reasons; forty reports of one happening have hundreds."""


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


@dataclass(frozen=True, slots=True)
class Group:
    """The same before what is told is looked at: the profiles of one happening, in order of event id."""

    component: str
    profiles: tuple[Profile, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Its events, in order."""
        return tuple(sorted(id_ for one in self.profiles for id_ in one.ids))


def groups_of(profiles: Iterable[Profile], score: Score = score_of, ties: Ties = UNTIED) -> Iterator[Group]:
    """The groups of all profiles; one that resembles no other is a group by itself.

    `score` may be one that remembers what it has been asked before; it must give what `score_of` gives.
    `ties` come before all scores.
    """
    listed = list(profiles)
    bonds = bonds_of(listed, ties)
    linked = (pair for pair in candidates(listed) if are_linked(listed[pair[0]], listed[pair[1]], score))
    edges = chain(linked, bonds.together, bonds.bridges)
    return (one for nodes in components(len(listed), edges) for one in cut([listed[i] for i in nodes], score, ties))


def bonds_of(listed: Sequence[Profile], ties: Ties) -> Bonds:
    """The ties between these tellings, by their numbers."""
    if ties == UNTIED:
        return FREE
    number = {id_: index for index, one in enumerate(listed) for id_ in one.ids}

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
        told[profile.article_id].append(index)
    articles = list(told.values())
    keys = {number: keys_of(listed[i] for i in indices) for number, indices in enumerate(articles)}
    places = {number: listed[indices[0]].place_in_line for number, indices in enumerate(articles)}
    lines = lines_of(keys, places)
    for one, other in neighbours(lines) if nearest is None else neighbours(lines, nearest):
        for a in articles[one]:
            yield from ((a, b) for b in articles[other] if listed[a].event_type == listed[b].event_type)


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


def cut(component: Iterable[Profile], score: Score = score_of, ties: Ties = UNTIED) -> list[Group]:
    """The groups of one component; which of its tellings are compared depends on no others."""
    listed = sorted(component, key=lambda p: p.event_id)
    name = min(id_ for one in listed for id_ in one.ids)
    if len(listed) == 1:
        return [Group(name, tuple(listed))]
    scores = {(a, b): score(listed[a], listed[b]) for a, b in _compared(listed)}
    articles = [one.article_id for one in listed]
    found = average_linkage(range(len(listed)), scores, articles, shipped_weights()[0], bonds_of(listed, ties))
    return [Group(name, tuple(listed[i] for i in group)) for group in found]


def _compared(listed: Sequence[Profile]) -> Iterator[Pair]:
    pairs = ((min(a, b), max(a, b)) for a, b in candidates(listed, WITHIN))
    return ((a, b) for a, b in pairs if comparable(listed[a], listed[b]))


def cluster_of(group: Group, told: Mapping[str, Telling], score: Score = score_of) -> Cluster:
    """The cluster of a group, with what each of its events tells; it depends on nothing outside of the group."""
    listed = group.profiles
    news = any(one.main and one.event_type in RETOLD for one in listed)
    links = tuple(_link(listed[a], listed[b]) for a, b in _holding(listed, score))
    return Cluster(group.component, tuple(told[id_] for id_ in group.ids), links, news)


def _holding(listed: Sequence[Profile], score: Score) -> list[Pair]:
    """The links that hold a group together: of each telling the `STRONGEST`."""
    threshold = shipped_weights()[0]
    found = ((-score(listed[a], listed[b]), a, b) for a, b in _compared(listed))
    of: Counter[int] = Counter()
    kept: list[Pair] = []
    for _, a, b in sorted(one for one in found if -one[0] >= threshold):
        if min(of[a], of[b]) < STRONGEST:
            kept.append((a, b))
            of.update((a, b))
    return sorted(kept)


def _link(one: Profile, other: Profile) -> Link:
    return Link(one.event_id, other.event_id, compare(one, other))
