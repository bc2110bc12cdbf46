"""Incidents in what a list shows of them: far less than all, so that a page of many is read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Table, func, select
from sqlalchemy.engine import Connection

from onrecord.records import EventDate, IncidentFigure, Party, Place, Responsibility
from onrecord.store.incidents import incident_date, incident_place, incidents_query
from onrecord.store.schema import (
    incident,
    incident_article,
    incident_change,
    incident_figure,
    incident_party,
    party,
    responsibility,
)

Found = Row[Any]


@dataclass(frozen=True, slots=True)
class Gist:
    """An incident without its events, articles, reasons and sourced figures; `changed` is when it last did."""

    key: int
    incident_id: str
    event_type: str | None
    mode: str | None
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    date: EventDate | None
    place: Place | None
    figures: tuple[IncidentFigure, ...]
    responsibility: tuple[Responsibility, ...]
    standing: str
    articles: int
    independent_sources: int
    changed: str | None


def gists(connection: Connection, keys: Sequence[int]) -> list[Gist]:
    """The incidents with these keys, in this order; those that are gone meanwhile are passed over."""
    rows = {row.key: row for row in connection.execute(incidents_query().where(incident.c.key.in_(keys)))}
    columns = [c for c in party.c if c.name not in ("key", "digest", "folded")]
    owner, joined = incident_party.c, select(incident_party, *columns).join_from(incident_party, party)
    named = joined.where(owner.incident.in_(keys)).order_by(owner.incident, owner.role, owner.position)
    parties = _by_incident(connection.execute(named).all())
    figures, said = (_of(connection, table, keys) for table in (incident_figure, responsibility))
    articles = _grouped(connection, incident_article, func.count(), keys)
    changed = _grouped(connection, incident_change, func.max(incident_change.c.at), keys)
    return [
        _gist(rows[key], parties[key], figures[key], said[key], articles.get(key, 0), changed.get(key))
        for key in keys
        if key in rows
    ]


def _of(connection: Connection, table: Table, keys: Sequence[int]) -> dict[int, list[Found]]:
    query = select(table).where(table.c.incident.in_(keys)).order_by(table.c.incident, table.c.position)
    return _by_incident(connection.execute(query).all())


def _by_incident(rows: Sequence[Found]) -> dict[int, list[Found]]:
    found: dict[int, list[Found]] = defaultdict(list)
    for row in rows:
        found[row.incident].append(row)
    return found


def _grouped(connection: Connection, table: Table, value: Any, keys: Sequence[int]) -> dict[int, Any]:  # noqa: ANN401
    column = table.c.incident
    query = select(column, value).where(column.in_(keys)).group_by(column)
    return {key: found for key, found in connection.execute(query)}  # noqa: C416 - rows are no pairs to `dict`


def _gist(
    row: Found, parties: list[Found], figures: list[Found], said: list[Found], articles: int, changed: str | None
) -> Gist:
    return Gist(
        key=row.key,
        incident_id=row.incident_id,
        event_type=row.event_type,
        mode=row.mode,
        actor=tuple(_party(one) for one in parties if one.role == "actor"),
        recipient=tuple(_party(one) for one in parties if one.role == "recipient"),
        date=incident_date(row),
        place=incident_place(row),
        figures=tuple(IncidentFigure(f.kind, f.whom, f.side, f.low, f.best, f.high, ()) for f in figures),
        responsibility=tuple(Responsibility(r.party, r.status, ()) for r in said),
        standing=row.standing,
        articles=articles,
        independent_sources=row.independent_sources,
        changed=changed,
    )


def _party(row: Found) -> Party:
    return Party(row.name, row.actor_id, row.country, row.sector, row.naming, row.start, row.end, row.text)
