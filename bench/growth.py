"""How long it takes to store and merge a thousand more articles, by how many the record has already.

    PYTHONPATH=src:tests python bench/growth.py [--sizes 10000 100000]

The articles are reports of a made-up war (tests/making/happenings.py), a few happenings a day, that come in no order;
their events are written as they are, without the language stages. Each measurement is by a new writer and merger, as
of a new run, in seconds of CPU time. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from making.happenings import World
from onrecord.merger import Merger
from onrecord.records import Reading
from onrecord.store.database import Database
from onrecord.store.write import Writer

ADDED = 1_000
BATCH = 64
"""Articles in a transaction."""


def main() -> None:
    """Grow a record, and measure at every size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    sizes = sorted(parser.parse_args().sizes)
    with tempfile.TemporaryDirectory() as folder:
        print("| articles | a thousand more, s | ms an article | times that at the first size | MB |")
        print("| --- | --- | --- | --- | --- |")
        first = 0.0
        for size, seconds, bytes_ in measured(Path(folder) / "growth.db", sizes):
            first = first or seconds
            row = f"{size:,}", f"{seconds:.1f}", f"{seconds / ADDED * 1000:.1f}", f"{seconds / first:.2f}"
            print(f"| {' | '.join(row)} | {bytes_ / 1e6:.0f} |", flush=True)


def measured(path: Path, sizes: Sequence[int]) -> Iterator[tuple[int, float, int]]:
    """At each size: the size, the seconds that a thousand more articles take, the bytes of the record."""
    articles = _articles(sizes[-1] + ADDED)
    stored = 0
    for size in sizes:
        _add(path, islice(articles, size - stored))
        since = time.process_time()
        _add(path, islice(articles, ADDED))
        stored = size + ADDED
        yield size, time.process_time() - since, path.stat().st_size


def _articles(number: int) -> Iterator[Reading]:
    """So many reports in no order, from a war that is as long as they need: three reports of a happening."""
    reports = [reading for _, reading in World(seed=5, happenings=number // 2).reports()][:number]
    random.Random(5).shuffle(reports)
    return iter(reports)


def _add(path: Path, readings: Iterator[Reading]) -> None:
    with Database(path) as database:
        writer = Writer(database, "growth")
        merger = Merger(writer)
        for number, batch in enumerate(iter(lambda: list(islice(readings, BATCH)), [])):
            with writer.transaction() as connection:
                writer.write_within(connection, batch)
                merger.merge(connection)
            if number % 50 == 49 and sys.stderr.isatty():
                print(f"{(number + 1) * BATCH:,} stored", end="\r", file=sys.stderr)


if __name__ == "__main__":
    main()
