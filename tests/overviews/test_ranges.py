import pytest

from making.counts import Counted
from onrecord.overviews.ranges import change
from onrecord.records import Figure


def figure(low: int | None, best: int | None, high: int | None) -> Figure:
    counted = Counted(sentence="10 raids in Mali.", trigger="raids", figures=(("10 raids", low, best, high),))
    return counted.told("watch", None).events[0].figures[0]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((10, 10, 10), (20, 20, 20), "grows"),
        ((20, 20, 20), (10, 10, 10), "falls"),
        ((10, 10, 10), (10, 10, 10), "same"),
        ((200, None, 999), (601, None, None), "may grow"),
        ((601, None, None), (200, None, 999), "may fall"),
        ((None, 40, None), (41, None, None), "grows"),
        ((None, None, 40), (None, None, 60), "may grow"),
        ((9, 9, 9), (9, None, 14), "may grow"),
        ((9, None, 14), (9, 9, 9), "may fall"),
    ],
)
def test_a_later_figure_lies_to_an_earlier_one(
    before: tuple[int | None, ...], after: tuple[int | None, ...], expected: str
) -> None:
    assert change(figure(*before), figure(*after)) == expected
