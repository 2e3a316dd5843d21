"""What holds: the outcomes of the conflict model that nobody has reason to leave, and why.

The concepts are told in words, the surest first (Fang, Hipel and Kilgour 1993): an outcome is
listed once, under the least that it asks of the sides' foresight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.document import (
    Block,
    Bullets,
    Cite,
    Figure,
    Paragraph,
    Ref,
    RefKind,
    Section,
    Subheading,
)
from goodoffices.brief.view import text
from goodoffices.brief.words import capital, count, joined
from goodoffices.charts.evolution import evolution_chart
from goodoffices.charts.tableau import tableau_chart
from goodoffices.saying import mark, quoted, say, say_counted
from goodoffices.stability import evolve, explain

if TYPE_CHECKING:
    from goodoffices.brief.document import Runs
    from goodoffices.brief.given import ConflictPart
    from goodoffices.brief.view import View
    from goodoffices.conflict import Conflict
    from goodoffices.stability.why import Improvement, Sanction

__all__ = ["holds", "holds_in_short"]

_TIERS: tuple[tuple[str, str], ...] = (
    (
        "nash",
        mark(
            "Holds of itself. No side has a step of its own that would improve its "
            "position (a Nash equilibrium)."
        ),
    ),
    (
        "sseq",
        mark(
            "Holds as long as the sides think one exchange ahead. A side that left it "
            "for something better would meet an answer that serves those who give it, "
            "and could not undo the damage (symmetric sequential stability)."
        ),
    ),
    (
        "seq",
        mark(
            "Holds as long as the sides think one exchange ahead. A side that left it "
            "for something better would meet an answer that serves those who give it "
            "(sequential stability)."
        ),
    ),
    (
        "smr",
        mark(
            "Holds only if the sides fear answers that might cost those who give them, "
            "and from which they could not recover (symmetric metarationality)."
        ),
    ),
    (
        "gmr",
        mark(
            "Holds only if the sides fear answers that might cost those who give them "
            "(general metarationality)."
        ),
    ),
)
_NAMED = 4
_STEPS = 2
_ROW = 20
"""A longer row of numbers tells nobody anything."""
_CREDIBLE = ("sseq", "seq")
_ANY = ("smr", "gmr")


def holds(view: View) -> Section | None:
    part = view.given.conflict
    if part is None:
        return None
    conflict = part.result.conflict
    blocks: list[Block] = [_introduction(part)]
    today = conflict.status_quo
    if today is not None:
        blocks += [
            Subheading((text(say("Where things stand in the model")),)),
            *_today(part, today),
        ]
    blocks += [Subheading((text(say("Outcomes that hold")),)), *_tiers(part)]
    if part.wanted is not None:
        blocks.append(_wanted(part, part.wanted))
    blocks.append(Figure(tableau_chart(part.result, part.wanted)))
    if today is not None:
        blocks += [Subheading((text(say("The way from today")),)), *_way(part)]
    return Section("holds", say("What holds, and why"), tuple(blocks))


def holds_in_short(view: View) -> Section | None:
    """How firmly today's outcome holds, and the way from it, without the drawings."""
    part = view.given.conflict
    if part is None:
        return None
    blocks: list[Block] = []
    if part.result.conflict.status_quo is not None:
        blocks += [*_today(part, part.result.conflict.status_quo)[:1]]
        blocks += [block for block in _way(part) if not isinstance(block, Figure)]
    else:
        blocks += _tiers(part)[:2]
    return Section("holds", say("What holds, and why"), tuple(blocks))


def _model() -> Cite:
    return Cite((Ref(RefKind.COMPUTATION, "conflict"),))


def _introduction(part: ConflictPart) -> Paragraph:
    conflict = part.result.conflict
    names = joined([dm.name for dm in conflict.decision_makers])
    caution = (
        say(
            " The model is marked as illustrative: the order in which each side prefers "
            "the outcomes is assumed, not known."
        )
        if part.illustrative
        else ""
    )
    return Paragraph(
        (
            text(
                say(
                    "The conflict model “{title}” sets out what {names} can each do, "
                    "which makes {count}, and how each is taken to rank them. An outcome "
                    "holds if no side, given how far it thinks ahead, has reason to "
                    "leave it. The findings below follow from those assumptions.{caution}",
                    title=conflict.title,
                    names=names,
                    count=say_counted(
                        "{number} possible outcome",
                        "{number} possible outcomes",
                        len(conflict.states),
                        number=count(len(conflict.states)),
                    ),
                    caution=caution,
                )
            ),
            _model(),
        )
    )


