"""What one viewer sees of a bidding (TK 4). Each piece has audiences; `access` decides.

piece                         who sees it
terms, phase, round           the bidders, team
a commitment                  its own room
a bid                         its own room, always
the agreed numbers            the bidders, team, once bids overlap
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from goodoffices.record.audiences import TEAM, own_room
from goodoffices.talks.bids.state import Bidding, Committed, Phase, Revealed, Terms
from goodoffices.talks.seeing import caucuses, sees

if TYPE_CHECKING:
    from goodoffices.access.viewers import Viewer

__all__ = ["BiddingView", "view"]


@dataclass(frozen=True, slots=True)
class BiddingView:
    terms: Terms
    until: datetime
    phase: Phase
    round: int
    commitments: tuple[Committed, ...]
    reveals: tuple[Revealed, ...]
    agreed: tuple[Decimal, ...]


def view(state: Bidding, viewer: Viewer) -> BiddingView | None:
    """What the viewer sees, None if nothing; O(parties)."""
    if not sees(viewer, (TEAM, *caucuses(state.terms.parties))):
        return None

    def own(party: str) -> bool:
        return sees(viewer, (own_room(party),))

    return BiddingView(
        terms=state.terms,
        until=state.until,
        phase=state.phase,
        round=state.round,
        commitments=tuple(c for c in state.commitments if own(c.party)),
        reveals=tuple(r for r in state.reveals if own(r.party)),
        agreed=state.agreed,
    )
