"""The eight fundamentals of mediation, each shown from entries; pinning an act to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room
from goodoffices.desk.badges import AudienceChoice, choice_of
from goodoffices.desk.choices import act_choices
from goodoffices.desk.doors import READ_AND_WRITE, WRITE, in_case
from goodoffices.desk.forms.tools import FUNDAMENTALS, PinForm
from goodoffices.desk.pages import show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.tools.lines import ActLine, Acts
from goodoffices.desk.tools.links import Tool, tools_of
from goodoffices.desk.tools.pages import ToolPage
from goodoffices.errors import ConflictingEditError
from goodoffices.record.audiences import TEAM
from goodoffices.record.date_words import day_in_words
from goodoffices.record.fundamentals import Fundamental, Pin
from goodoffices.service.pins import pin_act, take_down
from goodoffices.service.tools import fundamentals_latest

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At
    from goodoffices.service.tools import Latest

__all__ = ["fundamentals", "pin", "take_pin_down"]

_UNPROCESSABLE = 422
_MOST = 6


@dataclass(frozen=True, slots=True)
class PinLine:
    id: str
    act: ActLine
    why: str


@dataclass(frozen=True, slots=True)
class FundamentalPart:
    """`acts` are the latest of those that show it, `more` whether there are earlier ones."""

    id: str
    name: str
    pins: tuple[PinLine, ...]
    acts: tuple[ActLine, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class FundamentalsPage(ToolPage):
    template: ClassVar[str] = "tools/fundamentals.html"

    parts: tuple[FundamentalPart, ...]


@dataclass(frozen=True, slots=True)
class PinPage(ToolPage):
    template: ClassVar[str] = "tools/pin.html"

    form: PinForm
    audiences: tuple[AudienceChoice, ...]


def _part(acts: Acts, shown: Latest) -> FundamentalPart:
    return FundamentalPart(
        id=str(shown.fundamental),
        name=str(FUNDAMENTALS[shown.fundamental]),
        pins=tuple(PinLine(one.id, acts[one.pin.act], one.pin.why) for one in shown.pins),
        acts=acts.lines(shown.acts),
        more=shown.more,
    )


@in_case(Room.OVERVIEW, doing=Action.PREPARE)
def fundamentals(request: HttpRequest, at: At) -> HttpResponse:
    looked = fundamentals_latest(at, _MOST)
    acts = Acts(at, looked.record)
    page = FundamentalsPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        tools=tools_of(at, Tool.FUNDAMENTALS),
        as_of=day_in_words(looked.record.as_of),
        parts=tuple(_part(acts, shown) for shown in looked.found),
    )
    return show(request, page)


@in_case(Room.OVERVIEW, methods=READ_AND_WRITE, doing=Action.PREPARE)
def pin(request: HttpRequest, at: At) -> HttpResponse:
    asked = request.GET.get("act", "")
    choices = act_choices(at, None, {"act": asked})
    data = request.POST if request.method == "POST" else None
    form = PinForm(data, choices, {"act": asked, "fundamental": request.GET.get("to", "")})
    if form.is_valid():
        told = form.cleaned_data
        fundamental = Fundamental(told["fundamental"])
        pin_act(at, Pin(told["act"], fundamental, told["why"]))
        messages.success(request, _("Pinned."))
        return redirect("fundamentals", at.frame.slug)
    page = PinPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        tools=tools_of(at, Tool.FUNDAMENTALS),
        as_of="",
        form=form,
        audiences=(choice_of(at, TEAM),),
    )
    return show(request, page, _UNPROCESSABLE if form.errors else 200)


@in_case(Room.OVERVIEW, methods=WRITE, doing=Action.PREPARE)
def take_pin_down(request: HttpRequest, at: At, pin_id: str) -> HttpResponse:
    try:
        take_down(at, pin_id)
    except ConflictingEditError:
        raise Http404 from None
    messages.success(request, _("Taken down."))
    return redirect("fundamentals", at.frame.slug)
