"""Compare every settlement solver with plain enumeration, on random small problems.

`python tools/compare_settlement.py --problems 10000 --workers 2` makes negotiations of 2 to 5
parties (sums, hyper-rectangles and utilities outright; constraints, ties, missing and infeasible
fallbacks, fixed pies) and solves each in every way that is open to it: by listing, by merging, by
bounded search with constraints joined and kept aside, by mixed-integer programs. The frontier,
the agreement zone, the smallest relaxation and every solution with all its ties must equal those
of the plain twin, and the independent checker must find nothing. Prints a table and exits with 1
if anything differs; `--only K` solves problem K alone and shows it.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.kernels.deadline import Deadline
from goodoffices.settlement import (
    Additive,
    Box,
    HyperRectangles,
    Issue,
    Outright,
    Party,
    Scenario,
    faults,
    settle,
)
from goodoffices.settlement.beyond_listing import search_all
from goodoffices.settlement.merging import merge
from goodoffices.settlement.plain import settle_plainly
from goodoffices.settlement.programming import settle_by_programs
from goodoffices.settlement.separable import separable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodoffices.settlement.agreement_zone import Zone
    from goodoffices.settlement.plain import PlainSettlement
    from goodoffices.settlement.result import Solution

__all__ = ["compare", "main", "problem", "total"]

_SHOWN = 10
_CHUNK = 25
_NONE = "no package meets all constraints"
Vectors = frozenset[tuple[Fraction, ...]]


def problem(seed: int, number: int) -> Scenario:
    """Return the random problem of this number; the same for the same seed and number."""
    draw = random.Random(f"{seed}/{number}")  # noqa: S311  # random problems are no secret
    sizes = [draw.randint(1, 3) for _ in range(draw.randint(1, 4))]
    issues = tuple(
        Issue(f"i{j}", f"Issue {j}", tuple(Decimal(v) for v in range(size)))
        for j, size in enumerate(sizes)
    )
    parties = draw.choice((2, 2, 3, 4, 5))
    kinds = draw.choice(("sums", "sums", "boxes", "mixed", "pie"))
    forms = [_form(draw, issues, kinds) for _ in range(parties)]
    if kinds == "pie":
        forms[1] = _opposed(forms[0])
    constraints = tuple(_condition(draw, issues) for _ in range(draw.choice((0, 0, 1, 2))))
    people = tuple(
        Party(f"p{i}", f"Party {i}", form, _reservation(draw)) for i, form in enumerate(forms)
    )
    return Scenario(issues, people, constraints=constraints)


def _number(draw: random.Random, kind: str) -> Decimal:
    if kind == "coarse":
        return Decimal(draw.randint(-4, 4))
    if kind == "thirds":
        return draw.choice(
            [Decimal("0.3333333333333333"), Decimal("0.6666666666666667"), Decimal(1), Decimal(0)]
        )
    return Decimal(draw.randint(-3 * 10**11, 3 * 10**11)).scaleb(-11)


def _form(
    draw: random.Random, issues: tuple[Issue, ...], kinds: str
) -> Additive | Outright | HyperRectangles:
    kind = draw.choice(("coarse", "coarse", "thirds", "fine"))
    what = draw.choice(("sums", "boxes", "outright")) if kinds == "mixed" else kinds
    if what == "outright":
        count = 1
        for issue in issues:
            count *= len(issue.values)
        return Outright(tuple(_number(draw, kind) for _ in range(count)))
    if what == "boxes":
        boxes = []
        for _ in range(draw.randint(0, 5)):
            within = tuple(
                (draw.randrange(len(issues)), Decimal(draw.randint(0, 2)), Decimal(2))
                for _ in range(draw.randint(0, 3))
            )
            boxes.append(Box(Decimal(draw.randint(-3, 6)), within))
        return HyperRectangles(draw.choice((Decimal(7), Decimal(1), Decimal("0.3"))), tuple(boxes))
    return Additive(
        tuple(_number(draw, kind) for _ in issues),
        tuple(tuple(_number(draw, kind) for _ in issue.values) for issue in issues),
    )


def _opposed(form: Additive | Outright | HyperRectangles) -> Additive:
    if not isinstance(form, Additive):
        raise TypeError(type(form))
    return Additive(tuple(-w for w in form.weights), form.scores)


def _condition(draw: random.Random, issues: tuple[Issue, ...]) -> str:
    def atom() -> str:
        issue = draw.choice(issues)
        return f"{issue.id} {draw.choice(['=', '!=', '<', '>='])} {draw.choice(issue.values)}"

    return f"({atom()} {draw.choice(['->', '|', '&'])} !({atom()})) | {atom()}"


def _reservation(draw: random.Random) -> Decimal | None:
    kind = draw.choice(("none", "zero", "low", "coarse", "fine"))
    if kind == "none":
        return None
    if kind == "zero":
        return Decimal(0)
    if kind == "low":
        return Decimal(-5)
    return _number(draw, kind)


def compare(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield what was compared and what differs (empty if nothing)."""
    try:
        settlement = settle(scenario)
    except InputError as error:
        numbers = range(scenario.package_count)
        some = any(scenario.allows(scenario.package_of(n)) for n in numbers)
        yield "infeasible", f"refused: {error}" if some else ""
        return
    plain = settle_plainly(scenario)
    scale = settlement.scale
    yield "listing: frontier", _differs(settlement.frontier.vectors, scale, plain.frontier)
    yield from _zone("listing", settlement.zone, scale, plain)
    yield from _solutions("listing", settlement.solutions, scale, plain, counted=True)
    yield "checker", "; ".join(faults(settlement))
    additive = tuple(p.preference for p in scenario.parties if isinstance(p.preference, Additive))
    if len(additive) == len(scenario.parties):
        yield from _additive(scenario, additive, plain)
    elif len(scenario.parties) == 2 and not any(  # noqa: PLR2004  # programs trace a line
        isinstance(p.preference, Outright) for p in scenario.parties
    ):
        yield from _programs(scenario, plain)


