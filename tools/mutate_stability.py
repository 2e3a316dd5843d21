"""Change one decision at a time in the stability solvers, and see that it is noticed.

`python tools/mutate_stability.py` takes each comparison, each least or greatest, any or all, and
each yes or no in the modules that decide (`MODULES`), turns it over (`<` becomes `<=`, `min`
becomes `max`, …) and compares the solvers so changed with the definitions, on a fixed battery of
models (`compare_stability.py`); what that does not notice is shown to the tests of reading and
sweeping. Nothing is written: a process of its own imports the changed module. A change that
nothing notices must stand in `EQUIVALENT`, with the reason why it changes nothing; otherwise the
command names it and exits with 1. Conditions that only refuse bad input, and how a result is
written, are left to the test suite.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.util
import io
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

__all__ = ["EQUIVALENT", "MODULES", "Mutant", "mutants", "verdict"]

SOURCE = Path(__file__).resolve().parent.parent / "src"
MODULES = (
    "goodoffices.kernels.moves",
    "goodoffices.kernels.neighbours",
    "goodoffices.kernels.reach",
    "goodoffices.kernels.states",
    "goodoffices.kernels.sweeps",
    "goodoffices.kernels.walk",
    "goodoffices.stability.coalitions.analysis",
    "goodoffices.stability.coalitions.improvements",
    "goodoffices.stability.frame",
    "goodoffices.stability.gmr",
    "goodoffices.stability.hypergame",
    "goodoffices.stability.limited",
    "goodoffices.stability.mixed",
    "goodoffices.stability.nash",
    "goodoffices.stability.parts",
    "goodoffices.stability.seq",
    "goodoffices.stability.sim",
    "goodoffices.stability.smr",
    "goodoffices.stability.sseq",
    "goodoffices.stability.strength",
    "goodoffices.stability.unknown",
)
_MOVES, _REACH = "goodoffices.kernels.moves", "goodoffices.kernels.reach"
_SWEEPS, _STATES = "goodoffices.kernels.sweeps", "goodoffices.kernels.states"
_PARTS = "goodoffices.stability.parts"
EQUIVALENT: Mapping[tuple[str, str, str], str] = {
    (
        _MOVES,
        "return MoveTable(class_of, np.arange(kinds + 1, dtype=np.int64), every, transitive=True)",
        "True to False",
    ): "sequences then keep their last mover, which is slower and comes to the same",
    (
        _MOVES,
        "inside = (masks & np.uint64(fixed)) == np.uint64(taken)",
        "== to !=",
    ): "a class is parted in two by what fits and what does not, whichever is called inside",
    (
        _MOVES,
        "keep = (final_start != final_end) | (final_start < holds.size)",
        "< to <=",
    ): "the class of one coalesced state then leads to itself, where nobody is to move to",
    (
        _REACH,
        "while settled < len(tables):",
        "< to <=",
    ): "one more pass that joins nothing",
    (
        _REACH,
        "if changed is not None and changed.size > few[number]:",
        "> to >=",
    ): "what changed may be swept alone or with all others",
    (
        _REACH,
        "lowered = mover.lower(reached, changed, max(few), improving=improving)",
        "max to min",
    ): "what is not listed is swept with all others",
    (
        _STATES,
        "doublings = width - bit if bit > settled else 1",
        "> to >=",
    ): "it tells only when too many states are refused",
    (
        _STATES,
        "if room == 0:",
        "== to !=",
    ): "levels taken after each column are slower and come to the same",
    **dict.fromkeys(
        (
            (_STATES, line, change)
            for line in (
                "if top < min(_TABLE, 64 * keys.size + 1024):",
                "if high - low < min(_TABLE, 64 * keys.size + 1024):",
            )
            for change in ("< to <=", "min to max")
        ),
        "the table and the sorted keys give the same numbers",
    ),
    (
        _REACH,
        "movers: Sequence[Mover], values: Values, *, improving: bool, exact: bool = False",
        "False to True",
    ): "the exact way is the slower one; verdicts are the same by either",
    **dict.fromkeys(
        (
            (_SWEEPS, "if changed is not None and improving and self._only is None:", change)
            for change in ("is not to is", "is to is not")
        ),
        "what changed may be swept alone or with all others",
    ),
    (
        _SWEEPS,
        "small = (int(above[0]) + 1) * self.span < NONE",
        "< to <=",
    ): "all that is lifted is below that product, so 32 bits hold it in either case",
    (
        _SWEEPS,
        "if top.bit_length() + bits <= _KEY_BITS:",
        "<= to <",
    ): "both ways of sorting give the same order",
    (
        "goodoffices.kernels.walk",
        "if until is not None and any(until[ends].any() for _, ends in following):",
        "any to all",
    ): "the search goes on for longer, and the fewest moves to what was reached stay",
    (
        "goodoffices.stability.coalitions.improvements",
        "reached: Places = np.flatnonzero(better & (walk(own, state).fewest() > 0))",
        "> to >=",
    ): "what is reached takes a move at least, and what is not has -1",
    (
        "goodoffices.stability.coalitions.analysis",
        "return [least_reached(gaining, self.levels[who], improving=True) for who in members]",
        "True to False",
    ): "every move that is listed there is an improvement",
    (
        "goodoffices.stability.coalitions.improvements",
        "rows = max(1, _CHUNK // states.size)",
        "max to min",
    ): "how many rows are compared at once changes nothing but memory",
    **dict.fromkeys(
        (
            (_PARTS, "if all(table.classes * most < NONE for table in self.tables):", change)
            for change in ("all to any", "< to <=")
        ),
        "a wider span costs more and comes to the same",
    ),
    **dict.fromkeys(
        (
            (_PARTS, "if before is not None and same[who]:", "is not to is"),
            (
                _PARTS,
                "listed = former.moves is not None and former.moves[name] == conflict.moves[name]",
                "is not to is",
            ),
            (_PARTS, "if masks is None or owner is None:", "is to is not"),
        ),
        "what is worked out once more is the same",
    ),
    (
        "goodoffices.stability.unknown",
        "self.parts = Parts.of(conflict) if parts is None else parts",
        "is to is not",
    ): "parts made once more are the same",
}
"""Why a change changes nothing, by module, line and change."""

_SEED, _MODELS, _SECONDS = 7, 60, 300
_RARE = (88, 236, 1342)
"""Models beyond the first that a change is noticed on: one whose horizons go round, one whose
answers go to and fro, one that moves on from a coalesced state."""
_TESTS = (
    "tests/conflict",
    "tests/stability/test_coalitions.py",
    "tests/stability/test_sweep_kernels.py",
    "tests/stability/test_what_if.py",
)
"""Wide and long models, which the definitions are too slow for, stand in the tests of reading; what
one analysis takes over from another in those of what-if."""
_CAUGHT, _UNNOTICED = 3, 0
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_SIGNS = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}
_WORDS = {"min": "max", "minimum": "maximum", "any": "all", "logical_and": "logical_or"}
_WORDS |= {other: word for word, other in _WORDS.items()}
_FORMAL = frozenset({"strict", "copy", "axis", "explained"})


@dataclass(frozen=True)
class Mutant:
    """One change: the ``number``th of its module."""

    module: str
    number: int
    line: int
    text: str
    change: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.change}: {self.text}"


def _path(module: str) -> Path:
    return SOURCE.joinpath(*module.split(".")).with_suffix(".py")


def mutants(module: str) -> list[Mutant]:
    """Return every change of one module, in the order of its text."""
    source = _path(module).read_text(encoding="utf-8")
    lines = source.splitlines()
    return [
        Mutant(module, number, node.lineno, lines[node.lineno - 1].strip(), change)
        for number, (node, change) in enumerate(_turned(ast.parse(source), -1))
    ]


def _turned(tree: ast.Module, wanted: int) -> Iterator[tuple[ast.expr, str]]:
    """Yield each place to change, and change the one of the wanted number."""
    number = 0
    for node in _deciding(tree):
        if isinstance(node, ast.Compare):
            for place, operator in enumerate(node.ops):
                other = _COMPARISONS[type(operator)]
                yield node, f"{_SIGNS[type(operator)]} to {_SIGNS[other]}"
                if number == wanted:
                    node.ops[place] = other()
                number += 1
        elif isinstance(node, ast.Attribute) and node.attr in _WORDS:
            yield node, f"{node.attr} to {_WORDS[node.attr]}"
            if number == wanted:
                node.attr = _WORDS[node.attr]
            number += 1
        elif isinstance(node, ast.Name) and node.id in _WORDS:
            yield node, f"{node.id} to {_WORDS[node.id]}"
            if number == wanted:
                node.id = _WORDS[node.id]
            number += 1
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield node, f"{node.value} to {not node.value}"
            if number == wanted:
                node.value = not node.value
            number += 1


def _deciding(node: ast.AST) -> Iterator[ast.AST]:
    """Yield nodes that may decide a verdict: no annotations, decorators or refusals."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_formal(child):
                continue
            yield from _deciding(child)


