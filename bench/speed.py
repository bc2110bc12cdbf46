"""How fast OnRecord reads, beside the bare parser on the same articles in the same run, on one core.

    python bench/speed.py [--articles N] [--texts FILE.jsonl] [--into DIRECTORY]

CPU seconds are measured, so that other work on the machine disturbs little; both sides of the ratio are measured by
turns, batch after batch. Memory and starting times are those of fresh processes. The result is one JSON file.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.records import Article
    from onrecord.workers import Progress

BENCH = Path(__file__).parent
BATCH = 32
ONE_THREAD = dict.fromkeys(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"], "1")


@dataclass(frozen=True)
class Result:
    """What one run measured."""

    when: str
    machine: dict[str, str]
    articles: int
    words: int
    texts: str
    bare_parser_words_a_second: float
    reading_words_a_second: float
    times_the_bare_parser: float
    times_the_bare_parser_middle_half: tuple[float, float]
    stages: dict[str, dict[str, float]]
    peak_memory_mb: float
    help_cpu_seconds: float
    first_article_cpu_seconds: float
    first_article_seconds: float
    database_mb_per_thousand_articles: float


class BareParser:
    """spaCy's small model with nothing but what tagging and parsing need."""

    def __init__(self) -> None:
        import spacy

        from onrecord.articles.parse import MODEL

        self._model = spacy.load(MODEL, exclude=["ner", "senter", "attribute_ruler", "lemmatizer"])
        self.seconds = 0.0

    def parse(self, texts: list[str]) -> None:
        lines = [line for text in texts for line in text.split("\n") if line]
        begun = time.process_time()
        for _ in self._model.pipe(lines, batch_size=128):
            pass
        self.seconds += time.process_time() - begun


class Measured:
    """One run of the whole reading, with the bare parser's turn before each batch."""

    def __init__(self, articles: Path) -> None:
        from speed_stages import Stages

        self._articles = articles
        self._stages = Stages()
        self._bare = BareParser()
        self._marks: list[tuple[float, float, int]] = []

    def go(self) -> dict[str, Any]:
        """The first batch warms both up and does not count."""
        from onrecord.articles.read import read_inputs
        from onrecord.config import settings
        from onrecord.store.database import Database
        from onrecord.store.write import Writer
        from onrecord.workers import coder_version, read_into

        given = settings(batch=BATCH, jobs=1)
        with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "speed.db") as database:
            inputs = self._by_turns(read_inputs([self._articles]))
            read_into(Writer(database, coder_version(given)), inputs, given, self._mark)
        return self._result()

    def _by_turns(self, articles: Iterator[Article]) -> Iterator[Article]:
        while batch := list(islice(articles, BATCH)):
            self._bare.parse([article.text for article in batch])
            yield from batch

    def _mark(self, progress: Progress) -> None:
        if not self._marks:
            self._stages.start()
        if not self._marks or progress.words > self._marks[-1][2]:
            self._marks.append((time.process_time(), self._bare.seconds, progress.words))

    def _result(self) -> dict[str, Any]:
        (begun, bare_begun, words_begun), *_, (ended, bare_ended, words_ended) = self._marks
        words, bare = words_ended - words_begun, bare_ended - bare_begun
        whole = ended - begun - bare
        return {
            "words": words,
            "bare_parser_words_a_second": round(words / bare),
            "reading_words_a_second": round(words / whole),
            "times_the_bare_parser": round(whole / bare, 3),
            "times_the_bare_parser_middle_half": self._spread(),
            "stages": self._shares(whole, bare),
        }

    def _spread(self) -> tuple[float, float]:
        """The middle half of the batches' own ratios: how sure the figure is."""
        pairs = zip(self._marks, self._marks[1:], strict=False)
        ratios = [(b[0] - a[0] - (b[1] - a[1])) / (b[1] - a[1]) for a, b in pairs]
        low, _, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else (ratios[0],) * 3
        return round(low, 3), round(high, 3)

    def _shares(self, whole: float, bare: float) -> dict[str, dict[str, float]]:
        from speed_stages import by_share

        seconds = dict(self._stages.seconds)
        seconds["inputs, clean-up and the rest"] = whole - sum(seconds.values())
        return {
            name: {
                "cpu_seconds": round(taken, 3),
                "share": round(share, 4),
                "times_the_bare_parser": round(taken / bare, 3),
            }
            for name, taken, share in by_share(seconds, whole)
        }


