"""Texts with their attributions, as packs with labels, in batches."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.drafts import Attribution
from onrecord.statements.marked import marked_cases
from onrecord.statements.tagger_spans import REACH, Array, Window, looked_at, window_at
from onrecord.statements.tagger_text import LIMIT, Pack, Piece, packs_of, pieces_of

CASES = Path(__file__).parent.parent / "tests" / "cases" / "attribution"
IGNORED = -100


@dataclass(frozen=True, slots=True)
class Text:
    """One text with its attributions; `name` says which article or case it is."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pack with the label of each token (0 outside, 1 begins, 2 inside a cue), and each cue's window with its roles.

    `ours` says that it comes from our own cases, `unmarked` that nobody has marked it and its labels mean nothing.
    """

    pack: Pack
    cues: Array
    windows: list[Window]
    roles: list[Array]
    ours: bool = False
    unmarked: bool = False


def articles(path: Path) -> list[Text]:
    """Articles of a corpus: JSON Lines with `text` and `attributions` of lists of offsets by role."""
    return [_article(json.loads(line)) for line in path.open(encoding="utf-8")]


def _article(row: dict) -> Text:
    kept = {a["cue"][0][0]: a for a in reversed(row["attributions"]) if a["cue"]}
    return Text(row["id"], row["text"], tuple(_attribution(a) for _, a in sorted(kept.items())))


def _attribution(row: dict) -> Attribution:
    source, cue, content = (tuple((start, end) for start, end in row[role]) for role in ("source", "cue", "content"))
    return Attribution(source, cue[0], content, 1.0)


def unmarked(path: Path) -> list[Text]:
    """Texts without marks: JSON Lines with `text`."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    return [Text(str(row["id"]), row["text"], ()) for row in rows]


def own_cases(folder: Path, held_back: bool) -> list[Text]:
    """Our own marked-up cases: those held back (in the files under `held_back`), or the others."""
    files = sorted(folder.glob("held_back/*.txt" if held_back else "*.txt"))
    cases = [(file.stem, case) for file in files for case in marked_cases(file)]
    return [Text(f"{stem}-{number}", case.text, case.attributions) for number, (stem, case) in enumerate(cases)]


class Trained:
    """Texts cut to pieces once, handed out as labelled packs of another cut in every epoch."""

    def __init__(self, texts: list[Text], tokenizer: Tokenizer, ours: bool = False, unmarked: bool = False) -> None:
        self.texts, self.ours, self.unmarked = texts, ours, unmarked
        self.pieces = [pieces_of(text.text, tokenizer) for text in texts]

    def packs(self, rng: random.Random) -> Iterator[Labelled]:
        """Every text once, in packs of random size."""
        for text, pieces in zip(self.texts, self.pieces, strict=True):
            for pack in packs_of(pieces, lambda: rng.randint(LIMIT // 2, LIMIT)):
                yield replace(labelled(pack, text.attributions), ours=self.ours, unmarked=self.unmarked)

    def part(self, number: int, of: int) -> Trained:
        """Every `of`-th text, from `number` on."""
        part = copy(self)
        part.texts, part.pieces = self.texts[number::of], self.pieces[number::of]
        return part


def mixed(part: Trained, rng: random.Random) -> Iterator[Labelled]:
    """Cases joined to texts of several paragraphs in a new order, to be read among others as well as alone."""
    order = list(range(len(part.texts)))
    rng.shuffle(order)
    while order:
        taken = [order.pop() for _ in range(min(rng.choice([1, 1, 2, 3, 4]), len(order)))]
        yield from _joined(part, taken)


def _joined(part: Trained, taken: list[int]) -> Iterator[Labelled]:
    pieces: list[Piece] = []
    marked: list[Attribution] = []
    offset = 0
    for number in taken:
        pieces += [_moved(piece, offset) for piece in part.pieces[number]]
        marked += [_shifted(a, offset) for a in part.texts[number].attributions]
        offset += len(part.texts[number].text) + 1
    for pack in packs_of(pieces):
        yield replace(labelled(pack, tuple(marked)), ours=part.ours)


def _moved(piece: Piece, by: int) -> Piece:
    return Piece(piece.ids, [start + by for start in piece.starts], [end + by for end in piece.ends], piece.words)


def _shifted(a: Attribution, by: int) -> Attribution:
    source, content = (tuple((start + by, end + by) for start, end in spans) for spans in (a.source, a.content))
    return Attribution(source, (a.cue[0] + by, a.cue[1] + by), content, a.score)


def labelled(pack: Pack, attributions: tuple[Attribution, ...]) -> Labelled:
    """The labels of a pack; attributions whose cue stands elsewhere are left out."""
    cues = np.where(pack.words >= 0, 0, IGNORED)
    windows, roles = [], []
    for a in attributions:
        tokens = np.flatnonzero(_within(pack, (a.cue,)))
        if len(tokens):
            cues[tokens] = 2
            cues[tokens[0]] = 1
            window = window_at(int(tokens[0]), int(tokens[-1]), len(pack))
            both = np.stack([_within(pack, a.source), _within(pack, a.content)], 1)
            windows.append(window)
            roles.append(both[window.begin : window.end].astype(np.float32))
    return Labelled(pack, cues, windows, roles)


def _within(pack: Pack, spans: tuple[tuple[int, int], ...]) -> Array:
    inside = np.zeros(len(pack), dtype=bool)
    for start, end in spans:
        inside |= (pack.starts < end) & (pack.ends > start) & (pack.words >= 0)
    return inside


def batches(packs: list[Labelled], tokens: int, rng: random.Random) -> list[list[Labelled]]:
    """Packs of like length together, up to so many tokens, in random order."""
    ordered = sorted(packs, key=lambda one: len(one.pack) + rng.random() * 12)
    found: list[list[Labelled]] = [[]]
    for one in ordered:
        if found[-1] and (len(found[-1]) + 1) * len(one.pack) > tokens:
            found.append([])
        found[-1].append(one)
    rng.shuffle(found)
    return found


def padded(columns: list[Array], value: float = 0) -> Tensor:
    """Arrays of one or two dimensions, padded along the first, as one tensor."""
    length = max(map(len, columns))
    out = np.full((len(columns), length, *columns[0].shape[1:]), value, dtype=columns[0].dtype)
    for row, column in zip(out, columns, strict=True):
        row[: len(column)] = column
    return torch.from_numpy(out)


Asked = tuple[int, Window, Pack]
"""A cue that is looked at: its pack's number in the batch, its window, its pack."""


@dataclass(frozen=True, slots=True)
class Around:
    """The windows of a batch's cues: rows of the flattened batch, distances, paragraphs, mask, and cue spans."""

    rows: Tensor
    distance: Tensor
    paragraph: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor


def around(windows: list[Asked], length: int) -> Around:
    """What the small reader takes for the windows of a batch of packs of `length`."""
    looked = [looked_at(pack, [window]) for _, window, pack in windows]
    first = torch.tensor([number * length + window.first for number, window, _ in windows])
    last = torch.tensor([number * length + window.last for number, window, _ in windows])
    return Around(
        padded([one.rows[0] + number * length for (number, _, _), one in zip(windows, looked, strict=True)]),
        padded([one.distance[0] for one in looked], REACH),
        padded([one.paragraph[0] for one in looked], 2),
        padded([one.mask[0].astype(np.float32) for one in looked]),
        first,
        last,
    )
