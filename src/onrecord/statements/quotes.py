"""Quotations: the pieces of a text that stand between quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.drafts import Offsets

_MARK = re.compile(r"[“”\"„«»]|``|''|(?<![^\W_])‘(?=\w)|’(?!\w)|\n")
_OPENS = frozenset("“„«‘") | {"``"}
_CLOSES = {"“": "”", "„": "“", "«": "»", "‘": "’", "``": "''"}


class Quotes:
    """The quotations of a text, in order, marks included. One that is not closed ends with its paragraph."""

    def __init__(self, text: str) -> None:
        self.spans = _quotations(text)
        self._starts = [start for start, _ in self.spans]

    def around(self, offset: int) -> Offsets | None:
        """The quotation that a character stands in."""
        position = bisect_right(self._starts, offset) - 1
        if position < 0:
            return None
        start, end = self.spans[position]
        return (start, end) if offset < end else None

    def between(self, start: int, end: int) -> list[Offsets]:
        """The quotations that begin within a piece of the text."""
        first = bisect_right(self._starts, start - 1)
        last = bisect_right(self._starts, end - 1)
        return self.spans[first:last]


def _quotations(text: str) -> list[Offsets]:
    found: list[Offsets] = []
    opened: int | None = None
    closing = ""
    for match in _MARK.finditer(text):
        mark = match.group()
        if opened is None:
            if mark in _OPENS or (mark in ('"', "''") and _may_open(text, match.end())):
                opened, closing = match.start(), _CLOSES.get(mark, mark)
        elif mark in (closing, "\n"):
            found.append((opened, match.start() if mark == "\n" else match.end()))
            opened = None
    if opened is not None:
        found.append((opened, len(text)))
    return found


def _may_open(text: str, after: int) -> bool:
    return after < len(text) and not text[after].isspace()
