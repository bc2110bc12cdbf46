"""The log of the record: what changed, when, and because of which article or judgement, in all incidents or in one."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.engine import Connection

from onrecord.errors import NotFoundError
from onrecord.store.database import Database
from onrecord.store.moments import newest
from onrecord.store.schema import article, incident_change, judgement, log
from onrecord.store.schema_past import incident_parent, moment, past_incident

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One change: when, of which incident as it was called then, what, with the value in words before and after.

    `article_id`, `publisher` and `published` are of the report that made it so, `judgement_id`, `by` and `reason` of
    the decision that did. A report that was forgotten has left an entry without an incident and without a name.
    """

    at: str
    incident_id: str | None
    what: str
    field: str | None = None
    before: str | None = None
    after: str | None = None
    article_id: str | None = None
    publisher: str | None = None
    published: str | None = None
    judgement_id: str | None = None
    by: str | None = None
    reason: str | None = None


def log_of(database: Database, incident_id: str) -> tuple[LogEntry, ...]:
    """All that changed in an incident, in those that it was made of and in those that it became part of, in order.

    `incident_id` is one that it has now or had at any time, or how that begins. Raises NotFoundError.
    """
    with database.reading() as connection:
        kin = _kin(connection, _version(connection, incident_id))
        slices = (kin[i : i + _AT_ONCE] for i in range(0, len(kin), _AT_ONCE))
        upto = newest(connection).at
        found = (connection.execute(_entries().where(incident_change.c.incident.in_(some))) for some in slices)
        rows = [row for some in found for row in some if row.at <= upto]
    rows.sort(key=lambda row: (row.at, row.incident, row.position))
    return tuple(dict.fromkeys(map(_entry, rows)))


def latest(database: Database) -> Iterator[LogEntry]:
    """All that changed in the record, the newest first."""
    stones = select(log.c.at, log.c.what).order_by(log.c.key.desc())
    with database.reading() as connection:
        told = (map(_entry, connection.execute(query)) for query in (_at_beginnings(), _at_ends()))
        removed = [LogEntry(row.at, None, row.what) for row in connection.execute(stones)]
        yield from heapq.merge(*told, removed, key=lambda entry: entry.at, reverse=True)


def _at_beginnings() -> Select[Any]:
    """What changed as versions began; later ones have higher keys, so that nothing has to be sorted."""
    change = incident_change.c
    began = _entries().join(moment, moment.c.key == past_incident.c.since).where(moment.c.at == change.at)
    return began.order_by(change.incident.desc(), change.position)


def _at_ends() -> Select[Any]:
    """What is said of versions that nothing took the place of."""
    change, version = incident_change.c, past_incident.c
    ended = _entries().join(moment, moment.c.key == version.until)
    ended = ended.where(moment.c.at == change.at, version.until != version.since)
    return ended.order_by(change.at.desc(), change.incident.desc(), change.position)


def _version(connection: Connection, incident_id: str) -> int:
    """The last version of the incident with this id, or with the only one that begins so."""
    column = past_incident.c.incident_id
    begins = column >= incident_id, column < incident_id + "\U0010ffff"
    query = select(column, func.max(past_incident.c.key).label("key")).where(*begins).group_by(column).limit(2)
    rows = connection.execute(query).all()
    exact = [row for row in rows if row.incident_id == incident_id] or rows
    if not exact:
        raise NotFoundError(f"No incident has or had the id {incident_id}.")
    if len(exact) > 1:
        raise NotFoundError(f"Several incidents have an id that begins with {incident_id}; give more of it.")
    return int(exact[0].key)


def _kin(connection: Connection, version: int) -> list[int]:
    """The version, all that came from it, and all that these came from up to it."""
    link = incident_parent.c
    up = select(link.parent.label("key")).where(link.incident == version).cte("up", recursive=True)
    up = up.union(select(link.parent).where(link.incident == up.c.key))
    down = select(link.incident.label("key")).where(link.parent == version).cte("down", recursive=True)
    down = down.union(select(link.incident).where(link.parent == down.c.key))
    return [version, *connection.scalars(select(up.c.key)), *connection.scalars(select(down.c.key))]


def _entries() -> Select[Any]:
    change = incident_change.c
    return (
        select(
            incident_change,
            past_incident.c.incident_id,
            article.c.publisher,
            article.c.published,
            judgement.c.by,
            judgement.c.reason,
        )
        .join_from(incident_change, past_incident, past_incident.c.key == change.incident)
        .outerjoin(article, article.c.article_id == change.article_id)
        .outerjoin(judgement, judgement.c.judgement_id == change.judgement_id)
    )


def _entry(row: Row[Any]) -> LogEntry:
    return LogEntry(**{name: getattr(row, name) for name in LogEntry.__slots__})
