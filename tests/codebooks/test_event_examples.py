"""Every trigger of the shipped codebook codes its own example: that frame decides, and these fill its roles."""

import pytest

from making.telling import Told, parties, tell_all
from onrecord.articles.parse import Parser
from onrecord.codebooks.events import Codebook, Frame


@pytest.fixture(scope="module")
def book() -> Codebook:
    return Codebook.load()


@pytest.fixture(scope="module")
def told(book: Codebook) -> list[tuple[Frame, Told]]:
    return list(zip(book.frames, tell_all([frame.example for frame in book.frames], Parser(), book), strict=True))


def what_is_wrong(frame: Frame, told: Told) -> str | None:
    marks = [mark for mark in told.marked.marks if not mark.label]
    found = [mention for mark in marks for mention in told.at(mark)]
    right = [mention for mention in found if mention.decided_by == frame.name]
    if not frame.is_event:
        return f"coded as {found[0].decided_by}" if found else None
    if not right:
        return f"coded by {[m.decided_by for m in found]}"
    if parties(right[0].actor) != told.filled("A", "B"):
        return f"actor {parties(right[0].actor)}"
    return f"recipient {parties(right[0].recipient)}" if told.filled("R") - parties(right[0].recipient) else None


def test_every_trigger_codes_its_example(told: list[tuple[Frame, Told]]) -> None:
    wrong = [f"{frame.name} | {frame.example} | {fault}" for frame, t in told if (fault := what_is_wrong(frame, t))]
    assert wrong == []


def test_the_codebook_is_as_large_as_promised(book: Codebook) -> None:
    assert len([frame for frame in book.frames if frame.is_event]) >= 900


def test_every_type_has_ten_triggers(book: Codebook) -> None:
    counts = {name: sum(frame.type_name == name for frame in book.frames) for name in book.types}
    assert [name for name, count in counts.items() if count < 10] == []
