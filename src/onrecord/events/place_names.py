"""Finds the words of an article that may name places: what the gazetteer knows, and what is said to be a place."""

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
_INSIDE = ([","], ["("], ["in"], ["of"], [",", "in"])


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
    outer: Name | None = None
    inner: Name | None = None
    parts: dict[str, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What mentions of the same name share."""
        return f"{normalise(self.text)}|{self.designation or ''}"

    @property
    def weight(self) -> float:
        """The sum of its evidence."""
        return sum(self.parts.values())

    def token(self, offset: int) -> Token | None:
        """The token that many places after the last (or, negative, before the first), within the sentence."""
        position = self.last + offset if offset > 0 else self.first + offset
        tokens = self.sentence.tokens
        return tokens[position] if 0 <= position < len(tokens) else None


def name_of(
    text: str, sentence: Sentence, first: int, last: int, entries: tuple[Entry, ...] = (), use: Use = "place"
) -> Name:
    """The name that two tokens and those between them make."""
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    return Name(sentence, first, last, start, end, text[start:end], entries, use)


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
            name = self._at(text, sentence, position)
            if name is not None:
                found.append(name)
            position = position + 1 if name is None else name.last + 1
        return found

    def _at(self, text: str, sentence: Sentence, first: int) -> Name | None:
        tokens = sentence.tokens
        if not _may_open(tokens, first, self.words):
            return None
        return (
            self._street(text, sentence, first)
            or self._abbreviated(text, sentence, first)
            or self._longest(text, sentence, first)
            or self._compounded(text, sentence, first)
            or self._described(text, sentence, first)
        )

    def _street(self, text: str, sentence: Sentence, first: int) -> Name | None:
        tokens, words = sentence.tokens, self.words
        if tokens[first].lemma in words.numbered:
            following = tokens[first + 1] if first + 1 < len(tokens) else None
            return name_of(text, sentence, first, first + 1, (), "street") if following and _digit(following) else None
        for last in range(first + 1, min(first + 4, len(tokens))):
            token = tokens[last]
            if not _capital(token) and not _digit(token):
                return None
            lowered = token.text.lower()
            shortened = lowered in words.streets_short and not _text(tokens, last + 1)[:1].isupper()
            if _capital(token) and (lowered in words.streets or shortened):
                return name_of(text, sentence, first, last, (), "street")
        return None

    def _longest(self, text: str, sentence: Sentence, first: int) -> Name | None:
        tokens = sentence.tokens
        for last in range(_reach(tokens, first, self.words), first - 1, -1):
            written = tokens[last].text
            closes = written in self.words.closers or (not written.islower() and written not in self.words.joints)
            if closes and (found := self._known(text, sentence, first, last)):
                return self._feature(text, sentence, first, last) or found
        return self._feature(text, sentence, first, first)

    def _known(self, text: str, sentence: Sentence, first: int, last: int) -> Name | None:
        tokens, words = sentence.tokens, self.words
        written = text[tokens[first].start : tokens[last].end]
        lowered = written.lower().rstrip(".")
        if lowered in words.never or lowered in words.bodies or lowered in words.titles or lowered in words.calendar:
            return None
        if lowered.partition(" ")[0] in words.directions and lowered.rpartition(" ")[2] in words.quarter_after:
            return name_of(text, sentence, first, last)
        entries = self.gazetteer.lookup(written)
        if others := words.shared.get(lowered):
            entries = (*(e._replace(how=0) for other in others for e in self.gazetteer.lookup(other)[:1]), *entries)
        if len(written.replace(".", "")) <= 3 and not written.isupper():
            entries = tuple(e for e in entries if e.how not in (ALIAS, ABBREVIATION))
        if not entries:
            return None
        if people := tuple(e for e in entries if e.how == DEMONYM):
            return name_of(text, sentence, first, last, people, "people")
        return name_of(text, sentence, first, last, entries)

    def _abbreviated(self, text: str, sentence: Sentence, first: int) -> Name | None:
        """A state's abbreviation: after a place and a comma ("Troy, Ala."), or wherever its full stops show it."""
        tokens = sentence.tokens
        last = first + (_text(tokens, first) == "W." and _text(tokens, first + 1).startswith("Va"))
        written = text[tokens[first].start : tokens[last].end]
        stopped = _text(tokens, last + 1) == "." and tokens[last + 1].start == tokens[last].end
        after_place = first > 1 and tokens[first - 1].text in (",", "(", "-") and _capital(tokens[first - 2])
        if not after_place and "." not in written[:-1] and not (written[-1:] == "." and len(written) > 3):
            return None
        entry = self.gazetteer.abbreviated(written)
        if entry is None or (not after_place and written[:-1].lower() in self.words.unsure_states):
            return None
        name = name_of(text, sentence, first, last, (entry,))
        if stopped:
            name.end, name.text = name.end + 1, f"{name.text}."
        return name

    def _compounded(self, text: str, sentence: Sentence, first: int) -> Name | None:
        """The place within "U.S.-based" or "Syria/Iraq" where the parser keeps such a word whole."""
        token = sentence.tokens[first]
        for mark in ("-", "–", "/"):
            head, found, _ = token.text.partition(mark)
            if found and head[:1].isupper() and (entries := self.gazetteer.lookup(head)):
                name = name_of(text, sentence, first, first, entries)
                name.end, name.text = name.start + len(head), head
                return name
        return None

    def _feature(self, text: str, sentence: Sentence, first: int, last: int) -> Name | None:
        """A river, lake or hill that the gazetteer lacks, known by the word beside its name ("River Lune")."""
        tokens, words = sentence.tokens, self.words
        after = last + 1
        if after == len(tokens) or not _capital(tokens[after]):
            return None
        opens = last == first and tokens[first].text.lower() in words.feature_before and tokens[after].pos == "PROPN"
        closes = tokens[after].text.lower() in words.feature_after and tokens[last].pos == "PROPN"
        return name_of(text, sentence, first, after) if opens or closes else None

    def _described(self, text: str, sentence: Sentence, first: int) -> Name | None:
        """A name that only the words beside it make a place's: "the village of X", "X refugee camp"."""
        tokens, words = sentence.tokens, self.words
        last = first
        while last + 1 < len(tokens) and last < first + 2 and _capital(tokens[last + 1]):
            last += 1
        if tokens[first].pos != "PROPN" or _text(tokens, first).isupper():
            return None
        before = first > 1 and _text(tokens, first - 1) == "of" and tokens[first - 2].text.lower() in words.settlement
        camp = _text(tokens, last + 1) == "refugee" and _text(tokens, last + 2).startswith("camp")
        after = _text(tokens, last + 1) in words.settlement and last - first < 2
        return name_of(text, sentence, first, last) if before or camp or after else None


def _text(tokens: tuple[Token, ...], position: int) -> str:
    return tokens[position].text if position < len(tokens) else ""


def _capital(token: Token) -> bool:
    return token.text[0].isupper()


def _digit(token: Token) -> bool:
    return token.text[0].isdigit()


def _pair(names: list[Name]) -> None:
    """Tells each name in which other it is said to lie: "Troy, Ala.", "Daraban in Dera Ismail Khan"."""
    for name, following in pairwise(names):
        between = name.sentence.tokens[name.last + 1 : following.first]
        joined = [token.text for token in between if token.text != "the"]
        if joined not in _INSIDE or following.use != "place":
            continue
        if any(inside(entry, outer) for entry in name.entries for outer in following.entries[:20]):
            name.outer, following.inner = following, name


def _may_open(tokens: tuple[Token, ...], position: int, words: PlaceWords) -> bool:
    token = tokens[position]
    if _capital(token):
        return True
    if _digit(token):
        return token.text[-2:] in ("st", "nd", "rd", "th")
    following = tokens[position + 2] if position + 2 < len(tokens) else None
    hyphened = following is not None and tokens[position + 1].text == "-" and _capital(following)
    return token.text in words.articles and hyphened


def _reach(tokens: tuple[Token, ...], first: int, words: PlaceWords) -> int:
    """The last token that a name which opens at `first` could take in."""
    last = first
    for position in range(first + 1, min(first + LONGEST, len(tokens))):
        token = tokens[position]
        if token.text in words.closers or (not token.text.islower() and token.text[-1].isalnum()):
            last = position
        elif token.text not in words.joints and not (
            token.text == "." and tokens[position - 1].lemma in words.openings
        ):
            break
    return last


def inside(entry: Entry, outer: Entry) -> bool:
    """Whether a place lies in another, as far as the gazetteer knows."""
    if outer.id in (entry.admin1, entry.admin2):
        return True
    if outer.how == DEMONYM or entry.id == outer.id:
        return False
    if outer.kind == "country":
        return entry.country == outer.country
    if outer.kind in ("admin1", "admin2") and outer.id > 0:
        return entry.id < 0 and entry.country == outer.country and apart(entry, outer) < 1.0
    return entry.country == outer.country and apart(entry, outer) < 1.5


def apart(entry: Entry, other: Entry) -> float:
    """Degrees between two places, for what is close by; 180 where either has no position."""
    if entry.latitude is None or other.latitude is None:
        return 180.0
    across = ((entry.longitude or 0.0) - (other.longitude or 0.0)) * math.cos(math.radians(entry.latitude))
    return math.hypot(entry.latitude - other.latitude, across)
