"""What the grammar of dates finds, before anyone knows which day it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.expressions.edtf import Unit

Kind = Literal["calendar", "weekday", "shift", "holiday", "span", "set", "reference", "clock", "numeric", "age"]
Anchor = Literal["", "report", "story", "latest", "compared", "alike"]
"""What a form is counted from: the report's day, what the text spoke of last, the quarter that it reports on, or
("a year earlier") that quarter or else what it spoke of last; alike: that month, where counts are compared ("31 in
November, 12 a year earlier")."""


@dataclass(frozen=True, slots=True)
class TimeForm:
    """A time expression as it stands, unresolved. `first` and `last` are token indexes within its sentence.

    calendar: a day, month, quarter ... of `year`, or of the year that is `shift` years from the anchor's, or of an
    unsaid year; `number` is the month, quarter, half or season, `last_day` and `last_year` the end of a range,
    `weekday` the day of the week where it is named with the date.
    weekday: the day of the week `number`, in the week that is `shift` weeks away, or in an unsaid week.
    shift: the unit `shift` units from the anchor ("yesterday", "last week", "a day earlier").
    span: a duration, with `shift` -1 where it ends at the anchor ("the past two weeks") and 1 where it begins there.
    `through` is the other end of "from Monday to Wednesday"; both ends are forms of their own.
    `direction` says on which side of the anchor it lies: -1, 1, or None where only the verb's tense can tell.
    """

    kind: Kind
    start: int
    end: int
    first: int
    last: int
    type: Literal["DATE", "TIME", "DURATION", "SET"] = "DATE"
    unit: Unit | None = None
    year: int | None = None
    number: int | None = None
    day: int | None = None
    last_day: int | None = None
    last_year: int | None = None
    weekday: int | None = None
    shift: int | None = None
    anchor: Anchor = ""
    direction: int | None = None
    value: str = ""
    clock: str = ""
    mod: str = ""
    bound: str = ""
    fiscal: bool = False
    through: TimeForm | None = None
