"""Ranges drawn as bars of text, for a terminal."""

from __future__ import annotations

FULL, OPEN, MORE = "█", "░", "▶"


def bar(least: int | None, most: int | None, largest: int, width: int = 40) -> str:
    """A bar up to the least, pale on to the most, with an arrow where there is no upper bound.

    >>> bar(30, 60, 60, 12), bar(60, None, 60, 12), bar(60, 60, 60, 6), bar(None, 30, 60, 6)
    ('██████░░░░░░', '████████████▶', '██████', '░░░')
    """
    sure = _cells(least or 0, largest, width)
    if most is None:
        return FULL * sure + MORE
    return FULL * sure + OPEN * max(_cells(most, largest, width) - sure, 0)


def _cells(number: int, largest: int, width: int) -> int:
    """At least one cell for anything above nothing."""
    if not number or not largest:
        return 0
    return max(round(number / largest * width), 1)
