"""Profiles as bytes, to be kept beside their article: what is compared, and nothing that its text does not say better.

Names and other words are there as the numbers that stand for them (`likeness.numbered`).
"""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any

from onrecord.incidents.likeness import Numbers, Wording
from onrecord.incidents.profile import Profile
from onrecord.incidents.sides import Side
from onrecord.incidents.window import Window
from onrecord.records import Place

_HEAD = struct.Struct("<II")
_RECURRING = 20_000
"""Places, and sides, that are remembered."""
_MADE_BY = {
    "onrecord.incidents": (
        "candidates.py",
        "likeness.py",
        "packing.py",
        "profile.py",
        "sides.py",
        "strands.py",
        "window.py",
    ),
    "onrecord.articles": ("terms.py", "word_shares.csv"),
}


@cache
def rules() -> int:
    """A number of the rules that profiles are made by: those that others have made are made anew."""
    digest = blake2b(digest_size=6)
    for package, names in _MADE_BY.items():
        for name in names:
            digest.update(files(package).joinpath(name).read_bytes())
    return int.from_bytes(digest.digest(), "big")


def packed(profiles: Sequence[Profile]) -> bytes:
    """The profiles of one article, in their order; none are no bytes."""
    if not profiles:
        return b""
    first = profiles[0]
    wording, numbers = first.wording, array("q")
    counts = [_put(numbers, its) for its in (wording.names, wording.numbers, first.rare)]
    told = [_told(one, numbers) for one in profiles]
    shared = first.article_id, first.printed, first.place_in_line, wording.terms, counts, told
    head = json.dumps(shared, separators=(",", ":")).encode()
    weights = array("d", (*wording.names.values(), wording.length))
    return b"".join((_HEAD.pack(len(head), len(numbers)), head, numbers.tobytes(), weights.tobytes()))


def _told(one: Profile, numbers: array[int]) -> tuple[Any, ...]:
    window = one.window and astuple(one.window)
    place = one.place and _text(astuple(one.place))
    sides = [_text([*(sorted(part) for part in (s.names, s.countries, s.sectors)), s.vague]) for s in _sides(one)]
    counts = [_put(numbers, its) for its in (one.words, one.own, one.keys)]
    return (
        one.ids,
        one.event_type,
        one.mode,
        one.main,
        one.several,
        window,
        place,
        sides,
        one.killed,
        one.injured,
        counts,
    )


def _sides(one: Profile) -> tuple[Side, Side]:
    return one.actor, one.recipient


def _text(value: object) -> str:
    """Places and parties recur: as one text each they are made once for all articles that name them."""
    return json.dumps(value, separators=(",", ":"))


def _put(numbers: array[int], some: Any) -> int:  # noqa: ANN401 - any collection of numbers
    numbers.extend(some)
    return len(some)


def unpacked(content: bytes) -> tuple[Profile, ...]:
    """The profiles that were packed."""
    return tuple(_profiles(content)) if content else ()


def _profiles(content: bytes) -> Iterator[Profile]:
    size, count = _HEAD.unpack_from(content)
    begun, ended = _HEAD.size + size, _HEAD.size + size + 8 * count
    numbers, weights = array("q", content[begun:ended]), array("d", content[ended:])
    article_id, printed, place_in_line, terms, counts, told = json.loads(content[_HEAD.size : begun])
    at = counts[0]
    names = dict(zip(numbers[:at], weights, strict=False))
    ages, rare = (frozenset(numbers[at : at + counts[1]]), frozenset(numbers[at + counts[1] : sum(counts)]))
    wording, at = Wording(names, weights[-1], ages, terms), sum(counts)
    keys: dict[str | None, Numbers] = {}
    for ids, event_type, mode, main, several, window, place, sides, killed, injured, its in told:
        words, own, found = _taken(numbers, at, its)
        at += sum(its)
        yield Profile(
            tuple(ids), article_id, event_type, mode, main, several,
            window and Window(*window), printed, place and _place(place), _side(sides[0]), _side(sides[1]),
            killed, injured, words, own, frozenset(names.keys() - own), wording, rare,
            keys.setdefault(event_type, found), place_in_line,
        )  # fmt: skip


def _taken(numbers: array[int], at: int, counts: Sequence[int]) -> Iterator[Numbers]:
    for count in counts:
        yield frozenset(numbers[at : at + count])
        at += count


@lru_cache(_RECURRING)
def _side(text: str) -> Side:
    names, countries, sectors, vague = json.loads(text)
    return Side(frozenset(names), frozenset(countries), frozenset(sectors), vague)


@lru_cache(_RECURRING)
def _place(text: str) -> Place:
    return Place(*json.loads(text))
