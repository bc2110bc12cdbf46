"""Finds the words of an article that may name places: what the gazetteer knows, the longest name first."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from onrecord.expressions.gazetteer import ABBREVIATION, ALIAS, DEMONYM, Entry, Gazetteer
from onrecord.expressions.gazetteer_names import normalise
from onrecord.expressions.gazetteer_words import PlaceWords
from onrecord.syntax import Parse, Sentence, Token

Use = Literal["place", "people", "street"]
LONGEST = 7
"""Tokens that a place name may have; hyphens count."""


@dataclass(slots=True)
class Name:
    """Words that may name a place, with every place so named. `first` and `last` are tokens, both included."""

    sentence: Sentence
    first: int
    last: int
    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]
    use: Use = "place"
    designation: str | None = None
    near: bool = False
    outer: Name | None = None
    parts: dict[str, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What mentions of the same name share."""
        return f"{normalise(self.text)}|{self.designation or ''}"

    def token(self, offset: int) -> Token | None:
        """The token that many places after the last (or, negative, before the first), within the sentence."""
        position = self.last + offset if offset > 0 else self.first + offset
        tokens = self.sentence.tokens
        return tokens[position] if 0 <= position < len(tokens) else None


class Finder:
    """Finds names in an article."""

    def __init__(self, gazetteer: Gazetteer, words: PlaceWords) -> None:
        self.gazetteer = gazetteer
        self.words = words

    def names_of(self, parse: Parse) -> list[Name]:
        """All candidates, in order; none overlaps another."""
        names = []
        for sentence in parse.sentences:
            found = self._in_sentence(parse.text, sentence)
            _pair(found)
            names += found
        return names

    def _in_sentence(self, text: str, sentence: Sentence) -> list[Name]:
        found: list[Name] = []
        position, tokens = 0, sentence.tokens
        while position < len(tokens):
            name: Name | None = None
            if _may_open(tokens, position, self.words):
                name = self._street(text, sentence, position) or self._longest(text, sentence, position)
            if name is None:
                position += 1
                continue
            found.append(name)
            position = name.last + 1
        return found

    def _street(self, text: str, sentence: Sentence, first: int) -> Name | None:
        tokens, words = sentence.tokens, self.words
        if tokens[first].lemma in words.numbered:
            following = tokens[first + 1] if first + 1 < len(tokens) else None
            if following is not None and following.text[:1].isdigit():
                return _name(text, sentence, first, first + 1, (), "street")
        for last in range(first + 1, min(first + 4, len(tokens))):
            token = tokens[last]
            if not token.text[0].isupper() and not token.text[0].isdigit():
                return None
            lowered = token.text.lower()
            if token.text[0].isupper() and (lowered in words.streets or lowered in words.streets_short):
                return _name(text, sentence, first, last, (), "street")
        return None

    def _longest(self, text: str, sentence: Sentence, first: int) -> Name | None:
        tokens = sentence.tokens
        for last in range(_reach(tokens, first, self.words), first - 1, -1):
            closes = tokens[last].text[0].isupper() or tokens[last].text[0].isdigit()
            if closes and (found := self._known(text, sentence, first, last)):
                return found
        return self._abbreviated(text, sentence, first) or self._compounded(text, sentence, first)

    def _known(self, text: str, sentence: Sentence, first: int, last: int) -> Name | None:
        tokens = sentence.tokens
        written = text[tokens[first].start : tokens[last].end]
        if first == last and written.lower() in self.words.never:
            return None
        entries = self.gazetteer.lookup(written)
        if len(written.replace(".", "")) <= 3 and not written.isupper():
            entries = tuple(e for e in entries if e.how not in (ALIAS, ABBREVIATION))
        if not entries:
            return None
        if people := tuple(e for e in entries if e.how == DEMONYM):
            return _name(text, sentence, first, last, people, "people")
        return _name(text, sentence, first, last, entries, "place")

    def _abbreviated(self, text: str, sentence: Sentence, first: int) -> Name | None:
        """A state's abbreviation after a place and a comma ("Troy, Ala."), or anywhere where it has inner stops."""
        tokens = sentence.tokens
        last = first
        if first + 1 < len(tokens) and tokens[first].text == "W." and tokens[first + 1].text.startswith("Va"):
            last = first + 1
        written = text[tokens[first].start : tokens[last].end]
        after_place = first > 1 and tokens[first - 1].text in (",", "(", "-") and tokens[first - 2].text[0].isupper()
        if not after_place and "." not in written[:-1]:
            return None
        entry = self.gazetteer.abbreviated(written)
        if entry is None:
            return None
        if last + 1 < len(tokens) and tokens[last + 1].text == "." and tokens[last + 1].start == tokens[last].end:
            return _name(text, sentence, first, last, (entry,), "place", stop=1)
        return _name(text, sentence, first, last, (entry,), "place")

    def _compounded(self, text: str, sentence: Sentence, first: int) -> Name | None:
        """The place within "U.S.-based" or "Syria/Iraq" where the parser keeps such a word whole."""
        token = sentence.tokens[first]
        for mark in ("-", "–", "/"):
            head, found, _ = token.text.partition(mark)
            if found and head[:1].isupper() and (entries := self.gazetteer.lookup(head)):
                name = _name(text, sentence, first, first, entries, "place")
                name.end = name.start + len(head)
                name.text = head
                return name
        return None


