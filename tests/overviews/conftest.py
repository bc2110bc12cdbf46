"""A record of made readings, merged as the reader would."""

from collections.abc import Callable
from pathlib import Path

import pytest

import onrecord
from onrecord.merger import Merger
from onrecord.records import Reading
from onrecord.store.database import Database
from onrecord.store.write import Writer

Stored = Callable[..., onrecord.Record]


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """Writes readings into one record, and merges them; called again, it adds to it."""

    def record(*readings: Reading) -> onrecord.Record:
        with Database(tmp_path / "made.db") as database:
            writer = Writer(database, "test")
            with writer.transaction() as connection:
                writer.write_within(connection, readings)
                Merger(writer).merge(connection)
        return onrecord.open(tmp_path / "made.db")

    return record
