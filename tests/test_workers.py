"""The work of a run: what it stores, what stops it and what does not, and that nothing depends on how it was run."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import structlog
from sqlalchemy import select

from making.readers import PlainReader, no_reader, threads
from onrecord import workers
from onrecord.articles.read import read_inputs
from onrecord.config import Settings, settings
from onrecord.errors import SettingError, WorkerError
from onrecord.records import Article, Reading, identify
from onrecord.store.database import Database
from onrecord.store.export import KINDS, export
from onrecord.store.load import Loader
from onrecord.store.schema import article as article_table
from onrecord.store.write import Writer
from onrecord.workers import Progress, coder_version, read_into
from onrecord.workers.pool import Pool

EXAMPLES = Path(__file__).parent.parent / "examples"
KILLS = int(os.environ.get("ONRECORD_KILLS", "3"))
"""How many runs are killed at a random moment; more for a longer test."""


def articles_of(*texts: str) -> list[Article]:
    return [Article(identify("art", text), text, f"wire:{n}") for n, text in enumerate(texts)]


def readings(path: Path) -> dict[str, Reading]:
    """Everything in a record but times, by article."""
    with Database(path, read_only=True) as database, database.reading() as connection:
        keys = connection.execute(select(article_table.c.article_id, article_table.c.key).order_by("article_id"))
        return {id_: Loader(connection).reading(key) for id_, key in keys.all()}


def exported(path: Path) -> dict[str, list[str]]:
    """The sorted export of every kind of record, without history, which tells how the record came to be."""
    found = {}
    with Database(path, read_only=True) as database:
        for kind in KINDS:
            export(database, kind, out := io.StringIO())
            lines = [json.loads(line) for line in out.getvalue().splitlines()]
            found[kind] = sorted(json.dumps({**line, "history": None}, sort_keys=True) for line in lines)
    return found


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.workers.run.Reader", PlainReader)
    monkeypatch.setattr("onrecord.workers.run.Pool", partial(Pool, make=PlainReader))


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Database(tmp_path / "record.db") as database:
        yield Writer(database, "test")


def reasons(writer: Writer) -> dict[str, str | None]:
    return {r.article.text: r.article.unread_reason for r in readings(writer.database.path).values()}


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_read_is_stored_and_not_read_again(writer: Writer, jobs: int) -> None:
    found = articles_of(*(f"Report {n} of the harbour." for n in range(20)))
    told: list[Progress] = []
    run = partial(read_into, writer, settings=settings(jobs=jobs, batch=3))
    end = run(inputs=found[:10] + found[:10], progress=told.append)
    assert end == told[-1] == Progress(done=20, stored=10, known=10, words=50)
    assert [p.stored for p in told[:4]] == [3, 6, 9, 10]
    assert run(inputs=found).stored == 10
    assert run(inputs=found).known == 20
    assert len(readings(writer.database.path)) == 20


@pytest.mark.usefixtures("plain")
def test_nothing_new_loads_no_reader(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    read_into(writer, articles_of("One report."), settings())
    monkeypatch.setattr("onrecord.workers.run.Reader", no_reader)
    assert read_into(writer, articles_of("One report."), settings()).known == 1


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_costs_one_article(writer: Writer, jobs: int) -> None:
    texts = ("Well enough.", "This is uncodable.", "This is unparsable.", "This is misplaced.", "Well again.")
    with structlog.testing.capture_logs() as logs:
        end = read_into(writer, articles_of(*texts), settings(jobs=jobs))
    told = reasons(writer)
    assert told["This is uncodable."] == "it could not be coded (ZeroDivisionError: of a stage)"
    assert told["This is unparsable."] == "it could not be coded (ValueError: no tree)"
    assert str(told["This is misplaced."]).startswith("it could not be coded (RefusedError: ")
    assert told["Well enough."] is told["Well again."] is None
    assert (end.stored, end.unread, end.words) == (5, 3, 4)
    assert [log["event"] for log in logs] == ["article_unread"] * 3
    assert "Traceback" in logs[0]["failure"]


@pytest.mark.usefixtures("plain")
def test_an_article_that_kills_its_process_costs_itself_alone(writer: Writer) -> None:
    texts = [f"Report {n} is well." for n in range(9)] + ["This is poison.", "This makes it exit."]
    random.Random(1).shuffle(texts)
    end = read_into(writer, articles_of(*texts), settings(jobs=2, batch=4))
    told = reasons(writer)
    assert told.pop("This is poison.") == "the process that read it died (SIGSEGV)"
    assert told.pop("This makes it exit.") == "the process that read it died (exit code 3)"
    assert set(told.values()) == {None}
    assert (end.stored, end.unread) == (11, 2)


@pytest.mark.usefixtures("plain")
def test_batches_are_stored_in_the_order_of_the_inputs(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    write = Writer.write_within

    def note(self: Writer, connection: object, batch: list[Reading]) -> object:
        order.extend(reading.article.origin for reading in batch)
        return write(self, connection, batch)  # type: ignore[arg-type]

    monkeypatch.setattr(Writer, "write_within", note)
    found = articles_of("A slow report.", *(f"Report {n}." for n in range(12)))
    read_into(writer, found, settings(jobs=3, batch=1))
    assert order == [article.origin for article in found]


@pytest.mark.usefixtures("plain")
def test_long_articles_come_in_small_batches(writer: Writer) -> None:
    told: list[Progress] = []
    found = articles_of(*(f"{n} " + "word " * 30_000 for n in range(5)))
    read_into(writer, found, settings(), told.append)
    assert [p.stored for p in told] == [3, 5, 5]


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_the_run_in_order(writer: Writer, jobs: int) -> None:
    def stop(progress: Progress) -> None:
        if progress.stored == 4 and not progress.interrupted:
            raise KeyboardInterrupt

    found = articles_of(*(f"Report {n}." for n in range(20)))
    end = read_into(writer, found, settings(jobs=jobs, batch=2), stop)
    assert (end.interrupted, end.stored) == (True, 4)
    assert len(readings(writer.database.path)) == 4
    assert read_into(writer, found, settings(jobs=jobs)).known == 4


def test_a_worker_has_one_thread_and_no_ear_for_ctrl_c() -> None:
    before = dict(os.environ)
    with Pool(settings(jobs=2), threads) as pool, pytest.raises(SettingError, match=r"^1 True$"):
        list(pool.results(iter([articles_of("One.")])))
    assert dict(os.environ) == before


def test_a_worker_that_cannot_start_ends_the_run() -> None:
    with Pool(settings(jobs=2), no_reader) as pool, pytest.raises(WorkerError, match="exit code 7"):
        list(pool.results(iter([articles_of("One.")])))


def test_the_version_tells_the_user_s_own_codebooks(tmp_path: Path) -> None:
    book = tmp_path / "mine.toml"
    book.write_text("a = 1")
    one = coder_version(settings(codebooks=(book,)))
    book.write_text("a = 2")
    assert len({one, coder_version(settings(codebooks=(book,))), coder_version(Settings())}) == 3
    assert coder_version(settings(cues=(book,))) not in (one, coder_version(Settings()))
    with pytest.raises(SettingError, match="cannot be read"):
        coder_version(settings(actors=(tmp_path / "none.toml",)))


def test_the_total_is_told_from_the_share_of_the_inputs(writer: Writer, tmp_path: Path, plain: None) -> None:
    lines = "".join(json.dumps({"text": f"Report {n} of the harbour."}) + "\n" for n in range(3))
    for name in "ab":
        (tmp_path / f"{name}.jsonl").write_text(lines.replace("Report", name))
    told: list[Progress] = []
    read_into(writer, read_inputs([tmp_path / "a.jsonl", tmp_path / "b.jsonl"]), settings(batch=2), told.append)
    assert (told[0].done, told[0].total) == (2, 4)
    assert (told[-1].done, told[-1].total) == (6, 6)


RUN = """
import sys
from onrecord.articles.read import read_inputs
from onrecord.config import settings
from onrecord.store.database import Database
from onrecord.store.write import Writer
from onrecord.workers import coder_version, read_into

