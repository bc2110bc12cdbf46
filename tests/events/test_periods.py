"""Counts for several periods told in one breath are events of their own."""

from pathlib import Path

import pytest

from onrecord.config import settings
from onrecord.events.periods import with_periods
from onrecord.flow import Reader
from onrecord.records import Article, Event, Published

CASES = Path(__file__).parents[1] / "cases" / "periods" / "counts.txt"
LINES = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(settings(attribution="rules"))


def events_of(reader: Reader, text: str) -> tuple[Event, ...]:
    (reading,) = reader.read([Article("a", text, "test", published=Published("2023-12-14", "day", "metadata"))])
    return reading.events


@pytest.mark.parametrize("line", LINES)
def test_each_count_has_its_period(line: str, reader: Reader) -> None:
    text, _, expected = line.partition(" => ")
    events = [event for event in events_of(reader, text) if event.figures]
    told = [(str(figure.best), event.date and event.date.edtf) for event in events for figure in event.figures]
    assert told == [tuple(part.split()) for part in expected.split(", ")]
    days = [len(edtf or "") == len("2023-12-14") for _, edtf in told]
    assert [event.scope for event in events] == ["single" if day else "aggregate" for day in days]


def test_a_single_happening_is_no_count_over_a_period(reader: Reader) -> None:
    (event,) = events_of(reader, "Gunmen killed nine guards in Quetta on Tuesday.")
    assert event.scope == "single"
    assert with_periods((), ()) == ()


def test_two_events_share_no_claim(reader: Reader) -> None:
    events = events_of(reader, "The rebels, the army said, carried out 27 attacks in June and 36 in May.")
    ids = [claim.claim_id for event in events for claim in event.claims]
    assert len(events) == 2
    assert len(ids) == len(set(ids)) > 0
    assert all(f.claim_id in {c.claim_id for c in e.claims} for e in events for f in e.figures if f.claim_id)
