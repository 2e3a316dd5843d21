"""A negotiation taken apart, so that each part can have readers of its own, and put together.

`matter_of` is what may be shown to every side: the issues, the common conditions, today's package
and the names of the parties. It is built from a list of what may pass, so that a new key of the
format stays out until it is named here. `preferences_of` is one party's table alone.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from goodoffices.modelling.toml_text import to_toml
from goodoffices.settlement.draft import Draft
from goodoffices.settlement.exact import decimal
from goodoffices.settlement.files import FORMAT, check_format, read_tree
from goodoffices.settlement.preferences import Additive
from goodoffices.settlement.reading_preferences import PARTY_KEYS, read_preference
from goodoffices.settlement.scenario import Party, Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.settlement.tables import Table

__all__ = [
    "in_own_terms",
    "known_only",
    "matter_of",
    "preferences_of",
    "put_together",
    "same_preferences",
]

PREFERENCES_FORMAT = "goodoffices-preferences/1"
_SHOWN = ("title", "issues", "constraints", "status_quo")
_ISSUE_SHOWN = frozenset({"id", "name", "values", "range"})
_PARTY_SHOWN = frozenset({"id", "name"})


def matter_of(source: str) -> str:
    """What of a negotiation file every side may see, as a file. Raises InputError."""
    tree = Draft.opened(source).tree
    kept: dict[str, object] = {"format": FORMAT}
    kept |= {key: tree[key] for key in _SHOWN if key in tree}
    kept["issues"] = _only(tree, "issues", _ISSUE_SHOWN)
    kept["parties"] = _only(tree, "parties", _PARTY_SHOWN)
    return to_toml(kept)


def _only(tree: Table, key: str, names: frozenset[str]) -> list[dict[str, object]]:
    tables = tree.get(key, [])
    found = tables if isinstance(tables, list) else []
    return [{k: v for k, v in table.items() if k in names} for table in found]


def preferences_of(source: str, party: str) -> str:
    """One party's table of a negotiation file, as a file of its own."""
    table = Draft.opened(source).party(party)
    return to_toml({"format": PREFERENCES_FORMAT, **table})


def put_together(matter: str, known: Mapping[str, str]) -> Draft:
    """What is negotiated with the preferences that are known, by party; the others are named.

    Raises InputError where a file cannot be read; whether preferences fit the issues is told
    when the draft is made a scenario.
    """
    draft = Draft.opened(matter)
    for party, source in known.items():
        tree = read_tree(source, "toml", PREFERENCES_FORMAT)
        check_format(tree, PREFERENCES_FORMAT)
        wanted = {k: v for k, v in tree.items() if k in PARTY_KEYS and k not in _PARTY_SHOWN}
        draft = draft.with_party(party, **wanted)
    return draft


def known_only(draft: Draft, known: Mapping[str, str]) -> Draft:
    """The same without the parties of whom nothing is known."""
    return draft.having(parties=[dict(t) for t in draft.parties if t["id"] in known])


def in_own_terms(matter: str, party: str, source: str) -> Scenario:
    """The negotiation as one party may look at it alone, for `own_report` (NB 20).

    A negotiation has two sides at least, so the others stand in it with nothing of their own:
    `own_report` reads no other party, and nothing else may be asked of this scenario.
    """
    draft = put_together(matter, {party: source})
    issues = draft.issues
    own = draft.party(party)
    reservation = own.get("reservation")
    mine = Party(
        party,
        draft.name_of(party),
        read_preference(own, issues, f"party {party}"),
        None if reservation is None else decimal(reservation, "reservation"),
        draft.red_lines(party),
    )
    zero = Decimal(0)
    nothing = Additive((zero,) * len(issues), tuple((zero,) * len(i.values) for i in issues))
    return Scenario(
        issues,
        tuple(
            mine if table["id"] == party else Party(str(table["id"]), "", nothing)
            for table in draft.parties
        ),
        title=draft.title,
        constraints=draft.constraints,
    )


def same_preferences(one: Party, other: Party) -> bool:
    """Whether two tables say the same of a party: what it wants, its fallback, its red lines."""
    return (one.preference, one.reservation, one.red_lines) == (
        other.preference,
        other.reservation,
        other.red_lines,
    )
