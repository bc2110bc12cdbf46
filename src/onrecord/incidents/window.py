"""The days on which what an event tells can have happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.drafts import Telling

RECENT = timedelta(days=4)
"""A report that gives no date tells of something recent: at most this long before it was printed."""


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day; `stated` is False where only the publication date is known."""

    first: date
    last: date
    stated: bool

    def gap(self, other: Window) -> int:
        """Days between two windows, 0 where they overlap."""
        return max((other.first - self.last).days, (self.first - other.last).days, 0)

    @property
    def days(self) -> int:
        """Its length in days, at least 1."""
        return (self.last - self.first).days + 1


def window_of(telling: Telling) -> Window | None:
    """The window of one telling: its event's date, else the days before its article was printed, else None."""
    when = telling.event.date
    if when and when.earliest and when.latest:
        return Window(date.fromisoformat(when.earliest[:10]), date.fromisoformat(when.latest[:10]), True)
    if telling.published and len(telling.published) == len("2023-12-14"):
        printed = date.fromisoformat(telling.published)
        return Window(printed - RECENT, printed, False)
    return None
