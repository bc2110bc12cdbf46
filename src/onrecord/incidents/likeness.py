"""How alike two articles are: the names that both have, beside those of the place and the parties."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from onrecord.drafts import Terms

ALIKE = 0.6
"""The root of the cosine above which two articles are taken to be as alike as reports of one happening get."""
ENOUGH = 25
"""Terms of an article that make its likeness to another one worth its full weight."""


Numbers = frozenset[int]


@dataclass(frozen=True, slots=True)
class Wording:
    """What an article is known by: the weights of its names, the length of that vector, and its numbers.

    Names and numbers are `numbered`; `terms` is how many terms the article has in all.
    """

    names: Mapping[int, float]
    length: float
    numbers: Numbers
    terms: int


def numbered(word: str) -> int:
    """The number that stands for a word in small letters where words are only compared; the same on every machine.

    So a name of a private person is not among what is kept for comparing.
    """
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def numbers_of(words: Iterable[str]) -> Numbers:
    """The numbers that stand for words in small letters."""
    return frozenset(map(numbered, words))


def wording_of(terms: Terms) -> Wording:
    """The wording of an article with these terms."""
    names = {numbered(word.casefold()): weight for word, weight in terms if word[0].isupper()}
    length = math.sqrt(sum(weight * weight for weight in names.values()))
    numbers = numbers_of(word for word, _ in terms if word.isdecimal())
    return Wording(names, length, numbers, len(terms))


def likeness(one: Wording, other: Wording, but: Collection[int]) -> float:
    """The root of the cosine of the names of two articles, 0 to `ALIKE`; sharing some names says nothing."""
    shared = one.names.keys() & other.names.keys()
    if not shared.difference(but):
        return 0.0
    both = math.fsum(one.names[name] * other.names[name] for name in shared if name not in but)
    return min(math.sqrt(both / (one.length * other.length)), ALIKE)


def enough(one: Wording, other: Wording) -> float:
    """How much is known of two articles by their wording, 0 to 1: little of a text of a sentence or two."""
    return min(one.terms, other.terms, ENOUGH) / ENOUGH if one.names and other.names else 0.0
