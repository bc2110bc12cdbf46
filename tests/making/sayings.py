"""Readings made for the tests: an article of one sentence in which somebody says something of one event."""

from __future__ import annotations

from dataclasses import dataclass, replace

from making.readings import Text
from onrecord.records import (
    Article,
    Claim,
    Coder,
    Event,
    Factuality,
    Modality,
    Party,
    Published,
    Reading,
    Span,
    Stance,
    Statement,
    identify,
)


def party(words: str, actor_id: str | None = None, sector: str | None = None, *, naming: str = "named") -> Party:
    """A party by its words; its country is the first part of an actor's id."""
    country = actor_id[:3] if actor_id else None
    return Party(words, actor_id, country, sector, naming, 0, 0, words)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said in a sentence: who says it with which cue, of which event, and how surely."""

    sentence: str
    by: Party
    cue: str
    trigger: str
    event_type: str
    between: tuple[Party, ...] = ()
    stance: Stance = "asserts"
    factuality: Factuality = "CT+"
    modality: Modality = "actual"

    def told(self, publisher: str, day: str | None) -> Reading:
        """As an article of one paper tells it."""
        text = Text(self.sentence)
        article_id = identify("art", publisher, day, text)
        published = Published(day, "day", "metadata") if day else Published()
        article = Article(article_id, text, f"{article_id}.txt", publisher=publisher, published=published)
        content = text.span(text[text.index(self.cue) + len(self.cue) :].strip())
        statement = Statement(
            identify("st", article_id), article_id, _at(self.by, text), text.span(self.cue), (content,),
            self.stance, None, None, "test",
        )  # fmt: skip
        return Reading(article, (statement,), (self._event(text, article_id, statement),))

    def _event(self, text: Text, article_id: str, statement: Statement) -> Event:
        event_id, whole = identify("ev", article_id), Span(0, len(text), str(text))
        claim = Claim(
            identify("cl", event_id), event_id, statement.statement_id, statement.source, statement.cue, self.stance,
            self.factuality, None, whole, "test",
        )  # fmt: skip
        return Event(
            event_id=event_id,
            article_id=article_id,
            trigger=text.span(self.trigger),
            event_type=self.event_type,  # type: ignore[arg-type]
            mode=None,
            contexts=(),
            cameo=None,
            scope="single",
            actor=tuple(_at(one, text) for one in self.between),
            recipient=(),
            modality=self.modality,
            standing="denied" if self.factuality.endswith("-") else "attributed",
            date=None,
            place=None,
            figures=(),
            claims=(claim,),
            about=None,
            happening=None,
            evidence=whole,
            more_evidence=(),
            coder=Coder("test", "test", "test", ()),
        )


def _at(one: Party, text: Text) -> Party:
    span = text.span(one.text)
    return replace(one, start=span.start, end=span.end)


CHAD, FACT = party("Chad", "TCD"), party("FACT", "FACT", "REB")
MINISTRY = party("Chad's foreign ministry", "TCD-GOV", "GOV")
SPEAKER = party("Foreign ministry spokesman Idris Habre", "TCD-GOV", "GOV")
HOMELESS = party("Spokesman Idris Habre", None, "GOV")

RUMOUR = Said(
    sentence="Radio reports said Chad was in talks with FACT about a prisoner swap.",
    by=party("Radio reports", None, "JRN", naming="unnamed"), cue="said", trigger="talks", event_type="CONSULT",
    between=(CHAD, FACT), stance="reports",
).told("radio", "2024-02-01")  # fmt: skip
DENIAL = Said(
    sentence="Foreign ministry spokesman Idris Habre denied that Chad was in talks with FACT.",
    by=SPEAKER, cue="denied", trigger="talks", event_type="CONSULT", between=(CHAD, FACT),
    stance="denies", factuality="CT-",
).told("gazette", "2024-02-02")  # fmt: skip
NO_PLANS = Said(
    sentence="Spokesman Idris Habre told reporters there were no plans for negotiations with FACT.",
    by=HOMELESS, cue="told", trigger="negotiations", event_type="CONSULT", between=(FACT,),
    factuality="CT-", modality="intended",
).told("gazette", "2024-03-09")  # fmt: skip


def talks_in_chad() -> list[Reading]:
    """A rumour of talks, its denial, and later that none are planned."""
    return [RUMOUR, DENIAL, NO_PLANS]
