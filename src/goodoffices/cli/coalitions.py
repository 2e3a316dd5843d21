"""`goodoffices coalitions`: which outcomes hold against several who move together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli.models import open_conflict
from goodoffices.cli.working import working
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.stability import StabilityResult
    from goodoffices.stability.coalitions import CoalitionResult

__all__ = ["coalitions", "register"]

_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("coalitions")(coalitions)


def coalitions(
    model: Annotated[
        Path, typer.Argument(help="A conflict model: .toml, .json, .gmcr or casebook:NAME.")
    ],
    partition: Annotated[
        str | None,
        typer.Option(help="Only these coalitions: blocks with commas between, such as a+b,c."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say which outcomes hold against coalitions, and which coalition upsets which."""
    from goodoffices.stability import analyse
    from goodoffices.stability.coalitions import analyse_coalitions

    blocks = None
    if partition is not None:
        blocks = [
            [name.strip() for name in block.split("+") if name.strip()]
            for block in partition.split(",")
        ]
    conflict = open_conflict(model)
    try:
        with working("Looking at coalitions"):
            result = analyse_coalitions(conflict, blocks)
            individual = analyse(conflict)
    except InputError as error:
        raise error.at(str(model)) from None
    if as_json:
        typer.echo(json.dumps(result.to_dict(individual), ensure_ascii=False))
    else:
        _print(result, individual)


def _print(result: CoalitionResult, individual: StabilityResult) -> None:
    from goodoffices.conflict.words import state_in_words

    conflict = result.conflict
    typer.echo(conflict.title or "Conflict")
    said = "; ".join(_names(result, coalition) for coalition in result.coalitions[:_SHOWN])
    typer.echo(f"Coalitions: {said}{'; …' if len(result.coalitions) > _SHOWN else ''}.\n")
    for concept, states in result.equilibria.items():
        labels = conflict.states.written(states[:_SHOWN])
        more = f" and {states.size - _SHOWN:,} more" if states.size > _SHOWN else ""
        typer.echo(f"{concept}: {', '.join(labels) or 'no equilibrium'}{more}")
    upsets = result.upsets(individual)
    if not upsets:
        typer.echo("\nNo coalition upsets an outcome that holds for each by itself.")
        return
    typer.echo("\nOutcomes that hold for each by itself, but not for some together:")
    for one in upsets[:_SHOWN]:
        label = conflict.states.label(one.state)
        typer.echo(f"  {label} ({', '.join(one.concepts)}): {state_in_words(conflict, one.state)}")
        ends = ", ".join(
            conflict.states.label(to) + (" (which holds too)" if kinds else "")
            for to, kinds in list(one.to.items())[:_SHOWN]
        )
        typer.echo(f"      {_names(result, one.coalition)} would move to {ends}")
    if len(upsets) > _SHOWN:
        typer.echo(f"  … and {len(upsets) - _SHOWN:,} more; --json lists them all")


def _names(result: CoalitionResult, coalition: Sequence[str]) -> str:
    return " + ".join(result.conflict.decision_maker(name).name for name in coalition)
