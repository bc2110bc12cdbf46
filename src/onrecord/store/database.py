"""The database file: opened, made, brought up to date, and its troubles put into words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from copy import copy
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from onrecord.errors import NewerDatabaseError, StoreError
from onrecord.store import sqlite
from onrecord.store.indexes import INDEXES
from onrecord.store.moments import Moment, moment_at
from onrecord.store.past import shadowing
from onrecord.store.schema import metadata
from onrecord.store.views import make_views

REVISION = "0011"
"""The revision of the tables that this version of OnRecord writes; a test holds it to the newest migration."""
_PASTS = 8
"""Moments whose connections are kept."""


class Database:
    """An open record. Building one makes the file if there is none, and brings an older one up to date after a copy.

    Raises a StoreError that names the file and says what to do where it cannot be used. `read_only` writes
    nothing but an older file's migration, and with `as_it_is` not even that; `patience` is how many seconds to wait
    while another process writes. Close it after use.
    """

    def __init__(
        self, path: Path | str, *, read_only: bool = False, as_it_is: bool = False, patience: float = 30.0
    ) -> None:
        self.path = Path(path)
        self._as_it_is = as_it_is
        self.read_only, self._patience = read_only, patience
        self._pasts: dict[int, Database] = {}
        self.then: Moment | None = None
        self._check_path()
        self._engine = sqlite.engine_of(self.path, read_only=read_only, patience=patience)
        try:
            self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()
        for past in self._pasts.values():
            past.close()

    def at(self, as_of: str | None) -> Database:
        """The record as it was known at a time, which can only be read; itself where none is given.

        Raises SettingError for what is no time. It is closed with this one.
        """
        if as_of is None:
            return self
        with self.reading() as connection:
            then = moment_at(connection, as_of)
        past = self._pasts.pop(then.key, None) or self._past(then)
        self._pasts[then.key] = past
        if len(self._pasts) > _PASTS:
            self._pasts.pop(next(iter(self._pasts))).close()
        return past

    def _past(self, then: Moment) -> Database:
        past = copy(self)
        past.read_only, past._pasts, past.then = True, {}, then
        past._engine = sqlite.engine_of(self.path, read_only=True, patience=self._patience, prepare=shadowing(then))
        return past

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the record as it is at its first query, whatever is written meanwhile."""
        with self._in_words(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it is stored when the block ends, none where it raises. One process at a time."""
        if self.then is not None:
            raise StoreError(f"{self.path}: what was known at {self.then.at} cannot be changed; leave out as-of.")
        with self._in_words(), self._engine.execution_options(**{sqlite.WRITES: True}).begin() as connection:
            yield connection

    @contextmanager
    def bare(self) -> Iterator[sqlite3.Connection]:
        """SQLite's own connection outside any transaction, for what SQLAlchemy has no words for."""
        with self._in_words(), closing(self._engine.raw_connection()) as pooled:
            connection = pooled.driver_connection
            assert isinstance(connection, sqlite3.Connection)
            yield connection

    def trouble(self) -> str | None:
        """What is wrong with the file, in one sentence; None where nothing is."""
        with self.bare() as connection:
            found = sqlite.faults(connection, self.read_only)
        return f"{self.path}: {found}; restore a copy, or export what can be read and read it anew." if found else None

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._translated(error.orig) from error
        except sqlite3.Error as error:
            raise self._translated(error) from error

    def _translated(self, error: BaseException | None) -> StoreError:
        if isinstance(error, sqlite3.Error):
            return sqlite.translated(self.path, error)
        return StoreError(f"{self.path}: {error}; run `onrecord doctor`.")

    def _check_path(self) -> None:
        if self.path.is_dir():
            raise StoreError(f"{self.path}: it is a folder; name a file in it, such as {self.path / 'onrecord.db'}.")
        if not self.path.absolute().parent.is_dir():
            raise StoreError(f"{self.path}: its folder does not exist; make {self.path.absolute().parent} first.")
        if self.read_only and not self.path.exists():
            raise StoreError(f"{self.path}: there is no such record; make one with `onrecord read PATH`.")

    def _bring_up_to_date(self) -> None:
        revision = self._revision()
        if revision is None and not self.read_only:
            self._make()
        elif revision != REVISION:
            self._migrate(revision)

    def _revision(self) -> str | None:
        """The revision of the file's tables, None where it is empty."""
        with self.reading() as connection:
            names = inspect(connection).get_table_names()
            if not names:
                return None
            if sqlite.application_of(connection) != sqlite.APPLICATION_ID or "alembic_version" not in names:
                raise StoreError(f"{self.path}: it is a database, but not a record of OnRecord; name another file.")
            return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())

    def _make(self) -> None:
        with self.bare() as connection:
            sqlite.prepare(connection)
        with self.writing() as connection:
            if not inspect(connection).get_table_names():
                make_tables(connection)

    def _migrate(self, revision: str | None) -> None:
        from onrecord.store.migrate import knows, migrate

        if revision is None:
            raise StoreError(f"{self.path}: it is empty; make a record of it with `onrecord read PATH`.")
        if not knows(revision):
            raise NewerDatabaseError(
                f"{self.path}: it was written by a newer version of OnRecord (revision {revision}, this one knows up to"
                f" {REVISION}); install that version, or name another file."
            )
        if self._as_it_is:
            raise StoreError(f"{self.path}: it is of an older version; open it once where it may be written.")
        if self.read_only:
            Database(self.path).close()
            return
        self._keep_copy(revision)
        with self.writing() as connection:
            migrate(connection)

    def _keep_copy(self, revision: str) -> None:
        copies = (
            self.path.with_name(f"{self.path.name}.bak-{revision}{extra}")
            for extra in ("", *map("-{}".format, range(2, 99)))
        )
        sqlite.backup(self.path, next(copy for copy in copies if not copy.exists()))


def make_tables(connection: Connection) -> None:
    """All tables, indexes and the full-text index in an empty database, marked with the present revision."""
    assert INDEXES
    metadata.create_all(connection)
    for ddl in sqlite.FULL_TEXT:
        connection.exec_driver_sql(ddl)
    make_views(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{REVISION}')")
