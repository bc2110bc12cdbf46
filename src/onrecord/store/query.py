"""Asking the record: each listing gives the frozen records themselves, one after the other, never all in memory.

A listing sees the record as it was when its first row was read, whatever is written meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, Table, exists, func, select
from sqlalchemy.engine import Connection

from onrecord.errors import NotFoundError
from onrecord.judged import Decisions
from onrecord.records import Actor, Article, Claim, Event, Figure, Incident, Judgement, Reading, Statement
from onrecord.store import schema
from onrecord.store.conditions import on_actor, on_article, on_claim, on_event, on_incident, on_statement
from onrecord.store.database import Database
from onrecord.store.filters import Filters
from onrecord.store.incidents import incidents_query
from onrecord.store.judging import judgements_of, load_decisions
from onrecord.store.load import Loader, articles_query, claims_query, events_query, figures_query, statements_query
from onrecord.store.parts import load_with_parts
from onrecord.store.schema import actor, article, claim, event, figure, incident, statement

Record = Article | Statement | Event | Claim | Incident | Actor | Judgement
R = TypeVar("R")
Load = Callable[[Connection, Sequence[Row[Any]]], Sequence[R]]
EVERYTHING = Filters()
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure and the event that it is of."""

    event: Event
    figure: Figure


def articles(database: Database, filters: Filters = EVERYTHING) -> Iterator[Article]:
    """The articles that pass the filters."""
    query = articles_query().where(*on_article(filters))
    query = _ordered(query, filters, article.c.published, article.c.article_id)
    return _records(database, query, filters.as_of, lambda connection, rows: Loader(connection).articles(rows))


def readings(database: Database, filters: Filters = EVERYTHING) -> Iterator[Reading]:
    """All that reading each article gave, of the articles that pass the filters."""
    query = _ordered(
        select(article.c.key).where(*on_article(filters)), filters, article.c.published, article.c.article_id
    )
    return _records(
        database, query, filters.as_of, lambda connection, rows: [Loader(connection).reading(row.key) for row in rows]
    )


def statements(database: Database, filters: Filters = EVERYTHING) -> Iterator[Statement]:
    """The statements that pass the filters."""
    said = func.coalesce(statement.c.said, article.c.published)
    query = _ordered(statements_query().where(*on_statement(filters)), filters, said, statement.c.statement_id)
    return _records(database, query, filters.as_of, lambda connection, rows: Loader(connection).statements(rows))


def events(database: Database, filters: Filters = EVERYTHING) -> Iterator[Event]:
    """The events that pass the filters, with their claims and figures."""
    query = events_query().where(*on_event(filters))
    query = _ordered(query, filters, event.c.date_earliest, event.c.event_id)
    return _records(database, query, filters.as_of, _judging(_events))


def claims(database: Database, filters: Filters = EVERYTHING) -> Iterator[Claim]:
    """The claims that pass the filters."""
    query = _ordered(claims_query().where(*on_claim(filters)), filters, event.c.date_earliest, claim.c.claim_id)
    return _records(database, query, filters.as_of, lambda connection, rows: Loader(connection).claims(rows))


def figures(database: Database, filters: Filters = EVERYTHING) -> Iterator[ToldFigure]:
    """The figures that pass the filters, each with its event."""
    query = figures_query().where(*on_event(filters))
    if filters.kind is not None:
        query = query.where(figure.c.kind.in_((filters.kind,) if isinstance(filters.kind, str) else filters.kind))
    query = _ordered(query, filters, event.c.date_earliest, event.c.event_id, figure.c.position)
    return _records(database, query, filters.as_of, _told_figures)


def incidents(database: Database, filters: Filters = EVERYTHING) -> Iterator[Incident]:
    """The incidents that pass the filters."""
    query = incidents_query().where(*on_incident(filters))
    query = _ordered(query, filters, incident.c.date_earliest, incident.c.incident_id)
    return _records(database, query, filters.as_of, _judging(load_with_parts))


def actors(database: Database, filters: Filters = EVERYTHING) -> Iterator[Actor]:
    """The actors that pass the filters; what several articles say of one stands together."""
    query = _paged(select(actor.c.actor_id).where(*on_actor(filters)).distinct().order_by(actor.c.actor_id), filters)
    return _records(database, query, filters.as_of, merged_actors)


def judgements(database: Database, filters: Filters = EVERYTHING) -> Iterator[Judgement]:
    """What people decided; of the filters, those by id of an article, an event or an incident hold."""
    query = select(schema.judgement).order_by(schema.judgement.c.at, schema.judgement.c.key)
    for id_ in filter(None, (filters.article, filters.event, filters.incident)):
        about = select(schema.judgement_subject.c.judgement).where(schema.judgement_subject.c.subject == id_)
        query = query.where(schema.judgement.c.key.in_(about))
    return _records(database, _paged(query, filters), filters.as_of, _judgements)


def disputes(database: Database, filters: Filters = EVERYTHING) -> tuple[Iterator[Event], Iterator[Incident]]:
    """The events and the incidents that some sources assert and others deny."""
    disputed = replace(filters, standing="disputed")
    return events(database, disputed), incidents(database, disputed)


J = TypeVar("J", Event, Incident)


def _events(connection: Connection, rows: Sequence[Row[Any]]) -> Sequence[Event]:
    return Loader(connection).events(rows)


