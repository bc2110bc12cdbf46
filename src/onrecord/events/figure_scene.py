"""A sentence with what is known around its counts, and what a count was found to mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.drafts import TimeExpression
from onrecord.events.figure_words import FigureWords
from onrecord.records import EventType, FigureKind
from onrecord.syntax import Sentence, Token


@dataclass(frozen=True, slots=True)
class Sense:
    """A kind, and the token that gives it ("killed", "toll", the counted noun).

    `update`: it is the latest state of a running count. `hit`: it says that people were shot or stabbed, and not
    whether they lived. `condition`: it says how people are ("in stable condition"), which may be told of some only.
    `period`: a further period that the count is for, named after it.
    """

    kind: FigureKind
    governor: Token
    update: bool = False
    hit: bool = False
    condition: bool = False
    period: TimeExpression | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with what is known around it: the events coded in it by token, and the kind counted last before it.

    `here` is what was counted last in the sentence itself, `times` are the article's time expressions.
    """

    sentence: Sentence
    words: FigureWords
    events: Mapping[int, tuple[EventType | None, str | None]] = field(default_factory=dict)
    before: FigureKind | None = None
    here: Sense | None = None
    times: tuple[TimeExpression, ...] = ()

    def has(self, name: str, token: Token) -> bool:
        """Whether a list of words has the token's lemma."""
        return token.lemma in self.words.lists[name]

    def state(self, token: Token) -> FigureKind | None:
        """The kind of a state ("dead", "wounded")."""
        return self.words.states.get(token.lemma) or self.words.states.get(token.text.lower())

    def done(self, token: Token) -> FigureKind | None:
        """The kind of what is done to those that a verb or a noun is about; an event's code knows best."""
        kind = self.words.modes.get(self.events.get(token.i, (None, None))[1] or "")
        return kind or self.words.of_object.get(token.lemma)
