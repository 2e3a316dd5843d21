"""`goodoffices interventions`: the least that could be added for a wanted outcome to hold."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli.models import open_conflict
from goodoffices.cli.working import working
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from goodoffices.stability.interventions import InterventionResult

__all__ = ["interventions", "register"]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("interventions")(interventions)


def interventions(
    model: Annotated[
        Path, typer.Argument(help="A conflict model: .toml, .json, .gmcr or casebook:NAME.")
    ],
    wanted: Annotated[
        list[str] | None,
        typer.Option(
            help="An outcome that should hold: letters (NYN), a number from 0, or a statement "
            "about options. May be repeated."
        ),
    ] = None,
    unwanted: Annotated[
        list[str] | None,
        typer.Option(help="An outcome that should not hold, named in the same way."),
    ] = None,
    candidates: Annotated[
        Path | None,
        typer.Option(
            help="What could be added, and at what cost (goodoffices-candidates/1); without "
            "this, candidates are made from the model."
        ),
    ] = None,
    concept: Annotated[str, typer.Option(help="nash, gmr, smr, seq or sseq.")] = "gmr",
    at_most: Annotated[int, typer.Option(help="List so many sets of least cost.")] = 20,
    looked_at: Annotated[
        int, typer.Option(help="End the search after so many sets, with the bound proved.")
    ] = 20_000,
    time_limit: Annotated[
        float,
        typer.Option(
            help="End the search after so many seconds of computing, with the bound proved.",
            min=0.0,
            metavar="SECONDS",
        ),
    ] = 50.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say what a mediator could add, at least cost, so that a wanted outcome holds."""
    from goodoffices.kernels.deadline import Deadline
    from goodoffices.stability.interventions import intervene, load_candidates

    conflict = open_conflict(model)
    given = None if candidates is None else load_candidates(candidates)
    try:
        with working("Looking for what would hold it"):
            result = intervene(
                conflict,
                given,
                wanted or (),
                unwanted or (),
                concept,
                at_most=at_most,
                looked_at=looked_at,
                deadline=Deadline.after(time_limit, time.process_time),
            )
    except InputError as error:
        named = candidates if error.where.startswith("candidate") else None
        raise error.at(str(named or model)) from None
    if as_json:
        typer.echo(json.dumps(result.to_dict(), ensure_ascii=False))
    else:
        _print(result)


def _print(result: InterventionResult) -> None:
    from goodoffices.stability.interventions.words import candidate_in_words, cost_in_words

    conflict = result.conflict
    made = ", made from the model" if result.generated else ""
    typer.echo(f"Candidates: {len(result.candidates)}{made}. Sets looked at: {result.looked_at:,}.")
    bound, *said = result.sentences()
    typer.echo(bound)
    for number, (one, sentence) in enumerate(zip(result.sets, said, strict=True), start=1):
        typer.echo(f"\n{number}. {sentence}")
        for candidate in one.candidates:
            typer.echo(
                f"   {candidate.id} ({cost_in_words(candidate.price)}): "
                f"{candidate_in_words(conflict, candidate)}"
            )
