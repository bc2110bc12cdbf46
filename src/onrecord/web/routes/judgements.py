"""What people decide: the forms' targets, the queue of what deserves a look, and the log of all decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import SettingError
from onrecord.judged import in_force
from onrecord.records import Judgement
from onrecord.web import taking
from onrecord.web.deciding import Decision, back_to, decide, events_of, judged_incidents, take_back
from onrecord.web.forms import Reviewer
from onrecord.web.listing import Line, lines_of
from onrecord.web.pages import page
from onrecord.web.queue import Case, cases
from onrecord.web.routes.desk import desk_of

router = APIRouter()
SIZE = 10
PUT_OFF = 200
"""Cases that one can put off before the first come back."""
Id = Annotated[str, Form(max_length=400)]
Line_ = Annotated[str, Form(max_length=1000)]
Later = Annotated[list[str], Query(max_length=PUT_OFF, description="Incidents that are put off.")]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An incident that waits for a look, and why it does."""

    incident_id: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """A case of the queue with its line."""

    case: Case
    line: Line


@router.get("/review", response_class=HTMLResponse, include_in_schema=False)
def review(request: Request, later: Later = []) -> Response:  # noqa: B006 - FastAPI copies it
    """The queue, workable with the keyboard alone."""
    looked, waiting = _queue(request, later)
    return page(request, "review.html", looked=looked, waiting=waiting, later=later)


@router.get("/review.json")
def review_as_json(request: Request, later: Later = []) -> list[Waiting]:  # noqa: B006
    """The first of the queue."""
    return [Waiting(one.line.incident.incident_id, one.case.why) for one in _queue(request, later)[0]]


def _queue(request: Request, later: list[str]) -> tuple[list[Looked], int]:
    desk = desk_of(request)
    judged = judged_incidents(desk)
    kept = desk.outlines.now()
    with desk.database.reading() as connection:
        found, waiting = cases(connection, kept.outline, SIZE, judged=judged, later=later)
    lines = {line.incident.key: line for line in lines_of(desk.database, [case.key for case in found], kept.lines)}
    return [Looked(case, lines[case.key]) for case in found if case.key in lines], waiting


@router.get("/judgements", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request) -> Response:
    """All decisions, those that were taken back too, the newest first."""
    found = _judgements(request)
    standing = {one.judgement_id for one in in_force(found)}
    return page(request, "judgements.html", judgements=found[::-1], standing=standing)


@router.get("/judgements.json")
def as_json(request: Request) -> list[Judgement]:
    """All decisions in the order of time."""
    return _judgements(request)


@router.get("/judgements.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def as_csv(request: Request) -> Response:
    """All decisions as CSV."""
    return taking.csv_of(_judgements(request), Judgement, "judgements")


def _judgements(request: Request) -> list[Judgement]:
    return sorted(desk_of(request).record.judgements(), key=lambda one: (one.at, one.judgement_id))


@router.post("/judgements", include_in_schema=False)
def judge(  # noqa: PLR0913 - one argument a field of the form
    request: Request,
    who: Reviewer,
    verdict: Annotated[Literal["right", "wrong", "same", "different", "value", "skip"], Form()],
    subject: Id,
    other: Id = "",
    field: Line_ = "",
    value: Line_ = "",
    reason: Line_ = "",
    back: Line_ = "/judgements",
    later: Annotated[list[str], Form(max_length=PUT_OFF)] = [],  # noqa: B006
) -> Response:
    """Store a decision, and go back to where it was made."""
    if verdict == "skip":
        return RedirectResponse(f"/review?{taking.query({'later': [*later, subject][-PUT_OFF:]})}", status_code=303)
    desk = desk_of(request)
    events = events_of(desk, subject)
    made = decide(desk, Decision(verdict, subject, other, field, value, reason), who.name)
    address = back_to(desk, back, events, made.judgement_id)
    if later and address.startswith("/review"):
        address += "&" + taking.query({"later": later})
    return RedirectResponse(address, status_code=303)


@router.post("/judgements/{judgement_id}/undo", include_in_schema=False)
def undo(
    request: Request, who: Reviewer, judgement_id: Annotated[str, Path(max_length=80)], back: Line_ = "/judgements"
) -> Response:
    """Take a decision back."""
    desk = desk_of(request)
    before = next((one for one in _judgements(request) if one.judgement_id == judgement_id), None)
    if before is None:
        raise SettingError(f"There is no judgement {judgement_id}.")
    made = take_back(desk, judgement_id, who.name)
    events = tuple(anchor.event_id for anchor in before.anchors)
    return RedirectResponse(back_to(desk, back, events, made.judgement_id), status_code=303)
