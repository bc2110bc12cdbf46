"""What was known when: the record as of a moment is the record that its reports up to then make."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import onrecord
from making.stream import read_anew, shuffled, store
from onrecord.records import Incident, Reading
from onrecord.store import query
from onrecord.store.database import Database
from onrecord.store.filters import Filters
from onrecord.store.moments import newest
from onrecord.store.stats import stats
from onrecord.store.write import Writer

LISTINGS = (query.articles, query.statements, query.events, query.claims, query.figures, query.incidents, query.actors)


def state(database: Database, as_of: str | None = None) -> list[object]:
    """All that the record lists and counts, without the histories and the size of the file."""
    found: list[object] = [replace(stats(database.at(as_of)), size=0)]
    for listing in LISTINGS:
        records: list[object] = list(listing(database, Filters(as_of=as_of)))
        found += [replace(one, history=()) if isinstance(one, Incident) else one for one in records]
    return found


def told_in_batches(database: Database, readings: list[Reading], seed: int) -> Iterator[tuple[int, str]]:
    """Store the readings a few at a time; how many there are after each batch, and its moment."""
    writer, chance, done = Writer(database, "1"), random.Random(seed), 0
    while done < len(readings):
        size = chance.randint(1, 4)
        store(writer, readings[done : done + size])
        done = min(done + size, len(readings))
        with database.reading() as connection:
            yield done, newest(connection).at


@pytest.mark.parametrize("seed", [11, 12])
def test_as_of_is_the_record_of_the_reports_up_to_then(tmp_path: Path, seed: int) -> None:
    readings = shuffled(seed, 12)
    with Database(tmp_path / "all.db") as database:
        moments = list(told_in_batches(database, readings, seed))
        for count, at in moments[:: len(moments) // 6]:
            with Database(tmp_path / f"{count}.db") as prefix:
                store(Writer(prefix, "1"), readings[:count])
                assert state(database, at) == state(prefix)
        assert state(database, moments[-1][1]) == state(database)
        assert state(database, "2001-01-01")[1:] == []


def test_what_was_known_before_a_newer_coder_read_it_stays_known(tmp_path: Path) -> None:
    readings = shuffled(13, 8)
    with Database(tmp_path / "all.db") as database:
        for start in range(0, len(readings), 5):
            store(Writer(database, "1"), readings[start : start + 5])
        before = state(database)
        with database.reading() as connection:
            at = newest(connection).at
        store(Writer(database, "2"), [read_anew(one) for one in readings[::2]])
        store(Writer(database, "2"), readings[:4])
        store(Writer(database, "3"), readings[:2])
        assert state(database) != before
        assert state(database, at) == before
        incident = max(query.incidents(database), key=lambda one: len(one.articles))
        changes = [(change.what, change.article_id) for change in incident.history]
        assert changes[0] == ("told by this report", changes[0][1])
        assert any(what == "read anew by coder 2" for what, _ in changes)
        assert any(what.startswith("mode unknown -> raid") for what, _ in changes)


def test_what_is_forgotten_was_never_known(tmp_path: Path) -> None:
    readings = shuffled(14, 6)
    with Database(tmp_path / "all.db") as database:
        told = list(told_in_batches(database, readings, 1))
        shared = max(query.incidents(database), key=lambda one: one.independent_sources)
        gone = next(r for r in readings if r.article.article_id == shared.articles[0])
    with onrecord.open(tmp_path / "all.db") as record:
        record.forget(gone.article.article_id)
        (stone,) = (c for one in record.incidents() for c in one.history if "forgotten" in c.what)
        assert stone.article_id is None
        assert gone.article.article_id not in repr([one.history for one in record.incidents()])
        for count, at in told[:: len(told) // 4]:
            left = [r for r in readings[:count] if r is not gone]
            with Database(tmp_path / f"{count}.db") as prefix:
                store(Writer(prefix, "1"), left)
                then = {replace(one, history=(), merged_because=()) for one in query.incidents(prefix)}
            found = {replace(one, history=(), merged_because=()) for one in record.incidents(as_of=at)}
            assert found == then
    held = b"".join(path.read_bytes() for path in tmp_path.glob("all.db*"))
    assert gone.article.article_id.encode() not in held
    assert gone.events[0].event_id.encode() not in held
