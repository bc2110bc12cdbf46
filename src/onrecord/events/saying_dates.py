"""Which time expression dates each statement, so that it can be dated again once the day of the report is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from onrecord.drafts import TimeExpression
from onrecord.records import Claim, Event, EventDate, Statement

Spans = Mapping[str, tuple[int, int]]
"""By statement id, the characters of the time expression that dates it."""


def numbered(times: Iterable[TimeExpression]) -> tuple[TimeExpression, ...]:
    """The expressions with their numbers for dates, so that whoever takes the date of one tells which it took.

    Those that no day of a report would place have none.
    """
    return tuple(
        replace(time, date=EventDate(str(i), str(i), str(i), "day", "text", time.start, time.end, time.text))
        if time.nominal
        else replace(time, date=None)
        for i, time in enumerate(times)
    )


def with_days(
    statements: Iterable[Statement], times: tuple[TimeExpression, ...]
) -> tuple[tuple[Statement, ...], Spans]:
    """The statements dated by numbers, with the dates that those stand for; and which expression dates which."""
    listed = list(statements)
    taken = {one.statement_id: times[int(one.said)] for one in listed if one.said is not None}
    spans = {statement_id: (time.start, time.end) for statement_id, time in taken.items()}
    dates = {(time.start, time.end): time.date for time in taken.values()}
    return tuple(said_again(listed, spans, dates)), spans


def said_again(
    statements: Iterable[Statement], spans: Spans, dates: Mapping[tuple[int, int], EventDate | None]
) -> Iterable[Statement]:
    """The statements, each with the date of the expression that dates it; None where that names no certain year."""
    for one in statements:
        date = dates.get(spans[one.statement_id]) if one.statement_id in spans else None
        yield replace(one, said=date.edtf if date and date.earliest else None)


def claims_again(events: Iterable[Event], statements: Iterable[Statement]) -> tuple[Event, ...]:
    """The events, each claim with the date of the statement that makes it."""
    said = {one.statement_id: one.said for one in statements}
    return tuple(replace(event, claims=tuple(_claim(claim, said) for claim in event.claims)) for event in events)


def _claim(claim: Claim, said: Mapping[str, str | None]) -> Claim:
    return claim if claim.statement_id is None else replace(claim, said=said.get(claim.statement_id))
