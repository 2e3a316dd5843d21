"""Conflict models for tests: the shared cases, and random models of every form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from goodoffices.conflict import Conflict, loads
from goodoffices.conflict.writing import to_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARED = Path(__file__).resolve().parents[3] / "shared" / "cases" / "conflict"

SCALE_CASE = SHARED / "gatt_trade_138240.json"


def shared_paths() -> list[Path]:
    return sorted(SHARED.glob("*.json"))


def shared_case(path: Path) -> dict[str, Any]:
    if not path.exists():
        pytest.skip(f"{path.name} stands outside the project and is not here")
    return json.loads(path.read_text("utf-8"))


def shared_parameters() -> list[Any]:
    """One parameter a small case, or a single skipped one where the folder is absent."""
    found = [pytest.param(path, id=path.stem) for path in shared_paths() if path != SCALE_CASE]
    absent = pytest.mark.skip(reason="the shared cases stand outside the project")
    return found or [pytest.param(Path("absent.json"), marks=absent)]


def option_tree(
    owners: Sequence[int],
    preferences: dict[str, Any],
    moves: Sequence[str] | None = None,
    **further: Any,
) -> dict[str, Any]:
    """A model with one-letter options; owners[k] is the decision maker of option k."""
    makers = [
        {
            "id": f"dm{who}",
            "options": [
                {"id": f"o{bit}", "moves": moves[bit] if moves else "both"}
                for bit, owner in enumerate(owners)
                if owner == who
            ],
        }
        for who in range(len(preferences))
    ]
    return {
        "format": "goodoffices-conflict/1",
        "decision_makers": makers,
        "preferences": preferences,
        **further,
    }


def build(tree: dict[str, Any]) -> Conflict:
    return loads(json.dumps(tree), "json")


@st.composite
def rankings(draw: st.DrawFn, count: int) -> dict[str, Any]:
    """A ranking of all states, with ties."""
    levels = draw(st.lists(st.integers(0, max(1, count - 1)), min_size=count, max_size=count))
    tied: dict[int, list[int]] = {}
    for state, level in enumerate(levels):
        tied.setdefault(level, []).append(state)
    return {"ranking": [tied[level] for level in sorted(tied)]}


@st.composite
def option_models(draw: st.DrawFn, *, coalesced: bool = False, forbidden: bool = False) -> Conflict:
    """Option form: infeasible states, irreversible options, ties."""
    makers = draw(st.integers(1, 4))
    width = draw(st.integers(makers, 5))
    owners = sorted(draw(st.lists(st.integers(0, makers - 1), min_size=width, max_size=width)))
    directions = st.sampled_from(["both", "both", "both", "N->Y", "Y->N"])
    moves = draw(st.lists(directions, min_size=width, max_size=width))
    pattern = st.text("YN---", min_size=width, max_size=width)
    further: dict[str, Any] = {}
    infeasible = draw(st.lists(pattern, max_size=3))
    infeasible = [one for one in infeasible if set(one) != {"-"}]
    letters = [
        "".join("Y" if value >> bit & 1 else "N" for bit in range(width))
        for value in range(1 << width)
    ]
    feasible = [one for one in letters if not any(_fits(one, bad) for bad in infeasible)]
    if not feasible:
        infeasible, feasible = [], letters
    further["infeasible"] = infeasible
    count = len(feasible)
    if coalesced:
        joined = draw(pattern)
        inside = sum(_fits(one, joined) for one in feasible)
        if inside:
            further["coalesce"] = [joined]
            count -= inside - 1
    if forbidden:
        pairs = st.lists(st.tuples(pattern, pattern), min_size=1, max_size=2)
        further["forbidden_moves"] = {"dm0": draw(pairs)}
    preferences = {f"dm{who}": draw(rankings(count)) for who in range(makers)}
    return build(option_tree(owners, preferences, moves, **further))


@st.composite
def graph_models(draw: st.DrawFn) -> Conflict:
    """Graph form: any moves at all, transitive or not."""
    makers = draw(st.integers(1, 4))
    count = draw(st.integers(1, 7))
    ends = st.integers(0, count - 1)
    edges = st.lists(st.tuples(ends, ends).filter(lambda pair: pair[0] != pair[1]), max_size=8)
    if count == 1:
        edges = st.just([])
    tree = {
        "format": "goodoffices-conflict/1",
        "decision_makers": [{"id": f"dm{who}"} for who in range(makers)],
        "states": [f"s{number}" for number in range(count)],
        "moves": {f"dm{who}": draw(edges) for who in range(makers)},
        "preferences": {f"dm{who}": draw(rankings(count)) for who in range(makers)},
    }
    return build(tree)


@st.composite
def with_stated_pairs(
    draw: st.DrawFn, models: st.SearchStrategy[Conflict], signs: str = ">~?"
) -> Conflict:
    """The same model with single comparisons stated: unknown, or against the order."""
    conflict = draw(models)
    last = len(conflict.states) - 1
    if not last:
        return conflict
    ends = st.integers(0, last)
    pairs = st.tuples(ends, st.sampled_from(signs), ends).filter(lambda one: one[0] != one[2])
    stated = st.lists(pairs, max_size=6, unique_by=lambda one: frozenset({one[0], one[2]}))
    tree = to_tree(conflict)
    tree["pairwise"] = {dm.id: draw(stated) for dm in conflict.decision_makers}
    return build(tree)


def _fits(letters: str, pattern: str) -> bool:
    return all(mark in ("-", letter) for letter, mark in zip(letters, pattern, strict=True))
