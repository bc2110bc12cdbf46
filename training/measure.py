"""What a network finds in texts, at any thresholds, and which thresholds serve best."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from corpus import CASES, Around, Asked, Text, around, articles, own_cases, padded
from net import Tagger
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from onrecord.drafts import Attribution
from onrecord.statements.scores import Scores, scored
from onrecord.statements.tagger_spans import Array, Thresholds, Window, attribution_of, windows_of
from onrecord.statements.tagger_text import Pack, packs_of, pieces_of

CANDIDATE = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate cue with the probabilities that the small reader gave."""

    text: int
    pack: Pack
    window: Window
    roles: Array
    score: float


def cue_states(states: Tensor, at: Around) -> Tensor:
    """The mean of each cue's states, by sums over everything before its end and before its beginning."""
    sums = functional.pad(states.float().cumsum(0), (0, 0, 1, 0))
    return (sums[at.last + 1] - sums[at.first]) / (at.last + 1 - at.first)[:, None]


def read_windows(net: Tagger, states: Tensor, windows: list[Asked]) -> tuple[Tensor, Tensor, Around]:
    """The small reader over the windows of a batch."""
    at = around(windows, states.shape[1])
    flat = states.reshape(-1, states.shape[-1])
    tokens = net.token(flat)[at.rows]
    roles, sure = net.read(cue_states(flat, at), tokens, at.distance, at.paragraph, at.mask)
    return roles, sure, at


@torch.no_grad()
def predicted(net: Tagger, texts: list[Text], tokenizer: Tokenizer) -> list[Candidate]:
    """All candidates of the texts."""
    packs = [(n, pack) for n, text in enumerate(texts) for pack in packs_of(pieces_of(text.text, tokenizer))]
    packs.sort(key=lambda one: len(one[1]))
    found = []
    for start in range(0, len(packs), 8):
        numbers, batch = zip(*packs[start : start + 8], strict=True)
        states, logits = net.encode(padded([p.ids for p in batch]), padded([p.ids * 0 + 1 for p in batch]))
        likely = torch.softmax(logits, -1).numpy()
        windows = [(n, w, p) for n, p in enumerate(batch) for w in windows_of(p, likely[n], CANDIDATE)]
        if windows:
            roles, sure, _ = read_windows(net, states, windows)
            rows = zip(windows, roles.sigmoid().numpy(), sure.sigmoid().tolist(), strict=True)
            found += [Candidate(numbers[n], p, w, r[: w.end - w.begin], s) for (n, w, p), r, s in rows]
    return found


def attributions(candidates: list[Candidate], count: int, chosen: Thresholds) -> list[list[Attribution]]:
    """What the candidates yield for each of `count` texts, at the given thresholds."""
    found: list[list[Attribution]] = [[] for _ in range(count)]
    for one in candidates:
        if one.score >= chosen.cue and (a := attribution_of(one.pack, one.window, one.roles, one.score, chosen)):
            found[one.text].append(a)
    return found


def measure(candidates: list[Candidate], texts: list[Text], chosen: dict[str, float]) -> Scores:
    """The scores at the given thresholds."""
    found = attributions(candidates, len(texts), Thresholds(**chosen))
    return scored(zip((text.attributions for text in texts), found, strict=True))


def choose_thresholds(candidates: list[Candidate], texts: list[Text]) -> dict[str, float]:
    """The thresholds with the best relation F1, one after the other."""
    best = Thresholds(CANDIDATE, 0.5, 0.4, 0.4)
    for name, values in (
        ("cue", [x / 20 for x in range(4, 15)]),
        ("source", [0.2, 0.3, 0.4, 0.5, 0.6]),
        ("content", [0.2, 0.3, 0.4, 0.5]),
        ("cue", [x / 20 for x in range(4, 15)]),
    ):
        tried = [replace(best, **{name: value}) for value in values]
        best = max(tried, key=lambda one: measure(candidates, texts, asdict(one)).f1())
    return asdict(best)


def finish(net: Tagger, tokenizer: Tokenizer, held: list[Text], dev: Path | None, out: Path) -> None:
    """Save a trained network, set its thresholds on texts held back, and measure it."""
    net.eval()
    out.mkdir(parents=True, exist_ok=True)
    torch.save(net.state_dict(), out / "weights.pt")
    tokenizer.save(str(out / "tokenizer.json"))
    chosen = choose_thresholds(predicted(net, held, tokenizer), held)
    (out / "thresholds.json").write_text(json.dumps(chosen, indent=1) + "\n", encoding="utf-8")
    print("thresholds", chosen)
    measured = {"own held back": own_cases(CASES, held_back=True)} | ({"articles": articles(dev)} if dev else {})
    for name, cases in measured.items():
        print(name, measure(predicted(net, cases, tokenizer), cases, chosen).line(), flush=True)
