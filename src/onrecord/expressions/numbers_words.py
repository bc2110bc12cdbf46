"""The number words of numbers.toml as one table: each word has a class (one letter) and a value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple


class NumberWord(NamedTuple):
    """What a word is within a number: its class letter (see `CLASSES`) and its value, 0 where it has none."""

    kind: str
    value: float


CLASSES = {
    "units": "w", "tens": "t", "groups": "h", "powers": "k", "plurals": "D", "pairs": "c", "few": "s", "none": "Z",
    "and": "&", "or": "r", "of": "o", "article": "a", "half": "f", "between": "b", "to": ">", "hyphen": "-", "no": "N",
    "quarter": "q",
}  # fmt: skip
OTHER = NumberWord(".", 0)

_DIGITS = re.compile(r"\d{1,3}(?:,\d{2,3})*(?:\.\d+)?|\d+(?:\.\d+)?")
_FRACTION = re.compile(r"(\d)/(\d)")


def _load() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data/numbers.toml").read_text(encoding="utf-8"))


TABLES = _load()
PLURALS: dict[str, list[int]] = TABLES["plurals"]
MAGNITUDES: dict[str, int] = TABLES["magnitudes"]


def _words() -> Iterator[tuple[str, NumberWord]]:
    for name in ("units", "tens", "groups", "powers", "pairs", "few"):
        for word, value in TABLES[name].items():
            yield word, NumberWord(CLASSES[name], value)
    for word in PLURALS:
        yield word, NumberWord(CLASSES["plurals"], 0)
    for word in TABLES["none"]["words"]:
        yield word, NumberWord(CLASSES["none"], 0)
    for name, words in TABLES["joints"].items():
        for word in words:
            yield word, NumberWord(CLASSES[name], 0)


_TABLE = dict(_words())


def phrases(section: str) -> dict[tuple[str, ...], str]:
    """The bounding phrases said "before" or "after" a number, as words, with the bound that they set."""
    return {tuple(phrase.split()): bound for bound, listed in TABLES[section].items() for phrase in listed}


@lru_cache(maxsize=65_536)
def number_word(word: str) -> NumberWord:
    """What a word, in any case, is within a number.

    >>> number_word("600,000"), number_word("Dozen").value
    (NumberWord(kind='d', value=600000.0), 12)
    """
    if known := _TABLE.get(word.lower()):
        return known
    if _DIGITS.fullmatch(word):
        return NumberWord("d", float(word.replace(",", "")))
    if (fraction := _FRACTION.fullmatch(word)) and fraction[2] != "0":
        return NumberWord("v", int(fraction[1]) / int(fraction[2]))
    return OTHER
