"""From namings to events: one event per happening per article."""

from __future__ import annotations

from onrecord.drafts import EventMention, Stand
from onrecord.records import Article, Event, EventDate, Figure, Place
from onrecord.syntax import Parse


def assemble(
    article: Article,
    parse: Parse,
    mentions: tuple[EventMention, ...],
    stands: tuple[Stand, ...],
    figures: tuple[tuple[Figure, ...], ...],
    dates: tuple[EventDate | None, ...],
    places: tuple[Place | None, ...],
) -> tuple[Event, ...]:
    """The article's events; all but the first three arguments run parallel to `mentions`."""
    return ()
