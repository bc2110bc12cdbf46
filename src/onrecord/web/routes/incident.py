"""One incident: what happened, who says so, who denies it, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.engine import Connection

from onrecord.errors import NotFoundError
from onrecord.records import Article, Incident
from onrecord.store.database import Database
from onrecord.store.incidents import incidents_query
from onrecord.store.judging import load_decisions
from onrecord.store.load import Loader, articles_query
from onrecord.store.log import LogEntry, log_of
from onrecord.store.parts import load_with_parts
from onrecord.store.schema import article, incident
from onrecord.store.sides import claims_on
from onrecord.web import taking
from onrecord.web.charts import chart_of
from onrecord.web.deciding import FIELDS
from onrecord.web.listing import incidents_called
from onrecord.web.pages import page
from onrecord.web.quotes import citation, sides_of
from onrecord.web.routes.desk import desk_of
from onrecord.web.state import Desk
from onrecord.web.voices import clauses_of
from onrecord.wording.telling import headline, ordered, tolls

router = APIRouter()
Id = Annotated[str, Path(max_length=80)]
AsOf = Annotated[str, Query(max_length=40, description="As known on this day, or at this time in UTC.")]
NOTES = 60
"""Reasons of a merging that the page shows; the data has all."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report of an incident, and the reprints of it."""

    article: Article
    reprints: tuple[Article, ...]


@router.get("/incidents/{incident_id}.json")
def as_json(request: Request, incident_id: Id, as_of: AsOf = "") -> Incident:
    """The incident with all that the record keeps of it, or kept at an earlier time."""
    database, id_ = then(desk_of(request), incident_id, as_of)
    with database.reading() as connection:
        return find(connection, id_)[1]


@router.get(
    "/incidents/{incident_id}.geojson",
    response_class=Response,
    responses={200: {"content": {"application/geo+json": {}}}},
)
def as_geojson(request: Request, incident_id: Id) -> Response:
    """The incident as a GeoJSON feature."""
    with desk_of(request).database.reading() as connection:
        return taking.geojson_of([find(connection, incident_id)[1]])


@router.get("/incidents/{incident_id}/log.json")
def log_as_json(request: Request, incident_id: Id) -> list[LogEntry]:
    """All that changed in the incident, and in those that it was made of, in order of time."""
    return list(log_of(desk_of(request).database, incident_id))


@router.get("/incidents/{incident_id}", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request, incident_id: Id, as_of: AsOf = "") -> Response:
    """The incident's page."""
    desk = desk_of(request)
    database, id_ = then(desk, incident_id, as_of)
    with database.reading() as connection:
        key, found = find(connection, id_)
        claims = claims_on(connection, [key])[key]
        reports = reports_of(connection, found)
        parts = incidents_called(connection, found.parts)
    sides, told = sides_of(claims), list({claim.event_id: claim for claim in claims}.values())
    base = str(request.base_url).rstrip("/")
    return page(
        request,
        "incident.html",
        incident=found,
        title=headline(found, sides.modality),
        clauses=clauses_of(sides, found.responsibility),
        tolls=tolls(found.figures),
        sides=sides,
        lead=next(iter((*sides.asserted, *sides.denied, *sides.neither)), None),
        reports=reports,
        parts=[(one.incident_id, headline(one, "actual"), one) for one in parts],
        charts=[(figure, chart_of(figure)) for figure in ordered(found.figures)],
        notes=NOTES,
        cite=lambda claim: citation(claim, f"{base}/articles/{claim.article_id}#made-{claim.event_id}"),
        log=log_of(desk.database, incident_id),
        as_of=as_of,
        asked_id=incident_id,
        fields=FIELDS,
        told=told,
        tellers={one.event_id: f"{one.publisher or 'a report'}, {one.published or 'date unknown'}" for one in told},
    )


def then(desk: Desk, incident_id: str, as_of: str) -> tuple[Database, str]:
    """The record as it was known at a time, and what the incident was called then; now where no time is given.

    Raises SettingError for what is no time, NotFoundError where the record knew nothing of it yet.
    """
    if not as_of:
        return desk.database, incident_id
    past = desk.database.at(as_of)
    until = past.then.at if past.then else ""
    names = [entry.incident_id for entry in log_of(desk.database, incident_id) if entry.at <= until]
    known = [name for name in names if name]
    if not known:
        raise NotFoundError(f"On {as_of} the record knew nothing of {incident_id} yet.")
    return past, known[-1]


def find(connection: Connection, incident_id: str) -> tuple[int, Incident]:
    """The incident and its key; raises NotFoundError where there is none."""
    rows = connection.execute(incidents_query().where(incident.c.incident_id == incident_id)).all()
    if not rows:
        raise NotFoundError(
            f"The record has no incident {incident_id}. Incidents get another id when reports are merged anew;"
            " look for it on the desk."
        )
    found = load_with_parts(connection, rows)[0]
    return rows[0].key, replace(found, judgements=load_decisions(connection).about(found))


def reports_of(connection: Connection, found: Incident) -> list[Report]:
    """The incident's reports in order of time, reprints behind their original."""
    rows = connection.execute(articles_query().where(article.c.article_id.in_(found.articles))).all()
    articles = sorted(Loader(connection).articles(rows), key=lambda one: (one.published.date or "9999", one.article_id))
    here = {one.article_id for one in articles}
    copies: dict[str, list[Article]] = {}
    for one in articles:
        if one.same_text_as in here:
            copies.setdefault(one.same_text_as or "", []).append(one)
    return [Report(one, tuple(copies.get(one.article_id, ()))) for one in articles if one.same_text_as not in here]
