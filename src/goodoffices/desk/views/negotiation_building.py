"""The builder of a negotiation: made step by step, saved only when that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodoffices.access.acting import Action, Room
from goodoffices.desk.builder.flow import BuilderPage, Flow, shared, status_of
from goodoffices.desk.builder.grounds import RestPart, Rests, rest_part
from goodoffices.desk.builder.negotiation.fields import taken_up
from goodoffices.desk.builder.negotiation.issues import IssuesPart, issues_part
from goodoffices.desk.builder.negotiation.links import part_links, summary_words
from goodoffices.desk.builder.negotiation.party import PartyPart, party_part
from goodoffices.desk.builder.negotiation.places import ISSUES, NEGOTIATION, PARTY, TOGETHER
from goodoffices.desk.builder.negotiation.presses import EDITS
from goodoffices.desk.builder.negotiation.together import TogetherPart, together_part
from goodoffices.desk.builder.state import REST, State
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.pages import show
from goodoffices.desk.saving import Saving
from goodoffices.errors import InputError
from goodoffices.record.models import ModelKind

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.desk.forms.model import ModelForm
    from goodoffices.service.at import At
    from goodoffices.service.record import RecordView
    from goodoffices.settlement.draft import Draft

__all__ = ["negotiation_builder"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What is there so far, and what keeps it from being a model."""

    words: str
    fault: str


@dataclass(frozen=True, slots=True)
class NegotiationBuilderPage(BuilderPage):
    template: ClassVar[str] = "models/builder/negotiation.html"

    summary: Summary
    issues: IssuesPart | None
    together: TogetherPart | None
    party: PartyPart | None
    rest: RestPart | None


@in_case(Room.SETTLEMENT, methods=READ_AND_WRITE, doing=Action.MODEL)
def negotiation_builder(request: HttpRequest, at: At) -> HttpResponse:
    flow = Flow(NEGOTIATION, taken_up, EDITS, _page)
    return flow.answer(request, Saving.begun(at, ModelKind.NEGOTIATION, Room.SETTLEMENT))


def _page(
    request: HttpRequest,
    saving: Saving,
    state: State[Draft],
    record: RecordView,
    refused: ModelForm | None,
) -> HttpResponse:
    rests = Rests(state, record.acts)
    sides = [(side.id, side.name) for side in saving.at.frame.parties]
    query = request.POST.get("q", "").strip()
    page = NegotiationBuilderPage(
        **shared(request, saving, state, part_links(state), refused),
        summary=Summary(summary_words(state.draft), fault_of(state.draft)),
        issues=issues_part(state, rests, sides) if state.kind == ISSUES else None,
        together=together_part(state, rests) if state.kind == TOGETHER else None,
        party=party_part(state, rests) if state.kind == PARTY else None,
        rest=rest_part(state, saving.at, record, query) if state.kind == REST else None,
    )
    return show(request, page, status_of(state, refused))


def fault_of(draft: Draft) -> str:
    """What keeps the draft from being a model, in one line; empty where nothing does."""
    try:
        draft.scenario()
    except InputError as error:
        return str(error)
    return ""
