"""What is forgotten goes from the versions of incidents too: they are emptied, to be written anew from what is left."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, or_, select
from sqlalchemy.engine import Connection

from onrecord.store.history import of_incidents
from onrecord.store.schema import event, incident_article, incident_change, incident_event
from onrecord.store.schema_past import PAST, incident_parent, past_incident, past_incident_note, past_note

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Emptied:
    """A version of an incident of which nothing is left but when it stood and which events of others it had."""

    key: int
    since: int
    until: int | None
    events: tuple[str, ...]


def empty_versions(connection: Connection, article_key: int, article_id: str) -> tuple[Emptied, ...]:
    """Empty all versions that the article is in, and what was said of them and of those that came from them."""
    link = PAST[incident_article]
    query = select(past_incident.c.key, past_incident.c.since, past_incident.c.until)
    query = query.join(link, link.c.incident == past_incident.c.key).where(link.c.article == article_key)
    found = connection.execute(query.order_by(past_incident.c.since, past_incident.c.key)).all()
    keys = [row.key for row in found]
    left = _others(connection, article_key, keys)
    for i in range(0, len(keys), _AT_ONCE):
        _empty(connection, keys[i : i + _AT_ONCE])
    remove_unused_notes(connection)
    connection.execute(delete(incident_change).where(incident_change.c.article_id == article_id))
    return tuple(Emptied(row.key, row.since, row.until, tuple(left.get(row.key, ()))) for row in found)


def _others(connection: Connection, article_key: int, keys: list[int]) -> dict[int, list[str]]:
    """The events of these versions that other articles tell now."""
    link = PAST[incident_event]
    query = select(link.c.incident, event.c.event_id).join(event, event.c.event_id == link.c.event_id)
    found: dict[int, list[str]] = {}
    for i in range(0, len(keys), _AT_ONCE):
        some = query.where(link.c.incident.in_(keys[i : i + _AT_ONCE]), event.c.article != article_key)
        for row in connection.execute(some.order_by(link.c.incident, link.c.position)):
            found.setdefault(row.incident, []).append(row.event_id)
    return found


def _empty(connection: Connection, keys: list[int]) -> None:
    """Their values go from the log too, and those that came after them were told as changes of these."""
    after = select(incident_parent.c.incident).where(incident_parent.c.parent.in_(keys))
    told = incident_change.c.incident
    connection.execute(delete(incident_change).where(or_(told.in_(keys), told.in_(after))))
    # What belongs to a part of an incident must go before that part does.
    for past in reversed(PAST.values()):
        connection.execute(delete(past).where(of_incidents(past, keys)))
    connection.execute(delete(past_incident_note).where(past_incident_note.c.incident.in_(keys)))


def remove_unused_notes(connection: Connection) -> None:
    """Notes that no version has any more."""
    connection.execute(delete(past_note).where(past_note.c.key.not_in(select(past_incident_note.c.note))))
