"""How long: amounts and units to TIMEX3 durations."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from onrecord.expressions.dates_words import TimeWord
from onrecord.expressions.numbers import value_of
from onrecord.expressions.numbers_words import NumberWord

_IN_CLOCK = {"H": "H", "TM": "M", "S": "S"}
_IN_OTHERS = {"F": ("W", 2), "E": ("Y", 10), "C": ("Y", 100), "HY": ("M", 6), "WE": ("D", 2)}
_HALVES = {"Y": "6M", "H": "30M", "TM": "30S", "M": "15D", "D": "T12H"}


def amount_of(words: Iterable[TimeWord]) -> float | None:
    """The number that the words of a count say, None where they say none ("several", "few").

    "Two to three" gives the first.
    """
    listed = list(takewhile(lambda word: word.kind != ">", words))
    vague = next((word for word in listed if word.kind == "k"), None)
    if vague:
        return float(vague.text) if vague.text.isdigit() else None
    if not listed:
        return None
    numbers = [NumberWord(word.text, word.number) for word in listed if word.kind == "n"]
    half = any(word.kind == "h" or word.text == "1/2" for word in listed)
    if numbers:
        return value_of(numbers) + 0.5 * half
    return 1.0 + 0.5 * half if listed[0].kind == "a" else 0.5


def timex_duration(amount: float | None, unit: str) -> str:
    """A TIMEX3 duration; an amount of None is X.

    >>> timex_duration(2, "W"), timex_duration(None, "Y"), timex_duration(5.5, "H"), timex_duration(2, "E")
    ('P2W', 'PXY', 'PT5H30M', 'P20Y')
    """
    prefix = "PT" if unit in _IN_CLOCK else "P"
    if amount is None:
        return f"{prefix}X{_IN_CLOCK.get(unit, unit)}"
    letter, factor = _IN_OTHERS.get(unit, (_IN_CLOCK.get(unit, unit), 1))
    whole, rest = divmod(amount * factor, 1)
    half = _HALVES.get(unit, "") if rest == 0.5 else ""
    return f"{prefix}{int(whole)}{letter}{half}" if whole or not half else f"{prefix}{half}"
