"""From the tagger's probabilities to spans: where the cues stand, and which words are their source and content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    length = len(pack)
    likely = cue[:length]
    within = np.flatnonzero((likely[:, 1] + likely[:, 2] >= threshold) & (pack.words >= 0)).tolist()
    words, begins = pack.words.tolist(), (likely[:, 1] > likely[:, 2]).tolist()
    found: list[tuple[int, int]] = []
    for index in within:
        anew = begins[index] and words[index] != words[index - 1]
        if found and found[-1][1] == index - 1 and not anew:
            found[-1] = found[-1][0], index
        else:
            found.append((index, index))
    return [window_at(first, last, length) for first, last in found]


def window_at(first: int, last: int, length: int) -> Window:
    """The window around a cue in a pack of `length` tokens."""
    return Window(first, last, max(0, first - REACH), min(length, last + REACH + 1))


def among_its_own(pack: Pack, windows: Sequence[Window], quotes: Array) -> list[Window]:
    """The windows without paragraphs other than the cue's, unless those beside it hold quotation marks (`quotes`: ids).

    Hardly any speech goes on beyond its paragraph without them, and the small reader takes its time for every token.
    """
    quoted = set(pack.paragraphs[np.isin(pack.ids, quotes)].tolist())
    bounds = np.searchsorted(pack.paragraphs, np.arange(int(pack.paragraphs[-1]) + 2)).tolist()
    found = []
    for window in windows:
        own = int(pack.paragraphs[window.first])
        first, last = own - (own - 1 in quoted), own + (own + 1 in quoted)
        found.append(replace(window, begin=max(window.begin, bounds[first]), end=min(window.end, bounds[last + 1])))
    return found


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at for some windows of a pack, [windows, widest]; `mask` is 0 where a window is filled up.

    `rows` are the tokens; `distance` is that to the cue, from 0 (far left) over REACH (within); `paragraph` is how many
    paragraphs a token is off the cue's, from 0 (two or more before) to 4.
    """

    rows: Array
    distance: Array
    paragraph: Array
    mask: Array


def looked_at(pack: Pack, windows: Sequence[Window]) -> Looked:
    """The tokens of some windows, and where they stand to their cues."""
    first, last, begin, end = np.array([(w.first, w.last, w.begin, w.end) for w in windows]).T[:, :, None]
    rows = begin + np.arange(int((end - begin).max()))
    mask = (rows < end).astype(np.int32)
    rows = np.minimum(rows, end - 1)
    distance = np.minimum(rows - first, 0) + np.maximum(rows - last, 0) + REACH
    off = np.minimum(np.maximum(pack.paragraphs[rows] - pack.paragraphs[first], -2), 2) + 2
    return Looked(rows, distance, off, mask)


def attribution_of(pack: Pack, window: Window, roles: Array, score: float, chosen: Thresholds) -> Attribution | None:
    """The attribution of a cue, from the probabilities [tokens, 2] of its window; None where it has no content."""
    words = pack.words[window.begin : window.end].tolist()
    likely = roles[: len(words)]
    content = _runs(likely[:, 1], words, chosen.content)
    if not content:
        return None
    source = _runs(likely[:, 0], words, chosen.source)
    best = max(source, key=lambda run: float(likely[run[0] : run[1] + 1, 0].sum())) if len(source) > 1 else None
    kept = [best] if best else source
    cue = _run_offsets(pack, 0, (window.first, window.last))
    spans = [tuple(_run_offsets(pack, window.begin, run) for run in runs) for runs in (kept, content)]
    return Attribution(spans[0], cue, spans[1], score)


def _runs(column: Array, words: list[int], threshold: float) -> list[tuple[int, int]]:
    """Runs of tokens from their words' highest probability; a gap of one word is closed where it is not unlikely."""
    runs: list[tuple[int, int]] = []
    likely: list[float] = column.tolist()
    for index, one in enumerate(likely):
        if one < threshold or words[index] < 0:
            continue
        if runs and _joined(likely, words, runs[-1][1], index, threshold):
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return [_whole_words(run, words) for run in runs]


def _joined(likely: list[float], words: list[int], last: int, index: int, threshold: float) -> bool:
    between = range(last + 1, index)
    if index == last + 1 or all(words[i] == words[index] for i in between):
        return True
    return index - last <= 3 and all(likely[i] >= threshold / 3 for i in between)


def _whole_words(run: tuple[int, int], words: list[int]) -> tuple[int, int]:
    first, last = run
    while first > 0 and words[first - 1] == words[first]:
        first -= 1
    while last + 1 < len(words) and words[last + 1] == words[last]:
        last += 1
    return first, last


def _run_offsets(pack: Pack, begin: int, run: tuple[int, int]) -> Offsets:
    return int(pack.starts[begin + run[0]]), int(pack.ends[begin + run[1]])
