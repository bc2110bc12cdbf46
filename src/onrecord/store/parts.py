"""Wholes and parts: which incidents are among the several attacks that another one is told to have been.

"A wave of attacks across the province on Tuesday killed 40" is an incident, and so is the attack on a market there that
other reports tell of on its own. The parts are found when they are asked for, from what the record holds at that
time, so that no order of arrival changes them, and no figure of a part is added to the whole's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date as day

from sqlalchemy.engine import Connection

from onrecord.drafts import INFERRED
from onrecord.records import Incident, IncidentFigure, Place
from onrecord.store.incidents import Found, load_incidents
from onrecord.store.tallies import Tallied, tallied_within

SURE = ("affirmed", "attributed")
"""Standings of a whole and of its parts; what is doubted, denied or planned is no part of anything."""
LONGEST = 31
"""Days of a whole; what went on for longer is a conflict, and no happening with parts."""


def load_with_parts(connection: Connection, rows: Sequence[Found]) -> list[Incident]:
    """The incidents of rows of `incidents_query`, in their order, each with the ids of its parts."""
    found = load_incidents(connection, rows)
    return [replace(one, parts=tuple(sorted({*one.parts, *parts_of(connection, one)}))) for one in found]


def parts_of(connection: Connection, whole: Incident) -> tuple[str, ...]:
    """The ids of the incidents that surely are parts of this one, in order; none where it is not told to be several.

    A part is of the whole's type, within its days, at a place in its province or country (or in its town), on the same
    side, and tells of no more dead. Where more incidents fit than the whole has attacks, some of them are others,
    and as nobody tells which, none is given.
    """
    counted = _attacks(whole.figures)
    frame = _frame_of(whole) if counted else None
    if counted is None or frame is None:
        return ()
    near = tallied_within(connection, frame.event_type, frame.days, frame.country)
    parts = sorted(one.incident_id for one in near if _fits(whole, frame, one))
    most = counted.high if counted.high is not None else counted.best
    return () if most is not None and len(parts) > most else tuple(parts)


def _attacks(figures: Iterable[IncidentFigure]) -> IncidentFigure | None:
    """How many attacks it is told to have been, where it is told to have been several."""
    several = (figure for figure in figures if figure.kind == "attacks" and (figure.low or figure.best or 0) > 1)
    return next(several, None)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the parts of a whole lie within: its type, its days and its place."""

    event_type: str
    days: tuple[str, str]
    place: Place

    @property
    def country(self) -> str:
        return self.place.country or ""


def _frame_of(one: Incident) -> _Frame | None:
    """The frame of a whole that is sure to have been, and of which reports say when and where; else None."""
    date, place = one.date, one.place
    if date is None or date.basis == INFERRED or place is None or date.earliest is None or date.latest is None:
        return None
    if one.standing not in SURE or one.event_type is None or place.country is None:
        return None
    days = day.fromisoformat(date.latest) - day.fromisoformat(date.earliest)
    return _Frame(one.event_type, (date.earliest, date.latest), place) if days.days < LONGEST else None


def _fits(whole: Incident, frame: _Frame, one: Tallied) -> bool:
    if one.incident_id == whole.incident_id or one.standing not in SURE or not one.latest:
        return False
    modes = {whole.mode, one.mode} - {None}
    within = one.latest <= frame.days[1] and one.is_dated and _lies_in(frame.place, one)
    return within and len(modes) < 2 and _is_of_one_side(whole, one) and _is_no_larger(whole, one)


def _lies_in(outer: Place, one: Tallied) -> bool:
    """Whether it is told of a place within the whole's, or in the same town where the whole is of that town."""
    spot = one.precision in ("exact", "near")
    if outer.precision == "country":
        return one.precision not in ("country", None)
    if outer.precision == "admin1":
        return one.precision not in ("country", "admin1", None) and one.admin1 in (outer.admin1, outer.name)
    alone = not any(toll.kind == "attacks" for toll in one.tolls)
    same = (one.place, one.admin1) == (outer.name, outer.admin1)
    return outer.precision in ("exact", "near") and spot and same and alone


def _is_of_one_side(whole: Incident, one: Tallied) -> bool:
    """Whether the same are named as those who did it, or nobody is for either."""
    ours = {party.actor_id or party.name for party in whole.actor if party.naming != "unnamed"}
    return bool(ours & one.actors) if ours or one.actors else True


def _is_no_larger(whole: Incident, one: Tallied) -> bool:
    """Whether a part has no more dead than the whole."""
    ours = [n for f in whole.figures if f.kind == "killed" for n in (f.high, f.best, f.low) if n is not None]
    theirs = [n for t in one.tolls if t.kind == "killed" for n in (t.low, t.best) if n is not None]
    return not ours or not theirs or min(theirs) <= max(ours)
