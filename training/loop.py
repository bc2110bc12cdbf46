"""The loop that both ways of training share."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import torch
from corpus import Labelled
from net import Tagger
from torch import Tensor

HELD = 40
"""Articles of a corpus that set the thresholds and are not trained on."""


def groups_of(net: Tagger, rate: float, head_rate: float) -> list[dict]:
    """Parameters with their rates: the encoder's low, the heads' high, no decay on norms and biases."""
    encoder = set(net.encoder.parameters())
    groups = []
    for inside, lr in ((True, rate), (False, head_rate)):
        for decayed in (True, False):
            params = [
                p for p in net.parameters() if p.requires_grad and (p in encoder) == inside and (p.ndim > 1) == decayed
            ]
            groups.append({"params": params, "lr": lr, "base": lr, "weight_decay": 0.01 if decayed else 0.0})
    return groups


def fit(
    net: Tagger,
    steps: list[list[Labelled]],
    loss_of: Callable[[list[Labelled], float], Tensor],
    options: argparse.Namespace,
) -> None:
    """Train on batches, at a rate that rises for a twentieth of them and then falls to nothing.

    `loss_of` gets a batch and the share of steps done.
    """
    optimizer = torch.optim.AdamW(groups_of(net, options.rate, options.head_rate), betas=(0.9, 0.98), fused=True)
    net.train()
    began, seen, mean = time.time(), 0, 0.0
    for number, batch in enumerate(steps):
        done = number / len(steps)
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * min(20 * (done + 1 / len(steps)), 1.0) * (1 - done)
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(batch, done)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        seen += sum(len(one.pack) for one in batch)
        mean = 0.98 * mean + 0.02 * loss.item()
        if number % 50 == 0:
            spent = time.time() - began
            print(f"{number}/{len(steps)} loss {mean:.3f} {seen / spent:.0f} tokens/s {spent:.0f} s", flush=True)
