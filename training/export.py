"""Writes a trained network as two int8 ONNX graphs: the encoder with its cue tagger, and the small reader.

The graphs are written out by hand with onnxruntime's fused operators: they are faster than an exported trace and need
no exporter. Weights are kept to 7 bits by output channel, so that processors without VNNI do not saturate and every
machine gets the same. Activations are quantised as they come, one pack at a time, so no pack depends on its neighbours.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from net import HEADS, READER_HEADS, Layer, Mixer, Tagger
from onnx import TensorProto, helper, numpy_helper
from torch import nn

OURS = "com.microsoft"
Float, Int, Long = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64


class Graph:
    """A graph that is being written: nodes, and weights by name."""

    def __init__(self, bits: int = 7) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.most = 2 ** (bits - 1) - 1

    def keep(self, value: np.ndarray) -> str:
        """A constant."""
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: object) -> str:
        """A node; the name of its first output (the others end in `.1`, `.2`)."""
        name = f"n{len(self.nodes)}"
        names = [name, *(f"{name}.{i}" for i in range(1, outputs))]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return name

    def quantised(self, weight: torch.Tensor) -> tuple[str, str]:
        """A matrix [out, in] as int8 [in, out], and its scale by output channel."""
        matrix = weight.detach().numpy().T
        scale = np.maximum(np.abs(matrix).max(0), 1e-8) / self.most
        whole = np.clip(np.round(matrix / scale), -self.most, self.most).astype(np.int8)
        return self.keep(whole), self.keep(scale.astype(np.float32))

    def linear(self, x: str, module: nn.Linear) -> str:
        """A linear layer in int8."""
        weight, scale = self.quantised(module.weight)
        zero = self.keep(np.zeros(module.out_features, np.int8))
        bias = self.keep(module.bias.detach().numpy())
        return self.op("DynamicQuantizeMatMul", x, weight, scale, zero, bias, domain=OURS)

    def exact(self, x: str, module: nn.Linear) -> str:
        """A linear layer in floats, for the last step."""
        product = self.op("MatMul", x, self.keep(module.weight.detach().numpy().T))
        return self.op("Add", product, self.keep(module.bias.detach().numpy()))

    def norm(self, x: str, module: nn.LayerNorm) -> str:
        """Layer normalisation."""
        gamma, beta = (self.keep(part.detach().numpy()) for part in (module.weight, module.bias))
        return self.op("LayerNormalization", x, gamma, beta, axis=-1, epsilon=module.eps)

    def added_norm(self, x: str, y: str, module: nn.LayerNorm) -> str:
        """Normalisation of a sum (apart: onnxruntime's joined operator is five times as slow)."""
        return self.norm(self.op("Add", x, y), module)

    def attention(self, x: str, module: nn.Linear, heads: int, mask: str = "") -> str:
        """Self-attention from the joined projection; `mask` [n, w] leaves out what is filling."""
        q = self.op("Split", self.linear(x, module), outputs=3, axis=-1)
        inputs = (q, f"{q}.1", f"{q}.2", *(("", mask) if mask else ()))
        return self.op("MultiHeadAttention", *inputs, domain=OURS, num_heads=heads)

    def table(self, module: nn.Embedding, ids: str) -> str:
        """Rows of a table kept in int8, each with a scale of its own."""
        rows = module.weight.detach().numpy()
        scale = np.maximum(np.abs(rows).max(1, keepdims=True), 1e-8) / 127
        whole = self.keep(np.round(rows / scale).astype(np.int8))
        found = self.op("Cast", self.op("Gather", whole, ids), to=Float)
        return self.op("Mul", found, self.op("Gather", self.keep(scale.astype(np.float32)), ids))

    def named(self, x: str, name: str) -> None:
        """Make a value an output."""
        self.nodes.append(helper.make_node("Identity", [x], [name]))

    def save(self, path: Path, inputs: dict[str, tuple], outputs: dict[str, tuple]) -> None:
        """Write the graph; shapes are given by name."""
        ends = [[helper.make_tensor_value_info(n, *kind) for n, kind in side.items()] for side in (inputs, outputs)]
        graph = helper.make_graph(self.nodes, "attribution", *ends, self.weights)
        imports = [helper.make_opsetid("", 17), helper.make_opsetid(OURS, 1)]
        model = helper.make_model(graph, opset_imports=imports, producer_name="onrecord", ir_version=8)
        onnx.save(model, path)


def encoder_of(net: Tagger, bits: int) -> Graph:
    """The encoder: piece ids [1, n] to states [n, 384], what the small reader takes of them, and cue probabilities."""
    g = Graph(bits)
    length = g.op("Shape", "ids", start=1, end=2)
    starts, axes = g.keep(np.array([0])), g.keep(np.array([0]))
    positions = g.op("Slice", g.keep(net.encoder.positions.weight.detach().numpy()), starts, length, axes)
    x = g.norm(g.op("Add", g.table(net.encoder.words, "ids"), positions), net.encoder.norm)
    for layer in net.encoder.layers:
        x = layer_of(g, layer, x)
    flat = g.op("Squeeze", x, g.keep(np.array([0])))
    g.named(flat, "states")
    g.named(g.exact(flat, net.token), "tokens")
    g.named(g.op("Softmax", g.exact(flat, net.cue), axis=-1), "cue")
    return g


def layer_of(g: Graph, layer: Layer, x: str) -> str:
    """One layer of the encoder."""
    x = g.added_norm(g.linear(g.attention(x, layer.qkv, HEADS), layer.out), x, layer.out_norm)
    inner = g.op("Gelu", g.linear(x, layer.up), domain=OURS)
    return g.added_norm(g.linear(inner, layer.down), x, layer.down_norm)


def reader_of(net: Tagger, bits: int) -> Graph:
    """The small reader: cues and their windows to probabilities of the roles and of being a cue."""
    g = Graph(bits)
    last = g.keep(np.array([-1]))
    wide = g.op("Cast", "mask", to=Float)
    mask = g.op("Unsqueeze", wide, last)
    tokens = g.op("Gather", "tokens", "rows")
    query = g.op("Unsqueeze", g.exact("cues", net.query), g.keep(np.array([1])))
    halves = g.op("Split", query, outputs=2, axis=-1)
    x = g.op("Add", g.op("Add", tokens, halves), g.op("Mul", tokens, f"{halves}.1"))
    for table, rows in ((net.distance, "distance"), (net.paragraph, "paragraph")):
        x = g.op("Add", x, g.op("Gather", g.keep(table.weight.detach().numpy()), rows))
    x = g.op("Gelu", g.norm(x, net.entry), domain=OURS)
    for mix, attend in zip(net.mix, net.attend, strict=False):
        x = mix_of(g, mix, x, mask)
        x = g.op("Add", x, g.linear(g.attention(g.norm(x, attend.norm), attend.qkv, READER_HEADS, "mask"), attend.out))
    x = mix_of(g, net.mix[-1], x, mask)
    g.named(g.op("Sigmoid", g.exact(x, net.roles)), "roles")
    off = g.op("Mul", g.op("Sub", g.keep(np.float32(1)), mask), g.keep(np.float32(1e4)))
    most = g.op("ReduceMax", g.op("Sub", x, off), axes=[1], keepdims=0)
    sure = g.exact(g.op("Concat", "cues", most, axis=-1), net.sure)
    g.named(g.op("Squeeze", g.op("Sigmoid", sure), last), "sure")
    return g


def mix_of(g: Graph, mix: Mixer, x: str, mask: str) -> str:
    """A convolution of width three, as one matrix."""
    y = g.op("Mul", g.norm(x, mix.norm), mask)
    zero, one, end = (g.keep(np.array([n])) for n in (0, 1, np.iinfo(np.int64).max))
    back = g.keep(np.array([-1]))
    left = g.op("Slice", g.op("Pad", y, g.keep(np.array([0, 1, 0, 0, 0, 0]))), zero, back, one)
    right = g.op("Slice", g.op("Pad", y, g.keep(np.array([0, 0, 0, 0, 1, 0]))), one, end, one)
    inner = g.op("Gelu", g.linear(g.op("Concat", left, y, right, axis=-1), mix.up), domain=OURS)
    return g.op("Add", x, g.linear(inner, mix.down))


def export(trained: Path, out: Path, bits: int = 7) -> None:
    """The graphs, the thresholds and the tokenizer of a trained network, into `out`."""
    net = Tagger.of(torch.load(trained / "weights.pt"))
    out.mkdir(parents=True, exist_ok=True)
    wide = ["n", "w"]
    encoder_of(net, bits).save(
        out / "encoder.onnx",
        {"ids": (Long, [1, "t"])},
        {"states": (Float, ["t", 384]), "tokens": (Float, ["t", net.token.out_features]), "cue": (Float, ["t", 3])},
    )
    reader_of(net, bits).save(
        out / "reader.onnx",
        {
            "cues": (Float, ["n", 384]),
            "tokens": (Float, ["t", net.token.out_features]),
            **dict.fromkeys(("rows", "distance", "paragraph"), (Long, wide)),
            "mask": (Int, wide),
        },
        {"roles": (Float, [*wide, 2]), "sure": (Float, ["n"])},
    )
    for name in ("thresholds.json", "tokenizer.json"):
        shutil.copy(trained / name, out / name)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--bits", type=int, default=7)
    given = parser.parse_args()
    export(given.trained, given.out, given.bits)
