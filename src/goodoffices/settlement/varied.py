"""One number of a scenario that may be varied: a weight, a score, a fallback (NB 22)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.settlement.exact import shown
from goodoffices.settlement.preferences import Additive
from goodoffices.suggesting import meant

if TYPE_CHECKING:
    from goodoffices.settlement.result import Settlement
    from goodoffices.settlement.scenario import Party, Scenario

STEPS = 40


class Kind(StrEnum):
    WEIGHT = "weight"
    SCORE = "score"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a scenario: whose, and for a weight or a score of which issue and value."""

    party: str
    kind: Kind
    issue: str = ""
    value: int | None = None

    @property
    def key(self) -> str:
        """As it is asked for: `a.weight.agenda`, `a.score.agenda.2`, `a.fallback`."""
        rest = [self.issue, "" if self.value is None else str(self.value)]
        return ".".join([self.party, str(self.kind), *(part for part in rest if part)])

    def words(self, scenario: Scenario) -> str:
        party = _party(scenario, self).name
        if self.kind is Kind.FALLBACK:
            return say("the fallback of {party}", party=party)
        issue = next(i for i in scenario.issues if i.id == self.issue)
        if self.kind is Kind.WEIGHT:
            return say("the weight of “{issue}” for {party}", issue=issue.name, party=party)
        return say(
            "the score of “{value}” ({issue}) for {party}",
            value=issue.label(self.value or 0),
            issue=issue.name,
            party=party,
        )


def read_number(scenario: Scenario, said: str) -> Number:
    """Read `PARTY.weight.ISSUE`, `PARTY.score.ISSUE.VALUE` or `PARTY.fallback`."""
    parts = said.split(".")
    kinds = {str(kind): kind for kind in Kind}
    least = {Kind.FALLBACK: 2, Kind.WEIGHT: 3, Kind.SCORE: 4}
    kind = kinds.get(parts[1]) if len(parts) > 1 else None
    if kind is None or len(parts) != least[kind]:
        raise InputError(
            say("{number} is not a number of the scenario", number=shown(said)),
            remedy=say("Write PARTY.weight.ISSUE, PARTY.score.ISSUE.0 or PARTY.fallback"),
        )
    value = None
    if kind is Kind.SCORE:
        if not parts[3].isascii() or not parts[3].isdigit():
            raise InputError(
                say("{number} is not a value number", number=shown(parts[3])),
                remedy=say("Count from 0"),
            )
        value = int(parts[3])
    number = Number(parts[0], kind, parts[2] if kind is not Kind.FALLBACK else "", value)
    value_of(scenario, number)
    return number


def _party(scenario: Scenario, number: Number) -> Party:
    for party in scenario.parties:
        if party.id == number.party:
            return party
    raise InputError(
        say("there is no party {party}", party=shown(number.party)),
        remedy=meant(number.party, [party.id for party in scenario.parties]),
    )


def _additive(scenario: Scenario, number: Number) -> tuple[Additive, int]:
    preference = _party(scenario, number).preference
    if not isinstance(preference, Additive):
        raise InputError(
            say("{party} has no single weights and scores", party=number.party),
            remedy=say("Vary its fallback"),
        )
    ids = [issue.id for issue in scenario.issues]
    if number.issue not in ids:
        raise InputError(
            say("there is no issue {issue}", issue=shown(number.issue)),
            remedy=meant(number.issue, ids),
        )
    place = ids.index(number.issue)
    if number.value is not None and number.value >= len(scenario.issues[place].values):
        raise InputError(
            say("{issue} has no value number {value}", issue=number.issue, value=number.value)
        )
    return preference, place


def value_of(scenario: Scenario, number: Number) -> Decimal:
    """What the number is now; a fallback that is not known counts as 0, as in the solutions."""
    if number.kind is Kind.FALLBACK:
        known = _party(scenario, number).reservation
        return Decimal(0) if known is None else known
    preference, place = _additive(scenario, number)
    if number.value is None:
        return preference.weights[place]
    return preference.scores[place][number.value]


def with_number(scenario: Scenario, number: Number, value: Decimal) -> Scenario:
    """The scenario with another value of the number."""
    party = _party(scenario, number)
    if number.kind is Kind.FALLBACK:
        changed = replace(party, reservation=value)
    else:
        preference, place = _additive(scenario, number)
        if number.value is None:
            weights = (*preference.weights[:place], value, *preference.weights[place + 1 :])
            changed = replace(party, preference=replace(preference, weights=weights))
        else:
            row = list(preference.scores[place])
            row[number.value] = value
            scores = (*preference.scores[:place], tuple(row), *preference.scores[place + 1 :])
            changed = replace(party, preference=replace(preference, scores=scores))
    parties = tuple(changed if p.id == number.party else p for p in scenario.parties)
    return replace(scenario, parties=parties)


def every_number(scenario: Scenario) -> tuple[Number, ...]:
    """Each fallback and each weight that is a single number."""
    found = [Number(party.id, Kind.FALLBACK) for party in scenario.parties]
    found += [
        Number(party.id, Kind.WEIGHT, issue.id)
        for party in scenario.parties
        if isinstance(party.preference, Additive)
        for issue in scenario.issues
    ]
    return tuple(found)


def usual_range(settlement: Settlement, number: Number) -> tuple[Decimal, Decimal, Decimal]:
    """From, to and step where none are given.

    A weight from 0 to twice what it is, a score over the range of its issue's scores, a fallback
    over what efficient packages are worth to the party; a round step, about 40 of them.
    """
    scenario = settlement.scenario
    now = value_of(scenario, number)
    if number.kind is Kind.FALLBACK:
        place = [party.id for party in scenario.parties].index(number.party)
        worth = [Decimal(v[place]) / settlement.scale for v in settlement.frontier.vectors]
        low, high = min([*worth, now]), max([*worth, now])
    elif number.value is None:
        low, high = sorted((Decimal(0), 2 * now))
    else:
        preference, place = _additive(scenario, number)
        low, high = min(preference.scores[place]), max(preference.scores[place])
    if low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(1))
    return low, high, _round_step((high - low) / STEPS)


def _round_step(step: Decimal) -> Decimal:
    """The next of 1, 2, 5, 10, 20 ... times a power of ten."""
    size = Decimal(10) ** step.adjusted()
    return next(size * k for k in (1, 2, 5, 10) if size * k >= step)
