"""How a result was found, and what its completeness rests on: it stands beside every result."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.saying import mark

LISTED = mark("enumeration")
MERGED = mark("merging")
BOUNDED = mark("bounded search")
PROGRAMMED = mark("mixed-integer programming")


@dataclass(frozen=True, slots=True)
class Proof:
    """`exact` with the reason, or not exact with the bound that was reached.

    `bound` is the most that any package could score by the rule, in the rule's own measure;
    None where the result is exact or has no score.
    """

    exact: bool
    method: str
    words: str
    bound: float | None = None

    def to_dict(self) -> dict[str, object]:
        return {
            "exact": self.exact,
            "method": self.method,
            "proof": self.words,
            "bound": self.bound,
        }


LISTING = Proof(
    exact=True,
    method=LISTED,
    words=mark("All feasible packages were listed and compared as whole numbers."),
)
MERGING = Proof(
    exact=True,
    method=MERGED,
    words=mark(
        "Issues were added one after the other, keeping every sum that none dominates, "
        "as whole numbers."
    ),
)
ON_FRONTIER = Proof(
    exact=True,
    method=MERGED,
    words=mark("Chosen from the complete frontier, on which every rule has its optima."),
)
SEARCHED = Proof(
    exact=True,
    method=BOUNDED,
    words=mark(
        "A bound by weighted sums leaves only the packages that were found and compared "
        "as whole numbers; no other package does as well."
    ),
)
