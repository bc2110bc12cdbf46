"""Incidents made for the tests out of readings that are stored."""

from onrecord.records import (
    Change,
    Event,
    Incident,
    IncidentFigure,
    Reading,
    Responsibility,
    SourcedFigure,
    identify,
)


def incident_of(readings: list[Reading], number: int = 0) -> Incident:
    """The incident of one event of each reading, with all that an incident can have."""
    events = [reading.events[number] for reading in readings]
    publishers = {reading.article.article_id: reading.article.publisher for reading in readings}
    first = events[0]
    return Incident(
        incident_id=identify("inc", *sorted(event.event_id for event in events)),
        event_type=first.event_type,
        mode=first.mode,
        actor=tuple(dict.fromkeys(party for event in events for party in event.actor)),
        recipient=tuple(dict.fromkeys(party for event in events for party in event.recipient)),
        date=next((event.date for event in events if event.date), None),
        place=next((event.place for event in events if event.place), None),
        figures=_figures(events, publishers),
        responsibility=(
            Responsibility("TTP", "claimed", tuple(event.claims[0].claim_id for event in events)),
            Responsibility("TJP", "blamed", (first.claims[0].claim_id,)),
        ),
        standing="disputed",
        contradictions=(f"{number} killed (a) / {number + 1} (b)",),
        events=tuple(event.event_id for event in events),
        articles=tuple(sorted({event.article_id for event in events})),
        independent_sources=len(events),
        parts=(identify("inc", "part", number),),
        merged_because=("same day", "same place"),
        history=tuple(Change("2023-12-12T18:00:00Z", "told by this report", event.article_id) for event in events),
    )


def _figures(events: list[Event], publishers: dict[str, str | None]) -> tuple[IncidentFigure, ...]:
    by = tuple(SourcedFigure(None, publishers[e.article_id], 3, 4, 5, "2023-12-12", e.article_id) for e in events)
    return (IncidentFigure("killed", "people", "victim", 3, 4, 5, by),)
