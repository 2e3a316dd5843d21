"""The settlement room: what could be agreed, what each package gives whom, what to table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from django.http import Http404, HttpResponse
from django.urls import reverse

from goodoffices.access.acting import Room
from goodoffices.charts.convergence import convergence_chart
from goodoffices.charts.frontier import frontier_chart
from goodoffices.charts.points import Offer
from goodoffices.desk.bargaining import COMMAND, SECONDS, package_asked, solved_for, tabs
from goodoffices.desk.composed import Composed, composed
from goodoffices.desk.doors import in_case
from goodoffices.desk.methods import Method, method_of
from goodoffices.desk.offers import OfferLine, offer_lines
from goodoffices.desk.packages import Share, Worth, query_of, shares, values_of, worth_of
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.pictures import NumbersPage, Picture, drawn, picture_of
from goodoffices.desk.questions import Question
from goodoffices.desk.saved_models import AssumptionLine, ModelHead, assumptions, head_of
from goodoffices.desk.shell import shell_of
from goodoffices.desk.views.sides import Whose, whose
from goodoffices.errors import InputError
from goodoffices.record.models import ModelKind
from goodoffices.saying import all_of, listed, mark, say
from goodoffices.service.models import current, fallen, grounds_of
from goodoffices.service.offers import OnTheTable, marks, offers_in_order, offers_on_the_table
from goodoffices.settlement import gains, progress, reach, worth_tabling
from goodoffices.settlement.agreement_zone import DEFINITION as ZONE

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goodoffices.charts.chart import Chart
    from goodoffices.service.analysis import SolvedNegotiation
    from goodoffices.service.at import At
    from goodoffices.settlement import Package, Settlement, Tabled

__all__ = [
    "convergence_numbers",
    "convergence_picture",
    "frontier_numbers",
    "frontier_picture",
    "settlement",
]

_CONVERGENCE = "settlement-convergence"
_THIS = mark("this package")
_MANY_ISSUES = 12
"""With more, packages worth tabling are told by where they differ from the first."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts as people write them, empty where they were not counted."""

    issues: int
    packages: str
    feasible: str
    efficient: str
    in_zone: str
    zone_share: str
    is_room: bool | None
    """None where that is not settled."""
    zone_method: Method
    frontier_method: Method
    frontier_off: tuple[Worth, ...]
    """How far beyond an incomplete frontier a package can be; empty where nothing is certain."""
    zone: str
    """What makes a package acceptable to all."""
    notes: tuple[str, ...]
    moves_least: str
    """Where no package suits all: how far each side is below its fallback, the least first."""
    least: str
    """Which of them would have to move least."""


@dataclass(frozen=True, slots=True)
class FallbackLine:
    party: str
    value: str
    known: bool
    note: str
    anchor: str
    """The assumption that says on what it rests."""


@dataclass(frozen=True, slots=True)
class PointLine:
    id: str
    name: str
    definition: str
    source: str
    note: str
    worth: tuple[Worth, ...]
    query: str
    ties: int
    method: Method


@dataclass(frozen=True, slots=True)
class TabledLine:
    reasons: tuple[str, ...]
    values: tuple[tuple[str, str], ...]
    only_differing: bool
    worth: tuple[tuple[Worth, Share], ...]
    acceptable: bool
    query: str


@dataclass(frozen=True, slots=True)
class SettlementPage(CasePage):
    template: ClassVar[str] = "settlement/settlement.html"

    model: ModelHead | None
    questions: tuple[Question, ...]
    unsolved: str
    refused: str
    is_guess: bool
    command: str
    seconds: float
    parties: tuple[str, ...]
    summary: Summary | None
    frontier: Picture | None
    composed: Composed | None
    offers: tuple[OfferLine, ...]
    convergence: Picture | None
    """What is on the table, newest first."""
    whose: tuple[Whose, ...]
    """Whether the numbers of each side are its own word or an estimate."""
    fallbacks: tuple[FallbackLine, ...]
    points: tuple[PointLine, ...]
    because: tuple[Method, ...]
    """What the proofs of the zone and of the solutions rest on, each said once."""
    tabled: tuple[TabledLine, ...]
    reach: str
    """How near one of the tabled packages is to whatever else could be agreed."""
    is_all: bool
    """Whether there is nothing else."""
    assumptions: tuple[AssumptionLine, ...]


