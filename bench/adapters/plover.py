"""PLOVER: each sentence read on its own; what is still to come is recoded as PLOVER's exporters do."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from onrecord.config import settings
from onrecord.flow import Reader
from onrecord.records import Article, Event

COOPERATION = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"}
COERCION = {"SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE"}


def answer(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    reader = Reader(settings())
    articles = [Article(row["id"], row["text"], "bench") for row in rows]
    for row, reading in zip(rows, reader.read(articles), strict=True):
        yield {"id": row["id"], "events": [asdict(recoded(event)) for event in reading.events]}


def recoded(event: Event) -> Event:
    """PLOVER has announced cooperation as AGREE and announced coercion as THREATEN (manual, "auxiliary modes").

    What is only the purpose of another act ("blocked the road to stop the march") has not been announced.
    """
    purpose = any("to" in claim.decided_by.split(" > ") for claim in event.claims)
    if event.modality != "intended" or event.standing == "denied" or purpose:
        return event
    if event.event_type in COOPERATION:
        return replace(event, event_type="AGREE", modality="actual", standing="attributed")
    if event.event_type in COERCION:
        return replace(event, event_type="THREATEN", modality="actual", standing="attributed")
    return event
