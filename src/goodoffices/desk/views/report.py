"""One report beside its drafts, and what a person decides about each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from goodoffices.access.acting import Action, Room, check_may
from goodoffices.desk.acts import act_address
from goodoffices.desk.badges import AudienceChoice, Badge, badge, choice_of
from goodoffices.desk.doors import READ_AND_WRITE, WRITE, in_case
from goodoffices.desk.drafts import Card, about_report, cards, is_sure, next_open, place_of
from goodoffices.desk.marked import Block, Mark, blocks
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.errors import ConflictingEditError, GoodOfficesError, InputError
from goodoffices.record.reports import Report
from goodoffices.saying import say
from goodoffices.service.reading import Decision, confirm, discard, reading_of
from goodoffices.service.record import resting_on

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.acts import Act, FiledAccount
    from goodoffices.service.at import At
    from goodoffices.service.reading import Reading

__all__ = ["confirm_draft", "confirm_sure", "discard_draft", "on_to_the_next", "report"]


@dataclass(frozen=True, slots=True)
class Filed:
    """An account in the record that rests on words of this report, without a draft of its own."""

    number: int
    place: str
    address: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class ReportPage(CasePage):
    template: ClassVar[str] = "reading/report.html"

    id: str
    report: Report
    english: bool
    about: str
    badge: Badge
    blocks: tuple[Block, ...]
    cards: tuple[Card, ...]
    undecided: int
    sure: int
    current: str
    """The anchor of the draft to decide next; empty where all are decided."""
    filed: tuple[Filed, ...]
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class ConfirmSurePage(CasePage):
    template: ClassVar[str] = "reading/confirm_sure.html"

    id: str
    title: str
    cards: tuple[Card, ...]
    unsure: int
    audiences: tuple[AudienceChoice, ...]


@in_case(Room.READING)
def report(request: HttpRequest, at: At, report_id: str) -> HttpResponse:
    found = reading_of(at, report_id)
    shown = cards(at, found)
    # a report that was kept without being read is shown with what rests on it
    resting = [] if shown else _resting(at, found)
    coming = next_open(found)
    page = ReportPage(
        shell=shell_of(request, at, Room.READING),
        id=report_id,
        report=found.filed.report,
        english=found.filed.report.language.split("-")[0].lower() == "en",
        about=about_report(found.filed),
        badge=badge(at, found.filed.audience),
        blocks=blocks(
            found.filed.report.text,
            _marks(found, shown) if shown else _marks_of_filed(resting),
            ((f["start"], f["end"], f["kind"]) for f in found.furniture),
        ),
        cards=shown,
        undecided=found.undecided,
        sure=sum(card.is_open and card.sure for card in shown),
        current=place_of(coming) if coming else "",
        filed=_filed(at, resting),
        audiences=(choice_of(at, found.filed.audience),),
    )
    return show(request, page)


def _marks(found: Reading, shown: tuple[Card, ...]) -> tuple[Mark, ...]:
    return tuple(
        Mark(span["start"], span["end"], card.number, _look(card), card.place)
        for card in sorted(shown, key=lambda card: card.number)
        for span in found.row(card.id).draft["claim"]
    )


def _look(card: Card) -> str:
    if not card.is_open:
        return card.outcome
    return "open" if card.sure else "open unsure"


def _resting(at: At, found: Reading) -> list[tuple[Act, FiledAccount]]:
    """The accounts in the record that rest on words of this report."""
    return [
        (act, filed)
        for act in resting_on(at, found.filed.id).acts
        for filed in act.accounts
        if filed.account.source == found.filed.id
    ]


def _filed(at: At, resting: list[tuple[Act, FiledAccount]]) -> tuple[Filed, ...]:
    return tuple(
        Filed(
            number,
            f"account-{filed.id}",
            f"{act_address(at, act.id)}#account-{filed.id}",
            act.title,
            filed.account.claim.text,
        )
        for number, (act, filed) in enumerate(resting, start=1)
    )


def _marks_of_filed(resting: list[tuple[Act, FiledAccount]]) -> tuple[Mark, ...]:
    return tuple(
        Mark(span.start, span.end, number, "confirmed", f"account-{filed.id}")
        for number, (_, filed) in enumerate(resting, start=1)
        for span in filed.account.spans
    )


def on_to_the_next(at: At, report_id: str, decided: str) -> HttpResponse:
    """Back to the report, at the next draft that waits to be decided."""
    coming = next_open(reading_of(at, report_id), after=decided)
    address = reverse("report", args=[at.frame.slug, report_id])
    return redirect(f"{address}#{place_of(coming)}" if coming else f"{address}#drafts")


@in_case(Room.READING, methods=WRITE)
def confirm_draft(request: HttpRequest, at: At, report_id: str, draft_id: str) -> HttpResponse:
    try:
        confirm(at, report_id, draft_id, joins=request.POST.get("joins") or None)
    except (ConflictingEditError, InputError) as error:
        messages.error(request, _sentence(error))
    return on_to_the_next(at, report_id, draft_id)


@in_case(Room.READING, methods=WRITE)
def discard_draft(request: HttpRequest, at: At, report_id: str, draft_id: str) -> HttpResponse:
    try:
        discard(at, report_id, draft_id)
    except ConflictingEditError as error:
        messages.error(request, _sentence(error))
    return on_to_the_next(at, report_id, draft_id)


def _sentence(error: GoodOfficesError) -> str:
    line = str(error)
    return f"{line[:1].upper()}{line[1:].rstrip('.')}."


@in_case(Room.READING, methods=READ_AND_WRITE)
def confirm_sure(request: HttpRequest, at: At, report_id: str) -> HttpResponse:
    """All drafts the reader is sure of: shown in one list first, then confirmed as shown."""
    check_may(at.viewer, Action.FILE)
    found = reading_of(at, report_id)
    if request.method == "POST":
        return _confirm_as_shown(request, at, found)
    sure = {row.id for row in found.drafts if row.decision is Decision.OPEN and is_sure(row)}
    page = ConfirmSurePage(
        shell=shell_of(request, at, Room.READING),
        id=report_id,
        title=found.filed.report.title,
        cards=tuple(card for card in cards(at, found) if card.id in sure),
        unsure=found.undecided - len(sure),
        audiences=(choice_of(at, found.filed.audience),),
    )
    return show(request, page)


def _confirm_as_shown(request: HttpRequest, at: At, found: Reading) -> HttpResponse:
    """Just the drafts that the list showed; what somebody decided meanwhile stays as it is."""
    listed = set(request.POST.getlist("draft"))
    kept = 0
    for row in found.drafts:
        if row.id not in listed or row.decision is not Decision.OPEN:
            continue
        try:
            confirm(at, found.filed.id, row.id)
        except (ConflictingEditError, InputError) as error:
            messages.error(request, _sentence(error))
        else:
            kept += 1
    messages.success(request, f"{kept} confirmed." if kept else say("Nothing was left to confirm."))
    return on_to_the_next(at, found.filed.id, "")
