import pytest

from making.counts import Counted
from onrecord.overviews.periods import Period, period_of

JUNE = Period("2024-06-01", "2024-06-30", "2024-06", "June")
SOME_JUNE = Period(None, None, "XXXX-06", "June")


@pytest.mark.parametrize(
    ("period", "earliest", "latest", "fits"),
    [
        (JUNE, "2024-06-05", "2024-06-05", "yes"),
        (JUNE, "2024-05-30", "2024-06-02", "maybe"),
        (JUNE, "2024-07-01", "2024-07-01", "no"),
        (JUNE, None, None, "maybe"),
        (SOME_JUNE, "2019-06-05", "2019-06-05", "maybe"),
        (SOME_JUNE, "2019-12-05", "2019-12-05", "no"),
        (SOME_JUNE, "2019-11-05", "2020-07-05", "maybe"),
    ],
)
def test_whether_something_falls_into_a_period(
    period: Period, earliest: str | None, latest: str | None, fits: str
) -> None:
    assert period.holds(earliest, latest) == fits


def test_a_part_is_within_the_whole_and_nothing_within_itself() -> None:
    year = Period("2024-01-01", "2024-12-31", "2024", "this year")
    assert JUNE.is_within(year)
    assert not year.is_within(JUNE)
    assert not JUNE.is_within(JUNE)
    assert not SOME_JUNE.is_within(year)


def test_each_figure_of_a_sentence_has_the_period_behind_it() -> None:
    counts = Counted(
        sentence="Monitors counted 12 raids in Mali in March 2024, 9 last month and 40 over all.", trigger="raids",
        figures=(("12 raids", 12, 12, 12), ("9", 9, 9, 9), ("40", 40, 40, 40)),
        when=("March 2024", "2024-03-01", "2024-03-31"),
    )  # fmt: skip
    reading = counts.told("watch", "2024-05-20")
    (event,) = reading.events
    found = [period_of(event, figure, event.evidence, "2024-05-20") for figure in event.figures]
    assert [one and one.earliest for one in found] == ["2024-03-01", "2024-04-01", None]
