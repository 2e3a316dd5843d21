"""Trades: who gives what to whom between two packages, and why the rules differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodoffices.access.acting import Room
from goodoffices.desk.bargaining import answered, package_asked
from goodoffices.desk.doors import in_case
from goodoffices.desk.questions import QuestionPage
from goodoffices.desk.trading import Trading, trading

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.analysis import SolvedNegotiation
    from goodoffices.service.at import At

__all__ = ["settlement_trades"]


@dataclass(frozen=True, slots=True)
class TradesAnswer:
    trading: Trading
    refused: str


@dataclass(frozen=True, slots=True)
class TradesPage(QuestionPage):
    template: ClassVar[str] = "settlement/trades.html"

    answer: TradesAnswer | None


@in_case(Room.SETTLEMENT)
def settlement_trades(request: HttpRequest, at: At) -> HttpResponse:
    def answer(solved: SolvedNegotiation) -> TradesAnswer:
        package, refused = package_asked(request, solved)
        beside = request.GET.get("beside", "")
        guess = solved.scenario.uncertain
        return TradesAnswer(trading(solved.settlement, package, beside, is_guess=guess), refused)

    return answered(request, at, "settlement-trades", TradesPage, answer)
