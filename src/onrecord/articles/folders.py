"""Which files are inputs: those named, and those within the folders named, in an order that does not change."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.articles.tables import TABLES
from onrecord.errors import SettingError

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: its kind (text, markdown, html, jsonl, csv), or why it is not read."""

    path: Path
    kind: str
    reason: str | None = None

    @property
    def name(self) -> str:
        """Its path as text that any database stores, whatever bytes the file system holds."""
        return os.fsencode(self.path).decode("utf-8", errors="replace")


def check_paths(paths: Iterable[Path]) -> None:
    """Raises SettingError for a path that is not there: a run should not start on a slip of the pen."""
    for path in paths:
        if str(path) != STANDARD_INPUT and not os.path.lexists(path):
            raise SettingError(f"{path}: there is no such file or folder.")


def sources(paths: Iterable[Path]) -> Iterator[Source]:
    """Every file in the order of `paths`, and within a folder by name.

    In folders, files of other kinds, hidden ones and a folder's own papers (README) are passed over; a file that is
    named itself is always tried. Links to folders within a folder are not followed, so that no circle is walked.
    """
    for path in paths:
        if path.is_dir():
            yield from _within(path)
        else:
            yield Source(path, kind_of(path) or "text", None if str(path) == STANDARD_INPUT else _trouble(path))


def kind_of(path: Path) -> str | None:
    """What a file's name says that it is, compressed or not; None for what is no input.

    >>> kind_of(Path("wire.jsonl.gz")), kind_of(Path("map.png"))
    ('jsonl', None)
    """
    name = path.name.lower().removesuffix(".gz")
    return TABLES.suffixes.get(os.path.splitext(name)[1])


def _within(folder: Path) -> Iterator[Source]:
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield Source(folder, "text", f"the folder cannot be opened ({error.strerror})")
        return
    for path in (folder / name for name in names if not name.startswith(".")):
        if path.is_dir():
            if not path.is_symlink():
                yield from _within(path)
        elif (kind := kind_of(path)) and path.name.split(".")[0].lower() not in TABLES.passed_over:
            yield Source(path, kind, _trouble(path))


def _trouble(path: Path) -> str | None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"the file cannot be opened ({error.strerror})"
    return None if stat.S_ISREG(mode) else "it is not a regular file"
