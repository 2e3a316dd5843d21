"""Read GeniusWeb profiles: one JSON file a party, each with the domain they share.

The format is that of GeniusWeb's `LinearAdditiveUtilitySpace` (Delft University of Technology).
A party's reservation value is the utility of its `reservationBid`; without one, none is known.
"""

from __future__ import annotations

from decimal import Context, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.settlement.exact import as_decimal, decimal, shown
from goodoffices.settlement.issues import Issue
from goodoffices.settlement.naming import fresh_id
from goodoffices.settlement.preferences import Additive
from goodoffices.settlement.scenario import Party, Scenario
from goodoffices.settlement.tables import Table, as_list, tabled, text

if TYPE_CHECKING:
    from collections.abc import Mapping

SPACE = "LinearAdditiveUtilitySpace"


def is_profile(tree: object) -> bool:
    return isinstance(tree, dict) and SPACE in tree


def read_geniusweb(profiles: Mapping[str, Table], title: str) -> Scenario:
    """Read a scenario from the parsed profiles by file name, parties in order of the names."""
    spaces = {name: tabled(profiles[name][SPACE], name) for name in sorted(profiles)}
    domains = {
        name: tabled(space.get("domain"), f"{name}: domain") for name, space in spaces.items()
    }
    first, *others = domains
    for name in others:
        if domains[name].get("issuesValues") != domains[first].get("issuesValues"):
            raise InputError(
                say("has other issues than {first}", first=first),
                where=name,
                remedy=say("Put together only profiles of one domain"),
            )
    names, issues = _issues(domains[first], f"{first}: domain")
    parties: list[Party] = []
    for name, space in spaces.items():
        label = text(space, "name", name, name.rsplit(".", 1)[0])
        parties.append(
            _party(space, names, issues, fresh_id(label, {p.id for p in parties}), label, name)
        )
    return Scenario(issues, tuple(parties), title=title, source=f"GeniusWeb: {title}")


def _issues(domain: Table, where: str) -> tuple[list[str], tuple[Issue, ...]]:
    table = tabled(domain.get("issuesValues"), f"{where}.issuesValues")
    issues: list[Issue] = []
    for name, entry in table.items():
        place = f"{where}.issuesValues.{shown(name)}"
        issue_id = fresh_id(name, {issue.id for issue in issues})
        values = tabled(entry, place)
        if "values" in values:
            words = as_list(values["values"], place)
            issues.append(
                Issue(
                    issue_id,
                    name,
                    tuple(w if isinstance(w, str) else decimal(w, place) for w in words),
                )
            )
        else:
            span = tabled(values.get("range"), place)
            low, high, step = (_exact(span.get(key), place) for key in ("low", "high", "step"))
            issues.append(Issue.ranged(issue_id, name, low, high, step))
    return list(table), tuple(issues)


def _exact(value: object, where: str) -> Decimal:
    """Read a number; GeniusWeb also writes numbers as text."""
    try:
        return decimal(Decimal(value) if isinstance(value, str) else value, where)
    except InvalidOperation:
        raise InputError(say("{value} is not a number", value=shown(value)), where=where) from None


def _party(
    space: Table,
    names: list[str],
    issues: tuple[Issue, ...],
    party_id: str,
    label: str,
    where: str,
) -> Party:
    weights = tabled(space.get("issueWeights"), f"{where}: issueWeights")
    tables = tabled(space.get("issueUtilities"), f"{where}: issueUtilities")
    preference = Additive(
        tuple(_exact(weights.get(name), f"{where}: issueWeights.{name}") for name in names),
        tuple(
            _scores(tabled(tables.get(name), f"{where}: {name}"), issue, f"{where}: {name}")
            for name, issue in zip(names, issues, strict=True)
        ),
    )
    bid = space.get("reservationBid")
    if bid is None:
        return Party(party_id, label, preference)
    values = tabled(tabled(bid, f"{where}: reservationBid").get("issuevalues"), where)
    missing = [name for name in names if name not in values]
    if missing:
        raise InputError(
            say("the reservation bid leaves {missing} open", missing=missing[0]), where=where
        )
    package = tuple(
        issue.position(values[name], f"{where}: reservationBid")
        for name, issue in zip(names, issues, strict=True)
    )
    worth = preference.utility(package, issues)
    return Party(party_id, label, preference, as_decimal(worth))


def _scores(table: Table, issue: Issue, where: str) -> tuple[Decimal, ...]:
    for key in ("DiscreteValueSetUtilities", "discreteutils"):
        if key in table:
            found = tabled(tabled(table[key], where).get("valueUtilities"), where)
            missing = [k for k in range(len(issue.values)) if issue.label(k) not in found]
            if missing:
                raise InputError(
                    say("no utility of {label}", label=shown(issue.label(missing[0]))), where=where
                )
            return tuple(_exact(found[issue.label(k)], where) for k in range(len(issue.values)))
    for key in ("NumberValueSetUtilities", "numberutils"):
        if key in table:
            return _line(tabled(table[key], where), issue, where)
    raise InputError(
        say("{kind} is not a kind of utility", kind=shown(next(iter(table), "nothing"))),
        where=where,
    )


def _line(table: Table, issue: Issue, where: str) -> tuple[Decimal, ...]:
    """Return the scores on the straight line between the utilities of two numbers."""
    low, bottom, high, top = (
        _exact(table.get(key), where)
        for key in ("lowValue", "lowUtility", "highValue", "highUtility")
    )
    if high <= low or not all(isinstance(v, Decimal) for v in issue.values):
        raise InputError(say("a line needs numbers and two ends apart"), where=where)
    rise = Context(prec=30).divide(top - bottom, high - low)
    return tuple(bottom + rise * (Decimal(v) - low) for v in issue.values)
