"""What is SQLite's own: how a connection is set up, the full-text index, and what its error codes mean to a person.

PostgreSQL, when it comes, gets a file beside this one; nothing else in the store knows which database it is.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from glob import escape
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Integer, Select, column, create_engine, event, func, literal_column, select, table
from sqlalchemy.engine import Connection
from sqlalchemy.pool import QueuePool

from onrecord.errors import LockedDatabaseError, StoreError

APPLICATION_ID = 0x4F6E5243
"""Says in the file's header that it is a record of OnRecord ("OnRC")."""

WRITES = "onrecord_writes"
"""The execution option of a connection that will write: it takes the write lock at once, and never has to give way."""

_INDEX = "content_rowid = 'key', columnsize = 0, tokenize = 'porter unicode61 remove_diacritics 2'"
_WORDS = 'substr(text, {0}.start + 1, {0}."end" - {0}.start)'

FULL_TEXT = (
    f"""CREATE VIRTUAL TABLE article_fts
        USING fts5(title, text, content="article", {_INDEX})""",
    """CREATE TRIGGER article_fts_insert AFTER INSERT ON article BEGIN
       INSERT INTO article_fts (rowid, title, text) VALUES (new.key, new.title, new.text); END""",
    """CREATE TRIGGER article_fts_delete AFTER DELETE ON article BEGIN
       INSERT INTO article_fts (article_fts, rowid, title, text)
       VALUES ('delete', old.key, old.title, old.text); END""",
    """CREATE TRIGGER article_fts_update AFTER UPDATE OF title, text ON article BEGIN
       INSERT INTO article_fts (article_fts, rowid, title, text)
       VALUES ('delete', old.key, old.title, old.text);
       INSERT INTO article_fts (rowid, title, text) VALUES (new.key, new.title, new.text); END""",
    f"""CREATE VIEW passage_words AS SELECT passage.key AS key, {_WORDS.format("passage")} AS words
        FROM passage JOIN article ON article.key = passage.article""",
    f"""CREATE VIRTUAL TABLE passage_fts
        USING fts5(words, content="passage_words", {_INDEX})""",
    f"""CREATE TRIGGER passage_fts_insert AFTER INSERT ON passage BEGIN
        INSERT INTO passage_fts (rowid, words) SELECT new.key, {_WORDS.format("new")} FROM article
        WHERE article.key = new.article; END""",
    f"""CREATE TRIGGER passage_fts_delete BEFORE DELETE ON passage BEGIN
        INSERT INTO passage_fts (passage_fts, rowid, words)
        SELECT 'delete', old.key, {_WORDS.format("old")} FROM article WHERE article.key = old.article; END""",
)
"""Both indexes keep no words of their own: they point into the article's text. The triggers keep them in step with it,
whoever writes; a passage must go before its article does."""


_REMEDIES = {
    "SQLITE_READONLY": "it cannot be written; give it write permission or copy it to a disk that can be written",
    "SQLITE_FULL": "the disk is full; nothing of the last batch was stored; make room and run again",
    "SQLITE_IOERR": "the disk failed or is full; nothing of the last batch was stored; check the disk and run again",
    "SQLITE_NOTADB": "it is not an SQLite database; name another file with --database",
    "SQLITE_CORRUPT": "it is damaged; restore a copy, or save what can be read with `sqlite3 FILE .recover`",
    "SQLITE_CANTOPEN": "it cannot be opened; check that its folder exists and that you may write there",
    "SQLITE_PERM": "you may not open it; ask its owner for permission",
    "SQLITE_AUTH": "you may not open it; ask its owner for permission",
}


Prepare = Callable[[sqlite3.Connection], None]


def engine_of(path: Path, *, read_only: bool, patience: float, prepare: Prepare | None = None) -> Engine:
    """An engine on the file. `patience`: seconds to wait for another process's lock before giving up.

    `prepare` is done to each new connection.
    """
    engine = create_engine(
        "sqlite://", creator=_connector(path, read_only, patience, prepare), poolclass=QueuePool, max_overflow=-1
    )
    event.listen(engine, "begin", _begin)
    return engine


def _connector(
    path: Path, read_only: bool, patience: float, prepare: Prepare | None
) -> Callable[[], sqlite3.Connection]:
    uri = path.resolve().as_uri() + ("?mode=ro" if read_only else "?mode=rwc")
    if read_only and _cannot_have_side_files(path):
        uri += "&immutable=1"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
        for pragma in ("foreign_keys = ON", "synchronous = NORMAL", "secure_delete = ON", "cache_size = -32768"):
            connection.execute(f"PRAGMA {pragma}")
        if prepare is not None:
            prepare(connection)
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        return connection

    return connect


