"""The load test of the desk: its made-up record, and how it sums up."""

import sqlite3
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import desk as bench_desk
import desk_record
import speed_page


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.db"
    desk_record.make(path, 40, told=False)
    return path


def test_every_incident_has_ten_events_of_ten_articles(record: Path) -> None:
    with sqlite3.connect(record) as connection:
        counts = {t: connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("incident", "event")}
        told = connection.execute("SELECT count(DISTINCT article) FROM incident_article GROUP BY incident").fetchall()
        waiting = connection.execute("SELECT count(*) FROM event WHERE unmerged").fetchone()[0]
    assert counts == {"incident": 40, "event": 400}
    assert set(told) == {(10,)}
    assert waiting == 0


def test_a_record_that_is_there_is_not_overwritten(record: Path) -> None:
    with pytest.raises(FileExistsError, match="name another file"):
        desk_record.make(record, 10)


def test_ids_for_every_page_are_found(record: Path) -> None:
    samples = bench_desk.sampled(record)
    assert samples.incidents
    assert samples.articles
    assert samples.actors
    assert samples.words


def test_answers_are_summed_up_in_milliseconds() -> None:
    times = bench_desk.Times()
    for n in range(1, 101):
        times.add("desk", n / 1000, 200)
    times.add("review", 0.5, 404)
    result = bench_desk.summed(times, 10)
    assert result["pages"]["desk"] == {"answers": 100, "p50": 50, "p95": 95, "p99": 99}
    assert result["troubles"] == {"review: 404": 1}


def test_the_page_shows_each_page_of_the_desk() -> None:
    result = {
        "when": "2026-11-22T05:00:00+00:00",
        "incidents": 100_000,
        "events": 1_000_000,
        "readers": 8,
        "pause_seconds": 0.2,
        "machine": {"cores": "2"},
        "load_average": 3.1,
        "written_meanwhile": 50,
        "aim_ms": 300,
        "seconds": 60.0,
        "a_second": 25.5,
        "first_paint_bytes": 105_482,
        "with_map_bytes": 948_031,
        "first_answer_ms": {"desk": 900},
        "pages": {"desk": {"answers": 9, "p50": 80, "p95": 210, "p99": 300}},
    }
    assert "| desk | 80 ms | 210 ms | 900 ms |" in speed_page.desk(result)
    assert "105 kB" in speed_page.desk(result)
