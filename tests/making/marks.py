"""Cases of language: one line of text with marks in it, `COUNTRY: text with [words|label] in it`.

Marks nest. `[talks|CONSULT denied by Baloch]` is an event's trigger with its type (ANY where it does not matter), the
standings that are right, and whose word it is ("article" for the article's own voice). `[denied|denies]` is a cue with
its stance, `[said|is Baloch]` a cue with a part of the name or naming of its source, `[said|on 2023-12-12]` a cue with
the day of its words ("none" where the text does not tell; the report is printed on Thursday, 14 December 2023). A line
that begins with `~` is known to fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"


@dataclass(frozen=True)
class Mark:
    """Marked words: where they stand and what is said of them."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Case:
    """One line of a case file."""

    file: str
    line: int
    country: str
    text: str
    marks: tuple[Mark, ...]
    known_to_fail: bool


def cases_of(folder: str) -> Iterator[Case]:
    """Every case of the files in a folder of `tests/cases`, in order."""
    for path in sorted((CASES / folder).glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield _case(path.stem, number, line)


def phenomenon_of(folder: str, file: str) -> str:
    """What a case file is about: its first line, a comment."""
    return (CASES / folder / f"{file}.txt").read_text(encoding="utf-8").splitlines()[0].lstrip("# ")


def _case(file: str, number: int, line: str) -> Case:
    country, _, marked = line.removeprefix("~ ").partition(": ")
    text, marks = _read(marked)
    return Case(file, number, country, text, marks, line.startswith("~ "))


def _read(marked: str) -> tuple[str, tuple[Mark, ...]]:
    text, opened, marks, position = "", list[int](), list[Mark](), 0
    while position < len(marked):
        character = marked[position]
        if character == "[":
            opened.append(len(text))
        elif character == "|":
            end = marked.index("]", position)
            marks.append(Mark(opened.pop(), len(text), marked[position + 1 : end]))
            position = end
        else:
            text += "\n" if character == "¶" else character
        position += 1
    return text, tuple(sorted(marks, key=lambda mark: mark.start))
