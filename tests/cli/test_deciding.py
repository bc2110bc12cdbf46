"""Deciding, reviewing and the log, run as a user runs them."""

import json
import shutil
from pathlib import Path

import pytest

from making.commands import Run


@pytest.fixture
def own(database: Path, tmp_path: Path) -> Path:
    """A copy of the record, to be decided on."""
    return Path(shutil.copy(database, tmp_path / "own.db"))


def most_told(run: Run, path: Path, *more: str) -> dict[str, object]:
    listed = run("incidents", "-d", path, "-f", "jsonl", "--order", "told", *more).stdout
    found: dict[str, object] = json.loads(listed.splitlines()[0])
    return found


def test_a_correction_is_shown_logged_taken_away_and_taken_back(run: Run, own: Path, tmp_path: Path) -> None:
    id_ = str(most_told(run, own)["incident_id"])
    done = run("judge", "correct", id_, "killed", "10", "--by", "Asha", "--reason", "the hospital's list", "-d", own)
    assert done.returncode == 0, done.stderr
    judgement = done.stdout.split()[0]
    shown = run("show", id_, "-d", own).stdout
    assert "Asha decided on" in shown
    assert "killed is 10" in shown
    assert "the hospital's list" in run("explain", id_, "-d", own).stdout
    log = run("log", id_, "-d", own).stdout
    assert "told by this report  (agency, 2024-03-05" in log
    assert "-> 10" in log
    assert run("judgements", "export", tmp_path / "j.jsonl", "-d", own).returncode == 0
    case = json.loads(run("judgements", "cases", "-d", own).stdout)
    assert (case["kind"], case["label"], case["field"]) == ("event", "value", "killed")
    assert "[attacked|ASSAULT]" in case["told"][0][0]["marked"]
    assert run("judge", "undo", judgement, "--by", "Bo", "-d", own).returncode == 0
    assert "Asha" not in run("show", id_, "-d", own).stdout
    assert len(run("judgements", "-d", own).stdout.splitlines()) == 2


def test_two_that_people_keep_apart_are_told_apart_by_that(run: Run, own: Path) -> None:
    events = most_told(run, own)["events"]
    assert isinstance(events, list)
    assert run("judge", "apart", *events[:2], "-d", own).returncode == 0
    listed = map(json.loads, run("incidents", "-d", own, "-f", "jsonl").stdout.splitlines())
    ids = [one["incident_id"] for one in listed if set(events) & set(one["events"])]
    said = run("explain", *ids, "-d", own).stdout
    assert "people decided that they are two" in " ".join(said.split())


def test_judgements_are_taken_into_another_copy(run: Run, database: Path, own: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(database, tmp_path / "other.db"))
    ids = [json.loads(line)["incident_id"] for line in run("incidents", "-d", own, "-f", "jsonl").stdout.splitlines()]
    run("judge", "same", *ids[:2], "-d", own)
    run("judge", "wrong", ids[2], "-d", own)
    run("judgements", "export", tmp_path / "j.jsonl", "-d", own)
    assert "2 judgements taken in" in run("judgements", "import", tmp_path / "j.jsonl", "-d", other).stderr
    assert "0 judgements taken in" in run("judgements", "import", tmp_path / "j.jsonl", "-d", other).stderr
    mine, theirs = (run("incidents", "-d", path, "-f", "jsonl").stdout.splitlines() for path in (own, other))
    assert [json.loads(one)["events"] for one in mine] == [json.loads(one)["events"] for one in theirs]
    (tmp_path / "bad.jsonl").write_text('{"by": 1}\n')
    assert "bad.jsonl:1: it is no judgement" in run("judgements", "import", tmp_path / "bad.jsonl", "-d", other).stderr


def test_review_asks_with_the_command_that_answers(run: Run, own: Path) -> None:
    asked = run("review", "-d", own, "--kind", "contradiction").stdout
    assert "9 killed (agency, 5 Mar 2024) / 11 (rival, 6 Mar 2024)" in asked
    assert " killed N" in asked
    line = next(one for one in asked.splitlines() if "judge right" in one)
    run(*line.rpartition("onrecord ")[2].split(), "-d", own)
    assert "Nothing is waiting" in run("review", "-d", own, "--kind", "contradiction").stdout


def test_the_record_is_asked_as_of_a_day(run: Run, own: Path) -> None:
    for kind in ("incidents", "articles", "events"):
        assert run(kind, "-d", own, "-f", "jsonl", "--as-of", "2001-01-01").stdout == ""
        now = run(kind, "-d", own, "-f", "jsonl").stdout
        assert run(kind, "-d", own, "-f", "jsonl", "--as-of", "2999").stdout == now
    assert "0 articles" in run("stats", "-d", own, "--as-of", "2001-01-01").stdout
    assert "give a day" in run("export", "events", "-d", own, "--as-of", "soon").stderr
