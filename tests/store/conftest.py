from collections.abc import Iterator
from pathlib import Path

import pytest

from making.maker import Maker, Size
from onrecord.store.database import Database
from onrecord.store.write import Writer


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "record.db", patience=2) as opened:
        yield opened


@pytest.fixture
def writer(database: Database) -> Writer:
    return Writer(database, "1")


@pytest.fixture
def maker() -> Maker:
    return Maker(7, Size(words=120, events=5, statements=4, vocabulary=2000))