def _cannot_have_side_files(path: Path) -> bool:
    """On a disk that cannot be written no WAL comes to be beside the file; SQLite may read without looking for one."""
    return not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def prepare(connection: sqlite3.Connection) -> None:
    """Set what stays in the file; outside any transaction, since SQLite changes its journal nowhere else."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def application_of(connection: Connection) -> int:
    """Whose file it is, 0 where nobody said."""
    return int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())


def translated(path: Path, error: sqlite3.Error) -> StoreError:
    """The error in words: the file, what is wrong with it and what to do next."""
    name = getattr(error, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LockedDatabaseError(
            f"{path}: another process has been writing to it for too long; wait for it, or end it."
        )
    for code, remedy in _REMEDIES.items():
        if name.startswith(code):
            return StoreError(f"{path}: {remedy}.")
    return StoreError(f"{path}: {error}; run `onrecord doctor`.")


def matching(index: str, words: str) -> Select[tuple[int]]:
    """The keys of the rows of `index` (article, passage) that have the words.

    Words in double quotes must follow each other; the rest may stand anywhere; `*` ends a word that is only begun.
    No other sign means anything, so that a name such as "O'Neil" or "Al-Shabaab" can be looked for as it is written.
    """
    fts = table(f"{index}_fts", column("rowid", Integer))
    return select(fts.c.rowid).where(literal_column(f"{index}_fts").op("MATCH")(_query(words)))


def listed(keys: Iterable[int]) -> Select[Any]:
    """Keys as one parameter, however many they are."""
    rows = func.json_each(json.dumps(list(keys))).table_valued("value")
    return select(rows.c.value.cast(Integer))


def matching_any(index: str, phrases: Iterable[str]) -> Select[tuple[int]]:
    """The keys of the rows of `index` that have any of the phrases, in any form of their words ("talk": "talks")."""
    fts = table(f"{index}_fts", column("rowid", Integer))
    bare = (phrase.replace('"', " ").strip() for phrase in phrases)
    either = " OR ".join(f'"{phrase}"' for phrase in bare if phrase) or '""'
    return select(fts.c.rowid).where(literal_column(f"{index}_fts").op("MATCH")(either))


def in_one(connection: Connection, query: Select[Any]) -> list[int]:
    """The whole numbers of a query's only column, got as one row: where many read, each row costs a wait."""
    rows = query.subquery()
    found: list[int] = json.loads(connection.execute(select(func.json_group_array(rows.c[0]))).scalar_one())
    return found


def _query(words: str) -> str:
    found = re.findall(r'"([^"]+)"|([^\s"]+)', words.replace("\x00", " "))
    if not found:
        return '""'
    return " ".join(f'"{phrase or word.rstrip("*")}"{"*" if word.endswith("*") else ""}' for phrase, word in found)


def backup(source: Path, target: Path) -> None:
    """A copy of the database as it is now, whoever is writing to it."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def faults(connection: sqlite3.Connection, read_only: bool) -> str | None:
    """The first thing that is damaged; the full-text index can only be checked where the file may be written."""
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        return f"it is damaged ({found})"
    if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
        return f"a row of {broken[0]} refers to one of {broken[2]} that is gone"
    if read_only:
        return None
    try:
        for index in ("article", "passage"):
            connection.execute(f"INSERT INTO {index}_fts ({index}_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        return f"its full-text index does not fit its articles ({error})"
    return None


def size_of(connection: Connection) -> int:
    """The bytes that the record takes, those that are still in the WAL among them."""
    pages, size = (connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size"))
    return int(pages * size)


def copies_of(path: Path) -> tuple[Path, ...]:
    """The copies that `backup` made beside the file."""
    return tuple(sorted(path.parent.glob(f"{escape(path.name)}.bak-*")))


def erase_traces(connection: sqlite3.Connection) -> bool:
    """Leave no bytes of what was deleted in the full-text index or the WAL; False where a reader kept it from that."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat4'").fetchone():
        connection.execute("DELETE FROM sqlite_stat4")
    for index in ("article", "passage"):
        connection.execute(f"INSERT INTO {index}_fts ({index}_fts) VALUES ('optimize')")
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
