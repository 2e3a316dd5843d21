"""The settlement room: its solved negotiation, and the way from one of its pages to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Room
from goodoffices.desk.packages import asked_package, query_of
from goodoffices.desk.pages import show
from goodoffices.desk.questions import Question, QuestionPage
from goodoffices.desk.saved_models import head_of
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.models import ModelKind
from goodoffices.service.analysis import guessed_negotiation
from goodoffices.service.models import current
from goodoffices.settlement import worth_tabling

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.acts import Act
    from goodoffices.service.analysis import SolvedNegotiation
    from goodoffices.service.at import At
    from goodoffices.settlement import Package, Settlement

    A = TypeVar("A")

__all__ = ["COMMAND", "SECONDS", "answered", "package_asked", "room_tabs", "solved_for", "tabs"]

SECONDS = 4.0
"""What a page may take to solve a negotiation; the command line takes the time that is needed."""
COMMAND = "goodoffices settle MODEL"


def solved_for(at: At, acts: tuple[Act, ...] = ()) -> SolvedNegotiation | None:
    return guessed_negotiation(at, acts, SECONDS)


def tabs(
    at: At, here: str, solved: SolvedNegotiation | None, package: Package | None = None
) -> tuple[Question, ...]:
    """The pages that have something to say; each looks at the package that is composed."""
    if solved is None:
        return ()
    query = f"?{query_of(solved.scenario, package)}" if package is not None else ""
    return room_tabs(at, here, uncertain=solved.scenario.uncertain, query=query)


def room_tabs(
    at: At, here: str, *, uncertain: bool = False, query: str = ""
) -> tuple[Question, ...]:
    names = {
        "settlement": _("Packages"),
        "settlement-trades": _("Trades"),
        **({"settlement-how-sure": _("How sure")} if uncertain else {}),
        "settlement-if": _("What if"),
        "settlement-sides": _("Whose numbers"),
    }
    return tuple(
        Question(name, reverse(route, args=[at.frame.slug]) + query, route == here)
        for route, name in names.items()
    )


def _default(found: Settlement) -> Package:
    """What the composer begins with: the Nash solution, else the first package worth tabling."""
    chosen = found.solution("nash").package
    if chosen is not None:
        return chosen
    tabled = worth_tabling(found)
    return tabled[0].package if tabled else found.scenario.package_of(0)


def package_asked(request: HttpRequest, solved: SolvedNegotiation) -> tuple[Package, str]:
    """The package in the address, or the default with what is wrong with it."""
    return asked_package(request.GET, solved.scenario, _default(solved.settlement))


def answered(
    request: HttpRequest,
    at: At,
    route: str,
    page: Callable[..., QuestionPage],
    answer: Callable[[SolvedNegotiation], A],
) -> HttpResponse:
    """Ask the newest model that this seat may see; a model that cannot answer says why."""
    solved, found, unsolved = None, None, ""
    package = None
    try:
        solved = solved_for(at)
        if solved is not None:
            package = package_asked(request, solved)[0]
            found = answer(solved)
    except InputError as error:
        unsolved = str(error)
    saved = current(at, ModelKind.NEGOTIATION)
    made = page(
        shell=shell_of(request, at, Room.SETTLEMENT),
        model=head_of(at, saved) if saved else None,
        questions=tabs(at, route, solved, package),
        unsolved=unsolved,
        answer=found,
    )
    return show(request, made)
