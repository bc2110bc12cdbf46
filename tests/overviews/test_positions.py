"""What Chad says on talks with a rebel front, told in four reports of our own."""

from collections.abc import Callable

import pytest

import onrecord
from making.sayings import CHAD, DENIAL, FACT, HOMELESS, MINISTRY, NO_PLANS, RUMOUR, SPEAKER, Said, party
from onrecord.errors import NotFoundError, SettingError

OTHER_TALKS = Said(
    sentence="Chad's foreign ministry said that Chad held talks with Niger over the FACT camps.",
    by=MINISTRY, cue="said", trigger="talks", event_type="CONSULT", between=(CHAD, party("Niger", "NER")),
).told("gazette", "2024-02-03")  # fmt: skip


Stored = Callable[..., onrecord.Record]


def test_positions_stand_in_the_order_of_their_days_and_shift(stored: Stored) -> None:
    with stored(NO_PLANS, RUMOUR, DENIAL) as record:
        found = record.positions("Chad", on="talks FACT")
    assert [one.day for one in found.positions] == ["2024-02-02", "2024-03-09"]
    (shift,) = found.shifts
    assert shift.before == ("that it is not so",)
    assert shift.after == ("that it is not planned",)
    assert shift.dated
    assert found.positions[1].shifted_from == shift.before_ids == (found.positions[0].statement_id,)


def test_an_undated_report_leaves_the_order_open(stored: Stored) -> None:
    undated = Said(
        sentence="Spokesman Idris Habre told reporters there were no plans for negotiations with FACT.",
        by=HOMELESS, cue="told", trigger="negotiations", event_type="CONSULT", between=(FACT,),
        factuality="CT-", modality="intended",
    ).told("gazette", None)  # fmt: skip
    with stored(undated, DENIAL) as record:
        found = record.positions("Chad", on="talks FACT")
    assert [one.day for one in found.positions] == ["2024-02-02", None]
    assert [shift.dated for shift in found.shifts] == [False]


def test_who_contradicts_is_named_with_the_sentence(stored: Stored) -> None:
    with stored(RUMOUR, DENIAL) as record:
        (denial,) = record.positions("Chad", on="talks FACT").positions
    (against,) = denial.contradicted_by
    assert against.source is not None
    assert (against.source.name, against.holds) == ("Radio reports", "that it is so")
    assert "prisoner swap" in against.sentence


def test_a_word_of_another_time_contradicts_nothing(stored: Stored) -> None:
    late = Said(
        sentence="Radio reports said Chad was in talks with FACT again.",
        by=party("Radio reports", None, "JRN", naming="unnamed"), cue="said", trigger="talks", event_type="CONSULT",
        between=(CHAD, FACT),
    ).told("radio", "2024-08-01")  # fmt: skip
    with stored(late, DENIAL) as record:
        assert [one.contradicted_by for one in record.positions("Chad", on="talks FACT").positions] == [()]


def test_each_source_says_why_it_speaks_for_the_actor(stored: Stored) -> None:
    with stored(DENIAL, NO_PLANS) as record:
        by_id = {one.source.name: one.speaks for one in record.positions("Chad", on="talks").positions}
    assert by_id[SPEAKER.name] == "an office of Chad"
    assert by_id[HOMELESS.name] == "an office of Chad, by another report that names the same person"


def test_a_person_whom_two_states_have_speaks_for_neither(stored: Stored) -> None:
    niger = Said(
        sentence="Deputy spokesman Idris Habre denied talks with FACT.",
        by=party("Deputy spokesman Idris Habre", "NER-GOV", "GOV"), cue="denied", trigger="talks",
        event_type="CONSULT", stance="denies", factuality="CT-",
    ).told("sun", "2024-02-02")  # fmt: skip
    with stored(DENIAL, NO_PLANS, niger) as record:
        assert [one.source.name for one in record.positions("Chad", on="talks").positions] == [SPEAKER.name]


def test_talks_with_a_third_are_no_contradiction(stored: Stored) -> None:
    with stored(DENIAL, OTHER_TALKS) as record:
        found = record.positions("Chad", on="talks FACT")
    assert all(not one.contradicted_by for one in found.positions)
    assert found.shifts == ()


@pytest.mark.parametrize("matter", ["talks FACT", "dialogue with the FACT", 'negotiations "prisoner swap"', "CONSULT"])
def test_a_matter_goes_by_everyday_words(stored: Stored, matter: str) -> None:
    with stored(RUMOUR, DENIAL) as record:
        found = record.positions("Chad", on=matter)
        assert len(found.positions) == (0 if "swap" in matter else 1)
        assert found.understood


@pytest.mark.parametrize("name", ["Chad", "TCD", "N'Djamena", "chad"])
def test_an_actor_goes_by_any_of_its_names(stored: Stored, name: str) -> None:
    with stored(DENIAL) as record:
        assert record.positions(name, on="talks").who.actor_id == "TCD"


def test_a_name_that_nobody_bears_is_told_with_near_ones(stored: Stored) -> None:
    with stored(DENIAL) as record:
        with pytest.raises(NotFoundError, match=r"near it are Chad"):
            record.positions("Chadd", on="talks")
        with pytest.raises(SettingError, match="no words"):
            record.positions("Chad", on="with the")


def test_filters_narrow_the_reports(stored: Stored) -> None:
    with stored(DENIAL, NO_PLANS) as record:
        assert [one.day for one in record.positions("Chad", on="talks", since="2024-03").positions] == ["2024-03-09"]


def test_a_sentence_is_whole(stored: Stored) -> None:
    with stored(DENIAL) as record:
        (one,) = record.positions("Chad", on="talks").positions
    assert one.sentence == "Foreign ministry spokesman Idris Habre denied that Chad was in talks with FACT."


def test_what_another_did_is_no_contradiction(stored: Stored) -> None:
    ours = Said(
        sentence="Chad's foreign ministry said that Chad bombed FACT camps.", by=MINISTRY, cue="said", trigger="bombed",
        event_type="ASSAULT", between=(CHAD,),
    ).told("gazette", "2024-02-02")  # fmt: skip
    theirs = Said(
        sentence="FACT denied attacks on Chad.", by=FACT, cue="denied", trigger="attacks", event_type="ASSAULT",
        between=(FACT,), stance="denies", factuality="CT-",
    ).told("gazette", "2024-02-03")  # fmt: skip
    with stored(ours, theirs) as record:
        (one,) = record.positions("Chad", on="attacks").positions
    assert one.holds == ("that it is so",)
    assert one.contradicted_by == ()


def test_positions_are_asked_as_of_a_time(stored: Stored) -> None:
    with stored(DENIAL) as record:
        assert record.as_of("2020").positions("Chad", on="talks").positions == ()
        assert len(record.as_of("2999").positions("Chad", on="talks").positions) == 1
        assert record.positions("Chad", on="talks", as_of="2020").positions == ()
