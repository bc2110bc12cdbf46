"""The marked-up sentences of tests/cases/events/coder: what is coded of them, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from making.telling import tell_all
from onrecord.articles.parse import Parser
from onrecord.codebooks.events import Codebook
from onrecord.codebooks.markup import Mark
from onrecord.events.examples import Told, parties

FOLDER = Path(__file__).parents[1] / "cases" / "events" / "coder"
PATHS = sorted(FOLDER.glob("*.txt"))


@dataclass(frozen=True)
class Case:
    """One marked trigger of a line, and what is wrong with what was coded there (None: nothing).

    A line that begins with "~" is known to fail.
    """

    line: str
    mark: Mark
    fault: str | None

    @property
    def known_to_fail(self) -> bool:
        return self.line.startswith("~ ")


def lines_of(path: Path) -> list[str]:
    """The cases of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def judged(path: Path, parser: Parser, book: Codebook) -> Iterator[Case]:
    """Every marked trigger of a file's lines."""
    lines = lines_of(path)
    for line, told in zip(lines, tell_all([line.removeprefix("~ ") for line in lines], parser, book), strict=True):
        for mark in triggers_of(told):
            yield Case(line, mark, _fault(told, mark))


def triggers_of(told: Told) -> list[Mark]:
    """The marks that name an event type: COERCE, ASSAULT.aerial."""
    return [mark for mark in told.marked.marks if len(mark.label) > 1 and mark.label.partition(".")[0].isupper()]


def _fault(told: Told, mark: Mark) -> str | None:
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


def results_by_type(parser: Parser, book: Codebook) -> dict[str, tuple[int, int]]:
    """For each type of the cases, how many of its triggers are right, of how many."""
    right, all_of = Counter[str](), Counter[str]()
    for path in PATHS:
        for case in judged(path, parser, book):
            name = case.mark.label.partition(".")[0]
            all_of[name] += 1
            right[name] += case.fault is None
    return {name: (right[name], count) for name, count in all_of.items()}
