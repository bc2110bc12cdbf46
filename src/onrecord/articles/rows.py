"""Articles in rows: JSON Lines, and CSV or TSV with named columns."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping

from onrecord.articles.encodings import decode
from onrecord.articles.given import Given, language_code, published_of, updated_of
from onrecord.articles.tables import TABLES
from onrecord.errors import InputError

DELIMITERS = ",\t;"


def json_rows(name: str, lines: Iterable[bytes | None]) -> Iterator[Given]:
    """One article a line of JSON; a line that cannot be read is given with its reason, and the others are read."""
    for number, line in enumerate(lines, 1):
        origin = f"{name}:{number}"
        if line is None:
            yield Given(origin, reason=f"line {number} is longer than an article may be")
        elif line.strip():
            yield _json_row(origin, number, decode(line))


def csv_rows(name: str, lines: Iterable[bytes | None], most: int) -> Iterator[Given]:
    """One article a row under a line of column names; raises InputError where no column is the text.

    A field may run over several lines; the row is named by the line that it starts on.
    """
    csv.field_size_limit(most)
    source = _TextLines(lines)
    head = next(source, "")
    header = next(csv.reader([head], delimiter=(delimiter := _delimiter(head))), [])
    columns = _columns(name, header)
    rows = csv.reader(source, delimiter=delimiter)
    while True:
        number = source.number + 1
        try:
            fields = next(rows)
        except StopIteration:
            yield from source.passed_over(name)
            return
        except csv.Error as error:
            yield Given(f"{name}:{number}", reason=f"the row on line {number} is not valid CSV ({error})")
            continue
        if any(fields):
            yield _row(f"{name}:{number}", {c: fields[i] for c, i in columns.items() if i < len(fields)})
        yield from source.passed_over(name)


def _json_row(origin: str, number: int, line: str) -> Given:
    try:
        found = json.loads(line.strip("\ufeff \t\r\n"))
    except (ValueError, RecursionError) as error:
        where = f"column {error.colno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else str(error)
        return Given(origin, reason=f"line {number} is not valid JSON ({where})")
    if not isinstance(found, dict):
        return Given(origin, reason=f"line {number} is not a JSON object with named fields")
    columns = _places(found)
    if "text" not in columns:
        return Given(origin, reason=f"line {number} {_lacks_text(found)}")
    return _row(origin, {column: found[key] for column, key in columns.items() if isinstance(found[key], str)})


def _row(origin: str, fields: Mapping[str, str]) -> Given:
    url = fields.get("url") or None
    return Given(
        origin=origin,
        text=fields.get("text", ""),
        title=fields.get("title"),
        url=url,
        publisher=fields.get("publisher"),
        published=published_of(fields.get("published"), url),
        language=language_code(fields.get("language")),
        updated=updated_of(fields.get("updated"), fields.get("published")),
    )


def _columns(name: str, header: list[str]) -> dict[str, int]:
    columns = {column: header.index(key) for column, key in _places(header).items()}
    if "text" not in columns:
        raise InputError(name, f"the table {_lacks_text(header)}")
    return columns


def _places(names: Iterable[str]) -> dict[str, str]:
    """Our columns that are there, each with the name it goes by; our own name comes before its other ones."""
    there = {name.strip().lower().replace(" ", "_").replace("-", "_"): name for name in reversed(list(names))}
    found = ((column, next((n for n in known if n in there), None)) for column, known in TABLES.columns.items())
    return {column: there[name] for column, name in found if name is not None}


def _lacks_text(names: Iterable[str]) -> str:
    found = ", ".join(str(name)[:40] for name in list(names)[:20]) or "none"
    return f"has no column named text (found: {found}; expected: {', '.join(TABLES.columns)})"


def _delimiter(head: str) -> str:
    return max(DELIMITERS, key=head.count)


class _TextLines(Iterator[str]):
    """Decoded lines, which knows how far it is and which lines it passed over for their length."""

    def __init__(self, lines: Iterable[bytes | None]) -> None:
        self._lines = iter(lines)
        self._long: list[int] = []
        self.number = 0

    def __next__(self) -> str:
        for line in self._lines:
            self.number += 1
            if line is not None:
                return decode(line)
            self._long.append(self.number)
        raise StopIteration

    def passed_over(self, name: str) -> Iterator[Given]:
        """The lines that were too long since it was last asked."""
        long, self._long = self._long, []
        for number in long:
            yield Given(f"{name}:{number}", reason=f"line {number} is longer than an article may be")
