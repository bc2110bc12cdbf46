"""Makes a network smaller: fewer layers, and of each layer the inner units that do most."""

from __future__ import annotations

import torch
from corpus import Labelled, padded
from net import Layer, Shape, Tagger
from torch import Tensor
from torch.nn import functional

KEPT = {6: [0, 1, 2, 3, 4, 5], 5: [0, 1, 2, 3, 5], 4: [0, 1, 3, 5], 3: [0, 2, 5]}
"""Which of six layers are kept."""


@torch.no_grad()
def narrowed(large: Tagger, shape: Shape, sample: list[Labelled]) -> Tagger:
    """A network of the given shape that begins with the large one's weights; `sample` shows which units do most."""
    net = Tagger(shape)
    kept, last = net.state_dict(), f"mix.{large.shape.rounds}."
    taken = {name.replace(last, f"mix.{shape.rounds}."): value for name, value in large.state_dict().items()}
    own = {name: value for name, value in large.state_dict().items() if not name.startswith(("encoder.layers.", last))}
    own |= {name: value for name, value in taken.items() if name.startswith(f"mix.{shape.rounds}.")}
    net.load_state_dict({name: value for name, value in own.items() if name in kept}, strict=False)
    mask = padded([one.pack.ids * 0 + 1 for one in sample])
    states = large.encoder.inner_states(padded([one.pack.ids for one in sample]), mask)
    for small, number in zip(net.encoder.layers, KEPT[shape.layers], strict=True):
        _narrow(small, large.encoder.layers[number], states[number][mask.bool()])
    return net


def _narrow(small: Layer, layer: Layer, states: Tensor) -> None:
    units = _busiest(layer, states, small.up.out_features)
    for name in ("qkv", "out", "out_norm", "down_norm"):
        getattr(small, name).load_state_dict(getattr(layer, name).state_dict())
    small.up.weight.copy_(layer.up.weight[units])
    small.up.bias.copy_(layer.up.bias[units])
    small.down.weight.copy_(layer.down.weight[:, units])
    small.down.bias.copy_(layer.down.bias)


def _busiest(layer: Layer, states: Tensor, kept: int) -> Tensor:
    """The inner units that matter most: by mean activation times the length of what they add."""
    active = functional.gelu(layer.up(states)).abs().mean(0)
    return (active * layer.down.weight.norm(dim=0)).topk(kept).indices.sort().values
