"""One step of one clause (TK 5)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.record.audiences import JOINT, TEAM, caucus
from goodoffices.saying import say
from goodoffices.talks.table import Refusal, Role
from goodoffices.talks.text.events import (
    Accept,
    Hold,
    Lift,
    OnClause,
    Remark,
    Reopen,
    Reserve,
    Revise,
)
from goodoffices.talks.text.state import Bracket, Clause, ClausePhase, Comment, Mark, Text
from goodoffices.talks.text.table import ALL, CLAUSE_TABLE, SOME

if TYPE_CHECKING:
    from goodoffices.talks.who import Who

__all__ = ["clause_step"]


def clause_step(text: Text, clause: Clause, event: OnClause, who: Who) -> Clause | Refusal:
    """Return the clause after the event, or why it cannot happen."""
    refused = CLAUSE_TABLE.closed(clause.phase, event.name, who.role) or _misfit(
        text, clause, event, who
    )
    if refused is not None:
        return refused
    changed, when = _changed(text, clause, event, who)
    target = CLAUSE_TABLE.target(clause.phase, event.name, who.role, when)
    return replace(changed, phase=ClausePhase(target))


def _misfit(text: Text, clause: Clause, event: OnClause, who: Who) -> Refusal | None:
    match event:
        case Revise() if event.version.text_in(text.authoritative) is None:
            return Refusal(say("the version has no wording in the authoritative language"))
        case Hold():
            return _unheld(text, clause, event, who)
        case Remark():
            return _unsaid(text, clause, event, who)
        case Reserve() if _taken(clause, event.id):
            return Refusal(say("that id is taken"))
        case Lift() if not _holds(clause, event.id, who.party):
            return Refusal(say("the party holds nothing of that id here"))
        case Accept() if event.check != clause.version.check:
            return Refusal(say("that is not the version that stands"))
        case Accept() if clause.held_by(who.party):
            return Refusal(say("the party has a bracket or a reservation of its own here"))
    return None


def _unheld(text: Text, clause: Clause, event: Hold, who: Who) -> Refusal | None:
    if event.audience not in {JOINT, caucus(who.party)}:
        return Refusal(say("a bracket is shown to all parties, or to the mediator alone"))
    if _taken(clause, event.id):
        return Refusal(say("that id is taken"))
    length = len(clause.version.text_in(text.authoritative) or "")
    if not 0 <= event.start < event.end <= length:
        return Refusal(say("the bracket does not lie within the wording"))
    return None


def _unsaid(text: Text, clause: Clause, event: Remark, who: Who) -> Refusal | None:
    if _taken(clause, event.id):
        return Refusal(say("that id is taken"))
    if who.role is Role.PARTY:
        open_to = {JOINT, caucus(who.party)}
    else:
        open_to = {JOINT, TEAM, *(caucus(party) for party in text.parties)}
    return (
        None
        if event.audience in open_to
        else Refusal(say("that audience is not open to the author"))
    )


def _taken(clause: Clause, name: str) -> bool:
    return name in {
        *(b.id for b in clause.brackets),
        *(r.id for r in clause.reservations),
        *(c.id for c in clause.comments),
    }


def _holds(clause: Clause, name: str, party: str) -> bool:
    return (name, party) in clause.holds


def _changed(text: Text, clause: Clause, event: OnClause, who: Who) -> tuple[Clause, str]:
    match event:
        case Revise():
            versions = (*clause.versions, event.version)
            return replace(clause, versions=versions, brackets=(), accepted=()), ""
        case Reopen():
            shown = min(clause.shown_from, len(clause.versions) - 1)
            return replace(clause, accepted=(), shown_from=shown), ""
        case Hold():
            bracket = Bracket(event.id, who.party, event.start, event.end, event.audience)
            brackets = (*clause.brackets, bracket)
            return replace(clause, brackets=brackets, accepted=_others(clause, who.party)), ""
        case Reserve():
            marks = (*clause.reservations, Mark(event.id, who.party, event.words))
            return replace(clause, reservations=marks, accepted=_others(clause, who.party)), ""
        case Lift():
            return replace(
                clause,
                brackets=tuple(b for b in clause.brackets if b.id != event.id),
                reservations=tuple(r for r in clause.reservations if r.id != event.id),
            ), ""
        case Remark():
            said = Comment(event.id, who.party, event.words, event.audience)
            return replace(clause, comments=(*clause.comments, said)), ""
        case Accept():
            accepted = tuple(dict.fromkeys((*clause.accepted, who.party)))
            every = set(accepted) == set(text.parties)
            return replace(clause, accepted=accepted), ALL if every else SOME
    return clause, ""


def _others(clause: Clause, party: str) -> tuple[str, ...]:
    """Who has accepted, without one that now holds something."""
    return tuple(p for p in clause.accepted if p != party)
