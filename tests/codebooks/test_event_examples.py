"""Every trigger of the shipped codebook codes its own example: that frame decides, and these fill its roles."""

import pytest

from making import events_page
from making.coder_cases import results_by_type
from making.marked_facts import Fact, Facts, not_found
from making.telling import tell_all
from onrecord.articles.parse import Parser
from onrecord.codebooks.crosswalk import plover_contexts, plover_modes
from onrecord.codebooks.events import Codebook, Frame
from onrecord.codebooks.markup import STANDINGS, read_marked
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


@pytest.fixture(scope="module")
def facts(book: Codebook, parser: Parser) -> list[Fact]:
    return Facts(parser, book).told([frame.example for frame in book.frames])


def test_every_trigger_codes_its_example(told: list[tuple[Frame, Told]]) -> None:
    wrong = [f"{frame.name} | {frame.example} | {fault}" for frame, t in told if (fault := t.fault(frame))]
    assert wrong == []


def test_what_the_examples_mark_is_found(facts: list[Fact]) -> None:
    """Dates, counts, places, standings and claims; what is not found is listed by its cause, and nothing else is."""
    known = {name for names in not_found().values() for name in names}
    assert {fact.name for fact in facts if fact.fault} == known


@pytest.mark.parametrize(
    ("kind", "marks", "share"),
    [("date", 200, 1), ("figure", 60, 0.95), ("place", 330, 0.93), ("claim", 90, 1), ("standing", 1400, 0.99)],
)
def test_nearly_all_marks_are_found(facts: list[Fact], kind: str, marks: int, share: float) -> None:
    faults = [fact.fault for fact in facts if fact.kind == kind]
    assert len(faults) >= marks
    assert faults.count(None) >= share * len(faults)


def test_examples_of_every_standing() -> None:
    labels = {mark.label for frame in Codebook.load().frames for mark in read_marked(frame.example).marks}
    assert labels >= STANDINGS - {"affirmed"}


def test_the_codebook_is_as_large_as_promised(book: Codebook) -> None:
    assert len([frame for frame in book.frames if frame.is_event]) >= 900


def test_every_mode_and_every_context_of_plover_can_come_out(book: Codebook) -> None:
    modes = {(frame.type_name, frame.coding.mode) for frame in book.frames}
    for name, one in book.types.items():
        modes |= {(name, mode) for mode in (*one.modes.values(), *one.mode_of_about.values())}
    assert plover_modes().keys() <= modes
    contexts = {context for frame in book.frames for context in frame.coding.contexts} | set(book.contexts.values())
    assert plover_contexts() <= contexts


def test_every_type_has_ten_triggers(book: Codebook) -> None:
    counts = {name: sum(frame.type_name == name for frame in book.frames) for name in book.types}
    assert [name for name, count in counts.items() if count < 10] == []


def test_the_page_of_event_types_is_in_step(
    book: Codebook, parser: Parser, told: list[tuple[Frame, Told]], facts: list[Fact]
) -> None:
    should_be = events_page.page(book, told, results_by_type(parser, book), facts)
    assert events_page.PAGE.read_text(encoding="utf-8") == should_be, "run `make docs`"
