"""What is over the threshold and was kept apart is told why."""

from dataclasses import replace
from itertools import combinations

from making.tellings import killed, party, place, telling
from onrecord.drafts import Telling, Ties
from onrecord.incidents.apart import kept_apart
from onrecord.incidents.profile import Profile, profiles_of
from onrecord.incidents.reconcile import incidents_of
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


def test_a_whole_and_a_part() -> None:
    several = replace(killed(2), kind="attacks", whom=None, best=None, high=None)
    province = replace(place("Mopti", 14.8, -3.5), precision="admin1", admin1="Mopti")
    wave = telling("a", "A wave of attacks across Mopti", "2024-03-05", province, actor=(FRONT,), figures=(several,))
    one = told("b", replace(MOPTI, admin1="Mopti"))
    assert why([wave], [one]).endswith("a whole and a part are not merged")
    assert len(incidents_of([wave, one])) == 2
    unsaid = replace(wave, event=replace(wave.event, figures=()))
    assert len(incidents_of([unsaid, one])) == 1