def _additive(
    scenario: Scenario, additive: tuple[Additive, ...], plain: PlainSettlement
) -> Iterator[tuple[str, str]]:
    joined = separable(scenario, additive)
    merged = merge(joined, Deadline())
    points = map(tuple, merged.points.tolist())
    yield "merging: frontier", _differs(points, joined.scale, plain.frontier)
    for name, task in (
        ("search", joined),
        ("search, constraints aside", separable(scenario, additive, most_combinations=1)),
    ):
        answer = search_all(task, "", Deadline())
        listed = {_exact(v, answer.scale) for v in answer.efficient.points.tolist()}
        beyond = listed - plain.frontier
        yield f"{name}: known part of the frontier", f"{beyond} not efficient" if beyond else ""
        yield from _zone(name, answer.zone, answer.scale, plain)
        yield from _solutions(name, answer.solutions, answer.scale, plain, counted=True)


def _programs(scenario: Scenario, plain: PlainSettlement) -> Iterator[tuple[str, str]]:
    preferences = tuple(party.certain(scenario.issues) for party in scenario.parties)
    answer = settle_by_programs(scenario, preferences, Deadline())
    if not answer.frontier_proof.exact:
        # numbers too long for the solver, and said so; what is listed must be worth what is said
        return
    points = map(tuple, answer.efficient.points.tolist())
    yield "programs: frontier", _differs(points, answer.scale, plain.frontier)
    yield from _zone("programs", answer.zone, answer.scale, plain)
    yield from _solutions("programs", answer.solutions, answer.scale, plain, counted=False)


def _zone(way: str, zone: Zone, scale: int, plain: PlainSettlement) -> Iterator[tuple[str, str]]:
    said = (zone.exists, zone.strict)
    wanted = (plain.zone > 0, plain.strict)
    yield f"{way}: zone", "" if said == wanted else f"{said} against {wanted}"
    if zone.count is not None:
        same = zone.count == plain.zone
        yield f"{way}: packages", "" if same else f"{zone.count} against {plain.zone}"
    if not plain.zone:
        least = Fraction(max(zone.shortfalls), scale)
        same = least == plain.relaxation
        yield f"{way}: relaxation", "" if same else f"{least} against {plain.relaxation}"


def _solutions(
    way: str, solutions: Iterable[Solution], scale: int, plain: PlainSettlement, *, counted: bool
) -> Iterator[tuple[str, str]]:
    for solution in solutions:
        name = f"{way}: {solution.concept.id}"
        wanted = plain.solutions[solution.concept.id]
        difference = _differs(solution.vectors, scale, wanted)
        if not solution.proof.exact:
            difference = f"not proved; {difference}"
        if solution.package is not None and solution.units is not None:
            if plain.worth.get(solution.package) != _exact(solution.units, scale):
                difference = f"{difference} the package is not worth that"
            tied = sum(vector in wanted for vector in plain.worth.values())
            if counted and solution.package_count != tied:
                difference = f"{difference} {solution.package_count} packages, not {tied}"
        yield name, difference


def _exact(vector: Iterable[int], scale: int) -> tuple[Fraction, ...]:
    return tuple(Fraction(value, scale) for value in vector)


def _differs(vectors: Iterable[Iterable[int]], scale: int, wanted: Vectors) -> str:
    found = {_exact(v, scale) for v in vectors}
    if found == wanted:
        return ""
    return f"{len(found - wanted)} too many, {len(wanted - found)} missing"


def total(seed: int, numbers: Iterable[int]) -> tuple[Counter[str], list[str]]:
    """Return how often each thing was compared, and what differs."""
    compared: Counter[str] = Counter()
    wrong = []
    for number in numbers:
        for what, difference in compare(problem(seed, number)):
            compared[what] += 1
            if difference:
                wrong.append(f"problem {number}: {what}: {difference}")
    return compared, wrong


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compare settlement solvers with enumeration.")
    parser.add_argument("--problems", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="K")
    asked = parser.parse_args(argv)
    if asked.only is not None:
        print(problem(asked.seed, asked.only))
        asked.problems, asked.workers = 1, 1
    begun = time.monotonic()
    first = asked.only or 0
    chunks = [
        range(start, min(start + _CHUNK, first + asked.problems))
        for start in range(first, first + asked.problems, _CHUNK)
    ]
    compared: Counter[str] = Counter()
    wrong: list[str] = []
    task = partial(total, asked.seed)
    if asked.workers == 1:
        parts = map(task, chunks)
        for part, differences in parts:
            compared += part
            wrong += differences
    else:
        with ProcessPoolExecutor(asked.workers) as pool:
            for part, differences in pool.map(task, chunks):
                compared += part
                wrong += differences
    for what, count in sorted(compared.items()):
        print(f"{what:48} {count:>8,}")
    for line in wrong[:_SHOWN]:
        print(line)
    print(
        f"{asked.problems:,} problems, {sum(compared.values()):,} comparisons, "
        f"{len(wrong):,} differences, {time.monotonic() - begun:.0f} s"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
