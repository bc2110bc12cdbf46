"""A publication date that becomes known later: what hung on it is resolved again, without reading the article again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy.engine import Connection

from onrecord.errors import NotFoundError
from onrecord.events.dates import redated
from onrecord.expressions.dates import unkept
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
    return replace(reading, article=article, events=redated(article, reading.events, unkept(reading.times or "[]")))


def give_dates(writer: Writer, merger: Merger, given: Mapping[str, Published]) -> None:
    """Store the publication dates of articles, by id, with all that hung on them, and merge their incidents anew."""
    with writer.transaction() as connection:
        write_dates(connection, writer, given)
        merger.merge(connection)


def write_dates(connection: Connection, writer: Writer, given: Mapping[str, Published]) -> None:
    """The same within a transaction of the caller's, without the merging."""
    readings: Iterable[Reading] = undated_readings(connection, given)
    writer.rewrite_within(connection, [dated(one, given[one.article.article_id]) for one in readings])
