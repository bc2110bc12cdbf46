"""How many incidents fall on which day, month or year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from onrecord.store.outline import NO_DAY, Numbers
from onrecord.web.counting import Selection

MOST = 400
"""Bins at the most; what spans more days is counted by month, and what spans more months by year."""
Unit = Literal["day", "month", "year"]
_NUMPY = {"day": "D", "month": "M", "year": "Y"}


@dataclass(frozen=True, slots=True)
class Bin:
    """Incidents that began from one day to another, and how many of them are disputed."""

    start: str
    end: str
    count: int
    disputed: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bins that have something, in order of time; `undated` incidents have no date."""

    unit: Unit
    bins: tuple[Bin, ...]
    undated: int


def timeline(selection: Selection) -> Timeline:
    """The incidents over time, as if no dates were asked for: what is asked for is brushed on it."""
    return selection.kept("timeline", _timeline)


def _timeline(selection: Selection) -> Timeline:
    kept, outline = selection.without("date"), selection.outline
    disputed = outline.standing.words.index("disputed") if "disputed" in outline.standing.words else -2
    days = outline.first[kept]
    dated = days != NO_DAY
    unit = _unit(days[dated])
    units = days[dated].astype("datetime64[D]").astype(f"datetime64[{_NUMPY[unit]}]").astype(np.int64)
    bins, at = np.unique(units, return_inverse=True)
    denied = np.bincount(at, weights=outline.standing.codes[kept][dated] == disputed, minlength=len(bins))
    counts = np.bincount(at, minlength=len(bins))
    starts, ends = _days_of(bins, unit)
    found = map(Bin, starts, ends, counts.tolist(), denied.astype(np.int64).tolist())
    return Timeline(unit, tuple(found), int((~dated).sum()))


def _unit(days: Numbers) -> Unit:
    if not len(days):
        return "day"
    span = int(days.max() - days.min())
    return "day" if span <= MOST else "month" if span <= MOST * 30 else "year"


def _days_of(bins: Numbers, unit: Unit) -> tuple[list[str], list[str]]:
    """The first and the last day of each bin."""
    first, after = (n.astype(f"datetime64[{_NUMPY[unit]}]").astype("datetime64[D]") for n in (bins, bins + 1))
    return np.datetime_as_string(first).tolist(), np.datetime_as_string(after - 1).tolist()
