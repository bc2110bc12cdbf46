"""A run that is killed while it merges, at any point, and the one after it: the same incidents, none of them halved."""

import os
import random
import signal
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from making.happenings import World
from onrecord.merger import Merger
from onrecord.records import Incident, Reading
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.write import Writer

KILLS = 50
BATCH = 3
STEPS = 500
"""Steps of the database's machine after which it asks whether to go on."""


def store(path: Path, readings: Sequence[Reading], killed_after: int | None = None) -> None:
    """Store and merge batch by batch; `killed_after` is after how many times `STEPS` of its work."""
    left = killed_after

    def tick() -> int:
        nonlocal left
        left = None if left is None else left - 1
        if left is not None and left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    with Database(path) as database:
        writer = Writer(database, "test")
        merger = Merger(writer)
        readings = [one for one in readings if not writer.known(one.article.article_id)]
        for at in range(0, len(readings), BATCH):
            with writer.transaction() as connection:
                driver = connection.connection.driver_connection
                assert driver is not None
                driver.set_progress_handler(tick, STEPS)
                writer.write_within(connection, readings[at : at + BATCH])
                merger.merge(connection)


def is_killed(path: Path, readings: Sequence[Reading], after: int) -> bool:
    child = os.fork()
    if not child:
        store(path, readings, after)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def loose_ends(path: Path) -> list[object]:
    """What refers to nothing, was not merged, or is in no incident or in two."""
    connection = sqlite3.connect(path)
    found = [row for query_ in LOOSE for row in connection.execute(query_)]
    connection.close()
    return found


LOOSE = (
    "PRAGMA foreign_key_check",
    "SELECT event_id FROM event WHERE unmerged",
    "SELECT key FROM event LEFT JOIN incident_event ON event = key GROUP BY key HAVING count(incident) != 1",
    "SELECT incident_id FROM incident WHERE stale OR key NOT IN (SELECT incident FROM incident_event)",
)


def incidents(path: Path) -> list[Incident]:
    with Database(path) as database:
        return [replace(one, history=()) for one in query.incidents(database)]


def test_a_run_killed_at_any_point_leaves_what_the_next_one_completes(tmp_path: Path) -> None:
    readings = [reading for _, reading in World(seed=4, happenings=12).reports()]
    random.Random(1).shuffle(readings)
    store(tmp_path / "undisturbed.db", readings)
    expected = incidents(tmp_path / "undisturbed.db")
    assert len(expected) < len(readings)
    chance, kills, completed = random.Random(2), 0, 0
    while kills < KILLS or not completed:
        path = tmp_path / f"killed{completed}.db"
        Database(path).close()
        if is_killed(path, readings, chance.randrange(1, 150)):
            kills += 1
            assert loose_ends(path) == []
        else:
            completed += 1
            assert incidents(path) == expected
