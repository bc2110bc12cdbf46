"""Alerts in the store: saved queries, the moment up to which each has looked, and what it found to report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from onrecord.errors import NotFoundError, SettingError
from onrecord.store.filters import Filters
from onrecord.store.moments import BEGINNING, Moment, newest
from onrecord.store.schema import incident_article
from onrecord.store.schema_alerts import alert, alert_news
from onrecord.store.schema_past import PAST, moment
from onrecord.store.write import now


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved query by its name. `run` is when it last looked, `pending` how much it found that is not reported yet."""

    name: str
    filters: Mapping[str, Any]
    made: str
    run: str | None
    pending: int


@dataclass(frozen=True, slots=True)
class Found:
    """Something to report of a version of an incident: what, and the value before and after."""

    news_id: str
    at: str
    what: str
    version: int
    field: str | None = None
    before: str | None = None
    after: str | None = None
    claim_id: str | None = None


def add_alert(connection: Connection, name: str, filters: Mapping[str, object], *, past: bool) -> None:
    """Save a query; it looks from now on or, with `past`, from the beginning. Raises SettingError for a name in use."""
    if not name.strip():
        raise SettingError("An alert needs a name, such as `onrecord alerts add sahel --country MLI`.")
    if connection.execute(select(alert.c.key).where(alert.c.name == name)).first():
        raise SettingError(f"There is an alert {name!r}; remove it first, or choose another name.")
    Filters(**filters)  # type: ignore[arg-type]
    seen = 0 if past else newest(connection).key
    row = {"name": name, "filters": json.dumps(dict(filters), sort_keys=True), "made": now(), "moment": seen}
    connection.execute(insert(alert).values(**row))


def remove_alert(connection: Connection, name: str) -> None:
    """Take an alert away with what it found. Raises NotFoundError."""
    key = _key(connection, name)
    connection.execute(delete(alert_news).where(alert_news.c.alert == key))
    connection.execute(delete(alert).where(alert.c.key == key))


def alerts(connection: Connection) -> list[Alert]:
    """All alerts, by name."""
    waiting = select(func.count()).where(alert_news.c.alert == alert.c.key, alert_news.c.reported.is_(None))
    query = select(alert, waiting.scalar_subquery().label("pending")).order_by(alert.c.name)
    return [
        Alert(row.name, json.loads(row.filters), row.made, row.run, row.pending) for row in connection.execute(query)
    ]


def seen_by(connection: Connection, name: str) -> Moment:
    """The moment up to which an alert has looked. Raises NotFoundError."""
    key = connection.execute(select(alert.c.moment).where(alert.c.key == _key(connection, name))).scalar_one()
    # The moment itself may be gone with a record's history; the one before it is the nearest that is known.
    query = select(moment).where(moment.c.key <= key).order_by(moment.c.key.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return Moment(**row._asdict()) if row else BEGINNING


def put_found(connection: Connection, name: str, found: Iterable[Found], upto: Moment) -> None:
    """Keep what an alert found, each once, and up to which moment it has looked."""
    key = _key(connection, name)
    rows = [{"alert": key, **{n: getattr(one, n) for n in Found.__slots__}} for one in found]
    if rows:
        connection.execute(insert(alert_news).prefix_with("OR IGNORE"), rows)
    connection.execute(update(alert).where(alert.c.key == key).values(moment=upto.key, run=now()))


def unreported(connection: Connection, name: str) -> list[Found]:
    """What an alert found and has not reported yet, in the order in which it was found."""
    return _found(connection, _of(name).where(alert_news.c.reported.is_(None)).order_by(alert_news.c.key))


def last_found(connection: Connection, name: str, limit: int) -> list[Found]:
    """The last that an alert found, reported or not, the newest first."""
    return _found(connection, _of(name).order_by(alert_news.c.key.desc()).limit(limit))


def mark_reported(connection: Connection, news_ids: Sequence[str]) -> None:
    """Note that these have been reported."""
    for news_id in news_ids:
        connection.execute(update(alert_news).where(alert_news.c.news_id == news_id).values(reported=now()))


def remove_news_of(connection: Connection, article_key: int) -> None:
    """Take away what alerts found in incidents that an article took part in, before it is forgotten."""
    past = PAST[incident_article].c
    versions = select(past.incident).where(past.article == article_key)
    connection.execute(delete(alert_news).where(alert_news.c.version.in_(versions)))


def _of(name: str) -> Select[Any]:
    columns = [alert_news.c[name] for name in Found.__slots__]
    return select(*columns).join(alert, alert.c.key == alert_news.c.alert).where(alert.c.name == name)


def _found(connection: Connection, query: Select[Any]) -> list[Found]:
    return [Found(**row._asdict()) for row in connection.execute(query)]


def _key(connection: Connection, name: str) -> int:
    key = connection.execute(select(alert.c.key).where(alert.c.name == name)).scalar()
    if key is None:
        raise NotFoundError(f"There is no alert {name!r}; `onrecord alerts list` names them.")
    return int(key)
