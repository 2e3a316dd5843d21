"""How sure the settlement is, where preferences are known only roughly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodoffices.access.acting import Room
from goodoffices.desk.bargaining import answered
from goodoffices.desk.doors import in_case
from goodoffices.desk.questions import QuestionPage
from goodoffices.desk.roughly import Roughly, roughly

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.analysis import SolvedNegotiation
    from goodoffices.service.at import At

__all__ = ["settlement_how_sure"]


@dataclass(frozen=True, slots=True)
class RoughlyPage(QuestionPage):
    template: ClassVar[str] = "settlement/how_sure.html"

    answer: Roughly | None


@in_case(Room.SETTLEMENT)
def settlement_how_sure(request: HttpRequest, at: At) -> HttpResponse:
    def answer(solved: SolvedNegotiation) -> Roughly:
        return roughly(solved.scenario)

    return answered(request, at, "settlement-how-sure", RoughlyPage, answer)
