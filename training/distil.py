"""Makes a trained network small and fast: fewer and narrower layers, taught by the large one. See README.md."""

from __future__ import annotations

import argparse
import itertools
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from corpus import CASES, IGNORED, Labelled, Text, Trained, articles, batches, mixed, own_cases, padded, unmarked
from measure import finish, read_windows
from net import Layer, Shape, Tagger
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from train import groups_of

from onrecord.statements.tagger_spans import windows_of

KEPT = {6: [0, 1, 2, 3, 4, 5], 5: [0, 1, 2, 3, 5], 4: [0, 1, 3, 5], 3: [0, 2, 5]}
SURE = 0.35
"""From which probability on a candidate of the teacher is shown to the small network, in texts without marks."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the teacher says of a batch: its states and cue logits, the cues to look at, and what it reads for them."""

    states: Tensor
    logits: Tensor
    windows: list
    roles: Tensor | None
    sure: Tensor | None


@torch.no_grad()
def busiest(layer: Layer, states: Tensor, mask: Tensor, kept: int) -> Tensor:
    """The inner units that matter most: by mean activation times the length of what they add."""
    active = functional.gelu(layer.up(states))[mask.bool()].abs().mean(0)
    return (active * layer.down.weight.norm(dim=0)).topk(kept).indices.sort().values


@torch.no_grad()
def narrowed(teacher: Tagger, shape: Shape, sample: list[Labelled]) -> Tagger:
    """A network of the given shape that begins with the teacher's weights; `sample` shows which inner units matter."""
    net = Tagger(shape)
    own = {name: value for name, value in teacher.state_dict().items() if not name.startswith("encoder.layers.")}
    own = {name: value for name, value in own.items() if name in net.state_dict()}
    own |= {
        name.replace(f"mix.{teacher.shape.rounds}.", f"mix.{shape.rounds}."): value
        for name, value in teacher.state_dict().items()
        if name.startswith(f"mix.{teacher.shape.rounds}.")
    }
    net.load_state_dict(own, strict=False)
    ids, mask = padded([one.pack.ids for one in sample]), padded([one.pack.ids * 0 + 1 for one in sample])
    inner: dict[int, Tensor] = {}
    for number, layer in enumerate(teacher.encoder.layers):
        hooks = [layer.out_norm.register_forward_hook(_kept(inner, number))]
        if number == len(teacher.encoder.layers) - 1:
            teacher.encode(ids, mask)
        del hooks
    for student, number in zip(net.encoder.layers, KEPT[shape.layers], strict=True):
        _narrow(student, teacher.encoder.layers[number], inner[number], mask, shape.inner)
    return net


def _kept(inner: dict[int, Tensor], number: int):  # noqa: ANN202
    def keep(_module: nn.Module, _given: object, out: Tensor) -> None:
        inner[number] = out

    return keep


def _narrow(student: Layer, layer: Layer, states: Tensor, mask: Tensor, inner: int) -> None:
    units = busiest(layer, states, mask, inner)
    for name in ("qkv", "out", "out_norm", "down_norm"):
        getattr(student, name).load_state_dict(getattr(layer, name).state_dict())
    student.up.weight.copy_(layer.up.weight[units])
    student.up.bias.copy_(layer.up.bias[units])
    student.down.weight.copy_(layer.down.weight[:, units])
    student.down.bias.copy_(layer.down.bias)


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


def taught(net: Tagger, teacher: Tagger, steps: list[list[Labelled]], options: argparse.Namespace) -> None:
    """Train the small network on batches."""
    optimizer = torch.optim.AdamW(groups_of(net, options.rate, options.rate * 3), betas=(0.9, 0.98), fused=True)
    net.train()
    teacher.eval()
    began, seen, mean = time.time(), 0, 0.0
    for number, batch in enumerate(steps):
        share = min(1.0, (number + 1) / (0.04 * len(steps))) * (1 - number / len(steps))
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * share
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(net, teacher, batch, options.trust)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        seen += sum(len(one.pack) for one in batch)
        mean = 0.98 * mean + 0.02 * loss.item()
        if number % 50 == 0:
            rate = seen / (time.time() - began)
            print(f"{number}/{len(steps)} loss {mean:.3f} {rate:.0f} tokens/s {time.time() - began:.0f} s", flush=True)


def main() -> None:
    """Make the small network, teach it, set the thresholds, measure, and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True, help="folder that train.py wrote")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument(
        "--unmarked", type=Path, nargs="*", default=[], help="JSON Lines with `text`, read by the teacher"
    )
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--no-own", action="store_true")
    parser.add_argument("--own-times", type=int, default=3)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--inner", type=int, default=768)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--trust", type=float, default=0.5)
    parser.add_argument("--batch", type=int, default=1800)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    tokenizer = Tokenizer.from_file(str(options.teacher / "tokenizer.json"))
    teacher = Tagger.of(torch.load(options.teacher / "weights.pt"))
    texts: list[Text] = articles(options.corpus)[: options.limit]
    random.Random(1).shuffle(texts)
    held, kept = Trained(texts[:40], tokenizer), Trained(texts[40:], tokenizer)
    own = Trained([] if options.no_own else own_cases(CASES, held_back=False), tokenizer, ours=True)
    others = Trained(
        [text for path in options.unmarked for text in unmarked(path)][: options.limit], tokenizer, unmarked=True
    )
    rng = random.Random(options.seed)
    steps = []
    for number in range(options.epochs):
        packs = [*kept.packs(rng), *others.part(number, options.epochs).packs(rng)]
        packs += itertools.chain.from_iterable(mixed([own], rng) for _ in range(options.own_times))
        steps += batches(packs, options.batch, rng)
    teacher.eval()
    net = narrowed(teacher, Shape(options.layers, options.inner, options.rounds), list(held.packs(rng))[:60])
    taught(net, teacher, steps, options)
    finish(net, tokenizer, held.texts, options.dev, options.out)


if __name__ == "__main__":
    main()
