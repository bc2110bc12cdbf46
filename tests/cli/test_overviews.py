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
