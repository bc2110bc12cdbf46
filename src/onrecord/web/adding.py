"""Reports that are added from a page, read by a process of their own while the desk goes on."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.config import Settings
from onrecord.errors import OnRecordError, SettingError
from onrecord.store.write import now

if TYPE_CHECKING:
    from onrecord.articles.given import Defaults

SUFFIXES = (".txt", ".md", ".html", ".htm", ".jsonl", ".ndjson", ".csv", ".tsv")
WAITING = 20
"""Sets that may wait to be read."""
KEPT = 30
"""Sets that the page still tells of after they were read."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A report as somebody pasted it, with what that person says of it; what is not said is empty."""

    text: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class HowFar:
    """How far the reading of a set is: articles done, of how many; new ones, those of them unread, and known ones."""

    done: int
    total: int | None
    stored: int
    unread: int
    known: int


@dataclass(frozen=True, slots=True)
class Added:
    """A set of reports on its way into the record. `trouble` says why it did not get there."""

    number: int
    at: str
    by: str
    names: tuple[str, ...]
    progress: HowFar | None = None
    ended: bool = False
    trouble: str | None = None


class Adding:
    """Reads what people add. The files are kept no longer than it takes to read them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._known: deque[Added] = deque(maxlen=KEPT)
        self._count = 0

    def known(self) -> list[Added]:
        """What was added since the desk was opened, the newest first."""
        with self._lock:
            return list(reversed(self._known))

    def paste(self, pasted: Pasted, by: str) -> Added:
        """Read a pasted report. Raises SettingError where there is nothing to read or too much waits already."""
        if not pasted.text.strip():
            raise SettingError("The report has no text; paste its text, or choose a file.")
        row = {name: value for name in Pasted.__slots__ if (value := getattr(pasted, name).strip())}
        folder = _folder()
        (folder / "pasted.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
        return self._begin(folder, [f"pasted: {pasted.title or pasted.text.strip()[:60]}"], None, by)

    def upload(self, files: Iterable[tuple[str, bytes]], defaults: Defaults, by: str) -> Added:
        """Read files by name and content. Raises SettingError for a kind of file that is not read."""
        listed = [(_harmless(name), content) for name, content in files]
        for name, _ in listed:
            if not name.lower().endswith(SUFFIXES):
                raise SettingError(f"{name}: such files are not read here; there may be {', '.join(SUFFIXES)}.")
        folder = _folder()
        for number, (name, content) in enumerate(listed):
            place = folder / name if not (folder / name).exists() else folder / f"{number}-{name}"
            place.write_bytes(content)
        return self._begin(folder, [name for name, _ in listed], defaults, by)

    def _begin(self, folder: Path, names: list[str], defaults: Defaults | None, by: str) -> Added:
        with self._lock:
            if sum(not one.ended for one in self._known) >= WAITING:
                shutil.rmtree(folder.parent, ignore_errors=True)
                raise SettingError("Too many reports wait to be read; add more when some are done.")
            self._count += 1
            added = Added(self._count, now(), by, tuple(names))
            self._known.append(added)
        threading.Thread(target=self._read, args=(added.number, folder, defaults), daemon=True).start()
        return added

    def _read(self, number: int, folder: Path, defaults: Defaults | None) -> None:
        try:
            with self._turn:
                self._watch(number, folder, defaults)
        finally:
            shutil.rmtree(folder.parent, ignore_errors=True)

    def _watch(self, number: int, folder: Path, defaults: Defaults | None) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        settings = self._settings.model_copy(update={"database": self._settings.database.absolute()})
        process = context.Process(target=read_added, args=(theirs, settings, folder, defaults), daemon=True)
        process.start()
        theirs.close()
        trouble: str | None = "the process that read it ended before it was done"
        try:
            while isinstance(told := ours.recv(), HowFar):
                self._change(number, progress=told)
            trouble = told
        except EOFError:
            pass
        process.join()
        self._change(number, ended=True, trouble=trouble)

    def _change(self, number: int, **changes: object) -> None:
        with self._lock:
            for index, one in enumerate(self._known):
                if one.number == number:
                    self._known[index] = replace(one, **changes)  # type: ignore[arg-type]


def read_added(told: Connection, settings: Settings, folder: Path, defaults: Defaults | None) -> None:
    """Read a folder into the record, in a process of its own; tells how far it is, and at last what went wrong."""
    from onrecord.record import Record
    from onrecord.workers import Progress

    def tell(now: Progress) -> None:
        told.send(HowFar(now.done, now.total, now.stored, now.unread, now.known))

    # The name of the folder goes into the record as where a report came from; the folder above it does not.
    os.chdir(folder.parent)
    try:
        with Record(settings) as record:
            record.read(folder.name, defaults=defaults, progress=tell)
        told.send(None)
    except OnRecordError as error:
        told.send(str(error))


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="onrecord-")) / f"added-at-the-desk-{now()[:10]}"
    folder.mkdir()
    return folder


def _harmless(name: str) -> str:
    """A file's name without any folder, or a sign that means something to a system.

    >>> _harmless("../../etc/passwd"), _harmless("C:\\\\tmp\\\\.wire 1.txt")
    ('passwd', 'wire_1.txt')
    """
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^\w.-]", "_", last).lstrip(".")[-100:] or "report.txt"
