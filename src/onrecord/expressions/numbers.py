"""Counts: words and digits to ranges, by the record's "figure ranges".

A number's words are turned into one letter each, so that one compiled pattern finds every number of a sentence in one
pass; what bounds it ("at least", "or so") is looked up beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.expressions.numbers_words import MAGNITUDES, PLURALS, NumberWord, number_word, phrases


class Quantity(NamedTuple):
    """A count as a range; what is not said is None. low <= best <= high where they are given."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


class Number(NamedTuple):
    """A number in a row of words: the first and last word with its bounds, its range, and where the bare number is."""

    first: int
    last: int
    quantity: Quantity
    core_first: int
    core_last: int


LARGEST = 10**12
"""Beyond this a figure is a sum of money or a slip, and no count of people or attacks."""

_NUMBER = re.compile(
    r"s?D(?:oD)*"  # dozens, several hundreds, hundreds of thousands
    r"|(?:a?f-?a?-?|(?:[dw]&af|[dw]v)-?)[hk]"  # half a million, a half-dozen, two and a half million
    r"|(?:[dwt]|(?:a?s|a)(?=-?[hk])|a?c(?=o?[hk]))(?:o(?=[hk]))?(?:-?[wthk]|(?<=[hk])&[wtd])*(?:(?<=k)[dwt](?:-?[wth]|&[wtd])*)?"
    r"|ac|a?s|Nw|Z"
)
_TRIGGER = re.compile("[dwthkDcsZN]")
_BEFORE, _AFTER = phrases("before"), phrases("after")
_LONGEST_BEFORE = max(map(len, _BEFORE))
_LONGEST_AFTER = max(map(len, _AFTER))

Core = tuple[int, int | None]
"""Lowest and highest count of a bare number; the highest is None where it has no upper end."""


def numbers(words: Sequence[str]) -> list[Number]:
    """Every count in a row of words, in order.

    A caller could take ages, sums and years for counts: this knows words only, so ask the parse what is counted.

    >>> [n.quantity for n in numbers("at least 23 of nearly two dozen guards".split())]
    [Quantity(low=23, best=None, high=None), Quantity(low=None, best=24, high=None)]
    """
    read = [number_word(word) for word in words]
    classes = "".join([word.kind for word in read])
    if not _TRIGGER.search(classes):
        return []
    lowered = [word.lower() for word in words]
    cores = [(m.start(), m.end(), c) for m in _NUMBER.finditer(classes) if (c := _core(m, lowered, read)) is not None]
    return [_bounded(lowered, *joined) for joined in _joined(cores, classes)]


def quantity(text: str) -> Quantity | None:
    """The range that a figure's wording stands for, or None where it holds no number.

    Also reads what `wording` prints.

    >>> quantity("hundreds of thousands"), quantity("no one")
    (Quantity(low=200000, best=None, high=999999), Quantity(low=0, best=0, high=0))
    """
    merged = Quantity()
    found = numbers(_TOKEN.findall(text))
    for number in found:
        merged = Quantity(*(a if a is not None else b for a, b in zip(merged, number.quantity, strict=True)))
    return merged if found else None


_TOKEN = re.compile(r"\d[\d,.]*\d|\d/\d|\d|[^\W\d_]+|[-–—]")


def wording(count: Quantity) -> str:
    """A figure in words that `quantity` reads as the same figure; a comma joins a range and a best estimate.

    >>> wording(Quantity(23, 23, 23)), wording(Quantity(low=301)), wording(Quantity(10, 12, 20))
    ('23', 'at least 301', '10 to 20, about 12')
    """
    low, best, high = count
    if low is not None and low == high and best in (None, low):
        return f"{low:,}" if best is not None else f"{low:,} to {high:,}"
    parts = []
    if low is not None and high is not None:
        parts.append(f"{low:,} to {high:,}")
    elif low is not None:
        parts.append(f"at least {low:,}")
    elif high is not None:
        parts.append(f"up to {high:,}")
    if best is not None:
        parts.append(f"about {best:,}")
    return ", ".join(parts)


