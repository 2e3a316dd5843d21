"""`goodoffices brief`: one document made from the record and the models of a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli.desk import HomeOption, check_installed
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from goodoffices.brief.document import Brief

__all__ = ["register"]

_SUFFIXES = (".html", ".md", ".json")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("brief")(brief)


def brief(
    case: Annotated[str, typer.Argument(help="The address of the case.")],
    to: Annotated[Path, typer.Option(help="The file to write: .html, .md or .json.")],
    seat: Annotated[
        str, typer.Option("--as", help="For whom: lead, team, a party, an observer or public.")
    ] = "lead",
    home: HomeOption = None,
) -> None:
    """Write the brief of a case, from what one seat may see."""
    if to.suffix.lower() not in _SUFFIXES:
        raise InputError(
            f"a brief cannot be written as '{to.suffix or to.name}'",
            where=str(to),
            remedy=f"End the name in {', '.join(_SUFFIXES[:-1])} or {_SUFFIXES[-1]}",
        )
    check_installed()
    from goodoffices.desk.server import prepare

    prepare(home)
    from goodoffices.desk.wiring import real_world
    from goodoffices.service.cases import place_of_seat
    from goodoffices.service.exports import copy_of_brief

    made = copy_of_brief(place_of_seat(real_world(), case, seat), to.suffix.lower().lstrip("."))
    try:
        to.write_text(_written(made, to.suffix.lower()), encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", where=str(to)) from None
    typer.echo(f"{to}: made for {made.reader}; meant for {made.audience}.", err=True)


def _written(made: Brief, suffix: str) -> str:
    if suffix == ".html":
        from goodoffices.brief.html import to_html

        return to_html(made)
    if suffix == ".md":
        from goodoffices.brief.markdown import to_markdown

        return to_markdown(made)
    from goodoffices.brief.plain_json import to_json

    return to_json(made)
