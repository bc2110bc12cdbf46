"""Who stands near to whom in a line."""

from onrecord.incidents.candidates import meet, neighbours, place_in_line, word_keys

DAY = 738_000


def places(*days: int) -> dict[int, int]:
    return {number: place_in_line(day, f"article {number}") for number, day in enumerate(days)}


def test_articles_of_the_same_days_meet_in_one_line() -> None:
    assert neighbours([places(DAY, DAY + 3, DAY + 90)]) == {(0, 1)}


def test_articles_months_apart_meet_in_two_lines() -> None:
    assert neighbours([places(DAY, DAY + 90)] * 2) == {(0, 1)}


def test_in_a_crowded_line_only_the_nearest_meet() -> None:
    line = places(*range(DAY, DAY + 6))
    assert neighbours([line], nearest=1) == {(n, n + 1) for n in range(5)}


def test_the_order_in_which_articles_come_changes_nothing() -> None:
    line = places(DAY, DAY, DAY + 1, DAY + 2)
    assert neighbours([dict(reversed(line.items()))], nearest=2) == neighbours([line], nearest=2)


def test_undated_articles_stand_before_all() -> None:
    assert place_in_line(None, "z") < place_in_line(DAY, "a")
    assert not meet(1, place_in_line(None, "z"), place_in_line(DAY, "a"))


def test_names_are_keys_before_other_words() -> None:
    many = tuple((f"word{n}", 0.5) for n in range(20))
    assert word_keys((*many, ("Kidal", 0.4))) & word_keys((("Kidal", 0.9),))
