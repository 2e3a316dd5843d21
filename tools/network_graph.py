"""The trained network as a graph that onnxruntime runs.

`graph(state)` takes the arrays by the names that training gives them and returns the bytes of an
ONNX model: the numbers of pieces and whether they begin with a capital in (1 × n each); out, for
each piece, a row of scores (1 × n × labels), what it asks for (1 × n × d) and what it answers,
nobody's answer first (1 × n + 1 × d). After Vaswani et al. (2017), in the form of Devlin et al.
(2019); gates after Hendrycks and Gimpel (2016), x · sigmoid(1.702 x).

Weights are kept as whole numbers of eight bits, with a scale for every `BLOCK` of them; what they
are multiplied with is brought to eight bits by the library, block by block (`MatMulNBits` of
com.microsoft). Needs onnx, which nothing at run time needs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[np.float32]]

__all__ = ["BLOCK", "blocks", "graph"]

BLOCK = 128
"""So many weights of a column share a scale; a power of two of at least 16."""
HEADS = 12
_WIDEST, _MIDDLE = 127, 128
_TINY = 1e-12
_OPSET, _FORMAT, _LIBRARY = 17, 8, "com.microsoft"


def blocks(
    weights: NDArray[np.float32], size: int
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Weights (in × out) in whole numbers of 8 bits around 128 (out × blocks × size), and a scale
    for each block (out × blocks); no weight is off by more than half its scale.
    """
    inner, outer = weights.shape
    count = -(-inner // size)
    filled = np.zeros((outer, count * size), dtype=np.float32)
    filled[:, :inner] = weights.T
    parts = filled.reshape(outer, count, size)
    scales = np.abs(parts).max(axis=2) / _WIDEST
    scales = np.where(scales > 0, scales, 1).astype(np.float32)
    whole = np.round(parts / scales[:, :, None]) + _MIDDLE
    return whole.astype(np.uint8), scales


@dataclass
class _Graph:
    """Nodes and constants, gathered as they are named."""

    block: int
    exact: bool
    nodes: list[Any] = field(default_factory=list)
    constants: dict[str, Any] = field(default_factory=dict)

    def keep(self, name: str, array: NDArray[Any]) -> str:
        self.constants[name] = numpy_helper.from_array(np.asarray(array, order="C"), name)
        return name

    def add(self, operator: str, inputs: list[str], output: str, **told: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **told))
        return output

    def affine(self, x: str, name: str, state: Arrays, *parts: str) -> str:
        """x · weights + bias; several parts are done at once, their results beside each other."""
        weights = np.concatenate([state[f"{part}.weight"].T for part in parts], axis=1)
        bias = np.concatenate([state[f"{part}.bias"] for part in parts])
        whole, scales = blocks(weights, self.block)
        told = {"K": weights.shape[0], "N": weights.shape[1], "bits": 8, "block_size": self.block}
        inputs = [x, self.keep(f"{name}.weights", whole), self.keep(f"{name}.scales", scales)]
        moved = self.add(
            "MatMulNBits",
            inputs,
            f"{name}.moved",
            domain=_LIBRARY,
            accuracy_level=1 if self.exact else 4,
            **told,
        )
        return self.add("Add", [moved, self.keep(f"{name}.bias", bias)], name)

    def exactly(self, x: str, name: str, state: Arrays, part: str = "") -> str:
        """x · weights + bias with weights as they are, for the few that are left at the end."""
        told = part or name
        weights = self.keep(f"{name}.weights", state[f"{told}.weight"].T)
        moved = self.add("MatMul", [x, weights], f"{name}.moved")
        return self.add("Add", [moved, self.keep(f"{name}.bias", state[f"{told}.bias"])], name)

    def norm(self, x: str, name: str, state: Arrays, part: str) -> str:
        scale = self.keep(f"{name}.scale", state[f"{part}.weight"])
        move = self.keep(f"{name}.move", state[f"{part}.bias"])
        return self.add("LayerNormalization", [x, scale, move], name, axis=-1, epsilon=_TINY)

    def attended(self, x: str, name: str, width: int) -> str:
        """Mix the values of the pieces by how well queries and keys agree, head by head."""
        shape = self.keep("by_head", np.array([1, -1, 3, HEADS, width // HEADS]))
        parts = self.add("Reshape", [x, shape], f"{name}.parts")
        kinds = []
        for k, kind in enumerate(("query", "key", "value")):
            at = self.keep(f"at_{kind}", np.array(k))
            one = self.add("Gather", [parts, at], f"{name}.{kind}", axis=2)
            order = [0, 2, 3, 1] if kind == "key" else [0, 2, 1, 3]
            kinds.append(self.add("Transpose", [one], f"{name}.{kind}s", perm=order))
        agreed = self.add("MatMul", kinds[:2], f"{name}.agreed")
        steep = self.keep("steep", np.array((width // HEADS) ** -0.5, dtype=np.float32))
        scaled = self.add("Mul", [agreed, steep], f"{name}.scaled")
        shares = self.add("Softmax", [scaled], f"{name}.shares", axis=-1)
        mixed = self.add("MatMul", [shares, kinds[2]], f"{name}.mixed")
        back = self.add("Transpose", [mixed], f"{name}.back", perm=[0, 2, 1, 3])
        return self.add("Reshape", [back, self.keep("whole", np.array([1, -1, width]))], name)

    def layer(self, x: str, k: int, state: Arrays, width: int) -> str:
        told = f"words.encoder.layer.{k}."
        heads = [f"{told}attention.self.{kind}" for kind in ("query", "key", "value")]
        mixed = self.attended(self.affine(x, f"{k}.heads", state, *heads), f"{k}.mixed", width)
        joined = self.affine(mixed, f"{k}.joined", state, f"{told}attention.output.dense")
        summed = self.add("Add", [x, joined], f"{k}.with_heads")
        x = self.norm(summed, f"{k}.after_heads", state, f"{told}attention.output.LayerNorm")
        wide = self.affine(x, f"{k}.wide", state, f"{told}intermediate.dense")
        gated = self.add("QuickGelu", [wide], f"{k}.gated", domain=_LIBRARY, alpha=1.702)
        narrow = self.affine(gated, f"{k}.narrow", state, f"{told}output.dense")
        summed = self.add("Add", [x, narrow], f"{k}.with_wide")
        return self.norm(summed, f"{k}.after_wide", state, f"{told}output.LayerNorm")

    def pieces(self, state: Arrays) -> str:
        """Each piece by itself: what it is, where it stands, whether it begins with a capital."""
        words = "words.embeddings."
        table = state[f"{words}word_embeddings.weight"]
        scales = np.abs(table).max(axis=1, keepdims=True) / _WIDEST
        scales = np.where(scales > 0, scales, 1).astype(np.float32)
        self.keep("pieces", np.round(table / scales).astype(np.int8))
        self.keep("piece_scales", scales)
        self.keep("capitals", state["capitals.weight"])
        kind = state[f"{words}token_type_embeddings.weight"][0]
        self.keep("places", state[f"{words}position_embeddings.weight"] + kind)
        whole = self.add("Gather", ["pieces", "numbers"], "piece.whole")
        plain = self.add("Cast", [whole], "piece.plain", to=TensorProto.FLOAT)
        scale = self.add("Gather", ["piece_scales", "numbers"], "piece.scale")
        piece = self.add("Mul", [plain, scale], "piece")
        big = self.add("Gather", ["capitals", "capital"], "big")
        shape = self.add("Shape", ["numbers"], "shape", start=1, end=2)
        first, axis = self.keep("first", np.array([0])), self.keep("axis", np.array([0]))
        place = self.add("Slice", ["places", first, shape, axis], "place")
        summed = self.add("Add", [self.add("Add", [piece, big], "piece.big"), place], "summed")
        return self.norm(summed, "after_pieces", state, f"{words}LayerNorm")


def graph(state: Arrays, block: int = BLOCK, *, exact: bool = False) -> bytes:
    """The model's bytes; the layers are those that the state has. An exact one multiplies its
    weights with numbers as they are, not brought to eight bits.
    """
    made = _Graph(block, exact)
    width = state["capitals.weight"].shape[1]
    x = made.pieces(state)
    k = 0
    while f"words.encoder.layer.{k}.output.dense.weight" in state:
        x = made.layer(x, k, state, width)
        k += 1
    made.exactly(x, "scores", state)
    made.exactly(x, "asks", state)
    nobody = made.keep("nobody", state["nobody.weight"][None])
    made.add("Concat", [nobody, made.exactly(x, "each", state, "answers")], "answers", axis=1)
    labels, asked = len(state["scores.bias"]), state["nobody.weight"].shape[1]

    def value(name: str, kind: int, *shape: str | int) -> Any:
        return helper.make_tensor_value_info(name, kind, shape)

    whole = helper.make_graph(
        made.nodes,
        "reported speech",
        [value(name, TensorProto.INT64, 1, "n") for name in ("numbers", "capital")],
        [
            value("scores", TensorProto.FLOAT, 1, "n", labels),
            value("asks", TensorProto.FLOAT, 1, "n", asked),
            value("answers", TensorProto.FLOAT, 1, "n + 1", asked),
        ],
        list(made.constants.values()),
    )
    known = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_LIBRARY, 1)]
    model = helper.make_model(whole, opset_imports=known, ir_version=_FORMAT, producer_name="")
    checker.check_model(model)
    return bytes(model.SerializeToString())
