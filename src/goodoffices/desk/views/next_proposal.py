"""The package that the mediator may table next, from what the parties answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room
from goodoffices.desk.badges import AudienceChoice, choice_of
from goodoffices.desk.chosen import query_for
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.audiences import JOINT
from goodoffices.saying import say
from goodoffices.service.next_proposal import (
    Shows,
    choose_what_is_shown,
    next_proposal,
)
from goodoffices.service.sides import matter
from goodoffices.settlement.elicitation import Verdict

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At
    from goodoffices.service.next_proposal import NextProposal, Wanted
    from goodoffices.settlement.elicitation import Proposed
    from goodoffices.settlement.issues import Issue

__all__ = ["next_one"]


@dataclass(frozen=True, slots=True)
class WantedLine:
    """What a side wants, as far as its answers tell: issues with their part, values with place."""

    name: str
    issues: tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...]
    fallback: int


@dataclass(frozen=True, slots=True)
class NextPage(CasePage):
    template: ClassVar[str] = "talks/next.html"

    shown: bool
    """Whether the issues were shown to the parties."""
    refused: str
    shows: str
    agreed: tuple[str, ...]
    awaited: tuple[str, ...]
    package: tuple[tuple[str, str], ...]
    query: str
    sure: tuple[str, ...]
    wanted: tuple[WantedLine, ...]
    audiences: tuple[AudienceChoice, ...]


@in_case(Room.TALKS, methods=READ_AND_WRITE, doing=Action.TABLE)
def next_one(request: HttpRequest, at: At) -> HttpResponse:
    refused, status = "", 200
    if request.method == "POST":
        asked = request.POST.get("shows", "")
        if asked in set(Shows):
            choose_what_is_shown(at, Shows(asked))
            return redirect(reverse("next-proposal", args=[at.frame.slug]))
        refused, status = _("Choose what the mediator sees."), 422
    found = None
    if matter(at) is not None:
        try:
            found = next_proposal(at)
        except InputError as fault:
            refused = str(fault)
    return show(request, _page(request, at, found, refused), status)


def _page(request: HttpRequest, at: At, found: NextProposal | None, refused: str) -> NextPage:
    name = at.frame.name_of
    consents = found.consents if found else ()
    proposed = found.proposed if found else None
    issues = found.issues if found else ()
    return NextPage(
        shell=shell_of(request, at, Room.TALKS),
        shown=found is not None or bool(refused),
        refused=refused,
        shows=found.shows.value if found else Shows.PACKAGE.value,
        agreed=tuple(name(one.party) for one in consents if one.given),
        awaited=tuple(name(one.party) for one in consents if not one.given),
        package=_named(issues, proposed) if proposed else (),
        query=query_for(issues, proposed.package) if proposed else "",
        sure=_how_sure(proposed) if proposed else (),
        wanted=tuple(_wanted(at, issues, one) for one in found.wanted) if found else (),
        audiences=(choice_of(at, JOINT),),
    )


def _named(issues: tuple[Issue, ...], proposed: Proposed) -> tuple[tuple[str, str], ...]:
    return tuple((i.name, i.label(v)) for i, v in zip(issues, proposed.package, strict=True))


def _how_sure(proposed: Proposed) -> tuple[str, ...]:
    """How sure it is; rounded to five per cent, so that little shows of a single answer."""
    zone = {
        Verdict.ZONE: _("There is a package that leaves every party better off, it seems."),
        Verdict.NO_ZONE: _("No package leaves every party better off, it seems."),
        Verdict.OPEN: _("Whether some package leaves every party better off is not clear yet."),
    }[proposed.verdict]
    return (
        zone,
        say(
            "It is acceptable to all in {share}% of what may be true.",
            share=_rounded(proposed.acceptable),
        ),
        say(
            "It is expected to reach {share}% of the fairest product of gains.",
            share=_rounded(proposed.fraction),
        ),
    )


def _rounded(share: float) -> int:
    return 5 * round(20 * share)


def _wanted(at: At, issues: tuple[Issue, ...], one: Wanted) -> WantedLine:
    def percent(part: float) -> int:
        return min(100, max(0, round(100 * part)))

    return WantedLine(
        at.frame.name_of(one.party),
        tuple(
            (
                issue.name,
                percent(weight),
                tuple((issue.label(v), percent(score)) for v, score in enumerate(scores)),
            )
            for issue, weight, scores in zip(issues, one.weights, one.scores, strict=True)
        ),
        percent(one.fallback),
    )
