"""The mediator's profile: ties, leverage and interests as declared, and the public stance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.badges import AudienceChoice, Badge, audience_choices, badge, choice_of
from goodoffices.desk.choices import act_choices
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.account import beside_its_field
from goodoffices.desk.forms.tools import DECLARATION_KINDS, DeclarationForm
from goodoffices.desk.pages import show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.tools.lines import ActLine, Acts, day_words
from goodoffices.desk.tools.links import Tool, tools_of
from goodoffices.desk.tools.pages import ToolPage
from goodoffices.errors import GoodOfficesError
from goodoffices.record.accounts import Direction, Words
from goodoffices.record.audiences import TEAM, Audience
from goodoffices.record.date_words import day_in_words
from goodoffices.record.declarations import Declaration, DeclarationKind, FiledDeclaration
from goodoffices.record.stance import Said, Tone
from goodoffices.saying import listed
from goodoffices.service.declarations import declaration_of, declare
from goodoffices.service.tools import profile

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["declare_one", "end_declaration", "mediator"]

_UNPROCESSABLE = 422
_MOST_SAID = 40
_TONES = {
    Tone.PRAISE: mark("praise"),
    Tone.CONDEMNATION: mark("condemnation"),
    Tone.APPEAL: mark("appeal"),
    Tone.STATEMENT: mark("statement"),
}
_HEADS = {
    DeclarationKind.TIE: mark("Ties with each side"),
    DeclarationKind.LEVERAGE: mark("Leverage"),
    DeclarationKind.INTEREST: mark("Interests"),
}


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    id: str
    words: Words
    about: str
    by: str
    since: str
    rests_on: tuple[ActLine, ...]
    badge: Badge


@dataclass(frozen=True, slots=True)
class Declared:
    heading: str
    lines: tuple[DeclarationLine, ...]


@dataclass(frozen=True, slots=True)
class SaidLine:
    day: str
    tone: str
    look: str
    toward: str
    words: Words
    act: ActLine


@dataclass(frozen=True, slots=True)
class Heard:
    """What one party says of the mediator in public."""

    by: str
    lines: tuple[SaidLine, ...]


@dataclass(frozen=True, slots=True)
class MediatorPage(ToolPage):
    template: ClassVar[str] = "tools/mediator.html"

    name: str
    may_declare: bool
    declared: tuple[Declared, ...]
    stance: tuple[SaidLine, ...]
    heard: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class DeclarePage(ToolPage):
    template: ClassVar[str] = "tools/declare.html"

    form: DeclarationForm
    asks_again: bool
    typed: tuple[Typed, ...]
    words: str
    kind: str
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class EndPage(ToolPage):
    template: ClassVar[str] = "tools/end.html"

    declaration: DeclarationLine
    error: str
    audiences: tuple[AudienceChoice, ...]


def _declaration(at: At, acts: Acts, filed: FiledDeclaration) -> DeclarationLine:
    told = filed.declaration
    return DeclarationLine(
        id=filed.id,
        words=told.words,
        about=at.frame.name_of(told.about) if told.about else "",
        by=told.by,
        since=day_in_words(told.since) if told.since else "",
        rests_on=acts.lines(told.rests_on),
        badge=badge(at, filed.audience),
    )


def _said(at: At, acts: Acts, said: Said) -> SaidLine:
    return SaidLine(
        day=day_words(said.day),
        tone=_(_TONES[said.tone]),
        look=str(said.tone),
        toward=listed(map(at.frame.name_of, said.toward)),
        words=said.words,
        act=acts[said.act],
    )


@in_case(Room.OVERVIEW)
def mediator(request: HttpRequest, at: At) -> HttpResponse:
    looked = profile(at, _MOST_SAID)
    acts, found = Acts(at, looked.record), looked.found
    lines = [(s.by, _said(at, acts, s)) for s in reversed(found.said)]
    page = MediatorPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        tools=tools_of(at, Tool.MEDIATOR),
        as_of=day_in_words(looked.record.as_of),
        name=at.frame.mediator.name,
        may_declare=bool(may(at.viewer, Action.FILE)),
        declared=tuple(
            Declared(
                _(head),
                tuple(
                    _declaration(at, acts, d) for d in found.declared if d.declaration.kind is kind
                ),
            )
            for kind, head in _HEADS.items()
        ),
        stance=tuple(line for by, line in lines if by == at.frame.mediator.id),
        heard=tuple(
            Heard(party.name, tuple(line for by, line in lines if by == party.id))
            for party in at.frame.parties
        ),
    )
    return show(request, page)


@in_case(Room.OVERVIEW, methods=READ_AND_WRITE, doing=Action.FILE)
def declare_one(request: HttpRequest, at: At) -> HttpResponse:
    frame, audiences = at.frame, audience_choices(at)
    sides = [(s.id, s.name) for s in (*frame.parties, *frame.observers)]
    acts = act_choices(at, None, {})
    data = request.POST if request.method == "POST" else None
    form = DeclarationForm(data, sides, acts, audiences, {"audience": "team"})
    step = request.POST.get("step", "")
    if not form.is_valid() or step == "back":
        return _declare_page(request, at, form, audiences)
    told = form.cleaned_data
    audience = Audience.parse(told["audience"])
    if audience != TEAM and step != "confirmed":
        return _declare_page(request, at, form, (choice_of(at, audience),), asks_again=True)
    try:
        declare(at, _built(told), audience)
    except GoodOfficesError as error:
        beside_its_field(form, error)
        return _declare_page(request, at, form, audiences)
    messages.success(request, _("Declared."))
    return redirect("mediator", at.frame.slug)


def _built(told: dict[str, Any]) -> Declaration:
    direction = Direction.RTL if get_language_bidi() else Direction.LTR
    return Declaration(
        kind=DeclarationKind(told["kind"]),
        words=Words(told["words"].strip(), get_language() or "en", direction),
        about=told["about"],
        by=told["by"],
        since=told["since"],
        rests_on=tuple(told["rests_on"]),
    )


def _declare_page(
    request: HttpRequest,
    at: At,
    form: DeclarationForm,
    audiences: tuple[AudienceChoice, ...],
    *,
    asks_again: bool = False,
) -> HttpResponse:
    told = form.cleaned_data if asks_again else {}
    kept = [name for name in request.POST if name not in {"csrfmiddlewaretoken", "step"}]
    page = DeclarePage(
        shell=shell_of(request, at, Room.OVERVIEW),
        tools=tools_of(at, Tool.MEDIATOR),
        as_of="",
        form=form,
        asks_again=asks_again,
        typed=tuple(Typed(n, v) for n in kept for v in request.POST.getlist(n)),
        words=told.get("words", ""),
        kind=str(DECLARATION_KINDS[told["kind"]]) if told else "",
        audiences=audiences,
    )
    return show(request, page, _UNPROCESSABLE if form.errors else 200)


@in_case(Room.OVERVIEW, methods=READ_AND_WRITE, doing=Action.FILE)
def end_declaration(request: HttpRequest, at: At, declaration_id: str) -> HttpResponse:
    """End a declaration that no longer holds, for those who read it; what it said is kept."""
    filed = declaration_of(at, declaration_id)
    error = ""
    if request.method == "POST":
        try:
            declare(at, filed.declaration.as_ended(), filed.audience, supersedes=filed.id)
        except GoodOfficesError as refused:
            error = str(refused)
        else:
            messages.success(request, _("It is no longer declared; what it said is kept."))
            return redirect("mediator", at.frame.slug)
    looked = profile(at, _MOST_SAID)
    page = EndPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        tools=tools_of(at, Tool.MEDIATOR),
        as_of="",
        declaration=_declaration(at, Acts(at, looked.record), filed),
        error=error,
        audiences=(choice_of(at, filed.audience),),
    )
    return show(request, page, _UNPROCESSABLE if error else 200)
