"""Pages of articles and statements, the newest first, each page found by where the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, column, func, or_, select
from sqlalchemy.engine import Connection

from onrecord.records import Article, Statement
from onrecord.store.load import Loader, articles_query, statements_query
from onrecord.store.mentions import CAP
from onrecord.store.schema import article, party, statement
from onrecord.store.sqlite import listed, matching


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles: words in them, part of the publisher's name, only the unread; `after` is (published, id)."""

    words: str = ""
    publisher: str = ""
    unread: bool = False
    since: str = ""
    until: str = ""
    after: tuple[str, str] | None = None


def newest_articles(connection: Connection, wanted: Wanted, size: int) -> list[Article]:
    """Articles by their day of publication, the newest first, those without a date last."""
    printed = func.coalesce(article.c.published, "")
    order = article.c.published.desc(), article.c.article_id
    query = select(article.c.key).where(*_conditions(wanted))
    if wanted.words.strip():
        found: Select[Any] = matching("article", wanted.words).order_by(column("rowid").desc()).limit(CAP)
        query = query.where(article.c.key.in_(found))
    if wanted.after is not None:
        day, id_ = wanted.after
        query = query.where(or_(printed < day, and_(printed == day, article.c.article_id > id_)))
        query = query.where(or_(article.c.published <= day, article.c.published.is_(None)))
    keys = [row.key for row in connection.execute(query.order_by(*order).limit(size))]
    rows = {row.key: row for row in connection.execute(articles_query().where(article.c.key.in_(listed(keys))))}
    return Loader(connection).articles([rows[key] for key in keys])


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    a = article.c
    clauses = []
    if wanted.publisher:
        clauses.append(func.lower(a.publisher).contains(wanted.publisher.lower(), autoescape=True))
    if wanted.unread:
        clauses.append(a.unread_reason.is_not(None))
    if wanted.since:
        clauses.append(a.published >= wanted.since)
    if wanted.until:
        clauses.append(a.published <= wanted.until + "~")
    return clauses


def reading_of(connection: Connection, article_id: str) -> int | None:
    """The key of the article, None where there is none."""
    found = connection.execute(select(article.c.key).where(article.c.article_id == article_id)).scalar_one_or_none()
    return None if found is None else int(found)


def said_by(connection: Connection, actor_id: str, size: int) -> list[Statement]:
    """What an actor said, the last stored first."""
    parties = select(party.c.key).where(party.c.actor_id == actor_id)
    # The sort is over keys alone; what a page shows of a statement is read for those that it shows.
    keys = connection.execute(
        select(statement.c.key).where(statement.c.source.in_(parties)).order_by(statement.c.key.desc()).limit(size)
    )
    wanted = [row.key for row in keys]
    rows: Sequence[Row[Any]] = connection.execute(
        statements_query().where(statement.c.key.in_(wanted)).order_by(statement.c.key.desc())
    ).all()
    return Loader(connection).statements(rows)
