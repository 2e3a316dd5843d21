"""Packages on the table: the proposals that a seat sees in the record, as packages of a model.

And the offers that the parties made, in order: those of the record, and what a party proposed
instead in the talks, as far as the seat sees either.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from goodoffices.charts.points import Offer as Mark
from goodoffices.errors import InputError
from goodoffices.record.accounts import Term
from goodoffices.record.acts import Act
from goodoffices.record.days import day_of
from goodoffices.record.standing import Standing
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import listed, say
from goodoffices.service.chronology import Asked, latest
from goodoffices.service.talks import proposals
from goodoffices.settlement import Offer, Package

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from goodoffices.service.at import At
    from goodoffices.settlement import Issue, Scenario
    from goodoffices.talks.wording import Choice

__all__ = ["OnTheTable", "marks", "offer_name", "offers_in_order", "offers_on_the_table"]

_PROPOSALS = frozenset({ActKind.PROPOSE})
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class OnTheTable:
    """A proposal with terms; `package` is None where they are no whole package of the issues.

    `because` says in that case what is missing or not known.
    """

    act: Act
    terms: tuple[Term, ...]
    standing: Standing | None
    package: Package | None
    because: str = ""

    @property
    def is_open(self) -> bool:
        return self.standing is None or self.standing.is_open


def offers_on_the_table(at: At, issues: Sequence[Issue]) -> tuple[OnTheTable, ...]:
    """Of the latest proposals those that name terms, newest first. Linear in accounts and values.

    The terms are those of the leading account that names any: what an act is comes from the
    accounts that the seat may see, and from no others.
    """
    found = []
    for met in islice(latest(at, Asked(kinds=_PROPOSALS)), _LOOKED_AT):
        act, standing = met.act, met.standing
        terms = next((f.account.terms for f in act.accounts if f.account.terms), ())
        if not terms:
            continue
        try:
            package = package_of(terms, issues)
        except InputError as error:
            found.append(OnTheTable(act, terms, standing, None, str(error)))
        else:
            found.append(OnTheTable(act, terms, standing, package))
    return tuple(found)


def offer_name(number: int) -> str:
    """What a page and the brief call it: offers are numbered in the order in which they came."""
    return say("offer {number}", number=number)


def marks(offers: Sequence[OnTheTable]) -> tuple[Mark, ...]:
    """Those that are open and whole, each place once, as they are marked in the frontier."""
    numbered = zip(range(len(offers), 0, -1), offers, strict=True)
    named: dict[Package, list[str]] = {}
    for number, one in numbered:
        if one.package is not None and one.is_open:
            named.setdefault(one.package, []).append(offer_name(number))
    return tuple(Mark(listed(reversed(names)), package) for package, names in named.items())


def offers_in_order(at: At, scenario: Scenario, tabled: Sequence[OnTheTable]) -> tuple[Offer, ...]:
    """The whole packages that parties of the model put forward, the oldest first (NB 15).

    A package told of both in the record and in the talks counts once if it is of the same day.
    """
    number = {party.id: k for k, party in enumerate(scenario.parties)}
    made: list[tuple[date, Offer]] = []
    for one in reversed(tabled):
        by = [p.id for p in at.frame.parties if any(p.is_meant_by(m) for m in one.act.actors)]
        if one.package is not None and len(by) == 1 and by[0] in number:
            entered = one.act.accounts[0].entered.date()
            day = day_of(one.act)
            made.append((day or entered, Offer(number[by[0]], one.package, day)))
    for seen in reversed(proposals(at)):
        for given in seen.view.answers:
            if given.party not in number or not given.answer.package:
                continue
            try:
                package = package_of(given.answer.package, scenario.issues)
            except InputError:
                continue  # it settles what this model does not speak of
            day = given.at.date()
            made.append((day, Offer(number[given.party], package, day)))
    made.sort(key=lambda one: one[0])
    return tuple(dict.fromkeys(offer for _, offer in made))


def package_of(terms: Sequence[Term | Choice], issues: Sequence[Issue]) -> Package:
    """The package that terms describe, issues by id or name; InputError if it is not whole."""
    named = {name.casefold(): k for k, i in enumerate(issues) for name in (i.name, i.id)}
    positions: dict[int, int] = {}
    for term in terms:
        number = named.get(term.issue.casefold())
        if number is None:
            raise InputError(say("there is no issue '{issue}'", issue=term.issue))
        if number in positions:
            raise InputError(say("'{issue}' stands twice", issue=term.issue))
        positions[number] = issues[number].position(term.value, term.issue)
    missing = [issue.name for k, issue in enumerate(issues) if k not in positions]
    if missing:
        raise InputError(say("leaves open: {missing}", missing=listed(missing)))
    return tuple(positions[k] for k in range(len(issues)))
