"""How a number was found and whether that is proved, as it stands beside the number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.saying import say

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
        return Method(
            exact=True,
            words=say("exact, by {method}", method=say(proof.method)),
            because=say(proof.words),
        )
    bound = (
        ""
        if proof.bound is None
        else say("; bound reached: at most {bound}", bound=f"{proof.bound:.4g}").replace("-", "−")
    )
    return Method(
        exact=False,
        words=say("not proved, by {method}{bound}", method=say(proof.method), bound=bound),
        because=say(proof.words),
    )
