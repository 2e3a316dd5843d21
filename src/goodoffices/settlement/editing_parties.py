"""Edits of a negotiation's parties: names, fallbacks, weights and scores, ranks, red lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.modelling.short_names import check_named, new_id
from goodoffices.saying import say
from goodoffices.settlement.draft import OTHER, POINTS, RANKS, as_number
from goodoffices.settlement.editing_issues import condition, shifted
from goodoffices.settlement.preferences import Additive
from goodoffices.settlement.reading_preferences import read_preference
from goodoffices.settlement.scenario import Party, Scenario
from goodoffices.settlement.tables import tabled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.settlement.draft import Draft
    from goodoffices.settlement.issues import Issue

__all__ = [
    "add_party",
    "add_red_line",
    "change_red_line",
    "move_party",
    "remove_party",
    "remove_red_line",
    "rename_party",
    "set_ends",
    "set_form",
    "set_reservation",
    "set_score_ranks",
    "set_scores",
    "set_weight",
    "set_weight_ranks",
]


def add_party(draft: Draft, name: str, own: str) -> Draft:
    """Add a party of which nothing is known yet."""
    named = check_named(name)
    taken = {str(table["id"]) for table in draft.parties}
    found = new_id(named, own, taken, f"side_{len(taken) + 1}")
    return draft.having(parties=[*map(dict, draft.parties), {"id": found, "name": named}])


def rename_party(draft: Draft, own: str, name: str) -> Draft:
    return draft.with_party(own, name=check_named(name))


def remove_party(draft: Draft, own: str) -> Draft:
    kept = [dict(table) for table in draft.parties if table["id"] != own]
    return draft.having(parties=kept).moving(("parties", own), None)


def move_party(draft: Draft, own: str, by: int) -> Draft:
    tables = [dict(table) for table in draft.parties]
    place = next(k for k, table in enumerate(tables) if table["id"] == own)
    return draft.having(parties=shifted(tables, place, by))


def set_reservation(draft: Draft, own: str, typed: str) -> Draft:
    """Say what the party gets without an agreement; empty: that is not known."""
    if not typed:
        return draft.with_party(own, reservation=None)
    number = as_number(typed, "reservation")
    if isinstance(number, list):
        raise InputError(
            say("a fallback is one number"),
            where="reservation",
            remedy=say("Leave it empty if not known"),
        )
    return draft.with_party(own, reservation=number)


def set_weight(draft: Draft, own: str, issue: str, typed: str) -> Draft:
    weights = dict(tabled(draft.party(own).get("weights", {}), "weights"))
    weights.pop(issue, None)
    if typed:
        weights[issue] = as_number(typed, "weight")
    return draft.with_party(own, weights=weights or None)


def set_scores(draft: Draft, own: str, issue: Issue, typed: Sequence[str]) -> Draft:
    """Give the score of each value, or of none."""
    scores = dict(tabled(draft.party(own).get("scores", {}), "scores"))
    scores.pop(issue.id, None)
    if any(typed):
        missing = [issue.label(k) for k, one in enumerate(typed) if not one]
        if missing:
            raise InputError(
                say("the score of {missing} is missing", missing=missing[0]), where="scores"
            )
        scores[issue.id] = [as_number(one, "scores") for one in typed]
    return draft.with_party(own, scores=scores or None)


def set_ends(draft: Draft, own: str, issue: Issue, typed: Sequence[str]) -> Draft:
    """Give the scores at both ends of a range; those between lie on the line that joins them."""
    scores = dict(tabled(draft.party(own).get("scores", {}), "scores"))
    scores.pop(issue.id, None)
    if any(typed):
        if not all(typed):
            raise InputError(say("a line has two ends"), where="scores")
        numbers = [as_number(one, "scores") for one in typed]
        ends = (issue.values[0], issue.values[-1])
        if any(isinstance(number, list) for number in numbers):
            raise InputError(say("the ends of a line are single numbers"), where="scores")
        scores[issue.id] = {"line": [list(pair) for pair in zip(ends, numbers, strict=True)]}
    return draft.with_party(own, scores=scores or None)


def set_weight_ranks(draft: Draft, own: str, typed: Mapping[str, str]) -> Draft:
    """Give each issue its rank, 1 for the most important; the same number for what is tied."""
    names: dict[object, str] = {issue.id: issue.name for issue in draft.issues}
    levels = _levels([(one, typed.get(str(one), "")) for one in names], names)
    return draft.with_party(own, weight_ranks=levels or None)


def set_score_ranks(draft: Draft, own: str, issue: Issue, typed: Sequence[str]) -> Draft:
    names: dict[object, str] = {k: issue.label(k) for k in range(len(issue.values))}
    levels = _levels(list(enumerate(typed)), names)
    ranks = {**tabled(draft.party(own).get("score_ranks", {}), "score_ranks"), issue.id: levels}
    kept = {k: v for k, v in ranks.items() if v}
    return draft.with_party(own, score_ranks=kept or None)


def _levels(typed: Sequence[tuple[object, str]], names: Mapping[object, str]) -> list[object]:
    if not any(rank for _, rank in typed):
        return []
    by_rank: dict[int, list[object]] = {}
    for one, rank in typed:
        if not rank.isascii() or not rank.isdigit() or len(rank) > len("99999"):
            raise InputError(
                say("'{names}' has no rank", names=names[one])
                if not rank
                else say("'{rank}' is not a rank", rank=rank[:40]),
                where="ranks",
                remedy=say("Number them 1, 2, 3 …, the first the best; the same number where tied"),
            )
        by_rank.setdefault(int(rank), []).append(one)
    return [one if len(one) > 1 else one[0] for _, one in sorted(by_rank.items())]


def set_form(draft: Draft, own: str, form: str) -> Draft:
    """Turn points into the ranks they imply, or ranks into the middle of them (NB 16)."""
    now = draft.form(own)
    if now == form or form not in {POINTS, RANKS}:
        return draft
    if now == OTHER:
        raise InputError(
            say("these preferences are written in a form of their own"),
            where=f"parties.{own}",
            remedy=say("Change them in the text."),
        )
    return _ranked(draft, own) if form == RANKS else _in_points(draft, own)


def _ranked(draft: Draft, own: str) -> Draft:
    table = draft.party(own)
    weights = {i.id: _middle(draft.weight(own, i.id)) for i in draft.issues}
    ranks: dict[str, object] = {}
    for issue in draft.issues:
        row = draft.scores(own, issue)
        if row is None:
            raise InputError(
                say("the scores of {issue} lie on a line", issue=issue.name),
                remedy=say("Change the text."),
            )
        if all(row):
            ranks[issue.id] = _falling([(k, _middle(one)) for k, one in enumerate(row)])
    return draft.with_party(
        own,
        weights=None,
        scores=None,
        graded=None,
        weight_ranks=_falling(list(weights.items())),
        score_ranks=(ranks or None) if "score_ranks" not in table else {**ranks},
    )


def _middle(typed: str) -> float:
    number = as_number(typed, "weights") if typed else 0
    return float(sum(number)) / len(number) if isinstance(number, list) else float(number)


def _falling(pairs: Sequence[tuple[object, float]]) -> list[object]:
    by_value: dict[float, list[object]] = {}
    for one, value in pairs:
        by_value.setdefault(value, []).append(one)
    return [one if len(one) > 1 else one[0] for _, one in sorted(by_value.items(), reverse=True)]


def _in_points(draft: Draft, own: str) -> Draft:
    # only here, for it loads NumPy
    from goodoffices.settlement.uncertain.worlds import best_guess  # noqa: PLC0415 - see above

    issues = draft.issues
    party = Party(own, own, read_preference(draft.party(own), issues, f"party {own}"))
    # a negotiation has two sides: the guess for one does not depend on the other
    guess = best_guess(Scenario(issues, (party, replace(party, id="other")))).parties[0]
    if not isinstance(guess.preference, Additive):
        return draft
    weights, scores = guess.preference.weights, guess.preference.scores
    return draft.with_party(
        own,
        weight_ranks=None,
        score_ranks=None,
        weights={issue.id: weights[j] for j, issue in enumerate(issues)},
        scores={issue.id: list(scores[j]) for j, issue in enumerate(issues)},
    )


def add_red_line(draft: Draft, own: str, said: str) -> Draft:
    return draft.with_party(own, red_lines=[*draft.red_lines(own), condition(draft, said)])


def change_red_line(draft: Draft, own: str, number: int, said: str) -> Draft:
    lines = list(draft.red_lines(own))
    lines[number] = condition(draft, said)
    return draft.with_party(own, red_lines=lines)


def remove_red_line(draft: Draft, own: str, number: int) -> Draft:
    lines = list(draft.red_lines(own))
    del lines[number]
    return draft.with_party(own, red_lines=lines or None)
