"""An agreement put together from accepted proposals and agreed texts (AG 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.agreement.model import Agreement, Origin, Source, Term
from goodoffices.errors import InputError
from goodoffices.saying import listed, say
from goodoffices.talks import shuttle, text
from goodoffices.talks.names import PHASES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["assemble"]


def assemble(
    title: str,
    parties: tuple[str, ...],
    proposals: Mapping[str, shuttle.Proposal],
    texts: Mapping[str, text.Text],
    authoritative: str = "en",
) -> Agreement:
    """Put together what all parties accepted, in the order given; each term says where from.

    InputError for what is not accepted by all of `parties`, and where two terms settle one issue
    in two ways.
    """
    terms = [_of_proposal(key, one, parties) for key, one in proposals.items()]
    for key, one in texts.items():
        terms += _of_text(key, one, parties)
    return Agreement(title, parties, tuple(terms), authoritative=authoritative)


def _of_proposal(key: str, proposal: shuttle.Proposal, parties: tuple[str, ...]) -> Term:
    if proposal.phase is not shuttle.Phase.ACCEPTED:
        raise InputError(
            say("the proposal is {phase}, not accepted", phase=PHASES[proposal.phase]),
            where=f"proposal {key}",
        )
    missing = [party for party in parties if party not in proposal.to]
    if missing:
        raise InputError(
            say("was not put to {missing}", missing=listed(missing)),
            where=f"proposal {key}",
            remedy=say("Table it to all who are to be bound"),
        )
    origin = Origin(Source.PROPOSAL, key, check=proposal.check)
    offer = proposal.offer
    return Term(key, (offer.wording,), origin, offer.package, offer.title)


def _of_text(key: str, one: text.Text, parties: tuple[str, ...]) -> list[Term]:
    if one.phase is not text.Phase.AGREED:
        raise InputError(
            say("the text is {phase}, not agreed", phase=PHASES[one.phase]), where=f"text {key}"
        )
    if set(parties) != set(one.parties):
        raise InputError(
            say("the text was agreed between others"),
            where=f"text {key}",
            remedy=say("Name its parties"),
        )
    return [
        Term(
            f"{key}.{clause.id}",
            clause.version.wordings,
            Origin(Source.TEXT, key, clause.id, clause.version.check),
            clause.version.package,
        )
        for clause in one.standing
    ]
