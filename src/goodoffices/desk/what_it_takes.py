"""What it would take for a wanted outcome to hold: who stands against it, and the least change."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.expressions import Columns, parse
from goodoffices.conflict.words import listing, statement_in_words
from goodoffices.desk.additions import Additions, additions
from goodoffices.desk.questions import Choice, query_of
from goodoffices.desk.reasons import Side, sides
from goodoffices.desk.states import CONCEPTS, Doing, StateLink, doings, holds_under, link_to
from goodoffices.errors import InputError, LimitError
from goodoffices.saying import say, say_counted
from goodoffices.stability import analyse, explain
from goodoffices.stability.inverse import inverse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.conflict import Conflict
    from goodoffices.stability import Explanation, StabilityResult
    from goodoffices.stability.inverse import InverseResult, LeastChange, NewOrder

__all__ = ["Composed", "Takes", "WhatItTakes", "composed", "what_it_takes"]

_MOST_STATES = 10_000
_MOST_LEVELS = MappingProxyType({"seq": 3_000, "sseq": 3_000})
"""Of all decision makers together, where the least change is searched for."""
_MOST_CHOICES = 40
_MOST_LINKS = 8
_FEW_DIGITS = 9
_SMALL, _HUGE = 3, 300


@dataclass(frozen=True, slots=True)
class OptionChoice:
    """An option of the composer: taken, or not."""

    name: str
    field: str
    taken: bool


@dataclass(frozen=True, slots=True)
class OwnedChoice:
    name: str
    options: tuple[OptionChoice, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """A combination of options: its state, or what rules it out."""

    taken: frozenset[str]
    state: int | None
    ruled_out: str


@dataclass(frozen=True, slots=True)
class NewRanking:
    """What one decision maker would have to want otherwise."""

    name: str
    swaps: int
    below: tuple[StateLink, ...]
    below_more: int
    above: tuple[StateLink, ...]
    above_more: int
    others: int
    """Pairs of other levels that change places as well."""


@dataclass(frozen=True, slots=True)
class Takes:
    """What the engine says of one state under one concept."""

    state: StateLink
    is_today: bool
    concept: str
    concept_name: str
    meaning: str
    doings: tuple[Doing, ...]
    holds: bool
    said: str
    leaving: tuple[Side, ...]
    holds_under: str
    too_long: str
    """Why a page does not answer what would have to change; empty where it does."""
    command: str
    nothing: bool
    """No change of preferences is needed."""
    impossible: str
    change: tuple[NewRanking, ...]
    swaps: int
    at_least: int
    share: str
    additions: Additions
    query: str
    base: str
    """The concept as the beginning of a query, with `&` at its end."""


@dataclass(frozen=True, slots=True)
class WhatItTakes:
    refused: str
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    concepts: tuple[Choice, ...]
    owned: tuple[OwnedChoice, ...]
    composing: bool
    takes: Takes | None


def composed(model: Conflict, taken: frozenset[str]) -> Composed:
    """Find the state in which just these options are taken."""
    letters = "".join("Y" if option.id in taken else "N" for option in model.options)
    try:
        return Composed(taken, model.states.find(letters), "")
    except InputError:
        return Composed(taken, None, _ruled_out(model, letters))


def _ruled_out(model: Conflict, letters: str) -> str:
    mask = np.array([sum(1 << k for k, mark in enumerate(letters) if mark == "Y")], dtype=np.uint64)
    written = model.written.get("infeasible", ())
    names = {option.id: option.name for option in model.options}
    for text in written if isinstance(written, (list, tuple)) else ():
        if bool(parse(str(text), model.option_bits).holds(Columns(mask))[0]):
            why = statement_in_words(text, names)
            return say("The model rules this combination out: it cannot be that {why}.", why=why)
    return say("The model does not have this combination among its states.")


def what_it_takes(
    model: Conflict, state: int | None, concept: str, refused: str, tried: Composed | None
) -> WhatItTakes:
    """Bounded: beyond the stated limits the page names the command instead."""
    result = analyse(model)
    chosen = concept if concept in CONCEPTS else "seq"
    return WhatItTakes(
        refused=refused,
        groups=_groups(result, state),
        concepts=tuple(Choice(n, CONCEPTS[n].name, n == chosen) for n in result.concepts),
        owned=_owned(model, _taken(model, state, tried)),
        composing=tried is not None and tried.state is None,
        takes=_takes(result, state, chosen) if state is not None else None,
    )


def _groups(
    result: StabilityResult, state: int | None
) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """States to choose from: today's, those that hold, and the one that is asked about."""
    model = result.conflict
    held: dict[int, int] = {}
    for found in result.equilibria.values():
        for one in found.tolist():
            held[one] = held.get(one, 0) + 1
    every = sorted(s for s, times in held.items() if times == len(result.concepts))
    some = sorted((s for s in held if s not in every), key=lambda s: (-held[s], s))
    today = [] if model.status_quo is None else [model.status_quo]
    other = [] if state is None or state in (*today, *held) else [state]
    taken: set[int] = set()
    groups = []
    for name, states in (
        (say("Asked about"), other),
        (say("Today"), today),
        (say("Hold under every concept"), every[:_MOST_CHOICES]),
        (say("Hold under some concept"), some[:_MOST_CHOICES]),
    ):
        kept = [s for s in states if s not in taken]
        taken |= set(kept)
        if kept:
            groups.append((name, tuple(_choice(model, s, s == state) for s in kept)))
    return tuple(groups)


