"""The days on which what an event tells can have happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.drafts import Telling

RECENT = timedelta(days=2)
"""A report that gives no date mostly tells of something recent: at most this long before it was printed."""


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day as ordinals; `stated` is False where only the publication date is known."""

    first: int
    last: int
    stated: bool

    def gap(self, other: Window) -> int:
        """Days between two windows, 0 where they overlap."""
        return max(other.first - self.last, self.first - other.last, 0)

    @property
    def days(self) -> int:
        """Its length in days, at least 1."""
        return self.last - self.first + 1


def window_of(tellings: Sequence[Telling]) -> Window | None:
    """The window of one article's tellings of one happening, the fullest first.

    It is the most precise date that one of them gives, else the days before the article was printed, else None.
    """
    dates = [telling.event.date for telling in tellings]
    stated = [Window(_ordinal(d.earliest), _ordinal(d.latest), True) for d in dates if d and d.earliest and d.latest]
    if stated:
        return min(stated, key=lambda window: window.days)
    printed = printed_on(tellings[0])
    return None if printed is None else Window(printed - RECENT.days, printed, False)


def printed_on(telling: Telling) -> int | None:
    """The day on which its article was printed, as an ordinal; None where only a month or nothing is known."""
    if telling.published is None or len(telling.published) != len("2023-12-14"):
        return None
    return _ordinal(telling.published)


def _ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()
