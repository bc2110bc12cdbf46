"""Signing in and out, where the desk has users or a token."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.web.door import cookie, local
from onrecord.web.forms import check_form
from onrecord.web.pages import page
from onrecord.web.routes.desk import desk_of

router = APIRouter(include_in_schema=False)
Next = Annotated[str, Query(max_length=2000)]


@router.get("/sign-in", response_class=HTMLResponse)
def ask(request: Request, next: Next = "/") -> Response:
    """The form."""
    return page(request, "sign_in.html", next=local(next), sentence="")


@router.post("/sign-in", response_class=HTMLResponse, dependencies=[Depends(check_form)])
def sign_in(
    request: Request,
    password: Annotated[str, Form(max_length=1000)],
    name: Annotated[str, Form(max_length=60)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Begin a session, and go where the reader wanted to."""
    keeper = desk_of(request).keeper
    address = request.client.host if request.client else "unknown"
    found = keeper.sign_in(name, password, address)
    if found is None:
        sentence = "No user has this name and this password."
        return page(request, "sign_in.html", status=401, next=local(next), sentence=sentence)
    answer = RedirectResponse(local(next), status_code=303)
    answer.headers["set-cookie"] = cookie(keeper.sessions.begin(found))
    return answer


@router.post("/sign-out", dependencies=[Depends(check_form)])
def sign_out(request: Request) -> Response:
    """End the session."""
    desk_of(request).keeper.sessions.end(request.scope.get("session", ""))
    return RedirectResponse("/sign-in", status_code=303)
