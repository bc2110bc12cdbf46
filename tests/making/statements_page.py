"""Writes docs/statements.md: what of statements, factuality and standing is handled, by the marked cases.

Run as `PYTHONPATH=tests .venv/bin/python -m making.statements_page` after cases or rules have changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from making.judging import Judge
from making.marks import Case, cases_of, phenomenon_of

PAGE = Path(__file__).parent.parent.parent / "docs" / "statements.md"
OPENING = """# Statements, factuality and standing

What is handled, phenomenon by phenomenon, as the marked cases in `tests/cases/factuality` and `tests/cases/statements`
show. Every line there is a test. A case that is known to fail is marked with `~` and counted here as not handled.
This page is written by `make docs`; do not edit it.

A mark on an event says how it must stand and on whose word: `[talks|CONSULT denied by Kigali]`. A mark on a cue says
its stance (`[denied|denies]`), whose word it introduces (`[said|is mayor]`) or when that was said
(`[said|on 2023-12-12]`).

The words that decide are in the cue codebook, `src/onrecord/codebooks/cues/*.toml`; the top of each file says what its
keys mean. A file of your own extends it: `onrecord read reports/ --cues mine.toml` (or ONRECORD_CUES=mine.toml). A word
in it replaces the shipped word of its kind, a plain list is added to ours, and articles that were read without it are
read again. A slip stops the run and names file, line and key.

```toml
official = ["bailiff"]          # sources that hold an office

[[verb]]                        # a verb of saying: what its source does, and how surely the source then has it
words = ["pooh-pooh", "poke holes"]
stance = "denies"
holds = "CT-"
content = ["clause", "object"]

[[noun]]                        # a word that bears on what it governs, whoever speaks
words = ["no-show"]
positive = "CT-"
content = ["of", "at"]
```
"""
STORED = Path(__file__).parent / "statements_stored.md"
TABLE = "| phenomenon | right | for example |\n| --- | --- | --- |\n"


@dataclass
class Row:
    """One case file: its phenomenon, its cases, and how many of them are right."""

    file: str
    phenomenon: str
    example: str
    cases: int = 0
    right: int = 0

    def line(self) -> str:
        return f"| {self.phenomenon} | {self.right} of {self.cases} | {self.example} |"


def page(judge: Judge) -> str:
    """The page as it should be."""
    parts = [OPENING]
    for folder, title in (("factuality", "Events: how sure, and on whose word"), ("statements", "Statements")):
        rows = _rows(folder, judge)
        right, cases = sum(row.right for row in rows), sum(row.cases for row in rows)
        parts.append(
            f"\n## {title}\n\n{right} of {cases} cases.\n\n| phenomenon | right | for example |\n| --- | --- | --- |\n"
        )
        parts.append("\n".join(row.line() for row in rows) + "\n")
    parts.append("\n" + STORED.read_text(encoding="utf-8"))
    countries = {case.country for folder in ("factuality", "statements") for case in cases_of(folder)}
    parts.append(f"\nThe cases play in {len(countries)} countries and areas.\n")
    return "".join(parts)


def _rows(folder: str, judge: Judge) -> list[Row]:
    rows: dict[str, Row] = {}
    for case in cases_of(folder):
        row = rows.setdefault(case.file, Row(case.file, phenomenon_of(folder, case.file), _example(case)))
        row.cases += 1
        row.right += not judge.faults(case)
    return list(rows.values())


def _example(case: Case) -> str:
    """The text with what is asked of its first mark."""
    mark = case.marks[0]
    marked = f"{case.text[: mark.start]}**{case.text[mark.start : mark.end]}**{case.text[mark.end :]}"
    return f"{marked.replace(chr(10), ' ')} ({mark.label})"


if __name__ == "__main__":
    PAGE.write_text(page(Judge()), encoding="utf-8")
