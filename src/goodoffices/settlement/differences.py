"""Why the rules pick different packages: what each gains on its own measure, and who pays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.saying import listed, mark, say
from goodoffices.settlement.issues import Package
from goodoffices.settlement.yardstick import Yardstick

if TYPE_CHECKING:
    from goodoffices.settlement.result import Settlement


@dataclass(frozen=True, slots=True)
class Chosen:
    """One package, the rules that pick it, and its value on every measure."""

    package: Package
    values: dict[str, str | int | float]
    rules: tuple[str, ...]
    utilities: tuple[float, ...]
    acceptable: bool
    product: float
    smallest_gain: float
    smallest_share: float | None
    total: float

    def to_dict(self) -> dict[str, object]:
        return {
            "package": self.values,
            "rules": list(self.rules),
            "utilities": list(self.utilities),
            "acceptable": self.acceptable,
            "product_of_gains": self.product,
            "smallest_gain": self.smallest_gain,
            "smallest_share": self.smallest_share,
            "sum": self.total,
        }


@dataclass(frozen=True, slots=True)
class Differences:
    """The distinct solutions, and in words what one has over the other."""

    chosen: tuple[Chosen, ...]
    words: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        return {"solutions": [c.to_dict() for c in self.chosen], "words": list(self.words)}


def differences(settlement: Settlement) -> Differences:
    """Group the solutions by package and say why they differ. O(solutions^2)."""
    scenario, measure = settlement.scenario, Yardstick.of(settlement)
    rules: dict[Package, list[str]] = {}
    names: dict[Package, list[str]] = {}
    for solution in settlement.solutions:
        if solution.package is not None:
            rules.setdefault(solution.package, []).append(solution.concept.id)
            names.setdefault(solution.package, []).append(say(solution.concept.name))
    chosen = []
    for package, ids in rules.items():
        vector = measure.worth(scenario, package)
        over = measure.gains(vector)
        shares = [share for share in measure.shares(vector) if share is not None]
        acceptable = min(over) >= 0
        chosen.append(
            Chosen(
                package,
                scenario.package_values(package),
                tuple(ids),
                tuple(settlement.utilities(vector)),
                acceptable,
                math.prod(gain / measure.scale for gain in over) if acceptable else 0.0,
                min(over) / measure.scale,
                float(min(shares)) if shares else None,
                sum(vector) / measure.scale,
            )
        )
    said: tuple[str, ...] = (say("All rules pick the same package."),)
    if len(chosen) > 1:
        labels = [listed(names[c.package]) for c in chosen]
        said = tuple(
            _says(settlement, chosen[0], other, labels[0], label)
            for other, label in zip(chosen[1:], labels[1:], strict=True)
        )
    return Differences(tuple(chosen), said if chosen else ())


def _says(settlement: Settlement, first: Chosen, other: Chosen, name: str, label: str) -> str:
    changes = [
        f"{party.name} {after - before:+.4g}".replace("-", "−")
        for party, before, after in zip(
            settlement.scenario.parties, first.utilities, other.utilities, strict=True
        )
        if after != before
    ]
    reasons = [
        say(sentence, after=f"{after:.4g}", before=f"{before:.4g}")
        for sentence, before, after in (
            (
                mark("the smallest share is {after} instead of {before}"),
                first.smallest_share,
                other.smallest_share,
            ),
            (
                mark("the smallest gain is {after} instead of {before}"),
                first.smallest_gain,
                other.smallest_gain,
            ),
            (mark("the sum is {after} instead of {before}"), first.total, other.total),
            (
                mark("the product of gains is {after} instead of {before}"),
                first.product,
                other.product,
            ),
        )
        if before is not None and after is not None and before != after
    ]
    compared = say(
        "{label} against {name}: {changes}; {reasons}.",
        label=label,
        name=name,
        changes=listed(changes),
        reasons=listed(reasons),
    )
    if other.acceptable:
        return compared
    return f"{compared} {say('It leaves a party below its fallback.')}"
