"""Toponyms with coordinates; a country answers with its centre, which the record itself leaves out."""

from collections.abc import Iterator
from typing import Any

from onrecord.articles.parse import Parser
from onrecord.drafts import Toponym
from onrecord.events.places import toponyms_of
from onrecord.expressions.gazetteer import Gazetteer
from onrecord.records import Article


def answer(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    gazetteer = Gazetteer.open()
    parses = Parser().parse_texts(row["text"] for row in rows)
    for row, parse in zip(rows, parses, strict=True):
        article = Article(row["id"], row["text"], "bench", row.get("url"), row.get("publisher"), row.get("title"))
        toponyms = toponyms_of(article, parse, gazetteer).text
        yield {"id": row["id"], "toponyms": [answered(toponym, gazetteer) for toponym in toponyms]}


def answered(toponym: Toponym, gazetteer: Gazetteer) -> dict[str, Any]:
    latitude, longitude = point_of(toponym, gazetteer)
    return {"start": toponym.start, "end": toponym.end, "lat": latitude, "lon": longitude}


def point_of(toponym: Toponym, gazetteer: Gazetteer) -> tuple[float | None, float | None]:
    place = toponym.place
    if place is None or place.latitude is not None:
        return (None, None) if place is None else (place.latitude, place.longitude)
    entry = gazetteer.place(place.geonames_id) if place.geonames_id else gazetteer.lookup(place.name)[0]
    return (None, None) if entry is None else (entry.latitude, entry.longitude)
