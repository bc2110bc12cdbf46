"""Positions: what an actor says on a matter through time, where that shifts, and who contradicts it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from sqlalchemy.engine import Connection

from onrecord.codebooks.events import Codebook
from onrecord.overviews.holding import Holding, holding_of, holdings, of_stance
from onrecord.overviews.matter import Understood, understand
from onrecord.overviews.speakers import Directory, Speakers, Who, owner_of
from onrecord.records import Article, Claim, Event, Party, Stance, Statement
from onrecord.store.database import Database
from onrecord.store.filters import Filters
from onrecord.store.spoken import (
    Term,
    Voice,
    articles_by_id,
    events_on,
    incidents_of,
    statements_on,
    voice_of,
    voices_in,
)

NEAR_DAYS = 31
"""Days between two reports within which a word on an event that was not merged may still contradict one."""
_LAST = "~"
_BREAK = re.compile(r"(?<=[.!?…])[”\"’')\]]*\s+(?=[“\"‘'(\[]?[A-Z0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Against:
    """Somebody who holds the opposite: `source` None is the article's own voice."""

    claim_id: str
    article_id: str
    source: Party | None
    holds: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Position:
    """One statement on the matter. `day` is when it was said, else when it was printed; None where neither is known.

    `speaks` says in what capacity its source speaks for the actor, `holds` what it holds of the matter;
    `shifted_from` are the statements of the report before it, where those held something else.
    """

    statement_id: str
    article_id: str
    publisher: str | None
    origin: str
    day: str | None
    day_basis: Literal["said", "published"] | None
    source: Party
    speaks: str
    stance: Stance
    holds: tuple[str, ...]
    sentence: str
    contradicted_by: tuple[Against, ...]
    shifted_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """From one report to the next, something else is said. `dated` is False where it is unknown which came first."""

    before_day: str | None
    after_day: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
    before_ids: tuple[str, ...]
    after_ids: tuple[str, ...]
    dated: bool


@dataclass(frozen=True, slots=True)
class Positions:
    """An actor's statements on a matter, the oldest first, those without a day last."""

    who: Who
    on: str
    understood: tuple[Understood, ...]
    positions: tuple[Position, ...]
    shifts: tuple[Shift, ...]

    def by_stance(self) -> dict[Stance, tuple[Position, ...]]:
        """The positions grouped by stance, the stance that comes first in time first."""
        stances = dict.fromkeys(one.stance for one in self.positions)
        return {stance: tuple(p for p in self.positions if p.stance == stance) for stance in stances}


def positions(
    database: Database, actor: str, on: str, directory: Directory, codebook: Codebook, filters: Filters | None = None
) -> Positions:
    """What an actor, and whoever speaks for it, says on a matter in plain words.

    Raises NotFoundError where nobody is called so, SettingError where the matter has no words.
    """
    with database.reading() as connection:
        who = directory.who(connection, actor)
        understood = understand(connection, on, directory, codebook)
        speakers = directory.speakers(connection, who)
        terms = [one.term for one in understood]
        said = statements_on(connection, speakers.voices, terms, filters)
        told = _told(connection, terms, speakers, said)
    found = [_position(one, speakers, told) for one in said]
    found.sort(key=lambda item: (item[0].day or _LAST, item[0].article_id, item[1].cue.start))
    shifts = tuple(_shifts(found))
    before = {id_: shift.before_ids for shift in shifts for id_ in shift.after_ids}
    ordered = (replace(one, shifted_from=before.get(one.statement_id, ())) for one, _, _ in found)
    return Positions(who, on, understood, tuple(ordered), shifts)


def _told(connection: Connection, terms: Sequence[Term], speakers: Speakers, said: Sequence[Statement]) -> _Told:
    events = events_on(connection, terms) if said else []
    about = [event for event in events if all(_is_about(event, term) for term in terms)]
    named = [*(one.article_id for one in said), *(event.article_id for event in about)]
    voices = voices_in(connection, speakers.voices)
    incidents = incidents_of(connection, (event.event_id for event in about))
    return _Told(about, articles_by_id(connection, named), voices, incidents)


_Found = tuple[Position, Statement, tuple[Holding, ...]]


