"""The first page: search, facets, timeline, map and the list of incidents; and the same as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from onrecord.records import Incident
from onrecord.web import taking
from onrecord.web.asked import Answer, answer, answer_in
from onrecord.web.asking import Asking
from onrecord.web.counting import Count, Selection
from onrecord.web.listing import Line, incidents_of, lines_of
from onrecord.web.mapping import MOST, features_of, places_of
from onrecord.web.pages import page
from onrecord.web.state import Desk, Remembered
from onrecord.web.timeline import Timeline, timeline

router = APIRouter()
Asked = Annotated[Asking, Query()]
FIRST = 4
"""Incidents of each kind that come before the newest on the first page."""
TOLD = Asking(order="told", sources=2, size=FIRST)
DISPUTED = Asking(standing=["disputed"], size=2 * FIRST)
BEHIND = 50
"""Places in the table behind the map."""
FACETS = (
    ("standing", "Standing", 6),
    ("type", "What", 17),
    ("mode", "How", 8),
    ("actor", "Who", 10),
    ("recipient", "To whom", 10),
    ("country", "Country", 10),
    ("kind", "Figures", 11),
    ("publisher", "Publisher", 10),
)


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet as the page shows it; `more` words have not found room."""

    name: str
    title: str
    counts: list[Count]
    more: int


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Incidents that fit, a page of them; `next` is the address of the page after, None at the end."""

    count: int
    incidents: list[Incident]
    next: str | None


def desk_of(request: Request) -> Desk:
    """The desk that the application holds."""
    held: Desk = request.app.state.desk
    return held


def facets_of(selection: Selection) -> list[Facet]:
    """The facets with what each word would find."""
    return selection.kept("facets", _facets_of)


def _facets_of(selection: Selection) -> list[Facet]:
    found = []
    for name, title, limit in FACETS:
        counts, words = selection.facet(name, limit)
        found.append(Facet(name, title, counts, words - len(counts)))
    return [*found, Facet("sources", "Independent sources", selection.by_sources(), 0)]


def lines(desk: Desk, found: Answer, asking: Asking) -> tuple[list[Line], str]:
    """The lines of this page, and the cursor of the next."""
    keys, after = found.selection.page(asking)
    return lines_of(desk.database, keys.tolist(), found.kept.lines), after


def incidents(desk: Desk, selection: Selection, asking: Asking) -> tuple[list[Incident], str]:
    """The incidents of this page with all that is kept of them, and the cursor of the next."""
    keys, after = selection.page(asking)
    with desk.database.reading() as connection:
        return incidents_of(connection, keys.tolist()), after


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request, asking: Asked) -> Response:
    """What happened, who says so, who denies it."""
    desk = desk_of(request)
    found = answer(desk, asking)
    if not len(found.selection.outline):
        return page(request, "empty.html", database=str(desk.settings.database))
    listed, after = lines(desk, found, asking)
    told, disputed = _first_sight(desk, asking, found)
    return page(
        request,
        "desk.html",
        told=told,
        disputed=disputed,
        asking=asking,
        lines=listed,
        after=after,
        count=len(found.selection),
        all=len(found.selection.outline),
        searched=found.searched,
        facets=facets_of(found.selection),
        timeline=timeline(found.selection),
        places=places_of(found.selection, BEHIND),
    )


def prepare(desk: Desk, kept: Remembered) -> None:
    """Make what the first page shows before anybody asks for it."""
    asking = Asking()
    found = answer_in(desk, kept, asking)
    facets_of(found.selection)
    timeline(found.selection)
    places_of(found.selection, BEHIND)
    lines(desk, found, asking)
    _first_sight(desk, asking, found)


def _first_sight(desk: Desk, asking: Asking, whole: Answer) -> tuple[list[Line], list[Line]]:
    """What a reader who asks for nothing is shown before the newest: the most told, and what is disputed."""
    if not asking.is_open() or asking.after or asking.order != "newest":
        return [], []
    return whole.selection.kept("first sight", lambda _: _told_and_disputed(desk, whole.kept))


def _told_and_disputed(desk: Desk, kept: Remembered) -> tuple[list[Line], list[Line]]:
    """What is shown as told by most is not shown once more as disputed."""
    told, disputed = (lines(desk, answer_in(desk, kept, one), one)[0] for one in (TOLD, DISPUTED))
    shown = {one.incident.key for one in told}
    return told, [one for one in disputed if one.incident.key not in shown][:FIRST]


@router.get("/incidents.json")
def as_json(request: Request, asking: Asked) -> IncidentPage:
    """The incidents that fit, a page of them, with all that the record keeps of each."""
    desk = desk_of(request)
    selection = answer(desk, asking).selection
    listed, after = incidents(desk, selection, asking)
    following = f"/incidents.json?{asking.query(after=after)}" if after else None
    return IncidentPage(len(selection), listed, following)


@router.get("/incidents.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def as_csv(request: Request, asking: Asked) -> Response:
    """A page of the incidents that fit as CSV, with the columns of an export."""
    return taking.csv_of(_incidents(request, asking), Incident, "incidents")


@router.get("/incidents.geojson", response_class=Response, responses={200: {"content": {"application/geo+json": {}}}})
def as_geojson(request: Request, asking: Asked) -> Response:
    """A page of the incidents that fit as GeoJSON features."""
    return taking.geojson_of(_incidents(request, asking))


@router.get("/incidents.atom", response_class=Response, responses={200: {"content": {"application/atom+xml": {}}}})
def as_atom(request: Request, asking: Asked) -> Response:
    """The incidents that fit as a feed, so that a view can be followed."""
    desk = desk_of(request)
    listed, _ = lines(desk, answer(desk, asking), asking)
    base, path = str(request.base_url).rstrip("/"), f"/incidents.atom?{asking.query()}"
    return taking.atom_of("OnRecord: what happened", base, path, listed)


@router.get("/places.geojson", response_class=Response, responses={200: {"content": {"application/geo+json": {}}}})
def places(request: Request, asking: Asked) -> Response:
    """How many of the incidents that fit happened where, one feature a place; without a point for a mere country."""
    packed = answer(desk_of(request), asking).selection.kept("packed places", _packed_places)
    return taking.unpacked(request, packed, "application/geo+json")


def _packed_places(selection: Selection) -> bytes:
    return taking.packed(features_of(places_of(selection, MOST)))


@router.get("/timeline.json")
def over_time(request: Request, asking: Asked) -> Timeline:
    """How many incidents began on which day, month or year."""
    return timeline(answer(desk_of(request), asking).selection)


def _incidents(request: Request, asking: Asking) -> list[Incident]:
    desk = desk_of(request)
    return incidents(desk, answer(desk, asking).selection, asking)[0]
