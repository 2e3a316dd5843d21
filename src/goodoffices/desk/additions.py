"""What a mediator could add for a wanted outcome to hold: undertakings, checks, guarantees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from shlex import quote
from typing import TYPE_CHECKING

from goodoffices.conflict.words import listing
from goodoffices.desk.states import StateLink, link_to
from goodoffices.errors import InputError, LimitError
from goodoffices.saying import say, say_counted
from goodoffices.stability.interventions import intervene
from goodoffices.stability.interventions.words import cost_in_words

if TYPE_CHECKING:
    from goodoffices.conflict import Conflict
    from goodoffices.stability.interventions import InterventionResult, InterventionSet

__all__ = ["Additions", "Part", "additions", "parts_of"]

_AT_MOST = 5
_MOST_STATES = 100_000
_CELLS = 1_000_000
_MOST_SETS, _FEWEST_SETS = 2_000, 50


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence: words, or a state of the model."""

    words: str
    state: StateLink | None


@dataclass(frozen=True, slots=True)
class Additions:
    """`bound` says what is proved; then one sentence for each way that does."""

    bound: str
    ways: tuple[tuple[Part, ...], ...]
    needed: bool
    too_long: str
    command: str


def additions(model: Conflict, wanted: int | str, concept: str) -> Additions:
    """Search among what can be made from the model alone; bounded by the size of the model.

    `wanted` is a state, or a statement that some state shall fit.
    """
    written = model.states.label(wanted) if isinstance(wanted, int) else quote(wanted)
    command = f"goodoffices interventions MODEL --wanted {written} --concept {concept}"
    count = len(model.states)
    if count > _MOST_STATES:
        why = say(
            "a page answers this for models of up to {most_states} states",
            most_states=f"{_MOST_STATES:,}",
        )
        return Additions("", (), needed=True, too_long=why, command=command)
    limit = min(_MOST_SETS, max(_FEWEST_SETS, _CELLS // count))
    try:
        found = intervene(model, None, [wanted], concept=concept, at_most=_AT_MOST, looked_at=limit)
    except LimitError as error:
        return Additions("", (), needed=True, too_long=error.what, command=command)
    needed = found.cost is None or bool(found.cost)
    stated = isinstance(wanted, str)
    sentences = [_as_stated(one) for one in found.sets] if stated else found.sentences()[1:]
    ways = tuple(parts_of(model, sentence) for sentence in sentences if needed)
    return Additions(_bound(found), ways, needed=needed, too_long="", command=command)


def _bound(found: InterventionResult) -> str:
    if found.cost is not None and not found.cost:
        return say("Nothing need be added: it holds as things are.")
    if found.cost is not None:
        cost = cost_in_words(found.cost)
        many = say_counted("One way", "{count} ways", len(found.sets))
        more = "" if found.complete else say(", and there may be more")
        return say(
            "{many} at the least cost, {cost}{more}. Proved: nothing cheaper does.",
            many=many,
            cost=cost,
            more=more,
        )
    if found.at_least is None:
        return say("None of what could be added by the model's own measure makes it hold.")
    return say(
        "None was found among {looked_at} sets of additions; at least {at_least} would "
        "have to be spent.",
        looked_at=f"{found.looked_at:,}",
        at_least=cost_in_words(found.at_least),
    )


def _as_stated(one: InterventionSet) -> str:
    """What a set adds, and the state that then holds; the statement itself the page says once."""
    (outcome,) = one.outcomes
    added = listing([candidate.title for candidate in one.candidates])
    return say(
        "With {added} (cost {cost}), it holds as {state}.",
        added=added,
        cost=cost_in_words(one.cost),
        state=outcome.states[0].state,
    )


def parts_of(model: Conflict, sentence: str) -> tuple[Part, ...]:
    """Take the letters of states out of a sentence, so that they may be named by their numbers."""
    if model.states.labels is not None or not model.states.width:
        return (Part(sentence, None),)
    letters = re.compile(rf"((?<![\w-])[YN-]{{{model.states.width}}}(?![\w-]))")
    return tuple(_part(model, piece) for piece in letters.split(sentence) if piece)


def _part(model: Conflict, piece: str) -> Part:
    if piece.strip("YN-"):
        return Part(piece, None)
    try:
        return Part(piece, link_to(model, model.states.find(piece)))
    except InputError:
        return Part(piece, None)
