"""A negotiation as data: issues, parties, what packages are worth to each, and the fallbacks.

Nothing here is normalised: a weight is what was written. What is not known is None or
`Uncertain`, never zero. Source of the setting: Raiffa (1982), The Art and Science of
Negotiation; Nash (1950), The Bargaining Problem, Econometrica 18(2).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import listed, say
from goodoffices.settlement.constraints import Condition, parse
from goodoffices.settlement.exact import plain_number, shown
from goodoffices.settlement.issues import Issue, Package, check_id
from goodoffices.settlement.preferences import CertainPreference, Preference, Uncertain
from goodoffices.suggesting import meant

if TYPE_CHECKING:
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Party:
    """One side: its preference over packages, and what it gets if there is no agreement.

    `reservation` is the utility of its best alternative to an agreement, on the same scale as
    its utilities; None means that it is not known. `red_lines` are conditions that it will not do
    without, whatever it gets instead.
    """

    id: str
    name: str
    preference: Preference
    reservation: Decimal | None = None
    red_lines: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_id(self.id, "party")

    def certain(self, issues: tuple[Issue, ...]) -> CertainPreference:
        """Return the preference if it is made of single numbers; else say what is missing."""
        if isinstance(self.preference, Uncertain):
            raise InputError(
                say(
                    "solving needs single numbers, and {roughly_known}",
                    roughly_known=self.preference.roughly_known(issues),
                ),
                where=f"party {self.id}",
                remedy=say("Enter one number for each; `goodoffices settle` answers without"),
            )
        return self.preference


@dataclass(frozen=True, slots=True)
class Scenario:
    """Issues, parties, and the conditions that every package must meet.

    `transferable`: utilities are money and side payments are allowed. `lotteries`: the parties
    would agree to let chance choose between packages.
    """

    issues: tuple[Issue, ...]
    parties: tuple[Party, ...]
    title: str = ""
    source: str = ""
    constraints: tuple[str, ...] = ()
    status_quo: Package | None = None
    transferable: bool = False
    lotteries: bool = False

    def __post_init__(self) -> None:
        if not self.issues:
            raise InputError(
                say("there are no issues"), where="issues", remedy=say("Give at least one")
            )
        if len(self.parties) < 2:  # noqa: PLR2004  # a negotiation has two sides
            raise InputError(
                say("there are {count} parties", count=len(self.parties)),
                where="parties",
                remedy=say("A negotiation needs at least two"),
            )
        for noun, ids in (
            ("issue", [issue.id for issue in self.issues]),
            ("party", [party.id for party in self.parties]),
        ):
            twice = [name for name, count in Counter(ids).items() if count > 1]
            if twice:
                raise InputError(say("the id '{twice}' stands twice", twice=twice[0]), where=noun)
        for party in self.parties:
            party.preference.check(self.issues, f"party {party.id}")
        self.conditions()
        if self.status_quo is not None:
            self.check_package(self.status_quo, "status_quo")

    @property
    def package_count(self) -> int:
        """How many packages there are before any constraint."""
        return math.prod(len(issue.values) for issue in self.issues)

    @property
    def uncertain(self) -> bool:
        """Whether some party's preference is known only roughly."""
        return any(isinstance(party.preference, Uncertain) for party in self.parties)

    @property
    def rules(self) -> tuple[str, ...]:
        """The constraints and then each party's red lines: what every package must meet."""
        return (*self.constraints, *(line for party in self.parties for line in party.red_lines))

    def conditions(self) -> tuple[Condition, ...]:
        """Return the parsed `rules`, in their order."""
        named = [(f"constraints[{k}]", text) for k, text in enumerate(self.constraints)]
        for party in self.parties:
            place = f"party {party.id}.red_lines"
            named += [(f"{place}[{k}]", text) for k, text in enumerate(party.red_lines)]
        return tuple(parse(text, self.issues, where) for where, text in named)

    def allows(self, package: Package) -> bool:
        return all(condition.holds(package) for condition in self.conditions())

    def utility(self, party: Party, package: Package) -> Fraction:
        """Return the exact, unrounded utility of a package for a party."""
        return party.certain(self.issues).utility(package, self.issues)

    def package_of(self, number: int) -> Package:
        """Return the package with this number: the last issue changes fastest."""
        positions = []
        for issue in reversed(self.issues):
            number, position = divmod(number, len(issue.values))
            positions.append(position)
        return tuple(reversed(positions))

    def number_of(self, package: Package) -> int:
        number = 0
        for issue, position in zip(self.issues, package, strict=True):
            number = number * len(issue.values) + position
        return number

    def check_package(self, package: Package, where: str = "package") -> None:
        if len(package) != len(self.issues):
            raise InputError(
                say(
                    "settles {count} of {all} issues",
                    count=len(package),
                    all=len(self.issues),
                ),
                where=where,
                remedy=say("Give one value an issue"),
            )
        for issue, position in zip(self.issues, package, strict=True):
            if not 0 <= position < len(issue.values):
                raise InputError(
                    say(
                        "{issue} has no value number {position}", issue=issue.id, position=position
                    ),
                    where=where,
                    remedy=say("Its values are numbered 0 to {count}", count=len(issue.values) - 1),
                )

    def read_package(self, values: object, where: str = "package") -> Package:
        """Read `{"price": "$4.37", ...}`; every issue must be settled and known."""
        if not isinstance(values, Mapping):
            raise InputError(
                say("{values} is not a package", values=shown(values)),
                where=where,
                remedy=say("Write a table of issue = value"),
            )
        ids = [issue.id for issue in self.issues]
        for name in values:
            if name not in ids:
                raise InputError(
                    say("there is no issue {name}", name=shown(name)),
                    where=where,
                    remedy=meant(str(name), ids),
                )
        missing = [name for name in ids if name not in values]
        if missing:
            raise InputError(
                say("leaves {missing} open", missing=listed(missing[:5])),
                where=where,
                remedy=say("A package settles every issue"),
            )
        return tuple(
            issue.position(values[issue.id], f"{where}.{issue.id}") for issue in self.issues
        )

    def package_values(self, package: Package) -> dict[str, str | int | float]:
        """Return a package as `{"price": "$4.37", ...}`, ready for JSON."""
        pairs = zip(self.issues, package, strict=True)
        values = ((issue.id, issue.values[position]) for issue, position in pairs)
        return {
            name: value if isinstance(value, str) else plain_number(value) for name, value in values
        }
