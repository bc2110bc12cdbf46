"""A stream of reports for the tests: attacks as several papers tell them, some reprinted, and their condemnations."""

import random
from collections.abc import Sequence
from dataclasses import replace

from making.readings import attack, condemnation
from onrecord.merger import Merger
from onrecord.records import Article, Event, Reading, identify
from onrecord.store.write import Writer

DAYS = [f"2024-03-{day:02}" for day in range(1, 29)]


def world(seed: int, size: int) -> list[Reading]:
    """Reports of attacks at random places and days, each told by up to four papers a day or so later."""
    chance = random.Random(seed)
    readings = []
    for number in range(size):
        place, day, toll = chance.choice(["Mopti", "Gao", "Timbuktu", "Menaka"]), chance.choice(DAYS[:20]), number + 2
        for paper in range(chance.randint(1, 4)):
            printed = DAYS[DAYS.index(day) + chance.randint(0, 2)]
            readings.append(attack(place, day, toll + chance.randint(0, 1), f"paper {paper}", printed))
        readings.append(condemnation(place, day, f"paper {number % 5}", day))
    return list({reading.article.article_id: reading for reading in readings}.values())


def shuffled(seed: int, size: int) -> list[Reading]:
    """The reports of a world in no order, long enough for reprints to be found, with a few of these."""
    chance = random.Random(seed)
    made = [_longer(reading, chance) for reading in world(seed, size)]
    made += [_reprint(reading, number) for number, reading in enumerate(chance.sample(made, len(made) // 6))]
    chance.shuffle(made)
    return made


def store(writer: Writer, readings: Sequence[Reading]) -> None:
    """Write and merge a batch as a run does."""
    with writer.transaction() as connection:
        writer.write_within(connection, readings)
        Merger(writer).merge(connection)


def _longer(reading: Reading, chance: random.Random) -> Reading:
    words = " ".join(f"Villagers said that house number {chance.randint(1, 10**6)} had burnt." for _ in range(8))
    return replace(reading, article=replace(reading.article, text=f"{reading.article.text} {words}"))


def _reprint(reading: Reading, number: int) -> Reading:
    article_id = identify("art", reading.article.article_id, number)
    article = replace(reading.article, article_id=article_id, publisher=f"wire {number % 3}")
    events = tuple(_moved(event, article) for event in reading.events)
    return replace(reading, article=article, events=events)


def _moved(event: Event, article: Article) -> Event:
    event_id = identify("ev", article.article_id, event.event_id)
    claims = tuple(replace(c, claim_id=identify("cl", event_id, c.claim_id), event_id=event_id) for c in event.claims)
    ids = {old.claim_id: new.claim_id for old, new in zip(event.claims, claims, strict=True)}
    figures = tuple(replace(f, claim_id=ids[f.claim_id] if f.claim_id else None) for f in event.figures)
    return replace(event, event_id=event_id, article_id=article.article_id, claims=claims, figures=figures)


def read_anew(reading: Reading) -> Reading:
    """The reading of another coder, which calls events otherwise and counts one in each."""
    events = tuple(
        replace(
            event,
            coder=replace(event.coder, version="2"),
            mode="raid",
            event_id=f"{event.event_id}2",
            claims=tuple(replace(c, event_id=f"{event.event_id}2", claim_id=f"{c.claim_id}2") for c in event.claims),
            figures=tuple(replace(f, claim_id=f"{f.claim_id}2", best=1, low=1) for f in event.figures),
        )
        for event in reading.events
    )
    return replace(reading, events=events, article=replace(reading.article, language="en"))
