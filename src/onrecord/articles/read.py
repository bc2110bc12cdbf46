"""Reports in: files, folders and standard input as a stream of articles.

No input stops the run: what cannot be read becomes an article with no text and an `unread_reason`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal

import structlog

from onrecord.articles.encodings import decode
from onrecord.articles.folders import STANDARD_INPUT, Source, check_paths, sources
from onrecord.articles.given import Defaults, Given, article_of, language_code, published_of, updated_of
from onrecord.articles.language import with_language
from onrecord.articles.pages import page
from onrecord.articles.rows import csv_rows, json_rows
from onrecord.articles.streams import chunks_of, lines_of, plain, whole_of
from onrecord.articles.tables import TABLES
from onrecord.errors import InputError
from onrecord.records import Article

LOG = structlog.get_logger(__name__)
Kind = Literal["text", "markdown", "html", "jsonl", "csv"]
BYTES_A_CHARACTER = 8
"""Bytes that a character of an article may take in its input: JSON escapes take six, markup takes its own."""

_FRONT = re.compile(r"---[ ]*\r?\n(.{0,4000}?)\r?\n---[ ]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"^([\w -]+):[ \t]*(.+)$", re.MULTILINE)
_HEADING = re.compile(r"\s*# +([^\n]+)\n")
_MARKS = re.compile(
    r"^#{1,6} +|^> ?|(?<![\w*])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\w*])|!\[[^\]\n]{0,300}\]\([^)\s]{0,2000}\)",
    re.MULTILINE,
)
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\s]{0,2000}\)")


class Inputs(Iterator[Article]):
    """The articles of some inputs, in an order that does not change; made by `read_inputs`."""

    def __init__(self, paths: list[Path], defaults: Defaults, largest: int, standard_input: Kind) -> None:
        self._paths, self._defaults, self._largest, self._kind = paths, defaults, largest, standard_input
        self._articles = self._read()
        self._taken = 0
        self._size: int | None = None

    def __next__(self) -> Article:
        return next(self._articles)

    @property
    def share(self) -> float | None:
        """How much of the inputs' bytes has been taken in, 0 to 1; None where that cannot be known."""
        if Path(STANDARD_INPUT) in self._paths:
            return None
        if self._size is None:
            self._size = sum(source.path.stat().st_size for source in sources(self._paths) if not source.reason)
        return min(1.0, self._taken / self._size) if self._size else 1.0

    def _read(self) -> Iterator[Article]:
        for source in sources(self._paths):
            for given in self._given(source):
                yield with_language(article_of(given, self._defaults, self._largest))

    def _given(self, source: Source) -> Iterator[Given]:
        if source.reason:
            yield Given(source.name, reason=source.reason)
            return
        try:
            if source.name == STANDARD_INPUT:
                yield from self._parts(source.name, self._kind, sys.stdin.buffer)
            else:
                with source.path.open("rb") as stream:
                    yield from self._parts(source.name, source.kind, stream)
        except InputError as error:
            yield Given(source.name, reason=error.reason)
        except OSError as error:
            yield Given(source.name, reason=f"the file cannot be read ({error.strerror or error})")
        except Exception as error:
            LOG.exception("input_not_read", origin=source.name)
            yield Given(source.name, reason=f"it could not be read ({type(error).__name__}: {error})")

    def _parts(self, name: str, kind: str, stream: BinaryIO) -> Iterator[Given]:
        most = self._largest * BYTES_A_CHARACTER
        chunks = plain(name, self._counted(stream))
        if kind == "jsonl":
            yield from json_rows(name, lines_of(chunks, most))
        elif kind == "csv":
            yield from csv_rows(name, lines_of(chunks, most), most)
        else:
            data = whole_of(name, chunks, most)
            yield page(name, data) if kind == "html" else _text(name, decode(data), kind)

    def _counted(self, stream: BinaryIO) -> Iterator[bytes]:
        for chunk in chunks_of(stream):
            self._taken += len(chunk)
            yield chunk


def read_inputs(
    paths: Iterable[str | Path],
    defaults: Defaults | None = None,
    *,
    largest: int = 1_000_000,
    standard_input: Kind = "text",
) -> Inputs:
    """The articles of files, of folders with all that is in them, and of standard input ("-"), one after the other.

    Read are .txt, .md, .html, .jsonl, .ndjson, .csv and .tsv, each also as .gz. `largest` is the most characters of
    one article; of a longer input no more than that is ever held. Raises SettingError at once for a path that is
    not there; whatever else goes wrong with an input is told in its article's `unread_reason`.
    """
    listed = [Path(path) for path in paths]
    check_paths(listed)
    return Inputs(listed, defaults or Defaults(), largest, standard_input)


def _text(name: str, text: str, kind: str) -> Given:
    return _markdown(name, text) if kind == "markdown" else Given(name, text)


def _markdown(name: str, text: str) -> Given:
    """Markdown without its marks; named fields at its front and a first heading say what columns say in a table."""
    front = _FRONT.match(text)
    fields = {key.strip().lower(): value.strip(" \"'") for key, value in _FIELD.findall(front[1] if front else "")}
    body = text[front.end() :] if front else text
    heading = _HEADING.match(body)
    body = body[heading.end() :] if heading else body
    said = {column: next((fields[n] for n in names if n in fields), None) for column, names in TABLES.columns.items()}
    return Given(
        origin=name,
        text=_LINK.sub(r"\1", _MARKS.sub("", body)),
        title=said["title"] or (heading[1] if heading else None),
        url=said["url"],
        publisher=said["publisher"],
        published=published_of(said["published"], said["url"]),
        language=language_code(said["language"]),
        updated=updated_of(said["updated"], said["published"]),
    )
