"""What if one number of the settlement were different: a page of the settlement room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodoffices.access.acting import Room
from goodoffices.desk.bargaining import answered
from goodoffices.desk.doors import in_case
from goodoffices.desk.packages import query_of
from goodoffices.desk.questions import Choice, QuestionPage
from goodoffices.errors import InputError
from goodoffices.kernels.deadline import Deadline
from goodoffices.saying import listed
from goodoffices.settlement.exact import written
from goodoffices.settlement.margins import Margin, margins
from goodoffices.settlement.sensitivity import Profile, Sensitivity, sensitivity
from goodoffices.settlement.varied import every_number, read_number

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.analysis import SolvedNegotiation
    from goodoffices.service.at import At
    from goodoffices.settlement import Scenario

__all__ = ["settlement_if"]

_SECONDS = 2.0
"""How long each of the two answers may take."""


@dataclass(frozen=True, slots=True)
class StretchLine:
    low: str
    high: str
    now: bool
    words: str
    """What is in it instead of today's pick."""
    query: str
    proved: bool


@dataclass(frozen=True, slots=True)
class ProfileLines:
    name: str
    words: tuple[str, ...]
    stretches: tuple[StretchLine, ...]


@dataclass(frozen=True, slots=True)
class MarginLine:
    words: str
    now: str
    down: str
    up: str
    what: str
    key: str


@dataclass(frozen=True, slots=True)
class IfAnswer:
    numbers: tuple[Choice, ...]
    refused: str
    words: tuple[str, ...]
    profiles: tuple[ProfileLines, ...]
    room: tuple[str, ...]
    margins: tuple[MarginLine, ...]
    left_out: int
    """How many numbers there was no time for."""
    is_guess: bool


@dataclass(frozen=True, slots=True)
class IfPage(QuestionPage):
    template: ClassVar[str] = "settlement/if.html"

    answer: IfAnswer | None


@in_case(Room.SETTLEMENT)
def settlement_if(request: HttpRequest, at: At) -> HttpResponse:
    def answer(solved: SolvedNegotiation) -> IfAnswer:
        # the best guess where preferences are known only roughly
        scenario = solved.settlement.scenario
        asked = request.GET.get("number", "")
        found, refused = None, ""
        if asked:
            try:
                number = read_number(scenario, asked)
                found = sensitivity(scenario, number, deadline=Deadline.after(_SECONDS))
            except InputError as error:
                refused = str(error)
        numbers = every_number(scenario)
        moves = margins(scenario, Deadline.after(_SECONDS))
        return IfAnswer(
            numbers=tuple(Choice(n.key, n.words(scenario), n.key == asked) for n in numbers),
            refused=refused,
            words=found.words()[:1] if found else (),
            profiles=tuple(_profile(found, one) for one in found.profiles) if found else (),
            room=tuple(found.room_words()) if found else (),
            margins=tuple(_margin(scenario, one) for one in moves),
            left_out=len(numbers) - len(moves),
            is_guess=solved.scenario.uncertain,
        )

    return answered(request, at, "settlement-if", IfPage, answer)


def _profile(found: Sensitivity, profile: Profile) -> ProfileLines:
    here = profile.stretches[profile.around(found.now)]
    return ProfileLines(
        profile.name,
        found.profile_words(profile),
        tuple(
            StretchLine(
                written(one.low),
                written(one.high),
                one is here,
                "" if one is here else found.change(here.package, one.package),
                query_of(found.scenario, one.package) if one.package is not None else "",
                one.proved,
            )
            for one in profile.stretches
        ),
    )


def _margin(scenario: Scenario, one: Margin) -> MarginLine:
    return MarginLine(
        one.number.words(scenario),
        written(one.now),
        "" if one.down is None else written(one.down),
        "" if one.up is None else written(one.up),
        listed(one.rules),
        one.number.key,
    )
