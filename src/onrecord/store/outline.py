"""Every incident in a few numbers: what the desk filters, counts and orders by, without asking the database again.

At 100,000 incidents this is some 20 MB, read within some seconds; counting a facet over it takes about a millisecond.
`outline_changes.py` brings one up to date with what was written since.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, func, select
from sqlalchemy.engine import Connection

from onrecord.store.database import Database
from onrecord.store.schema import (
    actor,
    article,
    incident,
    incident_article,
    incident_change,
    incident_figure,
    incident_party,
    log,
    party,
    place,
)
from onrecord.store.schema_past import moment

Numbers = NDArray[np.int64]
NO_DAY = np.iinfo(np.int64).min
"""The day of what has no date."""


@dataclass(frozen=True, slots=True)
class Coded:
    """One word an incident: `codes[i]` points into `words`, -1 where there is none; `labels` are for people to read."""

    codes: Numbers
    words: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Listed:
    """Several words an incident, each pair once: incident `owners[j]` has the word `words[codes[j]]`.

    `words` are in order; `labels` are they as people read them.
    """

    owners: Numbers
    codes: Numbers
    words: tuple[str, ...]
    labels: tuple[str, ...]

    def code(self, word: str) -> int:
        """Which of the words this is, -1 for none of them."""
        at = bisect_left(self.words, word)
        return at if at < len(self.words) and self.words[at] == word else -1

    def count(self, word: str) -> int:
        """Of how many incidents the word holds."""
        code = self.code(word)
        return int(self._counts[code]) if code >= 0 else 0

    @cached_property
    def _counts(self) -> Numbers:
        return np.bincount(self.codes, minlength=len(self.words))


@dataclass(frozen=True, slots=True)
class Parties:
    """Who took part: each (incident, party row) pair, for looking up parties by other means than their group."""

    owners: Numbers
    rows: Numbers


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a map shows it; without coordinates where only the country is known."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: str

    @property
    def same(self) -> object:
        """What two spots that are one have in common."""
        return self.country if self.latitude is None and self.country else (self.name, self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class Outline:
    """All incidents by their keys. Days and microseconds count from 1970; `tolls` are by kind, the greatest given.

    `settled` is another number once anything was changed but by adding or replacing incidents.
    """

    keys: Numbers
    ids: NDArray[np.str_]
    type: Coded
    mode: Coded
    standing: Coded
    country: Coded
    first: Numbers
    last: Numbers
    sources: Numbers
    changed: Numbers
    kind: Listed
    tolls: Mapping[str, Numbers]
    spot: Numbers
    spots: tuple[Spot, ...]
    actor: Listed
    recipient: Listed
    publisher: Listed
    actors: Parties
    recipients: Parties
    settled: tuple[int, int]

    def __len__(self) -> int:
        return len(self.keys)

    def positions(self, keys: Iterable[int]) -> Numbers:
        """Where the incidents with these keys stand; keys of none are passed over."""
        wanted = np.unique(np.fromiter(keys, dtype=np.int64))
        found = np.searchsorted(self.keys, wanted)
        found = found[found < len(self.keys)]
        return found[np.isin(self.keys[found], wanted, assume_unique=True)]


def load_outline(database: Database) -> Outline:
    """Read the outline as of one moment."""
    with database.reading() as connection:
        return read_outline(connection)


def read_outline(connection: Connection, after: int = -1) -> Outline:
    """The outline of the incidents whose keys are greater than `after`."""
    rows = connection.execute(_INCIDENTS.where(incident.c.key > after)).all()
    keys = _numbers(row.key for row in rows)
    spots, number = _spots(connection, after)
    at = _numbers(number.get(row.place, -1) for row in rows)
    parties, names = _parties(connection, after), _names(connection)
    actors, recipients = (_took_part(connection, keys, role, after) for role in ("actor", "recipient"))
    tolls = _tolls(connection, keys, after)
    return Outline(
        keys=keys,
        ids=np.array([row.incident_id for row in rows], dtype=np.str_),
        type=_coded([row.event_type for row in rows]),
        mode=_coded([row.mode for row in rows]),
        standing=_coded([row.standing for row in rows]),
        country=_coded([spots[n].country if n >= 0 else None for n in at.tolist()], names),
        first=_days([row.date_earliest for row in rows]),
        last=_days([row.date_latest for row in rows]),
        sources=_numbers(row.independent_sources for row in rows),
        changed=_changed(connection, keys, after),
        kind=kinds_of(tolls),
        tolls=tolls,
        spot=at,
        spots=spots,
        actor=_grouped(actors, parties, names),
        recipient=_grouped(recipients, parties, names),
        publisher=_publishers(connection, keys, after),
        actors=actors,
        recipients=recipients,
        settled=settled(connection),
    )


def settled(connection: Connection) -> tuple[int, int]:
    """The last moment at which more was done than adding articles and merging, and the last removal."""
    other = select(func.max(moment.c.key)).where(moment.c.cause.not_in(("read", "merge")))
    removed = select(func.max(log.c.key))
    row = connection.execute(select(other.scalar_subquery(), removed.scalar_subquery())).one()
    return int(row[0] or 0), int(row[1] or 0)


_INCIDENTS = select(
    incident.c.key,
    incident.c.incident_id,
    incident.c.event_type,
    incident.c.mode,
    incident.c.standing,
    incident.c.date_earliest,
    incident.c.date_latest,
    incident.c.independent_sources,
    incident.c.place,
).order_by(incident.c.key)


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, dtype=np.int64)


def _positions(keys: Numbers, wanted: Sequence[int]) -> Numbers:
    """The position of each wanted key in the ordered keys, -1 where there is none."""
    return _at(keys, _numbers(wanted))


def _coded(values: Sequence[str | None], labels: Mapping[str, str] = MappingProxyType({})) -> Coded:
    words = tuple(sorted({value for value in values if value is not None}))
    code = {word: number for number, word in enumerate(words)}
    codes = _numbers(-1 if value is None else code[value] for value in values)
    return Coded(codes, words, tuple(labels.get(word, word) for word in words))


def _days(values: Sequence[str | None]) -> Numbers:
    """ISO days as days since 1970; numpy's own "not a time" is NO_DAY."""
    return np.array([value or "NaT" for value in values], dtype="datetime64[D]").astype(np.int64)