def _core(match: re.Match[str], words: Sequence[str], read: Sequence[NumberWord]) -> Core | None:
    first, last = match.start(), match.end()
    kinds = match.group()
    if kinds[0] in "NZ":
        return (0, 0) if kinds == "Z" or words[last - 1] == "one" else None
    if "D" in kinds:
        return _plural(words[first + kinds.index("D") : last])
    if kinds.endswith("s"):
        return (int(read[last - 1].value), None)
    value = value_of(read[first:last])
    if value != int(value) or value > LARGEST:
        return None
    vague = kinds.lstrip("a")[0] == "s"
    return (2 * int(value), 10 * int(value) - 1) if vague else (int(value), int(value))


def _plural(words: Sequence[str]) -> Core:
    low, high = PLURALS[words[0]]
    scale = 1
    for word in words[1:]:
        scale *= MAGNITUDES.get(word, 1)
    return low * scale, (high + 1) * scale - 1


def value_of(read: Sequence[NumberWord]) -> float:
    """The value of one number's words, by the usual sum of groups times powers of a thousand.

    >>> value_of([number_word(word) for word in ("two", "hundred", "thirty")])
    230.0
    """
    total = group = 0.0
    for kind, value in read:
        if kind in "dwtcv":
            group += value
        elif kind == "f":
            group += 0.5
        elif kind == "h":
            group = (group or 1) * value
        elif kind == "k":
            total, group = total + (group or 1) * value, 0.0
    return round(total + group, 6)


def _joined(cores: list[tuple[int, int, Core]], classes: str) -> list[tuple[int, int, Core]]:
    """Numbers with "20 to 30", "between 20 and 30" and "one or two" as one."""
    found: list[tuple[int, int, Core]] = []
    for first, last, core in cores:
        if found and (joined := _join(found[-1], (first, last, core), classes)):
            found[-1] = joined
        else:
            found.append((first, last, core))
    return found


def _join(one: tuple[int, int, Core], other: tuple[int, int, Core], classes: str) -> tuple[int, int, Core] | None:
    joint = classes[one[1] : other[0]]
    between = joint == "&" and one[0] > 0 and classes[one[0] - 1] == "b"
    if not between and joint not in (">", "-", "r"):
        return None
    low, high = one[2][0], other[2][1]
    if high is not None and low < 1000 <= high and "k" not in classes[one[0] : one[1]]:
        low *= _power(other[2][0]) if "k" in classes[other[0] : other[1]] else 1
    if high is None or low >= high:
        return None
    return one[0] - between, other[1], (low, high)


def _power(value: int) -> int:
    return next(power for power in (10**9, 10**6, 10**3, 1) if value >= power)


def _bounded(words: Sequence[str], first: int, last: int, core: Core) -> Number:
    """A number with the bounds that stand before and after it; the outermost decides."""
    bounds: list[str] = []
    before, after = first, last
    while (size := _phrase_before(words, before)) and len(bounds) < 3:
        bounds.append(_BEFORE[tuple(words[before - size : before])])
        before -= size
    if size := _phrase_after(words, after):
        bounds.append(_AFTER[tuple(words[after : after + size])])
        after += size
    count = Quantity(core[0], core[0] if core[0] == core[1] else None, core[1])
    said = [bound for bound in bounds if bound != "exactly"]
    return Number(before, after - 1, _bound(count, said[-1]) if said else count, first, last - 1)


def _phrase_before(words: Sequence[str], end: int) -> int:
    sizes = range(min(_LONGEST_BEFORE, end), 0, -1)
    return next((size for size in sizes if tuple(words[end - size : end]) in _BEFORE), 0)


def _phrase_after(words: Sequence[str], start: int) -> int:
    sizes = range(_LONGEST_AFTER, 0, -1)
    return next((size for size in sizes if tuple(words[start : start + size]) in _AFTER), 0)


def _bound(count: Quantity, bound: str) -> Quantity:
    """The range of "at least N" and its like (the record's "figure ranges")."""
    low, best, high = count
    exact = best is not None
    if high is None and bound in ("up_to", "fewer_than"):
        return count
    if bound == "at_least":
        return Quantity(low=low)
    if bound == "more_than":
        return Quantity(low=low + 1 if exact and low is not None else low)
    if bound == "up_to":
        return Quantity(high=high)
    if bound == "fewer_than":
        return Quantity(high=high - 1 if exact and high else high)
    return Quantity(best=best) if exact else count
