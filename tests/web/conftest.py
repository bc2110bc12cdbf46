"""A record of a few made reports, one of them denied, and a desk over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from making.denials import denied_attack
from making.desks import client_of, keep
from making.readings import attack, condemnation


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    readings = [
        attack("Mopti", "2024-03-05", 9, "agency", "2024-03-05"),
        attack("Mopti", "2024-03-05", 11, "rival", "2024-03-06"),
        attack("Gao", "2024-03-07", 3, "agency", "2024-03-07"),
        denied_attack("Timbuktu", "2024-03-09", 6, "agency", "2024-03-10"),
        condemnation("Mopti", "2024-03-06", "agency", "2024-03-06"),
    ]
    return keep(tmp_path_factory.mktemp("desk") / "made.db", readings)


@pytest.fixture(scope="session")
def desk(record: Path) -> Iterator[TestClient]:
    with client_of(record) as client:
        yield client
