"""An article's text with what was made of it marked in it, one mark inside the other."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from markupsafe import Markup

from onrecord.records import Event, Party, Reading, Statement
from onrecord.web.display import displayed

Kind = Literal["claim", "event", "person", "figure", "date", "place"]
KINDS: tuple[Kind, ...] = ("claim", "event", "person", "figure", "date", "place")
"""In the order in which marks of the same words stand in each other, the outermost first."""


class Spanned(Protocol):
    """Whatever has a place in the text."""

    @property
    def start(self) -> int:
        """Where its words begin."""

    @property
    def end(self) -> int:
        """Where they end."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Words of the text and what they were taken for; `opens` is the id of what was made of them."""

    start: int
    back: int
    rank: int
    opens: str
    first: bool = True

    @property
    def end(self) -> int:
        """Where the words end; kept negative, so that of marks that begin together the longer comes first."""
        return -self.back

    @property
    def kind(self) -> Kind:
        """What the words were taken for."""
        return KINDS[self.rank]


def marks_of(reading: Reading) -> list[Mark]:
    """All marks of a reading, each kind once for the same words."""
    found: dict[tuple[int, int, str], Mark] = {}
    for kind, span, opens in _spans(reading):
        if span.start < span.end:
            found.setdefault((span.start, span.end, kind), Mark(span.start, -span.end, KINDS.index(kind), opens))
    return sorted(found.values())


def _spans(reading: Reading) -> Iterator[tuple[Kind, Spanned, str]]:
    for event in reading.events:
        yield from _of_event(event)
    for statement in reading.statements:
        yield from _of_statement(statement)


def _of_event(event: Event) -> Iterator[tuple[Kind, Spanned, str]]:
    opens = event.event_id
    yield "event", event.trigger, opens
    yield from _people((*event.actor, *event.recipient), opens)
    for figure in event.figures:
        yield "figure", figure, opens
    if event.date:
        yield "date", event.date, opens
    if event.place:
        yield "place", event.place, opens
    for claim in event.claims:
        if claim.statement_id is None and claim.cue:
            yield "claim", claim.cue, opens


def _of_statement(statement: Statement) -> Iterator[tuple[Kind, Spanned, str]]:
    opens = statement.statement_id
    yield "claim", statement.cue, opens
    for span in statement.content:
        yield "claim", span, opens
    yield from _people([statement.source] if statement.source else [], opens)


def _people(parties: Iterable[Party], opens: str) -> Iterator[tuple[Kind, Spanned, str]]:
    for party in parties:
        yield "person", party, opens


def nested(marks: Iterable[Mark]) -> list[Mark]:
    """The marks, those that overlap in part split, so that each stands wholly within another or beside it."""
    waiting, done, open_ends = list(marks), list[Mark](), list[int]()
    heapq.heapify(waiting)
    while waiting:
        mark = heapq.heappop(waiting)
        while open_ends and open_ends[-1] <= mark.start:
            open_ends.pop()
        if open_ends and mark.end > open_ends[-1]:
            rest = Mark(open_ends[-1], mark.back, mark.rank, mark.opens, first=False)
            heapq.heappush(waiting, rest)
            mark = Mark(mark.start, -open_ends[-1], mark.rank, mark.opens, mark.first)
        open_ends.append(mark.end)
        done.append(mark)
    return done


def marked_text(text: str, marks: Iterable[Mark], numbers: dict[str, int]) -> Markup:
    """The text as it stands on the page; after an event or a statement, the number of what was made of it."""
    pieces: list[Markup] = []
    at, closing = 0, list[Mark]()
    for mark in nested(marks):
        while closing and closing[-1].end <= mark.start:
            at = _close(pieces, text, at, closing.pop(), numbers)
        pieces.append(displayed(text[at : mark.start]))
        pieces.append(Markup('<span class="mark {}" data-opens="made-{}">').format(mark.kind, mark.opens))
        at = mark.start
        closing.append(mark)
    while closing:
        at = _close(pieces, text, at, closing.pop(), numbers)
    return Markup("").join([*pieces, displayed(text[at:])])


def _close(pieces: list[Markup], text: str, at: int, mark: Mark, numbers: dict[str, int]) -> int:
    pieces.append(displayed(text[at : mark.end]))
    pieces.append(Markup("</span>"))
    if mark.kind in ("event", "claim") and mark.first and mark.opens in numbers:
        link = '<sup class="ref"><a href="#made-{}">{}</a></sup>'
        pieces.append(Markup(link).format(mark.opens, numbers[mark.opens]))
    return mark.end
