"""Stretches of the calendar: a unit and its first day, printed as TIMEX3 values, EDTF and ISO days.

A weekend, a quarter and a season have TIMEX3 values of their own; EDTF writes a week as a range of days, and
seasons and quarters by the numbers that ISO 8601-2 gives them. Seasons are the northern, meteorological ones; a
winter belongs to the year that it begins in.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

Unit = Literal["D", "WE", "W", "M", "Q", "HY", "SE", "Y", "E", "C"]
UNITS: tuple[Unit, ...] = get_args(Unit)
MONTHS = {"M": 1, "Q": 3, "SE": 3, "HY": 6, "Y": 12, "E": 120, "C": 1200}
SEASONS = ("SP", "SU", "FA", "WI")
_DAY = timedelta(days=1)


class Period(NamedTuple):
    """One day, week, month ... of the calendar: its unit and its first day."""

    unit: Unit
    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        if self.unit in MONTHS:
            return self.shifted(1).first - _DAY
        return self.first + {"D": 0, "WE": 1, "W": 6}[self.unit] * _DAY

    def shifted(self, count: int) -> Period:
        """The period of the same unit `count` units later; raises ValueError beyond the years 1 to 9999.

        >>> Period("M", date(2023, 12, 1)).shifted(-12)
        Period(unit='M', first=datetime.date(2022, 12, 1))
        """
        if self.unit in MONTHS:
            year, month = divmod(self.first.year * 12 + self.first.month - 1 + count * MONTHS[self.unit], 12)
            if not 1 <= year <= 9999:
                raise ValueError(f"no calendar year {year}")
            return Period(self.unit, date(year, month + 1, 1))
        try:
            return Period(self.unit, self.first + timedelta(days=count * (1 if self.unit == "D" else 7)))
        except OverflowError as error:
            raise ValueError("beyond the calendar") from error

    def holds(self, day: date) -> bool:
        """Whether the day lies within it."""
        return self.first <= day <= self.last

    @property
    def value(self) -> str:
        """Its TIMEX3 value.

        >>> [containing(unit, date(2023, 12, 14)).value for unit in ("D", "W", "M", "Q", "SE", "Y", "E")]
        ['2023-12-14', '2023-W50', '2023-12', '2023-Q4', '2023-WI', '2023', '202']
        """
        year, first = f"{self.first.year:04}", self.first
        if self.unit in ("W", "WE"):
            iso = first.isocalendar()
            return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if self.unit == "WE" else "")
        return {
            "D": first.isoformat(), "M": year + first.strftime("-%m"), "Y": year, "E": year[:3], "C": year[:2],
            "Q": f"{year}-Q{(first.month + 2) // 3}", "HY": f"{year}-H{1 + first.month // 7}",
            "SE": f"{year}-{SEASONS[first.month // 3 - 1]}",
        }[self.unit]  # fmt: skip

    @property
    def edtf(self) -> str:
        """It in EDTF.

        >>> [containing(unit, date(2023, 12, 14)).edtf for unit in ("D", "W", "Q", "SE", "E", "C")]
        ['2023-12-14', '2023-12-11/2023-12-17', '2023-36', '2023-24', '202X', '20XX']
        """
        year, month = f"{self.first.year:04}", self.first.month
        if self.unit in ("W", "WE"):
            return f"{self.first.isoformat()}/{self.last.isoformat()}"
        return {
            "Q": f"{year}-{33 + month // 3}", "HY": f"{year}-{40 + month // 7}", "SE": f"{year}-{20 + month // 3}",
            "E": f"{year[:3]}X", "C": f"{year[:2]}XX",
        }.get(self.unit, self.value)  # fmt: skip


def containing(unit: Unit, day: date) -> Period:
    """The period of a unit that a day lies in; of a weekend, the one of the day's week."""
    if unit == "D":
        return Period(unit, day)
    if unit in ("W", "WE"):
        monday = day - (day.isoweekday() - 1) * _DAY
        return Period(unit, monday if unit == "W" else monday + 5 * _DAY)
    if unit == "SE":
        season = day.replace(day=1, month=max(3, day.month // 3 * 3))
        return Period(unit, season if day.month > 2 else date(day.year - 1, 12, 1))
    months = MONTHS[unit]
    year, month = divmod((day.year * 12 + day.month - 1) // months * months, 12)
    return Period(unit, date(max(year, 1), month + 1, 1))


def of_day(year: int, month: int, day: int) -> Period | None:
    """A day of the calendar, or None where that month has no such day."""
    return Period("D", date(year, month, day)) if day <= monthrange(year, month)[1] else None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm of Nature 13 (1876), p. 487.

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    lift = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * lift) // 451
    month, day = divmod(h + lift - 7 * m + 114, 31)
    return date(year, month, day + 1)
