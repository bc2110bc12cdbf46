"""Readings made for the tests and for measuring: invented words in sentences, with records that point into them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from onrecord.records import (
    Actor,
    Affiliation,
    Article,
    Claim,
    Coder,
    Dateline,
    Event,
    EventDate,
    Figure,
    Party,
    Place,
    Published,
    Reading,
    Role,
    Span,
    Statement,
    identify,
)
from onrecord.store.database import Database
from onrecord.store.write import Writer

TYPES = ("ASSAULT", "CONSULT", "REQUEST", "ACCUSE", "REJECT", "COERCE", "AGREE", None)
STANDINGS = ("affirmed", "attributed", "alleged", "denied", "disputed", "unrealised")
STANCES = ("asserts", "denies", "accuses", "demands", "reports")
COUNTRIES = ("PAK", "AFG", "SDN", "UKR", "MLI", "CHN")
RULES = tuple(f"frame:{kind}-{n}" for kind in ("attack", "meet", "ask", "deny") for n in range(20))


@dataclass(frozen=True)
class Size:
    """How much a made reading has of what."""

    words: int = 500
    events: int = 15
    statements: int = 15
    vocabulary: int = 20_000


class Maker:
    """Makes readings from a seed; the same seed makes the same ones."""

    def __init__(self, seed: int = 0, size: Size | None = None) -> None:
        self.random = random.Random(seed)
        self.size = size or Size()
        self.vocabulary = [self._invented() for _ in range(self.size.vocabulary)]
        self.weights = list(accumulate(1 / (rank + 2) for rank in range(self.size.vocabulary)))
        self.parties = [self._known_party(n) for n in range(400)]
        self.shorts = [party.name.rsplit(maxsplit=1)[0] for party in self.parties]

    def _invented(self) -> str:
        return "".join(self.random.choices("etaoinshrdlucmfwypvbgk", k=self.random.randint(2, 10)))

    def _known_party(self, n: int) -> Party:
        name = f"{self.vocabulary[n].title()} {self.vocabulary[-n].title()} Front"
        country, sector = self.random.choice(COUNTRIES), self.random.choice(("GOV", "MIL", "REB", "OPP", "CVL"))
        return Party(name, f"{country}-{n}", country, sector, "named", 0, 0, "")

    def readings(self, count: int, first: int = 0) -> Iterator[Reading]:
        """So many readings, with numbered articles."""
        return (self.reading(number) for number in range(first, first + count))

    def reading(self, number: int, coder: str = "1") -> Reading:
        """One reading."""
        sentences = self._sentences()
        text, spans = _joined(sentences)
        article_id = identify("ar", number)
        statements = tuple(self._statement(article_id, n, spans) for n in range(self.size.statements))
        events = tuple(
            self._event(article_id, n, spans, statements, Coder(coder, "plover", self.random.choice(RULES), ("w",)))
            for n in range(self.size.events)
        )
        published = Published(f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}", "day", "stated", (spans[0],))
        article = Article(
            article_id,
            text,
            f"reports/{number}.txt",
            url=f"https://paper.example/{number}",
            publisher=f"Paper {number % 40}",
            title=" ".join(self.random.choices(self.vocabulary, cum_weights=self.weights, k=8)),
            language="en",
            published=published,
            dateline=Dateline("Town", "TOWN"),
        )
        return Reading(article, statements, events, (self._actor(number % 50),))

    def _actor(self, n: int) -> Actor:
        party = self.parties[n]
        tie = Affiliation("OTHER", "ally", "register")
        role = Role("spokesperson", party.actor_id, "GOV", "2021")
        names = (party.name, f"Alias {n}")
        return Actor(str(party.actor_id), party.name, names, "armed_group", party.country, None, (role,), (tie,))

    def _sentences(self) -> list[str]:
        words = self.random.choices(self.vocabulary, cum_weights=self.weights, k=self.size.words)
        return [f"{self._wording()} {' '.join(words[i : i + 18])}." for i in range(0, len(words), 22)]

    def _wording(self) -> str:
        """A name that a known party is called by, as a sentence begins."""
        name = self.random.choice(self.parties).name
        return self.random.choice((name, f"The {name}", name.rsplit(maxsplit=1)[0]))

    def _word(self, sentence: Span) -> Span:
        word = self.random.choice(sentence.text[:-1].split())
        start = sentence.start + sentence.text.index(word)
        return Span(start, start + len(word), word)

    def _clause(self, sentence: Span) -> Span:
        start = sentence.text.index(" ") + 1
        return Span(sentence.start + start, sentence.end, sentence.text[start:])

    def _party(self, sentence: Span) -> Party:
        for who, short in zip(self.parties, self.shorts, strict=True) if self.random.random() < 0.8 else ():
            if short in sentence.text:
                start = sentence.start + sentence.text.index(short)
                return replace(who, start=start, end=start + len(short), text=short)
        words = self._word(sentence)
        return Party(words.text, None, None, "CVL", "unnamed", words.start, words.end, words.text)

    def _statement(self, article_id: str, n: int, spans: list[Span]) -> Statement:
        sentence = self.random.choice(spans)
        source = self._party(sentence) if n % 5 else None
        stance = self.random.choice(STANCES)
        rule = self.random.choice(RULES)
        statement_id = identify("st", article_id, n)
        content = (self._clause(sentence),)
        via = identify("st", article_id, n - 1) if n % 6 == 5 else None
        return Statement(statement_id, article_id, source, self._word(sentence), content, stance, None, via, rule)  # type: ignore[arg-type]

    def _event(
        self, article_id: str, n: int, spans: list[Span], statements: tuple[Statement, ...], coder: Coder
    ) -> Event:
        sentence, event_id = self.random.choice(spans), identify("ev", article_id, n)
        claim = self._claim(event_id, sentence, statements[n % len(statements)] if statements and n % 2 else None)
        words = self._word(sentence)
        return Event(
            event_id=event_id,
            article_id=article_id,
            trigger=words,
            event_type=self.random.choice(TYPES),  # type: ignore[arg-type]
            mode=self.random.choice(("meet", "demonstrate", "airstrike", None)),
            contexts=("military",) if n % 3 == 0 else (),
            cameo="190",
            scope="single",
            actor=(self._party(sentence),),
            recipient=(self._party(sentence),) if n % 2 else (),
            modality="actual",
            standing=self.random.choice(STANDINGS),  # type: ignore[arg-type]
            date=self._date(words) if n % 3 else None,
            place=self._place(words) if n % 3 else None,
            figures=(
                Figure("killed", "people", "victim", n, n, None, claim.claim_id, words.start, words.end, words.text),
            )
            if n % 3 == 0
            else (),
            claims=(claim,),
            about=identify("ev", article_id, n - 1) if n % 7 == 6 else None,
            happening=None,
            evidence=sentence,
            more_evidence=(self.random.choice(spans),) if n % 5 == 0 else (),
            coder=coder,
        )

    def _claim(self, event_id: str, sentence: Span, statement: Statement | None) -> Claim:
        source = self._party(sentence) if statement else None
        cue = self._word(sentence) if statement else None
        statement_id = statement.statement_id if statement else None
        claim_id, rule = identify("cl", event_id, statement_id), self.random.choice(RULES)
        return Claim(claim_id, event_id, statement_id, source, cue, "asserts", "CT+", None, sentence, rule)

    def _date(self, words: Span) -> EventDate:
        day = f"2023-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"
        return EventDate(day, day, day, "day", "published", words.start, words.end, words.text)

    def _place(self, words: Span) -> Place:
        n = self.random.randint(1, 3000)
        where = (f"Town{n}", f"Province{n % 30}", self.random.choice(COUNTRIES), 30 + n / 1000, 70 - n / 1000, n * 1000)
        return Place(*where, "exact", words.start, words.end, words.text, f"Town{n + 1}", 0.5)


def _joined(sentences: list[str]) -> tuple[str, list[Span]]:
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence), sentence))
        start += len(sentence) + 1
    return " ".join(sentences), spans


SMALL = Size(words=200, events=4, statements=3, vocabulary=500)


def keep_writing(path: Path, until: int) -> None:
    """Write small batches for another process to watch; here, since a spawned process cannot import a test."""
    with Database(path) as database:
        writer = Writer(database, "1")
        maker = Maker(3, SMALL)
        for number in range(until):
            writer.write(list(maker.readings(4, first=number * 4)))
