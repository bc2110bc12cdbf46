"""Trains the attribution tagger. See README.md beside this file; `make train-statements` runs it."""

from __future__ import annotations

import argparse
import itertools
import math
import random
from pathlib import Path

import torch
from corpus import CASES, IGNORED, Asked, Labelled, Trained, articles, batches, mixed, own_cases, padded
from loop import HELD, fit
from measure import finish, read_windows
from narrow import narrowed
from net import Shape, Tagger
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from onrecord.statements.tagger_spans import windows_of


def wrong_cues(logits: Tensor, batch: list[Labelled]) -> list[Asked]:
    """Candidates that the tagger would propose and that are no cue: what the small reader must learn to refuse."""
    likely = torch.softmax(logits.detach().float(), -1).numpy()
    found = []
    for number, one in enumerate(batch):
        for window in windows_of(one.pack, likely[number], 0.15):
            if not (one.cues[window.first : window.last + 1] > 0).any():
                found.append((number, window, one.pack))
    return found


def loss_of(net: Tagger, batch: list[Labelled], with_wrong: bool) -> Tensor:
    """The loss of a batch: cue tags, roles of the marked cues' tokens, and which candidates are cues."""
    ids, labels = padded([one.pack.ids for one in batch]), padded([one.cues for one in batch], IGNORED)
    mask = padded([one.cues * 0 + 1 for one in batch])
    states, logits = net.encode(ids, mask)
    loss = functional.cross_entropy(logits.float().reshape(-1, 3), labels.reshape(-1), ignore_index=IGNORED) * 6
    right = [(number, window, one.pack) for number, one in enumerate(batch) for window in one.windows]
    wrong = wrong_cues(logits, batch) if with_wrong else []
    if not right + wrong:
        return loss
    roles, sure, at = read_windows(net, states, right + wrong)
    is_cue = torch.cat([torch.ones(len(right)), torch.zeros(len(wrong))])
    loss = loss + functional.binary_cross_entropy_with_logits(sure.float(), is_cue) * 0.5
    if right:
        target = padded([role for one in batch for role in one.roles])
        kept, wide = at.mask[: len(right)], target.shape[1]
        each = functional.binary_cross_entropy_with_logits(roles[: len(right), :wide].float(), target, reduction="none")
        loss = loss + (each * kept[:, :wide, None]).sum() / kept.sum() * 4
    return loss


def steps_of(corpus: Trained, own: Trained, options: argparse.Namespace) -> list[list[Labelled]]:
    """The batches of all epochs; the last may be cut short."""
    rng = random.Random(options.seed)
    steps = []
    for _ in range(math.ceil(options.epochs)):
        packs = list(corpus.packs(rng))
        packs += itertools.chain.from_iterable(mixed(own, rng) for _ in range(options.own_times))
        steps += batches(packs, options.batch, rng)
    return steps[: int(len(steps) * options.epochs / math.ceil(options.epochs))]


def options_of() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--encoder", type=Path, required=True, help="folder with MiniLM's model.safetensors and tokenizer.json"
    )
    parser.add_argument("--corpus", type=Path, help="articles to train on; without it our own cases alone are used")
    parser.add_argument("--dev", type=Path, help="articles that only measure")
    parser.add_argument("--no-own", action="store_true", help="leave our own cases out")
    parser.add_argument("--own-times", type=int, default=3)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--inner", type=int, default=1536)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=8e-4)
    parser.add_argument("--batch", type=int, default=1800, help="tokens in a batch")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--limit", type=int, help="only so many articles, for a trial")
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


def main() -> None:
    """Train, set the thresholds, measure, and save."""
    options = options_of()
    torch.manual_seed(options.seed)
    tokenizer = Tokenizer.from_file(str(options.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    texts = articles(options.corpus)[: options.limit] if options.corpus else []
    random.Random(1).shuffle(texts)
    own = Trained([] if options.no_own else own_cases(CASES, held_back=False), tokenizer, ours=True)
    steps = steps_of(Trained(texts[HELD:], tokenizer), own, options)
    net = Tagger()
    net.encoder.load(options.encoder / "model.safetensors", list(range(6)))
    net = narrowed(net, Shape(options.layers, options.inner, options.rounds), steps[0])
    fit(net, steps, lambda batch, done: loss_of(net, batch, done > 0.15), options)
    finish(net, tokenizer, texts[:HELD] or own.texts, options.dev, options.out)


if __name__ == "__main__":
    main()