@in_case(Room.SETTLEMENT)
def settlement(request: HttpRequest, at: At) -> HttpResponse:
    saved = current(at, ModelKind.NEGOTIATION)
    record = grounds_of(at, saved)
    try:
        solved = solved_for(at, record.acts)
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
) -> SettlementPage:
    return SettlementPage(
        shell=shell_of(request, at, Room.SETTLEMENT),
        model=head,
        questions=(),
        unsolved=unsolved,
        refused="",
        is_guess=False,
        command=COMMAND,
        seconds=SECONDS,
        parties=(),
        summary=None,
        frontier=None,
        composed=None,
        offers=(),
        convergence=None,
        whose=(),
        fallbacks=(),
        points=(),
        because=(),
        tabled=(),
        reach="",
        is_all=False,
        assumptions=lines,
    )


def _page(
    request: HttpRequest,
    at: At,
    solved: SolvedNegotiation,
    lines: tuple[AssumptionLine, ...],
) -> SettlementPage:
    found = solved.settlement
    offers = offers_on_the_table(at, found.scenario.issues)
    package, refused = package_asked(request, solved)
    tabled = worth_tabling(found)
    course = _course(at, found, offers)
    within = reach(found, [one.package for one in tabled])
    return SettlementPage(
        shell=shell_of(request, at, Room.SETTLEMENT),
        model=head_of(at, solved.saved),
        questions=tabs(at, "settlement", solved, package),
        unsolved="",
        refused=refused,
        is_guess=solved.scenario.uncertain,
        command=COMMAND,
        seconds=SECONDS,
        parties=tuple(party.name for party in found.scenario.parties),
        summary=_summary(found),
        frontier=_picture(at, found, package),
        composed=composed(found, package, request.GET.get("beside", "")),
        offers=offer_lines(at, offers, found.scenario, found.scale),
        convergence=picture_of(at, _CONVERGENCE, course.description) if course else None,
        whose=whose(at, solved.saved),
        fallbacks=_fallbacks(found, lines),
        points=_points(found),
        because=_because(found),
        tabled=_tabled(found, tabled),
        reach=f"{within:.0%}" if within is not None and found.frontier.complete else "",
        is_all=within == 0,
        assumptions=lines,
    )


def _because(found: Settlement) -> tuple[Method, ...]:
    proofs = (found.zone.proof, *(one.proof for one in found.solutions))
    return tuple(dict.fromkeys(method_of(proof) for proof in proofs))


def _offers(found: Settlement, package: Package, on: tuple[OnTheTable, ...]) -> tuple[Offer, ...]:
    """What is on the table, and the composed package unless it or a solution stands there."""
    tabled = marks(on)
    taken = {solution.package for solution in found.solutions} | {one.package for one in tabled}
    return tabled if package in taken else (*tabled, Offer(say(_THIS), package))


def _summary(found: Settlement) -> Summary:
    scenario, zone = found.scenario, found.zone
    feasible = found.feasible_count
    precision = found.frontier.precision
    steps = []
    if zone.nearest is not None:
        pairs = zip(zone.shortfalls, scenario.parties, strict=True)
        steps = sorted((short / found.scale, party.name) for short, party in pairs if short)
    return Summary(
        issues=len(scenario.issues),
        packages=f"{scenario.package_count:,}",
        feasible="" if feasible in {None, scenario.package_count} else f"{feasible:,}",
        efficient=f"{len(found.frontier.vectors):,}",
        in_zone=f"{zone.count:,}" if zone.count is not None else "",
        zone_share=f"{zone.count / feasible:.0%}" if zone.count is not None and feasible else "",
        is_room=zone.exists,
        zone_method=method_of(zone.proof),
        frontier_method=method_of(found.frontier.proof),
        frontier_off=() if precision is None else worth_of(scenario, found.utilities(precision)),
        zone=say(ZONE),
        notes=found.notes,
        moves_least=listed(f"{name} {short:g}" for short, name in steps),
        least=steps[0][1] if len(steps) > 1 and steps[0][0] < steps[1][0] else "",
    )


def _fallbacks(found: Settlement, lines: tuple[AssumptionLine, ...]) -> tuple[FallbackLine, ...]:
    places = {line.place: line.anchor for line in lines}
    pairs = zip(found.scenario.parties, found.fallbacks, strict=True)
    return tuple(
        FallbackLine(
            party.name,
            f"{fallback.used / found.scale:g}" if fallback.known else "",
            fallback.known,
            fallback.note,
            places.get(f"parties.{party.id}.reservation", ""),
        )
        for party, fallback in pairs
    )


