"""One event per happening per article, on reports of several paragraphs with every happening numbered."""

import pytest

from making.reports import Report, reports


@pytest.fixture(scope="module")
def coded() -> list[Report]:
    return reports()


def test_there_are_enough_reports(coded: list[Report]) -> None:
    assert len(coded) >= 28


def test_there_are_as_many_events_as_happenings(coded: list[Report]) -> None:
    gold, found = sum(report.gold for report in coded), sum(report.coded for report in coded)
    assert abs(found - gold) <= 0.1 * gold


def test_most_tellings_are_found(coded: list[Report]) -> None:
    marked, found = sum(len(report.marks) for report in coded), sum(len(list(report.found())) for report in coded)
    assert found >= 0.9 * marked


def test_few_pairs_are_split_or_merged_wrongly(coded: list[Report]) -> None:
    """Of the pairs that are one happening or are coded as one, which is stricter than of all pairs."""
    pairs = [pair for report in coded for pair in report.pairs() if pair[2] or pair[3]]
    wrong = [(one, other) for one, other, marked, united in pairs if marked != united]
    assert len(wrong) <= 0.05 * len(pairs), wrong
