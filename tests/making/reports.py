"""Reports of several paragraphs with every happening numbered, and how the coder counts and unites what they tell.

A mark `[raid|ASSAULT1]` is one telling of happening 1. Who is who is left to the register, as in a real report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from onrecord.articles.parse import Parser
from onrecord.codebooks.events import Codebook
from onrecord.codebooks.markup import Mark, read_marked
from onrecord.codebooks.register import Register
from onrecord.drafts import EventMention, Position
from onrecord.events.actors import cast_of
from onrecord.events.coder import code
from onrecord.events.dates import timed_in, times_of
from onrecord.events.places import toponyms_of
from onrecord.expressions.gazetteer import Gazetteer
from onrecord.records import Article

FOLDER = Path(__file__).parents[1] / "cases" / "events" / "reports"


@dataclass(frozen=True)
class Report:
    """A report's marks and what was coded of it."""

    name: str
    marks: tuple[Mark, ...]
    mentions: tuple[EventMention, ...]

    @property
    def gold(self) -> int:
        """Happenings that are marked."""
        return len({mark.number for mark in self.marks})

    @property
    def coded(self) -> int:
        """Events of a type that were coded, each happening once."""
        return sum(m.told_before is None and m.event_type is not None for m in self.mentions)

    def found(self) -> Iterator[tuple[Mark, EventMention]]:
        """Each mark with the mention there, where it is of the marked type."""
        for mark in self.marks:
            at = [m for m in self.mentions if m.trigger.start < mark.end and mark.start < m.trigger.end]
            yield from ((mark, m) for m in at[:1] if m.event_type == mark.label)

    def unmarked(self) -> list[EventMention]:
        """What was coded where nothing is marked."""
        return [
            m for m in self.mentions if not any(m.trigger.start < k.end and k.start < m.trigger.end for k in self.marks)
        ]

    def pairs(self) -> Iterator[tuple[Mark, Mark, bool, bool]]:
        """Each pair of marks that were found: whether they are one happening, and whether they are coded as one."""
        before = {m.position: m.told_before for m in self.mentions}
        for (one, here), (other, there) in combinations(list(self.found()), 2):
            yield (
                one,
                other,
                one.number == other.number,
                _first(before, here.position) == _first(before, there.position),
            )


def _first(before: dict[Position, Position | None], position: Position) -> Position:
    earlier = before[position]
    return position if earlier is None else _first(before, earlier)


def reports() -> list[Report]:
    """All reports, coded with the shipped codebook, register and gazetteer."""
    parser, book, register, gazetteer = Parser(), Codebook.load(), Register.load(), Gazetteer.open()
    return [_report(path, parser, book, register, gazetteer) for path in sorted(FOLDER.glob("*.txt"))]


def _report(path: Path, parser: Parser, book: Codebook, register: Register, gazetteer: Gazetteer) -> Report:
    marked = read_marked(path.read_text(encoding="utf-8").strip())
    article, parse = Article(path.stem, marked.text, path.name), parser.parse(marked.text)
    cast = cast_of(parse, register)
    times, toponyms = times_of(article, timed_in(parse)), toponyms_of(article, parse, gazetteer).text
    return Report(path.stem, marked.marks, code(parse, cast, book, times, toponyms))
