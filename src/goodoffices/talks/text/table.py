"""Who may do what to a text and to each of its clauses (TK 5)."""

from __future__ import annotations

from goodoffices.talks.table import Role, Row, Table
from goodoffices.talks.text import events as e
from goodoffices.talks.text.state import ClausePhase, Phase

__all__ = ["ALL", "CLAUSE_TABLE", "SOME", "TEXT_TABLE"]

SOME = "some have not accepted"
ALL = "all have accepted"
_M, _P = Role.MEDIATOR, Role.PARTY
_CLAUSE_EVENTS = (e.Revise, e.Strike, e.Reopen, e.Remark)
_PARTY_EVENTS = (e.Hold, e.Reserve, e.Lift, e.Remark, e.Accept)

TEXT_TABLE = Table(
    "text",
    Phase.DRAFTING,
    (
        Row(Phase.DRAFTING, e.Add.name, _M, Phase.DRAFTING),
        *(Row(Phase.DRAFTING, kind.name, _M, Phase.DRAFTING) for kind in _CLAUSE_EVENTS),
        Row(Phase.DRAFTING, e.Table.name, _M, Phase.TABLED),
        Row(Phase.DRAFTING, e.Withdraw.name, _M, Phase.WITHDRAWN),
        Row(Phase.TABLED, e.Add.name, _M, Phase.TABLED),
        *(Row(Phase.TABLED, kind.name, _M, Phase.TABLED) for kind in _CLAUSE_EVENTS),
        *(Row(Phase.TABLED, kind.name, _P, Phase.TABLED) for kind in _PARTY_EVENTS),
        Row(Phase.TABLED, e.Agree.name, _M, Phase.AGREED),
        Row(Phase.TABLED, e.Withdraw.name, _M, Phase.WITHDRAWN),
    ),
)
"""The text as a whole."""

CLAUSE_TABLE = Table(
    "clause",
    ClausePhase.OPEN,
    (
        Row(ClausePhase.OPEN, e.Revise.name, _M, ClausePhase.OPEN),
        Row(ClausePhase.OPEN, e.Remark.name, _M, ClausePhase.OPEN),
        Row(ClausePhase.OPEN, e.Strike.name, _M, ClausePhase.STRUCK),
        *(
            Row(ClausePhase.OPEN, kind.name, _P, ClausePhase.OPEN)
            for kind in (e.Hold, e.Reserve, e.Lift, e.Remark)
        ),
        Row(ClausePhase.OPEN, e.Accept.name, _P, ClausePhase.OPEN, SOME),
        Row(ClausePhase.OPEN, e.Accept.name, _P, ClausePhase.AGREED, ALL),
        Row(ClausePhase.AGREED, e.Remark.name, _M, ClausePhase.AGREED),
        Row(ClausePhase.AGREED, e.Remark.name, _P, ClausePhase.AGREED),
        Row(ClausePhase.AGREED, e.Reopen.name, _M, ClausePhase.OPEN),
        Row(ClausePhase.STRUCK, e.Reopen.name, _M, ClausePhase.OPEN),
    ),
)
"""One clause; a step on a clause must be open in both tables."""