def _choice(model: Conflict, state: int, chosen: bool) -> Choice:  # noqa: FBT001 - as `Choice` has it
    letters = model.states.label(state)
    return Choice(letters, f"{state}: {letters}", chosen)


def _taken(model: Conflict, state: int | None, tried: Composed | None) -> frozenset[str]:
    """What the composer has ticked: as it was sent, or as in the state asked about, or today's."""
    if tried is not None:
        return tried.taken
    shown = state if state is not None else model.status_quo
    letters = model.states.label(shown) if shown is not None and not model.states.labels else ""
    return frozenset(o.id for o, mark in zip(model.options, letters, strict=False) if mark == "Y")


def _owned(model: Conflict, taken: frozenset[str]) -> tuple[OwnedChoice, ...]:
    """The options as ticks of the composer; none where states are known by their names."""
    if model.states.labels is not None:
        return ()
    return tuple(
        OwnedChoice(
            maker.name,
            tuple(OptionChoice(o.name, f"o.{o.id}", o.id in taken) for o in maker.options),
        )
        for maker in model.decision_makers
        if maker.options
    )


def _takes(result: StabilityResult, state: int, concept: str) -> Takes:
    model, words = result.conflict, CONCEPTS[concept]
    why = explain(model, state, (concept,))
    found, too_long = _inverse(model, state, concept)
    change = found.least_change if found else None
    letters = model.states.label(state)
    return Takes(
        state=link_to(model, state),
        is_today=state == model.status_quo,
        concept=words.short,
        concept_name=words.name,
        meaning=words.meaning,
        doings=doings(model, state),
        holds=why.is_equilibrium(concept),
        said=_said(why, concept),
        leaving=tuple(side for side in sides(why) if not side.stays_always),
        holds_under=_also(result, state, concept),
        too_long=too_long,
        command=f"goodoffices inverse MODEL --state {letters} --concept {concept}",
        nothing=change is not None and not change.swaps,
        impossible=_impossible(found) if found and change is None else "",
        change=_rankings(model, state, change) if change else (),
        swaps=change.swaps if change else 0,
        at_least=change.at_least if change else 0,
        share=_share(found) if found else "",
        additions=additions(model, state, concept),
        query=query_of(state=letters),
        base=query_of(concept=concept) + "&",
    )


