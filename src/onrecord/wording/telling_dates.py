"""Days and places as a reader says them: "12 December 2023", "near El Fasher, Sudan"."""

from __future__ import annotations

from calendar import month_name
from datetime import date

from onrecord.records import EventDate, Place
from onrecord.wording import words
from onrecord.wording.naming import country_name, with_article


def day_told(when: EventDate | None) -> str:
    """The date in words, as exactly as it is known; its own wording where no days are known."""
    if when is None:
        return "Date unknown"
    if when.earliest is None or when.latest is None:
        return words.when(when)
    return between(date.fromisoformat(when.earliest), date.fromisoformat(when.latest))


def between(first: date, last: date) -> str:
    """The days from one to another.

    >>> from datetime import date as d
    >>> between(d(2023, 12, 12), d(2023, 12, 12)), between(d(2024, 2, 1), d(2024, 2, 29))
    ('12 December 2023', 'February 2024')
    >>> between(d(2024, 1, 1), d(2024, 12, 31)), between(d(2025, 1, 27), d(2025, 1, 28))
    ('2024', '27–28 January 2025')
    >>> between(d(2025, 1, 27), d(2025, 2, 2)), between(d(2023, 10, 1), d(2024, 1, 8))
    ('27 January – 2 February 2025', '1 October 2023 – 8 January 2024')
    """
    month = f"{month_name[last.month]} {last.year}"
    if first == last:
        return f"{last.day} {month}"
    if first.day == 1 and last.toordinal() + 1 == _next_month(last).toordinal() and first.year == last.year:
        if first.month == last.month:
            return month
        if (first.month, last.month) == (1, 12):
            return str(last.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {month}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {month_name[first.month]}{year} – {last.day} {month}"


def _next_month(day: date) -> date:
    """The first of the month after; of the last month there is, its last day."""
    if (day.year, day.month) == (9999, 12):
        return day
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def place_told(place: Place | None) -> str:
    """The place with the name of its country; that alone where no more is known."""
    if place is None:
        return "place unknown"
    country = with_article(country_name(place.country))
    if place.precision == "country" and country:
        return f"in {country}"
    near = {"near": "near ", "admin1": "in ", "admin2": "in "}.get(place.precision, "")
    return near + ", ".join(dict.fromkeys(filter(None, (place.name, country))))
