"""Every trigger of the shipped codebook codes its own example: that frame decides, and these fill its roles."""

import pytest

from making import events_page
from making.coder_cases import results_by_type
from making.marked_facts import FIGURES, Facts
from making.telling import tell_all
from onrecord.articles.parse import Parser
from onrecord.codebooks.events import Codebook, Frame
from onrecord.events.examples import Told


@pytest.fixture(scope="module")
def book() -> Codebook:
    return Codebook.load()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def told(book: Codebook, parser: Parser) -> list[tuple[Frame, Told]]:
    return list(zip(book.frames, tell_all([frame.example for frame in book.frames], parser, book), strict=True))


def test_every_trigger_codes_its_example(told: list[tuple[Frame, Told]]) -> None:
    wrong = [f"{frame.name} | {frame.example} | {fault}" for frame, t in told if (fault := t.fault(frame))]
    assert wrong == []


def test_marked_dates_and_counts_of_the_examples_are_found(book: Codebook, parser: Parser) -> None:
    lines = [frame.example for frame in book.frames]
    assert sum("|date]" in line or any(f" {kind}]" in line for kind in FIGURES) for line in lines) >= 200
    assert Facts(parser, book).faults(lines) == []


def test_the_codebook_is_as_large_as_promised(book: Codebook) -> None:
    assert len([frame for frame in book.frames if frame.is_event]) >= 900


def test_every_type_has_ten_triggers(book: Codebook) -> None:
    counts = {name: sum(frame.type_name == name for frame in book.frames) for name in book.types}
    assert [name for name, count in counts.items() if count < 10] == []


def test_the_page_of_event_types_is_in_step(book: Codebook, parser: Parser, told: list[tuple[Frame, Told]]) -> None:
    should_be = events_page.page(book, told, results_by_type(parser, book))
    assert events_page.PAGE.read_text(encoding="utf-8") == should_be, "run `make docs`"
