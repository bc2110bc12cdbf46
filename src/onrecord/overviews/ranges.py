"""Figures as ranges, laid beside each other: which is surely more, which may be."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple, Protocol

Change = Literal["grows", "may grow", "same", "may fall", "falls"]


class Ranged(Protocol):
    """Whatever has a low, best and high."""

    @property
    def low(self) -> int | None:
        """At least so many."""

    @property
    def best(self) -> int | None:
        """About so many."""

    @property
    def high(self) -> int | None:
        """At most so many."""


class Bounds(NamedTuple):
    """The least and the most that a figure may be, None where it has no such bound; "about 40" is taken at its word."""

    least: int | None
    most: int | None

    def is_below(self, other: Bounds) -> bool:
        """Whether it is surely less."""
        return self.most is not None and other.least is not None and self.most < other.least


def bounds(figure: Ranged) -> Bounds:
    """The bounds of a figure."""
    return Bounds(
        figure.low if figure.low is not None else figure.best, figure.high if figure.high is not None else figure.best
    )


def change(before: Ranged, after: Ranged) -> Change:
    """How a later figure lies to an earlier one: "may" where the ranges leave both open."""
    ours, theirs = bounds(before), bounds(after)
    if ours.is_below(theirs):
        return "grows"
    if theirs.is_below(ours):
        return "falls"
    if ours == theirs:
        return "same"
    return "may grow" if _ends(theirs) > _ends(ours) else "may fall"


def _ends(one: Bounds) -> tuple[float, float]:
    """By what two ranges that overlap are ordered: their least, and where that is the same their most."""
    return one.least or 0, math.inf if one.most is None else one.most


def size(figure: Ranged) -> int:
    """The largest number of the three; 0 where there is none."""
    return max((n for n in (figure.low, figure.best, figure.high) if n is not None), default=0)
