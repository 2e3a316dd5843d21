"""A package in one party's own terms: for that party's eyes, from its own numbers only (NB 20).

Nothing here reads another party's utilities, fallback or red lines, so nothing of them can show:
what a party could have is counted over the packages that meet the common constraints and its own
red lines, whether or not anybody else would accept them.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import listed, mark, say
from goodoffices.settlement.constraints import parse
from goodoffices.settlement.exact import shown, units
from goodoffices.settlement.issues import Package
from goodoffices.settlement.preferences import Additive
from goodoffices.suggesting import meant

if TYPE_CHECKING:
    from goodoffices.settlement.scenario import Party, Scenario

SCALE = 10**9
MOST_LISTED = 50_000
FULL = 0.999


@dataclass(frozen=True, slots=True)
class OwnIssue:
    """One issue for the party: what it gets, and its part of the way from worst to best.

    `part` is None where the party does not mind the issue; `given` is what it gives up of its
    best value, on its own scale.
    """

    issue: str
    name: str
    value: str
    best: str
    part: float | None
    given: float


@dataclass(frozen=True, slots=True)
class OwnReport:
    """`share` is the part of the way from the party's worst package to its best.

    `better` is the share of packages that the party likes more (None where too many to count);
    `fair` if it has at least 1 part in n of that way, as many as there are parties.
    """

    party: str
    name: str
    package: Package
    values: dict[str, str | int | float]
    utility: float
    fallback: float | None
    best: float
    worst: float
    share: float | None
    better: float | None
    fair: bool | None
    kept: bool
    issues: tuple[OwnIssue, ...]

    def words(self) -> tuple[str, ...]:
        said = []
        if self.fallback is None:
            said.append(say("You have not said what you would have without an agreement."))
        elif self.utility == self.fallback:
            said.append(say("By your own numbers it is worth just as much as no agreement."))
        else:
            told = (
                mark(
                    "By your own numbers it is worth {difference} more than no agreement "
                    "({utility} against {fallback})."
                )
                if self.utility > self.fallback
                else mark(
                    "By your own numbers it is worth {difference} less than no agreement "
                    "({utility} against {fallback})."
                )
            )
            said.append(
                say(
                    told,
                    difference=f"{abs(self.utility - self.fallback):.4g}",
                    utility=f"{self.utility:g}",
                    fallback=f"{self.fallback:g}",
                )
            )
        if not self.kept:
            said.append(say("It breaks one of your red lines, or a condition of all."))
        if self.share is not None:
            said.append(
                say(
                    "It is {share} of the way from your worst package to your best.",
                    share=f"{self.share:.0%}",
                )
            )
        if self.better is not None:
            said.append(
                say("You would like {better} of all packages more.", better=f"{self.better:.0%}")
            )
        whole = [
            issue.name for issue in self.issues if issue.part is not None and issue.part > FULL
        ]
        if whole:
            said.append(say("You have your best on {whole}.", whole=listed(whole)))
        said += [
            say(
                "You give way on {issue}: {value} instead of {best}, {given} of your own scale.",
                issue=issue.name,
                value=issue.value,
                best=issue.best,
                given=f"{issue.given:.4g}",
            )
            for issue in sorted(self.issues, key=lambda issue: -issue.given)
            if issue.given > 0
        ]
        return tuple(said)

    def to_dict(self) -> dict[str, object]:
        return {
            "format": "goodoffices-own-report/1",
            "party": self.party,
            "package": self.values,
            "utility": self.utility,
            "fallback": self.fallback,
            "best": self.best,
            "worst": self.worst,
            "share": self.share,
            "better_packages": self.better,
            "at_least_one_part_in_n": self.fair,
            "keeps_red_lines": self.kept,
            "issues": [
                {
                    "issue": i.issue,
                    "value": i.value,
                    "best": i.best,
                    "part": i.part,
                    "given": i.given,
                }
                for i in self.issues
            ],
            "words": list(self.words()),
        }


def own_report(scenario: Scenario, party_id: str, package: Package) -> OwnReport:
    """Tell a party what a package is to it. O(packages) where they are listed, else O(values)."""
    scenario.check_package(package)
    party = _party(scenario, party_id)
    worth = units(scenario.utility(party, package), SCALE)
    rules = (*scenario.constraints, *party.red_lines)
    conditions = tuple(parse(text, scenario.issues, party_id) for text in rules)
    kept = all(condition.holds(package) for condition in conditions)
    best, worst, better = _range(scenario, party, worth)
    share = Fraction(worth - worst, best - worst) if best > worst else None
    return OwnReport(
        party.id,
        party.name,
        package,
        scenario.package_values(package),
        worth / SCALE,
        None if party.reservation is None else units(party.reservation, SCALE) / SCALE,
        best / SCALE,
        worst / SCALE,
        None if share is None else float(share),
        better,
        None if share is None else share >= Fraction(1, len(scenario.parties)),
        kept,
        _issues(scenario, party, package),
    )


def _party(scenario: Scenario, party_id: str) -> Party:
    for party in scenario.parties:
        if party.id == party_id:
            return party
    raise InputError(
        say("there is no party {party}", party=shown(party_id)),
        remedy=meant(party_id, [party.id for party in scenario.parties]),
    )


def _range(scenario: Scenario, party: Party, worth: int) -> tuple[int, int, float | None]:
    """Return the best and the worst package's worth, and the share of packages liked more."""
    rules = (*scenario.constraints, *party.red_lines)
    preference = party.certain(scenario.issues)
    if scenario.package_count <= MOST_LISTED:
        conditions = tuple(parse(text, scenario.issues, party.id) for text in rules)
        found = [
            units(preference.utility(other, scenario.issues), SCALE)
            for other in itertools.product(*(range(len(i.values)) for i in scenario.issues))
            if all(condition.holds(other) for condition in conditions)
        ]
        if not found:
            raise InputError(
                say("no package meets all conditions and red lines"),
                where=f"party {party.id}",
                remedy=say("Loosen or drop one of them"),
            )
        return max(found), min(found), sum(u > worth for u in found) / len(found)
    if not isinstance(preference, Additive):
        raise InputError(
            say("there are too many packages to say which is your best"),
            where=f"party {party.id}",
            remedy=say("Settle some issues first"),
        )
    # more than can be listed: the ends without conditions, which may be a little out of reach
    columns = [
        [preference.contribution(j, v) for v in range(len(issue.values))]
        for j, issue in enumerate(scenario.issues)
    ]
    ends = [sum((end(c) for c in columns), start=Fraction(0)) for end in (max, min)]
    return units(ends[0], SCALE), units(ends[1], SCALE), None


def _issues(scenario: Scenario, party: Party, package: Package) -> tuple[OwnIssue, ...]:
    preference = party.preference
    if not isinstance(preference, Additive):
        return ()
    found = []
    for j, (issue, position) in enumerate(zip(scenario.issues, package, strict=True)):
        column = [preference.contribution(j, v) for v in range(len(issue.values))]
        top, bottom = max(column), min(column)
        part = (column[position] - bottom) / (top - bottom) if top > bottom else None
        found.append(
            OwnIssue(
                issue.id,
                issue.name,
                issue.label(position),
                issue.label(column.index(top)),
                None if part is None else float(part),
                units(top - column[position], SCALE) / SCALE,
            )
        )
    return tuple(found)
