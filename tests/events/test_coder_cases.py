"""The language cases of the coder: marked-up sentences in tests/cases/events/coder, one a line."""

from pathlib import Path

import pytest

from making.coder_cases import PATHS, judged, lines_of, results_by_type
from making.marked_facts import Facts
from onrecord.articles.parse import Parser
from onrecord.codebooks.events import Codebook


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def book() -> Codebook:
    return Codebook.load()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_cases(path: Path, parser: Parser, book: Codebook) -> None:
    cases = list(judged(path, parser, book))
    assert {case.line for case in cases} == set(lines_of(path)), "a line without a marked trigger"
    wrong = [
        f"{case.line} | {case.mark.label}: {case.fault}" for case in cases if case.fault and not case.known_to_fail
    ]
    assert wrong == []
    failing = {case.line for case in cases if case.fault}
    assert {case.line for case in cases if case.known_to_fail} <= failing, "it is handled now: take the ~ away"


def test_every_type_has_ten_cases(parser: Parser, book: Codebook) -> None:
    assert {name: of for name, (_, of) in results_by_type(parser, book).items() if of < 10} == {}


def test_marked_dates_places_and_counts_are_found(parser: Parser, book: Codebook) -> None:
    lines = [line for path in PATHS for line in lines_of(path) if not line.startswith("~ ")]
    told = Facts(parser, book).told(lines)
    assert [f"{fact.name} | {fact.fault}" for fact in told if fact.fault] == []
