"""Judgements in the store: written, loaded, and bound anew to what is told where they are held to the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, Table, insert, select, update
from sqlalchemy.engine import Connection

from onrecord.judged import Decisions, closest
from onrecord.records import Anchor, Event, Judgement, Reading
from onrecord.store.load import Loader, events_query
from onrecord.store.moments import next_key
from onrecord.store.schema import (
    article,
    event,
    incident,
    incident_event,
    judgement,
    judgement_anchor,
    judgement_subject,
)

_AT_ONCE = 500
_HELD = ("event_id", "article_id", "event_type", "trigger_start", "trigger_end", "evidence_start", "evidence_end")
_SAID = ("judgement_id", "by", "at", "verdict", "field", "value", "reason")


def load_judgements(connection: Connection) -> list[Judgement]:
    """All judgements, those that were taken back among them, in the order in which they were made."""
    return judgements_of(
        connection, connection.execute(select(judgement).order_by(judgement.c.at, judgement.c.key)).all()
    )


def judgements_of(connection: Connection, rows: Sequence[Row[Any]]) -> list[Judgement]:
    """The judgements of these rows of their table."""
    subjects: dict[int, list[str]] = defaultdict(list)
    anchors: dict[int, list[Anchor]] = defaultdict(list)
    if rows:
        keys = [row.key for row in rows] if len(rows) <= _AT_ONCE else None
        for row in connection.execute(_of(judgement_subject, keys)):
            subjects[row.judgement].append(row.subject)
        for row in connection.execute(_of(judgement_anchor, keys)):
            anchors[row.judgement].append(Anchor(row.position, *(getattr(row, name) for name in _HELD)))
    return [
        Judgement(
            **{name: getattr(row, name) for name in _SAID},
            subjects=tuple(subjects[row.key]),
            anchors=tuple(anchors[row.key]),
        )
        for row in rows
    ]


def _of(table: Table, keys: list[int] | None) -> Select[Any]:
    query = select(table).order_by(table.c.judgement, table.c.position)
    return query if keys is None else query.where(table.c.judgement.in_(keys))


def load_decisions(connection: Connection) -> Decisions:
    """What people decided."""
    return Decisions(load_judgements(connection))


def put_judgements(connection: Connection, judgements: Sequence[Judgement]) -> None:
    """Store judgements; the ids must be new."""
    key = next_key(connection, judgement)
    for number, one in enumerate(judgements, key):
        connection.execute(insert(judgement).values(key=number, **{name: getattr(one, name) for name in _SAID}))
        for position, subject in enumerate(one.subjects):
            connection.execute(insert(judgement_subject).values(judgement=number, position=position, subject=subject))
        rows = [
            {"judgement": number, "position": anchor.subject, "number": i, **{n: getattr(anchor, n) for n in _HELD}}
            for i, anchor in enumerate(one.anchors)
        ]
        if rows:
            connection.execute(insert(judgement_anchor), rows)


def anchors_to(connection: Connection, event_ids: Iterable[str], subject: int) -> list[Anchor]:
    """What holds a judgement to these events."""
    return [_anchor(one, subject) for one in _events(connection, event_ids)]


def _events(connection: Connection, event_ids: Iterable[str]) -> list[Event]:
    found: list[Event] = []
    listed = sorted(set(event_ids))
    for i in range(0, len(listed), _AT_ONCE):
        rows = connection.execute(events_query().where(event.c.event_id.in_(listed[i : i + _AT_ONCE]))).all()
        found += Loader(connection).events(rows)
    return sorted(found, key=lambda one: one.event_id)


def _anchor(one: Event, subject: int) -> Anchor:
    words = one.trigger.start, one.trigger.end, one.evidence.start, one.evidence.end
    return Anchor(subject, one.event_id, one.article_id, one.event_type, *words)


def events_of(connection: Connection, id_: str) -> tuple[str, ...]:
    """The ids of the events of an incident, or of the event itself; none where the id is of neither."""
    members = select(event.c.event_id).join(incident_event, incident_event.c.event == event.c.key).join(incident)
    found = connection.scalars(members.where(incident.c.incident_id == id_).order_by(incident_event.c.position)).all()
    return tuple(found or connection.scalars(select(event.c.event_id).where(event.c.event_id == id_)))


def bound(connection: Connection, judgements: Iterable[Judgement]) -> list[Judgement]:
    """Judgements that were made elsewhere, held to the events that are told here where they were made."""
    listed = list(judgements)
    by_article = _told_in(connection, {anchor.article_id for one in listed for anchor in one.anchors})
    return [replace(one, anchors=tuple(_held_here(a, by_article) for a in one.anchors)) for one in listed]


def _told_in(connection: Connection, article_ids: Iterable[str]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    listed = sorted(article_ids)
    for i in range(0, len(listed), _AT_ONCE):
        rows = connection.execute(events_query().where(article.c.article_id.in_(listed[i : i + _AT_ONCE]))).all()
        for one in Loader(connection).events(rows):
            found[one.article_id].append(one)
    return found


def _held_here(anchor: Anchor, by_article: Mapping[str, Sequence[Event]]) -> Anchor:
    found = closest(anchor, by_article.get(anchor.article_id, ()))
    return replace(anchor, event_id=found.event_id) if found else anchor


def bind(connection: Connection, readings: Iterable[Reading]) -> None:
    """Hold judgements on these articles to the events that are told there now."""
    by_article = {reading.article.article_id: reading.events for reading in readings}
    ids = list(by_article)
    for i in range(0, len(ids), _AT_ONCE):
        held = judgement_anchor.c.article_id.in_(ids[i : i + _AT_ONCE])
        for row in connection.execute(select(judgement_anchor).where(held)).all():
            anchor = Anchor(row.position, *(getattr(row, name) for name in _HELD))
            found = closest(anchor, by_article[anchor.article_id])
            if found is not None and found.event_id != anchor.event_id:
                _rebind(connection, row.judgement, (row.position, row.number), found.event_id)


def _rebind(connection: Connection, judgement_key: int, place: tuple[int, int], event_id: str) -> None:
    held = judgement_anchor.c
    where = held.judgement == judgement_key, held.position == place[0], held.number == place[1]
    connection.execute(update(judgement_anchor).where(*where).values(event_id=event_id))


def distrust(connection: Connection, event_ids: Iterable[str]) -> None:
    """What these events are merged with is to be found anew."""
    listed = sorted(set(event_ids))
    for i in range(0, len(listed), _AT_ONCE):
        keys = select(event.c.key).where(event.c.event_id.in_(listed[i : i + _AT_ONCE]))
        holding = select(incident_event.c.incident).where(incident_event.c.event.in_(keys))
        connection.execute(update(incident).where(incident.c.key.in_(holding)).values(stale=True))


def unsettle(connection: Connection, event_ids: Iterable[str]) -> None:
    """These events are to be merged anew, with all that they are merged with."""
    distrust(connection, event_ids)
    listed = sorted(set(event_ids))
    for i in range(0, len(listed), _AT_ONCE):
        some = event.c.event_id.in_(listed[i : i + _AT_ONCE])
        connection.execute(update(event).where(some).values(unmerged=True))
