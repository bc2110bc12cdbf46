"""What is over the threshold and was kept apart is told why."""

from itertools import combinations

from making.tellings import party, place, telling
from onrecord.drafts import Telling, Ties
from onrecord.incidents.apart import kept_apart
from onrecord.incidents.profile import Profile, profiles_of
from onrecord.incidents.strands import UNTIED
from onrecord.records import Place

MOPTI = place("Mopti", 14.49, -4.18)
GAO = place("Gao", 16.27, -0.04)
FRONT = party("Northern Front", sector="REB")


def told(article: str, where: Place = MOPTI, words: str = "a market") -> Telling:
    sentence = f"Fighters of the Northern Front attacked {words} in {where.name}"
    return telling(article, sentence, "2024-03-05", where, actor=(FRONT,))


def why(ours: list[Telling], theirs: list[Telling], of_one: bool = True, ties: Ties = UNTIED) -> str:
    first, second = list(profiles_of(ours)), list(profiles_of(theirs))
    component: list[Profile] = [*first, *second] if of_one else []
    return kept_apart(first, second, component, ties)


def test_what_people_decided_comes_first() -> None:
    pairs = frozenset((min(a, b), max(a, b)) for a, b in combinations((told(x).event.event_id for x in "ab"), 2))
    assert why([told("a")], [told("b")], ties=Ties(apart=pairs)) == "people decided that they are two"


def test_one_article_that_tells_of_both() -> None:
    assert why([told("a"), told("b")], [told("b", words="a bus")]).startswith("b tells of both as two happenings")


def test_two_types() -> None:
    condemned = telling("b", "Ministers condemned the attack in Mopti", "2024-03-05", MOPTI, "ACCUSE")
    assert why([told("a")], [condemned]).startswith("they are of two types")


def test_two_components_were_never_compared() -> None:
    assert "stand near enough" in why([told("a")], [told("b")], of_one=False)


def test_the_average_of_all_pairs_is_told() -> None:
    elsewhere = [told(x, GAO) for x in "cd"]
    said = why([told("a"), told("b")], elsewhere)
    assert "over all 4 pairs the average is " in said
