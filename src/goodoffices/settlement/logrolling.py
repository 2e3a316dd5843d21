"""Logrolling: what is won by trading one issue against another (NB 14).

No single standard was found, so the measures are defined here so that anyone can recompute them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import mark, say
from goodoffices.settlement.engine import settle
from goodoffices.settlement.issues import Package
from goodoffices.settlement.preferences import Additive
from goodoffices.settlement.yardstick import Yardstick

if TYPE_CHECKING:
    from goodoffices.settlement.result import Settlement
    from goodoffices.settlement.scenario import Scenario

BASELINE_DEFINITION = mark(
    "Each issue settled by itself: the value whose worth, as a part of the issue's range "
    "for each party, is largest for whoever has least of it (leximin; ties: the larger "
    "sum, then the first)."
)
GAIN_DEFINITION = mark(
    "Sum of the parties' shares of their possible gain, less the same sum for the baseline."
)
CAPTURED_DEFINITION = mark(
    "The gain over the baseline as a part of the largest such gain possible."
)


@dataclass(frozen=True, slots=True)
class Logrolling:
    """One package against the compromise issue by issue; None where a measure is not defined."""

    baseline: Package
    baseline_values: dict[str, str | int | float]
    package: Package
    values: dict[str, str | int | float]
    gain: float | None
    product_ratio: float | None
    captured: float | None
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        return {
            "baseline": self.baseline_values,
            "baseline_definition": BASELINE_DEFINITION,
            "package": self.values,
            "gain": self.gain,
            "gain_definition": GAIN_DEFINITION,
            "product_ratio": self.product_ratio,
            "captured": self.captured,
            "captured_definition": CAPTURED_DEFINITION,
            "notes": list(self.notes),
        }


def baseline(scenario: Scenario) -> Package:
    """Return the settlement reached without trading across issues. O(values * parties).

    The value of each issue is chosen by leximin of (c - min) / (max - min) over the parties that
    mind the issue; ties go to the larger sum of worth, then to the first value. Constraints across
    issues are not looked at: it is a yardstick, not a proposal.
    """
    preferences = additive(scenario)
    chosen = []
    for j, issue in enumerate(scenario.issues):
        columns = [
            [preference.contribution(j, v) for v in range(len(issue.values))]
            for preference in preferences
        ]
        minding = [column for column in columns if max(column) > min(column)]

        def merit(
            v: int,
            columns: list[list[Fraction]] = columns,
            minding: list[list[Fraction]] = minding,
        ) -> tuple[list[Fraction], Fraction, int]:
            parts = sorted((c[v] - min(c)) / (max(c) - min(c)) for c in minding)
            return parts, sum((c[v] for c in columns), start=Fraction(0)), -v

        chosen.append(max(range(len(issue.values)), key=merit))
    return tuple(chosen)


def logrolling(
    scenario: Scenario, package: Package, settlement: Settlement | None = None
) -> Logrolling:
    """Measure a package against the baseline; pass the settlement to save solving it again."""
    scenario.check_package(package)
    start = baseline(scenario)
    found = settlement or settle(scenario)
    measure = Yardstick.of(found)
    before, after = (measure.worth(scenario, p) for p in (start, package))
    low, high = measure.share_sum(before), measure.share_sum(after)
    gain = None if low is None or high is None else high - low
    notes = []
    if not scenario.allows(start):
        notes.append(say("The baseline breaks a constraint: it measures, and cannot be proposed."))
    if min(measure.gains(before)) < 0:
        notes.append(say("The baseline leaves a party below its fallback."))
    if not found.frontier.complete:
        notes.append(say("The frontier is not complete: more may be there to capture."))
    captured = None
    if gain is None or low is None or measure.best_sum is None:
        notes.append(say("Without an agreement zone in which a party gains there is no measure."))
    elif measure.best_sum <= low:
        notes.append(
            say("No package acceptable to all beats the baseline in sum: nothing to trade.")
        )
    else:
        captured = gain / (measure.best_sum - low)
    first, second = measure.nash_fraction(before), measure.nash_fraction(after)
    return Logrolling(
        baseline=start,
        baseline_values=scenario.package_values(start),
        package=package,
        values=scenario.package_values(package),
        gain=None if gain is None else float(gain),
        product_ratio=float(second / first) if first and second else None,
        captured=None if captured is None else float(captured),
        notes=tuple(notes),
    )


def additive(scenario: Scenario) -> tuple[Additive, ...]:
    """Return the preferences if the worth of a package splits by issue; else say it does not."""
    found = []
    for party in scenario.parties:
        preference = party.certain(scenario.issues)
        if not isinstance(preference, Additive):
            raise InputError(
                say(
                    "what a package is worth does not split by issue, so no issue can be "
                    "traded alone"
                ),
                where=f"party {party.id}",
                remedy=say("Compare whole packages instead"),
            )
        found.append(preference)
    return tuple(found)
