from typing import get_args

from making.sayings import Said, party
from onrecord.overviews.holding import WORDS, Holding, holding_of, of_stance
from onrecord.records import Factuality, Modality


def held(factuality: Factuality, modality: Modality) -> Holding | None:
    (event,) = (
        Said(
            sentence="The mayor said the bridge would be closed.", by=party("The mayor"), cue="said",
            trigger="closed", event_type="COERCE", factuality=factuality, modality=modality,
        )
        .told("gazette", None)
        .events
    )  # fmt: skip
    return holding_of(event, event.claims[0])


def test_every_modality_has_its_words() -> None:
    assert {modality for modality, _ in WORDS} == set(get_args(Modality))


def test_a_claim_holds_the_modality_with_its_sign() -> None:
    assert held("CT+", "actual") == ("actual", "+")
    assert held("PS-", "intended") == ("intended", "-")


def test_who_commits_to_nothing_holds_only_what_is_asked_or_planned() -> None:
    assert held("U", "actual") is None
    assert held("U", "requested") == ("requested", "+")


def test_only_the_opposite_of_the_same_is_against() -> None:
    assert Holding("actual", "+").is_against(Holding("actual", "-"))
    assert not Holding("actual", "+").is_against(Holding("intended", "-"))


def test_a_bare_denial_holds_that_it_is_not_so() -> None:
    assert of_stance("denies") == (("actual", "-"),)
    assert of_stance("asserts") == ()