def read_alone(articles: Path, database: Path, begun: float) -> dict[str, float]:
    """In a process of its own: read the articles; when the first was stored, and the most memory that was held."""
    from onrecord.articles.read import read_inputs
    from onrecord.config import settings
    from onrecord.store.database import Database
    from onrecord.store.write import Writer
    from onrecord.workers import coder_version, read_into

    first: list[float] = []
    given = settings(jobs=1, batch=1 if begun else BATCH)
    with Database(database) as opened:
        writer = Writer(opened, coder_version(given))
        read_into(
            writer, read_inputs([articles]), given, lambda _: first.extend([time.process_time(), time.time() - begun])
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": first[0], "seconds": first[1], "peak_mb": peak, "database_mb": database.stat().st_size / 1e6}


def in_a_process(articles: Path, *, first: bool) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        begun = time.time() if first else 0.0
        command = [sys.executable, __file__, "--alone", str(articles), str(Path(folder) / "alone.db"), str(begun)]
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **ONE_THREAD})
    found: dict[str, float] = json.loads(said.stdout.splitlines()[-1])
    return found


def help_seconds() -> float:
    """CPU seconds of `onrecord --help`, the least of five."""
    taken = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "onrecord", "--help"], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return round(min(taken), 3)


def machine() -> dict[str, str]:
    cpu = Path("/proc/cpuinfo")
    names = (
        [line.split(":")[1].strip() for line in cpu.read_text().splitlines() if line.startswith("model name")]
        if cpu.exists()
        else []
    )
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=BENCH, capture_output=True, text=True
    ).stdout.strip()
    return {
        "cpu": names[0] if names else platform.processor(),
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        "spacy": version("spacy"),
        "onrecord": f"{version('onrecord')} {commit}".strip(),
    }


def measured(articles: Path, count: int, name: str) -> Result:
    """Every figure, each in a process that does nothing else."""
    one = articles.with_name("one.jsonl")
    one.write_text(articles.read_text(encoding="utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    command = [sys.executable, __file__, "--by-turns", str(articles)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **ONE_THREAD})
    first, many = in_a_process(one, first=True), in_a_process(articles, first=False)
    return Result(
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        machine=machine(),
        articles=count,
        texts=name,
        peak_memory_mb=round(many["peak_mb"]),
        help_cpu_seconds=help_seconds(),
        first_article_cpu_seconds=round(first["cpu"], 2),
        first_article_seconds=round(first["seconds"], 2),
        database_mb_per_thousand_articles=round(many["database_mb"] * 1000 / count, 1),
        **json.loads(said.stdout.splitlines()[-1]),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=320, help="how many made-up reports to read")
    parser.add_argument("--texts", type=Path, help="JSON Lines of your own to read instead")
    parser.add_argument("--into", type=Path, default=BENCH / "results", help="where the result file goes")
    parser.add_argument("--by-turns", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--alone", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.by_turns:
        _on_one_core()
        print(json.dumps(Measured(asked.by_turns).go()))
    elif asked.alone:
        articles, database, begun = asked.alone
        print(json.dumps(read_alone(Path(articles), Path(database), float(begun))))
    else:
        report(asked.articles, asked.texts, asked.into)


def _on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def report(articles: int, texts: Path | None, into: Path) -> None:
    """Measure, and write the result both under its date and as the latest one."""
    from speed_texts import reports

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        lines = texts.read_text(encoding="utf-8").splitlines() if texts else map(json.dumps, reports(articles))
        kept = [line for line in lines if line.strip()]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
        result = measured(path, len(kept), texts.name if texts else "made up by bench/speed_texts.py")
    into.mkdir(parents=True, exist_ok=True)
    written = json.dumps(asdict(result), indent=2) + "\n"
    for name in (f"speed-{result.when[:19].replace(':', '')}.json", "latest.json"):
        (into / name).write_text(written, encoding="utf-8")
    print(written)


if __name__ == "__main__":
    main()
