"""Edits of a negotiation's issues, conditions and today's package; each gives another draft.

What the parties' preferences say of a value goes with the value, wherever that moves to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.modelling.short_names import check_named, new_id
from goodoffices.saying import say
from goodoffices.settlement.constraints import issues_read, parse
from goodoffices.settlement.draft import as_number
from goodoffices.settlement.exact import written
from goodoffices.settlement.reading_issues import read_issue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.draft import Draft
    from goodoffices.settlement.issues import Issue
    from goodoffices.settlement.tables import Table

__all__ = [
    "add_condition",
    "add_issue",
    "change_condition",
    "change_span",
    "change_values",
    "move_issue",
    "remove_condition",
    "remove_issue",
    "rename_issue",
    "set_today",
    "shifted",
]

_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def add_issue(
    draft: Draft, name: str, own: str, values: Sequence[str], span: Sequence[str]
) -> Draft:
    """Add an issue with its values, listed or from a range (from, to, step)."""
    named = check_named(name)
    taken = {issue.id for issue in draft.issues}
    found = new_id(named, own, taken, f"issue_{len(taken) + 1}")
    table: dict[str, object] = {"id": found, "name": named, **_content(values, span)}
    _checked(table)
    return draft.having(issues=[*map(dict, draft.issue_tables), table])


def _content(values: Sequence[str], span: Sequence[str]) -> dict[str, object]:
    if any(span):
        if values:
            raise InputError(say("give either values or a range"), where="values")
        keys = ("from", "to", "step")
        return {"range": {k: as_number(v, k) for k, v in zip(keys, span, strict=True)}}
    if not values:
        raise InputError(
            say("it has no values"),
            where="values",
            remedy=say("Write one a line, or a range with a step."),
        )
    return {"values": _as_values(values)}


def _as_values(labels: Sequence[str]) -> list[object]:
    """Words, or numbers where every label is one: so that they can be compared."""
    if all(_PLAIN_NUMBER.fullmatch(label) for label in labels):
        return [as_number(label, "values") for label in labels]
    return list(labels)


def _checked(table: Table) -> Issue:
    try:
        return read_issue(table, "")
    except InputError as error:
        where = error.where.rpartition(": ")[2]
        raise InputError(error.what, where="id" if where == "id" else "values") from None


def rename_issue(draft: Draft, own: str, name: str) -> Draft:
    named = check_named(name)
    return draft.having(
        issues=[{**t, "name": named} if t["id"] == own else dict(t) for t in draft.issue_tables]
    )


def move_issue(draft: Draft, own: str, by: int) -> Draft:
    tables = [dict(table) for table in draft.issue_tables]
    if any("utilities" in party for party in draft.parties):
        raise InputError(
            say("some preferences are one number a package, in the order of the issues"),
            where="issues",
            remedy=say("Change them in the text."),
        )
    place = next(k for k, table in enumerate(tables) if table["id"] == own)
    if any("utility" in party for party in draft.parties):
        raise InputError(
            say("some preferences name issues by their number"),
            remedy=say("Change them in the text."),
        )
    return draft.having(issues=shifted(tables, place, by))


def shifted(items: Sequence[Table], place: int, by: int) -> list[Table]:
    """The items with one of them moved by so many places, as far as there are any."""
    kept = list(items)
    one = kept.pop(place)
    kept.insert(min(max(place + by, 0), len(kept)), one)
    return kept


def remove_issue(draft: Draft, own: str) -> Draft:
    """Remove an issue and what the parties say of it; refused while a condition names it."""
    issues = draft.issues
    number = next(k for k, issue in enumerate(issues) if issue.id == own)
    _check_walkable(draft, own)
    named = [
        *draft.constraints,
        *(line for p in draft.parties for line in draft.red_lines(str(p["id"]))),
    ]
    for line in named:
        if number in _read_by(line, issues):
            raise InputError(
                say("the condition {line} names it", line=line), remedy=say("Change that first.")
            )
    changed = draft.having(issues=[dict(t) for t in draft.issue_tables if t["id"] != own])
    if draft.today is not None:
        changed = changed.having(
            status_quo={k: v for k, v in draft.today.items() if k != own} or None
        )
    for party in draft.parties:
        changed = changed.with_party(
            str(party["id"]),
            **{
                key: {k: v for k, v in table.items() if k != own}
                for key in ("weights", "scores", "score_ranks")
                if isinstance(table := party.get(key), Mapping)
            },
            **_ranks_without(party, own),
        )
    return changed.moving(("issues", own), None)


def _ranks_without(party: Table, own: str) -> dict[str, object]:
    levels = party.get("weight_ranks")
    if not isinstance(levels, list):
        return {}
    kept = [[n for n in lv if n != own] if isinstance(lv, list) else lv for lv in levels]
    return {"weight_ranks": [level for level in kept if level not in ([], own)]}


def _read_by(line: str, issues: tuple[Issue, ...]) -> frozenset[int]:
    try:
        return issues_read(parse(line, issues, ""))
    except InputError:
        # what cannot be read is told elsewhere, and names its issues all the same
        return frozenset(k for k, i in enumerate(issues) if re.search(rf"\b{i.id}\b", line))


def _check_walkable(draft: Draft, own: str) -> None:
    for party in draft.parties:
        if draft.form(str(party["id"])) == "other":
            raise InputError(
                say(
                    "the preferences of {party} are written package by package or as boxes",
                    party=draft.name_of(str(party["id"])),
                ),
                where=f"issues.{own}",
                remedy=say("Change them in the text."),
            )


def change_values(draft: Draft, own: str, labels: Sequence[str]) -> Draft:
    """Give an issue other values, one a label.

    A label that was there before keeps what is said of it; where only names differ, each keeps
    its place; what is new is worth 0 to everybody and stands last among ranks.
    """
    if not labels:
        raise InputError(say("it has no values"), where="values", remedy=say("Write one a line."))
    before = draft.issue(own)
    after = _checked({"id": own, "name": before.name, "values": _as_values(labels)})
    return _revalued(draft, before, after, {"values": _as_values(labels)})


def change_span(draft: Draft, own: str, span: Sequence[str]) -> Draft:
    before = draft.issue(own)
    content = _content((), span)
    return _revalued(draft, before, _checked({"id": own, "name": before.name, **content}), content)


def _revalued(draft: Draft, before: Issue, after: Issue, content: dict[str, object]) -> Draft:
    if before.values == after.values:
        return draft
    _check_walkable(draft, before.id)
    origin = _origin(before, after)
    tables = []
    for table in draft.issue_tables:
        kept = {k: v for k, v in table.items() if k not in {"values", "range"}}
        tables.append({**kept, **content} if table["id"] == before.id else dict(table))
    changed = draft.having(issues=tables)
    for party in draft.parties:
        changed = changed.with_party(str(party["id"]), **_carried(party, before.id, origin))
    today = draft.today
    if today is not None and before.id in today:
        place = (
            origin.index(before.position(today[before.id], ""))
            if before.position(today[before.id], "") in origin
            else None
        )
        value = None if place is None else after.values[place]
        kept_today = {k: v for k, v in today.items() if k != before.id}
        changed = changed.having(
            status_quo=None if value is None else {**kept_today, before.id: value}
        )
    return changed


def _origin(before: Issue, after: Issue) -> list[int | None]:
    """For each value where it stood before; None for what is new."""
    old = [before.label(k) for k in range(len(before.values))]
    new = [after.label(k) for k in range(len(after.values))]
    found: list[int | None] = [old.index(label) if label in old else None for label in new]
    if len(old) == len(new):
        found = [
            k if place is None and old[k] not in new else place for k, place in enumerate(found)
        ]
    return found


def _carried(party: Table, own: str, origin: list[int | None]) -> dict[str, object]:
    changed: dict[str, object] = {}
    scores = party.get("scores")
    if isinstance(scores, Mapping) and isinstance(row := scores.get(own), list):
        carried = [0 if k is None or k >= len(row) else row[k] for k in origin]
        changed["scores"] = {**scores, own: carried}
    ranks = party.get("score_ranks")
    if isinstance(ranks, Mapping) and isinstance(levels := ranks.get(own), list):
        place = {old: new for new, old in enumerate(origin) if old is not None}
        moved = [
            [place[k] for k in (level if isinstance(level, list) else [level]) if k in place]
            for level in levels
        ]
        moved.append([new for new, old in enumerate(origin) if old is None])
        changed["score_ranks"] = {**ranks, own: [_level(one) for one in moved if one]}
    return changed


def _level(level: list[int]) -> object:
    return level if len(level) > 1 else level[0]


def set_today(draft: Draft, package: Mapping[str, int] | None) -> Draft:
    """Say which package there is today, by value positions; None: that is not named."""
    if package is None:
        kept = "no_agreement" in draft.tree
        if kept:
            raise InputError(
                say("no agreement is said to lead to today's package"),
                remedy=say("Change that in the text."),
            )
        return draft.having(status_quo=None)
    values = {issue.id: issue.values[package[issue.id]] for issue in draft.issues}
    return draft.having(status_quo=values)


def add_condition(draft: Draft, said: str) -> Draft:
    return draft.having(constraints=[*draft.constraints, condition(draft, said)])


def change_condition(draft: Draft, number: int, said: str) -> Draft:
    lines = list(draft.constraints)
    old, lines[number] = lines[number], condition(draft, said)
    changed = draft.having(constraints=lines)
    return changed.moving(("constraints", old), ("constraints", lines[number]))


def remove_condition(draft: Draft, number: int) -> Draft:
    lines = list(draft.constraints)
    old = lines.pop(number)
    return draft.having(constraints=lines or None).moving(("constraints", old), None)


def condition(draft: Draft, said: str) -> str:
    """The condition in one line, if it can be read."""
    line = " ".join(said.split())
    parse(line, draft.issues, "")
    return line


def values_in_words(issue: Issue) -> str:
    """The values as they are typed, one a line."""
    return "\n".join(v if isinstance(v, str) else written(v) for v in issue.values)
