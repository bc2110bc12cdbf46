import pytest

from onrecord.drafts import Attribution
from onrecord.statements.scores import scored

SAID = Attribution(((0, 4),), (5, 9), ((10, 20),), 1.0)


@pytest.mark.parametrize(
    ("found", "relation"),
    [
        ([SAID], 100.0),
        ([Attribution(((0, 2),), (5, 9), ((12, 15),), 1.0)], 100.0),
        ([Attribution((), (5, 9), ((10, 20),), 1.0)], 0.0),
        ([Attribution(((0, 4),), (21, 25), ((10, 20),), 1.0)], 0.0),
        ([SAID, Attribution((), (30, 32), ((40, 50),), 1.0)], 200 / 3),
        ([], 0.0),
    ],
    ids=["same", "overlapping", "source left out", "another cue", "one too many", "none"],
)
def test_a_relation_is_right_where_all_three_overlap(found: list[Attribution], relation: float) -> None:
    assert scored([([SAID], found)]).f1() == pytest.approx(relation)


def test_an_open_source_agrees_with_an_open_source_only() -> None:
    opened = Attribution((), (5, 9), ((10, 20),), 1.0)
    assert scored([([opened], [opened])]).f1() == 100
    assert scored([([opened], [SAID])]).f1() == 0


def test_roles_are_counted_apart() -> None:
    scores = scored([([SAID], [Attribution(((0, 4),), (21, 25), ((10, 20),), 1.0)])])
    assert (scores.f1("source"), scores.f1("cue"), scores.f1("content")) == (100, 0, 100)
