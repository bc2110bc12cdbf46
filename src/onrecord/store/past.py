"""The record as of a moment: views that stand before the tables of a connection and show only what was known then.

Whatever asks the record asks the tables by name, and so asks the past without knowing it. A reading that a newer coder
has replaced since is unpacked again into tables of the connection's own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from sqlalchemy import Table

from onrecord.store import schema
from onrecord.store.moments import Moment
from onrecord.store.replaced import lay_out, replaced_readings
from onrecord.store.schema_past import PAST, moment, past_incident

_BY_KEY = {
    schema.article: ("key", "article"),
    schema.statement: ("key", "statement"),
    schema.event: ("key", "event"),
    schema.claim: ("key", "claim"),
    schema.published_evidence: ("article", "article"),
    schema.article_actor: ("article", "article"),
    schema.statement_content: ("statement", "statement"),
    schema.event_party: ("event", "event"),
    schema.event_context: ("event", "event"),
    schema.more_evidence: ("event", "event"),
    schema.figure: ("event", "event"),
}
"""For each table of readings the column that grows with time, and the count of a moment that bounds it."""


def shadow(connection: sqlite3.Connection, then: Moment) -> None:
    """Put the views of the moment before the tables of the connection."""
    replaced = replaced_readings(connection, then)
    for name, body in _views(then):
        kind = "TABLE" if replaced and name in _LAID_OUT else "VIEW"
        connection.execute(f"CREATE TEMP {kind} {name} AS {body}")
    if replaced:
        connection.execute("CREATE TEMP TABLE passage AS SELECT * FROM main.passage")
        lay_out(connection, replaced)


_LAID_OUT = {table.name for table in _BY_KEY}
"""What is copied where a reading has been replaced since: views over two tables at once would be searched in full."""


def shadowing(then: Moment) -> Callable[[sqlite3.Connection], None]:
    """What makes a connection see that moment."""
    return lambda connection: shadow(connection, then)


def _views(then: Moment) -> Iterator[tuple[str, str]]:
    # A sign before a column keeps SQLite from searching by it: it says little, and other indexes say more.
    for table, (column, count) in _BY_KEY.items():
        yield (
            table.name,
            f'SELECT {_listed(table, then)} FROM main.{table.name} WHERE +"{column}" <= {getattr(then, count)}',
        )
    known = f"+since <= {then.key} AND (until IS NULL OR +until > {then.key})"
    for table, past in PAST.items():
        where = f" WHERE {known}" if past is past_incident else ""
        yield table.name, f"SELECT {_past_columns(table)} FROM main.{past.name}{where}"
    yield (
        schema.incident_note.name,
        "SELECT n.incident, n.kind, n.position, t.note FROM main.past_incident_note n"
        ' JOIN main.past_note t ON t."key" = n.note',
    )
    yield schema.log.name, f"SELECT * FROM main.log WHERE at <= '{then.at}'"
    yield moment.name, f'SELECT * FROM main.moment WHERE "key" <= {then.key}'
    yield schema.judgement.name, f"SELECT * FROM main.judgement WHERE at <= '{then.at}'"


def _listed(table: Table, then: Moment) -> str:
    stood = schema.STANDING if table is schema.article else ()
    return ", ".join(_stood(c.name, then) if c.name in stood else f'"{c.name}"' for c in table.c)


def _stood(name: str, then: Moment) -> str:
    """How an article stood among others, which may have become known later, or have been another way."""
    of = f'FROM main.past_article WHERE article = main.article."key" AND until > {then.key}'
    return (
        f"CASE WHEN EXISTS (SELECT 1 {of}) THEN (SELECT {name} {of} ORDER BY until LIMIT 1) ELSE {name} END AS {name}"
    )


def _past_columns(table: Table) -> str:
    given = {"stale": "0 AS stale", "component": "NULL AS component"}
    return ", ".join(given.get(c.name, f'"{c.name}"') for c in table.c)
