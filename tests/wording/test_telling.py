"""Incidents as sentences that claim no more than the record does."""

from dataclasses import dataclass

import pytest

from onrecord.codebooks.crosswalk import plover_modes
from onrecord.records import EventDate, IncidentFigure, Party, Place
from onrecord.wording.telling import act_of, headline, tolls
from onrecord.wording.telling_dates import day_told, place_told


@dataclass(frozen=True)
class Told:
    event_type: str | None = "ASSAULT"
    mode: str | None = None
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    standing: str = "affirmed"
    figures: tuple[IncidentFigure, ...] = ()


def party(name: str, naming: str = "named") -> Party:
    return Party(name, None, None, None, naming, 0, 0, name)  # type: ignore[arg-type]


FRONT, POST, PEOPLE = (party("Northern Front"),), (party("post", "unnamed"),), (party("people", "unnamed"),)
FLED = IncidentFigure("displaced", None, "victim", 9, 9, 9, ())
DISPUTED = "The Northern Front carried out an attack, some say; others deny it"


@pytest.mark.parametrize(
    ("told", "modality", "sentence"),
    [
        (Told(actor=FRONT, recipient=POST), None, "The Northern Front attacked a post"),
        (Told(actor=FRONT, recipient=POST, mode="drone"), None, "The Northern Front attacked a post with drones"),
        (Told(actor=FRONT), None, "The Northern Front carried out an attack"),
        (Told(recipient=POST), None, "A post was attacked"),
        (Told(recipient=(party("villagers", "unnamed"),)), None, "Villagers were attacked"),
        (Told(), None, "There was an attack"),
        (Told(actor=FRONT, standing="disputed"), None, DISPUTED),
        (Told(actor=FRONT, standing="denied"), None, "It is denied that the Northern Front carried out an attack"),
        (Told(recipient=POST, standing="alleged"), None, "A post was attacked, it is alleged"),
        (Told("CONSULT", actor=FRONT, standing="unrealised"), "intended", "The Northern Front was to hold talks"),
        (Told("RETREAT", actor=FRONT, standing="unrealised"), "requested", "The Northern Front was asked to give way"),
        (Told(recipient=POST, standing="unrealised"), "threatened", "It was threatened that a post would be attacked"),
        (Told("AGREE", standing="unrealised"), "possible", "There was talk of an agreement"),
        (Told("REJECT", "meet", FRONT, POST), None, "The Northern Front rejected a post, refusing to meet"),
        (
            Told(None, None, PEOPLE, figures=(FLED,)),
            None,
            "People fled or were displaced",
        ),
    ],
)  # fmt: skip
def test_what_happened_is_one_sentence(told: Told, modality: str | None, sentence: str) -> None:
    assert headline(told, modality) == sentence


def test_every_type_and_mode_has_words() -> None:
    for event_type, mode in plover_modes():
        act = act_of(event_type, mode)
        assert act.did
        assert act.alone_to
        assert act != act_of(None, None), event_type
        told_by_type = act == act_of(event_type, None)
        assert not told_by_type or (event_type, mode) in WITHOUT_WORDS, (event_type, mode)


WITHOUT_WORDS = {("ACCUSE", "allege"), ("PROTEST", "demo"), ("SANCTION", "discontinue")}
"""Modes that are what the type says by itself, or are told too differently for a sentence to tell more."""


def test_many_parties_are_counted() -> None:
    many = tuple(party(name) for name in ("Alpha Front", "Beta Front", "Gamma Front", "Delta Front", "Epsilon Front"))
    assert headline(Told(actor=many)) == (
        "The Alpha Front, the Beta Front, the Gamma Front and 2 more carried out an attack"
    )


def test_days_and_places_are_as_people_say_them() -> None:
    day = EventDate("2025-01-27", "2025-01-28", "2025-01-27/2025-01-28", "range", "text", 0, 1, "x")
    assert day_told(day) == "27–28 January 2025"
    assert day_told(EventDate(None, None, None, "unknown", "unresolved", 0, 1, "Thursday")) == "Thursday"
    assert day_told(None) == "Date unknown"
    goma = Place("Goma", None, "COD", -1.6, 29.2, 1, "near", 0, 1, "Goma")
    assert place_told(goma) == "near Goma, the Democratic Republic of the Congo"
    assert place_told(Place("Qatar", None, "QAT", None, None, None, "country", 0, 1, "Qatar")) == "in Qatar"


def test_the_dead_come_first_and_attackers_after_those_whom_they_attacked() -> None:
    hurt = IncidentFigure("injured", "soldiers", "victim", 34, 34, 34, ())
    dead = IncidentFigure("killed", None, "victim", 24, None, 99, ())
    fallen = IncidentFigure("killed", None, "attacker", 6, 6, 6, ())
    unclear = IncidentFigure("other", "tents", "unknown", 9, 9, 9, ())
    counted = IncidentFigure("attacks", None, "unknown", 27, 27, 27, ())
    assert tolls([hurt, fallen, unclear, dead, counted]) == (
        "24 to 99 people killed", "6 attackers killed", "34 soldiers injured", "27 attacks",
    )  # fmt: skip


def test_two_people_take_no_article() -> None:
    two = (party("two people close to it", "unnamed"),)
    assert headline(Told(actor=two)) == "Two people close to it carried out an attack"
