"""Which incidents fit a question, and how many have which word: all over the outline, without the database."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from onrecord.store.outline import NO_DAY, Coded, Listed, Numbers, Outline
from onrecord.web.asking import Asking, Order, box

R = TypeVar("R")
EPOCH = date(1970, 1, 1).toordinal()
Mask = NDArray[np.bool_]
SOURCES = (1, 2, 3, 5, 10)
"""The steps of the facet of independent sources: at least so many."""
CODED = ("type", "mode", "standing", "country")
LISTED = ("actor", "recipient", "publisher", "kind")


@dataclass(frozen=True, slots=True)
class Count:
    """One line of a facet: the word as it is asked for, as it reads, and of how many incidents it holds."""

    word: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """What words typed by a reader match: the incidents' keys for `q`, the parties' keys by role and word."""

    incidents: frozenset[int] | None
    parties: dict[tuple[str, str], frozenset[int]]


class Selection:
    """The incidents that fit a question, and the counts beside them; what was counted once is kept."""

    def __init__(self, outline: Outline, asking: Asking, found: Found) -> None:
        self.outline, self.asking, self._found = outline, asking, found
        self._masks = dict(self._conditions())
        self._kept: dict[object, Any] = {}

    def kept(self, name: object, make: Callable[[Selection], R]) -> R:
        """What was made of this selection under a name, or is made now."""
        if name not in self._kept:
            self._kept[name] = make(self)
        return cast(R, self._kept[name])

    @cached_property
    def mask(self) -> Mask:
        """Which incidents fit."""
        return self._all_but(None)

    def __len__(self) -> int:
        return int(self.mask.sum())

    def without(self, name: str) -> Mask:
        """Which incidents would fit if this filter were not there."""
        return self._all_but(name)

    def _all_but(self, name: str | None) -> Mask:
        kept = np.ones(len(self.outline), dtype=bool)
        for other, mask in self._masks.items():
            if other != name:
                kept &= mask
        return kept

    def _conditions(self) -> Iterator[tuple[str, Mask]]:
        asking, outline = self.asking, self.outline
        if self._found.incidents is not None:
            yield "q", _at(outline, outline.positions(self._found.incidents))
        for name in (*CODED, *LISTED):
            if words := getattr(asking, name):
                yield name, _has(getattr(outline, name), words) if name in CODED else self._named(name, words)
        if asking.since or asking.until:
            yield "date", _within(outline, asking)
        if asking.sources:
            yield "sources", outline.sources >= asking.sources
        yield from _places(outline, asking)

    def _named(self, name: str, words: Iterable[str]) -> Mask:
        listed: Listed = getattr(self.outline, name)
        kept = np.zeros(len(self.outline), dtype=bool)
        for word in words:
            kept |= self._with_word(name, listed, word)
        return kept

    def _with_word(self, name: str, listed: Listed, word: str) -> Mask:
        """A word of the facet is just that; any other is looked for among names."""
        code = listed.code(word)
        if code >= 0:
            return _at(self.outline, listed.owners[listed.codes == code])
        if name in ("publisher", "kind"):
            codes = [n for n, one in enumerate(listed.words) if word.casefold() in one.casefold()]
            return _at(self.outline, listed.owners[np.isin(listed.codes, codes)])
        pairs = self.outline.actors if name == "actor" else self.outline.recipients
        rows = np.fromiter(self._found.parties.get((name, word), ()), dtype=np.int64)
        return _at(self.outline, pairs.owners[np.isin(pairs.rows, rows)])

    def facet(self, name: str, limit: int) -> tuple[list[Count], int]:
        """The most frequent words of a facet, those asked for first, and how many words there are in all."""
        kept, outline = self.without(name), self.outline
        values: Coded | Listed = getattr(outline, name)
        if isinstance(values, Coded):
            counts = np.bincount(values.codes[kept & (values.codes >= 0)], minlength=len(values.words))
        else:
            counts = np.bincount(values.codes[kept[values.owners]], minlength=len(values.words))
        asked = [values.words.index(word) for word in getattr(self.asking, name) if word in values.words]
        best = [n for n in _greatest(counts, limit + len(asked)) if n not in asked]
        chosen = [*asked, *best[:limit]]
        return [Count(values.words[n], values.labels[n], int(counts[n])) for n in chosen], int((counts > 0).sum())

    def by_sources(self) -> list[Count]:
        """How many incidents have at least so many independent sources."""
        sources = self.outline.sources[self.without("sources")]
        counts = [(n, int((sources >= n).sum())) for n in SOURCES]
        return [Count(str(n), f"{n} or more", count) for n, count in counts if count]

    def page(self, asking: Asking) -> tuple[Numbers, str]:
        """The keys of the incidents of this page, and where it ends (nothing where no page follows)."""
        order = self._ordered(asking)
        some = order[: asking.size]
        more = len(order) > len(some)
        cursor = _cursor(self._rank(some[-1:], asking.order), self.outline.ids[some[-1:]]) if more else ""
        return self.outline.keys[some], cursor

    def _ordered(self, asking: Asking) -> Numbers:
        kept = self.kept("positions", lambda own: np.flatnonzero(own.mask))
        ranks, ids = self._rank(kept, asking.order), self.outline.ids[kept]
        if asking.after:
            rank, id_ = _read_cursor(asking.after)
            later = (ranks > rank) | ((ranks == rank) & (ids > id_))
            kept, ranks, ids = kept[later], ranks[later], ids[later]
        if len(kept) > 4 * asking.size:
            kept, ranks, ids = _least(kept, ranks, ids, asking.size + 1)
        return kept[np.lexsort((ids, ranks))]

    def _tolls(self) -> Numbers:
        """The greatest toll of the kinds that are asked for, of people killed where none is."""
        asked = [self.outline.tolls[kind] for kind in self.asking.kind or ["killed"] if kind in self.outline.tolls]
        tolls: Numbers = np.maximum.reduce(asked) if asked else np.zeros(len(self.outline), dtype=np.int64)
        return tolls

    def _rank(self, at: Numbers, order: Order) -> Numbers:
        """By what the list is ordered, the smallest first; what has no date comes last."""
        outline, last = self.outline, 2**62
        first = outline.first[at]
        if order == "told":
            return -outline.sources[at] * 10_000_000 - np.where(first == NO_DAY, -1_000_000, first)
        if order == "moved":
            return -outline.changed[at]
        if order == "deadliest":
            return -self._tolls()[at]
        days = first if order == "oldest" else -first
        return np.where(first == NO_DAY, last, days)


def _greatest(counts: Numbers, most: int) -> list[int]:
    """Where the greatest counts stand, the greatest first, and of the same the first; nothing of zeros."""
    if len(counts) > most:
        bound = max(int(np.partition(counts, -most)[-most]), 1) if most else 1
        near = np.flatnonzero(counts >= bound)
    else:
        near = np.flatnonzero(counts)
    found: list[int] = near[np.argsort(-counts[near], kind="stable")][:most].tolist()
    return found


def _least(
    kept: Numbers, ranks: Numbers, ids: NDArray[np.str_], count: int
) -> tuple[Numbers, Numbers, NDArray[np.str_]]:
    """Those that can be among the first: sorting them alone is enough."""
    bound = np.partition(ranks, count - 1)[count - 1]
    near = ranks <= bound
    return kept[near], ranks[near], ids[near]


def _cursor(ranks: Numbers, ids: NDArray[np.str_]) -> str:
    return f"{int(ranks[0])}~{ids[0]}"


def _read_cursor(cursor: str) -> tuple[int, str]:
    rank, _, id_ = cursor.partition("~")
    try:
        return max(min(int(rank), 2**62), -(2**62)) if len(rank) < 25 else 2**62, id_
    except ValueError:
        return -(2**62), ""


def _at(outline: Outline, positions: Numbers) -> Mask:
    mask = np.zeros(len(outline), dtype=bool)
    mask[positions] = True
    return mask


def _has(coded: Coded, words: Iterable[str]) -> Mask:
    codes = [coded.words.index(word) for word in words if word in coded.words]
    return _mask(np.isin(coded.codes, codes))


def _places(outline: Outline, asking: Asking) -> Iterator[tuple[str, Mask]]:
    if asking.place:
        yield "place", _where(outline, lambda one: asking.place.casefold() in one.name.casefold())
    if asking.bbox:
        yield "bbox", _inside(outline, asking.bbox)


def _where(outline: Outline, fits: Callable[..., bool]) -> Mask:
    places = [n for n, one in enumerate(outline.spots) if fits(one)]
    return _mask(np.isin(outline.spot, places))


def _inside(outline: Outline, asked: str) -> Mask:
    west, south, east, north = box(asked)

    def fits(one: object) -> bool:
        latitude, longitude = getattr(one, "latitude", None), getattr(one, "longitude", None)
        if latitude is None or longitude is None or not south <= latitude <= north:
            return False
        # A map that was turned past the date line gives longitudes beyond 180 degrees.
        return any(west <= longitude + turn <= east for turn in (-360, 0, 360)) or (
            west > east and (longitude >= west or longitude <= east)
        )

    return _where(outline, fits)


def _mask(values: NDArray[np.bool_]) -> Mask:
    mask: Mask = values.astype(bool, copy=False)
    return mask


def _within(outline: Outline, asking: Asking) -> Mask:
    """The incident may have been within what was asked; one without a date never is."""
    first, last = outline.first, outline.last
    dated: Mask = (first != NO_DAY) | (last != NO_DAY)
    if asking.since:
        dated &= (last == NO_DAY) | (last >= first_day(asking.since))
    if asking.until:
        dated &= (first == NO_DAY) | (first <= last_day(asking.until))
    return dated


def first_day(asked: str) -> int:
    """The first day of a day, month or year, counted from 1970; a day that its month lacks is the month's last."""
    year, month, day = _parts(asked)
    return _number(year, month or 1, day or 1)


def last_day(asked: str) -> int:
    """The last day of a day, month or year, counted from 1970."""
    year, month, day = _parts(asked)
    return _number(year, month or 12, day or 31)


def _parts(asked: str) -> tuple[int, int, int]:
    year, month, day = [*map(int, asked.split("-")), 0, 0][:3]
    return max(year, 1), month, day


def _number(year: int, month: int, day: int) -> int:
    return date(year, month, min(day, monthrange(year, month)[1])).toordinal() - EPOCH
