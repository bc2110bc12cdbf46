"""Incidents: all articles are read into one record, and each is given the incident that it tells most of."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.articles.given import Defaults, Given, article_of, published_edtf
from onrecord.config import settings
from onrecord.drafts import Telling
from onrecord.incidents.strands import strands_of
from onrecord.records import Article, Event, Incident, IncidentFigure
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.filters import Filters
from onrecord.store.write import Writer
from onrecord.workers import coder_version, read_into

Row = dict[str, Any]


def answer(rows: list[Row]) -> Iterator[Row]:
    articles = [_article(row) for row in rows]
    chosen = settings(jobs=min(len(os.sched_getaffinity(0)), 8))
    with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "incidents.db") as database:
        read_into(Writer(database, coder_version(chosen)), articles, chosen)
        incidents = {event: one for one in query.incidents(database) for event in one.events}
        for row, article in zip(rows, articles, strict=True):
            events = query.events(database, Filters(article=article.article_id))
            yield {"id": row["id"], **_told(_main(events, incidents))}


def _article(row: Row) -> Article:
    published = published_edtf(row["dct"])
    assert published is not None
    given = Given(row["id"], row["text"], row["title"], row["url"], row["id"], published, "en")
    return article_of(given, Defaults(), 1_000_000)


def _main(events: Iterable[Event], incidents: dict[str, Incident]) -> Incident | None:
    """The incident of the act of violence that the article is mainly about."""
    tellings = [Telling(event, None, None, event.article_id) for event in events if event.event_type == "ASSAULT"]
    main = next((strand for strand in strands_of(tellings) if strand.main), None)
    return incidents.get(main.event.event_id) if main else None


def _told(incident: Incident | None) -> Row:
    if incident is None:
        return {"incident": None, "killed": None, "injured": None, "date": None, "lat": None, "lon": None}
    place, date = incident.place, incident.date
    return {
        "incident": incident.incident_id,
        "killed": _count(incident, "killed"),
        "injured": _count(incident, "injured"),
        "date": date.earliest if date else None,
        "lat": place.latitude if place else None,
        "lon": place.longitude if place else None,
    }


def _count(incident: Incident, kind: str) -> int | None:
    """Victims and attackers together, as the set counts them; of several groups on one side the largest."""
    sides: dict[str, int] = {}
    for figure in incident.figures:
        if figure.kind == kind and (number := _number(figure)) is not None:
            sides[figure.side] = max(number, sides.get(figure.side, 0))
    return sum(sides.values()) if sides else None


def _number(figure: IncidentFigure) -> int | None:
    return next((n for n in (figure.best, figure.low, figure.high) if n is not None), None)
