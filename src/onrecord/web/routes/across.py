"""What stands across reports: an actor's positions on a matter, growing figures, and counts that others give."""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict, Field, field_validator

from onrecord.overviews.coverage import Coverage
from onrecord.overviews.positions import Position, Positions
from onrecord.overviews.series import Series
from onrecord.store.filters import Asked as Filtered
from onrecord.web import taking
from onrecord.web.asking import Words, is_day
from onrecord.web.pages import page
from onrecord.web.routes.desk import desk_of

router = APIRouter()
SHOWN = 60
"""Series, or counts, that a page shows; the data has all."""
Id = Annotated[str, Path(max_length=200)]
On = Annotated[str, Query(max_length=200, description='The matter in plain words: "talks TTP", "ceasefire".')]


class AskedFigures(BaseModel):
    """Which figures."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    kind: Words = Field(default=[], description="Kind of figure: killed, displaced, attacks ...")
    country: Words = Field(default=[], description="Where: ISO 3166 alpha-3.")
    since: str = Field(default="", alias="from", description="From this day, month or year on.")
    until: str = Field(default="", alias="to", description="Up to this day, month or year.")

    @field_validator("since", "until")
    @classmethod
    def _is_day(cls, value: str) -> str:
        return is_day(value)

    def filters(self) -> Filtered:
        """The same for the record."""
        given = {"kind": tuple(self.kind), "country": tuple(self.country), "since": self.since, "until": self.until}
        return cast(Filtered, {name: value for name, value in given.items() if value})

    def query(self) -> str:
        """The same as the query of an address."""
        return taking.query(self.model_dump(by_alias=True, exclude_defaults=True))


Asked = Annotated[AskedFigures, Query()]


@router.get("/actors/{actor_id}/positions", response_class=HTMLResponse, include_in_schema=False)
def positions_page(request: Request, actor_id: Id, on: On = "") -> Response:
    """What an actor says on a matter through time, and who contradicts it."""
    found = _positions(request, actor_id, on) if on.strip() else None
    return page(request, "positions.html", actor_id=actor_id, on=on, found=found)


@router.get("/actors/{actor_id}/positions.json")
def positions_data(request: Request, actor_id: Id, on: On = "") -> list[Position]:
    """What an actor, and whoever speaks for it, says on a matter, the oldest first."""
    return list(_positions(request, actor_id, on).positions) if on.strip() else []


def _positions(request: Request, actor_id: str, on: str) -> Positions:
    return desk_of(request).record.positions(actor_id, on)


@router.get("/figures/series", response_class=HTMLResponse, include_in_schema=False)
def series_page(request: Request, asking: Asked) -> Response:
    """Growing figures as dated points with their sources."""
    found = _series(request, asking)
    return page(request, "series.html", asked=asking, found=found[:SHOWN], all=len(found))


@router.get("/figures/series.json")
def series_data(request: Request, asking: Asked) -> list[Series]:
    """The growing figures of one policy or conflict as dated points with their sources; never summed."""
    return list(_series(request, asking))


def _series(request: Request, asking: AskedFigures) -> tuple[Series, ...]:
    found: tuple[Series, ...] = _kept(request, "series", asking)
    return found


@router.get("/figures/counts", response_class=HTMLResponse, include_in_schema=False)
def counts_page(request: Request, asking: Asked) -> Response:
    """Counts that others give over a period, against what the record has itself."""
    found = _counts(request, asking)
    return page(request, "counts.html", asked=asking, found=found[:SHOWN], all=len(found))


@router.get("/figures/counts.json")
def counts_data(request: Request, asking: Asked) -> list[Coverage]:
    """The counts that reports give over a period, each with how much of it the record's own incidents are."""
    return list(_counts(request, asking))


def _counts(request: Request, asking: AskedFigures) -> tuple[Coverage, ...]:
    found: tuple[Coverage, ...] = _kept(request, "coverage", asking)
    return found


def _kept(request: Request, what: str, asking: AskedFigures) -> Any:  # noqa: ANN401
    """These look through all reports: what was found is kept as long as the record stays as it is."""
    desk = desk_of(request)
    ask = getattr(desk.record, what)
    return desk.outlines.now().get((what, asking.query()), lambda: ask(**asking.filters()))
