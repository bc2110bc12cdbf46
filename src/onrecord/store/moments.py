"""The moments of the record: each transaction that writes is one, and what was known at each can be asked.

Keys are never used twice, so that what was written up to a moment is what has a key up to the ones it notes.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import ScalarSelect, Table, func, insert, select, update
from sqlalchemy.engine import Connection

from onrecord.errors import SettingError
from onrecord.store.schema import article, claim, event, statement
from onrecord.store.schema_past import PAST, moment

COUNTED = (article, statement, event, claim)
ADOPTED = "brought up to date"
"""The cause of the first moment of a record whose history was not kept from its beginning."""

_SHORT = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d(:\d\d(:\d\d(\.\d{1,6})?)?)?)?)?)?")


@dataclass(frozen=True, slots=True)
class Moment:
    """When the record changed, in UTC, and why; the keys are the highest of their tables when it was over."""

    key: int
    at: str
    cause: str
    detail: str | None
    article: int
    statement: int
    event: int
    claim: int


BEGINNING = Moment(0, "", "", None, 0, 0, 0, 0)


def begin_moment(connection: Connection, cause: str, detail: str | None = None) -> Moment:
    """Note that the record is about to change; no two moments are at the same time, whatever the clock says."""
    last = newest(connection)
    begun = replace(last, key=last.key + 1, at=_later(last.at), cause=cause, detail=detail)
    connection.execute(insert(moment).values(**asdict(begun)))
    return begun


def end_moment(connection: Connection, key: int) -> None:
    """Note the highest keys of the tables, below which nothing new will ever be."""
    highest = {table.name: func.max(moment.c[table.name], _highest(table)) for table in COUNTED}
    connection.execute(update(moment).where(moment.c.key == key).values(highest))


def newest(connection: Connection) -> Moment:
    """The last moment; one before all others where there is none."""
    row = connection.execute(select(moment).order_by(moment.c.key.desc()).limit(1)).one_or_none()
    return Moment(**row._asdict()) if row else BEGINNING


def next_key(connection: Connection, table: Table) -> int:
    """A key above all that the table has or has had."""
    highest = [_highest(table)]
    if table in COUNTED:
        highest.append(select(func.coalesce(func.max(moment.c[table.name]), 0)).scalar_subquery())
    elif (past := PAST.get(table)) is not None:
        highest.append(_highest(past))
    return int(max(connection.execute(select(*highest)).one())) + 1


def moment_at(connection: Connection, as_of: str) -> Moment:
    """The last moment up to a time: a day, a minute or a second to its end; UTC where it names no other zone.

    Raises SettingError for what is no time, and for a time before the record began to keep its history.
    """
    until = _until(as_of)
    row = connection.execute(select(moment).where(moment.c.at <= until).order_by(moment.c.key.desc()).limit(1)).first()
    if row is not None:
        return Moment(**row._asdict())
    first = connection.execute(select(moment).order_by(moment.c.key).limit(1)).first()
    if first is not None and first.cause == ADOPTED:
        raise SettingError(f"The record keeps its history since {first.at}; what it was at {as_of} is not known.")
    return BEGINNING


def _highest(table: Table) -> ScalarSelect[int]:
    return select(func.coalesce(func.max(table.c.key), 0)).scalar_subquery()


def _later(last: str) -> str:
    now = datetime.now(UTC)
    if last:
        now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _until(as_of: str) -> str:
    """Above all times that begin with what is named, as text; ISO times of one zone sort as text."""
    given = as_of.strip().removesuffix("Z")
    if _SHORT.fullmatch(given):
        return given.replace(" ", "T") + "~"
    try:
        when = datetime.fromisoformat(as_of.strip())
    except ValueError:
        raise SettingError(
            f"as-of is {as_of!r}; give a day (2023-12-14) or a time in UTC (2023-12-14T18:00)."
        ) from None
    when = when.astimezone(UTC)
    spec = "microseconds" if when.microsecond else "seconds" if when.second else "minutes"
    return when.replace(tzinfo=None).isoformat(timespec=spec) + "~"
