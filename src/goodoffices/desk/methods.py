"""How a number was found and whether that is proved, as it stands beside the number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.settlement.proof import Proof

__all__ = ["Method", "method_of"]


@dataclass(frozen=True, slots=True)
class Method:
    """`words` stand beside the number, `because` says what they rest on."""

    exact: bool
    words: str
    because: str


def method_of(proof: Proof) -> Method:
    if proof.exact:
        return Method(exact=True, words=f"exact, by {proof.method}", because=proof.words)
    bound = (
        ""
        if proof.bound is None
        else f"; bound reached: at most {proof.bound:.4g}".replace("-", "−")
    )
    return Method(exact=False, words=f"not proved, by {proof.method}{bound}", because=proof.words)
