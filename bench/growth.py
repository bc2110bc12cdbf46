"""How long it takes to store and merge a thousand more articles, by how many the record has already.

    PYTHONPATH=src:tests python bench/growth.py [--sizes 1000 10000 100000] [--record FILE] [--into FILE.json]

The articles are reports of a made-up war (tests/making/happenings.py), some twenty a day; their events are written as
they are, without the language stages. One record grows: the war goes on, and what is read of it comes in no order
within blocks of ten thousand. At each size a thousand reports of any time so far that had been left out are read, in no
order, and then the next thousand of the war in the order of time; each by a new writer and merger, as of a new run, in
seconds of CPU time. With --record the file is kept, and a run that was broken off goes on with it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from speed_page import ORDERS, table

from making.happenings import World, pairwise_f1
from onrecord.merger import Merger
from onrecord.records import Reading
from onrecord.store.database import Database
from onrecord.store.write import Writer

RESULTS = Path(__file__).parent / "results" / "growth.json"
ADDED = 1_000
BATCH = 64
"""Articles in a transaction."""
BLOCK = 10_000
"""Articles within which the order is none."""


@dataclass(frozen=True)
class Step:
    """Readings to add, and of which measurement they are: a size and an order; None where the record only grows."""

    readings: list[Reading]
    measures: tuple[int, str] | None = None


class War:
    """The reports of a made-up war in the order of time, and of which happening each is."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self._sizes = sizes
        self._happening: dict[str, int] = {}
        most = sizes[-1] + len(sizes) * 2 * ADDED
        self._world = World(seed=5, happenings=most // 2)
        self._world.happenings.sort(key=lambda one: one.day)
        self._left_out = self._chosen()

    def _chosen(self) -> dict[int, int]:
        """The reports, by number in time, that are left out until the record has a size."""
        chance, found = random.Random(6), dict[int, int]()
        for size in self._sizes:
            free = [number for number in range(size) if number not in found]
            found.update(dict.fromkeys(chance.sample(free, ADDED), size))
        return found

    def steps(self) -> Iterator[Step]:
        """What is added, step by step; the same in every run."""
        chance, kept = random.Random(7), dict[int, list[Reading]]()
        reports, begun = enumerate(self._reports()), 0
        for size in self._sizes:
            for first in range(begun, size, BLOCK):
                block: list[Reading] = []
                for number, reading in islice(reports, min(BLOCK, size - first)):
                    wanted = self._left_out.get(number)
                    (block if wanted is None else kept.setdefault(wanted, [])).append(reading)
                chance.shuffle(block)
                yield Step(block)
            late = kept.pop(size)
            chance.shuffle(late)
            yield Step(late, (size, ORDERS[0]))
            yield Step([reading for _, reading in islice(reports, ADDED)], (size, ORDERS[1]))
            begun = size + ADDED

    def _reports(self) -> Iterator[Reading]:
        for number, reading in self._world.reports():
            self._happening[reading.article.article_id] = number
            yield reading

    def f1(self, path: Path) -> float:
        """How well the incidents of the record are the happenings."""
        query = (
            "SELECT article_id, incident FROM incident_article JOIN article ON article.key = incident_article.article"
        )
        with closing(sqlite3.connect(path)) as connection:
            found = {article_id: str(incident) for article_id, incident in connection.execute(query)}
        return pairwise_f1({article_id: self._happening[article_id] for article_id in found}, found)


def main() -> None:
    """Grow a record, measure at every size, print a table in Markdown and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--record", type=Path, help="a file that is kept, and gone on with")
    parser.add_argument("--into", type=Path, default=RESULTS, help="where the result goes")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        grow(asked.record or Path(folder) / "growth.db", sorted(asked.sizes), asked.into)
    print(table(json.loads(asked.into.read_text(encoding="utf-8"))))


def grow(path: Path, sizes: Sequence[int], into: Path) -> None:
    """Take step after step, but those that the record has taken, and write what is known after each measurement."""
    war, there = War(sizes), _stored(path)
    known = json.loads(into.read_text(encoding="utf-8")) if there and into.exists() else {"sizes": {}}
    for step in war.steps():
        left, there = step.readings[there:], max(there - len(step.readings), 0)
        begun = time.process_time()
        _add(path, left)
        taken = time.process_time() - begun
        if step.measures and len(left) == len(step.readings):
            size, order = step.measures
            known["sizes"].setdefault(str(size), {})[order] = round(taken, 2)
            known["sizes"][str(size)] |= _beside(war, path)
            known |= {"when": datetime.now(UTC).isoformat(timespec="seconds"), "added": ADDED, "machine": _machine()}
            into.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
            print(f"{size:,} {order}: {taken:.1f} s", file=sys.stderr, flush=True)


def _beside(war: War, path: Path) -> dict[str, float]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"megabytes": round(path.stat().st_size / 1e6), "peak_mb": round(peak), "f1": round(war.f1(path), 4)}


def _machine() -> dict[str, str]:
    return {"cores": str(os.cpu_count()), "python": platform.python_version()}


def _stored(path: Path) -> int:
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])


def _add(path: Path, readings: Sequence[Reading]) -> None:
    with Database(path) as database:
        writer = Writer(database, "growth")
        merger = Merger(writer)
        for at in range(0, len(readings), BATCH):
            with writer.transaction() as connection:
                writer.write_within(connection, readings[at : at + BATCH])
                merger.merge(connection)


if __name__ == "__main__":
    main()
