"""Actors: what they are called and tied to, what they did, what was done to them, what they said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from onrecord.errors import NotFoundError
from onrecord.records import Actor, Statement
from onrecord.store.actors import actor_of, actors_after, tied_to
from onrecord.store.newest import said_by
from onrecord.web import taking
from onrecord.web.asked import answer
from onrecord.web.asking import Asking
from onrecord.web.listing import Line
from onrecord.web.pages import page
from onrecord.web.routes.desk import desk_of, lines
from onrecord.web.state import Desk

router = APIRouter()
Id = Annotated[str, Path(max_length=200)]
Words = Annotated[str, Query(max_length=200, description="Part of a name.")]
After = Annotated[str, Query(max_length=200, description="The id that the page before this one ended with.")]
SIZE = 60
SHOWN = 8
"""Incidents, or statements, that an actor's page shows of each kind; the desk has all."""


@dataclass(frozen=True, slots=True)
class Counted:
    """An actor, and in how many incidents it acted or was acted upon."""

    actor: Actor
    acted: int
    received: int


@dataclass(frozen=True, slots=True)
class ActorPage:
    """A page of actors; `next` is the id to go on after, None at the end."""

    actors: list[Counted]
    next: str | None


@router.get("/actors", response_class=HTMLResponse, include_in_schema=False)
def show_all(request: Request, q: Words = "", after: After = "") -> Response:
    """The actors by their ids."""
    return page(request, "actors.html", q=q, after=after, found=_page(request, q, after))


@router.get("/actors.json")
def all_as_json(request: Request, q: Words = "", after: After = "") -> ActorPage:
    """A page of actors."""
    return _page(request, q, after)


@router.get("/actors.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def all_as_csv(request: Request, q: Words = "", after: After = "") -> Response:
    """A page of actors as CSV."""
    return taking.csv_of((one.actor for one in _page(request, q, after).actors), Actor, "actors")


def _page(request: Request, q: str, after: str) -> ActorPage:
    desk = desk_of(request)
    with desk.database.reading() as connection:
        found = actors_after(connection, after, SIZE + 1, q.strip())
    counted = _counted(desk, found[:SIZE])
    return ActorPage(counted, found[SIZE - 1].actor_id if len(found) > SIZE else None)


def _counted(desk: Desk, actors: Iterable[Actor]) -> list[Counted]:
    outline = desk.outlines.now().outline
    return [Counted(one, outline.actor.count(one.actor_id), outline.recipient.count(one.actor_id)) for one in actors]


@router.get("/actors/{actor_id:path}.json")
def as_json(request: Request, actor_id: Id) -> Actor:
    """The actor with its names, roles and ties."""
    return find(desk_of(request), actor_id)


@router.get("/actors/{actor_id:path}", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request, actor_id: Id) -> Response:
    """The actor's page."""
    desk = desk_of(request)
    actor = find(desk, actor_id)
    denied = Asking(actor=[actor_id], standing=["denied", "disputed"], size=SHOWN)
    return page(
        request,
        "actor.html",
        actor=actor,
        counted=_counted(desk, [actor])[0],
        offshoots=_offshoots(desk, actor_id),
        acted=_some(desk, Asking(actor=[actor_id], size=SHOWN)),
        received=_some(desk, Asking(recipient=[actor_id], size=SHOWN)),
        denied=_some(desk, denied),
        said=_said(desk, actor_id),
    )


def find(desk: Desk, actor_id: str) -> Actor:
    """The actor of this id; raises NotFoundError where there is none."""
    with desk.database.reading() as connection:
        found = actor_of(connection, actor_id)
    if found is None:
        raise NotFoundError(f"The record has no actor {actor_id}.")
    return found


def _offshoots(desk: Desk, actor_id: str) -> list[Actor]:
    with desk.database.reading() as connection:
        return tied_to(connection, actor_id, SIZE)


def _some(desk: Desk, asking: Asking) -> list[Line]:
    return lines(desk, answer(desk, asking), asking)[0]


def _said(desk: Desk, actor_id: str) -> list[Statement]:
    with desk.database.reading() as connection:
        return said_by(connection, actor_id, SHOWN * 2)
