"""The questions to the model of the conflict: their pages, and the way from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from goodoffices import conflict
from goodoffices.access.acting import Room
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.saved_models import ModelHead, head_of
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.models import ModelKind
from goodoffices.saying import Names, mark, say
from goodoffices.service.models import current

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from django.http import HttpRequest, HttpResponse

    from goodoffices.conflict import Conflict
    from goodoffices.service.at import At

    A = TypeVar("A")

__all__ = ["Choice", "Question", "QuestionPage", "answered", "asked_state", "query_of", "questions"]

# route: its name, in the order in which a mediator asks
_QUESTIONS = Names(
    {
        "conflict": mark("What holds"),
        "what-if": mark("What if"),
        "what-it-takes": mark("What it takes"),
        "how-sure": mark("How sure"),
        "together": mark("Together"),
    }
)


@dataclass(frozen=True, slots=True)
class Question:
    """A page of the conflict room."""

    name: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a form."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class QuestionPage(CasePage):
    """A question; a subclass adds its answer, None where the model cannot give one."""

    model: ModelHead | None
    questions: tuple[Question, ...]
    unsolved: str


def questions(at: At, here: str) -> tuple[Question, ...]:
    where = [at.frame.slug]
    return tuple(
        Question(name, reverse(route, args=where), route == here)
        for route, name in _QUESTIONS.items()
    )


def answered(
    request: HttpRequest,
    at: At,
    route: str,
    page: Callable[..., QuestionPage],
    answer: Callable[[Conflict], A],
) -> HttpResponse:
    """Ask the newest model that this seat may see; a model that cannot answer says why."""
    saved = current(at, ModelKind.CONFLICT)
    found: A | None = None
    unsolved = ""
    if saved is not None:
        try:
            found = answer(conflict.loads(saved.model.source, "toml"))
        except InputError as error:
            unsolved = str(error)
    made = page(
        shell=shell_of(request, at, Room.CONFLICT),
        model=head_of(at, saved) if saved else None,
        questions=questions(at, route),
        unsolved=unsolved,
        answer=found,
    )
    return show(request, made)


def asked_state(request: HttpRequest, model: Conflict) -> tuple[int | None, str]:
    """The state named in the address, or what is wrong with what stands there."""
    written = request.GET.get("state", "").strip()
    if not written:
        return None, ""
    try:
        return model.find(written), ""
    except InputError:
        return None, say(
            "“{written}” is not a state of this model; the table shows those it has.",
            written=written[:40],
        )


def query_of(**parts: str) -> str:
    """A query of those parts that say something."""
    return urlencode({name: value for name, value in parts.items() if value})