def _outcome(conflict: Conflict, state: int) -> str:
    """An outcome in the words of the case; those who do nothing are told together at the end."""
    if conflict.states.labels is not None:
        return conflict.states.label(state)
    marks = iter(conflict.states.label(state))
    doing, idle, open_ended = [], [], False
    for dm in conflict.decision_makers:
        own = [(option.name, next(marks)) for option in dm.options]
        taken = [quoted(name) for name, mark in own if mark == "Y"]
        open_ended = open_ended or any(mark == "-" for _, mark in own)
        if taken:
            doing.append(f"{dm.name}: {joined(taken)}")
        elif all(mark == "N" for _, mark in own):
            idle.append(dm.name)
    if not doing:
        return say("nobody takes any of the steps in the model")
    parts = say("; ").join(doing)
    if open_ended:
        return say("{parts}, whatever else is done", parts=parts)
    if not idle:
        return parts
    return say_counted(
        "{parts}; {idle} takes no step",
        "{parts}; {idle} take no step",
        len(idle),
        parts=parts,
        idle=_subject(joined(idle)),
    )


def _change(conflict: Conflict, start: int, end: int) -> str:
    """What a side does to get from one outcome to another."""
    if conflict.states.labels is not None:
        return say("moving to “{end}”", end=conflict.states.label(end))
    before, after = conflict.states.label(start), conflict.states.label(end)
    changes = list(zip(conflict.options, before, after, strict=True))
    taken = [quoted(o.name) for o, was, now in changes if was != "Y" and now == "Y"]
    left = [quoted(o.name) for o, was, now in changes if was == "Y" and now == "N"]
    parts = [say("taking the step {taken}", taken=joined(taken))] if len(taken) == 1 else []
    parts = parts or ([say("taking the steps {taken}", taken=joined(taken))] if taken else [])
    if left:
        parts.append(say("giving up {left}", left=joined(left)))
    return joined(parts) or say("moving to outcome {end}", end=end)


def _today(part: ConflictPart, today: int) -> list[Block]:
    conflict, result = part.result.conflict, part.result
    under = [name for name, states in result.equilibria.items() if today in states.tolist()]
    if "nash" in under:
        verdict = say("It holds of itself: no side gains by a step of its own.")
    elif {"seq", "sseq"} & set(under):
        verdict = say("It holds as long as the sides think one exchange ahead.")
    elif under:
        verdict = say(
            "It does not hold firmly. It lasts only while each side fears answers that "
            "might cost those who would have to give them."
        )
    else:
        verdict = say(
            "It does not hold: at least one side gains by leaving it and nothing deters it."
        )
    start = say(
        "The model takes today to be outcome {today}: {conflict}",
        today=today,
        conflict=_outcome(conflict, today),
    )
    blocks: list[Block] = [
        Paragraph((text(f"{start}. {verdict}"), _model())),
    ]
    items: list[Runs] = []
    for one in explain(conflict, today, result.concepts).views:
        name = conflict.decision_maker(one.decision_maker).name
        shown = [_leaving(conflict, today, name, better) for better in one.improvements[:_STEPS]]
        left = len(one.improvements) - _STEPS
        if left > 0:
            shown.append(
                say(
                    "It has {left}.",
                    left=say_counted(
                        "{number} further improvement",
                        "{number} further improvements",
                        left,
                        number=count(left),
                    ),
                )
            )
        words = say(" It ").join(shown[:_STEPS]) + "".join(f" {more}" for more in shown[_STEPS:])
        still = say("has no step of its own that would improve its position, so it stays.")
        items.append(
            (
                text(_subject(name), strong=True),
                text(say(" {words}", words=words) if words else say(" {words}", words=still)),
            )
        )
    blocks.append(Bullets(tuple(items)))
    return blocks


def _subject(name: str) -> str:
    """The name before a verb; one that has a comma in it gets a second."""
    return f"{name}," if "," in name else name


def _leaving(conflict: Conflict, today: int, name: str, one: Improvement) -> str:
    """What follows the name: what it would gain by, and what deters it."""
    lead = say(
        "would gain by {conflict} (outcome {to})",
        conflict=_change(conflict, today, one.to),
        to=one.to,
    )
    credible = next((s for c in _CREDIBLE if (s := one.sanctions.get(c))), None)
    if credible:
        return say(
            "{lead}. It is deterred: {conflict}.",
            lead=lead,
            conflict=_answer(conflict, one.to, name, credible),
        )
    feared = next((s for c in _ANY if (s := one.sanctions.get(c))), None)
    if feared:
        return say(
            "{lead}. No answer that serves those who give it would deter this. One that "
            "might cost them would: {conflict}.",
            lead=lead,
            conflict=_answer(conflict, one.to, name, feared),
        )
    return say("{lead}, and nothing the others can do in answer deters it.", lead=lead)


