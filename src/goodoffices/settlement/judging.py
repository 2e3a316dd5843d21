"""An offer on the table, judged in full: its quality, what is better for all, small trades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.settlement.assessment import Assessment, assess
from goodoffices.settlement.engine import settle
from goodoffices.settlement.logrolling import Logrolling, logrolling
from goodoffices.settlement.preferences import Additive
from goodoffices.settlement.swaps import Trade, swap, trades

if TYPE_CHECKING:
    from goodoffices.settlement.issues import Package
    from goodoffices.settlement.result import Settlement
    from goodoffices.settlement.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Judgement:
    """`better` is the exchange to a dominating package; `to_nash` that to the Nash package."""

    assessment: Assessment
    better: Trade | None
    to_nash: Trade | None
    trades: tuple[Trade, ...]
    logrolling: Logrolling | None

    def words(self) -> tuple[str, ...]:
        found = self.assessment
        said = [gain.words() for gain in found.gains]
        if found.broken:
            said.append(say("It breaks {count} of the constraints.", count=len(found.broken)))
        elif found.efficient:
            said.append(
                say("It is efficient: no package is better for one without loss to another.")
            )
        elif self.better is not None:
            everyone = "everyone" if found.better_for_all else say("some and no worse for anybody")
            said.append(
                say(
                    "It is not efficient: another package is better for {everyone}.",
                    everyone=everyone,
                )
            )
            said += [f"  {line}" for line in self.better.words()]
            if found.distance:
                said.append(
                    say(
                        "Each side's utility could rise by {distance} at once.",
                        distance=f"{found.distance:g}",
                    )
                )
        if found.nash_fraction is not None:
            said.append(
                say(
                    "Product of gains: {nash_fraction} of the largest possible.",
                    nash_fraction=f"{found.nash_fraction:.1%}",
                )
            )
        if found.smallest_share is not None and found.share_sum is not None:
            said.append(
                say(
                    "Smallest share of a possible gain: {smallest_share}; sum of shares "
                    "{share_sum}.",
                    smallest_share=f"{found.smallest_share:.0%}",
                    share_sum=f"{found.share_sum:.3g}",
                )
            )
        if self.logrolling is not None and self.logrolling.captured is not None:
            captured = self.logrolling.captured
            said.append(
                say(
                    "It captures {captured} of what can be won by trading across issues.",
                    captured=f"{captured:.0%}",
                )
                if captured >= 0
                else say("A compromise on each issue by itself would give more in all.")
            )
        if self.trades:
            said.append(say("A trade of two issues in which everyone gains:"))
            said += [f"  {line}" for line in self.trades[0].words()]
        return (*said, *found.notes)

    def to_dict(self) -> dict[str, object]:
        """Return the tree of `goodoffices-judgement/1`, ready for JSON."""
        return {
            "format": "goodoffices-judgement/1",
            **self.assessment.to_dict(),
            "better": None if self.better is None else self.better.to_dict(),
            "to_nash": None if self.to_nash is None else self.to_nash.to_dict(),
            "trades": [trade.to_dict() for trade in self.trades],
            "logrolling": None if self.logrolling is None else self.logrolling.to_dict(),
            "words": list(self.words()),
        }


def judge(scenario: Scenario, package: Package, settlement: Settlement | None = None) -> Judgement:
    """Judge an offer: NB 10, NB 11 and NB 14; pass the settlement to save solving it again."""
    found = settlement or settle(scenario)
    quality = assess(scenario, package, found)
    nash = found.solution("nash").package
    splits = all(isinstance(party.preference, Additive) for party in scenario.parties)
    return Judgement(
        quality,
        None if quality.dominated_by is None else swap(scenario, package, quality.dominated_by),
        None if nash is None or nash == package else swap(scenario, package, nash),
        trades(scenario, package, found) if splits else (),
        logrolling(scenario, package, found) if splits else None,
    )


def named_package(settlement: Settlement, words: str, where: str = "package") -> Package:
    """Read a package a person names: a rule's id, `status_quo`, or `issue=value; issue=value`."""
    scenario = settlement.scenario
    name = words.strip()
    if name == "status_quo":
        if scenario.status_quo is None:
            raise InputError(say("the scenario has no status quo"), where=where)
        return scenario.status_quo
    if "=" not in name:
        package = settlement.solution(name).package
        if package is None:
            raise InputError(settlement.solution(name).note, where=where)
        return package
    values = {}
    for part in filter(None, (part.strip() for part in name.split(";"))):
        issue, sign, value = part.partition("=")
        if not sign:
            raise InputError(
                say("'{part}' does not say which issue it settles", part=part),
                where=where,
                remedy=say("Write issue=value; issue=value"),
            )
        values[issue.strip()] = value.strip()
    return scenario.read_package(values, where)
