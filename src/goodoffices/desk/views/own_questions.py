"""What a party answers in its own room: comparisons, sliders, words, an order; what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room
from goodoffices.desk.badges import AudienceChoice, Badge, badge, choice_of
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.wants import read_answer
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.saving import UNPROCESSABLE
from goodoffices.desk.shell import shell_of
from goodoffices.desk.wants import SaidLine, Wants, said_lines, wants
from goodoffices.errors import InputError
from goodoffices.record.audiences import caucus, own_room
from goodoffices.service.elicitation import (
    ConflictingAnswersError,
    answer,
    own_answers,
    take_back,
)
from goodoffices.service.next_proposal import (
    Shows,
    consent_to_proposals,
    consents_to_proposals,
    what_is_shown,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["own_questions"]

_MOST_PASSED = 99
_COMPARE = "compare"


@dataclass(frozen=True, slots=True)
class OwnQuestionsPage(CasePage):
    """`clash` are earlier answers with which the one just sent cannot be right; `typed` is it."""

    template: ClassVar[str] = "own/questions.html"

    badge: Badge
    wants: Wants
    agreed: bool
    shows_wants: bool
    """Whether the mediator would see what this party wants, besides the package."""
    to_mediator: tuple[AudienceChoice, ...]
    by_comparison: bool
    next_one: int
    refused: str
    clash: tuple[SaidLine, ...]
    typed: tuple[tuple[str, str], ...]
    audiences: tuple[AudienceChoice, ...]


@in_case(Room.OWN, methods=READ_AND_WRITE, doing=Action.STATE_PREFERENCES)
def own_questions(request: HttpRequest, at: At) -> HttpResponse:
    if request.method != "POST":
        own_answers(at)
        return _page(request, at)
    known = own_answers(at)
    do = request.POST.get("do", "")
    if do == "back":
        take_back(at, request.POST.get("said", ""))
        messages.success(request, _("Taken back."))
        return redirect(_address(request, at))
    if do in {"agree", "disagree"}:
        shows = what_is_shown(at)
        # what is agreed to is what the page showed
        if request.POST.get("shows", "") != shows.value:
            return _page(request, at, refused=_("What the mediator sees has changed: look again."))
        consent_to_proposals(at, shows, given=do == "agree")
        return redirect(_address(request, at))
    try:
        pairs, about = read_answer(request.POST, known.shape)
        answer(at, pairs, about, drop=request.POST.getlist("drop"))
    except ConflictingAnswersError as fault:
        return _page(request, at, fault=fault)
    except InputError as fault:
        return _page(request, at, refused=str(fault))
    messages.success(request, _("Kept in your own room."))
    return redirect(_address(request, at))


def _address(request: HttpRequest, at: At) -> str:
    page = reverse("own-questions", args=[at.frame.slug])
    return f"{page}?ask={_COMPARE}" if request.GET.get("ask") == _COMPARE else page


def _page(
    request: HttpRequest,
    at: At,
    *,
    refused: str = "",
    fault: ConflictingAnswersError | None = None,
) -> HttpResponse:
    known, party = own_answers(at), at.viewer.side or ""
    asked = request.GET.get("next", "0")
    passed = min(int(asked), _MOST_PASSED) if asked.isascii() and asked.isdigit() else 0
    by_comparison = request.GET.get("ask") == _COMPARE
    typed = [
        (name, value)
        for name in request.POST
        if name not in {"csrfmiddlewaretoken", "drop"}
        for value in request.POST.getlist(name)
    ]
    page = OwnQuestionsPage(
        shell=shell_of(request, at, Room.OWN),
        badge=badge(at, own_room(party)),
        wants=wants(at, known, passed, by_comparison=by_comparison),
        agreed=any(one.given for one in consents_to_proposals(at)),
        shows_wants=what_is_shown(at) is Shows.WANTS,
        to_mediator=(choice_of(at, caucus(party)),),
        by_comparison=by_comparison,
        next_one=passed + 1,
        refused=refused,
        clash=said_lines(known.draft.issues, fault.clash) if fault else (),
        typed=tuple(typed) if fault else (),
        audiences=(choice_of(at, own_room(party)),),
    )
    return show(request, page, UNPROCESSABLE if refused or fault else 200)
