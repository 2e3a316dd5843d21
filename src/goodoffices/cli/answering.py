"""What `goodoffices settle` answers: the whole, one offer, a comparison; or the best guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from goodoffices.kernels.deadline import Deadline
    from goodoffices.settlement import Scenario, Settlement
    from goodoffices.settlement.equity import OwnReport
    from goodoffices.settlement.judging import Judgement
    from goodoffices.settlement.lotteries import Lotteries
    from goodoffices.settlement.side_payments import SidePayments
    from goodoffices.settlement.swaps import Trade
    from goodoffices.settlement.uncertain import UncertainSettlement

    Asked = Judgement | OwnReport | Trade


def solved(scenario: Scenario, deadline: Deadline) -> tuple[Settlement, UncertainSettlement | None]:
    """Solve a scenario; where preferences are known only roughly, that of the best guess."""
    if scenario.uncertain:
        from goodoffices.settlement.uncertain import settle_uncertain

        rough = settle_uncertain(scenario)
        return rough.best_guess, rough
    from goodoffices.settlement import settle

    return settle(scenario, deadline), None


def with_weights(settlement: Settlement, said: str, deadline: Deadline) -> Settlement:
    """Return the settlement with the weighted Nash solution as one more of its solutions."""
    from dataclasses import replace

    from goodoffices.settlement.weighted import weighted_nash

    scenario = settlement.scenario
    weights = _bargaining_weights(said, [party.id for party in scenario.parties])
    solution = weighted_nash(scenario, weights, settlement, deadline)
    return replace(settlement, solutions=(*settlement.solutions, solution))


def _bargaining_weights(said: str, parties: list[str]) -> list[Decimal]:
    from decimal import Decimal, InvalidOperation

    from goodoffices.errors import InputError
    from goodoffices.settlement.exact import decimal, shown

    found = dict.fromkeys(parties, Decimal(1))
    for part in said.split(","):
        name, _, number = (one.strip() for one in part.partition("="))
        if name not in found:
            raise InputError(
                f"there is no party {shown(name)}",
                where="--weights",
                remedy=f"The parties are {', '.join(parties)}; write {parties[0]}=2",
            )
        try:
            found[name] = decimal(Decimal(number), "--weights")
        except InvalidOperation:
            raise InputError(
                f"{shown(number)} is not a number", where="--weights", remedy=f"Write {name}=2"
            ) from None
    return list(found.values())


def asked(
    settlement: Settlement, offer: str | None, own: str | None, compare: tuple[str, str] | None
) -> Asked | None:
    """Answer about one offer, to all or to one party, or about two packages; None if not asked."""
    from goodoffices.settlement.equity import own_report
    from goodoffices.settlement.judging import judge, named_package
    from goodoffices.settlement.swaps import swap

    scenario = settlement.scenario
    if offer is not None:
        package = named_package(settlement, offer, "--offer")
        if own is not None:
            return own_report(scenario, own, package)
        return judge(scenario, package, settlement)
    if compare is not None:
        first, second = (named_package(settlement, name, "--compare") for name in compare)
        return swap(scenario, first, second)
    return None


def allowed(settlement: Settlement) -> dict[str, SidePayments | Lotteries]:
    """Return the answers with side payments and with lotteries, where the scenario allows them."""
    from goodoffices.settlement.lotteries import lotteries
    from goodoffices.settlement.side_payments import side_payments

    found: dict[str, SidePayments | Lotteries] = {}
    if settlement.scenario.transferable:
        found["side_payments"] = side_payments(settlement)
    if settlement.scenario.lotteries:
        found["lotteries"] = lotteries(settlement)
    return found
