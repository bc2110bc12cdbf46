"""How much of what is in the record."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.engine import Connection

from onrecord.store import schema
from onrecord.store.database import Database
from onrecord.store.schema import actor, article, article_actor, event, incident
from onrecord.store.sqlite import size_of

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of records; lists of words with their counts begin with the most frequent.

    `earliest` and `latest` are the first and the last day on which an event is dated; `size` is the file's, in bytes.
    """

    articles: int
    unread: int
    reprints: int
    statements: int
    events: int
    claims: int
    figures: int
    incidents: int
    actors: int
    by_type: Counts
    by_standing: Counts
    incidents_by_standing: Counts
    publishers: Counts
    languages: Counts
    earliest: str | None
    latest: str | None
    size: int


def stats(database: Database) -> Stats:
    """Counts of all that is in the record, as of one moment."""
    with database.reading() as connection:
        count = _Counting(connection)
        earliest, latest = connection.execute(
            select(func.min(event.c.date_earliest), func.max(event.c.date_latest))
        ).one()
        return Stats(
            articles=count.rows(article),
            unread=count.rows(article, article.c.unread_reason.is_not(None)),
            reprints=count.rows(article, article.c.same_text_as.is_not(None)),
            statements=count.rows(schema.statement),
            events=count.rows(event),
            claims=count.rows(schema.claim),
            figures=count.rows(schema.figure),
            incidents=count.rows(incident),
            actors=count.distinct(actor.c.actor_id, actor.c.key.in_(select(article_actor.c.actor))),
            by_type=count.by(event.c.event_type),
            by_standing=count.by(event.c.standing),
            incidents_by_standing=count.by(incident.c.standing),
            publishers=count.by(article.c.publisher),
            languages=count.by(article.c.language),
            earliest=earliest,
            latest=latest,
            size=size_of(connection),
        )


class _Counting:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, table: Table, *conditions: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(table).where(*conditions)
        return int(self._connection.execute(query).scalar_one())

    def distinct(self, column: ColumnElement[str], *conditions: ColumnElement[bool]) -> int:
        query = select(func.count(column.distinct())).where(*conditions)
        return int(self._connection.execute(query).scalar_one())

    def by(self, column: ColumnElement[str | None]) -> Counts:
        """Counts by word; what has none is left out."""
        number = func.count().label("number")
        query = select(column, number).where(column.is_not(None)).group_by(column).order_by(number.desc(), column)
        return tuple((str(word), int(count)) for word, count in self._connection.execute(query))
