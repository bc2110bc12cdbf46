"""The rules that a reading must keep to be stored: its spans are the article's words, its references lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from onrecord.errors import RefusedError
from onrecord.records import Claim, Event, Reading, Statement

_LARGEST = 2**63 - 1


class Spanned(Protocol):
    """Anything that is a span of an article's text, a party, a date, a place and a figure among them."""

    @property
    def start(self) -> int:
        """The first character."""

    @property
    def end(self) -> int:
        """The one after the last."""

    @property
    def text(self) -> str:
        """The words."""


def check(reading: Reading) -> None:
    """Raise RefusedError naming the record where `text[start:end]` is not the span's text, or an id leads nowhere.

    Whoever reads articles in worker processes calls it there: `Writer.write` does so anyway, and stores nothing of a
    batch that has a reading which is refused.
    """
    article = reading.article
    text = article.text
    for record_id, field, span in _spans(reading):
        if not (0 <= span.start <= span.end and text[span.start : span.end] == span.text):
            found = text[span.start : span.end][:60]
            reason = f"its {field} is {span.text[:60]!r}, but the article has {found!r} at {span.start}:{span.end}"
            raise RefusedError(article.article_id, record_id, reason)
    for record_id, reason in _broken_references(reading):
        raise RefusedError(article.article_id, record_id, reason)
    _check_characters(reading)


def _spans(reading: Reading) -> Iterator[tuple[str, str, Spanned]]:
    article_id = reading.article.article_id
    for span in reading.article.published.evidence:
        yield article_id, "published evidence", span
    for statement in reading.statements:
        yield from ((statement.statement_id, field, span) for field, span in _of_statement(statement))
    for event in reading.events:
        yield from ((event.event_id, field, span) for field, span in _of_event(event))
        for claim in event.claims:
            yield from ((claim.claim_id, field, span) for field, span in _of_claim(claim))
    for actor in reading.actors:
        for tie in actor.affiliations:
            if tie.evidence and tie.article_id == article_id:
                yield actor.actor_id, "affiliation evidence", tie.evidence


def _of_statement(statement: Statement) -> Iterator[tuple[str, Spanned]]:
    yield "cue", statement.cue
    if statement.source:
        yield "source", statement.source
    yield from _each("content", statement.content)


def _of_event(event: Event) -> Iterator[tuple[str, Spanned]]:
    yield "trigger", event.trigger
    yield "evidence", event.evidence
    for name, parties in (("actor", event.actor), ("recipient", event.recipient)):
        yield from _each(name, parties)
    if event.date:
        yield "date", event.date
    if event.place:
        yield "place", event.place
    yield from _each("figure", event.figures)
    yield from _each("more_evidence", event.more_evidence)


def _of_claim(claim: Claim) -> Iterator[tuple[str, Spanned]]:
    yield "evidence", claim.evidence
    if claim.source:
        yield "source", claim.source
    if claim.cue:
        yield "cue", claim.cue


def _each(field: str, spans: Iterable[Spanned]) -> Iterator[tuple[str, Spanned]]:
    return ((field, span) for span in spans)


def _broken_references(reading: Reading) -> Iterator[tuple[str, str]]:
    article_id = reading.article.article_id
    statements = _ids(reading, (s.statement_id for s in reading.statements))
    events = _ids(reading, (e.event_id for e in reading.events))
    claims = _ids(reading, (c.claim_id for e in reading.events for c in e.claims))
    for statement in reading.statements:
        if statement.article_id != article_id:
            yield statement.statement_id, f"it says it is of article {statement.article_id}"
        if statement.via and statement.via not in statements:
            yield statement.statement_id, f"its via is {statement.via}, which the reading does not have"
    for event in reading.events:
        yield from ((event.event_id, reason) for reason in _broken_in_event(event, article_id, events, claims))
        yield from (
            (claim.claim_id, reason) for claim in event.claims for reason in _broken_in_claim(claim, event, statements)
        )


def _ids(reading: Reading, ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for one in ids:
        if one in found:
            raise RefusedError(reading.article.article_id, one, "two records have this id")
        found.add(one)
    return found


def _broken_in_event(event: Event, article_id: str, events: set[str], claims: set[str]) -> Iterator[str]:
    if event.article_id != article_id:
        yield f"it says it is of article {event.article_id}"
    for field, value in (("about", event.about), ("happening", event.happening)):
        if value and value not in events:
            yield f"its {field} is {value}, which the reading does not have"
    for figure in event.figures:
        if figure.claim_id and figure.claim_id not in claims:
            yield f"a figure's claim is {figure.claim_id}, which the reading does not have"
        if any(abs(value or 0) > _LARGEST for value in (figure.low, figure.best, figure.high)):
            yield f"the figure {figure.text!r} is too large to be one"


def _broken_in_claim(claim: Claim, event: Event, statements: set[str]) -> Iterator[str]:
    if claim.event_id != event.event_id:
        yield f"it says it is of event {claim.event_id}, but stands in {event.event_id}"
    if claim.statement_id and claim.statement_id not in statements:
        yield f"its statement is {claim.statement_id}, which the reading does not have"


def _check_characters(reading: Reading) -> None:
    """A lone surrogate is no character and cannot be written as UTF-8; SQLite would end the text at a NUL."""
    article = reading.article
    try:
        article.text.encode()
    except UnicodeEncodeError as error:
        reason = f"its text has half a character at {error.start}; clean it before it is read"
        raise RefusedError(article.article_id, article.article_id, reason) from None
    if "\x00" in article.text:
        reason = f"its text has a NUL at {article.text.index(chr(0))}; clean it before it is read"
        raise RefusedError(article.article_id, article.article_id, reason)
