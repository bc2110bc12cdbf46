"""Who may do what at the desk, and the views that people keep: a small file of its own beside the record.

It is not part of the record, so that a record can be given away without its users.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from onrecord.errors import SettingError
from onrecord.store.write import now

if TYPE_CHECKING:
    from argon2 import PasswordHasher

Role = Literal["viewer", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
SHORTEST = 10
"""Characters of a password at the least."""
_NAME = re.compile(r"[\w.@-]{1,60}")
_TABLES = """
CREATE TABLE IF NOT EXISTS user (name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL, added TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS view (number INTEGER PRIMARY KEY, title TEXT NOT NULL, query TEXT NOT NULL,
                                 owner TEXT NOT NULL, added TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class User:
    """A user of the desk."""

    name: str
    role: Role
    added: str


@dataclass(frozen=True, slots=True)
class View:
    """A question that somebody keeps."""

    number: int
    title: str
    query: str
    owner: str
    added: str


def accounts_of(record: Path) -> Path:
    """The file of the users and views of a record."""
    return record.with_name(record.name + ".desk")


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


class Accounts:
    """The users and views beside a record. A file is made when the first of them is."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path, self._read_only = path, read_only

    def users(self) -> list[User]:
        """All users by name."""
        if not self.path.exists():  # asked with every page
            return []
        with self._reading() as connection:
            return [User(*row) for row in connection.execute("SELECT name, role, added FROM user ORDER BY name")]

    def add(self, name: str, role: str, password: str) -> None:
        """Add a user; raises SettingError for a name, a role or a password that cannot be."""
        if not _NAME.fullmatch(name):
            raise SettingError(f"{name!r} is no name of a user; use up to 60 letters, digits and . _ @ -")
        if role not in ROLES:
            raise SettingError(f"{role!r} is no role; there are {', '.join(ROLES)}.")
        if len(password) < SHORTEST:
            raise SettingError(f"The password is too short; use at least {SHORTEST} characters.")
        with self._writing() as connection:
            if connection.execute("SELECT 1 FROM user WHERE name = ?", (name,)).fetchone():
                raise SettingError(f"There is a user {name} already; remove that one first.")
            row = name, role, _hasher().hash(password), now()
            connection.execute("INSERT INTO user (name, role, hash, added) VALUES (?, ?, ?, ?)", row)

    def remove(self, name: str) -> None:
        """Take a user away; raises SettingError where there is none."""
        with self._writing() as connection:
            if not connection.execute("DELETE FROM user WHERE name = ?", (name,)).rowcount:
                raise SettingError(f"There is no user {name}.")

    def check(self, name: str, password: str) -> User | None:
        """The user whose password it is. A wrong name takes as long as a wrong password."""
        from argon2.exceptions import Argon2Error

        with self._reading() as connection:
            row = connection.execute("SELECT name, role, added, hash FROM user WHERE name = ?", (name,)).fetchone()
        try:
            _hasher().verify(row[3] if row else _nobody(), password)
        except Argon2Error:
            return None
        return User(*row[:3]) if row else None

    def role_of(self, name: str) -> Role | None:
        """The role that a user has now."""
        with self._reading() as connection:
            row = connection.execute("SELECT role FROM user WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def views(self) -> list[View]:
        """All kept views, the newest first."""
        with self._reading() as connection:
            rows = connection.execute("SELECT number, title, query, owner, added FROM view ORDER BY number DESC")
            return [View(*row) for row in rows]

    def keep(self, title: str, query: str, owner: str) -> None:
        """Keep a view."""
        with self._writing() as connection:
            row = title, query, owner, now()
            connection.execute("INSERT INTO view (title, query, owner, added) VALUES (?, ?, ?, ?)", row)

    def drop(self, number: int) -> None:
        """Keep a view no longer."""
        with self._writing() as connection:
            connection.execute("DELETE FROM view WHERE number = ?", (number,))

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        if not self.path.exists():
            with closing(sqlite3.connect(":memory:")) as connection:
                connection.executescript(_TABLES)
                yield connection
            return
        with closing(sqlite3.connect(self.path.resolve().as_uri() + "?mode=ro", uri=True)) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self._read_only:
            raise SettingError("The desk is read-only.")
        if not self.path.exists():
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(self.path, timeout=10)) as connection, connection:
            connection.executescript(_TABLES)
            yield connection


@cache
def _nobody() -> str:
    return _hasher().hash("nobody has this password")
