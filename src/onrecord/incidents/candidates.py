"""Which tellings are worth comparing, without comparing all with all.

An article has keys: its rarest words, names before others, and a day with a place or with a party for what it dates.
All articles of one key stand in a line, in the order in which they were printed, and each is compared with its
nearest neighbours in the lines that it stands in (the sorted neighbourhood of Hernández and Stolfo, 1995). So a word
of few reports brings them together whenever they were printed, a word of many only those of the same days, and the
number of comparisons grows with the articles and not with their square. Keys and places in line depend on the
article alone, so that the order of arrival changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import islice

from onrecord.drafts import Terms
from onrecord.incidents.sides import Side
from onrecord.incidents.window import Window
from onrecord.records import Place

RAREST = 12
"""Terms of an article that are keys."""
NEAREST = 12
"""How many neighbours on each side in a line an article is compared with."""
LONGEST = 3
"""Days; a vaguer date ("this week") is no part of a key."""
SOON = 10
"""Days between the printing of two articles that are compared even if they are near in one line alone."""
_TIE = 40
_NAME = 1.5
"""How much more a name says than another word as rare."""
_PARTIES = 2
"""Parties of one side that keys are made of; more are listed only where a report lists a whole alliance."""

Keys = frozenset[int]
Line = Mapping[int, int]
"""Articles, by numbers of the caller's, with their places in line."""
Pair = tuple[int, int]


def word_keys(terms: Terms) -> Keys:
    """The keys that are the rarest words, as signed 64-bit numbers that are the same on every machine."""
    ordered = sorted(terms, key=lambda term: -term[1] * (_NAME if term[0][0].isupper() else 1.0))
    return frozenset(_number(word.casefold()) for word, _ in islice(ordered, RAREST))


def day_keys(event_type: str | None, window: Window | None, place: Place | None, sides: tuple[Side, Side]) -> Keys:
    """The keys of a day with a place or a party; none where the event has no date of its own."""
    if window is None or not window.stated or window.days > LONGEST:
        return frozenset()
    # One day more than the window, so that happenings a day apart meet.
    days = range(window.first, window.last + 2)
    what = [*_where(place), *_who(sides)]
    return frozenset(_number(f"{event_type or 'other'}/{day}/{one}") for day in days for one in what)


def place_in_line(printed: int | None, article_id: str) -> int:
    """Where an article stands among others: by the day it was printed (an ordinal), and then by its id."""
    tie = blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=_TIE // 8).digest()
    return (printed or 0) << _TIE | int.from_bytes(tie, "big")


def neighbours(lines: Iterable[Line], nearest: int = NEAREST) -> set[Pair]:
    """The pairs of articles, the smaller first, that are to be compared; see `meet`."""
    in_common: Counter[Pair] = Counter()
    close: set[Pair] = set()
    for line in lines:
        standing = sorted(line, key=lambda one: line[one])
        for at, one in enumerate(standing):
            for other in standing[at + 1 : at + 1 + nearest]:
                pair = min(one, other), max(one, other)
                in_common[pair] += 1
                if meet(1, line[one], line[other]):
                    close.add(pair)
    return close | {pair for pair, lines_in_common in in_common.items() if lines_in_common > 1}


def meet(lines: int, one: int, other: int) -> bool:
    """Whether two articles are worth comparing that are near in so many lines and stand at these places.

    They are if they are near in two, or printed within some days of each other.
    """
    return lines > 1 or abs((one >> _TIE) - (other >> _TIE)) <= SOON


def lines_of(keys: Mapping[int, Keys], places: Mapping[int, int]) -> Iterable[Line]:
    """The lines in which articles with these keys and places stand, without those of one article alone."""
    lines: dict[int, dict[int, int]] = defaultdict(dict)
    for article, its in keys.items():
        for key in its:
            lines[key][article] = places[article]
    return (line for line in lines.values() if len(line) > 1)


def _where(place: Place | None) -> Iterator[str]:
    if place is not None and place.precision != "country":
        yield f"{place.country} {place.admin1 or place.name}"


def _who(sides: Iterable[Side]) -> Iterator[str]:
    for side in sides:
        if not side.vague:
            yield from sorted(side.names)[:_PARTIES]


def _number(key: str) -> int:
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8, person=b"merging").digest()
    return int.from_bytes(digest, "big", signed=True)
