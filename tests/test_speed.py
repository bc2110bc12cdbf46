"""The speed bench's own parts; the bench itself is run by `make bench`."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_made_up_reports_are_the_same_for_the_same_seed() -> None:
    reports = runpy.run_path(str(ROOT / "bench" / "speed_texts.py"))["reports"]
    first, second = list(reports(3)), list(reports(3))
    assert first == second
    assert first != list(reports(3, seed=1))
    assert all(500 <= len(row["text"].split()) < 700 for row in first)


def test_the_page_shows_the_latest_result() -> None:
    page = runpy.run_path(str(ROOT / "bench" / "speed_page.py"))["whole"]
    assert (ROOT / "docs" / "speed.md").read_text(encoding="utf-8") == page()
