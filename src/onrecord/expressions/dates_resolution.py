"""Which days an unresolved time expression means, given the day of the report and the story so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.drafts import TimeExpression
from onrecord.expressions.dates_forms import TimeForm
from onrecord.expressions.edtf import MONTHS, SEASONS, Period, Unit, containing, easter, of_day
from onrecord.records import DatePrecision, EventDate

PRECISION: dict[str, DatePrecision] = {"D": "day", "W": "week", "M": "month", "SE": "season", "Y": "year"}
"""How precise a period of each unit is; the other units are ranges."""


TUESDAY = 2
LONG = 300
"""Days beyond which a date without a year is not taken for past or future on the strength of a verb's tense alone."""


@dataclass(frozen=True, slots=True)
class When:
    """What a time expression is counted from; whatever is None is not known, and then nothing is guessed.

    `report` is the day of the report and `basis` how that is known ("published" or "dateline"); `story` is the
    period that the text spoke of last, `latest` the last quarter or year that it reported on; `tense` is -1 for a
    past verb, 1 for a future one.
    """

    report: date | None = None
    basis: str = "published"
    story: Period | None = None
    latest: Period | None = None
    tense: int | None = None


def resolve(form: TimeForm, text: str, when: When) -> TimeExpression:
    """The expression with its TIMEX3 value and, where it can be placed, its date.

    A caller could take a date's `earliest` for the day of what happens: for "since May" it is the beginning only.
    """
    period, basis = place(form, when)
    value = _value(form, period, when)
    found = _date(form, text, period, basis, when)
    return TimeExpression(form.start, form.end, text, form.type, value, found)


def place(form: TimeForm, when: When) -> tuple[Period | None, str]:
    """The stretch of the calendar that the form names, and what it was resolved against."""
    try:
        return _PLACERS.get(form.kind, _nowhere)(form, when)
    except ValueError:
        return None, "unresolved"


def _nowhere(form: TimeForm, when: When) -> tuple[Period | None, str]:
    return None, "unresolved"


def _calendar(form: TimeForm, when: When) -> tuple[Period | None, str]:
    if form.year is not None and form.anchor == "latest":
        return _same_quarter_of(form.year, when)
    if form.year is not None:
        return _in_year(form, form.year), "text"
    anchor, basis = _anchor(form, when)
    if anchor is None:
        return None, "unresolved"
    if form.shift is not None:
        return _in_year(form, anchor.year + form.shift), basis
    years = range(anchor.year - 8, anchor.year + 9) if (form.number, form.day) == (2, 29) else _around(anchor)
    periods = [period for year in years if (period := _in_year(form, year))]
    if form.weekday and (named := _on_weekday(form.weekday, periods, anchor)):
        return named, basis
    return _nearest(periods, anchor, form, when), basis


def _on_weekday(weekday: int, periods: Iterable[Period], anchor: date) -> Period | None:
    """The one within a year that falls on the weekday named with it."""
    near = (p for p in periods if abs((p.first - anchor).days) < 366)
    return next((period for period in near if period.first.isoweekday() == weekday), None)


def _same_quarter_of(year: int, when: When) -> tuple[Period, str]:
    """ "The 1988 period": the quarter that the text reports on, of that year."""
    if when.latest is None:
        return Period("Y", date(year, 1, 1)), "text"
    return Period(when.latest.unit, when.latest.first.replace(year=year)), "narrative"


def _around(anchor: date) -> range:
    return range(anchor.year - 2, anchor.year + 3)


def _in_year(form: TimeForm, year: int) -> Period | None:
    if not 1 <= year <= 9999 or form.unit is None:
        return None
    if form.unit == "D":
        return of_day(year, form.number or 1, form.day or 1)
    if form.unit in ("Q", "HY", "SE") and form.number:
        months = MONTHS[form.unit]
        first = 3 * form.number if form.unit == "SE" else months * (form.number - 1) + 1
        return Period(form.unit, date(year, first, 1))
    return Period(form.unit, date(year, form.number or 1, 1))


def _anchor(form: TimeForm, when: When) -> tuple[date | None, str]:
    if form.anchor == "story" and when.story:
        return when.story.first, "narrative"
    return when.report, when.basis


def _nearest(periods: Iterable[Period], anchor: date, form: TimeForm, when: When) -> Period | None:
    """The period on the side that the words or the verb's tense give; without either, the nearest.

    The period that holds the anchor is past or present, except where "last" or "next" steps out of it. A verb's tense
    does not reach back most of a year ("set 10 November as the deadline", said on the second).
    """
    listed = list(periods)
    side = form.direction or (1 if form.bound == "until" else when.tense)
    if form.unit in ("Q", "HY") and not form.direction:
        side = -1
    found = _on_side(listed, anchor, form, side) if side else None
    if found and (form.direction or _distance(found, anchor) < LONG):
        return found
    return min(listed, key=lambda p: (_distance(p, anchor) * (2 if p.first > anchor else 1), p.first), default=None)