def _points(found: Settlement) -> tuple[PointLine, ...]:
    return tuple(
        PointLine(
            id=solution.concept.id,
            name=say(solution.concept.name),
            definition=say(solution.concept.definition),
            source=solution.concept.source,
            note=solution.note,
            worth=worth_of(found.scenario, found.utilities(solution.units))
            if solution.units is not None
            else (),
            query=query_of(found.scenario, solution.package) if solution.package else "",
            ties=solution.package_count or 0,
            method=method_of(solution.proof),
        )
        for solution in found.solutions
    )


def _tabled(found: Settlement, tabled: tuple[Tabled, ...]) -> tuple[TabledLine, ...]:
    names = [issue.name for issue in found.scenario.issues]
    shortened = len(names) > _MANY_ISSUES
    return tuple(
        TabledLine(
            one.reasons,
            tuple(
                (name, value)
                for name, value, here, there in zip(
                    names,
                    values_of(found.scenario, one.package),
                    one.package,
                    tabled[0].package,
                    strict=True,
                )
                if not shortened or one is tabled[0] or here != there
            ),
            shortened and one is not tabled[0],
            tuple(
                zip(
                    worth_of(found.scenario, one.utilities),
                    shares(found, gains(found.scenario, one.package, found.scale)),
                    strict=True,
                )
            ),
            one.acceptable,
            query_of(found.scenario, one.package),
        )
        for one in tabled
    )


def _picture(at: At, found: Settlement, package: Package) -> Picture:
    names = all_of([party.name for party in found.scenario.parties])
    words = say(
        "What packages are worth to {names}: the efficient ones as a line, the "
        "fallbacks, the solutions and this package marked by name. The numbers stand in "
        "a table on the page linked below.",
        names=names,
    )
    return picture_of(at, "settlement-frontier", words, query_of(found.scenario, package))


def _course(at: At, found: Settlement, on: tuple[OnTheTable, ...]) -> Chart | None:
    """None before any party made an offer."""
    made = offers_in_order(at, found.scenario, on)
    return convergence_chart(progress(found.scenario, made, found)) if made else None


@in_case(Room.SETTLEMENT)
def convergence_picture(request: HttpRequest, at: At) -> HttpResponse:
    return drawn(request, _course_of(at))


@in_case(Room.SETTLEMENT)
def convergence_numbers(request: HttpRequest, at: At) -> HttpResponse:
    chart = _course_of(at)
    back = reverse("settlement", args=[at.frame.slug]), say("the settlement")
    shell = shell_of(request, at, Room.SETTLEMENT)
    return show(
        request, NumbersPage.of(chart, shell, picture_of(at, _CONVERGENCE, chart.description), back)
    )


def _course_of(at: At) -> Chart:
    found = _solved(at).settlement
    chart = _course(at, found, offers_on_the_table(at, found.scenario.issues))
    if chart is None:
        raise Http404
    return chart


def _solved(at: At) -> SolvedNegotiation:
    try:
        solved = solved_for(at)
    except InputError:
        raise Http404 from None
    if solved is None:
        raise Http404
    return solved


@in_case(Room.SETTLEMENT)
def frontier_picture(request: HttpRequest, at: At) -> HttpResponse:
    return drawn(request, _drawn_for(request, at)[0])


@in_case(Room.SETTLEMENT)
def frontier_numbers(request: HttpRequest, at: At) -> HttpResponse:
    chart, found, package = _drawn_for(request, at)
    back = reverse("settlement", args=[at.frame.slug]), say("the settlement")
    shell = shell_of(request, at, Room.SETTLEMENT)
    return show(request, NumbersPage.of(chart, shell, _picture(at, found, package), back))


def _drawn_for(request: HttpRequest, at: At) -> tuple[Chart, Settlement, Package]:
    solved = _solved(at)
    found, package = solved.settlement, package_asked(request, solved)[0]
    offers = offers_on_the_table(at, found.scenario.issues)
    chart = frontier_chart(found, _offers(found, package, offers))
    if solved.scenario.uncertain:
        chart = replace(chart, title=say("Best guess: {title}", title=chart.title))
    return chart, found, package
