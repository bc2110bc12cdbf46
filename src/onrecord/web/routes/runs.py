"""What came in, what failed and why, and what is being read; and adding reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import SettingError
from onrecord.store.runs import Run, notes, runs, unread_reasons
from onrecord.web.adding import SUFFIXES, Added, Pasted
from onrecord.web.forms import Reviewer
from onrecord.web.pages import page
from onrecord.web.routes.desk import desk_of

router = APIRouter()
SHOWN = 50
STALE = timedelta(days=1)
"""A run that has not ended after so long was killed."""
Line = Annotated[str, Form(max_length=2000)]


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs, the newest first; `reading` are those that have not ended."""

    reading: list[Run]
    runs: list[Run]
    added: list[Added]


@router.get("/runs", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request) -> Response:
    """The page."""
    desk = desk_of(request)
    found = _runs(request)
    return page(
        request,
        "runs.html",
        found=found,
        live=bool(found.reading) or any(not one.ended for one in found.added),
        reasons=unread_reasons(desk.database),
        notes=notes(desk.database)[:SHOWN],
        suffixes=",".join(SUFFIXES),
    )


@router.get("/runs.json")
def as_json(request: Request) -> Runs:
    """The runs as data."""
    return _runs(request)


def _runs(request: Request) -> Runs:
    desk = desk_of(request)
    listed = runs(desk.database)
    since = (datetime.now(UTC) - STALE).isoformat()
    reading = [run for run in listed if run.finished is None and run.started > since]
    return Runs(reading, list(listed[:SHOWN]), desk.adding.known())


@router.post("/reports/paste", include_in_schema=False)
def paste(
    request: Request,
    who: Reviewer,
    text: Annotated[str, Form(max_length=5_000_000)],
    title: Line = "",
    publisher: Line = "",
    published: Line = "",
    url: Line = "",
) -> Response:
    """Read a report that somebody pasted."""
    desk_of(request).adding.paste(Pasted(text, title, publisher, published, url), who.name)
    return RedirectResponse("/runs", status_code=303)


@router.post("/reports/upload", include_in_schema=False)
def upload(
    request: Request,
    who: Reviewer,
    files: Annotated[list[UploadFile], File()],
    publisher: Line = "",
    published: Line = "",
) -> Response:
    """Read files that somebody uploaded."""
    from onrecord.articles.given import Defaults

    try:
        defaults = Defaults.of(published.strip() or None, publisher)
    except SettingError as error:
        raise SettingError(str(error).replace("--published", "Printed on")) from error
    named = [(file.filename or "report.txt", file.file.read()) for file in files]
    desk_of(request).adding.upload(named, defaults, who.name)
    return RedirectResponse("/runs", status_code=303)
