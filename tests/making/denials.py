"""An attack that those who are said to have done it deny, in the same report."""

from dataclasses import replace

from making.readings import Text, attack
from onrecord.records import Actor, Claim, Party, Reading, Statement, identify

DENIAL = "The Northern Front denied it."


def denied_attack(place: str, day: str, toll: int, publisher: str, printed: str) -> Reading:
    """The attack as the paper tells it, and the denial that it prints."""
    told = attack(place, day, toll, publisher, printed, DENIAL)
    text, event = Text(told.article.text), told.events[0]
    start = text.index(DENIAL)
    who = Party("Northern Front", "NF", "MLI", "REB", "named", start + 4, start + 18, "Northern Front")
    cue, it = text.span("denied"), text.span("denied it")
    statement_id = identify("st", event.event_id)
    statement = Statement(statement_id, event.article_id, who, cue, (it,), "denies", None, None, "test")
    sentence = text.span(DENIAL)
    claim_id = identify("cl", statement_id)
    claim = Claim(claim_id, event.event_id, statement_id, who, cue, "denies", "CT-", None, sentence, "test")
    disputed = replace(event, claims=(*event.claims, claim), actor=(who,), standing="disputed")
    actor = Actor("NF", "Northern Front", ("The Front",), "armed_group", "MLI", "REB")
    return replace(told, statements=(statement,), events=(disputed,), actors=(actor,))
