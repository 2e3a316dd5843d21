"""What would it take: a wanted outcome, picked or composed, and what stands between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodoffices.access.acting import Room
from goodoffices.desk.doors import in_case
from goodoffices.desk.questions import QuestionPage, answered, asked_state
from goodoffices.desk.what_it_takes import WhatItTakes, composed
from goodoffices.desk.what_it_takes import what_it_takes as asked

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.conflict import Conflict
    from goodoffices.service.at import At

__all__ = ["what_it_takes"]


@dataclass(frozen=True, slots=True)
class WhatItTakesPage(QuestionPage):
    template: ClassVar[str] = "conflict/what_it_takes.html"

    answer: WhatItTakes | None


@in_case(Room.CONFLICT)
def what_it_takes(request: HttpRequest, at: At) -> HttpResponse:
    concept = request.GET.get("concept", "")

    def answer(model: Conflict) -> WhatItTakes:
        if "compose" not in request.GET:
            state, refused = asked_state(request, model)
            return asked(model, state, concept, refused, None)
        taken = frozenset(name[2:] for name in request.GET if name.startswith("o."))
        tried = composed(model, taken)
        return asked(model, tried.state, concept, tried.ruled_out, tried)

    return answered(request, at, "what-it-takes", WhatItTakesPage, answer)
