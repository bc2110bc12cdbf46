"""The versions of incidents: each is copied beside the living ones when it begins, and closed when it ends.

An incident that is made anew gets a new key, which names this version of it for good; `incident_parent` says which
versions it came from, and `incident_change` what was new in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, delete, func, insert, literal, select, update
from sqlalchemy.engine import Connection

from onrecord.records import Change
from onrecord.store.schema import (
    STANDING,
    article,
    event,
    incident,
    incident_change,
    incident_event,
    incident_figure,
    reading_version,
    responsibility,
    responsibility_claim,
    sourced_figure,
)
from onrecord.store.schema_past import PAST, incident_parent, moment, past_article, past_incident

_AT_ONCE = 500
_OWNERS = {sourced_figure: incident_figure, responsibility_claim: responsibility}
"""Tables whose rows belong to a part of an incident, and that part's table."""


def open_versions(connection: Connection, keys: Iterable[int], moment: int) -> None:
    """Copy these incidents, as they stand in the tables, as versions that begin at the moment."""
    for some in _slices(keys):
        for table, past in PAST.items():
            query = select(*_columns(table, past, moment)).where(of_incidents(table, some))
            if table is incident_event:
                query = query.join(event, event.c.key == incident_event.c.event)
            connection.execute(insert(past).from_select([c.name for c in query.selected_columns], query))


def close_versions(connection: Connection, keys: Iterable[int], moment: int) -> None:
    """These versions end at the moment."""
    for some in _slices(keys):
        ended = update(past_incident).where(past_incident.c.key.in_(some), past_incident.c.until.is_(None))
        connection.execute(ended.values(until=moment))


def note_article(connection: Connection, which: ColumnElement[bool]) -> None:
    """Keep how these articles stand among others up to now, before that changes; only the first change counts."""
    now = select(moment.c.key, moment.c.article).order_by(moment.c.key.desc()).limit(1).subquery()
    stood = (article.c[name] for name in STANDING)
    query = select(article.c.key, now.c.key, *stood).where(which, article.c.key <= now.c.article)
    kept = insert(past_article).prefix_with("OR IGNORE")
    connection.execute(kept.from_select(["article", "until", *STANDING], query))


def put_parents(connection: Connection, parents: Mapping[int, Iterable[int]]) -> None:
    """Say from which versions each of these came."""
    rows = [{"incident": key, "parent": parent} for key, several in parents.items() for parent in sorted(set(several))]
    if rows:
        connection.execute(insert(incident_parent), rows)


def members_of(connection: Connection, keys: Iterable[int]) -> dict[int, list[str]]:
    """The ids of the events of these versions, those among them that are no longer told."""
    table = PAST[incident_event]
    found: dict[int, list[str]] = {}
    for some in _slices(keys):
        query = select(table.c.incident, table.c.event_id).where(table.c.incident.in_(some))
        for row in connection.execute(query.order_by(table.c.incident, table.c.position)):
            found.setdefault(row.incident, []).append(row.event_id)
    return found


def anew_at(connection: Connection, moment: int) -> Iterable[str]:
    """The articles whose reading was replaced at the moment."""
    query = select(article.c.article_id).join(reading_version, reading_version.c.article == article.c.key)
    return connection.scalars(query.where(reading_version.c.until == moment))


@dataclass(frozen=True, slots=True)
class Family:
    """A version, when it began, and the versions that it came from."""

    key: int
    at: str
    parents: tuple[int, ...]


def families(connection: Connection, keys: Iterable[int]) -> list[Family]:
    """These versions, as far as there are any, and those that came from them."""
    link, found = incident_parent.c, set(keys)
    for some in _slices(list(found)):
        found.update(connection.scalars(select(link.incident).where(link.parent.in_(some))))
    parents: dict[int, list[int]] = {}
    for some in _slices(found):
        for row in connection.execute(select(incident_parent).where(link.incident.in_(some))):
            parents.setdefault(row.incident, []).append(row.parent)
    query = select(past_incident.c.key, moment.c.at).join(moment, moment.c.key == past_incident.c.since)
    rows = (row for some in _slices(found) for row in connection.execute(query.where(past_incident.c.key.in_(some))))
    return [Family(row.key, row.at, tuple(sorted(parents.get(row.key, ())))) for row in rows]


def last_versions(connection: Connection, event_ids: Sequence[str]) -> set[int]:
    """The last versions of incidents that had these events."""
    link = PAST[incident_event]
    query = select(event.c.event_id, func.max(link.c.incident)).join(link, link.c.event == event.c.key)
    query = query.where(event.c.event_id.in_(event_ids)).group_by(event.c.event_id)
    return {key for _, key in connection.execute(query)}


def add_change(connection: Connection, key: int, change: Change) -> None:
    """One more change of a version: how it ended."""
    told = incident_change.c
    following = select(func.coalesce(func.max(told.position) + 1, 0)).where(told.incident == key)
    position = connection.execute(following).scalar_one()
    connection.execute(insert(incident_change).values(incident=key, position=position, **asdict(change)))


def put_changes(connection: Connection, key: int, changes: Iterable[Change]) -> None:
    """Say anew what changed in a version."""
    connection.execute(delete(incident_change).where(incident_change.c.incident == key))
    rows = [{"incident": key, "position": position, **asdict(one)} for position, one in enumerate(changes)]
    if rows:
        connection.execute(insert(incident_change), rows)


def histories(connection: Connection, keys: Iterable[int]) -> dict[int, list[Change]]:
    """What changed in these versions and in all that they came from, in the order in which it did."""
    found: dict[int, dict[Change, None]] = {}
    # How a version ended is kept beside how it began, and is not known as of a time before that.
    upto = connection.execute(select(func.max(moment.c.at))).scalar() or ""
    for some in _slices(keys):
        for row in connection.execute(_lineage(some)):
            if row.at > upto:
                continue
            change = Change(row.at, row.what, row.article_id, row.field, row.before, row.after, row.judgement_id)
            found.setdefault(row.root, {})[change] = None
    return {key: list(changes) for key, changes in found.items()}


def _lineage(keys: list[int]) -> Select[Any]:
    root = select(incident.c.key.label("root"), incident.c.key.label("version")).where(incident.c.key.in_(keys))
    up = root.cte("up", recursive=True)
    parent = incident_parent.c
    up = up.union(select(up.c.root, parent.parent).where(parent.incident == up.c.version))
    change = incident_change.c
    query = select(up.c.root, *incident_change.c).join_from(up, incident_change, change.incident == up.c.version)
    return query.order_by(up.c.root, change.at, change.incident, change.position)


def of_incidents(table: Table, keys: Iterable[int]) -> ColumnElement[bool]:
    """The rows of a table of incidents, or of their versions, that belong to these."""
    if "incident" in table.c:
        return table.c.incident.in_(keys)
    owner = next((its for one, its in _OWNERS.items() if table in (one, PAST[one])), None)
    if owner is None:
        return table.c.key.in_(keys)
    parts = owner if table in _OWNERS else PAST[owner]
    return table.c[owner.name].in_(select(parts.c.key).where(parts.c.incident.in_(keys)))


def _columns(table: Table, past: Table, moment: int) -> Iterator[ColumnElement[Any]]:
    for column in past.c:
        if column.name == "since":
            yield literal(moment).label("since")
        elif column.name == "event_id":
            yield event.c.event_id
        elif column.name in table.c:
            yield table.c[column.name]


def _slices(values: Iterable[int]) -> Iterator[list[int]]:
    listed = list(values)
    return (listed[i : i + _AT_ONCE] for i in range(0, len(listed), _AT_ONCE))
