"""What a person decides at a page: stored through the record, and where the reader finds it afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from onrecord.errors import SettingError
from onrecord.judged import in_force
from onrecord.judging import Verdict
from onrecord.record import Record
from onrecord.records import Judgement
from onrecord.store.schema import event, incident, incident_event
from onrecord.web.door import local
from onrecord.web.state import Desk

FIELDS = (
    "date",
    "place",
    "actor",
    "recipient",
    "type",
    "mode",
    "killed",
    "injured",
    "displaced",
    "abducted",
    "arrested",
)
"""What the form offers to correct; the command line knows all that can be."""
_INCIDENT = re.compile(r"/incidents/([\w-]+)")


@dataclass(frozen=True, slots=True)
class Decision:
    """What the form says. `other` is the second of two that are the same or different, `field` what is corrected."""

    verdict: Verdict
    subject: str
    other: str = ""
    field: str = ""
    value: str = ""
    reason: str = ""


def decide(desk: Desk, wanted: Decision, by: str) -> Judgement:
    """Store a decision. Raises SettingError for one that makes no sense, NotFoundError for what is not there."""
    subjects = [wanted.subject, *([wanted.other] if wanted.verdict in ("same", "different") else [])]
    if not all(one.strip() for one in subjects):
        raise SettingError("Say which other incident is meant: paste its id.")
    correction = (wanted.field, wanted.value) if wanted.verdict == "value" else None
    with Record(desk.settings) as record:
        return record.judge(
            wanted.verdict,
            *(_id_in(one) for one in subjects),
            correction=correction,
            by=by,
            reason=wanted.reason.strip() or None,
        )


def _id_in(given: str) -> str:
    """An id as it was pasted, also from an address of the desk.

    >>> _id_in(" http://127.0.0.1:8000/incidents/inc-1a2b?x ")
    'inc-1a2b'
    """
    found = _INCIDENT.search(given)
    return found[1] if found else given.strip()


def take_back(desk: Desk, judgement_id: str, by: str) -> Judgement:
    """Take a decision back. Raises NotFoundError where there is none, SettingError where it is taken back already."""
    with Record(desk.settings) as record:
        return record.undo(judgement_id, by=by)


def events_of(desk: Desk, incident_id: str) -> tuple[str, ...]:
    """The events of an incident; none where there is no such incident."""
    query = (
        select(event.c.event_id)
        .join_from(incident, incident_event, incident_event.c.incident == incident.c.key)
        .join(event, event.c.key == incident_event.c.event)
        .where(incident.c.incident_id == incident_id)
        .order_by(incident_event.c.position)
    )
    with desk.database.reading() as connection:
        return tuple(row.event_id for row in connection.execute(query))


def back_to(desk: Desk, back: str, events: tuple[str, ...], judgement_id: str) -> str:
    """Where the reader came from, with word of what was stored; an incident by the id that it has got meanwhile."""
    path = local(back).partition("?")[0]
    if _INCIDENT.fullmatch(path):
        path = _incident_with(desk, events)
    return f"{path}?judged={judgement_id}"


def _incident_with(desk: Desk, events: tuple[str, ...]) -> str:
    query = (
        select(incident.c.incident_id)
        .join_from(incident, incident_event, incident_event.c.incident == incident.c.key)
        .join(event, event.c.key == incident_event.c.event)
        .where(event.c.event_id.in_(events[:500]))
        .order_by(incident_event.c.position)
        .limit(1)
    )
    with desk.database.reading() as connection:
        found = connection.execute(query).scalar_one_or_none()
    return f"/incidents/{found}" if found else "/judgements"


def judged_incidents(desk: Desk) -> frozenset[int]:
    """The keys of the incidents on which a decision is in force."""
    events = {a.event_id for one in in_force(list(desk.record.judgements())) for a in one.anchors}
    query = select(incident_event.c.incident).join_from(incident_event, event, event.c.key == incident_event.c.event)
    found: set[int] = set()
    with desk.database.reading() as connection:
        for some in batched(sorted(events)):
            found.update(connection.execute(query.where(event.c.event_id.in_(some))).scalars())
    return frozenset(found)


def batched(ids: list[str], size: int = 500) -> Iterator[list[str]]:
    """The ids in parts that fit into one question."""
    return (ids[i : i + size] for i in range(0, len(ids), size))
