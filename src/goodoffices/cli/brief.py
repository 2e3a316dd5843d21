"""`goodoffices brief`: one document made from the record and the models of a case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodoffices.cli.desk import HomeOption, check_installed
from goodoffices.errors import InputError

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("brief")(brief)


def brief(
    case: Annotated[str, typer.Argument(help="The address of the case.")],
    to: Annotated[Path, typer.Option(help="The file to write: .pdf, .docx, .html, .md or .json.")],
    seat: Annotated[
        str, typer.Option("--as", help="For whom: lead, team, a party, an observer or public.")
    ] = "lead",
    home: HomeOption = None,
) -> None:
    """Write the brief of a case, from what one seat may see.

    Each copy is entered in the export register and carries its number.
    """
    from goodoffices.brief.formats import check_format, written

    ending = to.suffix.lower().lstrip(".")
    check_format(ending or to.name, str(to))
    check_installed()
    from goodoffices.desk.server import prepare

    prepare(home)
    from goodoffices.desk.wiring import real_world
    from goodoffices.service.cases import place_of_seat
    from goodoffices.service.exports import copy_of_brief

    made = copy_of_brief(place_of_seat(real_world(), case, seat), ending)
    try:
        to.write_bytes(written(made, ending))
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", where=str(to)) from None
    typer.echo(f"{to}: made for {made.reader}; meant for {made.audience}.", err=True)
