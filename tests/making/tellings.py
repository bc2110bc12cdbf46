"""Tellings made for the tests: one event of an invented article each."""

from onrecord.drafts import Telling
from onrecord.records import (
    Claim,
    Coder,
    Event,
    EventDate,
    EventType,
    Figure,
    Party,
    Place,
    Span,
    identify,
)


def place(name: str, latitude: float, longitude: float, country: str = "MLI", admin1: str | None = None) -> Place:
    number = abs(hash((latitude, longitude))) % 10**6
    return Place(name, admin1, country, latitude, longitude, number, "exact", 0, len(name), name)


def party(name: str, country: str | None = None, sector: str | None = None) -> Party:
    return Party(name, name.upper(), country, sector, "named", 0, len(name), name)


def day(iso: str) -> EventDate:
    return EventDate(iso, iso, iso, "day", "text", 0, len(iso), iso)


def killed(number: int, claim_id: str | None = None) -> Figure:
    text = str(number)
    return Figure("killed", "people", "victim", number, number, number, claim_id, 0, len(text), text)


def claim(event_id: str, source: Party | None, factuality: str = "CT+") -> Claim:
    statement = None if source is None else identify("st", event_id, source.name)
    claim_id = identify("cl", event_id, source and source.name)
    evidence = Span(0, 1, "x")
    stance = "denies" if factuality.endswith("-") else "asserts"
    return Claim(claim_id, event_id, statement, source, None, stance, factuality, None, evidence, "test")  # type: ignore[arg-type]


def telling(
    article: str,
    sentence: str,
    when: str | None = None,
    where: Place | None = None,
    event_type: EventType = "ASSAULT",
    **more: object,
) -> Telling:
    event_id = identify("ev", article, sentence, event_type)
    given = {"actor": (), "recipient": (), "figures": (), "claims": (claim(event_id, None),), **more}
    event = Event(
        event_id=event_id,
        article_id=article,
        trigger=Span(0, 1, "x"),
        event_type=event_type,
        mode=None,
        contexts=(),
        cameo=None,
        scope="single",
        modality="actual",
        standing="affirmed",
        date=day(when) if when else None,
        place=where,
        about=None,
        happening=None,
        evidence=Span(0, len(sentence), sentence),
        more_evidence=(),
        coder=Coder("test", "test", "test", ()),
        **given,  # type: ignore[arg-type]
    )
    return Telling(event, f"paper of {article}", when, article)
