"""Values that a person has put in the place of the coder's: what can be corrected, in which words, and how it is shown.

A corrected date or place has the basis, or the words, of nobody's report; the judgement beside it says whose it is.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, get_args

from onrecord.errors import SettingError
from onrecord.judged import Decisions
from onrecord.records import (
    Event,
    EventDate,
    EventType,
    Figure,
    FigureKind,
    Incident,
    IncidentFigure,
    Party,
    Place,
    SourcedFigure,
)

DECIDED = "decided by a person"
"""The basis of a date that somebody has corrected."""
UNKNOWN = "unknown"
"""The value of what somebody holds not to be known."""

_COUNT = re.compile(r"(\d+)?(-|\+)?(\d+)?")
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_IDENTIFIED = re.compile(r"(.+?)\s*\[([\w.-]+)\]")
_COORDINATES = 2

R = TypeVar("R", Event, Incident)


def corrected_event(event: Event, decisions: Decisions) -> Event:
    """The event with the values that people gave it last."""
    values = decisions.values([event.event_id], of_incident=False) if decisions else {}
    return _corrected(event, {field: one.value or UNKNOWN for field, one in values.items()})


def corrected_incident(incident: Incident, decisions: Decisions) -> Incident:
    """The incident with the values that people gave it last."""
    values = decisions.values(incident.events, of_incident=True) if decisions else {}
    return _corrected(incident, {field: one.value or UNKNOWN for field, one in values.items()})


def checked_field(field: str) -> str:
    """The field, by the name that it has here; raises SettingError for one that cannot be corrected."""
    known = {"event_type": "type"}.get(field, field)
    if known in _READ or known in _KINDS:
        return known
    raise SettingError(f"{field!r} cannot be corrected; what can is {', '.join((*_READ, *_KINDS))}.")


def checked_value(field: str, value: str) -> str:
    """The value as it is kept; raises SettingError where it is none of the field's."""
    given = value.strip()
    if given != UNKNOWN:
        _count(given) if field in _KINDS else _READ[field](given)
    return given


def _corrected(one: R, values: Mapping[str, str]) -> R:
    changed: dict[str, Any] = {}
    for field, value in values.items():
        if field in _READ:
            name = "event_type" if field == "type" else field
            changed[name] = _EMPTY.get(field) if value == UNKNOWN else _READ[field](value)
    counts = {field: value for field, value in values.items() if field in _KINDS}
    if counts:
        changed["figures"] = _figures(one, counts)
    return replace(one, **changed) if changed else one


def _figures(one: Event | Incident, counts: Mapping[str, str]) -> tuple[Figure | IncidentFigure, ...]:
    """The figures with those of the victims, or of nobody's side, replaced; each source's own stay beside them."""
    kept: list[Figure | IncidentFigure] = []
    by: dict[str, list[SourcedFigure]] = {kind: [] for kind in counts}
    for figure in one.figures:
        if figure.kind in counts and figure.side != "attacker":
            by[figure.kind] += [source for source in getattr(figure, "by", ()) if source not in by[figure.kind]]
        else:
            kept.append(figure)
    for kind, value in counts.items():
        if value == UNKNOWN:
            continue
        range_ = _count(value)
        if isinstance(one, Incident):
            kept.append(IncidentFigure(kind, None, "victim", *range_, tuple(by[kind])))  # type: ignore[arg-type]
        else:
            where = one.trigger.start, one.trigger.start, ""
            kept.append(Figure(kind, None, "victim", *range_, None, *where))  # type: ignore[arg-type]
    return tuple(kept)


def _type(value: str) -> str:
    if value.upper() not in get_args(EventType):
        raise SettingError(f"{value!r} is no type of event; there are {', '.join(get_args(EventType))}.")
    return value.upper()


def _mode(value: str) -> str:
    return value.casefold()


def _date(value: str) -> EventDate:
    first, _, last = value.partition("/")
    begins, ends = _days(first), _days(last or first)
    if begins[0] > ends[1]:
        raise SettingError(f"{value!r} ends before it begins.")
    precision = "range" if last else begins[2]
    return EventDate(begins[0], ends[1], value, precision, DECIDED, 0, 0, "")  # type: ignore[arg-type]


def _days(value: str) -> tuple[str, str, str]:
    """First and last day of a day, month or year, and which of these it is."""
    found = _DAY.fullmatch(value)
    year, month, day = (int(part) if part else None for part in found.groups()) if found else (None, None, None)
    if year is None or (month is not None and not 1 <= month <= 12):
        raise SettingError(f"{value!r} is no date; give a day (2023-12-14), a month, a year or two of them (a/b).")
    last = monthrange(year, month)[1] if month else 31
    if day is not None:
        if not 1 <= day <= last:
            raise SettingError(f"{value!r} is no day of the calendar.")
        return value, value, "day"
    if month:
        return f"{value}-01", f"{value}-{last:02}", "month"
    return f"{value}-01-01", f"{value}-12-31", "year"


def _place(value: str) -> Place:
    """ "Besham, PAK" or "Besham, PAK, 34.93, 72.88": the name, the country's code, degrees north and east."""
    name, *more = (part.strip() for part in value.split(","))
    country = more[0] if more and re.fullmatch("[A-Z]{3}", more[0]) else None
    degrees = more[1:] if country else more
    if not name or (degrees and len(degrees) != _COORDINATES):
        raise SettingError(f"{value!r} is no place; give it as “Besham, PAK” or “Besham, PAK, 34.93, 72.88”.")
    try:
        north, east = map(float, degrees) if degrees else (None, None)
    except ValueError:
        raise SettingError(f"{value!r}: {', '.join(degrees)} are no degrees north and east.") from None
    return Place(name, None, country, north, east, None, "exact", 0, 0, "")


def _parties(value: str) -> tuple[Party, ...]:
    """ "Afghan Taliban [AFG-TALIBAN]; Qatar": names, each with its id where it has one."""
    return tuple(_party(one.strip()) for one in value.split(";") if one.strip())


def _party(words: str) -> Party:
    found = _IDENTIFIED.fullmatch(words)
    name, actor_id = found.groups() if found else (words, None)
    country = actor_id if actor_id and re.fullmatch("[A-Z]{3}", actor_id) else None
    return Party(name, actor_id, country, None, "named", 0, 0, "")


def _count(value: str) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of "23", "20-25", "20+" or "-25"."""
    found = _COUNT.fullmatch(value)
    low, sign, high = found.groups() if found else (None, None, None)
    if (low is None and high is None) or (sign is None and high is not None) or (sign == "+" and high is not None):
        raise SettingError(f"{value!r} is no count; give 23, a range (20-25), at least (20+) or at most (-25).")
    if sign is None and low:
        return int(low), int(low), int(low)
    return int(low) if low else None, None, int(high) if high else None


_KINDS: tuple[str, ...] = get_args(FigureKind)
_READ: Mapping[str, Callable[[str], Any]] = {
    "type": _type,
    "mode": _mode,
    "date": _date,
    "place": _place,
    "actor": _parties,
    "recipient": _parties,
}
_EMPTY: Mapping[str, Any] = {"actor": (), "recipient": ()}
