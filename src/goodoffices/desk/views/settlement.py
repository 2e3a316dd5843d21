"""The settlement room: what could be agreed, what each package gives whom, what to table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.http import Http404, HttpResponse
from django.urls import reverse

from goodoffices.access.acting import Room
from goodoffices.charts.frontier import frontier_chart
from goodoffices.charts.points import Offer
from goodoffices.desk.composed import Composed, composed
from goodoffices.desk.doors import in_case
from goodoffices.desk.models import AssumptionLine, ModelHead, assumptions, head_of
from goodoffices.desk.packages import (
    Worth,
    asked_package,
    query_of,
    values_of,
    worth_of,
)
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.pictures import NumbersPage, Picture, drawn, picture_of, rows_of
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.models import ModelKind
from goodoffices.service.analysis import solved_negotiation
from goodoffices.service.models import current, fallen
from goodoffices.service.record import view
from goodoffices.settlement import worth_tabling
from goodoffices.settlement.agreement_zone import DEFINITION as ZONE

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goodoffices.service.analysis import SolvedNegotiation
    from goodoffices.service.at import At
    from goodoffices.settlement import Package, Settlement

__all__ = ["frontier_numbers", "frontier_picture", "settlement"]

_THIS = "this package"


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts as people write them, empty where they were not counted."""

    issues: int
    packages: str
    feasible: str
    efficient: str
    in_zone: str
    zone_share: str
    is_room: bool
    zone: str
    """What makes a package acceptable to all."""
    notes: tuple[str, ...]
    moves_least: str
    """Where no package suits all: who would have to yield how much, in words."""


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


@dataclass(frozen=True, slots=True)
class TabledLine:
    reasons: tuple[str, ...]
    values: tuple[tuple[str, str], ...]
    worth: tuple[Worth, ...]
    acceptable: bool
    query: str


@dataclass(frozen=True, slots=True)
class SettlementPage(CasePage):
    template: ClassVar[str] = "settlement/settlement.html"

    model: ModelHead | None
    unsolved: str
    refused: str
    parties: tuple[str, ...]
    summary: Summary | None
    frontier: Picture | None
    composed: Composed | None
    fallbacks: tuple[FallbackLine, ...]
    points: tuple[PointLine, ...]
    tabled: tuple[TabledLine, ...]
    assumptions: tuple[AssumptionLine, ...]


@in_case(Room.SETTLEMENT)
def settlement(request: HttpRequest, at: At) -> HttpResponse:
    record = view(at)
    try:
        solved = solved_negotiation(at, record.acts)
    except InputError as error:
        saved = current(at, ModelKind.NEGOTIATION)
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
        unsolved=unsolved,
        refused="",
        parties=(),
        summary=None,
        frontier=None,
        composed=None,
        fallbacks=(),
        points=(),
        tabled=(),
        assumptions=lines,
    )


def _page(
    request: HttpRequest, at: At, solved: SolvedNegotiation, lines: tuple[AssumptionLine, ...]
) -> SettlementPage:
    found, scenario = solved.settlement, solved.scenario
    package, refused = asked_package(request.GET, scenario, _default(found))
    return SettlementPage(
        shell=shell_of(request, at, Room.SETTLEMENT),
        model=head_of(at, solved.saved),
        unsolved="",
        refused=refused,
        parties=tuple(party.name for party in scenario.parties),
        summary=_summary(found),
        frontier=_picture(at, found, package),
        composed=composed(found, package, request.GET.get("beside", "")),
        fallbacks=_fallbacks(found, lines),
        points=_points(found),
        tabled=_tabled(found),
        assumptions=lines,
    )


def _default(found: Settlement) -> Package:
    """What the composer begins with: the Nash solution, else the first package worth tabling."""
    chosen = found.solution("nash").package
    return chosen if chosen is not None else worth_tabling(found)[0].package


def _offers(found: Settlement, package: Package) -> tuple[Offer, ...]:
    """The composed package as a mark of its own, unless a solution stands in that place."""
    solutions = {solution.package for solution in found.solutions}
    return () if package in solutions else (Offer(_THIS, package),)


def _summary(found: Settlement) -> Summary:
    scenario, zone = found.scenario, found.zone
    feasible = found.feasible_count
    yielding = ""
    if zone.nearest is not None:
        pairs = zip(scenario.parties, zone.shortfalls, strict=True)
        parts = [f"{p.name} {short / found.scale:g}" for p, short in pairs if short]
        yielding = ", ".join(parts)
    return Summary(
        issues=len(scenario.issues),
        packages=f"{scenario.package_count:,}",
        feasible="" if feasible in {None, scenario.package_count} else f"{feasible:,}",
        efficient=f"{len(found.frontier.vectors):,}",
        in_zone=f"{zone.count:,}" if zone.count is not None else "",
        zone_share=f"{zone.count / feasible:.0%}" if zone.count is not None and feasible else "",
        is_room=bool(zone.exists),
        zone=ZONE,
        notes=found.notes,
        moves_least=yielding,
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
            name=solution.concept.name,
            definition=solution.concept.definition,
            source=solution.concept.source,
            note=solution.note,
            worth=worth_of(found.scenario, found.utilities(solution.units))
            if solution.units is not None
            else (),
            query=query_of(found.scenario, solution.package) if solution.package else "",
            ties=solution.package_count or 0,
        )
        for solution in found.solutions
    )


def _tabled(found: Settlement) -> tuple[TabledLine, ...]:
    names = [issue.name for issue in found.scenario.issues]
    return tuple(
        TabledLine(
            one.reasons,
            tuple(zip(names, values_of(found.scenario, one.package), strict=True)),
            worth_of(found.scenario, one.utilities),
            one.acceptable,
            query_of(found.scenario, one.package),
        )
        for one in worth_tabling(found)
    )


def _picture(at: At, found: Settlement, package: Package) -> Picture:
    names = " and ".join(party.name for party in found.scenario.parties)
    words = (
        f"What packages are worth to {names}: the efficient ones as a line, the fallbacks, the "
        "solutions and this package marked by name. The numbers stand in a table on the page "
        "linked below."
    )
    return picture_of(at, "settlement-frontier", words, query_of(found.scenario, package))


@in_case(Room.SETTLEMENT)
def frontier_picture(request: HttpRequest, at: At) -> HttpResponse:
    found, package = _drawn_for(request, at)
    return drawn(request, frontier_chart(found, _offers(found, package)))


@in_case(Room.SETTLEMENT)
def frontier_numbers(request: HttpRequest, at: At) -> HttpResponse:
    found, package = _drawn_for(request, at)
    chart = frontier_chart(found, _offers(found, package))
    page = NumbersPage(
        shell=shell_of(request, at, Room.SETTLEMENT),
        title=chart.title,
        description=chart.description,
        picture=_picture(at, found, package),
        columns=chart.table.columns,
        rows=rows_of(chart),
        back=reverse("settlement", args=[at.frame.slug]),
        back_name="the settlement",
    )
    return show(request, page)


def _drawn_for(request: HttpRequest, at: At) -> tuple[Settlement, Package]:
    try:
        solved = solved_negotiation(at, ())
    except InputError:
        raise Http404 from None
    if solved is None:
        raise Http404
    found = solved.settlement
    return found, asked_package(request.GET, solved.scenario, _default(found))[0]
