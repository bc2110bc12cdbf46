"""The time words of dates.toml as one table: a word has a class (one letter), a number and a text.

Tokens are read once per form and tag and remembered; a token such as "mid-1996" is several words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from onrecord.expressions.numbers_words import number_word
from onrecord.syntax import Sentence


class TimeWord(NamedTuple):
    """What a word is within a time expression; `start` and `end` are offsets within its token."""

    kind: str
    number: int = 0
    text: str = ""
    start: int = 0
    end: int = 0


class Piece(NamedTuple):
    """A time word where it stands: its token's index, its offsets in the article, and its last token's index."""

    word: TimeWord
    token: int
    start: int
    end: int
    last: int


def _load() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data/dates.toml").read_text(encoding="utf-8"))


TABLES = _load()
HOLIDAYS: dict[str, str] = TABLES["holidays"]
BOUNDS: dict[str, str] = TABLES["bounds"]
STRETCHES: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in TABLES["stretches"].items()}
"""What stands between the ends of a stretch, by the word before it; "clock": between a time of day and its day."""
HAPPENING: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in TABLES["happening"].items()}
"""Verbs, by lemma, that say no more than that their subject happened, or that their object was done."""
AHEAD: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in TABLES["ahead"].items()}
"""Words of what is yet to come, by lemma: auxiliaries, words whose own date is ahead, verbs whose infinitive is."""

_NUMBERED = {
    "months": "M", "weekdays": "W", "seasons": "S", "ordinals": "o", "decades": "C", "half_days": "p",
}  # fmt: skip
_WORDED = {
    "units": "u", "units_plural": "U", "parts": "P", "phases": "e", "vague": "k", "sets": "A", "references": "R",
}  # fmt: skip
_JOINTS = {
    "the": "t", "a": "a", "of": "O", "from": "F", "fiscal": "f", "long": "x", "old": "X", "half": "h", "clock": "c",
    "period": "d", "'s": "'", ",": ",", "&": "&", ">": ">", "-": "-",
}  # fmt: skip


def _table() -> dict[str, TimeWord]:
    table: dict[str, TimeWord] = {}
    for name, kind in _JOINTS.items():
        table |= {word: TimeWord(kind, 0, word) for word in TABLES["joints"][name]}
    for name, kind in _WORDED.items():
        table |= {word: TimeWord(kind, 0, value) for word, value in TABLES[name].items()}
    for name, kind in _NUMBERED.items():
        table |= {word: TimeWord(kind, value, word) for word, value in TABLES[name].items()}
    table |= {word: TimeWord("g", sign, anchor) for word, (sign, anchor) in TABLES["steps"].items()}
    table |= {word: TimeWord("l", shift, anchor) for word, (shift, anchor) in TABLES["shifts"].items()}
    table |= {word: TimeWord("D", shift, part) for word, (shift, part) in TABLES["days"].items()}
    table |= {word: TimeWord("w", 0, word) for word in TABLES["fillers"]["words"] if word not in table}
    table |= {word: TimeWord("s", 0, word) for word in TABLES["each"]["words"]}
    table |= {word: TimeWord("z", 0, word) for word in TABLES["zones"]["words"]}
    table |= {word: TimeWord("B", 0, word) for word in TABLES["hijri"]["eras"]}
    table |= {word: TimeWord("J", 0, word) for word in TABLES["hijri"]["months"] if word not in HOLIDAYS}
    return table | _of_two_senses(table)


def _of_two_senses(table: dict[str, TimeWord]) -> dict[str, TimeWord]:
    """Words that two lists hold get a letter of their own, which a pattern takes for either."""
    phases, vague = TABLES["phases"], TABLES["vague"]
    both = {word: table[word]._replace(kind="E") for word in TABLES["steps"] if word in phases}
    both |= {word: table[word]._replace(kind="L") for word in TABLES["shifts"] if word in TABLES["references"]}
    return both | {"recent": TimeWord("K", 0, vague["recent"])}


_TABLE = _table()
_SHORT = {word: TimeWord("M", value, word) for word, value in TABLES["months_short"].items()}
_SHORT |= {word: TimeWord("i", value, word) for word, value in TABLES["weekdays_short"].items()}
_OTHER_TAGS = frozenset(TABLES["ambiguous"]["other_tags"])
_AMBIGUOUS = frozenset(TABLES["ambiguous"]["months"])
_PLURAL_WEEKDAYS = {f"{word}s": TimeWord("V", value, word) for word, value in TABLES["weekdays"].items()}

_CLOCK = re.compile(r"([01]?\d|2[0-4])(?::([0-5]\d)(?::[0-5]\d)?|\.([0-5]\d))")
_NUMERIC = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})|(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_DECADE = re.compile(r"['’]?(\d{2}|\d{4})['’]?s")
_QUARTER = re.compile(r"([QqHh])([1-4])")
_FISCAL = re.compile(r"(?:FY|fy)['’]?(\d{4}|\d{2})")
_PARTS = re.compile(r"[^-–—]+|[-–—]")
NOTHING = (TimeWord("."),)


@lru_cache(maxsize=65_536)
def time_words(form: str, tag: str) -> tuple[TimeWord, ...]:
    """The time words in a token, by its form and its part-of-speech tag.

    >>> [word.kind for word in time_words("mid-1996", "NN")], [word.kind for word in time_words("may", "MD")]
    (['e', '-', 'y'], ['.'])
    """
    if word := _word(form, tag):
        return (word._replace(start=0, end=len(form)),)
    if "-" not in form or len(form) < 4 or form[0] == "-":
        return NOTHING
    parts = [(m.start(), m.end(), _word(m.group(), tag)) for m in _PARTS.finditer(form)]
    return tuple((word or TimeWord("."))._replace(start=start, end=end) for start, end, word in parts)


def _word(form: str, tag: str) -> TimeWord | None:
    low = form.lower()
    if word := _TABLE.get(low):
        return _unless_of_another_sense(word, form, low, tag)
    if form[0].isupper() and (word := _SHORT.get(low.removesuffix("."))):
        return word if word.kind == "i" or low[-1] == "." else word._replace(kind="m")
    if low in _PLURAL_WEEKDAYS:
        return _PLURAL_WEEKDAYS[low]
    return _figure(form)


def _unless_of_another_sense(word: TimeWord, form: str, low: str, tag: str) -> TimeWord | None:
    if word.kind in "MSP" and tag in _OTHER_TAGS:
        return None
    if word.kind == "M" and low in _AMBIGUOUS and form == low:
        return word._replace(kind="m")
    if low == "that" and tag != "DT":
        return None
    if low == "am" and tag[:2] == "VB":
        return None
    return word


def _figure(form: str) -> TimeWord | None:
    """Numbers, years, clock times and dates in digits."""
    for pattern, read in _FIGURES:
        if match := pattern.fullmatch(form):
            return read(match)
    number = number_word(form)
    if number.kind in "dwthk" and number.value == int(number.value):
        year = number.kind == "d" and 1000 <= number.value <= 2100 and "," not in form and len(form) == 4
        return TimeWord("y" if year else "n", int(number.value), number.kind)
    return TimeWord("v", 0, form) if number.kind == "v" else None


def _clock(match: re.Match[str]) -> TimeWord:
    """A time by the clock; with a full stop ("7.15") only where "a.m." or the like follows."""
    return TimeWord("T" if match[2] else "%", int(match[1]), f"T{int(match[1]):02}:{match[2] or match[3]}")


def _numeric(match: re.Match[str]) -> TimeWord:
    return TimeWord("#", 0, "-".join(part for part in match.groups() if part))


def _decade(match: re.Match[str]) -> TimeWord | None:
    years = int(match[1])
    return TimeWord("C", years) if years % 10 == 0 and (years < 100 or 1000 <= years <= 2100) else None


_FIGURES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], TimeWord | None]], ...] = (
    (_NUMERIC, _numeric),
    (_CLOCK, _clock),
    (_ORDINAL, lambda match: TimeWord("o", int(match[1]))),
    (_DECADE, _decade),
    (_QUARTER, lambda match: TimeWord("Q", int(match[2]), match[1].upper())),
    (_FISCAL, lambda match: TimeWord("Y", int(match[1]))),
)

_STARTS = {holiday.split()[0].replace("'s", "") for holiday in HOLIDAYS}
_LONGEST = 5


def pieces_of(sentence: Sentence) -> tuple[str, list[Piece]] | None:
    """A sentence as a row of letters and the pieces that they stand for, or None where it has no word of time."""
    read = [time_words(token.text, token.tag) for token in sentence.tokens]
    letters = "".join([word.kind for words in read for word in words])
    lows = {token.text.lower() for token in sentence.tokens} if letters else set()
    named = not _STARTS.isdisjoint(lows)
    if not named and not _TRIGGER.search(letters):
        return None
    pieces = [
        Piece(word, token.i, token.start + word.start, token.start + (word.end or len(token.text)), token.i)
        for token, words in zip(sentence.tokens, read, strict=True)
        for word in words
    ]
    pieces = _with_holidays(sentence, pieces) if named else pieces
    return "".join([piece.word.kind for piece in pieces]), pieces


_TRIGGER = re.compile("[MWmiVSuUyCPDTRKLJ#QYAp]|nn")


def _with_holidays(sentence: Sentence, pieces: list[Piece]) -> list[Piece]:
    """The pieces with every holiday's name as one."""
    found: list[Piece] = []
    texts = [sentence.tokens[piece.token].text.lower() for piece in pieces]
    position = 0
    while position < len(pieces):
        size = _holiday_at(texts, position)
        if size:
            name = _name(texts[position : position + size])
            word = TimeWord("H", 0, HOLIDAYS[name])
            end = pieces[position + size - 1]
            found.append(pieces[position]._replace(word=word, end=end.end, last=end.last))
        else:
            found.append(pieces[position])
        position += size or 1
    return found


def _holiday_at(texts: list[str], position: int) -> int:
    if texts[position] not in _STARTS:
        return 0
    longest = min(_LONGEST, len(texts) - position)
    sizes = range(longest, 0, -1)
    return next((size for size in sizes if _name(texts[position : position + size]) in HOLIDAYS), 0)


def _name(texts: Iterable[str]) -> str:
    return " ".join(texts).replace(" 's", "'s").replace("’", "'").replace(" '", "'").replace(" - ", "-")
