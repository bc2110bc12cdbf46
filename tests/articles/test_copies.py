"""Reprints are found, other reports of the same happening are not."""

from onrecord.articles.copies import are_copies, likeness, sketch

REPORT = (
    "Gunmen attacked a bus near the town of Kaya on Monday and killed six passengers, the governor said. "
    "The attackers stopped the bus at a bridge, took the driver away and set fire to the vehicle. "
    "No group has said that it was behind the attack. The army sent two units to the area, and a curfew was "
    "declared in the province until Friday. Residents said that they had warned the authorities a week before."
)
OTHER = (
    "Six people died when a bus was attacked on the road to Kaya, officials in Burkina Faso said on Tuesday. "
    "It was the third attack in the province this month. The governor ordered a curfew and promised that those "
    "who set the bus on fire would be found, while relatives of the driver asked for his release."
)


def test_a_reprint_with_a_credit_and_a_cut_is_a_copy() -> None:
    reprint = "OUAGADOUGOU (Agency) - " + REPORT.replace(" No group has said that it was behind the attack.", "")
    assert are_copies(sketch(REPORT), sketch(reprint))


def test_another_report_of_the_same_attack_is_no_copy() -> None:
    assert likeness(sketch(REPORT), sketch(OTHER)) < 0.2


def test_copies_share_a_key() -> None:
    assert set(sketch(REPORT).keys) & set(sketch(REPORT.upper() + " Read more.").keys)


def test_short_texts_are_copies_only_where_they_are_the_same() -> None:
    assert are_copies(sketch("Two killed in Gao."), sketch("Two killed in Gao"))
    assert not are_copies(sketch("Two killed in Gao."), sketch("Two killed in Gao on Monday."))


def test_an_empty_text_is_a_copy_of_nothing_but_another() -> None:
    assert not are_copies(sketch(""), sketch(REPORT))
