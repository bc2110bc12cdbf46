"""The tables of what was: the moments of the record, and all versions that its incidents have had.

A transaction that writes is a moment. A row of an incident stands in the record from the moment `since` up to, and
without, the moment `until`. What refers to keys here holds no reference: nothing goes when what it refers to does.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, Text

from onrecord.store.schema import (
    STANDING,
    article,
    incident,
    incident_article,
    incident_event,
    incident_figure,
    incident_part,
    incident_party,
    metadata,
    responsibility,
    responsibility_claim,
    sourced_figure,
)

moment = Table(
    "moment",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("at", Text, nullable=False, unique=True),
    Column("cause", Text, nullable=False),
    Column("detail", Text),
    *(Column(name, Integer, nullable=False) for name in ("article", "statement", "event", "claim")),
)
past_article = Table(
    "past_article",
    metadata,
    Column(
        "article",
        Integer,
        ForeignKey("article.key", ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    Column("until", Integer, primary_key=True),
    *(Column(name, article.c[name].type) for name in STANDING),
    sqlite_with_rowid=False,
)
"""How an article stood among others up to a moment; kept where that has changed."""
incident_parent = Table(
    "incident_parent",
    metadata,
    Column("incident", Integer, primary_key=True),
    Column("parent", Integer, primary_key=True),
    sqlite_with_rowid=False,
)


def _past(table: Table, *more: Column[Any], without: tuple[str, ...] = ()) -> Table:
    """All versions that there have been of the rows of a table; nothing goes when what they refer to does."""
    columns = [c for c in table.c if c.name not in without]
    kept = [Column(c.name, c.type, primary_key=c.primary_key, nullable=c.nullable) for c in columns]
    return Table(f"past_{table.name}", metadata, *kept, *more, sqlite_with_rowid="key" in table.c)


past_incident = _past(
    incident, Column("since", Integer, nullable=False), Column("until", Integer), without=("stale", "component")
)
past_event = _past(incident_event, Column("event_id", Text, nullable=False))
past_note = Table(
    "past_note",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("digest", BigInteger, nullable=False, unique=True),
    Column("note", Text, nullable=False),
)
past_incident_note = Table(
    "past_incident_note",
    metadata,
    Column("incident", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("note", Integer, nullable=False),
    sqlite_with_rowid=False,
)
PAST = {
    incident: past_incident,
    incident_event: past_event,
    **{
        table: _past(table)
        for table in (
            incident_party,
            incident_article,
            incident_part,
            incident_figure,
            sourced_figure,
            responsibility,
            responsibility_claim,
        )
    },
}
"""For each table of the incidents the one that keeps its versions, those of now among them (store/history.py).

Notes are apart: most are the same from version to version, so each is kept once, in `past_note`.
"""
