"""Incidents as they are counted: what and when and where, on whose standing, without their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from onrecord.drafts import INFERRED
from onrecord.store.filters import Clause
from onrecord.store.schema import incident, incident_figure, incident_party, party, place


@dataclass(frozen=True, slots=True)
class Toll:
    """A figure of an incident: its kind and side, and the range over its sources."""

    kind: str
    side: str
    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Tallied:
    """One incident; `actors` are the ids of those who did it, or their names where they have none.

    `is_dated`: a report says when, and it is not only inferred from when the report was printed.
    """

    incident_id: str
    event_type: str | None
    mode: str | None
    standing: str
    earliest: str | None
    latest: str | None
    is_dated: bool
    country: str | None
    admin1: str | None
    place: str | None
    precision: str | None
    actors: frozenset[str]
    tolls: tuple[Toll, ...]


def tallied(connection: Connection, types: Sequence[str]) -> list[Tallied]:
    """The incidents of these event types, by date."""
    return _tallied(connection, incident.c.event_type.in_(types))


def tallied_within(connection: Connection, event_type: str, days: tuple[str, str], country: str) -> list[Tallied]:
    """The incidents of a type that began within these days, both included, at places of a country, by date."""
    i = incident.c
    where = i.event_type == event_type, i.date_earliest.between(*days), place.c.country == country
    return _tallied(connection, i.key.in_(select(i.key).join(place, place.c.key == i.place).where(*where)))


def _tallied(connection: Connection, chosen: Clause) -> list[Tallied]:
    i = incident.c
    columns = (i.key, i.incident_id, i.event_type, i.mode, i.standing, i.date_earliest, i.date_latest, i.date_basis)
    query = select(*columns, place.c.country, place.c.admin1, place.c.name.label("place"), place.c.precision)
    joined = query.outerjoin(place, place.c.key == i.place).where(chosen).order_by(i.date_earliest, i.incident_id)
    actors, tolls = _actors(connection, chosen), _tolls(connection, chosen)
    return [
        Tallied(
            row.incident_id, row.event_type, row.mode, row.standing, row.date_earliest, row.date_latest,
            row.date_earliest is not None and row.date_basis != INFERRED,
            row.country, row.admin1, row.place, row.precision, frozenset(actors[row.key]), tuple(tolls[row.key]),
        )
        for row in connection.execute(joined)
    ]  # fmt: skip


def _actors(connection: Connection, chosen: Clause) -> dict[int, list[str]]:
    took = incident_party.c
    query = (
        select(took.incident, party.c.actor_id, party.c.name)
        .join(party, party.c.key == took.party)
        .join(incident, incident.c.key == took.incident)
        .where(took.role == "actor", party.c.naming != "unnamed", chosen)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.incident].append(row.actor_id or row.name)
    return found


def _tolls(connection: Connection, chosen: Clause) -> dict[int, list[Toll]]:
    f = incident_figure.c
    query = select(f.incident, f.kind, f.side, f.low, f.best, f.high).join(incident, incident.c.key == f.incident)
    found: dict[int, list[Toll]] = defaultdict(list)
    for row in connection.execute(query.where(chosen).order_by(f.incident, f.position)):
        found[row.incident].append(Toll(row.kind, row.side, row.low, row.best, row.high))
    return found
