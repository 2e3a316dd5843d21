"""One step of a single negotiating text (TK 5).

What a party may do never depends on what others hold in confidence: its own brackets and
reservations keep it from accepting, those of others do not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.saying import say
from goodoffices.talks.table import Refusal, Role
from goodoffices.talks.text.clause import clause_step
from goodoffices.talks.text.events import Add, Agree, Event, Table, Withdraw
from goodoffices.talks.text.state import Clause, ClausePhase, Phase, Text
from goodoffices.talks.text.table import TEXT_TABLE

if TYPE_CHECKING:
    from goodoffices.talks.who import Who

__all__ = ["step"]


def step(state: Text, event: Event, who: Who) -> Text | Refusal:
    """Return the text after the event, or why it cannot happen; O(clauses)."""
    refused = TEXT_TABLE.closed(state.phase, event.name, who.role)
    if refused is not None:
        return refused
    if who.role is Role.PARTY and who.party not in state.parties:
        return Refusal(say("the party has no part in this text"))
    changed = _changed(state, event, who)
    if isinstance(changed, Refusal):
        return changed
    return replace(changed, phase=Phase(TEXT_TABLE.target(state.phase, event.name, who.role)))


def _changed(state: Text, event: Event, who: Who) -> Text | Refusal:
    match event:
        case Add():
            return _added(state, event)
        case Table() if not state.standing:
            return Refusal(say("the text has no clause"))
        case Agree() if not _all_agreed(state):
            return Refusal(say("not every clause is agreed"))
        case Table():
            return replace(state, tabled=True, clauses=tuple(_shown(c) for c in state.clauses))
        case Agree() | Withdraw():
            return state
    clause = state.clause(event.clause)
    if clause is None:
        return Refusal(say("there is no such clause"))
    changed = clause_step(state, clause, event, who)
    if isinstance(changed, Refusal):
        return changed
    return replace(state, clauses=tuple(changed if c is clause else c for c in state.clauses))


def _all_agreed(state: Text) -> bool:
    return bool(state.standing) and all(c.phase is ClausePhase.AGREED for c in state.standing)


def _shown(clause: Clause) -> Clause:
    """The clause as it is first tabled: its last version, or none if it was struck before."""
    struck = clause.phase is ClausePhase.STRUCK
    return replace(clause, shown_from=len(clause.versions) - (not struck))


def _added(state: Text, event: Add) -> Text | Refusal:
    if state.clause(event.clause) is not None:
        return Refusal(say("a clause of that id is there already"))
    if event.version.text_in(state.authoritative) is None:
        return Refusal(say("the clause has no wording in the authoritative language"))
    places = [k for k, c in enumerate(state.clauses) if c.id == event.after]
    if event.after and not places:
        return Refusal(say("there is no clause to put it after"))
    place = places[0] + 1 if places else len(state.clauses)
    clauses = (*state.clauses[:place], Clause(event.clause, (event.version,)))
    return replace(state, clauses=(*clauses, *state.clauses[place:]))
