"""A record of a few made reports, and the command run on it as a user would."""

import subprocess
import sys
from pathlib import Path

import pytest

from making.commands import Run
from making.counts import counted
from making.readings import attack, condemnation
from making.sayings import talks_in_chad
from onrecord.merger import Merger
from onrecord.records import Reading
from onrecord.store.database import Database
from onrecord.store.write import Writer


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "made.db"
    readings = [
        attack("Mopti", "2024-03-05", 9, "agency", "2024-03-05"),
        attack("Mopti", "2024-03-05", 11, "rival", "2024-03-06"),
        attack("Gao", "2024-03-07", 3, "agency", "2024-03-07"),
        condemnation("Mopti", "2024-03-06", "agency", "2024-03-06"),
    ]
    with Database(path) as opened:
        writer = Writer(opened, "test")
        with writer.transaction() as connection:
            writer.write_within(connection, readings)
            Merger(writer).merge(connection)
    return path


@pytest.fixture(scope="session")
def sayings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "sayings.db"
    return _merged(path, talks_in_chad())


@pytest.fixture(scope="session")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "counts.db"
    return _merged(path, [attack("Mopti", "2024-03-05", 9, "agency", "2024-03-05"), *counted()])


def _merged(path: Path, readings: list[Reading]) -> Path:
    with Database(path) as opened:
        writer = Writer(opened, "test")
        with writer.transaction() as connection:
            writer.write_within(connection, readings)
            Merger(writer).merge(connection)
    return path


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("here")

    def onrecord(*words: object) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "onrecord", *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)

    return onrecord