def _on_side(periods: Iterable[Period], anchor: date, form: TimeForm, side: int) -> Period | None:
    if side == -1:
        return max((p for p in periods if _before(p, anchor, form)), key=lambda p: p.first, default=None)
    ahead = (p for p in periods if (p.first > anchor if form.direction == 1 else p.last >= anchor))
    return min(ahead, key=lambda p: p.first, default=None)


def _before(period: Period, anchor: date, form: TimeForm) -> bool:
    return period.last < anchor if form.direction == -1 else period.first <= anchor


def _distance(period: Period, anchor: date) -> int:
    if period.holds(anchor):
        return 0
    return (anchor - period.last).days if period.last < anchor else (period.first - anchor).days


def _weekday(form: TimeForm, when: When) -> tuple[Period | None, str]:
    anchor, basis = _anchor(form, when)
    if anchor is None or form.number is None:
        return None, "unresolved"
    monday = containing("W", anchor)
    if form.shift is not None and form.anchor == "report" and form.direction is None and form.shift != 0:
        return Period("D", monday.shifted(form.shift).first + timedelta(days=form.number - 1)), basis
    days = [Period("D", monday.shifted(week).first + timedelta(days=form.number - 1)) for week in (-2, -1, 0, 1, 2)]
    return _nearest(days, anchor, form, when), basis


def _shift(form: TimeForm, when: When) -> tuple[Period | None, str]:
    if form.unit is None or form.shift is None:
        return None, "unresolved"
    if form.anchor in ("latest", "compared", "alike") and (when.latest or form.unit == "Q"):
        return _from_latest(form.unit, form.shift, when)
    if form.anchor == "alike" and when.story and when.story.unit == "M":
        return when.story.shifted(12 * form.shift), "narrative"
    if form.anchor in ("story", "compared", "alike") and when.story:
        return containing(form.unit, when.story.first).shifted(form.shift), "narrative"
    if when.report is None or (form.anchor == "story" and form.shift == 0):
        return None, "unresolved"
    if form.unit == "WE" and form.shift == 0 and when.report.isoweekday() < 6 and when.tense != 1:
        return containing("WE", when.report).shifted(-1), when.basis
    return containing(form.unit, when.report).shifted(form.shift), when.basis


def _from_latest(unit: Unit, shift: int, when: When) -> tuple[Period | None, str]:
    """The quarter that the text reports on, or that quarter of another year; without one, the last that has ended."""
    if when.latest is None:
        return (containing("Q", when.report).shifted(-1), when.basis) if when.report else (None, "unresolved")
    if unit == "Y":
        return Period(when.latest.unit, Period("Y", when.latest.first).shifted(shift).first), "narrative"
    return when.latest, "narrative"


def _holiday(form: TimeForm, when: When) -> tuple[Period | None, str]:
    anchor, basis = _anchor(form, when)
    if form.year is not None:
        anchor, basis = date(form.year, 7, 1), "text"
    if anchor is None or form.value == "text":
        return None, "unresolved"
    years = (form.year,) if form.year is not None else _around(anchor)
    days = [_around_holiday(form.unit or "D", day) for year in years if (day := holiday(form.value, year))]
    return (_nearest(days, anchor, form, when) if form.year is None else next(iter(days), None)), basis


def _around_holiday(unit: Unit, day: date) -> Period:
    """The holiday, or its week or weekend: of one that falls on a Monday, the weekend before it."""
    period = containing(unit, day)
    return period.shifted(-1) if unit == "WE" and day.isoweekday() <= TUESDAY else period


def holiday(rule: str, year: int) -> date | None:
    """The day of a holiday by its rule in dates.toml ("fixed 12 25", "moving 11 4 4", "easter -2").

    >>> holiday("moving 11 4 4", 1999), holiday("moving 5 1 -1", 2024), holiday("text", 2024)
    (datetime.date(1999, 11, 25), datetime.date(2024, 5, 27), None)
    """
    kind, *numbers = rule.split()
    match kind, list(map(int, numbers)):
        case "fixed", [month, day]:
            return date(year, month, day)
        case "easter", [days]:
            return easter(year) + timedelta(days=days)
        case "moving", [month, weekday, nth]:
            first = date(year, month, 1) if nth > 0 else Period("M", date(year, month, 1)).last - timedelta(days=6)
            return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * max(nth - 1, 0))
    return None


def _span(form: TimeForm, when: When) -> tuple[Period | None, str]:
    return None, when.basis if form.shift and when.report else "unresolved"


DATED = frozenset(("calendar", "weekday", "shift", "holiday", "span"))
"""Kinds of forms whose days may hang on the day of the report, or on those told before them."""
_PLACERS = {"calendar": _calendar, "weekday": _weekday, "shift": _shift, "holiday": _holiday, "span": _span}


def _value(form: TimeForm, period: Period | None, when: When) -> str:
    if form.kind in ("span", "set", "reference", "numeric"):
        return form.value
    if form.kind == "clock" and (day := when.story or (when.report and Period("D", when.report))):
        period = day if day.unit == "D" else None
    base = period.value if period else pattern(form)
    return base + form.clock if form.clock else base


