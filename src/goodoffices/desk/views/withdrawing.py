"""Withdrawing an account, in two steps: why, then a last look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from goodoffices.access.acting import Action, Room
from goodoffices.desk.acts import AccountBox, account_box, act_address
from goodoffices.desk.badges import AudienceChoice, choice_of
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.views.filing import account_in
from goodoffices.saying import say
from goodoffices.service.record import act_of, withdraw

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["withdraw_account"]

_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class WithdrawPage(CasePage):
    template: ClassVar[str] = "record/withdraw.html"

    title: str
    back: str
    account: AccountBox
    is_last: bool
    """Without it the act has no account that the same readers see."""
    reason: str
    asks_again: bool
    error: str
    audiences: tuple[AudienceChoice, ...]


@in_case(Room.RECORD, methods=READ_AND_WRITE, doing=Action.FILE)
def withdraw_account(request: HttpRequest, at: At, act_id: str, account_id: str) -> HttpResponse:
    act, _ = act_of(at, act_id)
    filed = account_in(act, account_id)
    reason = request.POST.get("reason", "").strip()
    step = request.POST.get("step", "")
    asked = request.method == "POST" and step != "back"
    is_last = len(act.accounts) == 1
    if asked and reason and step == "confirmed":
        withdraw(at, account_id, reason)
        messages.success(request, say("Withdrawn; that it was there, and why it went, is kept."))
        return redirect(
            reverse("record", args=[at.frame.slug]) if is_last else act_address(at, act.id)
        )
    page = WithdrawPage(
        shell=shell_of(request, at, Room.RECORD),
        title=act.title,
        back=act_address(at, act.id),
        account=account_box(at, filed, act),
        is_last=is_last,
        reason=reason,
        asks_again=asked and bool(reason),
        error=say("A withdrawal says why.") if asked and not reason else "",
        audiences=(choice_of(at, filed.audience),),
    )
    return show(request, page, _UNPROCESSABLE if page.error else 200)