def _is_formal(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        unused = isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        return unused or isinstance(node.body[-1], ast.Raise)
    if isinstance(node, ast.Assign):  # a result is closed to changes
        return isinstance(node.targets[0], ast.Attribute) and node.targets[0].attr == "writeable"
    if isinstance(node, ast.FunctionDef):  # how a result is written
        return node.name == "to_dict"
    return isinstance(node, ast.keyword) and node.arg in _FORMAL


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with one change."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> ModuleSpec | None:
        del path, target
        if fullname != self.mutant.module:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=str(_path(fullname)))

    def exec_module(self, module: ModuleType) -> None:
        path = _path(self.mutant.module)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for _ in _turned(tree, self.mutant.number):
            pass
        exec(compile(tree, str(path), "exec"), module.__dict__)  # noqa: S102 - our own source, one operator changed


def child(module: str, number: int, models: int, tests: Sequence[str]) -> int:
    """Compare with the changed module, until something differs."""
    sys.meta_path.insert(0, _Changed(mutants(module)[number]))
    from compare_stability import total  # noqa: PLC0415 - after the change
    from goodoffices.kernels import sweeps  # noqa: PLC0415 - after the change

    usual = sweeps._BLOCK  # noqa: SLF001 - small models have several blocks only so
    for model in (*range(models), *_RARE):
        sweeps._BLOCK = usual if model % 2 else 3  # noqa: SLF001 - see above
        whole = total(_SEED, [model])
        if whole.examples:
            print(whole.examples[0])
            return _CAUGHT
    return _tested(tests)


