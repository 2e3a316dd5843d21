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
from goodoffices.stability import evolve, explain

if TYPE_CHECKING:
    from goodoffices.brief.document import Runs
    from goodoffices.brief.given import ConflictPart
    from goodoffices.brief.view import View
    from goodoffices.conflict import Conflict
    from goodoffices.stability.why import Improvement, Sanction

__all__ = ["holds"]

_TIERS: tuple[tuple[str, str], ...] = (
    (
        "nash",
        """Holds of itself. No side has a step of its own that would improve its position
        (a Nash equilibrium).""",
    ),
    (
        "sseq",
        """Holds as long as the sides think one exchange ahead. A side that left it for something
        better would meet an answer that serves those who give it, and could not undo the damage
        (symmetric sequential stability).""",
    ),
    (
        "seq",
        """Holds as long as the sides think one exchange ahead. A side that left it for something
        better would meet an answer that serves those who give it (sequential stability).""",
    ),
    (
        "smr",
        """Holds only if the sides fear answers that might cost those who give them, and from which
        they could not recover (symmetric metarationality).""",
    ),
    (
        "gmr",
        """Holds only if the sides fear answers that might cost those who give them
        (general metarationality).""",
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
        blocks += [Subheading((text("Where things stand in the model"),)), *_today(part, today)]
    blocks += [Subheading((text("Outcomes that hold"),)), *_tiers(part)]
    if part.wanted is not None:
        blocks.append(_wanted(part, part.wanted))
    blocks.append(Figure(tableau_chart(part.result, part.wanted)))
    if today is not None:
        blocks += [Subheading((text("The way from today"),)), *_way(part)]
    return Section("holds", "What holds, and why", tuple(blocks))


def _model() -> Cite:
    return Cite((Ref(RefKind.COMPUTATION, "conflict"),))


def _introduction(part: ConflictPart) -> Paragraph:
    conflict = part.result.conflict
    names = joined([dm.name for dm in conflict.decision_makers])
    caution = (
        " The model is marked as illustrative: the order in which each side prefers the outcomes "
        "is assumed, not known."
        if part.illustrative
        else ""
    )
    return Paragraph(
        (
            text(
                f"The conflict model “{conflict.title}” sets out what {names} can each do, which "
                f"makes {count(len(conflict.states), 'possible outcome')}, and how each is taken "
                "to rank them. An outcome holds if no side, given how far it thinks ahead, has "
                f"reason to leave it. The findings below follow from those assumptions."
                f"{caution}"
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
        taken = [f"“{name}”" for name, mark in own if mark == "Y"]
        open_ended = open_ended or any(mark == "-" for _, mark in own)
        if taken:
            doing.append(f"{dm.name}: {joined(taken)}")
        elif all(mark == "N" for _, mark in own):
            idle.append(dm.name)
    if not doing:
        return "nobody takes any of the steps in the model"
    parts = "; ".join(doing)
    if open_ended:
        return f"{parts}, whatever else is done"
    verb = "takes" if len(idle) == 1 else "take"
    return f"{parts}; {_subject(joined(idle))} {verb} no step" if idle else parts


def _change(conflict: Conflict, start: int, end: int) -> str:
    """What a side does to get from one outcome to another."""
    if conflict.states.labels is not None:
        return f"moving to “{conflict.states.label(end)}”"
    before, after = conflict.states.label(start), conflict.states.label(end)
    changes = list(zip(conflict.options, before, after, strict=True))
    taken = [f"“{o.name}”" for o, was, now in changes if was != "Y" and now == "Y"]
    left = [f"“{o.name}”" for o, was, now in changes if was == "Y" and now == "N"]
    parts = [f"taking the step {joined(taken)}"] if len(taken) == 1 else []
    parts = parts or ([f"taking the steps {joined(taken)}"] if taken else [])
    if left:
        parts.append(f"giving up {joined(left)}")
    return joined(parts) or f"moving to outcome {end}"


def _today(part: ConflictPart, today: int) -> list[Block]:
    conflict, result = part.result.conflict, part.result
    under = [name for name, states in result.equilibria.items() if today in states.tolist()]
    if "nash" in under:
        verdict = "It holds of itself: no side gains by a step of its own."
    elif {"seq", "sseq"} & set(under):
        verdict = "It holds as long as the sides think one exchange ahead."
    elif under:
        verdict = (
            "It does not hold firmly. It lasts only while each side fears answers that might cost "
            "those who would have to give them."
        )
    else:
        verdict = "It does not hold: at least one side gains by leaving it and nothing deters it."
    start = f"The model takes today to be outcome {today}: {_outcome(conflict, today)}"
    blocks: list[Block] = [
        Paragraph((text(f"{start}. {verdict}"), _model())),
    ]
    items: list[Runs] = []
    for one in explain(conflict, today, result.concepts).views:
        name = conflict.decision_maker(one.decision_maker).name
        shown = [_leaving(conflict, today, name, better) for better in one.improvements[:_STEPS]]
        left = len(one.improvements) - _STEPS
        if left > 0:
            shown.append(f"It has {count(left, 'further improvement')}.")
        words = " It ".join(shown[:_STEPS]) + "".join(f" {more}" for more in shown[_STEPS:])
        still = "has no step of its own that would improve its position, so it stays."
        items.append((text(_subject(name), strong=True), text(f" {words or still}")))
    blocks.append(Bullets(tuple(items)))
    return blocks


def _subject(name: str) -> str:
    """The name before a verb; one that has a comma in it gets a second."""
    return f"{name}," if "," in name else name


def _leaving(conflict: Conflict, today: int, name: str, one: Improvement) -> str:
    """What follows the name: what it would gain by, and what deters it."""
    lead = f"would gain by {_change(conflict, today, one.to)} (outcome {one.to})"
    credible = next((s for c in _CREDIBLE if (s := one.sanctions.get(c))), None)
    if credible:
        return f"{lead}. It is deterred: {_answer(conflict, one.to, name, credible)}."
    feared = next((s for c in _ANY if (s := one.sanctions.get(c))), None)
    if feared:
        return (
            f"{lead}. No answer that serves those who give it would deter this. One that might "
            f"cost them would: {_answer(conflict, one.to, name, feared)}."
        )
    return f"{lead}, and nothing the others can do in answer deters it."


def _answer(conflict: Conflict, start: int, name: str, sanction: Sanction) -> str:
    parts = []
    for step in sanction.path:
        who = conflict.decision_maker(step.by).name
        parts.append(f"{_subject(who)} could answer by {_change(conflict, start, step.to)}")
        start = step.to
    worse = "no better off than now" if sanction.tie else "worse off than now"
    return f"{', and then '.join(parts)}, which would leave {_subject(name)} {worse}"


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
        meant = " ".join(meaning.split())
        if concept in _ANY:
            words = f"{meant} This is so of {_numbered([str(state) for state in fresh])}."
            blocks.append(Paragraph((text(words), _model())))
            continue
        blocks.append(Paragraph((text(meant), _model())))
        items: list[Runs] = [
            (text(f"Outcome {state}. {capital(_outcome(conflict, state))}."),)
            for state in fresh[:_NAMED]
        ]
        rest = [str(state) for state in fresh[_NAMED:]]
        if rest:
            items.append((text(f"Likewise {_numbered(rest)}, shown in the table below."),))
        blocks.append(Bullets(tuple(items)))
    if not told:
        blocks.append(Paragraph((text("No outcome holds under any of the concepts used."),)))
    return blocks


def _numbered(states: list[str]) -> str:
    if len(states) == 1:
        return f"outcome {states[0]}"
    if len(states) > _ROW:
        return f"{len(states)} further outcomes"
    return f"outcomes {joined(states)}"


def _wanted(part: ConflictPart, wanted: int) -> Paragraph:
    under = [c for c, states in part.result.equilibria.items() if wanted in states.tolist()]
    verdict = "holds" if under else "does not hold under any of the concepts used"
    words = _outcome(part.result.conflict, wanted)
    return Paragraph(
        (text(f"The outcome aimed at, outcome {wanted} ({words}), {verdict}."), _model())
    )


def _way(part: ConflictPart) -> list[Block]:
    """The shortest way by improvements to the surest outcome in reach, and the drawing."""
    conflict = part.result.conflict
    evolution = evolve(conflict)
    steps = evolution.steps(improving=True)
    goal = _nearest(part, [int(n) for n in steps], evolution.start)
    blocks: list[Block] = []
    if goal is None:
        words = "By steps that each serve whoever takes them, no outcome that holds is in reach."
        blocks.append(Paragraph((text(words), _model())))
    else:
        at, parts = evolution.start, []
        for step in evolution.way(goal, improving=True) or ():
            who = conflict.decision_maker(step.by).name
            parts.append(
                (text(f"{who}, by {_change(conflict, at, step.to)} (outcome {step.to})."),)
            )
            at = step.to
        moves = count(len(parts), "step")
        lead = (
            f"By steps that each serve whoever takes them, {moves} lead to outcome {goal}, which "
            f"holds:"
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
