"""`goodoffices robust`: how sure the outcomes are that hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli.models import open_conflict
from goodoffices.cli.working import working
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from goodoffices.stability.robust import RobustResult

__all__ = ["register", "robust"]

_SHOWN = 10


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("robust")(robust)


def robust(
    model: Annotated[
        Path, typer.Argument(help="A conflict model: .toml, .json, .gmcr or casebook:NAME.")
    ],
    samples: Annotated[int, typer.Option(help="How many worlds to look at, at most.")] = 1000,
    concepts: Annotated[
        str, typer.Option(help="Concepts to apply, with commas between.")
    ] = "nash,gmr,smr,seq,sseq",
    vary: Annotated[
        list[str] | None,
        typer.Option(help="Levels that may change places: DM or DM:START-END. May be repeated."),
    ] = None,
    permute: Annotated[
        list[str] | None,
        typer.Option(help="Statements that may change places: DM or DM:START-END."),
    ] = None,
    noise: Annotated[float, typer.Option(help="Relative noise of weights, such as 0.2.")] = 0.0,
    seed: Annotated[int, typer.Option(help="Seed of the draws; it is recorded.")] = 0,
    workers: Annotated[
        int | None, typer.Option(help="Processes to work in; default: one a core.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler to work on instead.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say in what share of the preferences that may be each outcome holds."""
    from goodoffices.stability.inverse import parse_vary
    from goodoffices.stability.robust import Doubts
    from goodoffices.stability.robust import robust as solve

    if not 0 <= noise < 10:  # noqa: PLR2004 - ten times a weight is no noise any more
        raise InputError("noise is a number from 0 to 10", where="noise")
    doubts = Doubts(parse_vary(vary or ()) or {}, parse_vary(permute or ()) or {}, noise)
    conflict = open_conflict(model)
    try:
        with working("Looking at worlds") as told:
            result = solve(
                conflict,
                samples,
                doubts=doubts,
                concepts=[name.strip() for name in concepts.split(",") if name.strip()],
                seed=seed,
                workers=workers,
                cluster=cluster,
                told=told,
            )
    except InputError as error:
        raise error.at(str(model)) from None
    if as_json:
        typer.echo(json.dumps(result.to_dict(), ensure_ascii=False))
    else:
        _print(result)


def _print(result: RobustResult) -> None:
    label = result.conflict.states.label
    kind = "all there are" if result.exact else f"drawn with seed {result.seed}"
    typer.echo(f"Worlds looked at: {result.samples:,}, {kind}.")
    for concept in result.concepts:
        states = result.ordered(concept)
        typer.echo(f"\n{concept}:" + ("" if states else " no state holds in any"))
        for state in states[:_SHOWN]:
            low, high = result.interval(concept, state)
            between = "" if result.exact else f" (95%: {low:.1%} to {high:.1%})"
            typer.echo(f"  {label(state)}  {result.share(concept, state):.1%}{between}")
        if len(states) > _SHOWN:
            typer.echo(f"  … and {len(states) - _SHOWN:,} more; --json lists them all")
        most = result.matters_most[concept]
        if most is not None:
            doubt = most.doubt
            typer.echo(
                f"  Matters most: {result.conflict.decision_maker(doubt.decision_maker).name}, "
                f"{doubt.first} above {doubt.second}: {label(most.state)} holds in "
                f"{most.share_if:.1%}, otherwise in {most.share_if_not:.1%}"
            )
