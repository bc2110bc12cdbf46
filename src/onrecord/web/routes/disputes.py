"""What some assert and some deny, both sides side by side."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from onrecord.web import taking
from onrecord.web.asked import answer
from onrecord.web.asking import Asking
from onrecord.web.pages import page
from onrecord.web.routes.desk import IncidentPage, desk_of, incidents, lines

router = APIRouter()
Asked = Annotated[Asking, Query()]


def _disputed(asking: Asking) -> Asking:
    order = asking.order if "order" in asking.model_fields_set else "moved"
    return asking.model_copy(update={"standing": ["disputed"], "order": order})


@router.get("/disputes", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request, asking: Asked) -> Response:
    """Both sides of all that is disputed, the newest first."""
    desk = desk_of(request)
    asked = _disputed(asking)
    found = answer(desk, asked)
    listed, after = lines(desk, found, asked)
    return page(request, "disputes.html", asking=asking, lines=listed, after=after, count=len(found.selection))


@router.get("/disputes.json")
def as_json(request: Request, asking: Asked) -> IncidentPage:
    """The disputed incidents, a page of them."""
    desk = desk_of(request)
    asked = _disputed(asking)
    selection = answer(desk, asked).selection
    listed, after = incidents(desk, selection, asked)
    following = f"/disputes.json?{asking.query(after=after)}" if after else None
    return IncidentPage(len(selection), listed, following)


@router.get("/disputes.atom", response_class=Response, responses={200: {"content": {"application/atom+xml": {}}}})
def as_atom(request: Request, asking: Asked) -> Response:
    """The disputed incidents as a feed."""
    desk = desk_of(request)
    asked = _disputed(asking)
    listed, _ = lines(desk, answer(desk, asked), asked)
    base = str(request.base_url).rstrip("/")
    return taking.atom_of("OnRecord: what is disputed", base, f"/disputes.atom?{asking.query()}", listed)
