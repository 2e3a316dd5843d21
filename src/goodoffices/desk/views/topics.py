"""Topics: all of them, the acts of one, and those of one act, where they are changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room
from goodoffices.desk.acts import ActLink, act_address, act_link
from goodoffices.desk.badges import AudienceChoice, audience_choices, choice_of
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.account import beside_its_field
from goodoffices.desk.forms.topic import TopicForm
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.audiences import TEAM
from goodoffices.record.topics import Tag
from goodoffices.service.record import act_of, around
from goodoffices.service.topics import tag, topic_of, topics, topics_of_act, untag

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.acts import Act
    from goodoffices.record.topics import Topic
    from goodoffices.service.at import At

__all__ = ["TopicLink", "act_topics", "all_topics", "one_topic", "topic_links"]

_UNPROCESSABLE = 422
_MOST = 200


@dataclass(frozen=True, slots=True)
class TopicLink:
    name: str
    address: str
    acts: int


@dataclass(frozen=True, slots=True)
class TopicsPage(CasePage):
    template: ClassVar[str] = "record/topics.html"

    topics: tuple[TopicLink, ...]


@dataclass(frozen=True, slots=True)
class TopicPage(CasePage):
    template: ClassVar[str] = "record/topic.html"

    name: str
    acts: tuple[ActLink, ...]
    more: int
    """How many earlier acts of it are not listed."""


@dataclass(frozen=True, slots=True)
class ActTopicsPage(CasePage):
    template: ClassVar[str] = "record/act_topics.html"

    title: str
    back: str
    own: tuple[TopicLink, ...]
    known: tuple[str, ...]
    form: TopicForm
    asks_again: bool
    audiences: tuple[AudienceChoice, ...]


def topic_links(at: At, found: tuple[Topic, ...]) -> tuple[TopicLink, ...]:
    return tuple(
        TopicLink(t.name, reverse("topic", args=[at.frame.slug, t.key]), len(t.acts)) for t in found
    )


@in_case(Room.RECORD)
def all_topics(request: HttpRequest, at: At) -> HttpResponse:
    shell = shell_of(request, at, Room.RECORD)
    return show(request, TopicsPage(shell, topic_links(at, topics(at))))


@in_case(Room.RECORD)
def one_topic(request: HttpRequest, at: At, topic: str) -> HttpResponse:
    found = topic_of(at, topic)
    record = around(at, set(found.acts))
    listed = record.acts[-_MOST:]
    links = (act_link(at, record, act.id) for act in listed)
    page = TopicPage(
        shell=shell_of(request, at, Room.RECORD),
        name=found.name,
        acts=tuple(link for link in links if link),
        more=len(record.acts) - len(listed),
    )
    return show(request, page)


@in_case(Room.RECORD, methods=READ_AND_WRITE, doing=Action.FILE)
def act_topics(request: HttpRequest, at: At, act_id: str) -> HttpResponse:
    act, _record = act_of(at, act_id)
    if request.method != "POST":
        return _page(request, at, act, TopicForm(audiences=audience_choices(at)))
    gone = request.POST.get("remove")
    if gone is not None:
        return _take_away(request, at, act, gone)
    form = TopicForm(request.POST, audiences=audience_choices(at))
    if not form.is_valid():
        return _page(request, at, act, form, _UNPROCESSABLE)
    audience, step = form.audience_chosen, request.POST.get("step", "")
    if step == "back":
        return _page(request, at, act, form)
    if audience != TEAM and step != "confirmed":
        return _page(request, at, act, form, asks_again=True)
    try:
        tag(at, Tag(act_id, form.cleaned_data["topic"]), audience)
    except InputError as error:
        beside_its_field(form, error)
        return _page(request, at, act, form, _UNPROCESSABLE)
    messages.success(request, _("Tagged."))
    return redirect("act-topics", at.frame.slug, act_id)


def _take_away(request: HttpRequest, at: At, act: Act, topic: str) -> HttpResponse:
    form = TopicForm(audiences=audience_choices(at))
    try:
        untag(at, act.id, topic)
    except InputError:
        # somebody else was quicker; what was wanted is so
        return _page(request, at, act, form)
    messages.success(request, _("Taken away; that it was there is kept."))
    return redirect("act-topics", at.frame.slug, act.id)


def _page(
    request: HttpRequest,
    at: At,
    act: Act,
    form: TopicForm,
    status: int = 200,
    *,
    asks_again: bool = False,
) -> HttpResponse:
    page = ActTopicsPage(
        shell=shell_of(request, at, Room.RECORD),
        title=act.title,
        back=act_address(at, act.id),
        own=topic_links(at, topics_of_act(at, act.id)),
        known=tuple(topic.name for topic in topics(at)),
        form=form,
        asks_again=asks_again,
        audiences=(choice_of(at, form.audience_chosen),) if asks_again else audience_choices(at),
    )
    return show(request, page, status)
