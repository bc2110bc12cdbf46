"""What `onrecord doctor` looks at, one part after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnRecordError

if TYPE_CHECKING:
    from onrecord.config import Settings


def checkup(database: Path | None) -> Iterator[tuple[str, str | None]]:
    """Each part by name, with its trouble in a sentence or None."""
    from onrecord.config import settings

    chosen = settings(database=database)
    for name, look in PARTS:
        yield name, _trouble(look, chosen)


def _trouble(look: Callable[[Settings], str | None], chosen: Settings) -> str | None:
    try:
        return look(chosen)
    except (OnRecordError, ImportError, OSError) as error:
        return str(error)


def _parser(_: Settings) -> str | None:
    from onrecord.articles.parse import Parser

    sentences = Parser().parse("The ministry denied it.").sentences
    return None if len(sentences) == 1 else "the parser gives no sentences; set the environment up again (make setup)."


def _codebook(chosen: Settings) -> str | None:
    from onrecord.codebooks.events import Codebook

    Codebook.load(chosen.codebooks)
    return None


def _cues(chosen: Settings) -> str | None:
    from onrecord.codebooks.cues import CueBook

    CueBook.load(chosen.cues)
    return None


def _register(chosen: Settings) -> str | None:
    from onrecord.codebooks.register import Register

    Register.load(chosen.actors)
    return None


def _gazetteer(_: Settings) -> str | None:
    from onrecord.expressions.gazetteer import Gazetteer

    Gazetteer.open()
    return None


def _database(chosen: Settings) -> str | None:
    from onrecord.record import Record

    if not chosen.database.exists():
        return f"there is no record at {chosen.database}; `onrecord read PATH` makes one."
    with Record(chosen, read_only=True) as record:
        return record.trouble()


PARTS: tuple[tuple[str, Callable[[Settings], str | None]], ...] = (
    ("parser", _parser),
    ("event codebook", _codebook),
    ("cue codebook", _cues),
    ("register of actors", _register),
    ("gazetteer", _gazetteer),
    ("database", _database),
)
