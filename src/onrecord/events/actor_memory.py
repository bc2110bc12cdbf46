"""What an article has told so far of who is who: parties in the order of the text, and names that it has given them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from onrecord.codebooks.register import Register
from onrecord.codebooks.register_names import fold, lower
from onrecord.records import Naming
from onrecord.syntax import Sentence

Being = Literal["person", "people", "body", "state", "thing"]

REACH = 3
"""Sentences back that a pronoun can refer to."""
LONG_REACH = 30
"""Sentences back that "the ministry" or "the group" can refer to."""


class Who(NamedTuple):
    """A party before it is tied to its words."""

    name: str
    actor_id: str | None
    country: str | None
    sector: str | None
    naming: Naming = "named"

    @property
    def key(self) -> str:
        """By which two mentions are of one party."""
        return self.actor_id or self.name.casefold()


class Part(NamedTuple):
    """What a noun phrase says: who, as what, by which noun of the codebook, and the person whose office it is."""

    who: Who
    being: Being
    noun: str = ""
    person: str = ""
    female: bool | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One naming of a party: where, as what, by which noun of the codebook, and whether as a subject or a topic."""

    who: Who
    sentence: int
    token: int
    being: Being
    noun: str = ""
    subject: bool = False
    female: bool | None = None
    topic: bool = False


@dataclass(slots=True)
class Memory:
    """Everyone named so far, latest last, and the names that the article itself has introduced."""

    seen: list[Seen] = field(default_factory=list)
    names: dict[str, Seen] = field(default_factory=dict)
    quoted: frozenset[tuple[int, int]] = frozenset()
    women: dict[str, bool] = field(default_factory=dict)

    def learn(self, name: str, seen: Seen) -> None:
        """Remember that a name (an alias, an acronym, a surname) stands for this party from here on."""
        self.names[lower(fold(name))] = seen

    def called(self, name: str) -> Seen | None:
        """Whom the article has introduced by this name."""
        return self.names.get(lower(fold(name))) if self.names else None

    def is_female(self, seen: Seen) -> bool | None:
        """Whether a person is a woman, by the noun used, a courtesy title or an earlier pronoun; None is unknown."""
        return self.women.get(seen.who.name) if seen.female is None else seen.female

    def is_quoted(self, sentence: int, token: int) -> bool:
        """Whether a token stands within quotation marks."""
        return (sentence, token) in self.quoted

    def quoted_only(self) -> Memory:
        """What has been named within quotation marks."""
        return Memory([seen for seen in self.seen if (seen.sentence, seen.token) in self.quoted])

    def before(self, sentence: int, reach: int) -> Iterator[Seen]:
        """The namings of this and the last `reach` sentences, latest first."""
        for seen in reversed(self.seen):
            if seen.sentence < sentence - reach:
                return
            yield seen


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence is read against: the article's text, the register and its memory.

    `home` is the country that the article is about, `only` the one that it names at all; each only where it is clear.
    """

    text: str
    register: Register
    memory: Memory
    home: str | None
    only: str | None

    def words(self, sentence: Sentence, first: int, last: int) -> str:
        """The text from one token to another, both included."""
        return self.text[sentence.tokens[first].start : sentence.tokens[last].end]