class _Told:
    """The events on the matter, with what it takes to say who holds what of them."""

    def __init__(
        self,
        events: Sequence[Event],
        articles: dict[str, Article],
        voices: frozenset[Voice],
        incidents: dict[str, str],
    ) -> None:
        self.articles, self._voices, self._incidents = articles, voices, incidents
        self._events = events
        self._by_article: dict[str, list[Event]] = {}
        for event in events:
            self._by_article.setdefault(event.article_id, []).append(event)

    def of(self, statement: Statement, sentence: tuple[int, int]) -> list[tuple[Event, Claim]]:
        """The claims of a statement on events of the matter; where it has none left, since its source said more
        later, those of the actor's voices on an event that the same sentence tells."""
        here = self._by_article.get(statement.article_id, [])
        own = [(e, c) for e in here for c in e.claims if c.statement_id == statement.statement_id]
        return own or [(e, c) for e in here if _tells(e, sentence) for c in e.claims if self._is_ours(c)]

    def against(self, held: Sequence[tuple[Event, Claim]], day: str | None) -> tuple[Against, ...]:
        """Who holds the opposite of the same happening, or of another between the same parties at that time."""
        ours = [(event, holding) for event, claim in held if (holding := holding_of(event, claim))]
        found: dict[str, Against] = {}
        for other in self._events if ours else ():
            for claim in other.claims:
                its = holding_of(other, claim)
                if its and not self._is_ours(claim) and self._opposes(other, its, ours, day):
                    found[claim.claim_id] = Against(
                        claim.claim_id, other.article_id, claim.source, its.words, claim.evidence.text
                    )
        return tuple(found.values())

    def _opposes(self, other: Event, its: Holding, ours: Sequence[tuple[Event, Holding]], day: str | None) -> bool:
        return any(its.is_against(holding) and self._is_same(event, other, day) for event, holding in ours)

    def _is_same(self, event: Event, other: Event, day: str | None) -> bool:
        if event.event_id == other.event_id:
            return True
        if _by_others(event, other):
            return False
        incident = self._incidents.get(event.event_id)
        if incident is not None and incident == self._incidents.get(other.event_id):
            return True
        return self._takes_part(other) and _near(day, self.articles[other.article_id].published.date)

    def _takes_part(self, event: Event) -> bool:
        return any(voice_of(one) in self._voices for one in (*event.actor, *event.recipient))

    def _is_ours(self, claim: Claim) -> bool:
        return claim.source is not None and voice_of(claim.source) in self._voices


def _position(one: Statement, speakers: Speakers, told: _Told) -> _Found:
    article = told.articles[one.article_id]
    start, end = sentences_around(article.text, *_reach(one))
    held = told.of(one, (start, end))
    held_words = holdings(held) or of_stance(one.stance)
    day = one.said or article.published.date
    assert one.source is not None, "statements are searched for by who says them"
    position = Position(
        statement_id=one.statement_id,
        article_id=one.article_id,
        publisher=article.publisher,
        origin=article.origin,
        day=day,
        day_basis="said" if one.said else "published" if day else None,
        source=one.source,
        speaks=speakers.capacity_of(one.source),
        stance=one.stance,
        holds=tuple(holding.words for holding in held_words),
        sentence=article.text[start:end],
        contradicted_by=told.against(held, day),
    )
    return position, one, held_words


def sentences_around(text: str, first: int, last: int) -> tuple[int, int]:
    """Where the whole sentences begin and end that a stretch of a text stands in; a line break ends a sentence too.

    >>> sentences_around("He came. “We saw it,” he said. They left.", 10, 12)
    (9, 30)
    """
    starts = [match.end() for match in _BREAK.finditer(text, 0, first + 1) if match.end() <= first]
    after = _BREAK.search(text, max(last - 1, first))
    end = after.start() if after else len(text)
    closing = re.compile(r"[”\"’')\]]*").match(text, end)
    return (starts[-1] if starts else 0), max(closing.end() if closing else end, last)


def _reach(one: Statement) -> tuple[int, int]:
    """From the first to the last word of a statement, its cue among them."""
    spans = (one.cue, *one.content)
    return min(span.start for span in spans), max(span.end for span in spans)


def _is_about(event: Event, term: Term) -> bool:
    """An event that names both of its sides is about no third, whoever else its sentences name."""
    sides = (*event.actor, *event.recipient)
    return not term.actors or len(sides) < len(("one", "other")) or any(s.actor_id in term.actors for s in sides)


def _by_others(event: Event, other: Event) -> bool:
    """Whether two events that name who did them name nobody in common: one army's raid is not another's."""
    ours, theirs = ({owner_of(p) for p in one.actor if p.naming != "unnamed"} for one in (event, other))
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _tells(event: Event, sentence: tuple[int, int]) -> bool:
    start, end = sentence
    return any(span.start < end and start < span.end for span in (event.trigger, event.evidence, *event.more_evidence))


def _near(one: str | None, other: str | None) -> bool:
    try:
        return abs((date.fromisoformat(one or "") - date.fromisoformat(other or "")).days) <= NEAR_DAYS
    except ValueError:
        return False


def _shifts(found: Iterable[_Found]) -> Iterator[Shift]:
    """Where what is held differs from one report to the next; reports that hold nothing are passed over."""
    for before, after in pairwise(_reports(found)):
        ours, theirs = before.holdings, after.holdings
        if ours != theirs:
            yield Shift(
                before.day,
                after.day,
                tuple(one.words for one in sorted(ours)),
                tuple(one.words for one in sorted(theirs)),
                before.ids,
                after.ids,
                before.day is not None and after.day is not None and before.day != after.day,
            )


@dataclass(frozen=True, slots=True)
class _Report:
    day: str | None
    holdings: frozenset[Holding]
    ids: tuple[str, ...]


def _reports(found: Iterable[_Found]) -> list[_Report]:
    """What each report has the actor hold, in the order of the days."""
    reports: dict[tuple[str | None, str], _Report] = {}
    for position, _, held in found:
        if held:
            key = position.day, position.article_id
            report = reports.get(key) or _Report(position.day, frozenset(), ())
            ids = (*report.ids, position.statement_id)
            reports[key] = replace(report, holdings=report.holdings | set(held), ids=ids)
    return list(reports.values())
