"""Dates, places, counts, standings and claims that a marked-up sentence gives: are they found where they are marked?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from onrecord.articles.parse import Parser
from onrecord.claims.factuality import judge
from onrecord.codebooks.cues import CueBook
from onrecord.codebooks.events import Codebook
from onrecord.codebooks.markup import Mark, Marked, read_marked
from onrecord.drafts import EventMention
from onrecord.events.assemble import Telling, assemble
from onrecord.events.coder import code
from onrecord.events.dates import date_of, timed_in, times_of
from onrecord.events.examples import cast_of_marks
from onrecord.events.figures import figures_of
from onrecord.events.place_choice import places_of
from onrecord.events.places import toponyms_of
from onrecord.expressions.gazetteer import Gazetteer
from onrecord.records import Article, Event, Stance, Statement, identify
from onrecord.statements.attribution import attribute
from onrecord.statements.tagger import Tagger
from onrecord.syntax import Parse

FIGURES = ("killed", "injured", "missing", "abducted", "arrested", "displaced", "expelled", "surrendered")
STANCES = frozenset(get_args(Stance))
NOT_FOUND = Path(__file__).parents[1] / "cases" / "events" / "examples_not_found.txt"
Found = tuple[str, int, int]


@dataclass(frozen=True)
class Fact:
    """One thing that a line's marks say, and what is wrong with what was found (None: nothing)."""

    line: str
    kind: str
    fault: str | None

    @property
    def name(self) -> str:
        """What the list of those that are not found calls it."""
        return f"{self.kind}: {self.line}"


def not_found() -> dict[str, list[str]]:
    """The facts of the codebook's examples that are known not to be found, by their cause."""
    causes: dict[str, list[str]] = {}
    for line in NOT_FOUND.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            causes[line.removeprefix("## ")] = []
        elif line.strip() and not line.startswith("#"):
            causes[list(causes)[-1]].append(line)
    return causes


@dataclass(frozen=True)
class _Reading:
    """What the stages found in one marked-up sentence."""

    marked: Marked
    times: tuple[Found, ...]
    mentions: tuple[EventMention, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]

    def event_at(self, mark: Mark) -> Event | None:
        """The happening that a trigger tells, though another telling of it may be the fuller one."""
        mention = next((m for m in self.mentions if _meet(mark, m.trigger.start, m.trigger.end)), None)
        told = {m.position: m for m in self.mentions}
        while mention is not None and mention.told_before is not None:
            mention = told[mention.told_before]
        if mention is None:
            return None
        ident = identify("ev", "case", mention.trigger.start, mention.trigger.end, mention.event_type)
        return next((e for e in self.events if e.event_id == ident), None)


@dataclass
class Facts:
    """Reads marked-up sentences whole, with the marks for a cast; loading it takes two seconds."""

    parser: Parser
    book: Codebook
    cues: CueBook = field(default_factory=CueBook.load)
    gazetteer: Gazetteer = field(default_factory=Gazetteer.open)
    tagger: Tagger = field(default_factory=Tagger.load)

    def told(self, lines: list[str]) -> list[Fact]:
        """Every marked date, count, place and claim of the lines, and how each trigger stands and is placed."""
        texts = [read_marked(line).text for line in lines]
        pairs = zip(lines, self.parser.parse_texts(texts), strict=True)
        return [Fact(line, kind, fault) for line, parse in pairs for kind, fault in _facts(self._read(line, parse))]

    def _read(self, line: str, parse: Parse) -> _Reading:
        article, marked = Article("case", parse.text, "case"), read_marked(line)
        cast, times = cast_of_marks(marked, parse), times_of(article, timed_in(parse))
        statements = attribute(article, parse, cast, self.cues, self.tagger)
        named = toponyms_of(article, parse, self.gazetteer)
        mentions = code(parse, cast, self.book, (), ())
        stands = judge(article, parse, statements, mentions, self.cues)
        figures, _ = figures_of(article, parse, mentions, stands, times)
        dates = [date_of(article, parse, mention, times) for mention in mentions]
        places = places_of(article, parse, mentions, named)
        tellings = tuple(map(Telling, mentions, stands, figures, dates, places))
        found = tuple(("date", time.start, time.end) for time in times)
        return _Reading(marked, found, mentions, assemble(article, parse, tellings, self.book.name), statements)


def _facts(read: _Reading) -> Iterator[tuple[str, str | None]]:
    for mark in read.marked.marks:
        if mark.label == "date":
            yield "date", _missing(mark, read.times)
        elif mark.label in FIGURES:
            yield "figure", _missing(mark, _figures(read.events))
        elif mark.label in STANCES:
            yield "claim", _claim_fault(mark, read)
        elif mark.is_trigger or (len(mark.label) > 1 and mark.label.partition(".")[0].isupper()):
            yield from _event_facts(mark, read)


def _event_facts(mark: Mark, read: _Reading) -> Iterator[tuple[str, str | None]]:
    event = read.event_at(mark)
    marked = [m for m in read.marked.marks if m.label == "place" and m.number == mark.number]
    place = event.place if event else None
    if marked and not (place and any(_meet(m, place.start, place.end) for m in marked)):
        yield "place", f"the place is {place.text if place else 'none'}"
    elif marked or place:
        yield "place", None if marked else f"the place is {place.text if place else 'none'}, not none"
    if mark.is_trigger and event:
        wanted = mark.label or "affirmed"
        yield "standing", None if event.standing == wanted else f"it is {event.standing}"


def _claim_fault(cue: Mark, read: _Reading) -> str | None:
    """Whether a statement has this cue, this stance and the marked source."""
    here = [s for s in read.statements if _meet(cue, s.cue.start, s.cue.end)]
    if not here:
        return f"“{_words(cue, read)}” is no cue"
    if here[0].stance != cue.label:
        return f"“{_words(cue, read)}” {here[0].stance}"
    sources = [m for m in read.marked.marks if m.label == "source" and m.number == cue.number]
    named = here[0].source
    right = not sources or (named is not None and any(_meet(m, named.start, named.end) for m in sources))
    return None if right else f"the source is {named.text if named else 'none'}"


def _words(mark: Mark, read: _Reading) -> str:
    return read.marked.text[mark.start : mark.end]


def _figures(events: Iterable[Event]) -> tuple[Found, ...]:
    return tuple((f.kind, f.start, f.end) for event in events for f in event.figures)


def _missing(mark: Mark, found: Iterable[Found]) -> str | None:
    right = any(kind == mark.label and _meet(mark, start, end) for kind, start, end in found)
    return None if right else f"no {mark.label} is found"


def _meet(mark: Mark, start: int, end: int) -> bool:
    return start < mark.end and mark.start < end
