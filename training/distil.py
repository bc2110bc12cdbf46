"""Makes a trained network small and fast: fewer and narrower layers, taught by the large one. See README.md."""

from __future__ import annotations

import argparse
import itertools
import random
from dataclasses import dataclass
from pathlib import Path

import torch
from corpus import CASES, IGNORED, Asked, Labelled, Trained, articles, batches, mixed, own_cases, padded, unmarked
from loop import HELD, fit
from measure import finish, read_windows
from narrow import narrowed
from net import Shape, Tagger
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from onrecord.statements.tagger_spans import windows_of

SURE = 0.35
"""From which probability on a candidate of the teacher is shown to the small network, in texts without marks."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the teacher says of a batch: its states and cue logits, the cues to look at, and what it reads for them."""

    states: Tensor
    logits: Tensor
    windows: list[Asked]
    roles: Tensor | None
    sure: Tensor | None


@torch.no_grad()
def lesson_of(teacher: Tagger, batch: list[Labelled], ids: Tensor, mask: Tensor) -> Lesson:
    """What the teacher says; looked at are the cues marked, and the teacher's own candidates that overlap none."""
    states, logits = teacher.encode(ids, mask)
    likely = torch.softmax(logits.float(), -1).numpy()
    windows = [(number, window, one.pack) for number, one in enumerate(batch) for window in one.windows]
    for number, one in enumerate(batch):
        for window in windows_of(one.pack, likely[number], SURE if one.unmarked else 0.15):
            if not (one.cues[window.first : window.last + 1] > 0).any():
                windows.append((number, window, one.pack))
    roles, sure, _ = read_windows(teacher, states, windows) if windows else (None, None, None)
    return Lesson(states.float(), logits.float(), windows, roles, sure)


def loss_of(net: Tagger, teacher: Tagger, batch: list[Labelled], trust: float) -> Tensor:
    """Marks and the teacher's word, mixed by `trust` in the teacher; the teacher alone where a text has no marks."""
    ids, mask = padded([one.pack.ids for one in batch]), padded([one.pack.ids * 0 + 1 for one in batch])
    lesson = lesson_of(teacher, batch, ids, mask)
    states, logits = net.encode(ids, mask)
    real = mask.bool()
    loss = functional.mse_loss(states.float()[real], lesson.states[real]) * 2
    targets = torch.stack(
        [_cue_target(one, said, trust, ids.shape[1]) for one, said in zip(batch, lesson.logits, strict=True)]
    )
    words = padded([one.cues for one in batch], IGNORED) != IGNORED
    loss = loss + functional.cross_entropy(logits.float()[words], targets[words]) * 6
    if not lesson.windows:
        return loss
    roles, sure, at = read_windows(net, states, lesson.windows)
    wanted, is_cue = _read_targets(batch, lesson, trust, at.mask)
    each = functional.binary_cross_entropy_with_logits(roles.float(), wanted, reduction="none")
    loss = loss + (each * at.mask[..., None]).sum() / at.mask.sum() * 4
    return loss + functional.binary_cross_entropy_with_logits(sure.float(), is_cue) * 0.5


def _cue_target(one: Labelled, said: Tensor, trust: float, length: int) -> Tensor:
    soft = torch.softmax(said, -1)
    if one.unmarked:
        return soft
    marks = torch.zeros(length, 3)
    marks[torch.arange(len(one.cues)), torch.from_numpy(one.cues).clamp(min=0)] = 1
    own = 0.0 if one.ours else trust
    return own * soft + (1 - own) * marks


def _read_targets(batch: list[Labelled], lesson: Lesson, trust: float, mask: Tensor) -> tuple[Tensor, Tensor]:
    wanted, is_cue = lesson.roles.float().sigmoid(), lesson.sure.float().sigmoid()
    marked = [(one, role) for one in batch for role in one.roles]
    for row, (one, role) in enumerate(marked):
        own = 0.0 if one.ours else trust
        wanted[row, : len(role)] = own * wanted[row, : len(role)] + (1 - own) * torch.from_numpy(role)
        is_cue[row] = own * is_cue[row] + (1 - own)
    for row in range(len(marked), len(lesson.windows)):
        one = batch[lesson.windows[row][0]]
        if not one.unmarked:
            is_cue[row] *= 0.0 if one.ours else trust
    return wanted * mask[..., None], is_cue


def main() -> None:
    """Make the small network, teach it, set the thresholds, measure, and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True, help="folder that train.py wrote")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument(
        "--unmarked", type=Path, nargs="*", default=[], help="JSON Lines with `text`, read by the teacher"
    )
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--start", type=Path, help="folder of a small network to go on from")
    parser.add_argument("--no-own", action="store_true")
    parser.add_argument("--own-times", type=int, default=3)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--inner", type=int, default=768)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=4e-4)
    parser.add_argument("--trust", type=float, default=0.5)
    parser.add_argument("--batch", type=int, default=2000)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    tokenizer = Tokenizer.from_file(str(options.teacher / "tokenizer.json"))
    teacher = Tagger.of(torch.load(options.teacher / "weights.pt"))
    teacher.eval()
    texts = articles(options.corpus)[: options.limit] if options.corpus else []
    random.Random(1).shuffle(texts)
    held, kept = Trained(texts[:HELD], tokenizer), Trained(texts[HELD:], tokenizer)
    own = Trained([] if options.no_own else own_cases(CASES, held_back=False), tokenizer, ours=True)
    others = [text for path in options.unmarked for text in unmarked(path)][: options.limit]
    steps = steps_of(kept, own, Trained(others, tokenizer, unmarked=True), options)
    start = Tagger.of(torch.load(options.start / "weights.pt")) if options.start else None
    net = start or narrowed(teacher, Shape(options.layers, options.inner, options.rounds), steps[0])
    net.encoder.words.requires_grad_(False)
    fit(net, steps, lambda batch, _: loss_of(net, teacher, batch, options.trust), options)
    finish(net, tokenizer, held.texts or own.texts, options.dev, options.out)


def steps_of(kept: Trained, own: Trained, others: Trained, options: argparse.Namespace) -> list[list[Labelled]]:
    """The batches of all epochs; each text without marks comes once."""
    rng = random.Random(options.seed)
    steps = []
    for number in range(options.epochs):
        packs = [*kept.packs(rng), *others.part(number, options.epochs).packs(rng)]
        packs += itertools.chain.from_iterable(mixed(own, rng) for _ in range(options.own_times))
        steps += batches(packs, options.batch, rng)
    return steps


if __name__ == "__main__":
    main()
