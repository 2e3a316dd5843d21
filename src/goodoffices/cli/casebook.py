"""`goodoffices casebook list` and `show`: models with their source and what was verified."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from goodoffices.casebook.shelf import Entry, Shelf

__all__ = ["register"]

_COMMANDS = {"conflict": "stability", "negotiation": "settle", "division": "divide"}

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(
        help="Models that come with Good Offices; use one as casebook:NAME.", no_args_is_help=True
    )
    group.command("list")(list_entries)
    group.command("show")(show)
    app.add_typer(group, name="casebook")


def list_entries(*, as_json: AsJson = False) -> None:
    """List all models: published ones first, then those constructed for a purpose."""
    entries = [shelf.entry(name) for shelf in _shelves() for name in shelf.names()]
    if as_json:
        typer.echo(json.dumps([one.to_dict() for one in entries], ensure_ascii=False))
        return
    groups = {
        f"Published {shelf.noun}s": [
            one for one in entries if one.genre == shelf.noun and not one.constructed
        ]
        for shelf in _shelves()
    }
    groups["Constructed to show or try something"] = [one for one in entries if one.constructed]
    width = max(len(one.name) for one in entries)
    for place, (heading, found) in enumerate(groups.items()):
        typer.echo(f"{'' if place == 0 else chr(10)}{heading}:")
        for one in found:
            typer.echo(f"  {one.name:<{width}}  {one.title}")


def show(
    name: Annotated[str, typer.Argument(help="The name of a model, as the list gives it.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Show what a model rests on: source, licence, what was published and what verified."""
    shelves = _shelves()
    shelf = next((one for one in shelves if name in one.names()), shelves[0])
    entry = shelf.entry(name)
    if as_json:
        typer.echo(json.dumps(entry.to_dict(), ensure_ascii=False))
        return
    typer.echo(entry.title)
    typer.echo(f"Source: {entry.source}")
    typer.echo(f"Licence: {entry.licence}")
    _print_published(entry)
    for line in entry.verified:
        typer.echo(f"Verified. {line}")
    for note in entry.notes:
        typer.echo(f"Note: {note}")
    typer.echo(f"\nUse it: goodoffices {_COMMANDS[entry.genre]} casebook:{entry.name}")


def _shelves() -> tuple[Shelf, ...]:
    from goodoffices.casebook.shelf import Shelf

    return tuple(Shelf(noun, noun) for noun in _COMMANDS)


def _print_published(entry: Entry) -> None:
    for key, value in entry.published.items():
        said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        typer.echo(f"Published, {key.replace('_', ' ')}: {said}")
