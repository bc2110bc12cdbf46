"""Readings made for the tests: an article of one sentence with the one event that it tells, every span exact."""

from onrecord.records import (
    Article,
    Claim,
    Coder,
    Event,
    EventDate,
    EventType,
    Figure,
    Party,
    Place,
    Published,
    Reading,
    Span,
    identify,
)

PLACES = {"Mopti": (14.49, -4.18), "Gao": (16.27, -0.04), "Timbuktu": (16.77, -3.0), "Menaka": (15.92, 2.4)}


class Text(str):
    """A text that gives the span of words in it."""

    __slots__ = ()

    def span(self, words: str) -> Span:
        start = self.index(words)
        return Span(start, start + len(words), words)


def attack(place: str, day: str, toll: int, publisher: str, printed: str, more: str = "") -> Reading:
    """An attack as one paper tells it."""
    text = Text(f"Fighters of the Northern Front attacked {place} on {day}, killing {toll} people. {more}".strip())
    article_id = identify("art", publisher, text)
    article = Article(article_id, text, f"{article_id}.txt", publisher=publisher, published=_printed(printed))
    return Reading(article, events=(_event(text, article_id, "ASSAULT", "attacked", place, day, toll),))


def condemnation(place: str, day: str, publisher: str, printed: str) -> Reading:
    """An attack condemned, as one paper tells it."""
    text = Text(f"Ministers condemned the assault on {place} on {day}, saying that 0 excuses count.")
    article_id = identify("art", publisher, text)
    article = Article(article_id, text, f"{article_id}.txt", publisher=publisher, published=_printed(printed))
    return Reading(article, events=(_event(text, article_id, "ACCUSE", "condemned", place, day, 0),))


def _printed(day: str) -> Published:
    return Published(day, "day", "metadata")


def _event(text: Text, article_id: str, event_type: EventType, trigger: str, place: str, day: str, toll: int) -> Event:
    event_id = identify("ev", article_id, trigger)
    whole = Span(0, len(text), str(text))
    claim = Claim(identify("cl", event_id), event_id, None, None, None, "asserts", "CT+", None, whole, "test")
    figures = (_killed(text, toll, claim.claim_id),) if toll else ()
    return Event(
        event_id=event_id,
        article_id=article_id,
        trigger=text.span(trigger),
        event_type=event_type,
        mode=None,
        contexts=(),
        cameo=None,
        scope="single",
        actor=(_party(text),),
        recipient=(),
        modality="actual",
        standing="affirmed",
        date=_date(text, day),
        place=_place(text, place),
        figures=figures,
        claims=(claim,),
        about=None,
        happening=None,
        evidence=whole,
        more_evidence=(),
        coder=Coder("test", "test", "test", ()),
    )


def _killed(text: Text, toll: int, claim_id: str) -> Figure:
    span = text.span(str(toll) + " people")
    return Figure("killed", "people", "victim", toll, toll, toll, claim_id, span.start, span.end, span.text)


def _party(text: Text) -> Party:
    span = text.span(text.split(" attacked")[0].split(" condemned")[0])
    return Party(span.text, None, None, None, "named", span.start, span.end, span.text)


def _date(text: Text, day: str) -> EventDate:
    span = text.span(day)
    return EventDate(day, day, day, "day", "text", span.start, span.end, span.text)


def _place(text: Text, name: str) -> Place:
    span = text.span(name)
    latitude, longitude = PLACES[name]
    number = 1000 + list(PLACES).index(name)
    return Place(name, name, "MLI", latitude, longitude, number, "exact", span.start, span.end, span.text)
