"""Marked-up sentences: the codebook's examples and the language cases of the tests.

    [Gunmen|A] [attacked] [a market|R] in [Djibo|place] on [Sunday|date].

A bracket without a label is the trigger that a codebook's line is about, and an event that the article's own voice
affirms; of any other its standing is the label: [attack|alleged]. In a case file a trigger has its event type, with its
mode after a dot, as label: [bombed|ASSAULT.aerial]. Where a sentence tells several events, numbers say what goes with
what: [Warsaw|A1] [urged|REQUEST1] [Minsk|R1 A2] to [free|RETREAT2] [him|R2].

A acts, R is acted upon, B is the other side of a mutual act, X is someone who has no role; GOV and the like say of
what sector a party is, where that matters: [Ghana|A GOV]. A place is where this event
happened, and no other place name is marked. Who says it is the source, and the cue has its stance as label:
[Kyiv|source] [denied|denies]. Counts have the kind of their figure (killed, arrested ...).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import get_args

from onrecord.records import Standing

STANDINGS = frozenset(get_args(Standing))
_BRACKET = re.compile(r"\[([^\[\]|]+)(?:\|([^\[\]|]*))?\]")


class MarkupError(ValueError):
    """A sentence whose brackets cannot be read."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A bracket's offsets in the plain text, one of its labels, and the number of the event that it belongs to."""

    start: int
    end: int
    label: str
    number: int

    @property
    def is_trigger(self) -> bool:
        """Whether it is the trigger that a codebook's line is about."""
        return not self.label or self.label in STANDINGS


@dataclass(frozen=True, slots=True)
class Marked:
    """The plain text with its marks."""

    text: str
    marks: tuple[Mark, ...]


def read_marked(line: str) -> Marked:
    """The plain text of a marked-up line, and its marks. Raises MarkupError where a bracket is left over.

    >>> read_marked("[Gunmen|A] [fled].").marks[0]
    Mark(start=0, end=6, label='A', number=1)
    """
    pieces: list[str] = []
    marks: list[Mark] = []
    here = length = 0
    for match in _BRACKET.finditer(line):
        before, text = line[here : match.start()], match[1]
        start = length + len(before)
        marks.extend(_mark(start, start + len(text), label) for label in (match[2] or "").split() or [""])
        pieces += [before, text]
        length, here = start + len(text), match.end()
    plain = "".join([*pieces, line[here:]])
    if "[" in plain or "]" in plain:
        raise MarkupError(f"brackets that pair, as in [Gunmen|A] [attacked], in {line!r}")
    return Marked(plain, tuple(marks))


def _mark(start: int, end: int, label: str) -> Mark:
    name = label.rstrip("0123456789")
    return Mark(start, end, name, int(label[len(name) :] or 1))
