"""Whether an agreement holds in the model of the conflict, for the mediator's team (AG 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices import conflict
from goodoffices.agreement import holding
from goodoffices.conflict.words import listing
from goodoffices.desk.additions import Additions, additions
from goodoffices.desk.forms.agreements import OutcomeForm, options_named
from goodoffices.desk.questions import Choice
from goodoffices.desk.reasons import Temptation, sides
from goodoffices.desk.saved_models import ModelHead, head_of
from goodoffices.desk.states import CONCEPTS, StateLink, in_a_row, link_to
from goodoffices.errors import InputError
from goodoffices.record.models import ModelKind
from goodoffices.saying import say
from goodoffices.service.models import current
from goodoffices.stability import analyse, explain

if TYPE_CHECKING:
    from goodoffices.agreement import Holding
    from goodoffices.conflict import Conflict
    from goodoffices.service.at import At

__all__ = ["Held", "OutcomeBox", "outcome_box", "outcome_form"]

_MOST_STATES = 100_000


@dataclass(frozen=True, slots=True)
class ConceptLine:
    """`against` are the names of those for whom it does not hold."""

    short: str
    name: str
    holds: bool
    state: StateLink
    against: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """A state that does not hold under `concepts`: who gains by leaving it, and how."""

    state: StateLink
    concepts: str
    who: tuple[tuple[str, tuple[Temptation, ...]], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """What the model says of the outcome; `additions` where it does not hold under all concepts."""

    lines: tuple[ConceptLine, ...]
    leaving: tuple[Leaving, ...]
    asked: tuple[Choice, ...]
    concept: str
    additions: Additions | None


@dataclass(frozen=True, slots=True)
class OutcomeBox:
    """`unsolved` says why there is no verdict; without a model there is neither head nor form.

    The outcome is what is `done` and `undone` in it, or `state` where these go by their names;
    none is named where all three are empty.
    """

    model: ModelHead | None
    form: OutcomeForm | None
    state: str
    done: tuple[str, ...]
    undone: tuple[str, ...]
    unsolved: str
    held: Held | None


def outcome_form(at: At, data: object, outcome: str) -> OutcomeForm | None:
    """The form that names an outcome; none without a model that can be read."""
    model = _model(at)
    return None if model is None else OutcomeForm(data, model=model, outcome=outcome)


def _model(at: At) -> Conflict | None:
    saved = current(at, ModelKind.CONFLICT)
    try:
        return None if saved is None else conflict.loads(saved.model.source, "toml")
    except InputError:
        return None


def outcome_box(at: At, outcome: str, form: OutcomeForm | None, concept: str) -> OutcomeBox:
    """Hold the outcome against the newest model that this seat sees."""
    saved, model = current(at, ModelKind.CONFLICT), _model(at)
    if saved is None or model is None:
        return OutcomeBox(None, None, "", (), (), "", None)
    if form is None:
        form = OutcomeForm(None, model=model, outcome=outcome)
    held, unsolved = None, ""
    try:
        held = _held(model, outcome, concept) if outcome else None
    except InputError:
        unsolved = say("The model has changed, and none of its states is like that any more.")
    named = outcome if model.states.labels is not None else ""
    done, undone = ((), ()) if named else options_named(model, outcome)
    return OutcomeBox(head_of(at, saved), form, named, done, undone, unsolved, held)


def _held(model: Conflict, outcome: str, concept: str) -> Held:
    if len(model.states) > _MOST_STATES:
        return Held((), (), (), concept, additions(model, outcome, "seq"))
    every = holding(analyse(model), outcome)
    failing = [one.concept for one in every if not one.holds]
    chosen = concept if concept in failing else "seq" if "seq" in failing else "".join(failing[:1])
    return Held(
        tuple(_line(model, one) for one in every),
        tuple(_leaving(model, state, every) for state in _left(every)),
        tuple(Choice(name, CONCEPTS[name].name, name == chosen) for name in failing),
        CONCEPTS[chosen].short if chosen else "",
        additions(model, outcome, chosen) if chosen else None,
    )


def _left(every: tuple[Holding, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one.state for one in every if not one.holds))


def _line(model: Conflict, one: Holding) -> ConceptLine:
    words = CONCEPTS[one.concept]
    against = listing([model.decision_maker(who).name for who in one.against])
    return ConceptLine(words.short, words.name, one.holds, link_to(model, one.state), against)


def _leaving(model: Conflict, state: int, every: tuple[Holding, ...]) -> Leaving:
    concepts = tuple(one.concept for one in every if one.state == state and not one.holds)
    found = sides(explain(model, state, concepts))
    who = tuple(
        (side.name, tuple(one for one in side.temptations if one.undeterred))
        for side in found
        if not side.stays_always
    )
    return Leaving(link_to(model, state), in_a_row(concepts), who)
