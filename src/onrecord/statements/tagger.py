"""The trained tagger: from text to attributions, as spans of source, cue and content.

A MiniLM encoder reads packs of paragraphs and tags cues; for each cue, a small reader finds the words of its source
and of its content. Every pack is run by itself on one thread: what is found in an article depends on its text alone.
The model card beside the weights (`model/MODEL_CARD.md`) says what it was trained on and how well it does.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.drafts import Attribution
from onrecord.statements.tagger_spans import (
    REACH,
    Array,
    Thresholds,
    Window,
    attribution_of,
    distances,
    paragraphs_off,
    windows_of,
)
from onrecord.statements.tagger_text import Pack, packs_of, pieces_of

SHIPPED = Path(__file__).parent / "model"


class Tagger:
    """Finds attributions. Loading takes a third of a second; keep it."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._encoder, self._reader = (_session(folder / f"{name}.onnx") for name in ("encoder", "reader"))
        self.thresholds = Thresholds(**json.loads((folder / "thresholds.json").read_text(encoding="utf-8")))

    @classmethod
    def load(cls, folder: Path | None = None) -> Tagger:
        """The shipped tagger, or one of your own that `training/` wrote to `folder`."""
        return cls(folder or SHIPPED)

    def tag(self, text: str) -> tuple[Attribution, ...]:
        """The attributions of a text, in order of their cues. Each line of it is a paragraph.

        >>> (found,) = Tagger.load().tag("The army said the road was open.")
        >>> found.source, found.cue, found.content
        (((0, 8),), (9, 13), ((14, 31),))
        """
        packs = packs_of(pieces_of(text, self.tokenizer))
        return tuple(sorted((a for pack in packs for a in self._read(pack)), key=lambda a: a.cue))

    def _read(self, pack: Pack) -> list[Attribution]:
        states, tokens, cue = self._encoder.run(["states", "tokens", "cue"], {"ids": pack.ids[None]})
        windows = windows_of(pack, cue, self.thresholds.candidate)
        if not windows:
            return []
        roles, sure = self._reader.run(["roles", "sure"], _question(pack, windows, states, tokens))
        return [
            attribution
            for window, likely, score in zip(windows, roles, sure.tolist(), strict=True)
            if score >= self.thresholds.cue
            if (attribution := attribution_of(pack, window, likely, score, self.thresholds))
        ]


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _question(pack: Pack, windows: Sequence[Window], states: Array, tokens: Array) -> dict[str, Array]:
    """What the small reader takes: each cue's mean state, and the rows of its window, filled up to the widest."""
    places = [distances(window) for window in windows]
    cues = np.stack([states[window.first : window.last + 1].mean(0) for window in windows])
    return {
        "cues": cues,
        "tokens": tokens,
        "rows": _filled([rows for rows, _ in places], 0),
        "distance": _filled([distance for _, distance in places], REACH),
        "paragraph": _filled([paragraphs_off(window, pack) for window in windows], 2),
        "mask": _filled([np.ones(len(rows), dtype=np.int32) for rows, _ in places], 0),
    }


def _filled(columns: Sequence[Array], value: int) -> Array:
    filled: np.ndarray[Any, Any] = np.full((len(columns), max(map(len, columns))), value, dtype=columns[0].dtype)
    for row, column in zip(filled, columns, strict=True):
        row[: len(column)] = column
    return filled