def _inverse(model: Conflict, state: int, concept: str) -> tuple[InverseResult | None, str]:
    short = CONCEPTS[concept].short
    if len(model.states) > _MOST_STATES:
        return None, say(
            "a page answers this for models of up to {most_states} states",
            most_states=f"{_MOST_STATES:,}",
        )
    levels = sum(int(one.levels.max()) + 1 for one in model.preferences.values())
    if levels > _MOST_LEVELS.get(concept, levels):
        most = _MOST_LEVELS[concept]
        return None, say(
            "under {short} a page answers this for rankings of up to {most} levels",
            short=short,
            most=f"{most:,}",
        )
    try:
        return inverse(model, state, concept), ""
    except LimitError as error:
        return None, error.what


def _said(why: Explanation, concept: str) -> str:
    names = [
        why.conflict.decision_maker(view.decision_maker).name
        for view in why.views
        if not view.stable[concept]
    ]
    if not names:
        return say("It holds as things are: nobody leaves it.")
    return say_counted(
        "It does not hold as things are: {names} leaves it.",
        "It does not hold as things are: {names} leave it.",
        len(names),
        names=listing(names),
    )


def _also(result: StabilityResult, state: int, concept: str) -> str:
    names = [CONCEPTS[n].short for n in holds_under(result, state) if n != concept]
    return listing(names)


def _impossible(found: InverseResult) -> str:
    if found.count == 0:
        return say("No order of the levels of anybody's preferences makes it hold.")
    return say("Within the limits of the search no change was found that makes it hold.")


def _rankings(model: Conflict, state: int, change: LeastChange) -> tuple[NewRanking, ...]:
    return tuple(_ranking(model, state, name, new) for name, new in change.orders.items())


def _ranking(model: Conflict, state: int, name: str, new: NewOrder) -> NewRanking:
    """Which levels would pass the wanted state's own, told by the states in them."""
    levels = model.preferences[name].levels
    place = {one: at for at, tied in enumerate(new.ranking) for one in tied}
    firsts = [tied[0] for tied in new.ranking]
    home, here = place[state], int(levels[state])
    below = [s for s in firsts if int(levels[s]) > here and place[s] > home]
    above = [s for s in firsts if int(levels[s]) < here and place[s] < home]
    tied = {ties[0]: ties for ties in new.ranking}
    down = [s for first in below for s in tied[first]]
    up = [s for first in above for s in tied[first]]
    return NewRanking(
        name=model.decision_maker(name).name,
        swaps=new.swaps,
        below=_links(model, down),
        below_more=max(0, len(down) - _MOST_LINKS),
        above=_links(model, up),
        above_more=max(0, len(up) - _MOST_LINKS),
        others=new.swaps - len(below) - len(above),
    )


def _links(model: Conflict, states: Sequence[int]) -> tuple[StateLink, ...]:
    return tuple(link_to(model, s) for s in sorted(states)[:_MOST_LINKS])


def _share(found: InverseResult) -> str:
    """How many orders do, of all there are, as people read large numbers."""
    if found.count is None:
        return say(
            "How many orders would do cannot be counted for this concept within a page's limits."
        )
    if found.profiles == 1 or not found.count:
        return ""
    every = _large(found.profiles)
    if found.count == found.profiles:
        return say(
            "It holds whatever the order of anybody's levels ({every} of them).", every=every
        )
    return say(
        "Of all {every} orders in which everybody's levels could stand, {count} make it "
        "hold: {share}.",
        every=every,
        count=_large(found.count),
        share=_portion(found.count, found.profiles),
    )


def _large(number: int) -> str:
    digits = len(str(number)) if number < 10**_FEW_DIGITS else 0
    return (
        f"{number:,}"
        if digits
        else say("about 10 to the power of {number}", number=round(_log(number)))
    )


def _log(number: int) -> float:
    """The decimal logarithm of a number of any length."""
    spare = max(0, number.bit_length() - 900)
    return log10(number >> spare) + spare * log10(2)


def _portion(count: int, every: int) -> str:
    exponent = _log(every) - _log(count)
    if exponent < _SMALL:
        return f"{10**-exponent * 100:.2g}%"
    if exponent >= _HUGE:
        return say("one in 10 to the power of {exponent}", exponent=f"{exponent:.0f}")
    return say("one in {number}", number=_large(round(10**exponent)))
