"""The conflict room: which states hold and why, the tableau, the way from today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse

from goodoffices.access.acting import Room
from goodoffices.charts.evolution import evolution_chart
from goodoffices.desk.doors import in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.pictures import NumbersPage, Picture, drawn, picture_of
from goodoffices.desk.questions import Question, asked_state, questions
from goodoffices.desk.reasons import Side, sides, verdict
from goodoffices.desk.saved_models import AssumptionLine, ModelHead, assumptions, head_of
from goodoffices.desk.shell import shell_of
from goodoffices.desk.states import (
    CONCEPTS,
    Doing,
    Move,
    StateLink,
    doings,
    holds_under,
    in_a_row,
    link_to,
    moves,
)
from goodoffices.desk.tableau import ALL, ANY, Sheet, Show, Wanted, sheet
from goodoffices.errors import InputError
from goodoffices.record.models import ModelKind
from goodoffices.saying import say
from goodoffices.service.analysis import solved_conflict
from goodoffices.service.models import current, fallen, grounds_of
from goodoffices.stability import evolve, explain

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goodoffices.charts.chart import Chart
    from goodoffices.service.analysis import SolvedConflict
    from goodoffices.service.at import At
    from goodoffices.stability import Evolution, StabilityResult

__all__ = ["conflict", "evolution_numbers", "evolution_picture"]

_MOST_LINKS = 12
_MOST_IN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Holding:
    """A state that holds under every concept, in words."""

    state: StateLink
    doings: tuple[Doing, ...]
    is_today: bool


@dataclass(frozen=True, slots=True)
class ConceptLine:
    short: str
    name: str
    meaning: str
    count: int
    states: tuple[StateLink, ...]
    more: str
    """The query that shows all of them; empty where all are named."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A decision maker's options as choices of the filter."""

    name: str
    options: tuple[Show, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """The state that is looked at: what it is, whether it holds and why, the way to it."""

    state: StateLink
    is_today: bool
    doings: tuple[Doing, ...]
    verdict: str
    sides: tuple[Side, ...]
    way: tuple[Move, ...]
    against_gain: bool
    """The way is not made of improvements alone."""
    reached: bool


@dataclass(frozen=True, slots=True)
class ConflictPage(CasePage):
    template: ClassVar[str] = "conflict/conflict.html"

    model: ModelHead | None
    questions: tuple[Question, ...]
    unsolved: str
    makers: tuple[str, ...]
    always: int
    holding: tuple[Holding, ...]
    today: StateLink | None
    today_holds: str
    concepts: tuple[ConceptLine, ...]
    shows: tuple[Show, ...]
    owned: tuple[Owned, ...]
    sheet: Sheet | None
    looked: Looked | None
    refused: str
    evolution: Picture | None
    assumptions: tuple[AssumptionLine, ...]


@in_case(Room.CONFLICT)
def conflict(request: HttpRequest, at: At) -> HttpResponse:
    saved = current(at, ModelKind.CONFLICT)
    record = grounds_of(at, saved)
    try:
        solved = solved_conflict(at, record.acts)
    except InputError as error:
        lines = assumptions(at, record, saved, fallen(saved.model, record.acts)) if saved else ()
        head = head_of(at, saved) if saved else None
        return show(request, _bare(request, at, head, str(error), lines))
    if solved is None:
        return show(request, _bare(request, at, None, "", ()))
    lines = assumptions(at, record, solved.saved, solved.fallen)
    return show(request, _page(request, at, solved, lines))


def _bare(
    request: HttpRequest,
    at: At,
    head: ModelHead | None,
    unsolved: str,
    lines: tuple[AssumptionLine, ...],
) -> ConflictPage:
    return ConflictPage(
        shell=shell_of(request, at, Room.CONFLICT),
        model=head,
        questions=questions(at, "conflict"),
        unsolved=unsolved,
        makers=(),
        always=0,
        holding=(),
        today=None,
        today_holds="",
        concepts=(),
        shows=(),
        owned=(),
        sheet=None,
        looked=None,
        refused="",
        evolution=None,
        assumptions=lines,
    )


def _page(
    request: HttpRequest, at: At, solved: SolvedConflict, lines: tuple[AssumptionLine, ...]
) -> ConflictPage:
    result, model = solved.result, solved.result.conflict
    wanted = Wanted.asked(request.GET, model)
    state, refused = asked_state(request, model)
    evolution = evolve(model) if model.status_quo is not None else None
    chosen = state if state is not None else model.status_quo
    always = _always(result)
    today = link_to(model, model.status_quo) if model.status_quo is not None else None
    return ConflictPage(
        shell=shell_of(request, at, Room.CONFLICT),
        model=head_of(at, solved.saved),
        questions=questions(at, "conflict"),
        unsolved="",
        makers=tuple(maker.name for maker in model.decision_makers),
        always=len(always),
        holding=tuple(
            Holding(link_to(model, s), doings(model, s), s == model.status_quo)
            for s in always[:_MOST_IN_WORDS]
        ),
        today=today,
        today_holds=_today_holds(result),
        concepts=tuple(_concept(result, name) for name in result.concepts),
        shows=_shows(wanted),
        owned=tuple(
            Owned(m.name, tuple(Show(o.id, o.name, o.id == wanted.option) for o in m.options))
            for m in model.decision_makers
            if m.options
        ),
        sheet=sheet(result, wanted, state),
        looked=_looked(result, evolution, chosen) if chosen is not None else None,
        refused=refused,
        evolution=_picture(at, result) if evolution else None,
        assumptions=lines,
    )


def _always(result: StabilityResult) -> list[int]:
    first, *rest = (set(result.equilibria[name].tolist()) for name in result.concepts)
    return sorted(first.intersection(*rest))


def _today_holds(result: StabilityResult) -> str:
    if result.conflict.status_quo is None:
        return ""
    holds = holds_under(result, result.conflict.status_quo)
    if len(holds) == len(result.concepts):
        return say("holds under every concept")
    return (
        say("holds under {holds} only", holds=in_a_row(holds))
        if holds
        else say("does not hold under any concept")
    )


def _concept(result: StabilityResult, name: str) -> ConceptLine:
    words, found = CONCEPTS[name], result.equilibria[name].tolist()
    return ConceptLine(
        words.short,
        words.name,
        words.meaning,
        len(found),
        tuple(link_to(result.conflict, s) for s in found[:_MOST_LINKS]),
        urlencode({"show": name}) if len(found) > _MOST_LINKS else "",
    )


def _shows(wanted: Wanted) -> tuple[Show, ...]:
    named = [(ANY, say("that hold under some concept")), (ALL, say("every state"))]
    named[1:1] = [
        (name, say("that hold under {short}", short=words.short))
        for name, words in CONCEPTS.items()
    ]
    return tuple(Show(value, words, value == wanted.show) for value, words in named)


def _looked(result: StabilityResult, evolution: Evolution | None, state: int) -> Looked:
    model = result.conflict
    found = explain(model, state)
    steps = evolution.way(state, improving=True) if evolution else None
    against_gain = evolution is not None and steps is None
    if evolution is not None and steps is None:
        steps = evolution.way(state, improving=False)
    return Looked(
        state=link_to(model, state),
        is_today=state == model.status_quo,
        doings=doings(model, state),
        verdict=verdict(found),
        sides=sides(found),
        way=moves(model, evolution.start, steps) if evolution and steps else (),
        against_gain=against_gain,
        reached=steps is not None,
    )


def _picture(at: At, result: StabilityResult) -> Picture:
    words = say(
        "States that moves which improve on the last one lead to from state "
        "{status_quo}, by number of moves, each move with who makes it. The same stands "
        "in words and as a table on the page linked below.",
        status_quo=result.conflict.status_quo,
    )
    return picture_of(at, "conflict-evolution", words)


@in_case(Room.CONFLICT)
def evolution_picture(request: HttpRequest, at: At) -> HttpResponse:
    return drawn(request, _evolution(_result(at)))


@in_case(Room.CONFLICT)
def evolution_numbers(request: HttpRequest, at: At) -> HttpResponse:
    result = _result(at)
    chart = _evolution(result)
    back = reverse("conflict", args=[at.frame.slug]), say("the conflict")
    shell = shell_of(request, at, Room.CONFLICT)
    return show(request, NumbersPage.of(chart, shell, _picture(at, result), back))


def _evolution(result: StabilityResult) -> Chart:
    return evolution_chart(evolve(result.conflict), result)


def _result(at: At) -> StabilityResult:
    try:
        solved = solved_conflict(at, ())
    except InputError:
        raise Http404 from None
    if solved is None or solved.result.conflict.status_quo is None:
        raise Http404
    return solved.result