def _spots(connection: Connection, after: int) -> tuple[tuple[Spot, ...], dict[int, int]]:
    """The places that incidents have, each once however it was written, and which of them a row of `place` is."""
    names = ("key", "name", "country", "latitude", "longitude", "precision")
    used = select(incident.c.place).where(incident.c.place.is_not(None), incident.c.key > after)
    rows = connection.execute(
        select(*(place.c[name] for name in names)).where(place.c.key.in_(used)).order_by(place.c.key)
    )
    same: dict[object, int] = {}
    spots: list[Spot] = []
    number: dict[int, int] = {}
    for key, *about in rows:
        spot = Spot(*about)
        number[key] = same.setdefault(spot.same, len(spots))
        if number[key] == len(spots):
            spots.append(spot)
    return tuple(spots), number


def _parties(connection: Connection, after: int) -> dict[int, tuple[str, str]]:
    """By key, under which word a party is counted, and how that word reads."""
    query = select(party.c.key, party.c.actor_id, party.c.name)
    if after >= 0:
        query = query.where(party.c.key.in_(select(incident_party.c.party).where(incident_party.c.incident > after)))
    return {key: (actor_id or name, name) for key, actor_id, name in connection.execute(query)}


def _names(connection: Connection) -> dict[str, str]:
    """What known actors are called, by their id."""
    return {str(row.actor_id): str(row.name) for row in connection.execute(select(actor.c.actor_id, actor.c.name))}


def _took_part(connection: Connection, keys: Numbers, role: str, after: int) -> Parties:
    query = select(incident_party.c.incident, incident_party.c.party)
    query = query.where(incident_party.c.role == role, incident_party.c.incident > after)
    owners, rows = _pairs(connection, query)
    at = _at(keys, owners)
    return Parties(at[at >= 0], rows[at >= 0])


def _pairs(connection: Connection, query: Select[Any]) -> tuple[Numbers, Numbers]:
    """Two columns of whole numbers, each got as one text: millions of rows would hold up every other thread."""
    rows = query.subquery()
    texts = connection.execute(select(*(func.group_concat(column) for column in rows.c))).one()
    first, second = (np.fromstring(text or "", dtype=np.int64, sep=",") for text in texts)
    return first, second


def _at(keys: Numbers, wanted: Numbers) -> Numbers:
    if not len(keys):
        return np.full(len(wanted), -1, dtype=np.int64)
    found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[found] == wanted, found, -1)


