"""The parse of an article, as a record of ours: no stage sees another library's objects.

Dependency labels are ClearNLP's (nsubj, nsubjpass, dobj, pobj, ccomp ...), coarse tags are UPOS, fine tags are
the Penn Treebank's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from onrecord.records import Span


class Token(NamedTuple):
    """One token. `i` and `head` count within the sentence; a root is its own head. `lemma` is lower-cased."""

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `index` within the article, its paragraph, offsets, tokens, and each token's children."""

    index: int
    paragraph: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]

    def kids(self, token: Token, *deps: str) -> list[Token]:
        """The token's children, in order; only those with one of `deps` where any are given."""
        tokens = self.tokens
        if not deps:
            return [tokens[child] for child in self.children[token.i]]
        return [tokens[child] for child in self.children[token.i] if tokens[child].dep in deps]

    def kid(self, token: Token, *deps: str) -> Token | None:
        """The first of `kids`, or None."""
        for child in self.children[token.i]:
            if not deps or self.tokens[child].dep in deps:
                return self.tokens[child]
        return None

    def head(self, token: Token) -> Token | None:
        """The token that governs this one, or None for the root."""
        return None if token.head == token.i else self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The governing tokens, nearest first."""
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token) -> list[Token]:
        """The token and all that it governs, in order of the text."""
        found, waiting = [token.i], [token.i]
        while waiting:
            kids = self.children[waiting.pop()]
            found.extend(kids)
            waiting.extend(kids)
        return [self.tokens[index] for index in sorted(found)]

    def conjuncts(self, token: Token) -> list[Token]:
        """The token and those coordinated with it ("A, B and C"), in order, whichever of them is given."""
        while token.dep == "conj" and token.head != token.i:
            token = self.tokens[token.head]
        chain = [token]
        for link in chain:
            chain.extend(self.kids(link, "conj"))
        return chain


_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Parse:
    """The parse of one article over its stored `text`."""

    text: str
    sentences: tuple[Sentence, ...]

    def span(self, start: int, end: int) -> Span:
        """The piece of text between two offsets."""
        return Span(start, end, self.text[start:end])

    def span_of(self, tokens: Iterable[Token]) -> Span:
        """The piece of text from the first to the last of `tokens`, which must not be empty."""
        listed = list(tokens)
        return self.span(min(t.start for t in listed), max(t.end for t in listed))

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that an offset falls in (or the one before, where it falls between two)."""
        position = bisect_right(self.sentences, offset, key=_START) - 1
        return self.sentences[position] if position >= 0 else None


def children_of(heads: Iterable[int]) -> tuple[tuple[int, ...], ...]:
    """For each token, the tokens that it governs, from the head of each token.

    >>> children_of([1, 1, 1])
    ((), (0, 2), ())
    """
    listed = list(heads)
    children: list[list[int]] = [[] for _ in listed]
    for index, head in enumerate(listed):
        if head != index:
            children[head].append(index)
    return tuple(map(tuple, children))


def is_headline(sentence: Sentence) -> bool:
    """Whether nearly every word has a capital, so that capitals do not tell names from other words."""
    words = [token.text for token in sentence.tokens if token.text.isalpha() and len(token.text) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.8 * len(words)
