"""Versions of incidents between two moments: which are new, and what they came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from sqlalchemy import select
from sqlalchemy.engine import Connection

from onrecord.store.conditions import on_incident
from onrecord.store.filters import Filters
from onrecord.store.schema import article, claim, event, incident, incident_event
from onrecord.store.schema_past import incident_parent, past_incident

_AT_ONCE = 500


def begun_since(connection: Connection, filters: Filters, moment: int) -> list[int]:
    """The present incidents that pass the filters and are not as they were at the moment, by key."""
    began = select(past_incident.c.key).where(past_incident.c.since > moment)
    query = select(incident.c.key).where(incident.c.key.in_(began), *on_incident(filters))
    return list(connection.scalars(query.order_by(incident.c.key)))


def ended_since(past: Connection, filters: Filters, moment: int) -> list[int]:
    """The incidents that passed the filters at the moment and have changed since; `past` is the record as of it."""
    ended = select(past_incident.c.key).where(past_incident.c.until > moment)
    return list(past.scalars(select(incident.c.key).where(incident.c.key.in_(ended), *on_incident(filters))))


def heirs_of(connection: Connection, keys: Iterable[int]) -> set[int]:
    """The present incidents that these versions have become."""
    heirs: set[int] = set()
    link = incident_parent.c
    for some in _some(keys):
        down = select(link.incident.label("key")).where(link.parent.in_(some)).cte("down", recursive=True)
        down = down.union(select(link.incident).where(link.parent == down.c.key))
        heirs.update(connection.scalars(select(incident.c.key).where(incident.c.key.in_(select(down.c.key)))))
    return heirs


def forebears_of(connection: Connection, keys: Iterable[int], moment: int) -> dict[int, set[int]]:
    """For each version, those that it came from and that stood at the moment."""
    link, found = incident_parent.c, dict[int, set[int]]()
    for some in _some(keys):
        up = select(link.incident.label("heir"), link.parent.label("key")).where(link.incident.in_(some))
        tree = up.cte("up", recursive=True)
        tree = tree.union(select(tree.c.heir, link.parent).where(link.incident == tree.c.key))
        stood = past_incident.c.since <= moment, past_incident.c.until > moment
        query = select(tree.c.heir, past_incident.c.key).join(past_incident, past_incident.c.key == tree.c.key)
        for row in connection.execute(query.where(*stood)):
            found.setdefault(row.heir, set()).add(row.key)
    return found


def denials_in(connection: Connection, version: int, known: Collection[str]) -> list[str]:
    """The ids of the claims in a present incident that deny it, in articles other than those known."""
    query = (
        select(claim.c.claim_id)
        .join(event, event.c.key == claim.c.event)
        .join(article, article.c.key == event.c.article)
        .join(incident_event, incident_event.c.event == event.c.key)
        .where(incident_event.c.incident == version, claim.c.factuality.endswith("-", autoescape=True))
    )
    return list(connection.scalars(query.where(article.c.article_id.not_in(known)).order_by(claim.c.key)))


def _some(keys: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(keys)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
