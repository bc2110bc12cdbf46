"""Trains the attribution tagger. See README.md beside this file; `make train-statements` runs it."""

from __future__ import annotations

import argparse
import itertools
import math
import random
import time
from pathlib import Path

import torch
from corpus import CASES, IGNORED, Asked, Labelled, Text, Trained, articles, batches, mixed, own_cases, padded
from measure import finish, read_windows
from net import Tagger
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


def groups_of(net: Tagger, rate: float, head_rate: float) -> list[dict]:
    """Parameters with their rates: the encoder's low, the heads' high, no decay on norms and biases."""
    encoder = set(net.encoder.parameters())
    groups = []
    for inside, lr in ((True, rate), (False, head_rate)):
        for decayed in (True, False):
            params = [p for p in net.parameters() if (p in encoder) == inside and (p.ndim > 1) == decayed]
            groups.append({"params": params, "lr": lr, "base": lr, "weight_decay": 0.01 if decayed else 0.0})
    return groups


def epoch_of(corpus: Trained | None, own: Trained | None, own_times: int, size: int, rng: random.Random) -> list:
    """The batches of one epoch."""
    packs = list(corpus.packs(rng)) if corpus else []
    if own:
        packs += itertools.chain.from_iterable(mixed([own], rng) for _ in range(own_times))
    return batches(packs, size, rng)


def train(net: Tagger, corpus: Trained | None, own: Trained | None, options: argparse.Namespace) -> None:
    """Train for the given number of epochs."""
    rng = random.Random(options.seed)
    optimizer = torch.optim.AdamW(groups_of(net, options.rate, options.head_rate), betas=(0.9, 0.98), fused=True)
    whole = math.ceil(options.epochs)
    planned = [epoch_of(corpus, own, options.own_times, options.batch, rng) for _ in range(whole)]
    steps = list(itertools.chain.from_iterable(planned))[: int(options.epochs / whole * sum(map(len, planned)))]
    net.train()
    began, seen, mean = time.time(), 0, 0.0
    for number, batch in enumerate(steps):
        share = min(1.0, (number + 1) / (0.06 * len(steps))) * (1 - number / len(steps))
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * share
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(net, batch, number > 0.15 * len(steps))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        seen += sum(len(one.pack) for one in batch)
        mean = 0.98 * mean + 0.02 * loss.item()
        if number % 50 == 0:
            rate = seen / (time.time() - began)
            print(f"{number}/{len(steps)} loss {mean:.3f} {rate:.0f} tokens/s {time.time() - began:.0f} s", flush=True)


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
    texts: list[Text] = articles(options.corpus)[: options.limit] if options.corpus else []
    random.Random(1).shuffle(texts)
    held, kept = texts[:40], texts[40:]
    own = [] if options.no_own else own_cases(CASES, held_back=False)
    net = Tagger()
    net.encoder.load(options.encoder / "model.safetensors", list(range(6)))
    train(net, Trained(kept, tokenizer) if kept else None, Trained(own, tokenizer) if own else None, options)
    finish(net, tokenizer, held or own, options.dev, options.out)


if __name__ == "__main__":
    main()
