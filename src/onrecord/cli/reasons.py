"""Why a record is as it is: the rule or model that decided, and the words that made it decide."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from typing import TYPE_CHECKING

from onrecord.errors import NotFoundError
from onrecord.records import Article, Claim, Event, EventDate, Incident, Place, Statement
from onrecord.wording import words

if TYPE_CHECKING:
    from onrecord.record import Record

STANDINGS = {
    "disputed": "different sources commit to it and deny it",
    "denied": "every commitment to it is negative",
    "unrealised": "it is told as {modality}, not as having happened",
    "affirmed": "the article's own voice has it as fact",
    "attributed": "a named or official source has it as fact, and the article does not",
    "alleged": "it rests on unnamed sources, hedges or an opponent's accusation alone",
}
"""The line of RECORDS, "standing", that applied."""

DATES = {
    "text": "the words name it themselves",
    "published": "counted from the day of publication",
    "dateline": "counted from the day in the dateline",
    "narrative": "counted from an earlier date in the text",
    "unresolved": "nothing says which year or day is meant",
}


@singledispatch
def reasons_of(one: object, record: Record) -> Iterator[str]:
    """Why a record was coded so, in sentences."""
    raise NotFoundError("Only events, claims, statements, articles and incidents are coded; give the id of one.")


@reasons_of.register(Event)
def _event(one: Event, record: Record) -> Iterator[str]:
    cues = ", ".join(f"“{cue}”" for cue in one.coder.cues) or "none"
    yield _safe(f"{one.event_id} is {one.event_type or 'other'} because of “{one.trigger.text}”.")
    yield _safe(
        f"  decided by {one.coder.decided_by} of {one.coder.codebook} (coder {one.coder.version}); cues: {cues}"
    )
    yield f"  {one.standing}: {STANDINGS[one.standing].format(modality=one.modality)}."
    yield from (_safe(f"  {words.decided(judgement)}") for judgement in one.judgements)
    yield from map(_safe, _date(one.date))
    yield from map(_safe, _place(one.place))
    for claim in one.claims:
        yield from reasons_of(claim, record)


@reasons_of.register(Claim)
def _claim(one: Claim, record: Record) -> Iterator[str]:
    cue = f", cue “{one.cue.text}”" if one.cue else ""
    yield _safe(f"{one.claim_id}: {words.one_party(one.source)} {one.stance} it, {one.factuality}{cue}")
    yield _safe(f"  decided by {one.decided_by}; it rests on: “{one.evidence.text}”")


@reasons_of.register(Statement)
def _statement(one: Statement, record: Record) -> Iterator[str]:
    source = words.one_party(one.source) if one.source else "a source that is left open"
    yield _safe(f"{one.statement_id}: {source} {one.stance}, because of “{one.cue.text}”; decided by {one.decided_by}.")


@reasons_of.register(Article)
def _article(one: Article, record: Record) -> Iterator[str]:
    yield _safe(f"{one.article_id}: published {one.published.date or 'unknown'}, basis {one.published.basis}.")
    for span in one.published.evidence:
        yield _safe(f"  “{span.text}”")
    if one.unread_reason:
        yield _safe(f"  unread: {one.unread_reason}")


@reasons_of.register(Incident)
def _incident(one: Incident, record: Record) -> Iterator[str]:
    yield f"{one.incident_id}: {one.standing}, {STANDINGS[one.standing].format(modality='possible or intended')}."
    yield from (_safe(f"  {words.decided(judgement)}") for judgement in one.judgements)
    if not one.merged_because:
        yield "  one event alone; nothing else in the record was alike enough."
    for reason in one.merged_because:
        yield _safe(f"  {reason}")


def reasons_between(one: str, other: str, record: Record) -> Iterator[str]:
    """Why two incidents were merged or were not: the best comparison of an event of one with one of the other."""
    comparison = record.compare(one, other)
    for part in comparison.parts:
        yield _safe(f"  {part.name:10} {part.finding:20} {part.weight:+g}")
    yield f"  {'in all':31} {comparison.score:+g}: {'one happening' if comparison.merges else 'two happenings'}"
    if comparison.merges and (why := record.kept_apart(one, other)):
        yield _safe(f"  These two reports alone would be one happening; the incidents were kept apart: {why}.")


def _date(date: EventDate | None) -> Iterator[str]:
    if date is None:
        yield "  when: unknown; the text gives no date for it."
    else:
        yield f"  when: {date.edtf} ({date.precision}) from “{date.text}”, {DATES.get(date.basis, date.basis)}."


def _place(place: Place | None) -> Iterator[str]:
    if place is None:
        yield "  where: unknown; the text gives no place for it."
        return
    rival = f"; next best {place.runner_up}, {place.margin:g} behind" if place.runner_up and place.margin else ""
    yield f"  where: {words.where(place)} ({place.precision}) from “{place.text}”{rival}."


def _safe(sentence: str) -> str:
    from rich.markup import escape

    return escape(sentence)
