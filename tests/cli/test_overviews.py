"""Commands that look across reports, run as a user runs them."""

import json
from pathlib import Path

from making.commands import Run


def test_positions_show_the_stance_with_its_sentence(run: Run, sayings: Path) -> None:
    shown = run("positions", "Chad", "--on", "talks FACT", "-d", sayings)
    assert shown.returncode == 0, shown.stderr
    for words in ("denies (1)", "that it is not so", "who contradicts (1)", "shifts (1)", "an office of Chad"):
        assert words in shown.stdout


def test_positions_are_taken_away_as_json_lines_and_csv(run: Run, sayings: Path) -> None:
    lines = run("positions", "Chad", "--on", "talks FACT", "-d", sayings, "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line)["stance"] for line in lines] == ["denies", "asserts"]
    assert run("positions", "Chad", "--on", "talks", "-d", sayings, "-f", "csv").stdout.startswith("statement_id,")


def test_no_positions_are_told_so(run: Run, sayings: Path) -> None:
    assert "Nothing that they say on it" in run("positions", "Niger", "--on", "talks", "-d", sayings).stdout
    missing = run("positions", "Nobodystan", "--on", "talks", "-d", sayings)
    assert missing.returncode == 1
    assert "Nobody called 'Nobodystan'" in missing.stderr


def test_coverage_tells_how_many_of_a_count_the_record_has(run: Run, counts: Path) -> None:
    shown = run("coverage", "-d", counts).stdout
    assert "1 of 12" in shown
    assert "never added up" in shown
    (line,) = run("coverage", "-d", counts, "-f", "jsonl").stdout.splitlines()
    assert json.loads(line)["share_low"] == 1 / 12
    assert run("coverage", "-d", counts, "-f", "csv").stdout.startswith("reported_count_id,")


def test_a_count_of_several_is_shown_with_the_incidents_that_are_parts_of_it(run: Run, counts: Path) -> None:
    (line,) = run("coverage", "-d", counts, "-f", "jsonl").stdout.splitlines()
    told = json.loads(line)
    shown = run("show", told["reported"]["event_id"], "-d", counts).stdout
    assert "12 attacks: the record has 1 of 12 (8%)" in shown
    (part,) = told["incidents"]
    assert part in shown[shown.index("parts of it") :]


def test_series_are_drawn(run: Run, counts: Path) -> None:
    shown = run("series", "-d", counts).stdout
    assert "may grow" in shown
    assert "▶" in shown
    (line,) = run("series", "-d", counts, "-f", "jsonl").stdout.splitlines()
    assert [point["low"] for point in json.loads(line)["points"]] == [200, 401]


def test_nothing_counted_is_told_so(run: Run, sayings: Path) -> None:
    assert "gives a count over a period" in run("coverage", "-d", sayings).stdout
    assert "No figure is given twice" in run("series", "-d", sayings).stdout


def test_the_graph_of_actors_is_a_table_graphml_and_json(run: Run, sayings: Path, tmp_path: Path) -> None:
    shown = run("actors", "graph", "-d", sayings)
    assert shown.returncode == 0, shown.stderr
    assert "who acted on whom" in shown.stdout
    assert json.loads(run("actors", "graph", "-d", sayings, "-f", "json").stdout)["acts"]
    done = run("actors", "graph", "-d", sayings, "-f", "graphml", "-o", tmp_path / "actors.graphml")
    assert "acts:" in done.stderr
    assert (tmp_path / "actors.graphml").read_bytes().startswith(b"<?xml")
    assert run("actors", "graph", "-d", sayings, "-o", "x.txt").returncode == 2
    assert "No actor of the record" in run("actors", "graph", "-d", sayings, "--actor", "Sudan").stdout
