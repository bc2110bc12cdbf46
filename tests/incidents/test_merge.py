"""Reports of one happening become one incident, whatever order they come in; two happenings stay two."""

import random
from dataclasses import replace

from making.tellings import claim, day, killed, party, place, telling
from onrecord.drafts import Telling
from onrecord.incidents.reconcile import incidents_of
from onrecord.records import Claim, Event, Incident, Party, Place

MOPTI = place("Mopti", 14.49, -4.18)
GAO = place("Gao", 16.27, -0.04)
REBELS = party("Northern Front", sector="REB")


def told(article: str, where: Place = MOPTI, when: str = "2024-03-05", toll: int = 9) -> Telling:
    sentence = f"Fighters of the Northern Front attacked a market in {where.name}, killing {toll}"
    return telling(article, sentence, when, where, actor=(REBELS,), figures=(killed(toll),))


def test_reports_of_one_attack_are_one_incident() -> None:
    (incident,) = incidents_of([told("a"), told("b", toll=11), told("c")])
    (figure,) = incident.figures
    assert (figure.low, figure.best, figure.high) == (9, 9, 11)
    assert incident.articles == ("a", "b", "c")
    assert incident.merged_because
    assert incident.contradictions == (
        "9 killed (paper of a, 5 Mar 2024) / 11 (paper of b, 5 Mar 2024) / 9 (paper of c, 5 Mar 2024)",
    )


def test_two_places_of_one_day_stay_two() -> None:
    assert len(incidents_of([told("a"), told("b", GAO)])) == 2


def test_days_apart_stay_two() -> None:
    assert len(incidents_of([told("a"), told("b", when="2024-03-08")])) == 2


def test_an_attack_and_its_condemnation_stay_two() -> None:
    condemned = telling("b", "Ministers condemned the attack in Mopti", "2024-03-05", MOPTI, "ACCUSE")
    assert len(incidents_of([told("a"), condemned])) == 2


def blames(article: str, *who: Party) -> Telling:
    sentence = "The Northern Front is to blame for the attack on the market in Mopti"
    return telling(article, sentence, "2024-03-06", MOPTI, "ACCUSE", actor=who, recipient=(REBELS,))


def test_two_who_say_the_same_stay_two() -> None:
    ministry = replace(party("Foreign Ministry", sector="GOV"), country="MLI")
    union = party("African Union", sector="IGO")
    assert len(incidents_of([blames("a", ministry), blames("b", union)])) == 2
    assert len(incidents_of([blames("a", ministry), blames("b", ministry)])) == 1
    assert len(incidents_of([blames("a", ministry), blames("b")])) == 2


def test_what_one_says_to_two_stays_two() -> None:
    ministry, militia = party("Foreign Ministry", "MLI", "GOV"), party("Hill Brigade", sector="REB")
    to_militia = telling("b", "", "2024-03-06", MOPTI, "ACCUSE", actor=(ministry,), recipient=(militia,))
    assert len(incidents_of([blames("a", ministry), to_militia])) == 2


def test_what_one_says_to_nobody_is_one_only_in_much_the_same_words() -> None:
    ministry = party("Foreign Ministry", "MLI", "GOV")

    def says(article: str, sentence: str) -> Telling:
        return telling(article, sentence, "2024-03-06", MOPTI, "ACCUSE", actor=(ministry,))

    condemned = says("a", "The ministry condemned the attack on the market")
    assert len(incidents_of([condemned, says("b", "The attack on the market was condemned by the ministry")])) == 1
    assert len(incidents_of([condemned, says("b", "Its envoy handed over a protest note about river dredging")])) == 2


def test_what_two_states_do_stays_two() -> None:
    def sent(article: str, who: Party) -> Telling:
        return telling(article, "Troops were sent to Mopti", "2024-03-06", MOPTI, "MOBILIZE", actor=(who,))

    niger = party("Niger", "NER")
    assert len(incidents_of([sent("a", niger), sent("b", party("Chad", "TCD"))])) == 2
    assert len(incidents_of([sent("a", niger), sent("b", party("army of Niger", "NER"))])) == 1


def test_two_events_of_one_article_stay_two() -> None:
    again = telling("a", "Fighters attacked a market in Mopti, killing nine", "2024-03-05", MOPTI, actor=(REBELS,))
    assert len(incidents_of([told("a"), again])) == 2


def test_order_of_arrival_changes_nothing() -> None:
    tellings = [told(f"a{n}", where, toll=n + 3) for n, where in enumerate([MOPTI, GAO] * 6)]
    expected = incidents_of(tellings)
    for seed in range(5):
        random.Random(seed).shuffle(tellings)
        assert incidents_of(tellings) == expected


def test_a_reprint_is_no_second_source() -> None:
    first = told("a")
    reprint = told("b")
    copies = [first, Telling(reprint.event, reprint.publisher, reprint.published, first.text_id)]
    (incident,) = incidents_of(copies)
    assert (len(incident.articles), incident.independent_sources) == (2, 1)


def test_a_denial_in_another_report_makes_it_disputed() -> None:
    denier = telling("b", "The Northern Front denied the market attack in Mopti", "2024-03-05", MOPTI, actor=(REBELS,))
    denied = claim(denier.event.event_id, REBELS, "CT-")
    (incident,) = incidents_of([told("a"), Telling(_with_claims(denier.event, denied), "b", "2024-03-05", "b")])
    assert incident.standing == "disputed"


def test_who_claims_it_is_told_apart_from_who_is_blamed() -> None:
    event = told("a").event
    boast = _with_claims(event, claim(event.event_id, REBELS))
    army = party("Army", "MLI", "MIL")
    blame = _with_claims(event, claim(event.event_id, army))
    incident = _one([Telling(event, "paper", "2024-03-05", "a", (boast, blame))])
    assert [(r.party, r.status) for r in incident.responsibility] == [
        ("Northern Front", "blamed"),
        ("Northern Front", "claimed"),
    ]


def test_the_most_precise_date_wins() -> None:
    vague = told("b")
    (incident,) = incidents_of([told("a"), vague])
    assert incident.date == day("2024-03-05")


def _one(tellings: list[Telling]) -> Incident:
    (incident,) = incidents_of(tellings)
    return incident


def _with_claims(event: Event, *claims: Claim) -> Event:
    return replace(event, claims=claims)


def test_a_place_from_elsewhere_in_the_article_parts_no_reports() -> None:
    far_off = place("Kayes", 14.45, -11.44)
    sure = told("b", far_off, toll=30)
    assert sure.event.place is not None
    doubtful = replace(sure.event, place=replace(sure.event.place, told_in="article"))
    ours, theirs = (tuple((word, 0.5) for word in f"Traore Kouyate {own}".split()) for own in ("Sogolon", "Banamba"))
    first = replace(told("a"), terms=ours)
    assert len(incidents_of([first, replace(sure, terms=theirs)])) == 2
    assert len(incidents_of([first, replace(sure, event=doubtful, terms=theirs)])) == 1