def pattern(form: TimeForm) -> str:
    """The TIMEX3 value, with X for what is not known; it is EDTF too, but for a weekday's.

    A shift is a unit of Xs: "last week" without a day to count from is XXXX-WXX.
    """
    year = f"{form.year:04}" if form.year is not None else "XXXX"
    number = form.number or 0
    if form.kind == "weekday":
        return f"XXXX-WXX-{number}"
    if form.kind == "clock":
        return "XXXX-XX-XX"
    if form.kind in ("shift", "holiday"):
        return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}.get(
            form.unit or "", "XXXX"
        )
    if form.unit == "SE":
        return f"{year}-{SEASONS[number - 1]}"
    return {
        "D": f"{year}-{number:02}-{form.day or 0:02}", "M": f"{year}-{number:02}", "Q": f"{year}-Q{number}",
        "HY": f"{year}-H{number}",
    }.get(form.unit or "", year)  # fmt: skip


_EDTF_NUMBERS = {"Q": 32, "HY": 39, "SE": 20}


def _unresolved_edtf(form: TimeForm) -> str | None:
    """EDTF with X for the year, where a month, a day or a season is named."""
    if form.kind != "calendar" or form.number is None or form.unit is None or form.fiscal:
        return None
    number = form.number + _EDTF_NUMBERS.get(form.unit, 0)
    return f"XXXX-{number:02}" + (f"-{form.day:02}" if form.day else "")


def _date(form: TimeForm, text: str, period: Period | None, basis: str, when: When) -> EventDate | None:
    """The date of the record; None for what names no stretch of time (now, daily, for two weeks, fiscal 1989)."""
    if form.kind in ("set", "reference", "clock") or form.fiscal:
        return None
    if form.kind == "span":
        return _stretch(form, text, basis, when)
    at = (form.start, form.end, text)
    if form.kind == "numeric":
        return EventDate(f"{form.year:04}-01-01", f"{form.year:04}-12-31", f"{form.year:04}", "year", "text", *at)
    if period is None:
        precision = PRECISION.get(form.unit or "", "unknown") if _unresolved_edtf(form) else "unknown"
        return EventDate(None, None, _unresolved_edtf(form), precision, "unresolved", *at)
    if form.bound in ("since", "until", "by") and form.kind != "reference":
        return _open(form, text, period, basis, when)
    end = _end(form, period, when)
    first, last = period.first.isoformat(), end.last.isoformat()
    if end == period:
        return EventDate(first, last, period.edtf, PRECISION.get(period.unit, "range"), basis, *at)
    return EventDate(first, last, f"{_point(period)}/{_point(end)}", "range", basis, *at)


def _point(period: Period) -> str:
    """An end of an EDTF interval, which is no interval itself."""
    return period.edtf if "/" not in period.edtf else period.first.isoformat()


def _end(form: TimeForm, period: Period, when: When) -> Period:
    """The last period of a range ("May 3-5", "1989-90", "from Monday to Friday"), never before its first."""
    end: Period | None = None
    if form.last_day and period.unit == "D":
        end = of_day(period.first.year, period.first.month, form.last_day)
    elif form.last_year:
        end = Period("Y", date(form.last_year, 1, 1))
    elif form.through:
        end, _ = place(form.through, when)
    return end if end and end.last > period.last and end.first > period.first else period


def _open(form: TimeForm, text: str, period: Period, basis: str, when: When) -> EventDate:
    """A stretch with one end named: "since May" runs to the report's day, "until May" has no beginning."""
    at = (form.start, form.end, text)
    if form.bound in ("until", "by"):
        return EventDate(None, period.last.isoformat(), f"../{period.last.isoformat()}", "range", basis, *at)
    first = period.first.isoformat()
    if when.report is None or when.report < period.first:
        return EventDate(first, None, f"{first}/..", "range", basis, *at)
    return EventDate(first, when.report.isoformat(), f"{first}/{when.report.isoformat()}", "range", basis, *at)


def _stretch(form: TimeForm, text: str, basis: str, when: When) -> EventDate | None:
    """The days of "the past two weeks" or "the next month"; None for a length that hangs on nothing."""
    if not form.shift or not form.number or form.unit is None:
        return None
    at = (form.start, form.end, text)
    if when.report is None:
        return EventDate(None, None, None, "unknown", "unresolved", *at)
    try:
        days = sorted([when.report, _moved(when.report, form.unit, form.shift * form.number)])
    except ValueError:
        return None
    first, last = days[0].isoformat(), days[1].isoformat()
    return EventDate(first, last, f"{first}/{last}", "range", basis, *at)


def _moved(day: date, unit: Unit, count: int) -> date:
    """A day moved by whole units, kept within its month (30 January and a month is the end of February)."""
    if unit not in MONTHS:
        return Period("D", day).shifted(count * (1 if unit == "D" else 7)).first
    month = Period("M", day.replace(day=1)).shifted(count * MONTHS[unit])
    return min(month.first + timedelta(days=day.day - 1), month.last)
