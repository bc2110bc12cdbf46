"""Counts made for the tests: an article of one sentence that gives figures over a period or of a policy."""

from __future__ import annotations

from dataclasses import dataclass, replace

from making.readings import Text
from onrecord.records import (
    Article,
    Claim,
    Coder,
    Event,
    EventDate,
    Figure,
    FigureKind,
    Party,
    Place,
    Published,
    Reading,
    Span,
    identify,
)

MALI = Place("Mali", None, "MLI", None, None, 2453866, "country", 0, 0, "Mali")


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A sentence with figures: each by its words, with its range; `when` is the date of the event that has them."""

    sentence: str
    trigger: str
    figures: tuple[tuple[str, int | None, int | None, int | None], ...]
    kind: FigureKind = "attacks"
    whom: str | None = None
    event_type: str | None = "ASSAULT"
    scope: str = "aggregate"
    actor: tuple[Party, ...] = ()
    when: tuple[str, str, str] | None = None
    place: Place | None = MALI
    factuality: str = "CT+"

    def told(self, publisher: str, day: str | None) -> Reading:
        """As an article of one paper tells it."""
        text = Text(self.sentence)
        article_id = identify("art", publisher, day, text)
        published = Published(day, "day", "metadata") if day else Published()
        article = Article(article_id, text, f"{article_id}.txt", publisher=publisher, published=published)
        return Reading(article, events=(self._event(text, article_id),))

    def _event(self, text: Text, article_id: str) -> Event:
        event_id, whole = identify("ev", article_id), Span(0, len(text), str(text))
        claim = Claim(
            identify("cl", event_id), event_id, None, None, None, "asserts", self.factuality, None, whole, "test"  # type: ignore[arg-type]
        )  # fmt: skip
        return Event(
            event_id=event_id,
            article_id=article_id,
            trigger=text.span(self.trigger),
            event_type=self.event_type,  # type: ignore[arg-type]
            mode=None,
            contexts=(),
            cameo=None,
            scope=self.scope,  # type: ignore[arg-type]
            actor=tuple(_at(one, text) for one in self.actor),
            recipient=(),
            modality="actual",
            standing="affirmed",
            date=self._date(text),
            place=self._place(text),
            figures=tuple(self._figure(text, given, claim.claim_id) for given in self.figures),
            claims=(claim,),
            about=None,
            happening=None,
            evidence=whole,
            more_evidence=(),
            coder=Coder("test", "test", "test", ()),
        )

    def _figure(self, text: Text, given: tuple[str, int | None, int | None, int | None], claim_id: str) -> Figure:
        words, low, best, high = given
        span = text.span(words)
        return Figure(self.kind, self.whom, "unknown", low, best, high, claim_id, span.start, span.end, words)

    def _date(self, text: Text) -> EventDate | None:
        if self.when is None:
            return None
        words, earliest, latest = self.when
        span = text.span(words)
        return EventDate(earliest, latest, f"{earliest}/{latest}", "range", "text", span.start, span.end, words)

    def _place(self, text: Text) -> Place | None:
        if self.place is None or self.place.text not in text:
            return None
        span = text.span(self.place.text)
        return replace(self.place, start=span.start, end=span.end)


def _at(one: Party, text: Text) -> Party:
    span = text.span(one.text)
    return replace(one, start=span.start, end=span.end)


def counted() -> list[Reading]:
    """A count of attacks in a month, and two states of a figure of people who were driven out."""
    march = Counted(
        sentence="Monitors counted 12 attacks in Mali in March 2024.", trigger="attacks",
        figures=(("12 attacks", 12, 12, 12),), when=("March 2024", "2024-03-01", "2024-03-31"),
    )  # fmt: skip
    hundreds = Counted(
        sentence="Hundreds of Malians have been expelled since.", trigger="expelled", kind="expelled", whom="Malians",
        figures=(("Hundreds of Malians", 200, None, 999),), event_type="COERCE", scope="single",
    )  # fmt: skip
    more = Counted(
        sentence="More than 400 Malians have been expelled, the paper wrote.", trigger="expelled", kind="expelled",
        whom="Malians", figures=(("More than 400 Malians", 401, None, None),), event_type="COERCE", scope="single",
    )  # fmt: skip
    return [march.told("watch", "2024-05-01"), hundreds.told("sun", "2024-03-01"), more.told("sun", "2024-04-01")]