def _tested(tests: Sequence[str]) -> int:
    """Run the tests of what the comparison cannot reach, in this process, with its change."""
    import pytest  # noqa: PLC0415 - only for what nothing else noticed

    heard = io.StringIO()
    with redirect_stdout(heard):
        done = pytest.main(["-q", "-x", "--no-header", "-p", "no:cacheprovider", *tests])
    failed = [line for line in heard.getvalue().splitlines() if line.startswith("FAILED")]
    print(*(failed or ["the tests"]))
    return _UNNOTICED if done == pytest.ExitCode.OK else _CAUGHT


def verdict(mutant: Mutant, models: int = _MODELS, tests: Sequence[str] = _TESTS) -> str:
    """Return what noticed the change, or nothing."""
    command = [sys.executable, __file__, "--child", mutant.module, str(mutant.number)]
    try:
        done = subprocess.run(
            [*command, "--models", str(models), "--tests", *tests],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
            cwd=SOURCE.parent,
        )
    except subprocess.TimeoutExpired:
        return "it does not come to an end"
    if done.returncode == _UNNOTICED:
        return ""
    said = (done.stdout.strip() or done.stderr.strip() or "it fails").splitlines()
    return said[-1]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="See that a change of the solvers is noticed.")
    parser.add_argument("modules", nargs="*", help="such as kernels.reach; default: all")
    parser.add_argument("--models", type=int, default=_MODELS, help="how many to compare on")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--tests", nargs="+", default=_TESTS, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.child:
        return child(asked.child[0], int(asked.child[1]), asked.models, asked.tests)
    named = [f"goodoffices.{name}" for name in asked.modules] or list(MODULES)
    unknown = [name for name in named if name not in MODULES]
    if unknown:
        raise SystemExit(f"{unknown[0]} is not among the modules: {', '.join(MODULES)}")
    every = [mutant for module in named for mutant in mutants(module)]
    begun = time.monotonic()
    unnoticed = caught = equivalent = 0
    with ThreadPoolExecutor(asked.workers) as pool:
        found = pool.map(partial(verdict, models=asked.models), every)
        for mutant, noticed in zip(every, found, strict=True):
            reason = EQUIVALENT.get((mutant.module, mutant.text, mutant.change))
            if noticed:
                caught += 1
                print(f"caught      {mutant}\n            {noticed}", flush=True)
            elif reason:
                equivalent += 1
                print(f"equivalent  {mutant}\n            {reason}", flush=True)
            else:
                unnoticed += 1
                print(f"UNNOTICED   {mutant}", flush=True)
    print(
        f"{len(every)} changes: {caught} caught, {equivalent} equivalent, "
        f"{unnoticed} unnoticed, in {time.monotonic() - begun:,.0f} s"
    )
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
