"""The tables of alerts: what is asked for, up to which moment it was looked at, and what was found to report.

News hold nothing of a report's words: they name a version of an incident, and values that are counts or standings.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from onrecord.store.schema import metadata

alert = Table(
    "alert",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("filters", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("moment", Integer, nullable=False),
    Column("run", Text),
)
alert_news = Table(
    "alert_news",
    metadata,
    Column("key", Integer, primary_key=True),
    Column(
        "alert",
        Integer,
        ForeignKey("alert.key", ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        nullable=False,
    ),
    Column("news_id", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("field", Text),
    Column("before", Text),
    Column("after", Text),
    Column("claim_id", Text),
    Column("reported", Text),
)
