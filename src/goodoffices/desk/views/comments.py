"""Comments on an act: the form, what is said of it, and what waits for approval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room
from goodoffices.desk.acts import act_address
from goodoffices.desk.badges import AudienceChoice, Badge, badge, choice_of
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.language import language_of
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError, LimitError
from goodoffices.record.audiences import PUBLIC, Audience
from goodoffices.record.comments import Comment
from goodoffices.record.date_words import instant_in_words
from goodoffices.record.texts import Words, direction_of
from goodoffices.service.comments import (
    approve,
    audiences_of_comments,
    comment,
    comments_of,
    held,
    refuse,
)
from goodoffices.service.record import act_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At
    from goodoffices.service.comments import FiledComment

__all__ = ["CommentLine", "comment_lines", "comment_on_act", "moderation"]

_UNPROCESSABLE = 422
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class CommentLine:
    id: str
    words: Words
    by: str
    when: str
    badge: Badge
    act: str
    until: str
    """When it is shredded; empty where it is kept."""


@dataclass(frozen=True, slots=True)
class CommentPage(CasePage):
    template: ClassVar[str] = "record/comment.html"

    title: str
    back: str
    text: str
    name: str
    chosen: str
    until: str
    error: str
    is_member: bool
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class ModerationPage(CasePage):
    template: ClassVar[str] = "record/moderation.html"

    waiting: tuple[CommentLine, ...]
    audiences: tuple[AudienceChoice, ...]


def comment_lines(at: At, act_id: str, names: Mapping[str, str]) -> tuple[CommentLine, ...]:
    """The comments on an act as its page shows them; `names` are seats in words."""
    return tuple(_line(at, one, names) for one in comments_of(at, act_id))


def _line(at: At, one: FiledComment, names: Mapping[str, str]) -> CommentLine:
    said = one.comment
    by = names[one.seat]
    if one.by_stranger:
        by = said.name and _("%(name)s, without a seat") % {"name": said.name}
    return CommentLine(
        id=one.id,
        words=said.words,
        by=by or _("Somebody without a seat"),
        when=instant_in_words(one.entered),
        badge=badge(at, one.audience),
        act=act_address(at, one.act),
        until=instant_in_words(said.until) if said.until else "",
    )


@in_case(Room.RECORD, methods=READ_AND_WRITE)
def comment_on_act(request: HttpRequest, at: At, act_id: str) -> HttpResponse:
    act, _record = act_of(at, act_id)
    error, status = "", 200
    if request.method == "POST":
        try:
            return _written(request, at, act.id)
        except LimitError as limit:
            error, status = limit.said, _TOO_MANY
        except InputError as wrong:
            error, status = wrong.said, _UNPROCESSABLE
    open_to = audiences_of_comments(at, act.id) if at.seat else (PUBLIC,)
    page = CommentPage(
        shell=shell_of(request, at, Room.RECORD),
        title=act.title,
        back=act_address(at, act.id),
        text=request.POST.get("text", ""),
        name=request.POST.get("name", ""),
        chosen=request.POST.get("audience", ""),
        until=request.POST.get("until", ""),
        error=error,
        is_member=bool(at.seat),
        audiences=tuple(choice_of(at, one) for one in open_to),
    )
    return show(request, page, status)


def _written(request: HttpRequest, at: At, act_id: str) -> HttpResponse:
    language = language_of(request)
    words = Words(request.POST.get("text", "").strip(), language, direction_of(language))
    said = Comment(words, request.POST.get("name", "").strip(), _until(request))
    chosen = request.POST.get("audience", "")
    audience = Audience.parse(chosen) if chosen and at.seat else None
    made = comment(at, act_id, said, audience, request.META.get("REMOTE_ADDR", ""))
    if made is None:
        messages.success(request, _("Thank you. It is shown here once the mediator approves it."))
    else:
        messages.success(request, _("Your comment is there."))
    return redirect(act_address(at, act_id))


def _until(request: HttpRequest) -> datetime | None:
    sent = request.POST.get("until", "")
    try:
        return datetime.fromisoformat(sent).replace(tzinfo=UTC) if sent else None
    except ValueError:
        raise InputError(_("That is no day and time"), where="until") from None


@in_case(Room.RECORD, methods=READ_AND_WRITE, doing=Action.TELL)
def moderation(request: HttpRequest, at: At) -> HttpResponse:
    if request.method == "POST":
        if "approve" in request.POST:
            approve(at, request.POST["approve"])
            messages.success(request, _("Approved: everybody reads it."))
        else:
            refuse(at, request.POST.get("refuse", ""))
            messages.success(request, _("Refused: nobody but the team reads it."))
        return redirect("moderation", at.frame.slug)
    page = ModerationPage(
        shell=shell_of(request, at, Room.RECORD),
        waiting=tuple(_line(at, one, {"": ""}) for one in held(at)),
        audiences=(choice_of(at, PUBLIC),),
    )
    return show(request, page)
