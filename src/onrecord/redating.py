"""A publication date that becomes known later: what hung on it is resolved again, without reading the article again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy.engine import Connection

from onrecord.errors import NotFoundError
from onrecord.events.dates import redated, times_of
from onrecord.events.saying_dates import claims_again, said_again
from onrecord.expressions.dates import kept, unkept
from onrecord.merger import Merger
from onrecord.records import Published, Reading
from onrecord.store.redating import undated_readings
from onrecord.store.write import Writer


def dated(reading: Reading, published: Published) -> Reading:
    """The reading as it would be had the article come with this publication date.

    Raises NotFoundError where an older version of the coder read the article and did not keep its time expressions.
    """
    article = replace(reading.article, published=published)
    if reading.times is None and article.unread_reason is None:
        reason = "was read by an older version of OnRecord, which kept no time expressions"
        raise NotFoundError(f"{article.article_id} {reason}; read its file again with --published.")
    timed, said = unkept(reading.times or kept((), {}))
    times = times_of(article, timed)
    dates = {(time.start, time.end): time.date for time in times}
    statements = tuple(said_again(reading.statements, said, dates))
    events = claims_again(redated(reading.events, dates), statements)
    return replace(reading, article=article, statements=statements, events=events)


def give_dates(writer: Writer, merger: Merger, given: Mapping[str, Published]) -> None:
    """Store the publication dates of articles, by id, with all that hung on them, and merge their incidents anew."""
    with writer.transaction() as connection:
        write_dates(connection, writer, given)
        merger.merge(connection)


def write_dates(connection: Connection, writer: Writer, given: Mapping[str, Published]) -> None:
    """The same within a transaction of the caller's, without the merging."""
    readings: Iterable[Reading] = undated_readings(connection, given)
    writer.rewrite_within(connection, [dated(one, given[one.article.article_id]) for one in readings])
