"""Readings that a newer coder has replaced, laid out again as rows in tables of one connection's own.

Their events and claims get the keys again that they had, by which the versions of incidents know them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Table

from onrecord.records import Reading
from onrecord.store import schema
from onrecord.store.bulk import Row
from onrecord.store.dictionary import Dictionaries, Dictionary, actor_rows
from onrecord.store.moments import Moment
from onrecord.store.rows import Rows, article_row
from onrecord.store.versions import unpacked

_OUT_OF_THE_WAY = 1 << 40
"""Keys from here on are of rows that are in no table of the file."""
_INDEXED = ("key", "article", "event", "statement", "evidence", "event_id", "claim_id", "statement_id", "article_id")

Content = TypeVar("Content", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A reading that is no longer in the tables, with its article's key and the keys that it counted from."""

    article: int
    since: str
    coder_version: str
    first: Mapping[str, int]
    reading: Reading


def replaced_readings(connection: sqlite3.Connection, then: Moment) -> list[Replaced]:
    """The readings that stood at the moment and have been replaced since."""
    firsts = "first_statement, first_event, first_claim"
    found = connection.execute(
        f"SELECT v.article, coalesce(at, replaced_at), coder_version, content, {firsts} FROM reading_version v"
        ' LEFT JOIN moment m ON m."key" = v.since'
        " WHERE v.since <= ? AND v.until > ? AND v.article <= ?",
        (then.key, then.key, then.article),
    )
    return [
        Replaced(article, at, coder, dict(zip(("statement", "event", "claim"), first, strict=True)), unpacked(content))
        for article, at, coder, content, *first in found
    ]


def lay_out(connection: sqlite3.Connection, replaced: Iterable[Replaced]) -> None:
    """Put the readings into the connection's own tables, which have all that stood at the moment besides."""
    known = _Known(connection)
    following = {"passage": _OUT_OF_THE_WAY}
    for one in replaced:
        rows = Rows(known, {**following, **one.first})  # type: ignore[arg-type]
        rows.add(one.reading, one.article)
        following["passage"] += len(rows.by_table[schema.passage])
        _replace_article(connection, one)
        for table, its in rows.by_table.items():
            if its:
                _insert(connection, table.name, its)
    for table, its in known.unknown():
        connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table.name} AS SELECT * FROM main.{table.name}")
        _insert(connection, table.name, its)
    _index(connection)


def _replace_article(connection: sqlite3.Connection, one: Replaced) -> None:
    row = article_row(one.reading.article, one.coder_version, one.since)
    values = {name: value for name, value in row.items() if name not in ("text", "article_id", *schema.STANDING)}
    changed = ", ".join(f'"{name}" = :{name}' for name in values)
    connection.execute(f'UPDATE temp.article SET {changed} WHERE "key" = :key_', {**values, "key_": one.article})
    for table in (schema.published_evidence, schema.article_actor):
        connection.execute(f"DELETE FROM temp.{table.name} WHERE article = ?", (one.article,))


def _insert(connection: sqlite3.Connection, name: str, rows: list[Row]) -> None:
    columns = list(rows[0])
    listed, marks = (", ".join(form.format(c) for c in columns) for form in ('"{}"', ":{}"))
    connection.executemany(f"INSERT INTO temp.{name} ({listed}) VALUES ({marks})", rows)


def _index(connection: sqlite3.Connection) -> None:
    tables = connection.execute("SELECT name FROM temp.sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in tables:
        for _, column, *_ in connection.execute(f"PRAGMA temp.table_info({name})").fetchall():
            if column in _INDEXED:
                connection.execute(f'CREATE INDEX temp.{name}_{column} ON {name} ("{column}")')


class _Recalled(Generic[Content]):
    """The keys of a dictionary table; what it no longer has gets one that is out of the way."""

    def __init__(self, connection: sqlite3.Connection, dictionary: Dictionary[Content]) -> None:
        self._connection, self.dictionary = connection, dictionary
        self._keys: dict[Content, int] = {}
        self.missing: list[tuple[int, int, Content]] = []

    def __getitem__(self, content: Content) -> int:
        if content not in self._keys:
            digest = self.dictionary.digest(content)
            query = f'SELECT "key" FROM main.{self.dictionary.table.name} WHERE digest = ?'
            found = self._connection.execute(query, (digest,)).fetchone()
            if found is None:
                found = (_OUT_OF_THE_WAY + len(self.missing),)
                self.missing.append((found[0], digest, content))
            self._keys[content] = found[0]
        return self._keys[content]

    def rows(self) -> list[Row]:
        """The rows of what is missing."""
        return [self.dictionary.row(*one) for one in self.missing]


class _Known:
    """The dictionary tables as `Rows` asks them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        known = Dictionaries()
        self.parties = _Recalled(connection, known.parties)
        self.places = _Recalled(connection, known.places)
        self.actors = _Recalled(connection, known.actors)
        self.coders = _Recalled(connection, known.coders)
        self.terms = _Recalled(connection, known.terms)

    def unknown(self) -> Iterator[tuple[Table, list[Row]]]:
        """The rows that the tables no longer have, since nothing that stands now refers to them."""
        for recalled in (self.parties, self.places, self.actors, self.coders, self.terms):
            if recalled.missing:
                yield recalled.dictionary.table, recalled.rows()
        yield from ((t, rows) for t, rows in actor_rows([(k, one) for k, _, one in self.actors.missing]) if rows)
