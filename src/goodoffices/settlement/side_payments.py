"""Side payments: what is efficient, and how the surplus is split, when utility is money (NB 18)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from goodoffices.settlement.issues import Package
from goodoffices.settlement.yardstick import Yardstick

if TYPE_CHECKING:
    from goodoffices.settlement.result import Settlement

DEFINITION = (
    "With money, a package is efficient if the sum of utilities is largest; payments then give "
    "every party its fallback and an equal part of what that sum is above all fallbacks. This is "
    "the Nash solution, the Kalai-Smorodinsky and the egalitarian one: with money they agree."
)
SOURCE = "J. F. Nash, Two-Person Cooperative Games, Econometrica 21(1), 1953, 128-140"


@dataclass(frozen=True, slots=True)
class Payment:
    payer: str
    payee: str
    amount: float


@dataclass(frozen=True, slots=True)
class SidePayments:
    """The package of the largest sum, what each receives (negative: pays), and who pays whom.

    `surplus` is the sum above all fallbacks; below 0 no payments can make all accept.
    """

    package: Package
    values: dict[str, str | int | float]
    parties: tuple[str, ...]
    names: tuple[str, ...]
    surplus: float
    utilities: tuple[float, ...]
    receives: tuple[float, ...]
    after: tuple[float, ...]
    payments: tuple[Payment, ...]

    def words(self) -> tuple[str, ...]:
        if self.surplus < 0:
            return (
                (
                    "Even with side payments no package is acceptable to all: the largest sum is "
                    f"{-self.surplus:g} below the fallbacks."
                ),
            )
        names = dict(zip(self.parties, self.names, strict=True))
        package = ", ".join(f"{issue} {value}" for issue, value in self.values.items())
        said = [
            (
                f"With side payments: {package}, and an equal part of the surplus of "
                f"{self.surplus:g} for each."
            )
        ]
        said += [f"{names[p.payer]} pays {names[p.payee]} {p.amount:g}." for p in self.payments]
        ends = ", ".join(f"{n} {u:g}" for n, u in zip(self.names, self.after, strict=True))
        return (*said, f"Then each has: {ends}.")

    def to_dict(self) -> dict[str, object]:
        return {
            "definition": DEFINITION,
            "source": SOURCE,
            "package": self.values,
            "surplus": self.surplus,
            "utilities": list(self.utilities),
            "receives": list(self.receives),
            "after": list(self.after),
            "payments": [
                {"payer": p.payer, "payee": p.payee, "amount": p.amount} for p in self.payments
            ],
        }


def side_payments(settlement: Settlement) -> SidePayments:
    """Split the surplus of the package with the largest sum; of ties the least money moved."""
    scenario, measure = settlement.scenario, Yardstick.of(settlement)
    d, count = settlement.disagreement(), len(scenario.parties)
    best = max(sum(vector) for vector in settlement.frontier.vectors)
    surplus = best - sum(d)
    part = Fraction(surplus, count)
    choices = [
        (sum(abs(b + part - u) for u, b in zip(vector, d, strict=True)), number, vector)
        for vector, number in zip(
            settlement.frontier.vectors, settlement.frontier.packages, strict=True
        )
        if sum(vector) == best
    ]
    _, number, vector = min(choices)
    # no agreement, no payments
    agreed = surplus >= 0
    receives = [b + part - u if agreed else Fraction(0) for u, b in zip(vector, d, strict=True)]
    package = scenario.package_of(number)
    scale = measure.scale
    return SidePayments(
        package,
        scenario.package_values(package),
        tuple(party.id for party in scenario.parties),
        tuple(party.name for party in scenario.parties),
        surplus / scale,
        tuple(settlement.utilities(vector)),
        tuple(float(r / scale) for r in receives),
        tuple(float((u + r) / scale) for u, r in zip(vector, receives, strict=True)),
        _payments([party.id for party in scenario.parties], receives, scale),
    )


def _payments(ids: list[str], receives: list[Fraction], scale: int) -> tuple[Payment, ...]:
    """Match who pays with who receives, largest first: at most one payment fewer than parties."""
    owing = sorted(((-r, k) for k, r in enumerate(receives) if r < 0), reverse=True)
    owed = sorted(((r, k) for k, r in enumerate(receives) if r > 0), reverse=True)
    payments = []
    while owing and owed:
        (debt, payer), (claim, payee) = owing.pop(0), owed.pop(0)
        amount = min(debt, claim)
        payments.append(Payment(ids[payer], ids[payee], float(amount / scale)))
        if debt > amount:
            owing.insert(0, (debt - amount, payer))
        if claim > amount:
            owed.insert(0, (claim - amount, payee))
    return tuple(payments)
