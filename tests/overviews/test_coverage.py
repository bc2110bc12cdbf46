from collections.abc import Callable

import onrecord
from making.counts import Counted
from making.readings import attack
from making.sayings import party
from onrecord.overviews.coverage import Coverage

Stored = Callable[..., onrecord.Record]

FRONT = party("the Northern Front", "NORTHERN-FRONT", "REB")
MARCH = Counted(
    sentence="Monitors counted 12 attacks in Mali in March 2024 and 40 in April 2024.", trigger="attacks",
    figures=(("12 attacks", 12, 12, 12), ("40", 40, 40, 40)), when=("March 2024", "2024-03-01", "2024-03-31"),
)  # fmt: skip
YEAR = Counted(
    sentence="There have been more than 300 attacks in Mali this year, monitors wrote.", trigger="attacks",
    figures=(("more than 300 attacks", 301, None, None),), when=("this year", "2024-01-01", "2024-12-31"),
)  # fmt: skip


def by_count(found: tuple[Coverage, ...]) -> dict[str, Coverage]:
    return {one.reported.figure.text: one for one in found}


def test_each_count_has_the_incidents_of_its_own_period(stored: Stored) -> None:
    made = [
        attack("Mopti", "2024-03-05", 9, "agency", "2024-03-05"),
        attack("Gao", "2024-03-07", 3, "agency", "2024-03-07"),
    ]
    with stored(
        *made, attack("Menaka", "2024-04-02", 2, "agency", "2024-04-02"), MARCH.told("watch", "2024-05-01")
    ) as r:
        found = by_count(r.coverage())
    assert found["12 attacks"].reported.period is not None
    assert found["12 attacks"].reported.period.earliest == "2024-03-01"
    assert (found["12 attacks"].seen_low, found["12 attacks"].seen_high) == (2, 2)
    assert (found["40"].seen_low, found["40"].share_low) == (1, 1 / 40)
    assert len(found["12 attacks"].incidents) == 2


def test_a_count_without_an_upper_bound_has_a_greatest_share_alone(stored: Stored) -> None:
    with stored(attack("Mopti", "2024-03-05", 9, "agency", "2024-03-05"), YEAR.told("watch", "2024-05-01")) as record:
        (one,) = record.coverage()
    assert (one.share_low, one.share_high) == (None, 1 / 301)
    assert one.reported.period is not None
    assert one.reported.period.latest == "2024-05-01", "a count does not reach beyond its report"


def test_overlapping_counts_name_each_other_and_are_not_summed(stored: Stored) -> None:
    with stored(MARCH.told("watch", "2024-05-01"), YEAR.told("watch", "2024-05-02")) as record:
        found = by_count(record.coverage())
    year = found["more than 300 attacks"].reported.count_id
    assert found["12 attacks"].part_of == found["40"].part_of == (year,)
    assert found["more than 300 attacks"].part_of == ()


def test_a_period_of_an_unknown_year_is_held_against_its_months(stored: Stored) -> None:
    undated = Counted(
        sentence="Monitors counted 12 attacks in Mali in March.", trigger="attacks",
        figures=(("12 attacks", 12, 12, 12),),
    ).told("watch", None)  # fmt: skip
    made = [
        attack("Mopti", "2024-03-05", 9, "agency", "2024-03-05"),
        attack("Gao", "2024-06-07", 3, "agency", "2024-06-07"),
    ]
    with stored(*made, undated) as record:
        (one,) = record.coverage()
    assert (one.seen_low, one.seen_high, one.share_low) == (0, 1, 0.0)


def test_attacks_elsewhere_or_of_others_do_not_count(stored: Stored) -> None:
    others = Counted(
        sentence="In Mali the rival league carried out 5 attacks in March 2024.", trigger="attacks",
        figures=(("5 attacks", 5, 5, 5),), actor=(party("the rival league", "RIVAL-LEAGUE", "REB"),),
        when=("March 2024", "2024-03-01", "2024-03-31"),
    ).told("watch", "2024-05-01")  # fmt: skip
    niger = Counted(
        sentence="Niger had 8 attacks in March 2024.", trigger="attacks", figures=(("8 attacks", 8, 8, 8),),
        place=None, when=("March 2024", "2024-03-01", "2024-03-31"),
    ).told("watch", "2024-05-01")  # fmt: skip
    with stored(attack("Mopti", "2024-03-05", 9, "agency", "2024-03-05"), others, niger) as record:
        found = by_count(record.coverage())
    assert (found["5 attacks"].seen_low, found["5 attacks"].seen_high) == (0, 0)
    assert (found["8 attacks"].seen_low, found["8 attacks"].seen_high) == (0, 1), "where it was is not known"


def test_totals_of_victims_are_held_against_the_tolls_of_the_incidents(stored: Stored) -> None:
    toll = Counted(
        sentence="Attacks in Mali killed 50 people in March 2024.", trigger="killed", kind="killed", whom="people",
        figures=(("50 people", 50, 50, 50),), when=("March 2024", "2024-03-01", "2024-03-31"),
    ).told("watch", "2024-05-01")  # fmt: skip
    made = [
        attack("Mopti", "2024-03-05", 9, "agency", "2024-03-05"),
        attack("Gao", "2024-03-07", 3, "agency", "2024-03-07"),
    ]
    with stored(*made, toll) as record:
        (one,) = record.coverage()
        assert (one.seen_low, one.seen_high, one.share_high) == (12, 12, 12 / 50)
        assert record.coverage(kind="attacks") == ()
