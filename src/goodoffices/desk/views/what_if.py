"""What if somebody wanted otherwise: moves kept in the address, and what they would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodoffices.access.acting import Room
from goodoffices.desk.doors import in_case
from goodoffices.desk.questions import QuestionPage, answered, asked_state
from goodoffices.desk.what_if import WhatIf, moved
from goodoffices.desk.what_if import what_if as asked

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.conflict import Conflict
    from goodoffices.service.at import At

__all__ = ["what_if"]


@dataclass(frozen=True, slots=True)
class WhatIfPage(QuestionPage):
    template: ClassVar[str] = "conflict/what_if.html"

    answer: WhatIf | None


@in_case(Room.CONFLICT)
def what_if(request: HttpRequest, at: At) -> HttpResponse:
    def answer(model: Conflict) -> WhatIf:
        state, refused = asked_state(request, model)
        found = moved(model, request.GET.getlist("move"))
        return asked(found, state, request.GET.get("who", ""), refused)

    return answered(request, at, "what-if", WhatIfPage, answer)
