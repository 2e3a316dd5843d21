"""A sample of what `tools/mutate_stability.py` does with every decision in the solvers."""

from __future__ import annotations

import pytest

from mutate_stability import EQUIVALENT, MODULES, Mutant, main, mutants, verdict


def test_every_module_that_decides_is_taken_apart() -> None:
    every = [mutant for module in MODULES for mutant in mutants(module)]
    changes = {mutant.change for mutant in every}
    assert {"< to <=", "<= to <", "> to >=", "minimum to maximum", "any to all"} <= changes
    assert len(every) > 200
    known = {(mutant.module, mutant.text, mutant.change) for mutant in every}
    assert set(EQUIVALENT) <= known, "no such line any more"


@pytest.mark.parametrize(
    ("module", "change", "noticed"),
    [
        ("goodoffices.stability.frame", "<= to <", "against"),
        ("goodoffices.stability.gmr", "False to True", "gmr"),
    ],
)
def test_a_change_is_noticed(module: str, change: str, noticed: str) -> None:
    (mutant,) = (one for one in mutants(module) if one.change == change)
    assert noticed in verdict(mutant, models=2)


def test_what_changes_nothing_is_not_noticed() -> None:
    (mutant,) = (
        one for one in mutants("goodoffices.kernels.reach") if one.text.startswith("while settled")
    )
    assert verdict(mutant, models=2, tests=["tests/conflict/test_conflict_expressions.py"]) == ""
    assert isinstance(mutant, Mutant)
    with pytest.raises(SystemExit, match="not among the modules"):
        main(["stability.plain"])
