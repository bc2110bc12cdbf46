"""Writing readings: one transaction a batch, so that what is reported as stored is stored, whatever happens next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType

from sqlalchemy import Update, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from onrecord.records import Incident, Reading
from onrecord.store import schema, schema_past
from onrecord.store.bulk import Row
from onrecord.store.check import check
from onrecord.store.database import Database
from onrecord.store.dictionary import Dictionaries, PartyContent, content_of, place_content
from onrecord.store.history import close_versions, open_versions
from onrecord.store.incidents import put_incidents, put_notes, put_version, remove_incidents
from onrecord.store.judging import bind
from onrecord.store.load import Loader
from onrecord.store.moments import BEGINNING, begin_moment, end_moment, next_key
from onrecord.store.rows import Rows, article_row
from onrecord.store.schema_merging import article_profile
from onrecord.store.versions import packed, unpacked

_KEYED = (
    schema.article, schema.passage, schema.party, schema.place, schema.term, schema.coder, schema.actor,
    schema.statement, schema.event, schema.claim,
)  # fmt: skip
_AT_ONCE = 500
_OTHER = object()


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a batch, by article id: new, read before by another coder and replaced, or left as it was."""

    stored: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


def now() -> str:
    """The time of the clock, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Writer:
    """Writes what one version of the coder has read. Keep it for a whole run: it remembers parties and terms.

    `coder_version` names everything that decides what a reading says (package, codebooks, models): an article that
    was read by the same one is left as it is, and read by another one is replaced, its earlier reading being kept.
    """

    def __init__(self, database: Database, coder_version: str) -> None:
        self.database, self.coder_version = database, coder_version
        self._dictionaries = Dictionaries()
        self._newest_log: int | None = None
        self.moment = BEGINNING

    def known(self, article_id: str, coder_version: str | None = None) -> bool:
        """Whether the article has been read by this version of the coder, so that it need not be parsed again."""
        a = schema.article.c
        query = select(a.key).where(
            a.article_id == article_id, a.coder_version == (coder_version or self.coder_version)
        )
        with self.database.reading() as connection:
            return connection.execute(query).first() is not None

    def write(self, readings: Sequence[Reading]) -> Written:
        """Store the readings in one transaction, which is safe on disk from a kill of the process when this returns.

        Raises RefusedError, and stores none of them, where a reading breaks a rule of `check`.
        """
        with self.transaction() as connection:
            return self.write_within(connection, readings)

    @contextmanager
    def transaction(self, cause: str = "read", detail: str | None = None) -> Iterator[Connection]:
        """A transaction for several calls that must all be stored or none; hand its connection to each of them.

        It is a moment of the record, with its cause; `moment` is the one under way.
        """
        try:
            with self.database.writing() as connection:
                self._distrust_what_was_removed(connection)
                self.moment = begin_moment(connection, cause, detail)
                yield connection
                end_moment(connection, self.moment.key)
        except BaseException:
            self._dictionaries.forget()
            raise

    def say_why(self, connection: Connection, detail: str | None) -> None:
        """Note what the moment under way is because of: the id of a judgement."""
        self.moment = replace(self.moment, detail=detail)
        connection.execute(
            update(schema_past.moment).where(schema_past.moment.c.key == self.moment.key).values(detail=detail)
        )

    def _distrust_what_was_removed(self, connection: Connection) -> None:
        """Removals are logged; since one may have come from another process, what is remembered may be gone."""
        newest = connection.execute(select(func.max(schema.log.c.key))).scalar_one()
        if newest != self._newest_log:
            self._dictionaries.forget()
        self._newest_log = newest

    def write_within(self, connection: Connection, readings: Sequence[Reading]) -> Written:
        """The same as `write`, within a transaction of the caller's."""
        for reading in readings:
            check(reading)
        distinct = {reading.article.article_id: reading for reading in readings}
        stored = _stored(connection, list(distinct))
        skipped = {id_ for id_, one in stored.items() if one.coder_version == self.coder_version}
        fresh = [reading for id_, reading in distinct.items() if id_ not in skipped]
        for id_, one in stored.items():
            if id_ not in skipped:
                self._set_aside(connection, one)
        self._insert(connection, fresh, {id_: one.key for id_, one in stored.items()})
        return Written(
            stored=tuple(id_ for id_ in distinct if id_ not in stored),
            replaced=tuple(id_ for id_ in stored if id_ not in skipped),
            skipped=tuple(id_ for id_ in distinct if id_ in skipped),
        )

    def replace_incidents(
        self, removed: Iterable[str], incidents: Sequence[Incident], within: Connection | None = None
    ) -> dict[str, int]:
        """Put incidents in the place of others, all at once; `within` the caller's transaction, or one of its own.

        Gives back the keys by which these versions of them are known from now on.
        """
        if within is None:
            with self.transaction("merge") as connection:
                return self.replace_incidents(removed, incidents, connection)
        gone = remove_incidents(within, (*removed, *(one.incident_id for one in incidents)))
        close_versions(within, gone, self.moment.key)
        keys = put_incidents(within, self._dictionaries, incidents)
        open_versions(within, keys.values(), self.moment.key)
        put_notes(within, self._dictionaries, keys, incidents)
        return keys

    def put_version(self, span: tuple[int, int, int | None], incident: Incident, within: Connection) -> None:
        """Write an incident as a version that was emptied: its key, and the moments from and up to which it stood."""
        put_version(within, self._dictionaries, span, incident)

    def _set_aside(self, connection: Connection, one: _Stored) -> None:
        """Keep the reading that is in the tables as an earlier version, and take its rows away but the article's."""
        content = packed(Loader(connection).reading(one.key))
        when = {"since": one.since, "until": self.moment.key, "replaced_at": self.moment.at}
        kept = {"article": one.key, "coder_version": one.coder_version, "content": content}
        connection.execute(insert(schema.reading_version).values(**kept, **when, **_first_keys(connection, one.key)))
        remove_reading(connection, one.key)

    def rewrite_within(self, connection: Connection, readings: Sequence[Reading]) -> None:
        """Store readings of articles that the record has in the place of what it has of them.

        They are of the same version of the coder; what was known before is kept as an earlier reading.
        """
        for reading in readings:
            check(reading)
        stored = _stored(connection, [reading.article.article_id for reading in readings])
        for one in stored.values():
            self._set_aside(connection, one)
        keys = {id_: one.key for id_, one in stored.items()}
        self._insert(connection, readings, keys, {id_: one.coder_version for id_, one in stored.items()})

    def _insert(
        self,
        connection: Connection,
        readings: Sequence[Reading],
        keys: Mapping[str, int],
        versions: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        following = {table.name: next_key(connection, table) for table in _KEYED}
        self._learn(connection, readings, following)
        rows = Rows(self._dictionaries, following)
        for reading in readings:
            version = versions.get(reading.article.article_id, self.coder_version)
            row = {
                **article_row(reading.article, version, self.moment.at),
                "since": self.moment.key,
                "times": reading.times,
                "address": None,
            }
            key = keys.get(reading.article.article_id)
            if key is None:
                key = rows.new_key(schema.article)
                rows.put(schema.article, {"key": key, **row})
            else:
                connection.execute(_update_article(connection, key, row))
            rows.add(reading, key)
        rows.insert(connection)
        bind(connection, readings)

    def _learn(self, connection: Connection, readings: Sequence[Reading], following: dict[str, int]) -> None:
        known = self._dictionaries
        events = [event for reading in readings for event in reading.events]
        known.parties.learn(connection, _parties(readings), following["party"])
        places = dict.fromkeys(place_content(event.place) for event in events if event.place)
        known.places.learn(connection, places, following["place"])
        known.terms.learn(connection, _terms(readings), following["term"])
        coders = dict.fromkeys((event.coder.version, event.coder.codebook) for event in events)
        known.coders.learn(connection, coders, following["coder"])
        known.learn_actors(connection, dict.fromkeys(a for r in readings for a in r.actors), following)


@dataclass(frozen=True, slots=True)
class _Stored:
    key: int
    coder_version: str
    since: int


def _first_keys(connection: Connection, article_key: int) -> Row:
    """The keys from which those of a reading count on, so that it can be laid out again as it was."""
    event, statement, claim = schema.event, schema.statement, schema.claim
    of_events = select(event.c.key).where(event.c.article == article_key)
    first = {
        "first_statement": select(func.min(statement.c.key)).where(statement.c.article == article_key),
        "first_event": select(func.min(event.c.key)).where(event.c.article == article_key),
        "first_claim": select(func.min(claim.c.key)).where(claim.c.event.in_(of_events)),
    }
    return {name: connection.execute(query).scalar() or 1 for name, query in first.items()}


def _stored(connection: Connection, ids: list[str]) -> dict[str, _Stored]:
    """Those of the articles that the record has."""
    a = schema.article.c
    query = select(a.article_id, a.key, a.coder_version, a.since)
    slices = (ids[i : i + _AT_ONCE] for i in range(0, len(ids), _AT_ONCE))
    found = (row for some in slices for row in connection.execute(query.where(a.article_id.in_(some))))
    return {row.article_id: _Stored(row.key, row.coder_version, row.since) for row in found}


def _update_article(connection: Connection, key: int, row: Row) -> Update:
    """Text and title are left alone where they are the same, so that the full-text index is too."""
    a = schema.article.c
    old = connection.execute(select(a.text, a.title).where(a.key == key)).one()
    # How it stands among others was found by comparing texts, and they are the same.
    changed = {n: value for n, value in row.items() if getattr(old, n, _OTHER) != value and n not in schema.STANDING}
    return update(schema.article).where(a.key == key).values(**changed)


def _parties(readings: Iterable[Reading]) -> dict[PartyContent, None]:
    found: dict[PartyContent, None] = {}
    for reading in readings:
        for statement in reading.statements:
            if statement.source:
                found[content_of(statement.source)] = None
        for event in reading.events:
            found.update((content_of(party), None) for party in (*event.actor, *event.recipient))
            found.update((content_of(claim.source), None) for claim in event.claims if claim.source)
    return found


def _terms(readings: Iterable[Reading]) -> dict[str, None]:
    found: dict[str, None] = {}
    for reading in readings:
        found.update((statement.decided_by, None) for statement in reading.statements)
        for event in reading.events:
            found[event.coder.decided_by] = None
            found.update((claim.decided_by, None) for claim in event.claims)
    return found


_OF_A_READING = (
    schema.event,
    schema.statement,
    schema.passage,
    schema.published_evidence,
    schema.article_actor,
    article_profile,
)


def remove_reading(connection: Connection, article_key: int) -> None:
    """Take away all that an article tells, but not the article; incidents that it is part of become stale."""
    events = select(schema.event.c.key).where(schema.event.c.article == article_key)
    part_of = select(schema.incident_event.c.incident).where(schema.incident_event.c.event.in_(events))
    connection.execute(update(schema.incident).where(schema.incident.c.key.in_(part_of)).values(stale=True))
    for table in _OF_A_READING:
        connection.execute(delete(table).where(table.c.article == article_key))


def earlier_versions(database: Database, article_id: str) -> dict[str, Reading]:
    """The readings of the article that newer ones have replaced, by the version of the coder that made them."""
    version, a = schema.reading_version.c, schema.article.c
    query = select(version.coder_version, version.content).join(schema.article, a.key == version.article)
    query = query.where(a.article_id == article_id, version.coder_version != a.coder_version)
    with database.reading() as connection:
        rows = connection.execute(query.order_by(version.until))
        return {coder_version: unpacked(content) for coder_version, content in rows}
