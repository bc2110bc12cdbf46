"""Marked-up sentences as tests of the coder: the marks say who is in the cast and what has to be coded."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.articles.parse import Parser
from onrecord.codebooks.events import Codebook
from onrecord.codebooks.markup import Mark, Marked, read_marked
from onrecord.drafts import Cast, EventMention, Mention
from onrecord.events.coder import code
from onrecord.records import Party
from onrecord.syntax import Parse, Sentence, Token

ROLES = ("A", "B", "R", "X")


@dataclass(frozen=True)
class Told:
    """What was coded from a marked-up line, beside its marks."""

    marked: Marked
    mentions: tuple[EventMention, ...]

    def at(self, mark: Mark) -> list[EventMention]:
        """The mentions whose trigger overlaps a mark."""
        return [m for m in self.mentions if m.trigger.start < mark.end and mark.start < m.trigger.end]

    def filled(self, *labels: str, number: int = 1) -> set[str]:
        """The texts marked with these labels for one event."""
        marks = [m for m in self.marked.marks if m.label in labels and m.number == number]
        return {self.marked.text[m.start : m.end] for m in marks}


def tell(line: str, parse: Parse, codebook: Codebook) -> Told:
    """Codes a marked-up line whose plain text has this parse."""
    marked = read_marked(line)
    cast = cast_of_marks(marked, parse)
    return Told(marked, code(parse, cast, codebook, (), ()))


def tell_all(lines: list[str], parser: Parser, codebook: Codebook) -> list[Told]:
    """Codes many lines; their parses are made together."""
    parses = parser.parse_texts([read_marked(line).text for line in lines])
    return [tell(line, parse, codebook) for line, parse in zip(lines, parses, strict=True)]


def cast_of_marks(marked: Marked, parse: Parse) -> Cast:
    """A cast of exactly those who are marked, each named by its own words."""
    found = {}
    for mark in marked.marks:
        if mark.label in ROLES:
            found[mark.start, mark.end] = _mention(mark, parse)
    return Cast(tuple(found.values()))


def _mention(mark: Mark, parse: Parse) -> Mention:
    sentence = parse.sentence_at(mark.start)
    assert sentence is not None
    words = [t for t in sentence.tokens if t.start < mark.end and mark.start < t.end]
    text = parse.text[mark.start : mark.end]
    party = Party(text, None, None, "UNK", "unnamed", mark.start, mark.end, text)
    return Mention(sentence.index, _head(sentence, words).i, words[0].i, words[-1].i, party)


def _head(sentence: Sentence, words: list[Token]) -> Token:
    inside = {word.i for word in words}
    return next(word for word in words if word.head not in inside or word.head == word.i)


def parties(found: tuple[Party, ...]) -> set[str]:
    """Their wording."""
    return {party.text for party in found}