def _judging(load: Load[J]) -> Load[J]:
    """What loads records with what people decided on them; the decisions are those of when the first were loaded."""
    known: list[Decisions] = []

    def loaded(connection: Connection, rows: Sequence[Row[Any]]) -> Sequence[J]:
        if not known:
            known.append(load_decisions(connection))
        found = load(connection, rows)
        return [replace(one, judgements=known[0].about(one)) for one in found] if known[0] else found

    return loaded


def _told_figures(connection: Connection, rows: Sequence[Row[Any]]) -> list[ToldFigure]:
    query = events_query().where(event.c.key.in_({row.event for row in rows}))
    found = connection.execute(query).all()
    told = dict(zip((row.key for row in found), Loader(connection).events(found), strict=True))
    return [ToldFigure(told[row.event], told[row.event].figures[row.position]) for row in rows]


def merged_actors(connection: Connection, rows: Sequence[Row[Any]]) -> list[Actor]:
    """The actors of rows with an `actor_id` each, in their order."""
    ids = [row.actor_id for row in rows]
    cited = exists().where(schema.article_actor.c.actor == actor.c.key)
    accounts = select(actor.c.key).where(actor.c.actor_id.in_(ids), cited)
    keys = connection.execute(accounts.order_by(actor.c.digest)).scalars().all()
    found = Loader(connection).actors(keys)
    by_id: dict[str, list[Actor]] = {id_: [] for id_ in ids}
    for key in keys:
        by_id[found[key].actor_id].append(found[key])
    return [_merged(by_id[id_]) for id_ in ids]


def _merged(accounts: list[Actor]) -> Actor:
    """One actor of several accounts: the fullest, with what only the others have behind it."""
    fullest = sorted(accounts, key=lambda one: -len(one.names))
    return replace(
        fullest[0],
        names=tuple(dict.fromkeys(name for one in fullest for name in one.names)),
        roles=tuple(dict.fromkeys(role for one in fullest for role in one.roles)),
        affiliations=tuple(dict.fromkeys(tie for one in fullest for tie in one.affiliations)),
    )


def _ordered(query: Select[Any], filters: Filters, date: ColumnElement[Any], *ids: ColumnElement[Any]) -> Select[Any]:
    newest = date.desc().nulls_last()
    told = (incident.c.independent_sources.desc(),) if ids[0] is incident.c.incident_id else ()
    orders = {"id": (), "date": (date.asc().nulls_last(),), "newest": (newest,), "told": (*told, newest)}
    return _paged(query.order_by(*orders[filters.order], *ids), filters)


def _paged(query: Select[Any], filters: Filters) -> Select[Any]:
    if filters.offset:
        query = query.offset(filters.offset)
    return query if filters.limit is None else query.limit(filters.limit)


def _records(database: Database, query: Select[Any], as_of: str | None, load: Load[R]) -> Iterator[R]:
    with database.at(as_of).reading() as connection:
        for rows in connection.execute(query).partitions(_AT_ONCE):
            yield from load(connection, rows)


def get(database: Database, id_: str) -> Record:
    """The record with this id, or the only one whose id begins so.

    Raises NotFoundError where there is none, or where several ids begin so.
    """
    with database.reading() as connection:
        table, whole = _found(connection, id_)
        return _TABLES[table](connection, whole)


def whole_id(connection: Connection, id_: str) -> tuple[str, str]:
    """The id that begins so, and the word for what it is of ("event"); raises as `get` does."""
    table, whole = _found(connection, id_)
    return whole, table.name


def _found(connection: Connection, id_: str) -> tuple[Table, str]:
    found = [(table, full) for table in _TABLES for full in _ids(connection, table, id_)]
    exact = [(table, full) for table, full in found if full == id_] or found
    if not exact:
        raise NotFoundError(f"No record has the id {id_}.")
    if len(exact) > 1:
        raise NotFoundError(f"Several records have an id that begins with {id_}: {exact[0][1]}, {exact[1][1]} …")
    return exact[0]


def _ids(connection: Connection, table: Table, start: str) -> list[str]:
    """At most two ids that begin so, the shortest first, so that a whole id is found beside longer ones."""
    column = _id_column(table)
    query = select(column).where(column >= start, column < start + "\U0010ffff").order_by(column).limit(2)
    return list(connection.execute(query.distinct()).scalars())


def _id_column(table: Table) -> ColumnElement[str]:
    column: ColumnElement[str] = table.c[f"{table.name}_id"]
    return column


def _one(query: Select[Any], table: Table, load: Load[R]) -> Callable[[Connection, str], R]:
    def find(connection: Connection, id_: str) -> R:
        rows = connection.execute(query.where(_id_column(table) == id_)).all()
        return load(connection, rows)[0]

    return find


def _judgements(connection: Connection, rows: Sequence[Row[Any]]) -> list[Judgement]:
    return judgements_of(connection, rows)


_TABLES: dict[Table, Callable[[Connection, str], Record]] = {
    article: _one(articles_query(), article, lambda c, rows: Loader(c).articles(rows)),
    statement: _one(statements_query(), statement, lambda c, rows: Loader(c).statements(rows)),
    event: _one(events_query(), event, lambda c, rows: _judging(_events)(c, rows)),
    claim: _one(claims_query(), claim, lambda c, rows: Loader(c).claims(rows)),
    incident: _one(incidents_query(), incident, lambda c, rows: _judging(load_with_parts)(c, rows)),
    actor: _one(select(actor.c.actor_id).distinct(), actor, merged_actors),
    schema.judgement: _one(select(schema.judgement), schema.judgement, _judgements),
}
