"""What giving an article a publication date asks of the record."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from onrecord.records import Reading
from onrecord.store.database import Database
from onrecord.store.load import Loader
from onrecord.store.schema import article
from onrecord.store.schema_merging import article_sketch, sketch_key

_BY_METADATA = "metadata"


def undated_readings(connection: Connection, ids: Collection[str]) -> list[Reading]:
    """The readings of these articles; their texts are to be looked at for copies again, whose first is the original."""
    keys = list(connection.scalars(select(article.c.key).where(article.c.article_id.in_(ids)).order_by(article.c.key)))
    for table in (sketch_key, article_sketch):
        connection.execute(delete(table).where(table.c.article.in_(keys)))
    loader = Loader(connection)
    return [loader.reading(key) for key in keys]


def lacks_date(database: Database, article_id: str) -> bool:
    """Whether the record has the article, read in a way that a date can be given to, and no metadata gave it one."""
    a = article.c
    query = select(a.key).where(
        a.article_id == article_id, a.published_basis != _BY_METADATA, a.times.is_not(None), a.unread_reason.is_(None)
    )
    with database.reading() as connection:
        return connection.execute(query).first() is not None
