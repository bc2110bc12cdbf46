"""How fast the desk answers with eight readers at once, beside a read that writes into the same record.

    PYTHONPATH=src:tests python bench/desk.py build/large.db [--seconds 60] [--quiet-record]

Starts `onrecord serve` over the record (`desk_record.py` makes one of 100,000 incidents), then `onrecord read` of
made-up reports into it, then eight readers that open pages at random, a fifth of a second apart. On a machine that has
other work, `chrt -r 5` before the command lets all of them go before it. The times are those of whole answers over one
kept connection a reader. The result is one JSON file, which docs/speed.md shows.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import os
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from speed import machine
from speed_texts import reports

BENCH = Path(__file__).parent
RESULT = BENCH / "results" / "desk.json"
READERS = 8
PAUSE = 0.2
"""Seconds on average between an answer and the next question of a reader."""
AIM_MS = 300
FIRST_PAINT = ("/static/theme.js", "/static/desk.js", "/static/desk.css")


@dataclass
class Samples:
    """Ids of the record that pages are asked for by."""

    incidents: list[str]
    articles: list[str]
    actors: list[str]
    words: list[str]


@dataclass
class Times:
    """Seconds by page, and what was no proper answer."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    troubles: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, page: str, seconds: float, status: int) -> None:
        with self.lock:
            self.seconds.setdefault(page, []).append(seconds)
            if status != 200:
                key = f"{page}: {status}"
                self.troubles[key] = self.troubles.get(key, 0) + 1


def sampled(database: Path) -> Samples:
    """Some ids of each kind, and words that sentences have."""
    chance = random.Random(5)
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:

        def some(query: str, count: int = 300) -> list[str]:
            return [str(row[0]) for row in connection.execute(f"{query} LIMIT {count}")]

        texts = some("SELECT substr(text, 1, 400) FROM article WHERE key % 97 = 1", 60)
        return Samples(
            some("SELECT incident_id FROM incident WHERE key % 31 = 1"),
            some("SELECT article_id FROM article WHERE key % 31 = 1"),
            some("SELECT DISTINCT actor_id FROM actor"),
            [chance.choice(text.split()) for text in texts if len(text.split()) > 20],
        )


