"""Check every published negotiation that lies beside the project: `python tools/check_cases.py`.

Each file of `../shared/cases/negotiation` is settled by the command (`goodoffices settle FILE
--json`) and compared with the answers it carries: size and points of the frontier, how many of them
are acceptable to all, the agreement zone, and each solution within 1e-9. The frontier must be
proved complete. Then every answer of `published-negotiations.json` that was seen in its source is
worked out from the data there. One line a case; exits with 1 if anything differs. Another folder
may be named; `--fewer-than 1e11` leaves out files of more packages.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from decimal import Decimal
from fractions import Fraction
from math import isclose, prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.testing import CliRunner

from goodoffices.cli.app import build
from goodoffices.settlement import Additive, Issue, Party, Scenario, settle
from goodoffices.settlement.division import Claimant, Estate, Item, adjusted_winner

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["case_differences", "main", "published_differences"]

CASES = Path(__file__).resolve().parent.parent.parent / "shared" / "cases"
SOLUTIONS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "utilitarian_rational")
Tree = dict[str, Any]


def case_differences(path: Path) -> list[str]:
    """Settle a file by the command and return in what the answer differs from those in the file."""
    result = CliRunner().invoke(build(), ["settle", str(path), "--json"])
    if result.exit_code != 0:
        return [f"exit code {result.exit_code}: {result.exception}"]
    expected = json.loads(path.read_text(encoding="utf-8"))["expected"]
    return list(_differences(json.loads(result.stdout), expected))


def _differences(found: Tree, wanted: Tree) -> Iterator[str]:
    frontier, zone = found["frontier"], found["agreement_zone"]
    if not frontier["exact"]:
        yield "the frontier is not proved"
    packages = wanted["agreement_zone"].get("rational_outcomes")
    for what, mine, theirs in (
        ("size of the frontier", frontier["size"], wanted["frontier"]["distinct_vectors"]),
        ("acceptable efficient", frontier["rational"], wanted["frontier"]["rational"]),
        ("zone", zone["exists"], wanted["agreement_zone"]["exists"]),
        ("packages of the zone", packages and zone["packages"], packages),
    ):
        if mine != theirs:
            yield f"{what}: {mine}, not {theirs}"
    points = wanted["frontier"].get("points")
    if points and not all(map(_same, frontier["points"], points)):
        yield "points of the frontier differ"
    for name in SOLUTIONS:
        if wanted[name] is not None:
            answer = found["solutions"][name]
            if not answer["exact"]:
                yield f"{name} is not proved"
            if not any(_same(answer["utilities"], tied) for tied in wanted[name]["utilities"]):
                yield f"{name}: {answer['utilities']}"


def _same(found: list[float], wanted: list[float]) -> bool:
    # printed answers were rounded from floats, so an exact half may have gone the other way
    pairs = zip(found, wanted, strict=True)
    return all(isclose(a, b, rel_tol=0, abs_tol=1.01e-9) for a, b in pairs)


def published_differences(example: Tree) -> list[str]:
    """Work out a published example and return in what the answer differs from those told."""
    found = (_barter if "goods" in example else _divided)(example)
    told = [(k, v) for part in ("published", "computed") for k, v in example.get(part, {}).items()]
    return [
        f"{name}: {_as_told(found[name], wanted)}, not {wanted}"
        for name, wanted in told
        if name in found and _as_told(found[name], wanted) != wanted
    ]


def _as_told(found: object, wanted: object) -> object:
    """Write a fraction as the source writes it: rounded, as a percentage, or as it is."""
    if not isinstance(found, Fraction):
        return found
    if isinstance(wanted, float):
        return round(float(found), len(repr(wanted).partition(".")[2]))
    return f"about {round(100 * found)}%" if "%" in str(wanted) else str(found)


def _barter(example: Tree) -> Tree:
    """Each good stays or changes hands; gains over no trade."""
    goods = example["goods"]
    issues = tuple(Issue(good["good"], good["good"], ("stays", "goes")) for good in goods)
    people = tuple(
        Party(
            name.lower(),
            name,
            Additive(
                tuple(
                    Decimal(good[f"utility_to_{name.lower()}"])
                    * (-1 if good["owner"] == name else 1)
                    for good in goods
                ),
                ((Decimal(0), Decimal(1)),) * len(goods),
            ),
            Decimal(0),
        )
        for name in ("Bill", "Jack")
    )
    found = settle(Scenario(issues, people))
    nash = found.solution("nash")
    (bill, jack), package = nash.vectors[0], nash.package or ()
    went = [good for good, value in zip(goods, package, strict=True) if value]
    return {
        "gain_bill": bill,
        "gain_jack": jack,
        "nash_product": prod(nash.vectors[0]),
        "bill_gives": [good["good"] for good in went if good["owner"] == "Bill"],
        "jack_gives": [good["good"] for good in went if good["owner"] == "Jack"],
        "allocations": found.feasible_count,
        "pareto_gain_vectors": len(found.frontier.vectors),
        "pareto_rational": sorted(list(v) for v in found.frontier.vectors if min(v) >= 0),
        "nash": [bill, jack],
        "nash_outcomes": nash.package_count,
        "leximin": list(found.solution("egalitarian").vectors[0]),
        "kalai_smorodinsky_leximin": list(found.solution("kalai_smorodinsky").vectors[0]),
    }


def _divided(example: Tree) -> Tree:
    """Adjusted Winner: what the sources tell of it, of the steps and of the end."""
    items = tuple(Item(f"i{j}", name) for j, name in enumerate(example["items"]))
    first, second = (
        Claimant(f"p{k}", name, tuple(map(Decimal, points)))
        for k, (name, points) in enumerate(zip(example["parties"], example["points"], strict=True))
    )
    done = adjusted_winner(Estate(items, (first, second)))
    parties = example["parties"]
    won = [step for step in done.steps if step.kind == "wins"]
    tied = [step for step in done.steps if step.kind == "tied"]
    passed = [step for step in done.steps if step.kind == "passes"]
    split = done.split
    final = done.levels[0]
    second_gets = [name for name, x in zip(example["items"], done.shares, strict=True) if x == 0]
    tree: Tree = {
        "first_allocation_totals": [int(total) for total in won[-1].totals],
        "moved_whole": [example["items"][step.item] for step in passed if step.part == 1],
        "final_points": final,
        "final_points_float": final,
        f"{parties[1].lower()}_gets": second_gets,
    }
    if tied:
        tree["tie_goes_to"] = parties[tied[-1].to]
        tree["totals_after_tie"] = [int(total) for total in tied[-1].totals]
    if split is not None:
        name = example["items"][split]
        short = name.split()[0].lower()
        tree["item_split"] = name
        tree["fraction_moved"] = passed[-1].part
        tree[f"{parties[1].lower()}_share_of_{short}"] = 1 - done.shares[split]
        tree[f"{parties[0].lower()}_keeps"] = (
            f"{done.shares[split]} of {' '.join(name.split()[:2])}"
        )
    return tree


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check published negotiations.")
    parser.add_argument("folder", nargs="?", type=Path, default=CASES)
    parser.add_argument("--fewer-than", type=float, default=float("inf"), metavar="PACKAGES")
    asked = parser.parse_args(argv)
    files = sorted((asked.folder / "negotiation").glob("*.json"))
    book = asked.folder / "published-negotiations.json"
    if not files or not book.is_file():
        print(f"there are no published cases in {asked.folder}", file=sys.stderr)
        return 2
    wrong = cases = 0
    for path in files:
        count = json.loads(path.read_text(encoding="utf-8"))["outcome_count"]
        if count >= asked.fewer_than:
            continue
        begun = time.process_time()
        differences = case_differences(path)
        cases += 1
        wrong += _told(path.stem, count, differences, time.process_time() - begun)
    seen = [e for e in json.loads(book.read_text("utf-8"))["examples"] if e.get("seen")]
    for example in seen:
        wrong += _told(example["id"], None, published_differences(example), 0.0)
    print(f"{cases} files, {len(seen)} published examples, {wrong} with differences")
    return 1 if wrong else 0


def _told(name: str, count: int | None, differences: list[str], seconds: float) -> bool:
    size = "" if count is None else f"{count:,}" if count < 10**9 else f"{count:.0e}"
    print(
        f"{name:32} {size:>14} {seconds:8.2f} s  {'; '.join(differences) or 'agrees'}", flush=True
    )
    return bool(differences)


if __name__ == "__main__":
    sys.exit(main())
