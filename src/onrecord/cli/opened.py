"""The record that a command is about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.record import Record


def opened(database: Path | None, *, read_only: bool = True, as_of: str | None = None) -> Record:
    """The record at the path given, else at ONRECORD_DATABASE, else onrecord.db here; `as_of`: as it was known then."""
    from onrecord.cli.logs import begin_log
    from onrecord.config import settings
    from onrecord.record import Record

    chosen = settings(database=database)
    begin_log(chosen)
    return Record(chosen, read_only=read_only, as_of=as_of)
