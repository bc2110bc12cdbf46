"""Foreign formats: JSON Lines with the keys of the records, CSV and Parquet with the columns of `columns`.

The order is that of the ids, so that two records of the same content give the same bytes.
"""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from onrecord.errors import SettingError, StoreError
from onrecord.records import (
    Actor,
    Article,
    Claim,
    Event,
    EventDate,
    EventType,
    FigureKind,
    Incident,
    Judgement,
    Place,
    Side,
    Standing,
    Statement,
)
from onrecord.store import query
from onrecord.store.columns import columns_of, plain, polars_schema, row_of
from onrecord.store.database import Database
from onrecord.store.filters import Filters

if TYPE_CHECKING:
    import polars

Kind = Literal["articles", "statements", "events", "claims", "figures", "incidents", "actors", "judgements"]
Format = Literal["jsonl", "csv", "parquet"]
_IN_A_FRAME = 10_000
_FIGURE = ("kind", "whom", "side", "low", "best", "high", "claim_id", "start", "end", "text")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as it is exported: with what one has to know of its event."""

    event_id: str
    article_id: str
    event_type: EventType | None
    standing: Standing
    kind: FigureKind
    whom: str | None
    side: Side
    low: int | None
    best: int | None
    high: int | None
    claim_id: str | None
    start: int
    end: int
    text: str
    date: EventDate | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class Exported:
    """A kind of record: its class, and how to list it."""

    type: type
    listed: Callable[[Database, Filters], Iterator[Any]]


def figure_rows(database: Database, filters: Filters) -> Iterator[FigureRow]:
    """The figures that pass the filters, as they are exported."""
    for told in query.figures(database, filters):
        event, figure = told.event, told.figure
        values = {name: getattr(figure, name) for name in _FIGURE}
        about = event.event_id, event.article_id, event.event_type, event.standing
        yield FigureRow(*about, date=event.date, place=event.place, **values)


KINDS: dict[str, Exported] = {
    "articles": Exported(Article, query.articles),
    "statements": Exported(Statement, query.statements),
    "events": Exported(Event, query.events),
    "claims": Exported(Claim, query.claims),
    "figures": Exported(FigureRow, figure_rows),
    "incidents": Exported(Incident, query.incidents),
    "actors": Exported(Actor, query.actors),
    "judgements": Exported(Judgement, query.judgements),
}


def export(
    database: Database, kind: str, target: Path | IO[str], form: str = "jsonl", filters: Filters = query.EVERYTHING
) -> int:
    """Write the records of a kind that pass the filters; gives back how many.

    A file appears whole or not at all. Raises SettingError for a kind or a format that there is none of.
    """
    if kind not in KINDS:
        raise SettingError(f"There are no {kind!r} to export; there are {', '.join(KINDS)}.")
    return write_rows(KINDS[kind].listed(database, filters), KINDS[kind].type, target, form)


def write_rows(rows: Iterable[Any], kind: type, target: Path | IO[str], form: str = "jsonl") -> int:
    """Write frozen records of one class, as `export` does; gives back how many."""
    if form not in _WRITERS:
        raise SettingError(f"{form!r} is no format of an export; there are {', '.join(_WRITERS)}.")
    counted = _Counted(iter(rows))
    with opened_for_writing(target) as stream:
        _WRITERS[form](counted, kind, stream)
    return counted.count


class _Counted:
    def __init__(self, records: Iterator[Any]) -> None:
        self._records, self.count = records, 0

    def __iter__(self) -> Iterator[Any]:
        for record in self._records:
            self.count += 1
            yield record


@contextmanager
def opened_for_writing(target: Path | IO[str]) -> Iterator[IO[bytes]]:
    """Bytes into the file, which gets its name when all is written, or into the bytes behind a text stream."""
    if isinstance(target, Path):
        with _appearing(target) as stream:
            yield stream
        return
    target.flush()
    if isinstance(target, TextIOWrapper):
        yield target.buffer
        target.buffer.flush()
        return
    with tempfile.TemporaryFile() as spool:
        yield spool
        spool.seek(0)
        target.write(spool.read().decode("utf-8"))


@contextmanager
def _appearing(path: Path) -> Iterator[IO[bytes]]:
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
    except OSError as error:
        raise SettingError(f"{path}: it cannot be written ({error.strerror}); name another file with -o.") from error
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException as error:
        os.unlink(name)
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise StoreError(f"{path}: it could not be written ({error.strerror}); nothing was left there.") from error
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write_jsonl(records: Iterable[Any], kind: type, stream: IO[bytes]) -> None:
    from pydantic import TypeAdapter

    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    for record in records:
        stream.write(adapter.dump_json(record) + b"\n")


def _write_csv(records: Iterable[Any], kind: type, stream: IO[bytes]) -> None:
    columns = columns_of(kind)
    text = TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow([column.name for column in columns])
    for record in records:
        rows.writerow([cell(plain(column.value(record))) for column in columns])
    text.detach()


def cell(value: object) -> object:
    """A value as it stands in a CSV file.

    Lists of words are joined; lists of more than words are JSON; true and false are written as JSON has them.
    """
    if isinstance(value, list):
        if all(isinstance(one, str) for one in value):
            return "; ".join(value)
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return json.dumps(value) if isinstance(value, bool) else value


def _write_parquet(records: Iterable[Any], kind: type, stream: IO[bytes]) -> None:
    frame_of(records, kind).write_parquet(stream)


def frame_of(records: Iterable[Any], kind: type) -> polars.DataFrame:
    """The records as a frame, with the columns of `columns`."""
    import polars

    schema, listed = polars_schema(kind), iter(records)
    frames = [polars.DataFrame(schema=schema)]
    while some := [row_of(record) for record in islice(listed, _IN_A_FRAME)]:
        frames.append(polars.DataFrame(some, schema=schema))
    return polars.concat(frames)


_WRITERS: dict[str, Callable[[Iterable[Any], type, IO[bytes]], None]] = {
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "parquet": _write_parquet,
}
