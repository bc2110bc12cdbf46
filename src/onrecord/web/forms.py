"""Forms that came from the desk: the check that no other site had a browser send them."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Form, Request
from starlette.exceptions import HTTPException

from onrecord.web.accounts import Role
from onrecord.web.security import name_of
from onrecord.web.sessions import Who
from onrecord.web.state import Desk


def check_form(request: Request, csrf: Annotated[str, Form(max_length=200)] = "") -> None:
    """Refuse a form that does not carry the token of its session, or that another site's page sent."""
    desk: Desk = request.app.state.desk
    origin = request.headers.get("origin")
    if origin is not None and not _same(origin, request.headers.get("host", "")):
        raise HTTPException(403, "This form came from another site.")
    if not desk.keeper.sessions.fits(request.scope.get("session", ""), csrf):
        raise HTTPException(403, "This form is too old; load its page anew and send it again.")


def _same(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.netloc.lower() == host.lower() and name_of(parts.netloc) != ""


def _needs(role: Role) -> object:
    def check(request: Request, _: Annotated[None, Depends(check_form)]) -> Who:
        who: Who | None = request.scope.get("who")
        if who is None or not who.may(role):
            raise HTTPException(403, f"Only a {role} may do that.")
        return who

    return check


Reviewer = Annotated[Who, Depends(_needs("reviewer"))]
Admin = Annotated[Who, Depends(_needs("admin"))]
Viewer = Annotated[Who, Depends(_needs("viewer"))]
