"""What one viewer sees of a proposal (TK 2). Each piece has audiences; `access` decides.

piece                                   while tabled            after
words, package, addressees, deadline    addressees, team        the same
a party's answer                        its own room            its own room, team
who has answered (not what)             team                    team
that all accept, or not                 nobody                  addressees, team
who accepted, if so set                 nobody                  addressees, team
a question and its reply                that party, team        the same
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from goodoffices.record.audiences import TEAM, caucus, own_room
from goodoffices.talks.seeing import caucuses, sees
from goodoffices.talks.shuttle.events import AnswerKind
from goodoffices.talks.shuttle.offer import Announce, Offer
from goodoffices.talks.shuttle.state import Exchange, Given, Phase, Proposal

if TYPE_CHECKING:
    from goodoffices.access.viewers import Viewer
    from goodoffices.record.audiences import Audience

__all__ = ["ProposalView", "audiences_of", "audiences_of_answer", "view"]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """`phase` as told to the viewer: parties hear of a lapse as of any other no agreement."""

    phase: Phase
    offer: Offer
    to: tuple[str, ...]
    deadline: datetime | None
    announce: Announce
    answers: tuple[Given, ...]
    accepted_by: tuple[str, ...]
    answered: tuple[str, ...]
    exchanges: tuple[Exchange, ...]


def audiences_of(state: Proposal) -> tuple[Audience, ...]:
    """Who sees that there is a proposal: the team, and the addressees once it is conveyed."""
    return (TEAM, *caucuses(state.to)) if state.conveyed else (TEAM,)


def audiences_of_answer(state: Proposal, party: str) -> tuple[Audience, ...]:
    """Who sees what a party answered: until all is over that party alone."""
    closed = state.phase in {Phase.ACCEPTED, Phase.NO_AGREEMENT, Phase.LAPSED}
    return (own_room(party), caucus(party)) if closed else (own_room(party),)


def view(state: Proposal, viewer: Viewer) -> ProposalView | None:
    """What the viewer sees, None if nothing; O(parties)."""
    if not sees(viewer, audiences_of(state)):
        return None
    in_team = sees(viewer, (TEAM,))
    lapsed = state.phase is Phase.LAPSED and not in_team
    named = state.phase is Phase.ACCEPTED or (
        state.phase in {Phase.NO_AGREEMENT, Phase.LAPSED}
        and state.announce is Announce.WHO_ACCEPTED
    )
    return ProposalView(
        phase=Phase.NO_AGREEMENT if lapsed else state.phase,
        offer=state.offer,
        to=state.to,
        deadline=state.deadline,
        announce=state.announce,
        answers=tuple(
            g for g in state.answers if sees(viewer, audiences_of_answer(state, g.party))
        ),
        accepted_by=tuple(p for p in state.to if _accepted(state, p)) if named else (),
        answered=tuple(g.party for g in state.answers) if in_team else (),
        exchanges=tuple(e for e in state.exchanges if sees(viewer, (caucus(e.party),))),
    )


def _accepted(state: Proposal, party: str) -> bool:
    answer = state.answer_of(party)
    return answer is not None and answer.kind is AnswerKind.YES
