"""Views that people keep, each with a feed; and the page of help."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from onrecord.web.accounts import View
from onrecord.web.asking import LISTS, Asking
from onrecord.web.forms import Viewer
from onrecord.web.pages import page
from onrecord.web.routes.desk import desk_of

router = APIRouter()
MOST = 500
"""Views that are kept at the most."""


@router.get("/saved", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request, asking: Annotated[Asking, Query()]) -> Response:
    """The kept views, and a form for the one that the reader comes from."""
    return page(request, "saved.html", asked=asking, views=desk_of(request).accounts.views())


@router.get("/saved.json")
def as_json(request: Request) -> list[View]:
    """The kept views."""
    return desk_of(request).accounts.views()


@router.post("/saved", include_in_schema=False)
def keep(
    request: Request,
    who: Viewer,
    title: Annotated[str, Form(min_length=1, max_length=200)],
    query: Annotated[str, Form(max_length=4000)] = "",
) -> Response:
    """Keep a view."""
    accounts = desk_of(request).accounts
    if len(accounts.views()) >= MOST:
        raise HTTPException(400, f"{MOST} views are kept already; drop some first.")
    accounts.keep(title.strip() or "A view", asked_in(query).query(), who.name)
    return RedirectResponse("/saved", status_code=303)


@router.post("/saved/{number}/drop", include_in_schema=False)
def drop(request: Request, who: Viewer, number: Annotated[int, Path(ge=0, lt=2**62)]) -> Response:
    """Keep a view no longer; only the one who kept it, or an admin, may."""
    accounts = desk_of(request).accounts
    view = next((view for view in accounts.views() if view.number == number), None)
    if view is not None:
        if view.owner != who.name and not who.may("admin"):
            raise HTTPException(403, f"Only {view.owner} or an admin may do that.")
        accounts.drop(number)
    return RedirectResponse("/saved", status_code=303)


def asked_in(query: str) -> Asking:
    """The question in an address's query; raises HTTPException for what is none."""
    try:
        given = parse_qs(query, max_num_fields=200)
        return Asking.model_validate({name: words if name in LISTS else words[-1] for name, words in given.items()})
    except (ValidationError, ValueError) as error:
        raise HTTPException(400, "That view cannot be kept: its address is no question to the desk.") from error


@router.get("/help", response_class=HTMLResponse, include_in_schema=False)
def explain(request: Request) -> Response:
    """What the words and keys of the desk mean."""
    return page(request, "help.html")
