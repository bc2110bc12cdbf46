"""The words that a rule of the date grammar has matched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict, Unpack, cast

from onrecord.expressions.dates_forms import Anchor, Kind, TimeForm
from onrecord.expressions.dates_words import Piece, TimeWord
from onrecord.expressions.edtf import UNITS, Unit
from onrecord.syntax import Sentence, Token


class Fields(TypedDict, total=False):
    """The fields of a form that its words give."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    unit: Unit | None
    year: int | None
    number: int | None
    day: int | None
    last_day: int | None
    last_year: int | None
    weekday: int | None
    shift: int | None
    anchor: Anchor
    direction: int | None
    value: str
    clock: str
    mod: str
    fiscal: bool


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule fits: the sentence, its letters and pieces, and the first and the end of the matched ones."""

    sentence: Sentence
    letters: str
    pieces: tuple[Piece, ...]
    begin: int
    stop: int

    def all(self, kinds: str) -> list[TimeWord]:
        """The matched words of these kinds, in order."""
        return [piece.word for piece in self.pieces[self.begin : self.stop] if piece.word.kind in kinds]

    def one(self, kinds: str) -> TimeWord | None:
        """The first matched word of these kinds, or None."""
        return next(iter(self.all(kinds)), None)

    def token(self, offset: int) -> Token | None:
        """The token of the piece `offset` places after the match (-1: just before it), or None beyond the sentence."""
        place = self.stop + offset if offset >= 0 else self.begin + offset
        return self.sentence.tokens[self.pieces[place].token] if 0 <= place < len(self.pieces) else None

    @property
    def mod(self) -> str:
        """START, MID or END where a phase is named ("early")."""
        word = self.one("eE")
        if word is None:
            return ""
        return word.text if word.kind == "e" else ("START" if word.number < 0 else "END")

    def form(self, kind: Kind, *given: Fields, **fields: Unpack[Fields]) -> TimeForm:
        """A form of what is matched, with the given fields, the later ones over the earlier."""
        first, last = self.pieces[self.begin], self.pieces[self.stop - 1]
        merged: Fields = {"mod": self.mod}
        for part in (*given, fields):
            merged.update(part)
        return TimeForm(kind, first.start, last.end, first.token, last.last, **merged)


def unit_of(word: TimeWord) -> Unit | None:
    """The calendar unit that a word names; None for hours, minutes and the like."""
    return next((unit for unit in UNITS if unit == word.text), None)


def side_of(shift: TimeWord | None) -> Fields:
    """On which side of the anchor "last", "next" or "this" puts a named month, weekday or season."""
    if shift is None:
        return {}
    anchor = anchor_of(shift)
    return {"direction": shift.number or None, "anchor": anchor, "shift": 0 if shift.number == 0 else None}


def anchor_of(word: TimeWord) -> Anchor:
    """What a "last", "following" or "ago" is counted from."""
    return cast(Anchor, word.text)
