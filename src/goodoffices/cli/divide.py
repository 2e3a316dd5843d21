"""`goodoffices divide FILE`: items between two by Adjusted Winner, with exact fractions."""

from __future__ import annotations

import json
from pathlib import Path  # Typer evaluates the annotation
from typing import Annotated

import typer

from goodoffices.cli.models import open_division


def divide(
    division: Annotated[
        Path,
        typer.Argument(help="Two parties, items and points, in TOML or JSON (see the tutorial)."),
    ],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document and nothing else.")
    ] = False,
) -> None:
    """Divide items between two so that both are equally well off, nobody envies, none is wasted."""
    from goodoffices.errors import InputError
    from goodoffices.settlement.division import divide as solve

    try:
        report = solve(open_division(division))
    except InputError as error:
        raise error if error.where.startswith(str(division)) else error.at(str(division)) from None
    if as_json:
        typer.echo(json.dumps(report.to_dict(), ensure_ascii=False, allow_nan=False))
        return
    typer.echo(report.estate.title or "Division")
    typer.echo("\nStep by step (points of each after it):")
    for line in report.steps():
        typer.echo(f"  {line}")
    typer.echo("")
    for line in report.words():
        typer.echo(line)


def register(app: typer.Typer) -> None:
    app.command("divide")(divide)
