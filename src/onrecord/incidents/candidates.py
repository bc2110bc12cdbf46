"""Which tellings are worth comparing, without comparing all with all.

An article has keys, some for all that it tells and some for each type of event; two tellings of one type are
candidates when their articles share one. Keys depend on the article alone, so that the order of arrival changes
nothing. A key is of two things that seldom meet by chance: two of the rarest words of the article, a day with a
stretch of land, a day with two parties.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from itertools import combinations, islice
from math import ceil, floor

from onrecord.drafts import Terms
from onrecord.incidents.sides import Side
from onrecord.incidents.window import Window
from onrecord.records import Place

RAREST = 12
"""Terms of an article that its keys are pairs of."""
LONGEST = 9
"""Days; a vaguer date ("this year") is no part of a key."""
_CELL = 0.5
"""Degrees; places within 25 km share a corner of the cell that they lie in, but for the far north and south."""
_NAMES = 4
"""Parties that keys are made of; more are listed only where a report lists a whole alliance."""

Keys = frozenset[int]


def word_keys(terms: Terms) -> Keys:
    """The keys that are pairs of the rarest words, as signed 64-bit numbers that are the same on every machine."""
    rarest = sorted(word for word, _ in islice(terms, RAREST))
    return frozenset(_number(f"{one} {other}") for one, other in combinations(rarest, 2))


def day_keys(event_type: str | None, window: Window | None, place: Place | None, sides: tuple[Side, Side]) -> Keys:
    """The keys of a day with a place or with parties; none where the day is not known to some extent."""
    if window is None or window.days > LONGEST:
        return frozenset()
    # One day more than the window, so that happenings a day apart meet.
    days = range(window.first, window.last + 2)
    what = [*_corners(place), *_between(place, *sides)]
    return frozenset(_number(f"{event_type or 'other'}/{day}/{one}") for day in days for one in what)


def _corners(place: Place | None) -> Iterator[str]:
    if place is None or place.precision == "country":
        return
    if place.precision in ("admin1", "admin2") or place.latitude is None or place.longitude is None:
        yield f"{place.country} {place.admin1 or place.name}"
        return
    for up in (floor, ceil):
        for east in (floor, ceil):
            yield f"{up(place.latitude / _CELL)} {east(place.longitude / _CELL)}"


def _between(place: Place | None, actor: Side, recipient: Side) -> Iterator[str]:
    """Who with whom, and each party with the country where it acts."""
    names = sorted(side_name for side in (actor, recipient) if not side.vague for side_name in side.names)[:_NAMES]
    yield from (f"{one}+{other}" for one, other in combinations(names, 2))
    if place is not None and place.country:
        yield from (f"{name}@{place.country}" for name in names)


def _number(key: str) -> int:
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8, person=b"merging").digest()
    return int.from_bytes(digest, "big", signed=True)