def tell(progress):
    print(progress.stored, flush=True)

if __name__ == "__main__":
    path, jobs, batch, *inputs = sys.argv[1:]
    given = settings(jobs=int(jobs), batch=int(batch))
    with Database(path) as database:
        print("begins", flush=True)
        read_into(Writer(database, coder_version(given)), read_inputs(inputs), given, tell)
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("run") / "run.py"
    path.write_text(RUN)
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The record of the examples, read in one go by one process."""
    path = tmp_path_factory.mktemp("whole") / "record.db"
    read_examples(path, Settings(), [EXAMPLES])
    found = exported(path)
    assert all(len(found[kind]) > 10 for kind in ("articles", "statements", "events", "claims", "incidents"))
    return found


def read_examples(path: Path, given: Settings, inputs: list[Path]) -> None:
    with Database(path) as database:
        end = workers.read_into(Writer(database, coder_version(given)), read_inputs(inputs), given)
    assert not end.interrupted
    assert end.stored > 15
    assert [r for r in readings(path).values() if "could not be coded" in (r.article.unread_reason or "")] == []


def test_two_jobs_give_the_same_record(whole: dict[str, list[str]], tmp_path: Path) -> None:
    read_examples(tmp_path / "record.db", settings(jobs=2, batch=3), [EXAMPLES])
    assert exported(tmp_path / "record.db") == whole


def test_another_order_gives_the_same_record(whole: dict[str, list[str]], tmp_path: Path) -> None:
    files = [path for path in EXAMPLES.rglob("*.*") if path.name != "README.md"]
    random.Random(3).shuffle(files)
    read_examples(tmp_path / "record.db", settings(batch=5), files)
    assert exported(tmp_path / "record.db") == whole


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_run_keeps_what_it_reported_and_the_next_one_goes_on(
    seed: int, whole: dict[str, list[str]], tmp_path: Path, script: Path
) -> None:
    chance = random.Random(seed)
    record, jobs = tmp_path / "record.db", str(1 + seed % 2)
    command = [sys.executable, str(script), str(record), jobs, "2", str(EXAMPLES)]
    reported = kill_after(command, chance.randrange(6), chance.random() * 0.2)
    kept = readings(record)
    assert len(kept) >= reported
    assert kept.keys() <= {json.loads(line)["article_id"] for line in whole["articles"]}
    read_examples_again = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "begins" in read_examples_again.stdout
    assert exported(record) == whole


def kill_after(command: list[str], lines: int, seconds: float) -> int:
    """Kill the run some moments after some lines of its report; gives back how many articles it said are stored."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(lines + 1)]
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        said += process.stdout.read().splitlines()
    return max((int(line) for line in said if line.strip().isdigit()), default=0)
