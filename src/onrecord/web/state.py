"""What the desk holds while it runs: the record, its outline, and how it was asked to serve."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from onrecord.config import Settings
from onrecord.record import Record
from onrecord.store.database import Database
from onrecord.store.outline import Outline, load_outline
from onrecord.web.accounts import Accounts, accounts_of
from onrecord.web.adding import Adding
from onrecord.web.door import Keeper

R = TypeVar("R")
REMEMBERED = 40
"""Answers to questions that are kept for one outline."""
SOON = 0.1
"""Seconds of work: an outline that takes less is always brought up to date before a page is made."""
SHARE = 20
"""A slower one is brought up to date beside the pages, and takes at most one part in so many of a processor."""


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """How the desk serves.

    `hosts` are the names that it may be called by, besides those of this machine. Whoever has the `token` may do
    everything.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    read_only: bool = False
    hosts: tuple[str, ...] = ()
    token: str | None = None


class Remembered:
    """What was made of one outline lately, so that a question asked again is not counted again."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._lock = threading.Lock()
        self._made: OrderedDict[object, object] = OrderedDict()

    def get(self, key: object, make: Callable[[], R]) -> R:
        """What was made under this key, or is made now."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return cast(R, self._made[key])
        made = make()
        with self._lock:
            self._made[key] = made
            if len(self._made) > REMEMBERED:
                self._made.popitem(last=False)
        return made


class Outlines:
    """The record's outline, brought up to date as the record changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._kept: Remembered | None = None
        self._mark: tuple[object, ...] = ()
        self._took = self._ended = 0.0

    def begin(self) -> None:
        """Load the first outline beside the first request, since that may take seconds."""
        threading.Thread(target=self.now, daemon=True).start()

    def now(self) -> Remembered:
        """The outline as it is, or where that would take long, as it was a short while ago."""
        outline = self._kept
        if outline is None:
            with self._lock:
                return self._kept or self._load()
        if self._mark == mark_of(self._database.path):
            return outline
        if self._took < SOON:
            with self._lock:
                return self._load()
        if time.monotonic() - self._ended > self._took * SHARE and self._lock.acquire(blocking=False):
            threading.Thread(target=self._load_beside, daemon=True).start()
        return outline

    def _load_beside(self) -> None:
        try:
            self._load()
        finally:
            self._lock.release()

    def _load(self) -> Remembered:
        # What it costs, not how long it takes: a busy machine does not make a small record a large one.
        began = time.thread_time()
        mark = mark_of(self._database.path)
        kept = self._kept = Remembered(load_outline(self._database))
        self._mark, self._ended = mark, time.monotonic()
        self._took = time.thread_time() - began
        return kept


def mark_of(path: Path) -> tuple[object, ...]:
    """What changes whenever anything is stored."""
    marks: list[object] = []
    for name in (path, path.with_name(path.name + "-wal")):
        try:
            found = name.stat()
            marks += [found.st_mtime_ns, found.st_size]
        except OSError:
            marks += [None]
    return tuple(marks)


class Desk:
    """An open record and what the pages share."""

    def __init__(self, settings: Settings, serving: DeskSettings) -> None:
        self.settings, self.serving = settings, serving
        if not settings.database.exists() and not serving.read_only:
            Database(settings.database).close()
        self.database = Database(settings.database, read_only=True, as_it_is=serving.read_only)
        self.record = Record(settings, read_only=True)
        self.outlines = Outlines(self.database)
        self.accounts = Accounts(accounts_of(settings.database), read_only=serving.read_only)
        self.keeper = Keeper(self)
        self.adding = Adding(settings)

    def close(self) -> None:
        """Let go of the record."""
        self.record.close()
        self.database.close()
