"""Candidates looked up in a model: names become numbers, statements the states they hold in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.expressions import (
    ID,
    KEYWORDS,
    Columns,
    Expression,
    Pattern,
    Truth,
    parse,
    parse_pattern,
)
from goodoffices.conflict.fields import join, known, shown
from goodoffices.conflict.model import Conflict, Direction
from goodoffices.errors import GoodOfficesError, InputError, LimitError
from goodoffices.saying import say
from goodoffices.stability.interventions.kinds import (
    Candidate,
    ForbidMove,
    GiveOption,
    MakeInfeasible,
    MakeIrreversible,
    RaiseStates,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Resolved", "clash", "holding", "resolve"]

_CANDIDATES = 200


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """One candidate and what it speaks of, in the numbers of one model.

    ``who``: whom it concerns (None: everybody, or somebody new). ``states``: those made
    infeasible or raised; ``statement``: what is made infeasible, in the model's letters.
    ``leaves`` and ``enters``: patterns of a forbidden move, or in graph form the states at
    its two ends.
    """

    candidate: Candidate
    who: int | None = None
    states: Truth = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    statement: str = ""
    leaves: Pattern | Truth | None = None
    enters: Pattern | Truth | None = None


def resolve(conflict: Conflict, candidates: Sequence[Candidate]) -> tuple[Resolved, ...]:
    """Look each candidate up. Raises InputError that names the candidate."""
    if len(candidates) > _CANDIDATES:
        raise LimitError(
            say("more than {candidates} candidates", candidates=_CANDIDATES), where="candidates"
        )
    found = []
    seen: set[str] = set()
    for one in candidates:
        if one.id in seen:
            raise InputError(
                say("the id {one} is used twice", one=shown(one.id)), where="candidates"
            )
        seen.add(one.id)
        try:
            found.append(_resolved(conflict, one))
        except GoodOfficesError as error:
            raise error.at(f"candidate {one.id}") from None
    return tuple(found)


def _resolved(conflict: Conflict, candidate: Candidate) -> Resolved:
    match candidate.intervention:
        case MakeInfeasible(states):
            truth = holding(conflict, states, "states")
            statement = _statement(conflict, states, truth)
            if not truth.any() and not _somewhere(conflict, statement):
                raise _nowhere(states, "states")
            return Resolved(candidate, states=truth, statement=statement)
        case RaiseStates(decision_maker, states):
            who = _number(conflict, decision_maker)
            return Resolved(candidate, who, states=_some(conflict, states, "states"))
        case ForbidMove(decision_maker, start, end):
            who = _number(conflict, decision_maker)
            ends = [_end(conflict, start, "from"), _end(conflict, end, "to")]
            return Resolved(candidate, who, leaves=ends[0], enters=ends[1])
        case MakeIrreversible(option, moves):
            return _irreversible(conflict, candidate, option, moves)
        case GiveOption() as given:
            _check_option(conflict, given)
            ids = [dm.id for dm in conflict.decision_makers]
            return Resolved(candidate, ids.index(given.owner) if given.owner in ids else None)


def holding(conflict: Conflict, states: str | int, where: str) -> Truth:
    """Say in which of today's states a statement holds; a label or number names one state."""
    truth: Truth = np.zeros(len(conflict.states), dtype=np.bool_)
    if isinstance(states, int) or conflict.states.labels is not None or states.strip().isdigit():
        truth[conflict.find(states, where)] = True
        return truth
    expression = parse(states, conflict.option_bits, where=where)
    truth |= conflict.states.holds(expression, conflict.states.columns())
    if not truth.any() and isinstance(expression, Pattern):
        # one member names its coalesced state
        whole = expression.fixed == (1 << conflict.states.width) - 1
        if whole:
            truth[conflict.find(states, where)] = True
    return truth


def _statement(conflict: Conflict, states: str | int, truth: Truth) -> str:
    """Return what names the states by option letters also where a number named one."""
    if isinstance(states, int) or states.strip().isdigit():
        return conflict.states.label(int(np.flatnonzero(truth)[0]))
    return states


def _some(conflict: Conflict, states: str | int, where: str) -> Truth:
    truth = holding(conflict, states, where)
    if not truth.any():
        raise _nowhere(states, where)
    return truth


def _somewhere(conflict: Conflict, statement: str) -> bool:
    """Whether a statement holds in some combination of options, be it only in part of a state."""
    columns = Columns(conflict.states.underlying()[0])
    return bool(parse(statement, conflict.option_bits).holds(columns).any())


def _nowhere(states: str | int, where: str) -> InputError:
    return InputError(
        say("{states} holds in no feasible state", states=shown(states)),
        where=where,
        remedy=say("Correct it."),
    )


def _number(conflict: Conflict, name: str) -> int:
    ids = [dm.id for dm in conflict.decision_makers]
    return ids.index(known(name, ids, "decision maker", "decision_maker"))


