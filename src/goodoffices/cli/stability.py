"""`goodoffices stability` and `goodoffices evolution`: which outcomes hold, and the way there."""

from __future__ import annotations

import json
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli.models import open_conflict
from goodoffices.cli.working import working
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from goodoffices.conflict import Conflict
    from goodoffices.stability import Evolution, Explanation, StabilityResult
    from goodoffices.stability.hypergame import HypergameResult
    from goodoffices.stability.strength import StrengthResult

__all__ = ["evolution", "register", "stability"]

_SHOWN = 20
_CONCEPTS = "nash,gmr,smr,seq,sseq"


class TableFormat(StrEnum):
    """How a table is printed."""

    CSV = "csv"
    LATEX = "latex"


Model = Annotated[
    Path, typer.Argument(help="A conflict model: .toml, .json, .gmcr or casebook:NAME.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def register(app: typer.Typer) -> None:
    """Add both commands to the application."""
    app.command("stability")(stability)
    app.command("evolution")(evolution)


def stability(
    model: Model,
    concepts: Annotated[
        str,
        typer.Option(
            help="Concepts to apply, with commas between: nash, gmr, smr, seq, sseq, sim."
        ),
    ] = _CONCEPTS,
    why: Annotated[
        str | None,
        typer.Option(help="Explain one state, by its letters (NYN) or its number from 0."),
    ] = None,
    extension: Annotated[
        str | None,
        typer.Option(
            help="What unknown comparisons count for: a, b, c or d (a, c: one leaves for an "
            "unknown state; c, d: one is deterred by it)."
        ),
    ] = None,
    beliefs: Annotated[
        bool,
        typer.Option("--beliefs", help="Let each judge by what it believes of the others."),
    ] = False,
    strength: Annotated[
        bool,
        typer.Option("--strength", help="Say what is strongly stable (gmr, smr, seq)."),
    ] = False,
    laid_out: Annotated[
        TableFormat | None,
        typer.Option("--tableau", help="Print the tableau for a sheet or a paper."),
    ] = None,
    full: Annotated[
        bool,
        typer.Option("--full", help="List every state in JSON, also of models above 100,000."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say which outcomes of a conflict hold, under which concept, and for whom."""
    from goodoffices.stability import StabilityResult, analyse, explain
    from goodoffices.stability.hypergame import hypergame
    from goodoffices.stability.mixed import analyse_mixed, parse_behaviour
    from goodoffices.stability.strength import STRENGTH_CONCEPTS, analyse_strength

    named = [name.strip() for name in concepts.split(",") if name.strip()]
    behaviour = parse_behaviour(named) if "=" in concepts else None
    _one_of(why=why is not None, beliefs=beliefs, strength=strength, tableau=laid_out is not None)
    conflict = open_conflict(model)
    if why is not None:
        with _about(model), working("Solving"):
            explanation = explain(conflict, why, named)
        if as_json:
            _print_json(explanation.to_dict())
        else:
            _print_explanation(explanation)
        return
    found: StabilityResult | HypergameResult | StrengthResult
    with _about(model), working("Solving"):
        if beliefs:
            found = hypergame(conflict, named, behaviour=behaviour, extension=extension)
        elif strength:
            found = analyse_strength(
                conflict, STRENGTH_CONCEPTS if concepts == _CONCEPTS else named
            )
        elif behaviour is not None:
            found = analyse_mixed(conflict, behaviour, extension=extension)
        else:
            found = analyse(conflict, named, extension=extension)
    if laid_out is not None and isinstance(found, StabilityResult):
        _print_tableau(found, laid_out, as_json=as_json)
    elif as_json:
        _print_json(found.to_dict(full=True if full else None))
    else:
        _print_found(found)


def _one_of(**asked: bool) -> None:
    """Refuse questions that cannot be asked together."""
    named = [f"--{name}" for name, on in asked.items() if on]
    if len(named) > 1:
        raise InputError(f"{' and '.join(named)} are two questions", remedy="Ask one at a time.")


def evolution(
    model: Model,
    start: Annotated[
        str | None,
        typer.Option("--from", help="State to begin from; default: the model's status quo."),
    ] = None,
    with_attractors: Annotated[
        bool,
        typer.Option("--attractors", help="Show too where improvements end up for good."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show where a conflict can go from today, in how many moves, and who makes them."""
    from goodoffices.stability import analyse, evolve
    from goodoffices.stability.attractors import attractors

    conflict = open_conflict(model)
    with _about(model), working("Following the moves"):
        found = evolve(conflict, start)
        ends = attractors(conflict) if with_attractors else None
    if as_json:
        _print_json(found.to_dict() | ({} if ends is None else {"attractors": ends}))
        return
    _print_evolution(found, analyse(conflict))
    if ends is not None:
        typer.echo("\nAttractors, which improvements do not lead out of:")
        for states in ends[:_SHOWN]:
            kind = "holds (nash)" if len(states) == 1 else f"{len(states)} states in turn"
            typer.echo(f"  {_labels(conflict, states)}: {kind}")
        _print_rest(len(ends))


@contextmanager
def _about(model: Path) -> Iterator[None]:
    """Let an error about the model's content begin with its file."""
    try:
        yield
    except InputError as error:
        raise error.at(str(model)) from None


def _print_json(document: object) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False))


def _print_tableau(found: StabilityResult, laid_out: TableFormat, *, as_json: bool) -> None:
    from goodoffices.stability import tableau

    laid = tableau(found)
    if as_json:
        _print_json(laid.to_dict())
        return
    typer.echo(laid.to_csv() if laid_out is TableFormat.CSV else laid.to_latex(), nl=False)
    if laid.left_out:
        typer.echo(f"{laid.left_out:,} states are left out; --json lists all verdicts.", err=True)


def _heading(conflict: Conflict) -> None:
    typer.echo(conflict.title or "Conflict")
    if conflict.source:
        typer.echo(f"Source: {conflict.source}")
    names = ", ".join(dm.name for dm in conflict.decision_makers)
    typer.echo(f"Decision makers: {names}. States: {len(conflict.states):,}.\n")


def _print_found(found: StabilityResult | HypergameResult | StrengthResult) -> None:
    from goodoffices.stability.hypergame import HypergameResult
    from goodoffices.stability.strength import StrengthResult

    if isinstance(found, HypergameResult):
        _print_result(found.seen)
        typer.echo("")
        for concept, states in found.by_mistake.items():
            typer.echo(f"Stable by mistake under {concept}: {_labels(found.seen.conflict, states)}")
    elif isinstance(found, StrengthResult):
        _print_result(found.result)
        typer.echo("")
        for concept, states in found.strong_equilibria.items():
            typer.echo(f"Strongly stable under {concept}: {_labels(found.result.conflict, states)}")
    else:
        _print_result(found)


def _labels(conflict: Conflict, states: Iterable[int]) -> str:
    labels = [conflict.states.label(int(state)) for state in states]
    more = f" and {len(labels) - _SHOWN:,} more" if len(labels) > _SHOWN else ""
    return (", ".join(labels[:_SHOWN]) or "none") + more


def _print_result(result: StabilityResult) -> None:
    from goodoffices.stability.analysis import concept_of
    from goodoffices.stability.mixed import MIXED

    conflict = result.conflict
    _heading(conflict)
    found = result.equilibria
    for concept in result.concepts:
        title = "Mixed behaviour" if concept == MIXED else concept_of(concept).name
        typer.echo(f"{title} ({concept}): {_count(found[concept].size)}")
    holds = _holding(result)
    if holds:
        typer.echo("\nWhat holds, under which concept:")
    _print_states(conflict, holds)


def _holding(result: StabilityResult) -> dict[int, list[str]]:
    """Return the first equilibria by position, each with its concepts."""
    holds: dict[int, list[str]] = {}
    for concept, states in result.equilibria.items():
        for state in states.tolist():
            holds.setdefault(state, []).append(concept)
    return dict(sorted(holds.items()))


def _print_states(conflict: Conflict, holds: dict[int, list[str]]) -> None:
    from goodoffices.conflict.words import state_in_words

    for state, concepts in list(holds.items())[:_SHOWN]:
        typer.echo(f"  {state:>6}  {conflict.states.label(state)}  {', '.join(concepts)}")
        words = state_in_words(conflict, state)
        if words != conflict.states.label(state):
            typer.echo(f"          {words}")
    _print_rest(len(holds))


def _print_rest(count: int) -> None:
    if count > _SHOWN:
        typer.echo(f"  … and {count - _SHOWN:,} more; --json lists them all")


def _count(number: int) -> str:
    if number == 0:
        return "no equilibrium"
    return "1 equilibrium" if number == 1 else f"{number:,} equilibria"


def _print_explanation(explanation: Explanation) -> None:
    for sentence in explanation.sentences():
        typer.echo(sentence)
    typer.echo("")
    for concept in explanation.concepts:
        leaving = [
            explanation.conflict.decision_maker(view.decision_maker).name
            for view in explanation.views
            if not view.stable[concept]
        ]
        verdict = f"left by {', '.join(leaving)}" if leaving else "an equilibrium"
        typer.echo(f"{concept}: {verdict}")


def _print_evolution(found: Evolution, result: StabilityResult) -> None:
    from goodoffices.conflict.words import state_in_words

    conflict = found.conflict
    _heading(conflict)
    label = conflict.states.label(found.start)
    typer.echo(f"From {label}: {state_in_words(conflict, found.start)}")
    for name, improving in (("any moves", False), ("improvements only", True)):
        steps = found.steps(improving=improving)
        reached, farthest = int((steps > 0).sum()), int(steps.max())
        typer.echo(
            f"By {name}: {reached:,} of the {steps.size - 1:,} other states"
            + (f", the farthest at move {farthest}." if farthest else ".")
        )
    typer.echo("")
    _print_ways(found, result)


def _print_ways(found: Evolution, result: StabilityResult) -> None:
    holds = _holding(result)
    typer.echo("Ways to the outcomes that hold:")
    for state, concepts in list(holds.items())[:_SHOWN]:
        label = found.conflict.states.label(state)
        typer.echo(f"  {label} ({', '.join(concepts)}): {_way(found, state)}")
    _print_rest(len(holds))


def _way(found: Evolution, state: int) -> str:
    if state == found.start:
        return "today's state"
    for improving, said in ((True, "by improvements"), (False, "not by improvements alone")):
        way = found.way(state, improving=improving)
        if way is not None:
            return f"{said}, {_steps(found, [(step.by, step.to) for step in way])}"
    return "no way there"


def _steps(found: Evolution, way: Sequence[tuple[str, int]]) -> str:
    conflict = found.conflict
    return " → ".join(
        f"{conflict.decision_maker(by).name} to {conflict.states.label(to)}" for by, to in way
    )
