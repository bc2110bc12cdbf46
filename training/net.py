"""The network: a MiniLM encoder, a tagger of cues, and a small reader that finds each cue's source and content.

The encoder reads a pack of paragraphs once. For each cue, the small reader looks at the tokens around it, each as the
encoder left it together with the cue, its distance from the cue, and how many paragraphs it is off. It says which
tokens belong to the source and which to the content, and whether the cue is one at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.statements.tagger_spans import REACH

HIDDEN, HEADS, WIDTH, READER_HEADS = 384, 12, 96, 4


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a network is: the encoder's layers, their inner width, rounds of attention in the small reader."""

    layers: int = 6
    inner: int = 1536
    rounds: int = 2


class Layer(nn.Module):
    """One layer of BERT, attention written out (faster in training on CPUs than the fused kernels)."""

    def __init__(self, inner: int, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.out_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, inner)
        self.down = nn.Linear(inner, HIDDEN)
        self.down_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = self.attended(x, mask)
        return self.down_norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))

    def attended(self, x: Tensor, mask: Tensor) -> Tensor:
        """The layer's first half: what its inner units see."""
        return self.out_norm(x + self.dropout(self.out(attend(self.qkv(x), mask, HEADS))))


def attend(qkv: Tensor, mask: Tensor, heads: int) -> Tensor:
    """Self-attention from joined queries, keys and values; `mask` [batch, 1, 1, length] is added to the weights."""
    batch, length, width = qkv.shape
    q, k, v = qkv.view(batch, length, 3, heads, width // 3 // heads).permute(2, 0, 3, 1, 4)
    weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]) + mask.to(q.dtype), -1)
    return (weights @ v).transpose(1, 2).reshape(batch, length, width // 3)


class Encoder(nn.Module):
    """BERT with some of MiniLM's six layers, from its safetensors."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape.inner, dropout) for _ in range(shape.layers))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        x, added = self.entered(ids, mask)
        for layer in self.layers:
            x = layer(x, added)
        return x

    def entered(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """What the first layer sees, and the mask that is added to the weights of attention."""
        positions = torch.arange(ids.shape[1])
        x = self.dropout(self.norm(self.words(ids) + self.positions(positions)))
        return x, (1.0 - mask[:, None, None, :].float()) * -1e4

    def inner_states(self, ids: Tensor, mask: Tensor) -> list[Tensor]:
        """What each layer's inner units see."""
        x, added = self.entered(ids, mask)
        found = []
        for layer in self.layers:
            found.append(layer.attended(x, added))
            x = layer(x, added)
        return found

    def load(self, file: Path, kept: list[int]) -> None:
        """Take the weights of MiniLM; `kept` are the numbers of the layers that are used."""
        given = load_file(file)
        first = "embeddings."
        kinds = given[first + "token_type_embeddings.weight"][0]
        self.words.weight.data.copy_(given[first + "word_embeddings.weight"])
        self.positions.weight.data.copy_(given[first + "position_embeddings.weight"] + kinds)
        _fill(self.norm, given, first + "LayerNorm")
        for layer, number in zip(self.layers, kept, strict=True):
            _fill_layer(layer, given, f"encoder.layer.{number}.")


def _fill(module: nn.Module, given: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(given[name + ".weight"])
    module.bias.data.copy_(given[name + ".bias"])


def _fill_layer(layer: Layer, given: dict[str, Tensor], name: str) -> None:
    for part in ("weight", "bias"):
        joined = torch.cat([given[f"{name}attention.self.{one}.{part}"] for one in ("query", "key", "value")])
        getattr(layer.qkv, part).data.copy_(joined)
    _fill(layer.out, given, name + "attention.output.dense")
    _fill(layer.out_norm, given, name + "attention.output.LayerNorm")
    _fill(layer.up, given, name + "intermediate.dense")
    _fill(layer.down, given, name + "output.dense")
    _fill(layer.down_norm, given, name + "output.LayerNorm")


class Mixer(nn.Module):
    """Looks at each token's neighbours: a convolution of width three, written as one matrix."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.up = nn.Linear(3 * WIDTH, 2 * WIDTH)
        self.down = nn.Linear(2 * WIDTH, WIDTH)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        y = self.norm(x) * mask[..., None]
        left, right = functional.pad(y, (0, 0, 1, 0))[:, :-1], functional.pad(y, (0, 0, 0, 1))[:, 1:]
        return x + self.down(functional.gelu(self.up(torch.cat([left, y, right], -1))))


class Attender(nn.Module):
    """Self-attention among the tokens around one cue."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        added = (1.0 - mask[:, None, None, :].float()) * -1e4
        return x + self.out(attend(self.qkv(self.norm(x)), added, READER_HEADS))


class Tagger(nn.Module):
    """All of it: the encoder, the tagger of cues, the small reader."""

    def __init__(self, shape: Shape = Shape(), dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.cue = nn.Linear(HIDDEN, 3)
        self.token = nn.Linear(HIDDEN, WIDTH)
        self.query = nn.Linear(HIDDEN, 2 * WIDTH)
        self.distance = nn.Embedding(2 * REACH + 1, WIDTH)
        self.paragraph = nn.Embedding(5, WIDTH)
        self.entry = nn.LayerNorm(WIDTH)
        self.mix = nn.ModuleList(Mixer() for _ in range(shape.rounds + 1))
        self.attend = nn.ModuleList(Attender() for _ in range(shape.rounds))
        self.roles = nn.Linear(WIDTH, 2)
        self.sure = nn.Linear(HIDDEN + WIDTH, 1)
        for table in (self.distance, self.paragraph):
            nn.init.normal_(table.weight, std=0.3)

    @classmethod
    def of(cls, weights: dict[str, Tensor]) -> Tagger:
        """The network that these weights belong to, of their shape."""
        numbers = {name.split(".")[2] for name in weights if name.startswith("encoder.layers.")}
        rounds = {name.split(".")[1] for name in weights if name.startswith("attend.")}
        net = cls(Shape(len(numbers), len(weights["encoder.layers.0.up.bias"]), len(rounds)))
        net.load_state_dict(weights)
        return net

    def encode(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The encoder's states, and the logits of "outside", "begins a cue", "inside a cue"."""
        states = self.encoder(ids, mask)
        return states, self.cue(states)

    def read(
        self, cues: Tensor, tokens: Tensor, distance: Tensor, paragraph: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """For each cue: logits of source and content for each token of its window, and of its being a cue.

        `cues` [n, HIDDEN]: the mean states of the cues' tokens; `tokens` [n, w, WIDTH]: their windows through `token`.
        """
        added, times = self.query(cues)[:, None].chunk(2, -1)
        x = tokens + added + tokens * times + self.distance(distance) + self.paragraph(paragraph)
        x = functional.gelu(self.entry(x))
        for number, attend_ in enumerate(self.attend):
            x = attend_(self.mix[number](x, mask), mask)
        x = self.mix[-1](x, mask)
        most = (x - (1.0 - mask[..., None]) * 1e4).amax(1)
        return self.roles(x), self.sure(torch.cat([cues, most], -1))[:, 0]
