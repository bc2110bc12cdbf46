"""Every command, run as a user runs it."""

import csv
import io
import json
from pathlib import Path

import pytest

from making.commands import Run

KINDS = ["articles", "statements", "events", "claims", "figures", "incidents", "actors"]


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("kind", KINDS)
def test_each_listing_is_a_table(run: Run, database: Path, kind: str) -> None:
    done = run(kind, "--database", database)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("┏") or f"No {kind} fit" in done.stdout


def test_filters_narrow_a_listing(run: Run, database: Path) -> None:
    found = rows(run("events", "-d", database, "-f", "jsonl", "--type", "ASSAULT", "--place", "mopti").stdout)
    assert [event["event_type"] for event in found] == ["ASSAULT", "ASSAULT"]
    assert not rows(run("events", "-d", database, "-f", "jsonl", "--until", "2023-12-31").stdout)


def test_csv_has_a_heading(run: Run, database: Path) -> None:
    text = run("incidents", "-d", database, "-f", "csv").stdout
    assert len(list(csv.DictReader(io.StringIO(text)))) == 3


def test_the_most_told_comes_first(run: Run, database: Path) -> None:
    (first, *_) = rows(run("incidents", "-d", database, "-f", "jsonl", "--order", "told").stdout)
    assert first["independent_sources"] == 2


def test_show_prints_the_evidence_in_context(run: Run, database: Path) -> None:
    (event,) = rows(run("events", "-d", database, "-f", "jsonl", "--place", "Gao").stdout)
    done = run("show", event["event_id"], "-d", database)
    assert "attacked Gao on 2024-03-07" in done.stdout
    assert "on whose word" in done.stdout


def test_show_of_an_incident_gives_each_source_its_toll(run: Run, database: Path) -> None:
    (first, *_) = rows(run("incidents", "-d", database, "-f", "jsonl", "--order", "told").stdout)
    shown = run("show", str(first["incident_id"])[:12], "-d", database).stdout
    assert "9 (agency, 2024-03-05) / 11 (rival, 2024-03-06)" in shown


def test_explain_says_why_two_reports_are_one_incident(run: Run, database: Path) -> None:
    (first, *_) = rows(run("incidents", "-d", database, "-f", "jsonl", "--order", "told").stdout)
    assert "same_day" in run("explain", first["incident_id"], "-d", database).stdout


def test_explain_says_why_two_incidents_are_two(run: Run, database: Path) -> None:
    attacks = [
        r["incident_id"] for r in rows(run("incidents", "-d", database, "-f", "jsonl", "--type", "ASSAULT").stdout)
    ]
    assert "two happenings" in run("explain", *attacks, "-d", database).stdout


@pytest.mark.parametrize("kind", [*KINDS, "judgements"])
def test_export_of_each_kind(run: Run, database: Path, kind: str, tmp_path: Path) -> None:
    for layout in ("jsonl", "csv", "parquet"):
        target = tmp_path / f"{kind}.{layout}"
        done = run("export", kind, "--format", layout, "-o", target, "-d", database)
        assert done.returncode == 0, done.stderr
        assert target.exists()


def test_stats_counts(run: Run, database: Path) -> None:
    assert "4 articles (0 unread" in run("stats", "-d", database).stdout


def test_an_empty_record_says_how_to_begin(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert run("read", tmp_path, "-d", tmp_path / "empty.db").returncode == 0
    assert "empty.txt" in run("articles", "--unread", "-d", tmp_path / "empty.db").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["incidents", "-d", "missing.db"], "onrecord read PATH"),
        (["read", "nowhere.txt"], "nowhere.txt"),
        (["show", "ev-0000"], "onrecord read PATH"),
    ],
)
def test_trouble_is_one_sentence(run: Run, words: list[str], told: str) -> None:
    done = run(*words)
    assert done.returncode in (1, 2)
    assert done.stderr.count("\n") == 1
    assert told in done.stderr


def test_a_wrong_setting_ends_with_2(run: Run, database: Path) -> None:
    assert run("read", "-", "--published", "yesterday", "-d", database).returncode == 2
    assert run("events", "--since", "last week", "-d", database).returncode == 2


def test_forget_asks_first(run: Run, database: Path) -> None:
    (article, *_) = rows(run("articles", "-d", database, "-f", "jsonl").stdout)
    assert run("forget", article["article_id"], "-d", database).returncode == 1
    assert "4 articles" in run("stats", "-d", database).stdout


def test_about_names_whose_work_it_stands_on(run: Run) -> None:
    told = run("about").stdout
    assert all(name in told for name in ("PLOVER", "CAMEO", "GeoNames", "spaCy"))
