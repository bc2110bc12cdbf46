"""`onrecord alerts`, run as a user runs it, on a record that grows between the runs."""

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from making.commands import Run
from making.readings import attack
from onrecord.merger import Merger
from onrecord.records import Reading
from onrecord.store.database import Database
from onrecord.store.write import Writer

ATOM = "{http://www.w3.org/2005/Atom}"
TAKES = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read())"


def put(path: Path, *readings: Reading) -> None:
    with Database(path) as database:
        writer = Writer(database, "test")
        with writer.transaction() as connection:
            writer.write_within(connection, readings)
            Merger(writer).merge(connection)


@pytest.fixture
def growing(tmp_path: Path, run: Run) -> Path:
    """A record with one attack, an alert on it, and then a higher toll and another attack."""
    path = tmp_path / "growing.db"
    put(path, attack("Mopti", "2024-03-05", 9, "agency", "2024-03-05"))
    assert run("alerts", "add", "sahel", "--country", "MLI", "--type", "ASSAULT", "-d", path).returncode == 0
    assert "Nothing new" in run("alerts", "run", "-d", path).stderr
    put(
        path,
        attack("Mopti", "2024-03-05", 14, "rival", "2024-03-06"),
        attack("Gao", "2024-03-07", 3, "sun", "2024-03-07"),
    )
    return path


def test_news_is_told_once_in_lines(run: Run, growing: Path) -> None:
    told = run("alerts", "run", "-d", growing).stdout
    assert "toll rose: people killed 9 → 9-14" in told
    assert "new, affirmed" in told
    assert run("alerts", "run", "sahel", "-d", growing).stdout == ""


def test_news_is_taken_away_as_json_lines(run: Run, growing: Path) -> None:
    told = [json.loads(line) for line in run("alerts", "run", "-d", growing, "-f", "jsonl").stdout.splitlines()]
    assert {one["what"] for one in told} == {"new", "toll rose"}
    assert all(one["incident"]["incident_id"].startswith("inc-") for one in told)


def test_a_feed_has_the_last_news_whatever_was_reported(run: Run, growing: Path, tmp_path: Path) -> None:
    feeds = []
    for name in ("one.atom", "two.atom"):
        done = run("alerts", "run", "-d", growing, "-f", "atom", "-o", tmp_path / name)
        assert done.returncode == 0, done.stderr
        feeds.append(ElementTree.parse(tmp_path / name).getroot())
    ids = [[one.findtext(f"{ATOM}id") for one in feed.iter(f"{ATOM}entry")] for feed in feeds]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 2
    assert all(feed.findtext(f"{ATOM}{tag}") for feed in feeds for tag in ("title", "id", "updated"))
    assert "0 of them not reported before" in done.stderr


def test_a_program_is_handed_each_piece_of_news(run: Run, growing: Path, tmp_path: Path) -> None:
    (tmp_path / "takes.py").write_text(TAKES)
    call = f"{sys.executable} {tmp_path / 'takes.py'} {tmp_path / 'taken.jsonl'}"
    assert "2 news handed" in run("alerts", "run", "-d", growing, "--call", call).stderr
    assert len((tmp_path / "taken.jsonl").read_text().splitlines()) == 2
    assert "0 news handed" in run("alerts", "run", "-d", growing, "--call", call).stderr


@pytest.mark.parametrize(
    ("program", "options", "told"),
    [
        ("nowhere-at-all", [], "cannot be started"),
        (f"{sys.executable} -c 'import sys; sys.exit(\"no room\")'", [], "ended with 1 (no room)"),
        (f"{sys.executable} -c 'import time; time.sleep(9)'", ["--timeout", "0.5"], "took longer than 0.5 seconds"),
        ("'", [], "cannot be read"),
    ],
)
def test_what_a_program_does_not_take_comes_again(
    run: Run, growing: Path, program: str, options: list[str], told: str
) -> None:
    failed = run("alerts", "run", "-d", growing, "--call", program, *options)
    assert failed.returncode != 0
    assert failed.stderr.count("\n") == 1
    assert told in failed.stderr
    assert len(run("alerts", "run", "-d", growing, "-f", "jsonl").stdout.splitlines()) == 2


def test_alerts_are_listed_and_removed(run: Run, growing: Path) -> None:
    listed = run("alerts", "list", "-d", growing).stdout
    assert "country MLI" in listed
    assert "type ASSAULT" in listed
    assert run("alerts", "remove", "sahel", "-d", growing).returncode == 0
    assert "There are no alerts" in run("alerts", "list", "-d", growing).stdout
    assert "There are no alerts" in run("alerts", "run", "-d", growing).stdout


def test_trouble_with_alerts_is_one_sentence(run: Run, growing: Path) -> None:
    again = run("alerts", "add", "sahel", "-d", growing)
    assert again.returncode == 2
    assert "There is an alert 'sahel'" in again.stderr
    assert "no alert 'other'" in run("alerts", "run", "other", "-d", growing).stderr
    assert run("alerts", "run", "-o", "x", "-d", growing).returncode == 2
