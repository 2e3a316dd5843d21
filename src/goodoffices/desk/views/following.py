"""What a seat follows and what is new of it; how it is told by mail, feed and programs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, TypeVar

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.acts import act_address
from goodoffices.desk.badges import AudienceChoice
from goodoffices.desk.doors import READ, READ_AND_WRITE, in_case
from goodoffices.desk.mailing import seat_in
from goodoffices.desk.pages import CasePage, Page, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.wiring import world
from goodoffices.documents.words import bare
from goodoffices.errors import InputError, NotFoundError
from goodoffices.record.date_words import instant_in_words
from goodoffices.record.rules import MailCap, MailHolds, Rules
from goodoffices.service.following import (
    Followed,
    FollowKind,
    follow,
    followed,
    newest,
    unfollow,
)
from goodoffices.service.notices import (
    Wish,
    leave_mail,
    make_token,
    mark_seen,
    place_of_token,
    revoke_tokens,
    tokens_made,
    unseen,
    wish,
    wish_of,
)
from goodoffices.service.rules import rules_of, set_rules

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goodoffices.service.at import At
    from goodoffices.service.following import News

__all__ = ["case_feed", "feed_by_token", "following", "unsubscribe"]

E = TypeVar("E", bound=StrEnum)
_UNPROCESSABLE = 422
_USES = ("feed", "api")


@dataclass(frozen=True, slots=True)
class NewsLine:
    title: str
    address: str
    when: str


@dataclass(frozen=True, slots=True)
class FollowLine:
    id: str
    words: str


@dataclass(frozen=True, slots=True)
class FollowingPage(CasePage):
    template: ClassVar[str] = "record/following.html"

    news: tuple[NewsLine, ...]
    follows: tuple[FollowLine, ...]
    follows_case: bool
    value: str
    kind: str
    address: str
    how: str
    most: str
    words_in_mail: bool
    sending: str
    sets_rules: bool
    token: str
    """A new token as it is shown once, within its address."""
    has_feed: bool
    has_api: bool
    error: str
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class UnsubscribePage(Page):
    template: ClassVar[str] = "sign_in/unsubscribe.html"

    done: bool


@in_case(Room.AUDIENCES, methods=READ_AND_WRITE)
def following(request: HttpRequest, at: At) -> HttpResponse:
    if request.method != "POST":
        return _page(request, at)
    token = error = ""
    try:
        token = _done(request, at)
    except InputError as wrong:
        error = wrong.said
    if token or error:
        return _page(request, at, token, error)
    return redirect("following", at.frame.slug)


def _done(request: HttpRequest, at: At) -> str:
    """Do what the form asks; a new token where one was asked for."""
    post = request.POST
    match post.get("do"):
        case "follow":
            follow(at, _one_of(FollowKind, post.get("kind", "")), post.get("value", ""))
            messages.success(request, _("Followed from now on."))
        case "leave":
            unfollow(at, post.get("id", ""))
            messages.success(request, _("No longer followed."))
        case "seen":
            mark_seen(at)
        case "mail":
            how = _one_of(MailCap, post.get("how", ""))
            wish(at, Wish(post.get("address", "").strip(), how))
            messages.success(request, _("Kept."))
        case "rules":
            keep, most = rules_of(at).keep, _one_of(MailCap, post.get("most", ""))
            sending = _one_of(MailHolds, post.get("sending", ""))
            set_rules(at, Rules(keep, most, post.get("words") == "yes", sending))
            messages.success(request, _("Kept."))
        case "token" | "revoke" as what if post.get("use") in _USES:
            return _token(request, at, post["use"], new=what == "token")
        case _:
            raise InputError(_("The form asks for nothing"))
    return ""


def _token(request: HttpRequest, at: At, use: str, *, new: bool) -> str:
    if not new:
        revoke_tokens(at, use)
        messages.success(request, _("It no longer works."))
        return ""
    made = make_token(at, use)
    return settings.ADDRESS + reverse("feed-by-token", args=[made]) if use == "feed" else made


def _one_of(kinds: type[E], sent: str) -> E:
    if sent not in set(kinds):
        raise InputError(_("Choose one of the list"))
    return kinds(sent)


def _page(request: HttpRequest, at: At, token: str = "", error: str = "") -> HttpResponse:
    wished, rules, follows = wish_of(at), rules_of(at), followed(at)
    tokens = tokens_made(at)
    page = FollowingPage(
        shell=shell_of(request, at, Room.RECORD),
        news=tuple(_news_line(at, one) for one in unseen(at)),
        follows=tuple(FollowLine(one.id, _in_words(one)) for one in follows),
        follows_case=any(one.kind is FollowKind.CASE for one in follows),
        value=request.GET.get("value", "")[:200],
        kind=request.GET.get("kind", ""),
        address=wished.address,
        how=wished.how,
        most=rules.mail,
        words_in_mail=rules.words_in_mail,
        sending=rules.sending,
        sets_rules=bool(may(at.viewer, Action.MANAGE)),
        token=token,
        has_feed="feed" in tokens,
        has_api="api" in tokens,
        error=error,
        audiences=(AudienceChoice("own", _("You alone"), _("nobody else, the mediator neither")),),
    )
    return show(request, page, _UNPROCESSABLE if error else 200)


def _news_line(at: At, one: News) -> NewsLine:
    return NewsLine(one.title, act_address(at, one.act), instant_in_words(one.entered))


def _in_words(one: Followed) -> str:
    match one.kind:
        case FollowKind.ACTOR:
            return _("What is told of %(name)s") % {"name": one.value}
        case FollowKind.TOPIC:
            return _("The topic %(name)s") % {"name": one.value}
    return _("The whole case")


@in_case(Room.RECORD, methods=READ)
def case_feed(request: HttpRequest, at: At) -> HttpResponse:  # noqa: ARG001 (a view)
    """What this seat sees, the latest first; without a seat, what is public."""
    return _feed(at, reverse("feed", args=[at.frame.slug]))


def feed_by_token(request: HttpRequest, token: str) -> HttpResponse:
    """The same for a program that cannot sign in."""
    if request.method not in READ:
        return HttpResponseNotAllowed(READ)
    try:
        at = place_of_token(world(), token, "feed")
    except NotFoundError as error:
        raise Http404(str(error)) from None
    return _feed(at, reverse("following", args=[at.frame.slug]))


def _feed(at: At, own: str) -> HttpResponse:
    link = settings.ADDRESS + reverse("record", args=[at.frame.slug])
    feed = Atom1Feed(
        title=bare(at.frame.title),
        link=link,
        description="",
        feed_url=settings.ADDRESS + own,
        language=at.frame.language,
        feed_guid=f"urn:uuid:{at.case_id}",
    )
    for one in newest(at):
        feed.add_item(
            title=bare(one.title),
            link=settings.ADDRESS + act_address(at, one.act),
            description="",
            unique_id=f"urn:uuid:{one.act}",
            updateddate=one.entered,
            pubdate=one.entered,
        )
    if not feed.items:
        # the format wants a date, and there is none that is not somebody else's
        feed.latest_post_date = at.world.clock  # type: ignore[method-assign]  # asked for nothing else
    answer = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(answer, "utf-8")
    return answer


@csrf_exempt  # RFC 8058: mail programs press the button without having been here
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End mail to a seat: one press, by whoever has the letter."""
    seat = seat_in(token)
    if seat is None:
        raise Http404
    if request.method == "POST":
        leave_mail(seat)
    elif request.method not in READ:
        return HttpResponseNotAllowed(READ_AND_WRITE)
    return show(request, UnsubscribePage(done=request.method == "POST"))