def _pair(names: list[Name]) -> None:
    """Tells each name in which other it is said to lie: "Troy, Ala.", "Daraban in Dera Ismail Khan"."""
    for name, following in pairwise(names):
        between = name.sentence.tokens[name.last + 1 : following.first]
        joined = [token.text for token in between if token.text != "the"]
        if joined not in ([","], ["("], ["in"], ["of"], [",", "in"]) or following.use != "place":
            continue
        if any(inside(entry, outer) for entry in name.entries for outer in following.entries[:20]):
            name.outer = following


def _may_open(tokens: tuple[Token, ...], position: int, words: PlaceWords) -> bool:
    token = tokens[position]
    if token.text[0].isupper():
        return True
    if token.text[0].isdigit():
        return token.text[-2:] in ("st", "nd", "rd", "th")
    following = tokens[position + 2] if position + 2 < len(tokens) else None
    hyphened = following is not None and tokens[position + 1].text == "-" and following.text[0].isupper()
    return token.text in words.articles and hyphened


def _reach(tokens: tuple[Token, ...], first: int, words: PlaceWords) -> int:
    """The last token that a name which opens at `first` could take in."""
    last = first
    for position in range(first + 1, min(first + LONGEST, len(tokens))):
        text = tokens[position].text
        if text[0].isupper() or text[0].isdigit():
            last = position
        elif text not in words.joints:
            break
    return last


def _name(
    text: str,
    sentence: Sentence,
    first: int,
    last: int,
    entries: tuple[Entry, ...],
    use: Use,
    stop: int = 0,
) -> Name:
    start, end = sentence.tokens[first].start, sentence.tokens[last].end + stop
    return Name(sentence, first, last, start, end, text[start:end], entries, use)


def inside(entry: Entry, outer: Entry) -> bool:
    """Whether a place lies in another, as far as the gazetteer knows."""
    if outer.id in (entry.admin1, entry.admin2):
        return True
    if outer.how == DEMONYM or entry.id == outer.id:
        return False
    if outer.kind == "country":
        return entry.country == outer.country
    if outer.kind in ("admin1", "admin2") and outer.id > 0:
        return entry.id < 0 and entry.country == outer.country and _apart(entry, outer) < 1.0
    return entry.country == outer.country and _apart(entry, outer) < 1.5


def _apart(entry: Entry, other: Entry) -> float:
    """Degrees between two places, for what is close by."""
    if None in (entry.latitude, entry.longitude, other.latitude, other.longitude):
        return 180.0
    up = (entry.latitude or 0.0) - (other.latitude or 0.0)
    across = ((entry.longitude or 0.0) - (other.longitude or 0.0)) * math.cos(math.radians(entry.latitude or 0.0))
    return math.hypot(up, across)
