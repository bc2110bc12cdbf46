"""No private person is named as a party of an event; offices and known leaders are."""

import pytest

from onrecord.config import settings
from onrecord.flow import Reader
from onrecord.records import Article

CASES = [
    ("Carlos Medrano shot two guards in Cali on Monday, police said.", ["person"], ["Colombian guards"]),
    ("Gunmen killed the shopkeeper Maria Quiroga in Cali.", ["gunmen"], ["shopkeeper"]),
    ("Carlos Medrano met Rosa Pinzon. Interior Minister Rosa Pinzon left.", ["person", "Rosa Pinzon"], []),
    ("The mayor, Ana Belen Rios, was abducted by rebels in Cali.", ["rebels"], ["mayor Ana Belen Rios"]),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(settings(attribution="rules"))


@pytest.mark.parametrize(("text", "actors", "recipients"), CASES)
def test_parties_are_public(reader: Reader, text: str, actors: list[str], recipients: list[str]) -> None:
    (reading,) = reader.read([Article("a", text, "test")])
    event = reading.events[0]
    assert [party.name for party in event.actor] == actors
    assert [party.name for party in event.recipient] == recipients
    assert all(text[party.start : party.end] == party.text for party in (*event.actor, *event.recipient))
