"""A what-if: one decision maker's statements change, and the changed model is answered for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures import Figure, seconds
from stability_sizes import model

from goodoffices import conflict, stability

if TYPE_CHECKING:
    from collections.abc import Iterator


def subject() -> Iterator[Figure]:
    for options, target in ((14, 0.2), (17, None)):
        before = conflict.loads(model(options, 4))
        analysis = stability.Analysis(before)
        analysis.result()
        said = ["o1 iff o2", "!o3", *before.preferences["dm1"].written["priorities"]]

        def what_if(
            before: conflict.Conflict = before,
            analysis: stability.Analysis = analysis,
            said: list[str] = said,
        ) -> stability.StabilityResult:
            return analysis.what_if(before.with_preference("dm1", priorities=said)).result()

        took = seconds(what_if, repeats=5)
        yield Figure(f"what if, 2^{options} states, 4 decision makers", took, target)
