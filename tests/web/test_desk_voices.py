"""Who says so and who denies it, in short."""

from dataclasses import replace

from onrecord.records import Responsibility
from onrecord.store.sides import ClaimLine
from onrecord.web.quotes import how_said, sides_of
from onrecord.web.voices import clauses_of

OWN = ClaimLine(
    1, "cl-1", "ev-1", "ar-1", "Coast Gazette", None, None, "2024-03-05", None, "actual", False, "asserts", "CT+",
    None, None, None, None, None, False, 0, 9, "It is so.",
)  # fmt: skip
MINISTRY = replace(OWN, claim_id="cl-2", source="Interior ministry", source_id="MIN", naming="named")
REBELS = replace(
    MINISTRY, claim_id="cl-3", source="rebels", source_id=None, naming="unnamed", stance="denies", factuality="CT-"
)


def told(*claims: ClaimLine, responsibility: tuple[Responsibility, ...] = ()) -> list[str]:
    return [f"{one.words} {one.voices}".strip() for one in clauses_of(sides_of(claims), responsibility)]


def test_each_voice_is_named_by_what_it_does() -> None:
    assert told(OWN, MINISTRY, REBELS) == [
        "Reported as a fact by Coast Gazette",
        "Said by the Interior ministry",
        "Denied by rebels",
    ]


def test_it_is_said_that_nobody_denies_it_or_nobody_asserts_it() -> None:
    assert told(OWN)[-1] == "Nobody in the record denies it"
    assert told(REBELS) == ["Denied by rebels", "Nobody in the record asserts it"]


def test_who_claims_it_and_who_is_blamed_stands_beside_who_says_so() -> None:
    both = (Responsibility("Northern Front", "claimed", ()), Responsibility("rebels", "blamed", ()))
    assert told(OWN, responsibility=both)[1:3] == ["Responsibility claimed by the Northern Front", "Blamed on rebels"]


def test_who_denies_having_done_it_does_not_deny_that_it_happened() -> None:
    found = told(OWN, responsibility=(Responsibility("rebels", "denied", ()),))
    assert found[1:] == ["Responsibility denied by rebels", "Nobody in the record denies that it happened"]


def test_a_hedge_and_an_accusation_are_not_told_as_facts() -> None:
    hedged = replace(MINISTRY, factuality="PS+")
    accusing = replace(MINISTRY, stance="accuses")
    assert told(hedged)[0] == "Said as possible by the Interior ministry"
    assert told(accusing)[0] == "Alleged by the Interior ministry"


def test_where_no_one_takes_a_stand_it_is_said_who_speaks_of_it() -> None:
    asking = replace(MINISTRY, stance="demands", factuality="U", modality="requested")
    assert told(asking) == ["Asked for by the Interior ministry"]
    assert sides_of([asking]).modality == "requested"
    assert how_said(asking) == "demands it"
    assert how_said(replace(asking, stance="other")) == "speaks of it, without taking a stand"
