"""An article with what was made of it marked in its text, and the list of articles."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict, Field, field_validator
from sqlalchemy import select
from sqlalchemy.engine import Connection

from onrecord.errors import NotFoundError
from onrecord.records import Article, Party, Reading
from onrecord.store.judging import judgements_of
from onrecord.store.load import Loader
from onrecord.store.newest import Wanted, newest_articles, reading_of
from onrecord.store.schema import event, incident, incident_event, judgement
from onrecord.web import taking
from onrecord.web.asking import is_day
from onrecord.web.marks import KINDS, marked_text, marks_of
from onrecord.web.pages import page
from onrecord.web.routes.desk import desk_of
from onrecord.wording.words import decided

router = APIRouter()
Id = Annotated[str, Path(max_length=80)]
SIZE = 50


class AskedArticles(BaseModel):
    """Which articles."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    q: str = Field(default="", max_length=400, description="Words in the title or the text.")
    publisher: str = Field(default="", max_length=200, description="Part of the publisher's name.")
    unread: bool = Field(default=False, description="Only those that could not be read.")
    since: str = Field(default="", alias="from", description="Printed from this day, month or year on.")
    until: str = Field(default="", alias="to", description="Printed up to this day, month or year.")
    after: str = Field(default="", max_length=120, description="Where the page before this one ended.")

    @field_validator("since", "until")
    @classmethod
    def _is_day(cls, value: str) -> str:
        return is_day(value)

    def wanted(self) -> Wanted:
        """The same for the store."""
        day, _, id_ = self.after.partition("~")
        return Wanted(self.q, self.publisher, self.unread, self.since, self.until, (day, id_) if id_ else None)


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A page of articles; `next` is the cursor of the page after, None at the end."""

    articles: list[Article]
    next: str | None


Asked = Annotated[AskedArticles, Query()]


@router.get("/articles", response_class=HTMLResponse, include_in_schema=False)
def show_all(request: Request, asking: Asked) -> Response:
    """The articles, the newest first."""
    found = _page(request, asking)
    given = asking.model_dump(by_alias=True, exclude_defaults=True, exclude={"after"})
    return page(request, "articles.html", asked=asking, found=found, query=taking.query(given))


@router.get("/articles.json")
def all_as_json(request: Request, asking: Asked) -> ArticlePage:
    """A page of articles with their texts."""
    return _page(request, asking)


@router.get("/articles.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def all_as_csv(request: Request, asking: Asked) -> Response:
    """A page of articles as CSV."""
    return taking.csv_of(_page(request, asking).articles, Article, "articles")


def _page(request: Request, asking: AskedArticles) -> ArticlePage:
    with desk_of(request).database.reading() as connection:
        found = newest_articles(connection, asking.wanted(), SIZE + 1)
    last = found[SIZE - 1] if len(found) > SIZE else None
    return ArticlePage(found[:SIZE], f"{last.published.date or ''}~{last.article_id}" if last else None)


@router.get("/articles/{article_id}.json")
def as_json(request: Request, article_id: Id) -> Reading:
    """The article with all that reading it gave: statements, events, actors."""
    with desk_of(request).database.reading() as connection:
        return find(connection, article_id)


@router.get("/articles/{article_id}", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request, article_id: Id) -> Response:
    """The article with its text marked."""
    with desk_of(request).database.reading() as connection:
        reading = find(connection, article_id)
        incidents = _incidents_of(connection, article_id)
        withdrawal = _withdrawal(connection, reading.article)
    made = [one.event_id for one in reading.events] + [one.statement_id for one in reading.statements]
    numbers = {id_: number for number, id_ in enumerate(made, start=1)}
    marks = marks_of(reading)
    counted = Counter(mark.kind for mark in marks)
    return page(
        request,
        "article.html",
        reading=reading,
        article=reading.article,
        text=marked_text(reading.article.text, marks, numbers),
        numbers=numbers,
        legend=[(kind, counted[kind]) for kind in KINDS if counted[kind]],
        incidents=incidents,
        parties=_parties(reading),
        withdrawal=withdrawal,
    )


def find(connection: Connection, article_id: str) -> Reading:
    """The reading of an article; raises NotFoundError where there is none."""
    key = reading_of(connection, article_id)
    if key is None:
        raise NotFoundError(f"The record has no article {article_id}. It may have been forgotten at somebody's wish.")
    return Loader(connection).reading(key)


def _withdrawal(connection: Connection, article: Article) -> str | None:
    """Who withdrew an article and why, where a person did."""
    query = select(judgement).where(judgement.c.judgement_id == article.withdrawn_by)
    made = judgements_of(connection, connection.execute(query).all())
    return decided(made[0]) if made else None


def _incidents_of(connection: Connection, article_id: str) -> dict[str, str]:
    """The incident of each event of an article."""
    key = reading_of(connection, article_id)
    query = (
        select(event.c.event_id, incident.c.incident_id)
        .join_from(event, incident_event, incident_event.c.event == event.c.key)
        .join(incident, incident.c.key == incident_event.c.incident)
        .where(event.c.article == key)
    )
    return {row.event_id: row.incident_id for row in connection.execute(query)}


def _parties(reading: Reading) -> list[Party]:
    """Who is named in a role, each once."""
    named = [party for one in reading.events for party in (*one.actor, *one.recipient)]
    named += [one.source for one in reading.statements if one.source]
    return list({(party.actor_id, party.name): party for party in named}.values())
