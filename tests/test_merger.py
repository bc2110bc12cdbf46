"""Incidents in the record: the same in whatever order and however many batches the reports came."""

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from making.happenings import World
from making.readings import attack
from making.stream import world
from onrecord.merger import Merger
from onrecord.records import Incident, Reading
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.write import Writer


def merged(folder: Path, name: str, batches: Iterable[list[Reading]]) -> list[Incident]:
    with Database(folder / name) as database:
        writer = Writer(database, "test")
        for batch in batches:
            with writer.transaction() as connection:
                writer.write_within(connection, batch)
                Merger(writer).merge(connection)
        return [replace(one, history=()) for one in query.incidents(database)]


def batches(readings: list[Reading], size: int) -> list[list[Reading]]:
    return [readings[i : i + size] for i in range(0, len(readings), size)]


def test_order_and_batches_change_nothing(tmp_path: Path) -> None:
    readings = world(1, 25)
    at_once = merged(tmp_path, "once.db", [readings])
    assert 25 < len(at_once) < len(readings)
    for seed, size in ((2, 1), (3, 7)):
        random.Random(seed).shuffle(readings)
        assert merged(tmp_path, f"{seed}.db", batches(readings, size)) == at_once


def test_every_event_is_in_one_incident(tmp_path: Path) -> None:
    readings = world(4, 20)
    events = [event_id for one in merged(tmp_path, "a.db", batches(readings, 5)) for event_id in one.events]
    assert sorted(events) == sorted(event.event_id for reading in readings for event in reading.events)


def test_a_reprint_counts_once(tmp_path: Path) -> None:
    long = " ".join(f"Villagers said that house number {n} had burnt." for n in range(12))
    first = attack("Mopti", "2024-03-05", 9, "agency", "2024-03-05", long)
    reprint = attack("Mopti", "2024-03-05", 9, "paper", "2024-03-06", long)
    other = attack("Mopti", "2024-03-05", 11, "rival", "2024-03-06")
    (incident,) = merged(tmp_path, "a.db", [[reprint], [other], [first]])
    assert (len(incident.articles), incident.independent_sources) == (3, 2)
    with Database(tmp_path / "a.db") as database:
        same = {one.publisher: one.same_text_as for one in query.articles(database)}
    assert same == {"agency": None, "paper": first.article.article_id, "rival": None}


def test_history_names_the_article_that_changed_it(tmp_path: Path) -> None:
    first, second = (attack("Gao", "2024-03-05", 9 + n, f"paper {n}", "2024-03-06") for n in range(2))
    with Database(tmp_path / "a.db") as database:
        writer = Writer(database, "test")
        for reading in (first, second):
            with writer.transaction() as connection:
                writer.write_within(connection, [reading])
                Merger(writer).merge(connection)
        (incident,) = query.incidents(database)
    articles = dict.fromkeys(change.article_id for change in incident.history if change.article_id)
    assert list(articles) == [first.article.article_id, second.article.article_id]


def test_a_crowded_world_is_the_same_in_any_order(tmp_path: Path) -> None:
    readings = [reading for _, reading in World(seed=3, happenings=45).reports()]
    found = []
    for seed, size in ((0, 500), (1, 5), (2, 16)):
        random.Random(seed).shuffle(readings)
        found.append(merged(tmp_path, f"{seed}.db", batches(readings, size)))
    assert found[0] == found[1] == found[2]
