"""Where the sources of an incident contradict each other, in plain words."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Iterable
from itertools import combinations
from math import inf

from onrecord.expressions.numbers import Quantity, wording
from onrecord.incidents.figures import head_of
from onrecord.records import IncidentFigure, SourcedFigure

_DAY = len("2023-12-14")
_MONTH = len("2023-12")


def contradictions_in(figures: Iterable[IncidentFigure]) -> tuple[str, ...]:
    """Each figure of which two sources give numbers that cannot both be true, with all that is said of it.

    "At least 20" and "23" can both be true, "at least 24" and "23" cannot: "23 soldiers killed (army, Dispatch,
    12 Dec 2023) / at least 24 (officials, Daily, 13 Dec 2023)".
    """
    return tuple(in_words(one) for one in figures if is_contradicted(one))


def is_contradicted(figure: IncidentFigure) -> bool:
    """Whether two of its sources give numbers that cannot both be true."""
    return any(_contradict(a, b) for a, b in combinations(figure.by, 2))


def _contradict(one: SourcedFigure, other: SourcedFigure) -> bool:
    (low, high), (other_low, other_high) = _bounds(one), _bounds(other)
    return high < other_low or other_high < low


def _bounds(by: SourcedFigure) -> tuple[float, float]:
    if by.low is None and by.high is None and by.best is not None:
        return by.best, by.best
    return (-inf if by.low is None else by.low), (inf if by.high is None else by.high)


def in_words(figure: IncidentFigure) -> str:
    """What each source gives, as `contradictions_in` tells it."""
    first, *others = ((_number(by), _by_whom(by)) for by in figure.by)
    told = [(" ".join(filter(None, (first[0], _what(figure)))), first[1]), *others]
    return " / ".join(f"{number} ({source})" if source else number for number, source in told)


def _what(figure: IncidentFigure) -> str:
    whom = (figure.whom if head_of(figure.whom) else "") or ("attackers" if figure.side == "attacker" else "")
    kind = "" if figure.kind == "other" or figure.kind == head_of(whom) else figure.kind
    return " ".join(filter(None, (whom, kind)))


def _number(by: SourcedFigure) -> str:
    return wording(Quantity(by.low, by.best, by.high))


def _by_whom(by: SourcedFigure) -> str:
    return ", ".join(filter(None, (by.source, by.publisher, _day(by.said))))


def _day(said: str | None) -> str | None:
    """A day as "14 Dec 2023", a month as "Dec 2023"; what is neither stays as it is."""
    if said is None or len(said) not in (_MONTH, _DAY) or not said.replace("-", "").isdigit():
        return said
    year, month, *day = said.split("-")
    return f"{f'{int(day[0])} ' if day else ''}{month_abbr[int(month)]} {year}" if 1 <= int(month) <= 12 else said
