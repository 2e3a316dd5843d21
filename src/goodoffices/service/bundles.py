"""The settlement bundle of an agreement that is concluded, for whoever sees the agreement (AG 4).

All whom it binds are handed the same bytes; that a copy was taken is entered in the register.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.agreement import Mediation
from goodoffices.agreement.bundle import bundle, packed
from goodoffices.agreement.printed import printed
from goodoffices.documents.pdf import to_pdf
from goodoffices.record.codec import from_plain
from goodoffices.saying import say
from goodoffices.service.agreements import agreement_of
from goodoffices.service.cases import nothing_here
from goodoffices.service.exports import copy_line
from goodoffices.service.talk_log import told_to_team
from goodoffices.talks.shuttle import Convey
from goodoffices.talks.text.events import Table

if TYPE_CHECKING:
    from goodoffices.agreement import Origin
    from goodoffices.service.at import At

__all__ = ["bundle_of"]

_PUT = frozenset({Convey.name, Table.name})


@transaction.atomic
def bundle_of(at: At, agreement_id: str) -> bytes:
    """The bundle as a zip; NotFoundError before all have signed."""
    paper = agreement_of(at, agreement_id).view
    if paper.concluded is None:
        raise nothing_here()
    copy_line(at, "zip")
    ended = paper.concluded.date()
    foot = say("From the settlement bundle, in which its sums stand")
    text = {"agreement.pdf": to_pdf(printed(paper, at.frame.party_names, foot, ended))}
    began = min(_before_the_parties(at, term.origin) for term in paper.agreement.terms)
    by = Mediation(at.frame.mediator.name, began, ended)
    return packed(bundle(paper.agreement, at.frame.party_names, by, text))


def _before_the_parties(at: At, origin: Origin) -> date:
    """The day on which what became a term was put before all parties, as all of them know."""
    told = told_to_team(at, origin.id, origin.source)
    (when,) = (e.payload["at"] for e in told if e.payload["event"] in _PUT)
    return from_plain(datetime, when).date()