def _grouped(pairs: Parties, parties: dict[int, tuple[str, str]], names: dict[str, str]) -> Listed:
    rows, at = np.unique(pairs.rows, return_inverse=True)
    groups = [parties[key][0] for key in rows.tolist()]
    words = tuple(sorted(set(groups)))
    code = {word: number for number, word in enumerate(words)}
    labels = _labels(pairs, parties) | names
    codes = _numbers(code[group] for group in groups)[at]
    return _paired(pairs.owners, codes, words, tuple(labels.get(word, word) for word in words))


def _labels(pairs: Parties, parties: dict[int, tuple[str, str]]) -> dict[str, str]:
    """A group that is no known actor reads as its most frequent name."""
    rows, counts = np.unique(pairs.rows, return_counts=True)
    labels: dict[str, str] = {}
    for index in np.argsort(-counts, kind="stable").tolist():
        group, name = parties[int(rows[index])]
        labels.setdefault(group, name)
    return labels


def _paired(owners: Numbers, codes: Numbers, words: tuple[str, ...], labels: tuple[str, ...]) -> Listed:
    """Each pair of an owner and a code once."""
    size = max(len(words), 1)
    pairs = np.sort(owners * size + codes)
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])] if len(pairs) else pairs
    return Listed(pairs // size, pairs % size, words, labels)


def _changed(connection: Connection, keys: Numbers, after: int) -> Numbers:
    """When each incident last changed, in microseconds since 1970; 0 where that is unknown."""
    c = incident_change.c
    query = select(c.incident, func.max(func.rtrim(c.at, "Z"))).where(c.incident > after).group_by(c.incident)
    found = connection.execute(query).all()
    at = _positions(keys, [int(key) for key, _ in found])
    when = np.array([str(time) for _, time in found], dtype="datetime64[us]").astype(np.int64)
    moments = np.zeros(len(keys), dtype=np.int64)
    moments[at[at >= 0]] = when[at >= 0]
    return moments


def _publishers(connection: Connection, keys: Numbers, after: int) -> Listed:
    told = incident_article.c
    owners, articles = _pairs(connection, select(told.incident, told.article).where(told.incident > after))
    # Only the index of publishers is read; the rows of `article` are as long as their texts.
    query = select(article.c.key, article.c.publisher).where(article.c.publisher.is_not(None))
    if after >= 0:
        query = query.where(article.c.key.in_(select(told.article).where(told.incident > after)))
    by_article = {int(key): str(name) for key, name in connection.execute(query.order_by(article.c.publisher))}
    names = tuple(sorted(set(by_article.values())))
    code = {name: number for number, name in enumerate(names)}
    known = _numbers(sorted(by_article))
    codes = _numbers(code[by_article[key]] for key in known.tolist())
    at, where = _at(keys, owners), _at(known, articles)
    here = (at >= 0) & (where >= 0)
    return _paired(at[here], codes[where[here]], names, names)


def _tolls(connection: Connection, keys: Numbers, after: int) -> dict[str, Numbers]:
    """By kind of figure, the greatest count that is given of each incident, attackers apart; -1 where there is none."""
    f = incident_figure.c
    toll = func.max(func.coalesce(f.best, f.low, f.high, 0))
    query = select(f.kind, f.incident, toll).where(f.side != "attacker", f.incident > after)
    query = query.group_by(f.kind, f.incident)
    found: dict[str, list[tuple[int, int]]] = {}
    for kind, key, count in connection.execute(query):
        found.setdefault(kind, []).append((key, count))
    return {kind: _spread(keys, pairs) for kind, pairs in sorted(found.items())}


def _spread(keys: Numbers, pairs: Sequence[tuple[int, int]]) -> Numbers:
    tolls = np.full(len(keys), -1, dtype=np.int64)
    at = _positions(keys, [key for key, _ in pairs])
    tolls[at[at >= 0]] = _numbers(count for _, count in pairs)[at >= 0]
    return tolls


def kinds_of(tolls: Mapping[str, Numbers]) -> Listed:
    """Which incidents have a figure of which kind."""
    owners = [np.flatnonzero(counts >= 0) for counts in tolls.values()]
    codes = [np.full(len(some), number, dtype=np.int64) for number, some in enumerate(owners)]
    words = tuple(tolls)
    empty = _numbers(())
    return Listed(np.concatenate([*owners, empty]), np.concatenate([*codes, empty]), words, words)
