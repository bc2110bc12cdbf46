"""The incidents of a page as lines: what happened, who says so, who denies it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from onrecord.records import Incident
from onrecord.store.database import Database
from onrecord.store.gist import Gist, gists
from onrecord.store.incidents import incidents_query, load_incidents
from onrecord.store.judging import load_decisions
from onrecord.store.parts import load_with_parts
from onrecord.store.schema import incident
from onrecord.store.sides import claims_on
from onrecord.web.kept import Kept
from onrecord.web.quotes import Quote, Sides, sides_of
from onrecord.web.voices import Clause, clauses_of
from onrecord.wording.telling import headline, tolls
from onrecord.wording.telling_dates import day_told, place_told

SHOWN = 2
"""Quotes of each side that a line shows; the incident's page has all."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One incident in a list. `spoken`: who speaks of it where no one takes a stand; `clauses`: all who do."""

    incident: Gist
    headline: str
    when: str
    where: str
    figures: tuple[str, ...]
    clauses: tuple[Clause, ...]
    asserted: tuple[Quote, ...]
    denied: tuple[Quote, ...]
    spoken: tuple[Quote, ...]
    more: int

    @property
    def href(self) -> str:
        """The incident's page."""
        return f"/incidents/{self.incident.incident_id}"


def lines_of(database: Database, keys: Sequence[int], kept: Kept[int, Line]) -> list[Line]:
    """The incidents with these keys, in this order; those that are gone meanwhile are passed over."""
    found = kept.several(keys, lambda missing: _made(database, missing))
    return [found[key] for key in keys if key in found]


def _made(database: Database, keys: Sequence[int]) -> dict[int, Line]:
    with database.reading() as connection:
        found = gists(connection, keys)
        claims = claims_on(connection, [one.key for one in found], gist=True)
    return {one.key: _line(one, sides_of(claims[one.key])) for one in found}


def incidents_of(connection: Connection, keys: Sequence[int]) -> list[Incident]:
    """The same incidents with all that the record keeps of them."""
    return list(incidents_by_key(connection, keys).values())


def incidents_by_key(connection: Connection, keys: Sequence[int]) -> dict[int, Incident]:
    """The same by their keys, in this order."""
    rows = {row.key: row for row in connection.execute(incidents_query().where(incident.c.key.in_(keys)))}
    here = [key for key in keys if key in rows]
    found = load_with_parts(connection, [rows[key] for key in here])
    decisions = load_decisions(connection)
    judged = [replace(one, judgements=decisions.about(one)) for one in found] if decisions else found
    return dict(zip(here, judged, strict=True))


def incidents_called(connection: Connection, ids: Sequence[str]) -> list[Incident]:
    """The incidents with these ids, in this order, without those that are gone."""
    if not ids:
        return []
    rows = {
        row.incident_id: row for row in connection.execute(incidents_query().where(incident.c.incident_id.in_(ids)))
    }
    return load_incidents(connection, [rows[id_] for id_ in ids if id_ in rows])


def _line(one: Gist, sides: Sides) -> Line:
    hidden = max(len(sides.asserted) - SHOWN, 0) + max(len(sides.denied) - SHOWN, 0)
    return Line(
        incident=one,
        headline=headline(one, sides.modality),
        when=day_told(one.date),
        where=place_told(one.place),
        figures=tolls(one.figures),
        clauses=clauses_of(sides, one.responsibility),
        asserted=sides.asserted[:SHOWN],
        denied=sides.denied[:SHOWN],
        spoken=() if sides.asserted or sides.denied else sides.neither[:1],
        more=hidden,
    )
