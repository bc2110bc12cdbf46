"""The language cases of the coder: marked-up sentences in tests/cases/events/coder, one a line."""

from pathlib import Path

import pytest

from making.telling import Told, parties, tell_all
from onrecord.articles.parse import Parser
from onrecord.codebooks.events import Codebook
from onrecord.codebooks.markup import Mark

FOLDER = Path(__file__).parent.parent / "cases" / "events" / "coder"


def lines_of(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def book() -> Codebook:
    return Codebook.load()


def what_is_wrong(told: Told, mark: Mark) -> str | None:
    """Whether the marked trigger has an event of the marked type, and mode, with the marked parties."""
    event_type, _, mode = mark.label.partition(".")
    found = [m for m in told.at(mark) if m.event_type == event_type]
    if not found:
        return f"no {event_type} but {[m.decided_by for m in told.at(mark)]}"
    if mode and found[0].mode != mode:
        return f"mode {found[0].mode}"
    actors, wanted = parties(found[0].actor), told.filled("A", "B", number=mark.number)
    if actors != wanted:
        return f"actor {actors}"
    missing = told.filled("R", number=mark.number) - parties(found[0].recipient)
    return f"recipient without {missing}" if missing else None


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_cases(path: Path, parser: Parser, book: Codebook) -> None:
    wrong = []
    lines = lines_of(path)
    for line, told in zip(lines, tell_all(lines, parser, book), strict=True):
        triggers = [
            mark for mark in told.marked.marks if (mark.label.isupper() and len(mark.label) > 1) or "." in mark.label
        ]
        assert triggers, line
        wrong += [f"{line} | {mark.label}: {fault}" for mark in triggers if (fault := what_is_wrong(told, mark))]
    assert wrong == []