def _end(conflict: Conflict, end: str | int | None, where: str) -> Pattern | Truth:
    if conflict.states.labels is not None:
        if end is None:
            return np.ones(len(conflict.states), dtype=np.bool_)
        return holding(conflict, end, where)
    if end is None:
        return Pattern(0, 0)
    if isinstance(end, int):
        raise InputError(
            say("expected a pattern, found {end}", end=shown(end)),
            where=where,
            remedy=say("Write one of Y, N or - for each option, in order."),
        )
    return parse_pattern(end, conflict.states.width, where=where)


def _irreversible(
    conflict: Conflict, candidate: Candidate, name: str, moves: Direction
) -> Resolved:
    known(name, conflict.option_bits, "option", "option")
    if conflict.moves is not None:
        raise InputError(
            say("in graph form moves are listed, and options have no direction"),
            where="option",
            remedy=say("Forbid the moves instead."),
        )
    for who, dm in enumerate(conflict.decision_makers):
        for option in dm.options:
            if option.id != name:
                continue
            if option.moves not in (Direction.BOTH, moves):
                raise InputError(
                    say(
                        "{name} is irreversible the other way already ({value})",
                        name=repr(name),
                        value=option.moves.value,
                    ),
                    where="moves",
                )
            return Resolved(candidate, who)
    raise InputError(say("no option is called {name}", name=repr(name)), where="option")


def _check_option(conflict: Conflict, given: GiveOption) -> None:
    if conflict.moves is not None or conflict.states.labels is not None:
        raise InputError(
            say("giving an option needs moves by options, not a list of moves"), where="option"
        )
    ids = {dm.id for dm in conflict.decision_makers}
    taken = ids | set(conflict.option_bits)
    fresh = [("option", given.option.id)]
    if given.owner not in ids:
        fresh.append(("owner", given.owner))
    for where, name in fresh:
        if not ID.fullmatch(name) or name in KEYWORDS:
            raise InputError(
                say("{name} cannot be an id", name=shown(name)),
                where=where,
                remedy=say(
                    "Use lower-case letters, digits and underscores, beginning with a letter."
                ),
            )
        if name in taken:
            raise InputError(
                say("the model has {name} already", name=repr(name)),
                where=where,
                remedy=say("Use another id."),
            )
        taken.add(name)
    wider = [*conflict.option_bits, given.option.id]
    bits = {name: bit for bit, name in enumerate(wider)}
    for place, text in enumerate(given.infeasible):
        _named(text, bits, join("infeasible", place))
    for name, statements in given.priorities.items():
        spot = join("priorities", name)
        known(name, [*ids, given.owner], "decision maker", spot)
        for place, one in enumerate(statements):
            _named(one.statement, bits, join(spot, place))
            _check_place(conflict, name, one.place, join(spot, place))


def _named(text: str, bits: dict[str, int], where: str) -> Expression:
    """Read a statement in which options go by their ids, since their number is not settled yet."""
    expression = parse(text, bits, where=where)
    if isinstance(expression, Pattern):
        raise InputError(
            say(
                "{text} is a pattern, and its width would hang on what else is added",
                text=shown(text),
            ),
            where=where,
            remedy=say("Name options by their ids here."),
        )
    return expression


def _check_place(conflict: Conflict, name: str, place: object, where: str) -> None:
    if place in ("first", "last"):
        return
    written = conflict.preferences[name].written if name in conflict.preferences else {}
    ranks = written.get("priorities")
    count = len(ranks) if isinstance(ranks, (list, tuple)) else None
    if count is None:
        raise InputError(
            say(
                "{name} has no list of priorities, so there is no place {place}",
                name=repr(name),
                place=shown(place),
            ),
            where=where,
            remedy=say("Write 'first' or 'last'."),
        )
    if isinstance(place, bool) or not isinstance(place, int) or not 1 <= place <= count + 1:
        raise InputError(
            say(
                "there is no place {place} among the priorities of {name}",
                place=shown(place),
                name=repr(name),
            ),
            where=where,
            remedy=say("Write a number from 1 to {count}, 'first' or 'last'.", count=count + 1),
        )


def clash(first: Resolved, second: Resolved) -> str:
    """Say why two candidates cannot be taken together; empty if they can."""
    one, other = first.candidate.intervention, second.candidate.intervention
    if isinstance(one, MakeIrreversible) and isinstance(other, MakeIrreversible):
        if one.option == other.option and one.moves is not other.moves:
            return say(
                "both make '{option}' irreversible, in opposite directions", option=one.option
            )
    elif isinstance(one, GiveOption) and isinstance(other, GiveOption):
        named = {one.option.id, one.owner} & {other.option.id, other.owner}
        if named - ({one.owner} & {other.owner}):
            return say("both name something new '{name}'", name=min(named))
    elif (
        isinstance(one, RaiseStates)
        and isinstance(other, RaiseStates)
        and first.who == second.who
        and np.array_equal(first.states, second.states)
    ):
        return say("both raise the same states for '{name}'", name=one.decision_maker)
    return ""
