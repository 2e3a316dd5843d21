"""Putting a composed package on the table: a proposal in the record, its terms kept as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse

from goodoffices import settlement
from goodoffices.access.acting import Action, Room
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.lines import write_terms
from goodoffices.desk.packages import asked_package, query_of, values_of
from goodoffices.desk.views.filing import Filing, Proposal, answer_filing
from goodoffices.record.accounts import Term
from goodoffices.record.models import ModelKind
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.models import current

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At
    from goodoffices.settlement import Package, Scenario

__all__ = ["table_package"]


@in_case(Room.SETTLEMENT, methods=READ_AND_WRITE, doing=Action.FILE)
def table_package(request: HttpRequest, at: At) -> HttpResponse:
    """The form of an account, begun with what the package says; who reads it is chosen there."""
    saved = current(at, ModelKind.NEGOTIATION)
    if saved is None:
        raise Http404
    scenario = settlement.loads(saved.model.source, "toml")
    package, refused = asked_package(request.GET, scenario, scenario.package_of(0))
    if refused:
        raise Http404
    back = f"{reverse('settlement', args=[at.frame.slug])}?{query_of(scenario, package)}#offers"
    proposal = Proposal(_initial(at, scenario, package), back)
    return answer_filing(request, Filing(at, None, proposal=proposal))


def _initial(at: At, scenario: Scenario, package: Package) -> dict[str, object]:
    named = list(zip(scenario.issues, values_of(scenario, package), strict=True))
    return {
        "claim": "\n".join(f"{issue.name}: {value}" for issue, value in named),
        "language": at.frame.language,
        "direction": str(at.frame.direction),
        "kind": str(ActKind.PROPOSE),
        "actors": at.frame.mediator.name,
        "targets": "\n".join(party.name for party in at.frame.parties),
        "happened": at.world.clock().date().isoformat(),
        "terms": write_terms([Term(issue.id, value) for issue, value in named]),
    }
