from collections.abc import Callable

import onrecord
from making.counts import MALI, Counted
from making.sayings import party
from onrecord.records import Place, Reading

Stored = Callable[..., onrecord.Record]

NIGER = party("Niger", "NER")


def expelled(
    words: str, figure: tuple[int | None, int | None, int | None], whom: str = "Malians", **more: object
) -> Counted:
    sentence = f"Niger has expelled {words} in its campaign, officials told the paper."
    given = {"actor": (NIGER,), "kind": "expelled", "event_type": "COERCE", "scope": "single", "place": None, **more}
    return Counted(sentence=sentence, trigger="expelled", figures=((words, *figure),), whom=whom, **given)  # type: ignore[arg-type]


HUNDREDS = expelled("hundreds of Malians", (200, None, 999)).told("gazette", "2024-01-10")
THOUSANDS = expelled("more than 4,000 Malian nationals", (4001, None, None), "Malian nationals").told(
    "sun", "2024-02-20"
)


def test_growing_figures_of_one_policy_are_one_series(stored: Stored) -> None:
    with stored(THOUSANDS, HUNDREDS) as record:
        (one,) = record.series()
    assert [(point.day, point.low) for point in one.points] == [("2024-01-10", 200), ("2024-02-20", 4001)]
    assert [point.change for point in one.points] == [None, "grows"]
    assert one.flags == ("grows",)
    assert one.parties == ("Niger",)
    assert "counting Malians, Malian nationals" in one.because


def test_what_is_left_open_does_not_part_two_figures(stored: Stored) -> None:
    left = Counted(
        sentence="Hundreds of Malians have left since.", trigger="left",
        figures=(("Hundreds of Malians", 200, None, 999),), kind="displaced", whom="Malians",
        event_type=None, scope="single",
    ).told("gazette", "2024-01-10")  # fmt: skip
    with stored(left, THOUSANDS) as record:
        (one,) = record.series()
    assert one.kinds == ("displaced", "expelled")
    assert "by Niger (1 of them do not say)" in one.because


def test_other_people_or_another_state_make_another_series(stored: Stored) -> None:
    chadians = expelled("9,000 Chadians", (9000, 9000, 9000), "Chadians").told("sun", "2024-02-21")
    algeria = Counted(
        sentence="Algeria has expelled 7,000 Malians over the border.", trigger="expelled", kind="expelled",
        figures=(("7,000 Malians", 7000, 7000, 7000),), whom="Malians", event_type="COERCE", scope="single",
        actor=(party("Algeria", "DZA"),),
    ).told("sun", "2024-02-22")  # fmt: skip
    with stored(HUNDREDS, THOUSANDS, chadians, algeria) as record:
        (one,) = record.series()
    assert len(one.points) == 2


def test_a_common_noun_alone_ties_no_two_figures(stored: Stored) -> None:
    def fled(words: str, figure: tuple[int, int, int], paper: str, day: str) -> Reading:
        sentence = f"{words} fled their homes, the agency said."
        given = {"actor": (), "kind": "displaced", "event_type": None, "scope": "single", "place": None}
        counted = Counted(sentence=sentence, trigger="fled", figures=((words, *figure),), whom="people", **given)  # type: ignore[arg-type]
        return counted.told(paper, day)

    some = fled("Some 6,200 people", (6200, 6200, 6200), "gazette", "2024-01-10")
    many = fled("Some 9,000 people", (9000, 9000, 9000), "sun", "2024-02-20")
    with stored(some, many) as record:
        assert record.series() == ()


def test_sources_that_exclude_each_other_at_once_contradict(stored: Stored) -> None:
    fewer = expelled("only 300 Malians", (300, 300, 300)).told("sun", "2024-02-22")
    with stored(THOUSANDS, fewer) as record:
        (one,) = record.series()
    assert one.flags == ("falls", "contradicted: more than 4,000 Malian nationals / only 300 Malians")


def test_a_denial_is_a_flag(stored: Stored) -> None:
    denied = expelled("5,000 Malians", (5000, 5000, 5000), factuality="CT-").told("sun", "2024-02-22")
    with stored(THOUSANDS, denied) as record:
        (one,) = record.series()
    assert "denied by the article itself" in one.flags


def test_counts_over_two_months_are_no_series_and_two_states_of_one_year_are(stored: Stored) -> None:
    def attacks(words: str, number: int, *when: str) -> Counted:
        sentence = f"Mali has seen {words} in {when[0]}, monitors wrote."
        return Counted(sentence=sentence, trigger="attacks", figures=((words, number, number, number),), when=when)  # type: ignore[arg-type]

    may = attacks("36 attacks", 36, "May 2024", "2024-05-01", "2024-05-31").told("watch", "2024-06-02")
    june = attacks("27 attacks", 27, "June 2024", "2024-06-01", "2024-06-30").told("watch", "2024-07-02")
    so_far = attacks("300 attacks", 300, "2024", "2024-01-01", "2024-12-31").told("watch", "2024-07-02")
    later = attacks("340 attacks", 340, "2024", "2024-01-01", "2024-12-31").told("watch", "2024-08-02")
    with stored(may, june, so_far, later) as record:
        (one,) = record.series()
    assert [point.low for point in one.points] == [300, 340]


def test_another_place_makes_another_series(stored: Stored) -> None:
    gao = Place("Gao", "Gao", "MLI", 16.27, -0.04, 1, "exact", 0, 0, "Gao")

    def fled(words: str, number: int, place: Place) -> Counted:
        return Counted(
            sentence=f"The floods in {place.text} displaced {words} so far.", trigger="displaced", kind="displaced",
            figures=((words, number, number, number),), whom="people", event_type=None, scope="single", place=place,
        )  # fmt: skip

    here, there = (
        fled("900 people", 900, gao).told("sun", "2024-02-22"),
        fled("70 people", 70, MALI).told("sun", "2024-02-23"),
    )
    with stored(here, there) as record:
        assert record.series() == ()
    with stored(fled("1,200 people", 1200, gao).told("sun", "2024-02-25")) as record:
        (one,) = record.series(kind="displaced")
        assert one.place == "Gao"
        assert record.series(kind="killed") == ()
