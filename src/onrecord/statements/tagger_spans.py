"""From the tagger's probabilities to spans: where the cues stand, and which words are their source and content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.drafts import Attribution, Offsets
from onrecord.statements.tagger_text import Pack

REACH = 88
"""Tokens on either side of a cue that are looked at for its source and content. The weights were trained with it."""

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on words are a candidate cue, a cue, a source, a content. Set on held-back articles."""

    candidate: float
    cue: float
    source: float
    content: float


@dataclass(frozen=True, slots=True)
class Window:
    """A candidate cue, tokens `first` to `last` (inclusive) of a pack, and the tokens around it that are looked at."""

    first: int
    last: int
    begin: int
    end: int


def windows_of(pack: Pack, cue: Array, threshold: float) -> list[Window]:
    """The candidate cues of a pack, from the probabilities [tokens, 3] of "outside", "begins" and "inside"."""
    windows, first = [], -1
    within = (cue[: len(pack), 1:].sum(1) >= threshold) & (pack.words >= 0)
    begins = cue[: len(pack), 1] > cue[: len(pack), 2]
    new_word = np.diff(pack.words, prepend=-2) != 0
    for index in np.flatnonzero(within):
        goes_on = first >= 0 and within[index - 1] and not (begins[index] and new_word[index])
        if not goes_on:
            first = int(index)
        closes = index + 1 >= len(pack) or not within[index + 1] or (begins[index + 1] and new_word[index + 1])
        if closes:
            windows.append(window_at(first, int(index), len(pack)))
    return windows


def window_at(first: int, last: int, length: int) -> Window:
    """The window around a cue in a pack of `length` tokens."""
    return Window(first, last, max(0, first - REACH), min(length, last + REACH + 1))


def distances(window: Window) -> tuple[Array, Array]:
    """For each token of a window: its position, and its distance to the cue, from 0 (far left) over REACH (within)."""
    positions = np.arange(window.begin, window.end)
    before, after = np.minimum(positions - window.first, 0), np.maximum(positions - window.last, 0)
    return positions, before + after + REACH


def paragraphs_off(window: Window, pack: Pack) -> Array:
    """How many paragraphs each token of a window is off the cue's, from 0 (two or more before) to 4."""
    off: Array = pack.paragraphs[window.begin : window.end] - pack.paragraphs[window.first]
    return off.clip(-2, 2) + 2


def attribution_of(pack: Pack, window: Window, roles: Array, score: float, chosen: Thresholds) -> Attribution | None:
    """The attribution of a cue, from the probabilities [tokens, 2] of its window; None where it has no content."""
    words = pack.words[window.begin : window.end]
    roles = roles[: len(words)]
    source = _runs(roles[:, 0], words, chosen.source)
    content = _runs(roles[:, 1], words, chosen.content)
    cue = _run_offsets(pack, window.begin, (window.first - window.begin, window.last - window.begin))
    if not content:
        return None
    best = sorted(source, key=lambda run: -float(roles[run[0] : run[1] + 1, 0].sum()))[:1]
    spans = [tuple(_run_offsets(pack, window.begin, run) for run in runs) for runs in (best, content)]
    return Attribution(spans[0], cue, spans[1], score)


def _runs(likely: Array, words: Array, threshold: float) -> list[tuple[int, int]]:
    """Runs of tokens from their words' highest probability; a gap of one word is closed where it is not unlikely."""
    runs: list[tuple[int, int]] = []
    taken = likely >= threshold
    for index in np.flatnonzero(taken & (words >= 0)).tolist():
        if runs and _joined(likely, words, runs[-1][1], index, threshold):
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return [_whole_words(run, words) for run in runs]


def _joined(likely: Array, words: Array, last: int, index: int, threshold: float) -> bool:
    between = slice(last + 1, index)
    if index == last + 1 or bool((words[between] == words[index]).all()):
        return True
    return index - last <= 3 and bool((likely[between] >= threshold / 3).all())


def _whole_words(run: tuple[int, int], words: Array) -> tuple[int, int]:
    first, last = run
    while first > 0 and words[first - 1] == words[first]:
        first -= 1
    while last + 1 < len(words) and words[last + 1] == words[last]:
        last += 1
    return first, last


def _run_offsets(pack: Pack, begin: int, run: tuple[int, int]) -> Offsets:
    return int(pack.starts[begin + run[0]]), int(pack.ends[begin + run[1]])
