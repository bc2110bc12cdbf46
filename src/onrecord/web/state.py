"""What the desk holds while it runs: the record, its outline, and how it was asked to serve."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from onrecord.config import Settings
from onrecord.record import Record
from onrecord.store.database import Database
from onrecord.store.outline import Outline, load_outline
from onrecord.store.outline_changes import follow
from onrecord.web.accounts import Accounts, accounts_of
from onrecord.web.adding import Adding
from onrecord.web.door import Keeper
from onrecord.web.kept import Kept
from onrecord.web.listing import Line

R = TypeVar("R")
REMEMBERED = 40
"""Answers to questions that are kept for one outline."""
LINES = 2_000
"""Incidents as lists show them that are kept, some 10 kB each."""
SOON = 0.1
"""Seconds of work: an outline that is read whole in less is always brought up to date before a page is made."""
SHARE = 20
"""A larger one is brought up to date beside the pages, and takes at most one part in so many of a processor."""


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
    """An outline with what was made of it lately, so that a question asked again is not counted again.

    `lines` and `drawn` are what lists show of incidents, by their keys; they outlast the outline, since an incident
    that changes gets another key.
    """

    def __init__(self, outline: Outline, before: Remembered | None = None) -> None:
        self.outline = outline
        self._made: Kept[object, object] = Kept(REMEMBERED)
        same = before is not None and before.outline.settled == outline.settled
        self.lines: Kept[int, Line] = before.lines if before and same else Kept(LINES)
        self.drawn: Kept[tuple[int, tuple[str, ...]], Any] = before.drawn if before and same else Kept(LINES)

    def get(self, key: object, make: Callable[[], R]) -> R:
        """What was made under this key, or is made now."""
        return cast(R, self._made.get(key, make))


class Outlines:
    """The record's outline, brought up to date as the record changes.

    `prepare` is what is made of a new outline before any page sees it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._kept: Remembered | None = None
        self._mark: tuple[object, ...] = ()
        self._whole = self._took = self._ended = 0.0
        self.prepare: Callable[[Remembered], None] = lambda _: None

    def begin(self) -> None:
        """Load the first outline beside the first request, since that may take seconds."""
        threading.Thread(target=self.now, daemon=True).start()

    def now(self) -> Remembered:
        """The outline as it is, or of a large record, as it was a short while ago."""
        kept = self._kept
        if kept is None:
            with self._lock:
                return self._kept or self._load()
        if self._mark == mark_of(self._database.path):
            return kept
        if self._whole < SOON:
            with self._lock:
                return self._load()
        if time.monotonic() - self._ended > self._took * SHARE and self._lock.acquire(blocking=False):
            threading.Thread(target=self._load_beside, daemon=True).start()
        return kept

    def _load_beside(self) -> None:
        try:
            self._load()
        finally:
            self._lock.release()

    def _load(self) -> Remembered:
        # What it costs, not how long it takes: a busy machine does not make a small record a large one.
        began, before = time.thread_time(), self._kept
        mark = mark_of(self._database.path)
        outline = follow(self._database, before.outline) if before else None
        if outline is None:
            outline = load_outline(self._database)
            self._whole = time.thread_time() - began
        kept = Remembered(outline, before)
        if self._whole >= SOON:
            self.prepare(kept)
        self._kept, self._mark, self._ended = kept, mark, time.monotonic()
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
