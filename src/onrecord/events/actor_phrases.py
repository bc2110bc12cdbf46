"""Noun phrases that can name a party: their head, their extent, the names and the noun within them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.codebooks.register import Noun, Register
from onrecord.codebooks.register_names import fold
from onrecord.events.actor_marks import Mark, head_of
from onrecord.syntax import Sentence, Token

_MODIFIERS = frozenset(
    ("compound", "amod", "nmod", "npadvmod", "advmod", "quantmod", "nummod", "predet", "det", "punct")
)
_HYPHENS = frozenset("-‐‑–")
_JOINING = frozenset(("of", "for", "the", "and"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
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
    def first_named(self) -> int:
        """Its first token that is no determiner."""
        return self.first + (self.first < self.last and self.sentence.tokens[self.first].pos == "DET")

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.sentence.tokens[self.first].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.sentence.tokens[self.last].end


class _Piece(NamedTuple):
    """Tokens that are one name, whatever the parse makes of them: a name of the register, or one full of hyphens."""

    first: int
    last: int
    head: int
    mark: Mark | None


def phrases_of(sentence: Sentence, marks: Sequence[Mark], register: Register) -> Iterator[Phrase]:
    """The sentence's noun phrases, in order of their heads."""
    pieces = {i: _Piece(m.first, m.last, m.head, m) for m in marks for i in range(m.first, m.last + 1)}
    for piece in _hyphenated(sentence, pieces):
        pieces |= dict.fromkeys(range(piece.first, piece.last + 1), piece)
    left = _left_edges(sentence)
    for token in sentence.tokens:
        known = pieces.get(token.i)
        if known and known.head != token.i:
            continue
        if token.dep in _MODIFIERS or not (known or token.pos in _NOMINAL):
            continue
        yield _phrase(sentence, known or _Piece(token.i, token.i, token.i, None), left, pieces, register)


def _hyphenated(sentence: Sentence, pieces: Mapping[int, _Piece]) -> Iterator[_Piece]:
    """Names such as "Anwaar-ul-Haq Kakar", with the capitalised words around them, which parses tear apart."""
    tokens, done = sentence.tokens, -1
    for token in tokens:
        if token.text not in _HYPHENS or token.i <= done or not _joins_names(tokens, token.i, pieces):
            continue
        first, last = token.i - 1, token.i + 1
        while first > 0 and tokens[first - 1].pos == "PROPN" and first - 1 not in pieces:
            first -= 1
        while last + 1 < len(tokens) and last + 1 not in pieces and _goes_on(tokens[last], tokens[last + 1]):
            last += 1
        done = last
        yield _Piece(first, last, head_of(sentence, first, last), None)


def _joins_names(tokens: Sequence[Token], hyphen: int, pieces: Mapping[int, _Piece]) -> bool:
    if not 0 < hyphen < len(tokens) - 1 or hyphen - 1 in pieces or hyphen + 1 in pieces:
        return False
    before, after = tokens[hyphen - 1], tokens[hyphen + 1]
    if before.pos != "PROPN" or before.end != tokens[hyphen].start or after.start != tokens[hyphen].end:
        return False
    small = hyphen + 2 < len(tokens) and tokens[hyphen + 2].text in _HYPHENS
    return small or (after.pos == "PROPN" and after.text[0].isupper())


def _goes_on(token: Token, following: Token) -> bool:
    return following.pos == "PROPN" or (
        token.end == following.start and (following.text in _HYPHENS or token.text in _HYPHENS)
    )


def _phrase(
    sentence: Sentence, piece: _Piece, left: Sequence[int], pieces: Mapping[int, _Piece], register: Register
) -> Phrase:
    head, last = sentence.tokens[piece.head], piece.last
    first = _first_of(sentence, piece, left)
    before = dict.fromkeys(found.mark for i in range(first, head.i) if (found := pieces.get(i)))
    within = tuple(mark for mark in before if mark and mark is not piece.mark)
    if head.pos == "PROPN" and piece.mark is None and head.lemma in register.phrases("organisation_words"):
        last = _name_end(sentence.tokens, last, pieces)
    phrase = Phrase(sentence, head, first, last, piece.mark, within)
    return phrase if piece.mark or piece.first < piece.last else _with_noun(phrase, register)


def _name_end(tokens: Sequence[Token], last: int, pieces: Mapping[int, _Piece]) -> int:
    """Where the name of an organisation ends that goes on with "of", "for" or "and": "Union for the Defence of X".

    "Supreme Court of Ghana" is a court and whose it is, and no longer name.
    """
    index = last + 1
    if index >= len(tokens) or tokens[index].lemma not in ("of", "for"):
        return last
    while index < len(tokens) and (tokens[index].pos == "PROPN" or tokens[index].lemma in _JOINING):
        if tokens[index].lemma == "the" and tokens[index - 1].lemma == "and":
            break
        last = index if tokens[index].pos == "PROPN" and index not in pieces else last
        index += 1
    return last


def _first_of(sentence: Sentence, piece: _Piece, left: Sequence[int]) -> int:
    """Where the phrase begins; where a parse puts a verb before the noun under it, behind the verb."""
    edge, first = min(left[i] for i in range(piece.first, piece.last + 1)), piece.first
    while first > edge and not _is_clause(sentence.tokens, first - 1):
        first -= 1
    while first < piece.first and sentence.tokens[first].pos in ("PUNCT", "CCONJ", "SPACE", "ADP"):
        first += 1
    return first


def _is_clause(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb here is no part of a noun phrase: it is finite, or a participle right behind a name."""
    tag = tokens[index].tag
    return tag in _FINITE or (tag == "VBN" and index > 0 and tokens[index - 1].tag == "NNP")


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
    return lemma.replace("'", "").rstrip(".")


def _with_noun(phrase: Phrase, register: Register) -> Phrase:
    tokens, head = phrase.sentence.tokens, phrase.head.i
    found = noun_ending(tokens, phrase.first, head, register)
    if found is None or _is_place(phrase, found[0], found[2], register):
        return phrase
    noun, key, first, last = _carried_on(tokens, *found, head, register)
    return Phrase(
        phrase.sentence, phrase.head, phrase.first, max(last, phrase.last), None, phrase.within, noun, key, first, last
    )


def _is_place(phrase: Phrase, noun: Noun, noun_first: int, register: Register) -> bool:
    """Whether a capitalised noun is part of a place's name ("Kuwait City"), or a people's name that of its land."""
    head = phrase.head
    if head.pos != "PROPN":
        return False
    if noun.role == "target" or head.lemma in register.phrases("never_names"):
        return True
    alone = noun_first == head.i == phrase.first
    return alone and head.tag == "NNP" and noun.sector == "CVL" and head.dep == "pobj"


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
        if tokens[start].text in _HYPHENS:
            continue
        words.insert(0, word(tokens[start]))
        best = _entry(register, " ".join(words), start) or best
    return best


def _entry(register: Register, key: str, start: int) -> tuple[Noun, str, int] | None:
    noun = register.noun(key)
    return (noun, key, start) if noun else None
