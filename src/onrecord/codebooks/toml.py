"""TOML files of words and codes, read with errors that name file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import CodebookError


@dataclass(frozen=True, slots=True)
class TomlFile:
    """One file: its name, its lines (so that an error can say where) and its data."""

    name: str
    lines: tuple[str, ...]
    data: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> TomlFile:
        """The file's contents. Raises CodebookError where it is missing, no UTF-8 or no TOML."""
        try:
            text = path.read_text(encoding="utf-8")
            return cls(str(path), tuple(text.splitlines()), tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"line (\d+)", str(error))
            raise CodebookError(str(path), int(place[1]) if place else None, "TOML", str(error)) from error
        except (OSError, UnicodeDecodeError) as error:
            raise CodebookError(str(path), None, "file", f"a readable UTF-8 text file ({error})") from error

    def error(self, key: str, expected: str, value: object = None) -> CodebookError:
        """An error at the line that has `key` (and `value`, where one is given)."""
        got = "" if value is None else f" instead of {value!r}"
        return CodebookError(self.name, self.line_of(key, value), key, f"expected {expected}{got}")

    def expect(self, holds: object, key: str, expected: str, value: object = None) -> None:
        """Raise the error unless it holds."""
        if not holds:
            raise self.error(key, expected, value)

    def line_of(self, key: str, value: object = None) -> int | None:
        """The last line with both, as a repeat is reported where it repeats; or else the last with the key."""
        wanted = str(key) if value is None else str(value)
        both = [i for i, line in enumerate(self.lines, 1) if key in line and wanted in line]
        either = both or [i for i, line in enumerate(self.lines, 1) if key in line]
        return either[-1] if either else None

    def only(self, table: Mapping[str, Any], keys: set[str]) -> None:
        """Refuse unknown keys, which are misspelt ones more often than not."""
        for key in table:
            self.expect(key in keys, key, f"one of {', '.join(sorted(keys))}")

    def text(self, table: Mapping[str, Any], key: str) -> str:
        """The text under a key that has to be there."""
        self.expect(isinstance(table.get(key), str) and table[key].strip(), key, "a text")
        return str(table[key]).strip()

    def texts(self, table: Mapping[str, Any], key: str) -> list[str]:
        """The list of texts under a key, empty where there is none."""
        found = table.get(key, [])
        self.expect(isinstance(found, list) and all(isinstance(t, str) for t in found), key, "a list of texts")
        return list(found)

    def table(self, table: Mapping[str, Any], key: str) -> dict[str, Any]:
        """The table under a key, empty where there is none."""
        found = table.get(key, {})
        self.expect(isinstance(found, dict), key, "a table")
        return dict(found)

    def tables(self, table: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
        """The list of tables under a key, empty where there is none."""
        found = table.get(key, [])
        self.expect(isinstance(found, list) and all(isinstance(t, dict) for t in found), key, f"[[{key}]] tables")
        return list(found)

    def distinct(self, key: str, words: object) -> frozenset[str]:
        """The words of a list that may not repeat itself."""
        self.expect(isinstance(words, list) and all(isinstance(w, str) for w in words), key, "a list of texts")
        listed: list[str] = list(words)  # type: ignore[call-overload]
        twice = sorted({word for word in listed if listed.count(word) > 1})
        self.expect(not twice, key, "each word once", twice[0] if twice else None)
        return frozenset(listed)
