"""`goodoffices offers SCENARIO OFFERS`: how far apart the sides are, and whether it shrinks."""

from __future__ import annotations

import json
from pathlib import Path  # Typer evaluates the annotation
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli.models import open_negotiation

if TYPE_CHECKING:
    from goodoffices.settlement import Party


def offers(
    scenario: Annotated[
        Path, typer.Argument(help="A negotiation in TOML or JSON (goodoffices-negotiation/1).")
    ],
    made: Annotated[
        Path, typer.Argument(metavar="OFFERS", help="The offers made (goodoffices-offers/1).")
    ],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document and nothing else.")
    ] = False,
) -> None:
    """Follow the offers: each concession, the distance that is left, and who would move least."""
    from goodoffices.errors import InputError
    from goodoffices.settlement.offers import load_offers
    from goodoffices.settlement.progress import WORDS, progress

    question = open_negotiation(scenario)
    table = load_offers(made, question)
    try:
        found = progress(question, table)
    except InputError as error:
        raise error.at(str(scenario)) from None
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False))
        return
    for move in found.moves:
        day = f"{move.offer.on.isoformat()}  " if move.offer.on else ""
        apart = "" if move.distance is None else f"; {move.distance:.0%} apart"
        name = question.parties[move.offer.by].name
        typer.echo(f"{day}{name}: {WORDS[move.kind]}{apart}")
        for line in _changes(found.scenario.parties, move.changes):
            typer.echo(f"    {line}")
    typer.echo("")
    for line in found.words():
        typer.echo(line)


def _changes(parties: tuple[Party, ...], changes: tuple[float | None, ...]) -> list[str]:
    pairs = zip(parties, changes, strict=True)
    return [f"{party.name} {change:+.0%}".replace("-", "−") for party, change in pairs if change]


def register(app: typer.Typer) -> None:
    app.command("offers")(offers)
