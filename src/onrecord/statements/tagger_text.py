"""Cuts texts into the pieces that the attribution tagger reads: whole paragraphs of word pieces, packed to a limit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from tokenizers import Encoding, Tokenizer

LIMIT = 128
"""Word pieces in a pack, marks at its start and between paragraphs included. The weights were trained with it."""

START, BETWEEN = 101, 102
_LINE = re.compile(r"[^\n]+")
_SENTENCE_ENDS = frozenset(".?!")
_CLOSING = frozenset("\"'”’)]")

Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a part of a very long one: piece ids, character offsets, and the word that each belongs to."""

    ids: list[int]
    starts: list[int]
    ends: list[int]
    words: list[int]


@dataclass(frozen=True, slots=True)
class Pack:
    """What the encoder sees at once. Marks between paragraphs have `word` -1 and empty offsets."""

    ids: Numbers
    starts: Numbers
    ends: Numbers
    words: Numbers
    paragraphs: Numbers

    def __len__(self) -> int:
        return len(self.ids)


def pieces_of(text: str, tokenizer: Tokenizer) -> list[Piece]:
    """The paragraphs of a text; one that is longer than a pack is cut at the ends of sentences."""
    return [
        piece
        for line in _LINE.finditer(text)
        for piece in _cut(_piece(tokenizer.encode(line[0], add_special_tokens=False), line.start()), text, LIMIT - 2)
    ]


def packs_of(pieces: Iterable[Piece], limit: Callable[[], int] = lambda: LIMIT) -> Iterator[Pack]:
    """Packs of consecutive pieces, each as full as `limit()` lets it be."""
    waiting: list[Piece] = []
    room = limit() - 1
    for piece in pieces:
        if waiting and len(piece.ids) + 1 > room:
            yield _pack(waiting)
            waiting, room = [], limit() - 1
        waiting.append(piece)
        room -= len(piece.ids) + 1
    if waiting:
        yield _pack(waiting)


def _piece(encoding: Encoding, offset: int) -> Piece:
    spans = encoding.offsets
    starts = [start + offset for start, _ in spans]
    ends = [end + offset for _, end in spans]
    return Piece(encoding.ids, starts, ends, [-1 if word is None else word for word in encoding.word_ids])


def _cut(piece: Piece, text: str, most: int) -> Iterator[Piece]:
    """Nothing for an empty line; the piece itself where it fits; else parts that end with a sentence if possible."""
    first = 0
    while len(piece.ids) - first > most:
        last = _sentence_end(piece, text, first, first + most)
        yield _part(piece, first, last)
        first = last
    if first < len(piece.ids):
        yield _part(piece, first, len(piece.ids))


def _sentence_end(piece: Piece, text: str, first: int, last: int) -> int:
    for index in range(last - 1, first + 20, -1):
        closes = text[piece.starts[index]] in _CLOSING
        at = index - 1 if closes else index
        if text[piece.starts[at]] in _SENTENCE_ENDS and not text[piece.ends[index] : piece.ends[index] + 1].strip():
            return index + 1
    return last


def _part(piece: Piece, first: int, last: int) -> Piece:
    window = slice(first, last)
    return Piece(piece.ids[window], piece.starts[window], piece.ends[window], piece.words[window])


def _pack(pieces: list[Piece]) -> Pack:
    ids, starts, ends, words, paragraphs = [START], [0], [0], [-1], [0]
    for index, piece in enumerate(pieces):
        ids += [*piece.ids, BETWEEN]
        starts += [*piece.starts, piece.ends[-1]]
        ends += [*piece.ends, piece.ends[-1]]
        words += [*(word + 1000 * index for word in piece.words), -1]
        paragraphs += [index] * (len(piece.ids) + 1)
    return Pack(*(np.array(column, dtype=np.int64) for column in (ids, starts, ends, words, paragraphs)))
