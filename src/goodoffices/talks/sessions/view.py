"""What one viewer sees of a session (TK 3). Each piece has audiences; `access` decides.

    piece                                     invited to open        from opening on
    plan                                      the invited, team      the same
    what a party confirmed or declined        that party, team       the invited, team
    a party's delegation list                 that party, team       the invited, team
    minutes                                                          their audience

That a session is being planned is for the team alone; with a new plan the old invitation falls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.record.audiences import TEAM
from goodoffices.talks.seeing import caucuses, sees
from goodoffices.talks.sessions.state import Confirmed, Delegation, Minute, Phase, Plan, Session

if TYPE_CHECKING:
    from goodoffices.access.viewers import Viewer
    from goodoffices.record.audiences import Audience

__all__ = ["SessionView", "audiences_of", "audiences_of_party", "view"]

_AT_THE_TABLE = frozenset({Phase.OPEN, Phase.ADJOURNED, Phase.CLOSED})


@dataclass(frozen=True, slots=True)
class SessionView:
    phase: Phase
    plan: Plan
    confirmed: tuple[Confirmed, ...]
    declined: tuple[str, ...]
    delegations: tuple[Delegation, ...]
    minutes: tuple[Minute, ...]


def audiences_of(state: Session) -> tuple[Audience, ...]:
    """Who sees that there is a session."""
    return (TEAM, *caucuses(state.told))


def audiences_of_party(state: Session, party: str) -> tuple[Audience, ...]:
    """Who sees what a party confirmed and whom it sends."""
    return caucuses(state.plan.parties if state.phase in _AT_THE_TABLE else (party,))


def view(state: Session, viewer: Viewer) -> SessionView | None:
    """What the viewer sees, None if nothing; O(parties)."""
    if not sees(viewer, audiences_of(state)):
        return None

    def seen(party: str) -> bool:
        return sees(viewer, audiences_of_party(state, party))

    return SessionView(
        phase=state.phase,
        plan=state.plan,
        confirmed=tuple(c for c in state.confirmed if seen(c.party)),
        declined=tuple(p for p in state.declined if seen(p)),
        delegations=tuple(d for d in state.delegations if seen(d.party)),
        minutes=tuple(m for m in state.minutes if sees(viewer, (m.audience,))),
    )
