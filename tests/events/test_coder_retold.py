"""One happening told in several sentences is one; two are two. Articles of our own, a number for each happening."""

from itertools import combinations
from pathlib import Path

import pytest

from onrecord.articles.parse import Parser
from onrecord.codebooks.events import Codebook
from onrecord.codebooks.markup import read_marked
from onrecord.drafts import Position
from onrecord.events.examples import Told, tell

FOLDER = Path(__file__).parent.parent / "cases" / "events" / "retold"
PATHS = sorted(FOLDER.glob("*.txt"))


@pytest.fixture(scope="module")
def told() -> dict[str, Told]:
    parser, book = Parser(), Codebook.load()
    lines = {path.stem: path.read_text(encoding="utf-8").strip() for path in PATHS}
    return {name: tell(line, parser.parse(read_marked(line).text), book) for name, line in lines.items()}


def happenings(told: Told) -> list[tuple[str, Position]]:
    """Each marked trigger's number, beside the first telling that its own one leads back to."""
    before = {mention.position: mention.told_before for mention in told.mentions}

    def first(position: Position) -> Position:
        earlier = before[position]
        return position if earlier is None else first(earlier)

    triggers = [mark for mark in told.marked.marks if len(mark.label) > 1 and mark.label.isupper()]
    found = [(mark, [m for m in told.at(mark) if m.event_type == mark.label]) for mark in triggers]
    return [(f"{mark.label}{mark.number}", first(mentions[0].position)) for mark, mentions in found if mentions]


@pytest.mark.parametrize("name", [path.stem for path in PATHS])
def test_every_marked_telling_is_found(name: str, told: dict[str, Told]) -> None:
    wanted = [mark for mark in told[name].marked.marks if len(mark.label) > 1 and mark.label.isupper()]
    assert len(happenings(told[name])) == len(wanted)


@pytest.mark.parametrize("name", [path.stem for path in PATHS])
def test_tellings_are_united_as_marked(name: str, told: dict[str, Told]) -> None:
    pairs = list(combinations(happenings(told[name]), 2))
    wrong = [(a, b) for a, b in pairs if (a[0] == b[0]) != (a[1] == b[1])]
    assert wrong == []


def test_there_are_as_many_happenings_as_marked(told: dict[str, Told]) -> None:
    marked = sum(len({number for number, _ in happenings(one)}) for one in told.values())
    coded = sum(sum(m.told_before is None for m in one.mentions) for one in told.values())
    assert abs(coded - marked) <= marked * 0.1
