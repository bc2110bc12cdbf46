"""Figures: the tolls, and what is said of people displaced, by incident and source and through time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from onrecord.records import Incident, IncidentFigure
from onrecord.store.export import FigureRow, figure_rows
from onrecord.store.filters import Filters
from onrecord.store.outline import NO_DAY
from onrecord.web import taking
from onrecord.web.asked import Answer, answer
from onrecord.web.asking import Asking
from onrecord.web.charts import Chart, chart_of
from onrecord.web.counting import Selection
from onrecord.web.listing import incidents_by_key
from onrecord.web.pages import page
from onrecord.web.routes.desk import desk_of, incidents
from onrecord.web.state import Desk
from onrecord.wording.telling import headline
from onrecord.wording.telling_dates import day_told, place_told

router = APIRouter()
Asked = Annotated[Asking, Query()]
COUNTED = ("affirmed", "attributed")
"""Standings of what is counted; the rest is shown, and not added up."""


@dataclass(frozen=True, slots=True)
class Month:
    """The sum of one kind of figure over the incidents that began in a month, and how many incidents that were."""

    month: str
    kind: str
    total: int
    incidents: int


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """An incident with its figures of the kinds asked for."""

    incident_id: str
    standing: str
    when: str
    where: str
    headline: str
    figures: list[tuple[IncidentFigure, Chart | None]]


def _with_kind(asking: Asking) -> Asking:
    return asking if asking.kind else asking.model_copy(update={"kind": ["killed"]})


@router.get("/figures", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request, asking: Asked) -> Response:
    """The page."""
    desk, asking = desk_of(request), _with_kind(asking)
    found = answer(desk, asking)
    selection = found.selection
    drawn, after = _drawn(desk, found, asking)
    kinds = selection.kept("kinds", lambda own: own.facet("kind", 20)[0])
    return page(
        request,
        "figures.html",
        asking=asking,
        kinds=sorted(kinds, key=lambda one: -one.count),
        count=len(selection),
        drawn=drawn,
        after=after,
        months=selection.kept("months", months_of),
    )


def _drawn(desk: Desk, found: Answer, asking: Asking) -> tuple[list[Drawn], str]:
    """The incidents of this page with their drawings, and the cursor of the next."""
    keys, after = found.selection.page(asking)
    kinds = tuple(sorted(asking.kind))
    made = found.kept.drawn.several(
        [(key, kinds) for key in keys.tolist()], lambda some: _made(desk, [key for key, _ in some], kinds)
    )
    return [made[key, kinds] for key in keys.tolist() if (key, kinds) in made], after


def _made(desk: Desk, keys: list[int], kinds: tuple[str, ...]) -> dict[tuple[int, tuple[str, ...]], Drawn]:
    with desk.database.reading() as connection:
        found = incidents_by_key(connection, keys)
    return {(key, kinds): _of_kinds(one, kinds) for key, one in found.items()}


def _of_kinds(one: Incident, kinds: tuple[str, ...]) -> Drawn:
    drawn = [(figure, chart_of(figure)) for figure in one.figures if figure.kind in kinds]
    return Drawn(one.incident_id, one.standing, day_told(one.date), place_told(one.place), headline(one), drawn)


def months_of(selection: Selection) -> list[Month]:
    """The sums by month of what is affirmed or attributed; attackers are not among them."""
    outline = selection.outline
    counted = [n for n, word in enumerate(outline.standing.words) if word in COUNTED]
    kept = selection.mask & np.isin(outline.standing.codes, counted) & (outline.first != NO_DAY)
    found = []
    for kind in selection.asking.kind:
        tolls = outline.tolls.get(kind)
        if tolls is None:
            continue
        at = np.flatnonzero(kept & (tolls >= 0))
        months, where = np.unique(
            outline.first[at].astype("datetime64[D]").astype("datetime64[M]"), return_inverse=True
        )
        sums = np.bincount(where, weights=tolls[at], minlength=len(months))
        numbers = np.bincount(where, minlength=len(months))
        found += [Month(str(m), kind, int(s), int(n)) for m, s, n in zip(months, sums, numbers, strict=True)]
    return found


@router.get("/figures.json")
def as_json(request: Request, asking: Asked) -> list[Month]:
    """The sums by month of the kinds asked for, over the incidents that fit and are affirmed or attributed."""
    return months_of(answer(desk_of(request), _with_kind(asking)).selection)


@router.get("/figures.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def as_csv(request: Request, asking: Asked) -> Response:
    """The figures that each report of this page's incidents gives, with their events, as CSV."""
    desk, asking = desk_of(request), _with_kind(asking)
    listed, _ = incidents(desk, answer(desk, asking).selection, asking)
    events = (
        row
        for one in listed
        for row in figure_rows(desk.database, Filters(incident=one.incident_id, kind=tuple(asking.kind)))
    )
    return taking.csv_of(events, FigureRow, "figures")
