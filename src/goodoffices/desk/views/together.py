"""Together: what coalitions would leave, what cannot be reached, where improvements go round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodoffices.access.acting import Room
from goodoffices.desk.doors import in_case
from goodoffices.desk.questions import QuestionPage, answered
from goodoffices.desk.together import Together
from goodoffices.desk.together import together as answer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["together"]


@dataclass(frozen=True, slots=True)
class TogetherPage(QuestionPage):
    template: ClassVar[str] = "conflict/together.html"

    answer: Together | None


@in_case(Room.CONFLICT)
def together(request: HttpRequest, at: At) -> HttpResponse:
    return answered(request, at, "together", TogetherPage, answer)
