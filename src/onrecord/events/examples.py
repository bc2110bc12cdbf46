"""Does the coder find what is marked in a sentence? The codebook's examples and the language cases are asked so.

The cast of such a sentence is exactly whom its marks name, so that an example tests the codebook and not the register.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.codebooks.events import Codebook, Frame
from onrecord.codebooks.markup import Mark, Marked, read_marked
from onrecord.drafts import Cast, EventMention, Mention
from onrecord.events.coder import code
from onrecord.records import Party
from onrecord.syntax import Parse, Token

ROLES = ("A", "B", "R", "X")
SECTORS = ("GOV", "MIL", "JUD", "CVL")
"""Sectors that a mark may give a party, where it matters who does it: [Ruritania|A GOV]."""


@dataclass(frozen=True, slots=True)
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

    def fault(self, frame: Frame) -> str | None:
        """What is wrong with the frame's own example, in words; None where it is coded as it is marked.

        The frame itself has to decide, exactly the marked actors have to act, and no marked recipient may be missing.
        """
        found = [mention for mark in self.marked.marks if mark.is_trigger for mention in self.at(mark)]
        right = [mention for mention in found if mention.decided_by == frame.name]
        if not frame.is_event:
            return f"it is coded, by {found[0].decided_by!r}" if found else None
        if not right:
            others = ", ".join(repr(mention.decided_by) for mention in found)
            return f"it is coded by {others} instead" if others else "it is not found"
        return self._roles_fault(right[0])

    def _roles_fault(self, mention: EventMention) -> str | None:
        actors, recipients = parties(mention.actor), parties(mention.recipient)
        if actors != self.filled("A", "B"):
            return f"the actor is {_listed(actors)}, not {_listed(self.filled('A', 'B'))}"
        missing = self.filled("R") - recipients
        return f"the recipient is {_listed(recipients)}, not {_listed(missing)}" if missing else None


def tell(line: str, parse: Parse, codebook: Codebook) -> Told:
    """Codes a marked-up line whose plain text has this parse."""
    marked = read_marked(line)
    return Told(marked, code(parse, cast_of_marks(marked, parse), codebook, (), ()))


def cast_of_marks(marked: Marked, parse: Parse) -> Cast:
    """A cast of exactly those who are marked, each named by its own words."""
    found = {(mark.start, mark.end): mark for mark in marked.marks if mark.label in ROLES}
    sectors = {(mark.start, mark.end): mark.label for mark in marked.marks if mark.label in SECTORS}
    return Cast(tuple(_mentions(found.values(), sectors, parse)))


def _mentions(marks: Iterable[Mark], sectors: Mapping[tuple[int, int], str], parse: Parse) -> Iterator[Mention]:
    for mark in marks:
        sentence = parse.sentence_at(mark.start)
        words = [t for t in sentence.tokens if t.start < mark.end and mark.start < t.end] if sentence else []
        if sentence and words:
            text = parse.text[mark.start : mark.end]
            sector = sectors.get((mark.start, mark.end), "UNK")
            party = Party(text, None, None, sector, "unnamed", mark.start, mark.end, text)
            yield Mention(sentence.index, _head(words).i, words[0].i, words[-1].i, party)


def _head(words: list[Token]) -> Token:
    inside = {word.i for word in words}
    return next((word for word in words if word.head not in inside or word.head == word.i), words[-1])


def parties(found: tuple[Party, ...]) -> set[str]:
    """Their wording."""
    return {party.text for party in found}


def _listed(texts: set[str]) -> str:
    return ", ".join(f"“{text}”" for text in sorted(texts)) or "nobody"