def _answer(conflict: Conflict, start: int, name: str, sanction: Sanction) -> str:
    parts = []
    for step in sanction.path:
        who = conflict.decision_maker(step.by).name
        parts.append(
            say(
                "{who} could answer by {conflict}",
                who=_subject(who),
                conflict=_change(conflict, start, step.to),
            )
        )
        start = step.to
    worse = say("no better off than now") if sanction.tie else say("worse off than now")
    return say(
        "{parts}, which would leave {name} {worse}",
        parts=say(", and then ").join(parts),
        name=_subject(name),
        worse=worse,
    )


def _tiers(part: ConflictPart) -> list[Block]:
    """Each outcome once, under the surest concept that it satisfies."""
    conflict, told = part.result.conflict, set[int]()
    blocks: list[Block] = []
    for concept, meaning in _TIERS:
        found = part.result.equilibria.get(concept)
        if found is None:
            continue
        fresh = [state for state in found.tolist() if state not in told]
        told |= set(fresh)
        if not fresh:
            continue
        meant = say(meaning)
        if concept in _ANY:
            words = say(
                "{meant} This is so of {numbered}.",
                meant=meant,
                numbered=_numbered([str(state) for state in fresh]),
            )
            blocks.append(Paragraph((text(words), _model())))
            continue
        blocks.append(Paragraph((text(meant), _model())))
        items: list[Runs] = [
            (
                text(
                    say(
                        "Outcome {state}. {conflict}.",
                        state=state,
                        conflict=capital(_outcome(conflict, state)),
                    )
                ),
            )
            for state in fresh[:_NAMED]
        ]
        rest = [str(state) for state in fresh[_NAMED:]]
        if rest:
            items.append(
                (text(say("Likewise {rest}, shown in the table below.", rest=_numbered(rest))),)
            )
        blocks.append(Bullets(tuple(items)))
    if not told:
        blocks.append(Paragraph((text(say("No outcome holds under any of the concepts used.")),)))
    return blocks


def _numbered(states: list[str]) -> str:
    if len(states) == 1:
        return say("outcome {state}", state=states[0])
    if len(states) > _ROW:
        return say("{count} further outcomes", count=len(states))
    return say("outcomes {states}", states=joined(states))


def _wanted(part: ConflictPart, wanted: int) -> Paragraph:
    under = [c for c, states in part.result.equilibria.items() if wanted in states.tolist()]
    words = _outcome(part.result.conflict, wanted)
    told = (
        mark("The outcome aimed at, outcome {wanted} ({words}), holds.")
        if under
        else mark(
            "The outcome aimed at, outcome {wanted} ({words}), does not hold under any of the "
            "concepts used."
        )
    )
    return Paragraph((text(say(told, wanted=wanted, words=words)), _model()))


def _way(part: ConflictPart) -> list[Block]:
    """The shortest way by improvements to the surest outcome in reach, and the drawing."""
    conflict = part.result.conflict
    evolution = evolve(conflict)
    steps = evolution.steps(improving=True)
    goal = _nearest(part, [int(n) for n in steps], evolution.start)
    blocks: list[Block] = []
    if goal is None:
        words = say(
            "By steps that each serve whoever takes them, no outcome that holds is in reach."
        )
        blocks.append(Paragraph((text(words), _model())))
    else:
        at, parts = evolution.start, []
        for step in evolution.way(goal, improving=True) or ():
            who = conflict.decision_maker(step.by).name
            parts.append(
                (
                    text(
                        say(
                            "{who}, by {conflict} (outcome {to}).",
                            who=who,
                            conflict=_change(conflict, at, step.to),
                            to=step.to,
                        )
                    ),
                )
            )
            at = step.to
        moves = say_counted("{number} step", "{number} steps", len(parts), number=count(len(parts)))
        lead = say(
            "By steps that each serve whoever takes them, {moves} lead to outcome "
            "{goal}, which holds:",
            moves=moves,
            goal=goal,
        )
        blocks += [Paragraph((text(capital(lead)), _model())), Bullets(tuple(parts))]
    if int((steps > 0).sum()):
        blocks.append(Figure(evolution_chart(evolution, part.result)))
    return blocks


def _nearest(part: ConflictPart, steps: list[int], start: int) -> int | None:
    for concept in ("nash", "sseq", "seq"):
        found = part.result.equilibria.get(concept)
        within = [] if found is None else [s for s in found.tolist() if steps[s] > 0 and s != start]
        if within:
            return int(min(within, key=lambda state: (steps[state], state)))
    return None
