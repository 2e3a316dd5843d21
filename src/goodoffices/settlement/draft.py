"""A negotiation that is being built: its file as values, which may lack what a scenario needs.

Only what a builder must be able to walk (issues with their values, parties, lists of conditions)
is checked when it is opened. A preference that is not stated yet is not there, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.modelling.comments import comments_of
from goodoffices.modelling.draft import DraftFile
from goodoffices.saying import say
from goodoffices.settlement.exact import decimal, written
from goodoffices.settlement.files import FORMAT, check_format, loads, read_tree
from goodoffices.settlement.reading_issues import read_issue
from goodoffices.settlement.tables import as_list, tabled, text, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.issues import Issue
    from goodoffices.settlement.scenario import Scenario
    from goodoffices.settlement.tables import Table

__all__ = ["OTHER", "POINTS", "RANKS", "Draft", "as_number", "in_figures", "in_ranks"]

POINTS, RANKS, OTHER = "points", "ranks", "other"
"""How a party's preferences are written: numbers or intervals, ranks, or a form of its own."""
_BETWEEN = " to "


@dataclass(frozen=True, slots=True, eq=False)
class Draft(DraftFile):
    """The file of a negotiation that is being built."""

    @classmethod
    def opened(cls, words: str) -> Draft:
        """Open the text of a scenario, TOML; empty text is a new one. Raises InputError."""
        tree: Table = read_tree(words, "toml", FORMAT) if words.strip() else {"format": FORMAT}
        check_format(tree, FORMAT)
        draft = cls(tree, comments_of(words, tree))
        draft.check()
        return draft

    def check(self) -> None:
        """Whether a builder can walk it: issues that are issues, names where they belong."""
        self.issues  # noqa: B018 - reading them checks them
        for number, party in enumerate(as_list(self.tree.get("parties", []), "parties")):
            table = tabled(party, f"parties[{number}]")
            text(table, "id", f"parties[{number}]")
            text(table, "name", f"parties[{number}]", "")
            for key in ("weights", "scores", "score_ranks"):
                tabled(table.get(key, {}), f"parties[{number}].{key}")
            as_list(table.get("weight_ranks", []), f"parties[{number}].weight_ranks")
            texts(table, "red_lines", f"parties[{number}]")
        texts(self.tree, "constraints", "")

    @property
    def issues(self) -> tuple[Issue, ...]:
        tables = as_list(self.tree.get("issues", []), "issues")
        return tuple(
            read_issue(tabled(one, f"issues[{k}]"), f"issues[{k}]") for k, one in enumerate(tables)
        )

    def issue(self, own: str) -> Issue:
        for issue in self.issues:
            if issue.id == own:
                return issue
        raise InputError(say("no issue is called '{own}'", own=own), where="issues")

    def span(self, own: str) -> tuple[str, str, str] | None:
        """Where the values of an issue go from, to, and in what steps; None if they are listed."""
        for table in self.issue_tables:
            if table.get("id") == own and isinstance(table.get("range"), Mapping):
                span = tabled(table["range"], "range")
                low, high, step = (decimal(span[key], key) for key in ("from", "to", "step"))
                return written(low), written(high), written(step)
        return None

    @property
    def issue_tables(self) -> tuple[Table, ...]:
        return tuple(tabled(t, "issues") for t in as_list(self.tree.get("issues", []), "issues"))

    @property
    def parties(self) -> tuple[Table, ...]:
        return tuple(tabled(t, "parties") for t in as_list(self.tree.get("parties", []), "parties"))

    def party(self, own: str) -> Table:
        for table in self.parties:
            if table["id"] == own:
                return table
        raise InputError(say("no party is called '{own}'", own=own), where="parties")

    def name_of(self, party: str) -> str:
        table = self.party(party)
        return str(table.get("name", table["id"]))

    @property
    def constraints(self) -> tuple[str, ...]:
        return texts(self.tree, "constraints", "")

    def red_lines(self, party: str) -> tuple[str, ...]:
        return texts(self.party(party), "red_lines", "parties")

    @property
    def today(self) -> Mapping[str, object] | None:
        found = self.tree.get("status_quo")
        return found if isinstance(found, Mapping) else None

    def form(self, party: str) -> str:
        table = self.party(party)
        if "utilities" in table or "utility" in table:
            return OTHER
        if "weight_ranks" in table and "weights" not in table:
            return RANKS
        return POINTS

    def weight(self, party: str, issue: str) -> str:
        """The weight as it is typed; empty where it is not stated."""
        return in_figures(tabled(self.party(party).get("weights", {}), "weights").get(issue))

    def scores(self, party: str, issue: Issue) -> tuple[str, ...] | None:
        """The score of each value as it is typed, empty where not stated; None for a line."""
        found = tabled(self.party(party).get("scores", {}), "scores").get(issue.id)
        if isinstance(found, Mapping):
            return None
        given = found if isinstance(found, list) else []
        return tuple(
            in_figures(given[k]) if k < len(given) else "" for k in range(len(issue.values))
        )

    def ends(self, party: str, issue: Issue) -> tuple[str, str] | None:
        """The scores at the two ends of a line; None where it has bends in between."""
        found = tabled(self.party(party).get("scores", {}), "scores").get(issue.id)
        if found is None:
            return "", ""
        points = found.get("line") if isinstance(found, Mapping) else None
        two = 2
        if not isinstance(points, list) or len(points) != two:
            return None
        return in_figures(points[0][1]), in_figures(points[1][1])

    def weight_ranks(self, party: str) -> dict[str, str]:
        levels = as_list(self.party(party).get("weight_ranks", []), "weight_ranks")
        return {str(name): rank for name, rank in in_ranks(levels)}

    def score_ranks(self, party: str, issue: Issue) -> tuple[str, ...]:
        found = tabled(self.party(party).get("score_ranks", {}), "score_ranks").get(issue.id, [])
        ranks = dict(in_ranks(as_list(found, "score_ranks")))
        return tuple(ranks.get(k, "") for k in range(len(issue.values)))

    def reservation(self, party: str) -> str:
        return in_figures(self.party(party).get("reservation"))

    def scenario(self) -> Scenario:
        """What has been built, if it is whole; else InputError says what is missing."""
        return loads(self.text(), "toml")

    def with_party(self, own: str, **values: object) -> Draft:
        """The same with these keys of one party; None takes a key away."""
        changed = []
        for table in self.parties:
            if table["id"] == own:
                merged = {**table, **values}
                changed.append({k: v for k, v in merged.items() if v is not None})
            else:
                changed.append(dict(table))
        return self.having(parties=changed)


