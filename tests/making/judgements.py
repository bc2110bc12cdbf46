"""Decisions made for the tests: of all kinds at random, whether they hold, and in a process of their own."""

import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

import onrecord
from onrecord.judged import Decisions, in_force
from onrecord.record import Record
from onrecord.records import Incident, Judgement
from onrecord.store.schema import incident

FEWEST = 10
"""Incidents among which is decided."""


def plain(record: Record) -> list[Incident]:
    """The incidents, without what tells of changes and decisions."""
    return [replace(one, history=(), judgements=()) for one in record.incidents()]


def decide(record: Record, count: int, seed: int) -> None:
    """Judgements of all kinds on incidents at random."""
    chance = random.Random(seed)
    for number in range(count):
        one, other = chance.sample(_enough(record, chance), 2)
        kind = chance.choice(["same", "different", "different", "right", "value", "value", "wrong"])
        subjects = [one, other] if kind in ("same", "different") else [one]
        correction = ("killed", str(100 + number)) if kind == "value" else None
        record.judge(kind, *subjects, correction=correction, by=f"person {number % 3}")  # type: ignore[arg-type]


def _enough(record: Record, chance: random.Random) -> list[str]:
    """The incidents by id; where decisions have left few, some of them are taken back first."""
    while len(found := _ids(record)) < FEWEST:
        gone = [one for one in in_force(list(record.judgements())) if one.verdict in ("wrong", "same")]
        record.undo(chance.choice(gone).judgement_id)
    return found


def _ids(record: Record) -> list[str]:
    with record._database.reading() as connection:
        return list(connection.scalars(select(incident.c.incident_id).order_by(incident.c.incident_id)))


def holds(part_of: Mapping[str, Incident], one: Judgement) -> bool:
    """Whether the record follows a decision: in what its events are part of now, by the id of the event."""
    sides = [{a.event_id for a in one.anchors if a.subject == number} for number in range(len(one.subjects))]
    told = [{part_of[id_].incident_id: part_of[id_] for id_ in ids if id_ in part_of} for ids in sides]
    if one.verdict == "wrong":
        return not told[0]
    if one.verdict == "same":
        return len({id_ for its in told for id_ in its}) <= 1
    if one.verdict == "different":
        here, there = (
            {part_of[e].incident_id for e in ids if e in part_of} for ids in (sides[0] - sides[1], sides[1] - sides[0])
        )
        return not here & there
    tolls = {f.best for inc in told[0].values() for f in inc.figures if f.kind == "killed"}
    return one.verdict == "right" or not told[0] or int(str(one.value)) in tolls


def followed(record: Record) -> dict[str, bool]:
    """Whether each decision that is in force and that the record does not call overruled holds, by id."""
    listed = Decisions(list(record.judgements()))
    shown = {j.judgement_id for inc in record.incidents() for j in inc.judgements if j.overruled_by}
    overruled = shown | listed.overruled.keys()
    part_of = {event_id: inc for inc in record.incidents() for event_id in inc.events}
    return {j.judgement_id: holds(part_of, j) for j in listed.in_force if j.judgement_id not in overruled}


def correct_each(path: Path, name: str, ids: list[str]) -> None:
    """Correct a count of each of these, as one person."""
    with onrecord.open(path) as record:
        for number, id_ in enumerate(ids):
            record.judge("value", id_, correction=("injured", str(number)), by=name)
