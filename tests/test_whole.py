"""Whole reports, from text to events."""

import pytest

from making.whole import Case, cases, read
from onrecord.config import Settings
from onrecord.flow import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Settings())


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_what_a_report_tells(case: Case, reader: Reader) -> None:
    found = read(reader, case)
    assert [line for line in case.expected if line not in found] == [], "\n".join(found)
    assert [line for line in found if line.startswith(case.unwanted)] == []
