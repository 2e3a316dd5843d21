"""What an account said before, revision by revision; and all accounts that were withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.acts import act_address
from goodoffices.desk.badges import Badge, badge
from goodoffices.desk.doors import in_case
from goodoffices.desk.facts import Fact, facts_of
from goodoffices.desk.graves import Grave, all_graves
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.tools.pages import Part
from goodoffices.record.accounts import Words
from goodoffices.record.date_words import instant_in_words
from goodoffices.record.differences import Run, differences, only_here
from goodoffices.record.phrases import headline
from goodoffices.service.contributors import contributors
from goodoffices.service.history import history_of
from goodoffices.service.record import around

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.acts import FiledAccount, Withdrawal
    from goodoffices.service.at import At
    from goodoffices.service.history import AccountHistory

__all__ = ["Step", "history", "steps", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Step:
    """One revision: what it says, and how it differs from the one before it."""

    number: int
    id: str
    when: str
    by: str
    badge: Badge
    words: Words
    runs: tuple[Run, ...]
    put_in: tuple[str, ...]
    taken_out: tuple[str, ...]
    changes: tuple[Fact, ...]
    """What it states differently, as it is now and as it was."""
    is_first: bool
    gone: str
    """When, by whom and why it was withdrawn; empty where it was not."""


@dataclass(frozen=True, slots=True)
class HistoryPage(CasePage):
    template: ClassVar[str] = "record/history.html"

    title: str
    back: str
    act_stands: bool
    steps: tuple[Step, ...]
    revise: str
    """Where it can be revised; empty where it cannot."""


@dataclass(frozen=True, slots=True)
class WithdrawnPage(CasePage):
    template: ClassVar[str] = "record/withdrawn.html"

    graves: Part[Grave]


def steps(at: At, history: AccountHistory, names: Mapping[str, str]) -> tuple[Step, ...]:
    """Each revision beside the one that was entered before it, the latest first."""
    lines = [(None, history.revisions[0]), *pairwise(history.revisions)]
    found = [
        _step(at, number, before, now, names, history.withdrawal_of(now.id))
        for number, (before, now) in enumerate(lines, start=1)
    ]
    return tuple(reversed(found))


def _step(
    at: At,
    number: int,
    before: FiledAccount | None,
    now: FiledAccount,
    names: Mapping[str, str],
    gone: Withdrawal | None,
) -> Step:
    text = now.account.claim.text
    was = before.account.claim.text if before else text
    marked_was, marked = differences([was, text])
    facts = facts_of([now, before]) if before else ()
    return Step(
        number=number,
        id=now.id,
        when=instant_in_words(now.entered),
        by=names[now.recorder],
        badge=badge(at, now.audience),
        words=now.account.claim,
        runs=marked,
        put_in=only_here(marked),
        taken_out=only_here(marked_was),
        changes=tuple(f for f in facts if f.changed and f.key != "Entered"),
        is_first=before is None,
        gone=_gone(gone, names) if gone else "",
    )


def _gone(gone: Withdrawal, names: Mapping[str, str]) -> str:
    by = names[gone.recorder]
    values = {"when": instant_in_words(gone.entered), "by": by, "reason": gone.reason}
    if not by:
        return _("Withdrawn on %(when)s: %(reason)s") % values
    return _("Withdrawn on %(when)s by %(by)s: %(reason)s") % values


@in_case(Room.RECORD)
def history(request: HttpRequest, at: At, act_id: str, account_id: str) -> HttpResponse:
    found = history_of(at, act_id, account_id)
    act = around(at, {act_id}).act(act_id)
    account = found.newest.account
    current = found.current
    revise = ""
    if current is not None and may(at.viewer, Action.FILE):
        revise = reverse("revise-account", args=[at.frame.slug, act_id, current.id])
    page = HistoryPage(
        shell=shell_of(request, at, Room.RECORD),
        title=act.title if act else account.title or headline(account),
        back=act_address(at, act_id) if act else reverse("withdrawn", args=[at.frame.slug]),
        act_stands=act is not None,
        steps=steps(at, found, contributors(at)),
        revise=revise,
    )
    return show(request, page)


@in_case(Room.RECORD)
def withdrawn(request: HttpRequest, at: At) -> HttpResponse:
    shell = shell_of(request, at, Room.RECORD)
    return show(request, WithdrawnPage(shell, all_graves(request, at, contributors(at))))
