"""Which mention of an event a count belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.drafts import EventMention, Position
from onrecord.records import EventType, FigureKind
from onrecord.syntax import Sentence, Token

FITTING: dict[FigureKind, frozenset[EventType | None]] = {
    "killed": frozenset({"ASSAULT", "COERCE", "PROTEST", None}),
    "injured": frozenset({"ASSAULT", "COERCE", "PROTEST", None}),
    "missing": frozenset({"ASSAULT", None}),
    "abducted": frozenset({"ASSAULT", "COERCE"}),
    "arrested": frozenset({"COERCE", "ASSAULT", "SANCTION", "PROTEST"}),
    "displaced": frozenset({"ASSAULT", "COERCE", "RETREAT", None}),
    "expelled": frozenset({"COERCE", "SANCTION", None}),
    "surrendered": frozenset({"RETREAT", "CONCEDE", "COERCE", None}),
    "attacks": frozenset({"ASSAULT", "PROTEST", "COERCE", None}),
    "participants": frozenset({"PROTEST", "CONSULT", "MOBILIZE", None}),
}
"""The types of PLOVER whose events a figure of a kind can be told of."""

FAR = 2
"""Sentences back that a count without an event of its own may reach."""


LOOSELY: dict[FigureKind, frozenset[EventType | None]] = {
    "killed": frozenset({"ASSAULT", None}),
    "injured": frozenset({"ASSAULT", None}),
}
"""The same, where the count is not told by the event's own words."""


class Linker:
    """Finds the mention that a count belongs to; each count goes to one mention at most."""

    def __init__(self, mentions: Sequence[EventMention]) -> None:
        self._mentions = mentions
        self._at: dict[Position, int] = {mention.position: i for i, mention in reversed(list(enumerate(mentions)))}
        self._in: dict[int, list[int]] = {}
        for i, mention in enumerate(mentions):
            self._in.setdefault(mention.sentence, []).append(i)

    def coded(self, sentence: int) -> dict[int, tuple[EventType | None, str | None]]:
        """Type and mode of the sentence's events, by the token of the trigger."""
        here = (self._mentions[i] for i in reversed(self._in.get(sentence, ())))
        return {mention.token: (mention.event_type, mention.mode) for mention in here}

    def link(self, sentence: Sentence, kind: FigureKind, governor: Token, counted: Token) -> int | None:
        """The index of the mention, or None: at the governing word, around it in the parse, or just before."""
        loosely = LOOSELY.get(kind, FITTING.get(kind))
        for tokens, types in (
            (_own(sentence, governor, counted), FITTING.get(kind)),
            (_over(sentence, governor), loosely),
        ):
            for token in tokens:
                index = self._at.get((sentence.index, token.i))
                if index is not None and self._fits(index, types):
                    return index
        here = [i for i in self._in.get(sentence.index, ()) if self._fits(i, loosely)]
        if here:
            return min(here, key=lambda i: abs(self._mentions[i].token - governor.i))
        return self._before(sentence, kind)

    def _fits(self, index: int, types: frozenset[EventType | None] | None) -> bool:
        return types is None or self._mentions[index].event_type in types

    def _before(self, sentence: Sentence, kind: FigureKind) -> int | None:
        if kind in ("attacks", "other"):
            return None
        for back in range(1, FAR + 1):
            fitting = [
                i
                for i in self._in.get(sentence.index - back, ())
                if self._fits(i, LOOSELY.get(kind, FITTING.get(kind)))
            ]
            if fitting:
                return fitting[0]
        return None


def _own(sentence: Sentence, governor: Token, counted: Token) -> Iterator[Token]:
    """The governing word, its subject and object, and what hangs on it by a preposition."""
    yield governor
    yield counted
    yield from sentence.kids(governor, "nsubj", "dobj", "nsubjpass", "agent")
    for prep in sentence.kids(governor, "prep", "agent"):
        yield from sentence.kids(prep, "pobj")
    yield from _leaving(sentence, governor)


def _leaving(sentence: Sentence, state: Token) -> Iterator[Token]:
    """What left them in a state: "the [riot] left three dead", "the [protest] turned violent, leaving two hurt"."""
    verb = sentence.head(state)
    if verb is None or verb.lemma != "leave":
        return
    above = sentence.head(verb) if verb.dep == "advcl" else None
    yield from sentence.kids(verb, "nsubj")
    yield from sentence.kids(above, "nsubj") if above is not None else ()


def _over(sentence: Sentence, governor: Token) -> Iterator[Token]:
    """What the governing word hangs on, nearest first, each with its subject and object."""
    for above in sentence.ancestors(governor):
        yield above
        yield from sentence.kids(above, "nsubj", "dobj", "nsubjpass")
