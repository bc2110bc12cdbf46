"""Actor files: readable TOML, checked when they are compiled.

A mistake is a `CodebookError` that names file, line, key and what was expected.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from onrecord.errors import CodebookError
from onrecord.records import ActorKind

ACTOR_KINDS = get_args(ActorKind)
FILE_KINDS = ("state", "nouns", "codes", "spellings", "phrases", "leaders", "places", *ACTOR_KINDS)

_TEXTS = ("name", "country", "sector", "kind", "active", "parent", "offshoot_of", "speaks_for", "governs")
_LISTS = ("names", "acronyms", "people", "adjectives", "capital", "seats", "regions", "allies", "short")
_FILE_KEYS = ("kind", "sector", "country", "source")
_NOUN_ROLES = ("office", "agent", "institution", "relation", "group", "target")


@dataclass(frozen=True, slots=True)
class ActorFile:
    """One file as read: its path, text (for line numbers), and tables."""

    path: Path
    text: str
    tables: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """What the file holds."""
        return str(self.tables["file"]["kind"])

    def line_of(self, key: str, within: str | None = None) -> int | None:
        """The line of a key, or of the entry `within` that has it."""
        wanted = within or key
        pattern = re.compile(rf'^\s*\[*"?{re.escape(wanted)}"?\s*[\]=]', re.MULTILINE)
        found = pattern.search(self.text)
        return self.text.count("\n", 0, found.start()) + 1 if found else None

    def error(self, key: str, expected: str, within: str | None = None) -> CodebookError:
        """The error to raise for a key of this file."""
        named = f"{within}.{key}" if within else key
        return CodebookError(str(self.path), self.line_of(key, within), named, expected)


def read_file(path: Path) -> ActorFile:
    """One actor file, its tables checked for keys and types, not yet against other files."""
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(str(path), None, "file", f"a readable UTF-8 file ({error})") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise CodebookError(str(path), int(line[1]) if line else None, "TOML", str(error)) from error
    read = ActorFile(path, text, tables)
    _check_header(read)
    _check_entries(read, tables.get("states", {}))
    _check_entries(read, tables.get("actors", {}))
    _check_nouns(read)
    return read


def _check_header(read: ActorFile) -> None:
    header = read.tables.get("file")
    if not isinstance(header, dict) or header.get("kind") not in FILE_KINDS:
        raise read.error("file", f"a table [file] with kind, one of {', '.join(FILE_KINDS)}")
    for key in header:
        if key not in _FILE_KEYS:
            raise read.error(key, f"one of {', '.join(_FILE_KEYS)} in [file]")


def _check_entries(read: ActorFile, entries: object) -> None:
    if not isinstance(entries, dict):
        raise read.error("actors", "a table of actors")
    for actor_id, entry in entries.items():
        if not isinstance(entry, dict) or not entry.get("name"):
            raise read.error("name", "a name, as in ID = { name = ... }", actor_id)
        for key, value in entry.items():
            _check_value(read, actor_id, key, value)


def _check_value(read: ActorFile, actor_id: str, key: str, value: object) -> None:
    if key in _TEXTS:
        if not isinstance(value, str) or not value.strip():
            raise read.error(key, "a text that is not empty", actor_id)
    elif key in _LISTS:
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            raise read.error(key, "a list of texts that are not empty", actor_id)
        if len(set(value)) < len(value):
            raise read.error(key, "no text twice", actor_id)
    else:
        raise read.error(key, f"one of {', '.join((*_TEXTS, *_LISTS))}", actor_id)
    if key == "kind" and value not in ACTOR_KINDS:
        raise read.error(key, f"one of {', '.join(ACTOR_KINDS)}", actor_id)
    if key == "active" and not re.fullmatch(r"\d{4}-(\d{4})?", str(value)):
        raise read.error(key, 'years such as "1994-" or "1994-2009"', actor_id)


def _check_nouns(read: ActorFile) -> None:
    for noun in read.tables.get("nouns", ()):
        if not isinstance(noun, dict) or noun.get("role") not in _NOUN_ROLES or not noun.get("words"):
            raise read.error("nouns", f"words and a role, one of {', '.join(_NOUN_ROLES)}")


def check_codes(files: Iterable[ActorFile], countries: set[str], sectors: set[str]) -> None:
    """Refuses countries and sectors that no file declares."""
    for read in files:
        for actor_id, entry in read.tables.get("actors", {}).items():
            if entry.get("country", "") not in countries | {""}:
                raise read.error("country", "the id of a state, or IGO, UNO, EUR, NGO, ISM, IMG, MNC", actor_id)
            if entry.get("sector", "") not in sectors | {""}:
                raise read.error("sector", f"one of {', '.join(sorted(sectors))}", actor_id)
        for noun in read.tables.get("nouns", ()):
            if noun.get("sector", "") not in sectors | {""}:
                raise read.error("sector", f"one of {', '.join(sorted(sectors))}")


def check_repeats(files: Iterable[ActorFile]) -> None:
    """Refuses an id that two files have, and a noun that stands twice."""
    seen: dict[str, str] = {}
    for read in files:
        words = [word for noun in read.tables.get("nouns", ()) for word in noun["words"]]
        for key in (*read.tables.get("states", {}), *read.tables.get("actors", {}), *words):
            if key in seen:
                raise read.error(key, f"each id and each noun once; {seen[key]} has it")
            seen[key] = read.path.name


def check_ties(files: Iterable[ActorFile], known: set[str]) -> None:
    """Refuses a parent, an offshoot's origin, an ally or a country governed that is nobody's id."""
    for read in files:
        for actor_id, entry in read.tables.get("actors", {}).items():
            for key in ("parent", "offshoot_of", "speaks_for", "governs", "allies"):
                given = entry.get(key, [])
                for other in [given] if isinstance(given, str) else given:
                    if other not in known:
                        raise read.error(key, f"the id of an actor, not {other!r}", actor_id)
