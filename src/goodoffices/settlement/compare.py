"""Two packages side by side: who gains, and who gives what on which issue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.saying import listed, say
from goodoffices.settlement.exact import units
from goodoffices.settlement.issues import Package
from goodoffices.settlement.preferences import Additive

if TYPE_CHECKING:
    from fractions import Fraction

    from goodoffices.settlement.scenario import Scenario

SCALE = 10**9


@dataclass(frozen=True, slots=True)
class PartyChange:
    party: str
    name: str
    before: float
    after: float
    change: float


@dataclass(frozen=True, slots=True)
class IssueChange:
    """One issue that differs. `effects` by party id; None where worth does not split by issue."""

    issue: str
    name: str
    before: str
    after: str
    effects: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes on the way from package `a` to package `b`."""

    a: Package
    b: Package
    parties: tuple[PartyChange, ...]
    issues: tuple[IssueChange, ...]

    @property
    def gaining(self) -> tuple[str, ...]:
        return tuple(p.party for p in self.parties if p.change > 0)

    @property
    def losing(self) -> tuple[str, ...]:
        return tuple(p.party for p in self.parties if p.change < 0)

    @property
    def logroll(self) -> bool:
        """Whether all gain by trading: two issues or more change, and on one somebody loses."""
        lost = any((e or 0) < 0 for change in self.issues for e in change.effects.values())
        return len(self.gaining) == len(self.parties) and len(self.issues) > 1 and lost

    def words(self) -> tuple[str, ...]:
        """Say it in plain sentences: the totals, then issue by issue."""
        if not self.issues:
            return (say("The two packages are the same."),)
        names = {p.party: p.name for p in self.parties}
        sentences = [
            say(
                "{p} goes from {before} to {after}, ",
                p=p.name,
                before=f"{p.before:g}",
                after=f"{p.after:g}",
            )
            + (
                say("{change} of {name}.", change=_side(p.change), name=f"{abs(p.change):g}")
                if p.change
                else say("no change.")
            )
            for p in self.parties
        ]
        for change in self.issues:
            parts = [
                f"{names[party]} {'gains' if effect > 0 else 'gives'} {abs(effect):g}"
                for party, effect in change.effects.items()
                if effect
            ]
            unsplit = [names[party] for party, e in change.effects.items() if e is None]
            if unsplit:
                parts.append(
                    say(
                        "for {unsplit} the effect depends on the other issues",
                        unsplit=listed(unsplit),
                    )
                )
            sentences.append(
                say(
                    "{change}, from {before} to {after}: {effect}.",
                    change=change.name,
                    before=change.before,
                    after=change.after,
                    effect=listed(parts) or say("nobody minds"),
                )
            )
        if self.logroll:
            sentences.append(say("Everyone gains by trading one issue against another."))
        return tuple(sentences)

    def to_dict(self) -> dict[str, object]:
        return {
            "parties": [
                {"party": p.party, "before": p.before, "after": p.after, "change": p.change}
                for p in self.parties
            ],
            "issues": [
                {"issue": c.issue, "before": c.before, "after": c.after, "effects": c.effects}
                for c in self.issues
            ],
            "gaining": list(self.gaining),
            "losing": list(self.losing),
            "logroll": self.logroll,
            "words": list(self.words()),
        }


def compare(scenario: Scenario, a: Package, b: Package) -> Comparison:
    """Return what each party gains or loses from `a` to `b`, in all and issue by issue."""
    scenario.check_package(a, say("first package"))
    scenario.check_package(b, say("second package"))
    parties = []
    for party in scenario.parties:
        before, after = (units(scenario.utility(party, p), SCALE) for p in (a, b))
        parties.append(
            PartyChange(
                party.id, party.name, before / SCALE, after / SCALE, (after - before) / SCALE
            )
        )
    issues = tuple(
        IssueChange(
            issue.id,
            issue.name,
            issue.label(a[j]),
            issue.label(b[j]),
            {party.id: _effect(party.preference, j, a[j], b[j]) for party in scenario.parties},
        )
        for j, issue in enumerate(scenario.issues)
        if a[j] != b[j]
    )
    return Comparison(a, b, tuple(parties), issues)


def _effect(preference: object, issue: int, before: int, after: int) -> float | None:
    if not isinstance(preference, Additive):
        return None
    change: Fraction = preference.contribution(issue, after) - preference.contribution(
        issue, before
    )
    return units(change, SCALE) / SCALE


def _side(change: float) -> str:
    return say("a gain") if change > 0 else say("a loss")
