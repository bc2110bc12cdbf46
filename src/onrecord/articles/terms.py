"""The words that tell one article from others: names, streets, rare nouns, each with how much it says.

Weights are tf-idf (Spärck Jones 1972) with shares of reports that are shipped with the package instead of counted over
the record, so that they depend on the text alone and reading more changes none of them. Names of private people may be
among the terms: they are for comparing in memory, and are never stored.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from importlib.resources import files

from onrecord.drafts import Terms

KEPT = 60
"""Terms of an article; the rest say little."""
RARE = 3
"""Of 10,000 reports, for words that are not listed."""
_NUMBER = 0.6
"""What a number says beside a word as rare: ages, amounts and telephone numbers are rare, and say little."""
_WORD = re.compile(r"\w\w+")
_WITHIN = re.compile(r"(?<=[\w,] )[^\W\d_]\w+")
"""A word that does not begin its sentence."""


def terms_of(text: str) -> Terms:
    """The terms of a text, those that say most first; the squares of the weights sum to 1.

    A name keeps its capital, other words are in small letters: a name is what is never written without a capital,
    and has one within a sentence.

    >>> [term for term, _ in terms_of("Police in Kidlington said the Kidlington bridge was closed.")][:2]
    ['Kidlington', 'bridge']
    """
    words = _WORD.findall(text)
    counts = Counter(word.casefold() for word in words)
    rarity = _rarity()
    weights = [((1 + math.log(n)) * _says(word, rarity), word) for word, n in counts.items()]
    most = sorted(weights, key=lambda one: (-one[0], one[1]))[:KEPT]
    length = math.sqrt(sum(weight * weight for weight, _ in most)) or 1.0
    names = {word.casefold() for word in _WITHIN.findall(text) if word[0].isupper()}.difference(words)
    return tuple((word.capitalize() if word in names else word, weight / length) for weight, word in most)


def is_name(term: str) -> bool:
    """Whether a term is a name."""
    return term[0].isupper()


def _says(word: str, rarity: dict[str, float]) -> float:
    known = rarity.get(word)
    if known is not None:
        return known
    return _UNKNOWN * _NUMBER if word.isdecimal() else _UNKNOWN


_UNKNOWN = math.log(10_000 / RARE)


@cache
def _rarity() -> dict[str, float]:
    lines = files("onrecord.articles").joinpath("word_shares.csv").read_text(encoding="utf-8").splitlines()
    rows = (line.split(",") for line in lines if not line.startswith("#"))
    next(rows)
    return {word: math.log(10_000 / int(share)) for word, share in rows}