def pages(samples: Samples, chance: random.Random) -> dict[str, str]:
    """Every page of the desk once, each with something picked at random."""
    country, standing = chance.choice(["PAK", "SDN", "UKR", "MLI"]), chance.choice(["disputed", "denied", "alleged"])
    year = chance.randint(2017, 2025)
    return {
        "desk": "/",
        "desk, searched": f"/?q={quote(chance.choice(samples.words))}",
        "desk, narrowed": f"/?country={country}&standing={standing}",
        "desk, brushed": f"/?from={year}-02&to={year}-09",
        "desk, one actor": f"/?actor={quote(chance.choice(samples.actors))}",
        "timeline.json": f"/timeline.json?country={country}",
        "places.geojson": f"/places.geojson?standing={standing}",
        "incidents.json": f"/incidents.json?country={country}",
        "incident": f"/incidents/{chance.choice(samples.incidents)}",
        "article": f"/articles/{chance.choice(samples.articles)}",
        "articles": f"/articles?q={quote(chance.choice(samples.words))}",
        "disputes": "/disputes",
        "actors": "/actors",
        "actor": f"/actors/{quote(chance.choice(samples.actors))}",
        "figures": "/figures",
        "review": "/review",
        "runs": "/runs",
    }


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    connection.request("GET", path, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    return answer.status, answer.read()


def read_pages(port: int, samples: Samples, number: int, until: float, times: Times) -> None:
    """One reader, until the time is up."""
    chance = random.Random(number)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < until:
        page, path = chance.choice(list(pages(samples, chance).items()))
        begun = time.monotonic()
        try:
            status, _ = ask(connection, path)
        except (OSError, http.client.HTTPException):
            status = 0
            connection.close()
        times.add(page, time.monotonic() - begun, status)
        time.sleep(chance.uniform(0, 2 * PAUSE))


@contextmanager
def served(database: Path) -> Iterator[int]:
    """The desk over the record, in a process of its own; gives its port."""
    command = [sys.executable, "-u", "-m", "onrecord", "serve", "--database", str(database), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        said = ""
        while "http://" not in said:
            said = server.stdout.readline()
            if not said:
                raise SystemExit("The desk did not start.")
        port = int(said.split("http://127.0.0.1:")[1].split("/")[0])
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The desk does not answer.")


@contextmanager
def written(database: Path, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A read of made-up reports into the same record, as long as this lasts."""
    texts = folder / "reports.jsonl"
    with texts.open("w", encoding="utf-8") as lines:
        for row in reports(20_000, seed=11, words=300):
            lines.write(json.dumps(row) + "\n")
    command = [sys.executable, "-m", "onrecord", "read", str(texts), "--database", str(database), "--jobs", "1"]
    with (folder / "read.log").open("wb") as log:
        reading = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        yield reading
    finally:
        reading.terminate()
        reading.wait()


def stored(database: Path, table: str) -> int:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def wait_for_more(database: Path, articles: int) -> None:
    """Wait until the read beside the desk has stored its first articles: it loads its models before."""
    for _ in range(600):
        if stored(database, "article") > articles:
            return
        time.sleep(0.5)
    raise SystemExit("The read beside the desk stores nothing.")


def first_paint(port: int) -> dict[str, int]:
    """Bytes that the first paint of the desk moves, and those with the map and all else that the page then draws."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    html = len(gzip.compress(ask(connection, "/")[1]))
    painted = html + sum(len(ask(connection, path)[1]) for path in FIRST_PAINT)
    static = BENCH.parent / "src" / "onrecord" / "web" / "static"
    fonts = sum(path.stat().st_size for path in static.glob("*latin-wght*.woff2"))
    drawn = ("map-*.js.gz", "chunk-*.js.gz", "timeline-*.js.gz", "maplibre-worker.js.gz", "world.json.gz", "map.css.gz")
    later = sum(path.stat().st_size for name in drawn for path in static.glob(name))
    data = sum(len(ask(connection, path)[1]) for path in ("/timeline.json", "/places.geojson"))
    return {"first_paint_bytes": painted + fonts, "with_map_bytes": painted + fonts + later + data}


def measured(database: Path, seconds: float, *, writing: bool) -> dict[str, Any]:
    """Every figure of one run."""
    samples, times = sampled(database), Times()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        port = stack.enter_context(served(database))
        first = first_answers(port, samples)
        paint = first_paint(port)
        before = stored(database, "article")
        if writing:
            stack.enter_context(written(database, Path(folder)))
            wait_for_more(database, before)
            before = stored(database, "article")
        until = time.monotonic() + seconds
        readers = [
            threading.Thread(target=read_pages, args=(port, samples, number, until, times)) for number in range(READERS)
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        new = stored(database, "article") - before
    load = {"load_average": round(os.getloadavg()[0], 1)}
    return {**summed(times, seconds), **load, "written_meanwhile": new, "first_answer_ms": first, **paint}


def first_answers(port: int, samples: Samples) -> dict[str, int]:
    """Milliseconds of the very first answer of each page, before anything is remembered."""
    connection, found = http.client.HTTPConnection("127.0.0.1", port, timeout=120), {}
    for page, path in pages(samples, random.Random(0)).items():
        begun = time.monotonic()
        status, _ = ask(connection, path)
        found[page if status == 200 else f"{page} ({status})"] = round(1000 * (time.monotonic() - begun))
    return found


def summed(times: Times, seconds: float) -> dict[str, Any]:
    every = [one for found in times.seconds.values() for one in found]
    return {
        "asked": len(every),
        "a_second": round(len(every) / seconds, 1),
        "all": spread(every),
        "pages": {page: spread(found) for page, found in sorted(times.seconds.items())},
        "troubles": times.troubles,
    }


def spread(seconds: list[float]) -> dict[str, float]:
    """Milliseconds that half, 95 and 99 of a hundred answers stay under."""
    if len(seconds) < 2:
        return {"answers": len(seconds)}
    parts = statistics.quantiles(seconds, n=100, method="inclusive")
    return {"answers": len(seconds), **{f"p{n}": round(1000 * parts[n - 1]) for n in (50, 95, 99)}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--quiet-record", action="store_true", help="without a read that writes beside it")
    parser.add_argument("--out", type=Path, default=RESULT)
    given = parser.parse_args()
    os.environ.setdefault("PYTHONPATH", str(BENCH.parent / "src"))
    result = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "incidents": stored(given.database, "incident"),
        "events": stored(given.database, "event"),
        "readers": READERS,
        "pause_seconds": PAUSE,
        "seconds": given.seconds,
        "aim_ms": AIM_MS,
        "before_other_work": os.sched_getscheduler(0) in (os.SCHED_RR, os.SCHED_FIFO),
        **measured(given.database, given.seconds, writing=not given.quiet_record),
    }
    given.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
