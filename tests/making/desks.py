"""Records with a desk over them, for the tests of its pages."""

import re
from collections.abc import Iterable
from pathlib import Path

from starlette.testclient import TestClient

from onrecord.config import settings
from onrecord.merger import Merger
from onrecord.records import Reading
from onrecord.store.database import Database
from onrecord.store.write import Writer
from onrecord.web.app import create_app
from onrecord.web.state import DeskSettings

ADDRESS = "http://127.0.0.1:8000"


def keep(path: Path, readings: Iterable[Reading]) -> Path:
    """A record of these readings, merged."""
    with Database(path) as opened:
        writer = Writer(opened, "test")
        with writer.transaction() as connection:
            writer.write_within(connection, list(readings))
            Merger(writer).merge(connection)
    return path


def client_of(path: Path, serving: DeskSettings | None = None) -> TestClient:
    """A browser at a desk over the record; one without JavaScript."""
    return TestClient(create_app(settings(database=path), serving), base_url=ADDRESS)


def token_in(page: str) -> str:
    """What a form on the page has to carry."""
    found = re.search(r'name="csrf" value="(\w+)"', page)
    assert found, "no form on the page"
    return found[1]
