"""Interventions and what they do, in the words of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.conflict.words import listing
from goodoffices.saying import say, say_counted
from goodoffices.stability.interventions.kinds import (
    Candidate,
    ForbidMove,
    GiveOption,
    MakeInfeasible,
    MakeIrreversible,
    RaiseStates,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from goodoffices.conflict.model import Conflict, Direction
    from goodoffices.stability.interventions.result import (
        InterventionResult,
        InterventionSet,
        Outcome,
        StateView,
    )
    from goodoffices.stability.interventions.targets import Target

__all__ = ["bound_in_words", "candidate_in_words", "cost_in_words", "set_in_words"]


def candidate_in_words(conflict: Conflict, candidate: Candidate) -> str:
    """Say what a candidate does, in one clause."""
    match candidate.intervention:
        case MakeInfeasible(states):
            return say("rule out {conflict}", conflict=_state(conflict, states))
        case ForbidMove(name, start, end):
            who = conflict.decision_maker(name).name
            return say(
                "keep {who} from moving from {start} to {end}",
                who=who,
                start=_end(start),
                end=_end(end),
            )
        case MakeIrreversible(option, moves):
            name = next(one.name for one in conflict.options if one.id == option)
            return say("let “{name}” {moves}", name=name, moves=_once(moves))
        case GiveOption(owner, option, owner_name):
            known = [dm.name for dm in conflict.decision_makers if dm.id == owner]
            return say(
                "give {known} the option “{option}”",
                known=known[0] if known else owner_name or owner,
                option=option.name,
            )
        case RaiseStates(name, states, levels):
            who = conflict.decision_maker(name).name
            by = say_counted("1 level", "{number} levels", levels, number=f"{levels:,}")
            return say(
                "raise {conflict} by {by} for {who}",
                conflict=_state(conflict, states),
                by=by,
                who=who,
            )


def _once(moves: Direction) -> str:
    return (
        say("be taken up only, for good")
        if moves.value == "N->Y"
        else say("be dropped only, for good")
    )


def _state(conflict: Conflict, states: str | int) -> str:
    return conflict.states.label(states) if isinstance(states, int) else states


def _end(end: str | int | None) -> str:
    return say("any state") if end is None else str(end)


def _sets(many: int) -> str:
    return say_counted("1 set", "{number} sets", many, number=f"{many:,}")


def cost_in_words(cost: Decimal) -> str:
    text = f"{cost:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def bound_in_words(result: InterventionResult) -> str:
    """Say what is proved of the cost, and how many sets do."""
    asked = say("what is asked ({concept})", concept=result.concept)
    if result.cost is not None and not result.cost:
        return say("Nothing need be added: {asked} is so today.", asked=asked)
    if result.cost is not None:
        many = _sets(len(result.sets))
        more = "" if result.complete else say(", and there may be more")
        return say(
            "{many} at the least cost, {cost}{more}: no set that costs less brings about {asked}.",
            many=many,
            cost=cost_in_words(result.cost),
            more=more,
            asked=asked,
        )
    if result.at_least is None:
        return say("No set of these candidates brings about {asked}.", asked=asked)
    after = _sets(result.looked_at)
    why = say("the time was up") if result.ended == "time" else say("the search was ended")
    return say(
        "After {after} {why}: no set that costs less than {at_least} brings about "
        "{asked}; dearer ones may.",
        after=after,
        why=why,
        at_least=cost_in_words(result.at_least),
        asked=asked,
    )


def set_in_words(result: InterventionResult, one: InterventionSet) -> str:
    """Say in one sentence what a set adds, and what it changes for whom."""
    added = listing([candidate.title for candidate in one.candidates])
    changes = [
        _change(result.conflict, *parts)
        for parts in zip(result.targets, result.today, one.outcomes, strict=True)
    ]
    lead = (
        say("With {added} (cost {cost})", added=added, cost=cost_in_words(one.cost))
        if one.candidates
        else say("As things are")
    )
    return say("{lead}, {changes}.", lead=lead, changes=say("; ").join(changes))


def _change(conflict: Conflict, target: Target, before: Outcome, after: Outcome) -> str:
    if not after.holds:
        why = (
            say(": {why}", why=_leavers(conflict, after))
            if after.count
            else say(", as it can no longer come about")
        )
        was = say("today it holds") if before.holds else say("nor does it today")
        return say("{target} does not hold{why} ({was})", target=target.text, why=why, was=was)
    shown = after.states[0].state
    now = (
        say("{target} holds as {state}", target=target.text, state=shown)
        if after.count > 1 or shown != target.text
        else say("{target} holds", target=target.text)
    )
    if before.holds:
        same = after.count == 1 or before.states[0].state == after.states[0].state
        return (
            say("{now}, as today", now=now)
            if same
            else say("{now} (today as {state})", now=now, state=before.states[0].state)
        )
    if before.count > 1:
        return say("{now} (today {conflict})", now=now, conflict=_leavers(conflict, before))
    return say("{now}: {why}", now=now, why=_kept(conflict, before.states[0], after.states[0]))


def _kept(conflict: Conflict, before: StateView, after: StateView) -> str:
    """Say why those who leave a state today stay in it afterwards."""
    left = [dm for dm in conflict.decision_makers if not before.stable[dm.id]]
    parts = []
    for gains, one, several in (
        (False, say("finds nothing better in reach"), say("find nothing better in reach")),
        (True, say("is deterred from what is better"), say("are deterred from what is better")),
    ):
        names = [dm.name for dm in left if after.improves[dm.id] is gains]
        if names:
            parts.append(
                say_counted(
                    "{names}, which leaves it today, {then}",
                    "{names}, which leave it today, {then}",
                    len(names),
                    names=listing(names),
                    then=one if len(names) == 1 else several,
                )
            )
    return listing(parts)


def _leavers(conflict: Conflict, outcome: Outcome) -> str:
    if outcome.count > 1:
        return say("each of {count} states is left by somebody", count=f"{outcome.count:,}")
    names = {dm.id: dm.name for dm in conflict.decision_makers}
    left = [names.get(key, key) for key, stays in outcome.states[0].stable.items() if not stays]
    return say_counted("{names} leaves it", "{names} leave it", len(left), names=listing(left))
