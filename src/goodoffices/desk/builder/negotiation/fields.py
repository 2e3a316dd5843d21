"""What was typed about a negotiation, taken up into the model, or told beside its field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.desk.builder.hand import Hand, LineEdits, rest_taken_up
from goodoffices.desk.builder.negotiation.places import ISSUES, PARTY, TOGETHER
from goodoffices.desk.builder.state import NEW, REST
from goodoffices.settlement import editing_issues as issues
from goodoffices.settlement import editing_parties as parties
from goodoffices.settlement.draft import POINTS, RANKS, Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from django.http import QueryDict

    from goodoffices.desk.builder.state import State
    from goodoffices.settlement.issues import Issue

__all__ = ["MOST_LISTED", "by_line", "party_taken_up", "taken_up"]

MOST_LISTED = 40
"""With more values an issue is scored by the ends of its range."""
_SPAN = ("from", "to", "step")


def taken_up(
    state: State[Draft], post: QueryDict, leave_out: Collection[str], known: frozenset[str]
) -> State[Draft]:
    """Take up what was typed in the part shown, but for the fields named."""
    hand = Hand(post, state.draft)
    if state.kind == ISSUES:
        if state.in_step and state.title and state.title != state.draft.title:
            hand.take("title", Draft.retitled, state.title, state.draft.source)
        _issues(hand, leave_out)
    elif state.kind == TOGETHER:
        _together(hand, leave_out)
    elif state.kind == PARTY:
        party_taken_up(hand, state.subject, leave_out)
    elif state.kind == REST:
        return rest_taken_up(state, post, known)
    return replace(
        state.with_draft(hand.draft),
        faults=hand.faults,
        typed=hand.kept,
        focus=hand.focus or state.focus,
    )


def _issues(hand: Hand[Draft], leave_out: Collection[str]) -> None:
    cited = hand.typed("cited")
    if cited is not None and cited != " ".join(hand.draft.source.split()):
        hand.take("cited", Draft.retitled, hand.draft.title, cited)
    for issue in hand.draft.issues:
        if f"issue.{issue.id}" not in leave_out:
            _issue(hand, issue)
    for table in hand.draft.parties:
        own = str(table["id"])
        name = hand.typed(f"party.{own}")
        if name is not None and name != hand.draft.name_of(own) and f"party.{own}" not in leave_out:
            hand.take(f"party.{own}", parties.rename_party, own, name)
    _new_issue(hand)
    _new_party(hand)


def _issue(hand: Hand[Draft], issue: Issue) -> None:
    name = hand.typed(f"issue.{issue.id}")
    if name is not None and name != issue.name:
        hand.take(f"issue.{issue.id}", issues.rename_issue, issue.id, name)
    values = f"values.{issue.id}"
    typed = hand.post.get(values)
    if typed is not None and _lines(typed) != _lines(issues.values_in_words(issue)):
        hand.take(values, issues.change_values, issue.id, _lines(typed))
    span = tuple(hand.typed(f"{key}.{issue.id}") for key in _SPAN)
    if None not in span and span != hand.draft.span(issue.id):
        hand.take(f"from.{issue.id}", issues.change_span, issue.id, span)


def _lines(typed: str) -> list[str]:
    return [line for line in (" ".join(one.split()) for one in typed.splitlines()) if line]


def _new_issue(hand: Hand[Draft]) -> None:
    name = f"{NEW}.issue"
    said = hand.typed(name)
    if not said:
        return
    own = hand.typed(f"{name}.id") or ""
    values = _lines(hand.post.get(f"{name}.values", ""))
    span = tuple(hand.typed(f"{name}.{key}") or "" for key in _SPAN)
    hand.take_named(name, issues.add_issue, said, own, values, span)


def _new_party(hand: Hand[Draft]) -> None:
    name = f"{NEW}.party"
    said = hand.typed(name)
    if said:
        hand.take_named(name, parties.add_party, said, hand.typed(f"{name}.id") or "")


def _together(hand: Hand[Draft], leave_out: Collection[str]) -> None:
    edits = LineEdits(issues.add_condition, issues.change_condition, issues.remove_condition)
    hand.take_lines("constraints", hand.draft.constraints, leave_out, edits)
    named = hand.typed("today")
    if named == "unknown" and hand.draft.today is not None:
        hand.take("today", issues.set_today, None)
    elif named == "named":
        package = {}
        for issue in hand.draft.issues:
            said = hand.typed(f"today.{issue.id}") or "0"
            within = said.isascii() and said.isdigit() and int(said) < len(issue.values)
            package[issue.id] = int(said) if within else 0
        today = hand.draft.today
        held = today and {i.id: i.position(today[i.id], "") for i in hand.draft.issues}
        if package != held:
            hand.take("today", issues.set_today, package)


def by_line(draft: Draft, issue: Issue) -> bool:
    """Whether the scores of an issue are told by the ends of its range."""
    return len(issue.values) > MOST_LISTED and draft.span(issue.id) is not None


def party_taken_up(hand: Hand[Draft], own: str, leave_out: Collection[str]) -> None:
    """Take up what was typed about one party: its fallback and its preferences."""
    fallback = hand.typed("fallback")
    if fallback is not None and fallback != hand.draft.reservation(own):
        hand.take("fallback", parties.set_reservation, own, fallback)
    form = hand.draft.form(own)
    if form == POINTS:
        for issue in hand.draft.issues:
            _points(hand, own, issue)
    elif form == RANKS:
        _ranks(hand, own)

    def bound(edit: Callable[..., Draft]) -> Callable[..., Draft]:
        return lambda draft, *values: edit(draft, own, *values)

    edits = LineEdits(
        bound(parties.add_red_line),
        bound(parties.change_red_line),
        bound(parties.remove_red_line),
    )
    hand.take_lines("red", hand.draft.red_lines(own), leave_out, edits)


def _points(hand: Hand[Draft], own: str, issue: Issue) -> None:
    weight = f"weight.{issue.id}"
    said = hand.typed(weight)
    if said is not None and said != hand.draft.weight(own, issue.id):
        hand.take(weight, parties.set_weight, own, issue.id, said)
    before: tuple[str, ...] | None
    edit: Callable[[Draft, str, Issue, Sequence[str]], Draft]
    if by_line(hand.draft, issue):
        names = [f"score.{issue.id}.low", f"score.{issue.id}.high"]
        before, edit = hand.draft.ends(own, issue), parties.set_ends
    else:
        names = [f"score.{issue.id}.{k}" for k in range(len(issue.values))]
        before, edit = hand.draft.scores(own, issue), parties.set_scores
    _row(hand, names, before, lambda draft, row: edit(draft, own, issue, row))


def _ranks(hand: Hand[Draft], own: str) -> None:
    named = [issue.id for issue in hand.draft.issues]
    held = hand.draft.weight_ranks(own)
    _row(
        hand,
        [f"weight.{one}" for one in named],
        tuple(held.get(one, "") for one in named),
        lambda draft, row: parties.set_weight_ranks(draft, own, dict(zip(named, row, strict=True))),
    )
    for issue in hand.draft.issues:
        names = [f"score.{issue.id}.{k}" for k in range(len(issue.values))]
        _row(
            hand,
            names,
            hand.draft.score_ranks(own, issue),
            lambda draft, row, issue=issue: parties.set_score_ranks(draft, own, issue, row),
        )


def _row(
    hand: Hand[Draft],
    names: list[str],
    before: tuple[str, ...] | None,
    edit: Callable[..., Draft],
) -> None:
    """Take up fields that only mean something together; a fault stands beside the first changed."""
    row = [hand.typed(name) for name in names]
    if before is None or None in row or tuple(row) == before:
        return
    differs = [name for name, old, new in zip(names, before, row, strict=True) if old != new]
    empty = [name for name, new in zip(names, row, strict=True) if not new]
    at = empty[0] if empty and any(row) else differs[0]
    hand.take(at, edit, row)
    if at in hand.faults:
        hand.kept |= {name: hand.post.get(name, "") for name in names}
