"""The trained tagger: from text to attributions, as spans of source, cue and content.

A MiniLM encoder reads packs of paragraphs and tags cues; for each cue, a small reader finds the words of its source
and of its content. Every pack is run by itself on one thread: what is found in an article depends on its text alone.
The model card beside the weights (`model/MODEL_CARD.md`) says what it was trained on and how well it does.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.drafts import Attribution
from onrecord.statements.tagger_spans import (
    Array,
    Thresholds,
    Window,
    among_its_own,
    attribution_of,
    looked_at,
    windows_of,
)
from onrecord.statements.tagger_text import Pack, packs_of, pieces_of

QUOTES = ('"', "“", "”", ":")
"""Word pieces that say that speech goes on in another paragraph."""
SHIPPED = Path(__file__).parent / "model"


class Tagger:
    """Finds attributions. Loading takes a third of a second; keep it."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._encoder, self._reader = (_session(folder / f"{name}.onnx") for name in ("encoder", "reader"))
        self._quotes = np.array([self.tokenizer.token_to_id(mark) for mark in QUOTES])
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
        windows = among_its_own(pack, windows_of(pack, cue, self.thresholds.candidate), self._quotes)
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
    looked = looked_at(pack, windows)
    return {
        "cues": np.stack([_mean(states, window) for window in windows]),
        "tokens": tokens,
        "rows": looked.rows,
        "distance": looked.distance,
        "paragraph": looked.paragraph,
        "mask": looked.mask,
    }


def _mean(states: Array, window: Window) -> Array:
    alone = window.first == window.last
    mean: Array = states[window.first] if alone else states[window.first : window.last + 1].mean(0)
    return mean
