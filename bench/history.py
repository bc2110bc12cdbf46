"""What history costs, and whether it is exact: `python bench/history.py [--reports 2000] [--incidents 100000]`.

A stream of made-up reports in no order is stored a few at a time. After each batch all that the record lists is noted.
In the end the record as of every one of these moments is held against what was noted then, and what was noted at
`--fresh` of them, spread evenly, against records that are built at one go from the reports up to then alone; where both
agree, the record as of a moment is the one of those reports. Its size is held against that without any history. Then
incidents are stored by the ten thousand and listed as they are and as of their last moment.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from making.happenings import World
from making.incidents import incident_of
from making.maker import Maker, Size
from onrecord.merger import Merger
from onrecord.records import Incident, Reading
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.filters import Filters
from onrecord.store.moments import newest
from onrecord.store.schema_past import PAST
from onrecord.store.write import Writer

OF_HISTORY = (
    *(past.name for past in PAST.values()),
    "past_incident_note",
    "past_note",
    "incident_change",
    "incident_parent",
    "moment",
    "past_article",
)
LISTED = (query.articles, query.statements, query.events, query.incidents, query.actors)
BATCH = 8


def main() -> None:
    """Measure and say."""
    options = argparse.ArgumentParser()
    options.add_argument("--reports", type=int, default=2_000)
    options.add_argument("--incidents", type=int, default=100_000)
    options.add_argument("--fresh", type=int, default=25)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.reports:
            _stream(Path(folder), given.reports, given.fresh)
        if given.incidents:
            _listings(Path(folder) / "large.db", given.incidents)


def _say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def _reports(count: int) -> list[Reading]:
    import random

    made = [reading for _, reading in World(seed=31, happenings=count // 2).reports()][:count]
    random.Random(32).shuffle(made)
    return made


def _stream(folder: Path, count: int, fresh: int) -> None:
    readings = _reports(count)
    with Database(folder / "stream.db") as database:
        stood = [(done, at, _state(database)) for done, at in _stored(database, readings)]
        _say(f"{len(readings)} reports, {len(stood)} moments")
        wrong = sum(_state(database.at(at)) != noted for _, at, noted in stood)
        _say(f"as of a moment and what was noted then: {wrong} of {len(stood)} differ")
    chosen = stood[:: max(1, len(stood) // fresh)] if fresh else []
    wrong = sum(_built(folder, readings[:done]) != noted for done, _, noted in chosen)
    _say(f"what was noted and a record of the reports up to then: {wrong} of {len(chosen)} differ")
    whole, without = _size(folder / "stream.db"), _without_history(folder / "stream.db")
    _say(f"size {whole / 1e6:.1f} MB, without history {without / 1e6:.1f} MB: {whole / without:.2f} times")


def _state(database: Database) -> int:
    """All that the record lists, in one number, without the histories."""
    found = 0
    for listing in LISTED:
        for one in listing(database):
            found = hash((found, replace(one, history=()) if isinstance(one, Incident) else one))
    return found


def _stored(database: Database, readings: list[Reading]) -> Iterator[tuple[int, str]]:
    writer = Writer(database, "1")
    merger = Merger(writer)
    for start in range(0, len(readings), BATCH):
        with writer.transaction() as connection:
            writer.write_within(connection, readings[start : start + BATCH])
            merger.merge(connection)
        with database.reading() as connection:
            yield min(start + BATCH, len(readings)), newest(connection).at


def _built(folder: Path, readings: list[Reading]) -> int:
    for left in folder.glob("prefix.db*"):
        left.unlink()
    with Database(folder / "prefix.db") as prefix:
        writer = Writer(prefix, "1")
        with writer.transaction() as connection:
            writer.write_within(connection, readings)
            Merger(writer).merge(connection)
        return _state(prefix)


def _size(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        connection.execute("VACUUM")
        pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    connection.close()
    return int(pages * size)


def _without_history(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        for name in OF_HISTORY:
            connection.execute(f"DROP TABLE {name}")
    connection.close()
    return _size(path)


def _listings(path: Path, count: int) -> None:
    with Database(path) as database:
        _fill(database, count)
        with database.reading() as connection:
            at = newest(connection).at
        for name, asked in (
            ("first page, newest first", {"order": "newest", "limit": 50}),
            ("one type and year", {"type": "ASSAULT", "since": "2023", "until": "2023", "limit": 200}),
            ("by actor", {"actor": "PAK", "limit": 200}),
            ("all", {}),
        ):
            now = _timed(database, Filters(**asked))  # type: ignore[arg-type]
            then = _timed(database, Filters(as_of=at, **asked))  # type: ignore[arg-type]
            _say(f"{name}: now {now * 1000:.0f} ms, as of then {then * 1000:.0f} ms: {then / now:.2f} times")


def _fill(database: Database, count: int) -> None:
    """Incidents of made-up readings; every second one has been another before."""
    writer = Writer(database, "1")
    for batch in range(0, count, 2_000):
        made = list(Maker(batch, Size(words=40, events=20, statements=1, vocabulary=500)).readings(100, first=batch))
        writer.write(made)
        found = [incident_of([reading], n) for reading in made for n in range(20)]
        before = [replace(one, standing="alleged", history=()) for one in found[::2]]
        writer.replace_incidents((), before)
        writer.replace_incidents((), [replace(one, history=()) for one in found])
    with database.reading() as connection:
        connection.exec_driver_sql("PRAGMA optimize")


def _timed(database: Database, filters: Filters) -> float:
    best = 1e9
    for _ in range(3):
        start = time.perf_counter()
        for _ in query.incidents(database, filters):
            pass
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    main()
