"""Packages on the table: the proposals that a seat sees in the record, as packages of a model."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.record.accounts import Term
from goodoffices.record.acts import Act
from goodoffices.record.standing import Standing
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import say
from goodoffices.service.chronology import Asked, latest
from goodoffices.settlement import Package

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.service.at import At
    from goodoffices.settlement import Issue

__all__ = ["OnTheTable", "offers_on_the_table"]

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


def package_of(terms: Sequence[Term], issues: Sequence[Issue]) -> Package:
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
        raise InputError(say("leaves open: {missing}", missing=", ".join(missing)))
    return tuple(positions[k] for k in range(len(issues)))
