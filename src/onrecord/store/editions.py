"""What superseding asks of the record: which articles stand under one address, and how they stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, update
from sqlalchemy.engine import Connection

from onrecord.records import Article
from onrecord.store.history import note_article
from onrecord.store.schema import STANDING, article, event, incident, incident_event
from onrecord.store.schema_past import past_article

_AT_ONCE = 500
_OF_EDITIONS = tuple(name for name in STANDING if name != "same_text_as")
_JUDGED = "ju-"


@dataclass(frozen=True, slots=True)
class Left:
    """Why incidents do not rest on an article any more: what took its place or withdrew it, and by whom."""

    superseded_by: str | None
    withdrawn_by: str | None

    @property
    def by_person(self) -> bool:
        """Whether a person withdrew it."""
        return (self.withdrawn_by or "").startswith(_JUDGED)


class Editions:
    """The addresses of articles over one connection. Keys are the store's own numbers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def place_new(self, address_key: Callable[[Article], int]) -> set[int]:
        """Give every article that has none its address; gives back these addresses."""
        a = article.c
        query = select(a.key, a.article_id, a.origin, a.url, a.publisher).where(a.address.is_(None))
        rows = [
            {"of": row.key, "at": address_key(Article(row.article_id, "", row.origin, row.url, row.publisher))}
            for row in self._connection.execute(query)
        ]
        if rows:
            self._connection.execute(
                update(article).where(a.key == bindparam("of")).values(address=bindparam("at")), rows
            )
        return {int(row["at"]) for row in rows}

    def judged_otherwise(self, withdrawn: Mapping[str, str]) -> set[int]:
        """The addresses of articles that people withdrew and that are not marked so, or the other way round."""
        a = article.c
        # Said to be known, so that the index of what was withdrawn is used, and not all articles are looked through.
        by_person = a.withdrawn_by.is_not(None), a.withdrawn_by.startswith(_JUDGED, autoescape=True)
        marked = select(a.article_id, a.address, a.withdrawn_by).where(*by_person)
        rows = self._connection.execute(marked)
        found = {row.address for row in rows if withdrawn.get(row.article_id) != row.withdrawn_by}
        unmarked = select(a.address).where(a.withdrawn_by.is_(None))
        for some in _slices(withdrawn):
            found.update(self._connection.scalars(unmarked.where(a.article_id.in_(some))))
        return found

    def shared(self, addresses: Iterable[int]) -> set[int]:
        """Those of the addresses under which there are several articles, or one that is marked or has a notice."""
        a = article.c
        marks = or_(a.notice == "withdrawal", a.supersedes.is_not(None), a.superseded_by.is_not(None), a.withdrawn)
        several = select(a.address).group_by(a.address).having(or_(func.count() > 1, func.max(marks)))
        slices = _slices(addresses)
        return {at for some in slices for at in self._connection.scalars(several.where(a.address.in_(some)))}

    def groups(self, addresses: Iterable[int]) -> Iterator[list[Any]]:
        """The rows of the articles under each of these addresses."""
        for some in _slices(addresses):
            under: dict[int, list[Any]] = {}
            for row in self._connection.execute(_rows().where(article.c.address.in_(some)).order_by(article.c.key)):
                under.setdefault(row.address, []).append(row)
            yield from under.values()

    def set_stand(self, key: int, stand: Mapping[str, object]) -> None:
        """Say how an article stands now; how it stood before is kept."""
        note_article(self._connection, article.c.key == key)
        self._connection.execute(update(article).where(article.c.key == key).values(**stand))

    def unsettle(self, articles: Iterable[int]) -> None:
        """What these articles tell is to be merged anew, with all that it is merged with."""
        for some in _slices(articles):
            told = select(event.c.key).where(event.c.article.in_(some))
            holding = select(incident_event.c.incident).where(incident_event.c.event.in_(told))
            self._connection.execute(update(incident).where(incident.c.key.in_(holding)).values(stale=True))
            self._connection.execute(update(event).where(event.c.article.in_(some)).values(unmerged=True))


def stand_of(row: Any) -> dict[str, object]:  # noqa: ANN401 - a row of an article
    """How the article of a row stands among the others under its address."""
    return {name: getattr(row, name) for name in _OF_EDITIONS}


def why_left(connection: Connection, article_ids: Iterable[str]) -> dict[str, Left]:
    """Of these articles those that count no more, each with why."""
    a = article.c
    query = select(a.article_id, a.superseded_by, a.withdrawn_by)
    found: dict[str, Left] = {}
    for some in _slices(article_ids):
        here = a.article_id.in_(some), or_(a.superseded_by.is_not(None), a.withdrawn)
        for row in connection.execute(query.where(*here)):
            found[row.article_id] = Left(row.superseded_by, row.withdrawn_by)
    return found


def forget_stands(connection: Connection, key: int, article_id: str) -> None:
    """Let nothing under the address of an article that goes name it; what it replaced or withdrew counts again."""
    a = article.c
    address = select(a.address).where(a.key == key).scalar_subquery()
    freed = select(a.key).where(a.address == address, or_(a.superseded_by == article_id, a.withdrawn_by == article_id))
    Editions(connection).unsettle(list(connection.scalars(freed)))
    connection.execute(update(article).where(a.address == address).values(address=None))
    for table in (article, past_article):
        for gone in _NAMING:
            values = dict.fromkeys(gone) | ({"withdrawn": False} if "withdrawn_by" in gone else {})
            connection.execute(update(table).where(table.c[gone[0]] == article_id).values(values))


_NAMING = (("supersedes", "supersedes_basis"), ("superseded_by",), ("withdrawn_by",))
"""Columns that name another article, each with what is said of it."""


def _rows() -> Select[Any]:
    a = article.c
    columns = a.key, a.article_id, a.address, a.text, a.published, a.published_precision, a.updated, a.notice
    return select(*columns, a.unread_reason, *(a[name] for name in _OF_EDITIONS))


def _slices(values: Iterable[Any]) -> Iterator[list[Any]]:
    listed = list(values)
    return (listed[i : i + _AT_ONCE] for i in range(0, len(listed), _AT_ONCE))
