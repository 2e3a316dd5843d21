"""The network's layers: an encoder of self-attention over the pieces of paragraphs.

After Vaswani et al. (2017), in the form of Devlin et al. (2019) with the sizes of Wang et al.
(2020, MiniLM): pieces of width d = 384, twelve heads of 32; gates after Hendrycks and Gimpel
(2016), x · σ(1.702 x). Weights are kept as whole numbers of eight bits, with a scale for each
column. Paragraphs go through together and attend to themselves: O(layers × (n·d² + Σ nᵢ²·d)) for n
pieces in paragraphs of nᵢ.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Numbers: TypeAlias = NDArray[np.float32]

__all__ = ["Affine", "Encoder", "Layer", "Norm"]

HEADS = 12
_TINY = np.float32(1e-12)
_STEEP = np.float32(-1.702)


@dataclass(frozen=True, slots=True)
class Affine:
    """x · weights + bias."""

    weights: Numbers
    bias: Numbers

    def __call__(self, x: Numbers) -> Numbers:
        moved: Numbers = x @ self.weights
        moved += self.bias
        return moved


@dataclass(frozen=True, slots=True)
class Norm:
    """Each row brought to mean 0 and variance 1, then scaled and moved."""

    scale: Numbers
    move: Numbers

    def __call__(self, x: Numbers) -> Numbers:
        x = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((x * x).mean(axis=-1, keepdims=True) + _TINY)
        moved: Numbers = x / spread * self.scale + self.move
        return moved


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer; `heads` gives queries, keys and values beside each other."""

    heads: Affine
    joined: Affine
    after_heads: Norm
    wide: Affine
    narrow: Affine
    after_wide: Norm

    def __call__(self, x: Numbers, bounds: Sequence[tuple[int, int]]) -> Numbers:
        """One row for each piece; the paragraphs lie between the bounds."""
        parts = self.heads(x)
        mixed = np.concatenate([_attended(parts[first:last]) for first, last in bounds])
        x = self.after_heads(x + self.joined(mixed))
        inner = self.wide(x)
        inner /= 1 + np.exp(inner * _STEEP)
        return self.after_wide(x + self.narrow(inner))


def _attended(parts: Numbers) -> Numbers:
    """Mix the values of a paragraph's pieces by how well queries and keys agree, head by head."""
    count, width = len(parts), parts.shape[1] // 3
    query, key, value = parts.reshape(count, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
    weight = query @ key.transpose(0, 2, 1)
    weight *= np.float32((width // HEADS) ** -0.5)
    weight -= weight.max(axis=-1, keepdims=True)
    np.exp(weight, out=weight)
    weight /= weight.sum(axis=-1, keepdims=True)
    mixed = (weight @ value).transpose(1, 0, 2).reshape(count, width)
    return mixed.astype(np.float32, copy=False)


@dataclass(frozen=True, slots=True)
class Encoder:
    """The whole network: pieces of paragraphs in, for each piece a row of scores out."""

    pieces: NDArray[np.int8]
    piece_scales: Numbers
    places: Numbers
    capitals: Numbers
    after_pieces: Norm
    layers: tuple[Layer, ...]
    scores: Affine

    def __call__(
        self, rows: Sequence[tuple[NDArray[np.int64], NDArray[np.bool_]]]
    ) -> tuple[Numbers, ...]:
        """Scores (nᵢ × labels) of each paragraph, given by the numbers of its pieces and whether
        they begin with a capital; no paragraph longer than there are places.
        """
        if not rows:
            return ()
        ends = accumulate(len(numbers) for numbers, _ in rows)
        bounds = list(pairwise((0, *ends)))
        numbers = np.concatenate([numbers for numbers, _ in rows])
        capital = np.concatenate([capital for _, capital in rows]).astype(np.int64)
        x: Numbers = self.pieces[numbers].astype(np.float32)
        x *= self.piece_scales[numbers, None]
        x += self.capitals[capital]
        x += np.concatenate([self.places[: last - first] for first, last in bounds])
        x = self.after_pieces(x)
        for layer in self.layers:
            x = layer(x, bounds)
        scores = self.scores(x)
        return tuple(scores[first:last] for first, last in bounds)

    @staticmethod
    def of(kept: Mapping[str, NDArray[np.generic]]) -> Encoder:
        """Build the network from arrays by name, as `tools/train_network.py` writes them."""

        def numbers(name: str) -> Numbers:
            return kept[name].astype(np.float32)

        def affine(name: str) -> Affine:
            weights = numbers(f"{name}.weights") * numbers(f"{name}.scales")
            return Affine(weights, numbers(f"{name}.bias"))

        def norm(name: str) -> Norm:
            return Norm(numbers(f"{name}.scale"), numbers(f"{name}.move"))

        layers = tuple(
            Layer(
                affine(f"{k}.heads"),
                affine(f"{k}.joined"),
                norm(f"{k}.after_heads"),
                affine(f"{k}.wide"),
                affine(f"{k}.narrow"),
                norm(f"{k}.after_wide"),
            )
            for k in range(sum(name.endswith(".heads.bias") for name in kept))
        )
        return Encoder(
            kept["pieces"].astype(np.int8),
            numbers("piece_scales"),
            numbers("places"),
            numbers("capitals"),
            norm("after_pieces"),
            layers,
            affine("scores"),
        )
