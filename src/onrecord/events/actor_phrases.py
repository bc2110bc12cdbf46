"""Noun phrases that can name a party: their head, their extent, the names and the noun within them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.codebooks.register import Noun, Register
from onrecord.codebooks.register_names import fold
from onrecord.events.actor_marks import Mark
from onrecord.syntax import Sentence, Token

_MODIFIERS = frozenset(
    ("compound", "amod", "nmod", "npadvmod", "advmod", "quantmod", "nummod", "predet", "det", "punct")
)
_NOMINAL = frozenset(("NOUN", "PROPN"))
_LONGEST = 5
"""Words of the longest noun that the codebook has."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: tokens `first`..`last`, governed through `head`; `mark` names its head, `within` are others in it.

    `noun` is what the codebook has on its head (or on a title before a name: then `name` is where the name begins);
    `noun_first` and `noun_last` are that noun's tokens.
    """

    sentence: Sentence
    head: Token
    first: int
    last: int
    mark: Mark | None
    within: tuple[Mark, ...]
    noun: Noun | None = None
    noun_key: str = ""
    noun_first: int = 0
    noun_last: int = 0

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.sentence.tokens[self.first].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.sentence.tokens[self.last].end


def phrases_of(sentence: Sentence, marks: Sequence[Mark], register: Register) -> Iterator[Phrase]:
    """The sentence's noun phrases, in order of their heads."""
    covering = {i: mark for mark in marks for i in range(mark.first, mark.last + 1)}
    left = _left_edges(sentence)
    for token in sentence.tokens:
        mark = covering.get(token.i)
        if mark and mark.head != token.i:
            continue
        if token.dep in _MODIFIERS or not (mark or token.pos in _NOMINAL):
            continue
        yield _phrase(sentence, token, mark, left, covering, register)


def _phrase(
    sentence: Sentence,
    head: Token,
    mark: Mark | None,
    left: Sequence[int],
    covering: dict[int, Mark],
    register: Register,
) -> Phrase:
    last = mark.last if mark else head.i
    first = min(left[head.i], mark.first if mark else head.i)
    while first < last and sentence.tokens[first].pos in ("PUNCT", "CCONJ", "SPACE", "ADP"):
        first += 1
    within = tuple(
        dict.fromkeys(covering[i] for i in range(first, head.i) if i in covering and covering[i] is not mark)
    )
    phrase = Phrase(sentence, head, first, last, mark, within)
    return phrase if mark else _with_noun(phrase, register)


def _left_edges(sentence: Sentence) -> list[int]:
    """For each token the first token that it governs, itself included."""
    edges = list(range(len(sentence.tokens)))
    for token in sentence.tokens:
        above = token.head
        while edges[above] > token.i:
            edges[above] = token.i
            above = sentence.tokens[above].head
    return edges


def word(token: Token) -> str:
    """The lemma as the codebook spells it."""
    lemma = token.lemma if token.text.isascii() else fold(token.lemma)
    return lemma.replace("'", "")


def _with_noun(phrase: Phrase, register: Register) -> Phrase:
    tokens, head = phrase.sentence.tokens, phrase.head.i
    found = noun_ending(tokens, phrase.first, head, register)
    if found is None:
        return phrase
    noun, key, first, last = _carried_on(tokens, *found, head, register)
    return Phrase(phrase.sentence, phrase.head, phrase.first, last, None, phrase.within, noun, key, first, last)


def _carried_on(
    tokens: Sequence[Token], noun: Noun, key: str, first: int, last: int, register: Register
) -> tuple[Noun, str, int, int]:
    """The noun with the words that follow it, where the codebook has them: "chief of staff", "ministry of defence"."""
    best, words = (noun, key, first, last), [key]
    for index in range(last + 1, min(last + _LONGEST, len(tokens))):
        if index == last + 1 and tokens[index].lemma != "of":
            break
        words.append(word(tokens[index]))
        if longer := register.noun(" ".join(words).replace(" of the ", " of ")):
            best = (longer, " ".join(words), first, index)
    return best


def noun_ending(tokens: Sequence[Token], first: int, last: int, register: Register) -> tuple[Noun, str, int] | None:
    """The longest noun of the codebook that ends at token `last` and begins no earlier than `first`."""
    singular = word(tokens[last])
    if not register.ends_noun(singular):
        singular = singular.removesuffix("s")
        if not register.ends_noun(singular):
            return None
    best = _entry(register, singular, last)
    words, start = [singular], last
    while start > first and len(words) < _LONGEST:
        start -= 1
        if tokens[start].tag == "HYPH":
            continue
        words.insert(0, word(tokens[start]))
        best = _entry(register, " ".join(words), start) or best
    return best


def _entry(register: Register, key: str, start: int) -> tuple[Noun, str, int] | None:
    noun = register.noun(key)
    return (noun, key, start) if noun else None
