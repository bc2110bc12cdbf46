"""Figure ranges as drawings: one line a source, all on one scale, made on the server so that no script is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from onrecord.records import IncidentFigure, SourcedFigure
from onrecord.web.display import cleaned
from onrecord.wording import words

WIDTH, ROW, LEFT, RIGHT = 640, 26, 220, 90


@dataclass(frozen=True, slots=True)
class Bar:
    """One source's range: where it begins, where its best guess is, where it ends; all in the drawing's units.

    `open_low`, `open_high`: nothing was said on that side.
    """

    label: str
    said: str
    href: str
    y: int
    start: float
    best: float | None
    end: float
    open_low: bool
    open_high: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of one figure of an incident."""

    title: str
    side: str
    width: int
    height: int
    ticks: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...]


def chart_of(figure: IncidentFigure) -> Chart | None:
    """The ranges that the sources give; None where no one gives a number."""
    given = [by for by in figure.by if _numbers(by)]
    if not given:
        return None
    scale = _Scale([n for by in given for n in _numbers(by)])
    bars = tuple(_bar(by, number, scale) for number, by in enumerate(given))
    ticks = tuple((scale.at(n), f"{n:,}") for n in scale.ticks())
    return Chart(words.figure(figure), figure.side, WIDTH, ROW * (len(bars) + 1) + 8, ticks, bars)


def _numbers(by: SourcedFigure) -> list[int]:
    return [n for n in (by.low, by.best, by.high) if n is not None]


class _Scale:
    """From counts to places on a line: by tens where the counts differ by much, else evenly."""

    def __init__(self, counts: Sequence[int]) -> None:
        low, high = min(counts), max(counts)
        self._tens = low > 0 and high > 30 * low
        self._low, self._high = self._of(low if self._tens else 0), self._of(max(high, 1))
        self._counts = low, high

    def _of(self, count: int) -> float:
        return log10(count) if self._tens else float(count)

    def at(self, count: int) -> float:
        """Where a count stands."""
        share = (self._of(count) - self._low) / ((self._high - self._low) or 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def ticks(self) -> list[int]:
        """The counts that are written below the line."""
        low, high = self._counts
        return list(dict.fromkeys((low, high) if self._tens else (0, max(high, 1))))


def _bar(by: SourcedFigure, number: int, scale: _Scale) -> Bar:
    numbers = _numbers(by)
    giver = by.source or by.publisher or "source left open"
    label = cleaned(giver if by.source is None or by.publisher is None else f"{giver}, in {by.publisher}")
    return Bar(
        label=label if len(label) <= 34 else label[:33] + "…",
        said=words.how_many(by.low, by.best, by.high),
        href=f"/articles/{by.article_id}",
        y=ROW * number + ROW // 2,
        start=scale.at(min(numbers)),
        best=None if by.best is None else scale.at(by.best),
        end=scale.at(max(numbers)),
        open_low=by.low is None and by.best is None,
        open_high=by.high is None and by.best is None,
    )