def in_ranks(levels: Sequence[object]) -> list[tuple[object, str]]:
    """Each entry of a list of levels with its rank, 1 for the first; tied ones share it."""
    return [
        (one, str(rank))
        for rank, level in enumerate(levels, 1)
        for one in (level if isinstance(level, list) else [level])
    ]


def in_figures(value: object) -> str:
    """A number or an interval as a person types it: `0.25`, `0.2 to 0.4`; empty for nothing."""
    if isinstance(value, list):
        return _BETWEEN.join(in_figures(one) for one in value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return "" if value is None else str(value)
    return written(Decimal(value))


def as_number(typed: str, where: str) -> Decimal | int | list[Decimal | int]:
    """Read what `in_figures` writes; InputError for anything else."""
    parts = [_one_number(part, where) for part in typed.split(_BETWEEN)]
    if len(parts) == 1:
        return parts[0]
    low, *rest = parts
    if len(rest) != 1 or rest[0] < low:
        raise InputError(
            say("'{typed}' is no interval", typed=typed[:40]),
            where=where,
            remedy=say("Write it as 0.2 to 0.4"),
        )
    return [low, rest[0]]


def _one_number(typed: str, where: str) -> Decimal | int:
    said = typed.strip()
    plain = said.removeprefix("-").removeprefix("+")
    if not plain.isascii() or not plain.replace(".", "", 1).isdigit():
        raise InputError(
            say("'{typed}' is not a number", typed=typed[:40]),
            where=where,
            remedy=say("Write it as 0.25, or as 0.2 to 0.4 where it is not known exactly"),
        )
    number = decimal(Decimal(said), where)
    return int(number) if number == number.to_integral_value() else number
