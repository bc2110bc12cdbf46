"""A world made for the tests: happenings, and what papers report of them late, in part, wrongly or not at all.

Whoever reads the reports can be told how well it found the happenings, because the world knows them.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from making.readings import Text
from onrecord.records import (
    Article,
    Claim,
    Coder,
    Event,
    EventDate,
    Figure,
    Party,
    Place,
    Published,
    Reading,
    identify,
)

SYLLABLES = ("ka", "ro", "mi", "tel", "dun", "sha", "bo", "ner", "ul", "zi", "fa", "gor", "lem", "pa", "vik", "ost")
ACTORS = ("Northern Front", "Lake Militia", "Hill Brigade", "River Guard", "Coastal Army", "Desert Column")
FILLER = (
    "Residents of {street} told reporters that {one} had been seen near the market before it began.",
    "A nurse named {two} treated relatives who were carried in from {street} on doors and carts.",
    "The district chief, {three}, asked for calm and promised an inquiry.",
    "{one} and {two} were among those whom neighbours mourned on the evening after.",
    "Help reached {street} only after several hours, {three} said by telephone.",
    "Smoke hung over {street} until dusk, and the school there stayed shut.",
    "{two}, a trader, lost his stall and two goats when the shooting spread.",
    "Soldiers under Captain {three} pursued the raiders without catching anyone.",
    "The mother of {one} walked nine miles to find a doctor.",
    "An imam, {two}, led prayers for the fallen beside the old well of {street}.",
    "Radio hosts read out messages from {three}, who pleads for blood donations.",
    "Motorcycles without plates were left burning along {street}.",
    "{one} described hiding under a lorry for most of the night.",
    "Teachers counted pupils twice before {two} could be told that his daughter lived.",
    "Bridges leading out of {street} have been barred by order of {three}.",
    "Aid groups want {three} to open the airstrip for cargo flights.",
)


@dataclass(frozen=True)
class Happening:
    """What happened: who attacked which town when, with how many dead, and the names that reports of it share."""

    number: int
    actor: str
    town: Place
    day: date
    toll: int
    names: tuple[str, ...]


class World:
    """Happenings at random, a few a day; the same for the same seed."""

    def __init__(self, seed: int, happenings: int) -> None:
        self._random = random.Random(seed)
        towns = [self._town(number) for number in range(max(40, happenings // 12))]
        days = max(20, happenings // 6)
        self.happenings = [self._happening(number, towns, days) for number in range(happenings)]

    def reports(self) -> Iterator[tuple[int, Reading]]:
        """Every report with the number of the happening that it is of: one to seven of each, and reprints."""
        for one in self.happenings:
            for paper in range(1 + min(int(self._random.expovariate(0.5)), 6)):
                reading = self._report(one, f"paper {paper}")
                yield one.number, reading
                if self._random.random() < 0.15:
                    yield one.number, _reprint(reading)

    def _town(self, number: int) -> Place:
        name, north, east = self._name(), self._random.uniform(-18, 18), self._random.uniform(-18, 18)
        province = f"Province {int(north) // 6} {int(east) // 6}"
        return Place(name, province, "MLI", north, east, 5000 + number, "exact", 0, 0, name)

    def _happening(self, number: int, towns: list[Place], days: int) -> Happening:
        day = date(2023, 1, 1) + timedelta(days=self._random.randrange(days))
        toll = 1 + int(self._random.expovariate(0.12))
        actor, town = self._random.choice(ACTORS), self._random.choice(towns)
        return Happening(number, actor, town, day, toll, tuple(self._name() for _ in range(4)))

    def _name(self) -> str:
        return "".join(self._random.choice(SYLLABLES) for _ in range(3)).capitalize()

    def _report(self, one: Happening, publisher: str) -> Reading:
        """Late by days, with a toll that is wrong at times, and now and then without day, town or toll."""
        chance = self._random
        printed = one.day + timedelta(days=min(int(chance.expovariate(0.8)), 5))
        toll = one.toll if chance.random() < 0.7 else max(1, one.toll + chance.randint(-3, 3))
        dated, placed, counted = (chance.random() < share for share in (0.75, 0.9, 0.8))
        first = f"Fighters of the {one.actor} attacked {one.town.name}, killing {toll} people."
        street, *people = one.names
        told = chance.sample(FILLER, 3)
        names = dict(zip(("one", "two", "three"), people, strict=True))
        text = Text(" ".join([first, *(sentence.format(street=street, **names) for sentence in told)]))
        event = _event(text, one, publisher, dated, placed, toll if counted else 0)
        published = Published(printed.isoformat(), "day", "metadata")
        article = Article(event.article_id, text, f"{event.article_id}.txt", publisher=publisher, published=published)
        return Reading(article, events=(event,))


def _event(text: Text, one: Happening, publisher: str, dated: bool, placed: bool, toll: int) -> Event:
    article_id = identify("art", publisher, text)
    event_id = identify("ev", article_id)
    sentence = text.span(text[: text.index(".") + 1])
    claim = Claim(identify("cl", event_id), event_id, None, None, None, "asserts", "CT+", None, sentence, "test")
    day, who, where = one.day.isoformat(), text.span(one.actor), text.span(one.town.name)
    count = text.span(f"{toll} people") if toll else None
    figure = count and Figure(
        "killed", "people", "victim", toll, toll, toll, claim.claim_id, count.start, count.end, count.text
    )
    trigger = text.span("attacked")
    return Event(
        event_id, article_id, trigger, "ASSAULT", None, (), None, "single",
        (Party(one.actor, None, "MLI", "REB", "named", who.start, who.end, who.text),), (), "actual", "affirmed",
        EventDate(day, day, day, "day", "published", trigger.start, trigger.end, trigger.text) if dated else None,
        replace(one.town, start=where.start, end=where.end) if placed else None,
        (figure,) if figure else (), (claim,), None, None, sentence, (), Coder("test", "test", "test", ()),
    )  # fmt: skip


def _reprint(reading: Reading) -> Reading:
    """The same words in another paper."""
    article, (event,) = reading.article, reading.events
    article_id = identify("art", "reprint", article.article_id)
    event_id = identify("ev", article_id)
    claims = tuple(replace(c, claim_id=identify("cl", event_id), event_id=event_id) for c in event.claims)
    figures = tuple(replace(f, claim_id=claims[0].claim_id) for f in event.figures)
    event = replace(event, event_id=event_id, article_id=article_id, claims=claims, figures=figures)
    printed = replace(article, article_id=article_id, origin=f"{article_id}.txt", publisher="reprinter")
    return Reading(printed, events=(event,))


def pairwise_f1(right: dict[str, int], found: dict[str, str]) -> float:
    """The harmonic mean of how many pairs are rightly together, of those put together and of those that belong so."""
    both = _pairs(Counter((right[one], found[one]) for one in right))
    put, belong = _pairs(Counter(found[one] for one in right)), _pairs(Counter(right.values()))
    return 2 * both / (put + belong)


def _pairs(counts: Mapping[Any, int]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())
