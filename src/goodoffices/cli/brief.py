"""`goodoffices brief`: one document made from the record and the models of a case."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from goodoffices.brief.document import Length
from goodoffices.cli.desk import HomeOption, check_installed
from goodoffices.cli.working import working
from goodoffices.errors import InputError
from goodoffices.saying import say

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
    length: Annotated[Length, typer.Option(help="All of it, or one page.")] = Length.FULL,
    audience: Annotated[
        str,
        typer.Option(
            "--for",
            help="Written by the team for: team, caucus:PARTY, joint, briefed:OBSERVER or public. "
            "Without it, for the seat itself.",
        ),
    ] = "",
    language: Annotated[
        str, typer.Option(help="The language of the document, such as en or ar.")
    ] = "en",
    since: Annotated[
        str,
        typer.Option(
            help="Tell what changed since this day, such as 2022-02-26, since the last one that "
            "was taken for the same readers (last), or nothing (never). Without it: last for the "
            "lead mediator’s own, otherwise never."
        ),
    ] = "",
    home: HomeOption = None,
) -> None:
    """Write the brief of a case, from what one seat may see.

    The ending of the file says the format. Each copy is entered in the export register of the
    case and carries its number.
    """
    from goodoffices.brief.formats import check_format, written

    ending = to.suffix.lower().lstrip(".")
    check_format(ending or to.name, str(to))
    check_installed()
    from goodoffices.desk.server import prepare

    prepare(home)
    from goodoffices.desk.language import spoken_in
    from goodoffices.desk.wiring import real_world
    from goodoffices.service.brief import Order
    from goodoffices.service.cases import place_of_seat
    from goodoffices.service.exports import copy_of_brief, last_taken

    at = place_of_seat(real_world(), case, seat)
    day = _day(since)
    if since == "last" or (not since and not audience):
        day = last_taken(at, audience)
    with spoken_in(language), working("Writing the brief"):
        made = copy_of_brief(at, ending, Order(length, audience, day))
        content = written(made, ending)
        told = say(
            "{file}: made for {reader}; meant for {audience}.",
            file=str(to),
            reader=made.reader,
            audience=made.audience,
        )
    try:
        to.write_bytes(content)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", where=str(to)) from None
    typer.echo(told, err=True)


def _day(told: str) -> date | None:
    if told in {"", "last", "never"}:
        return None
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise InputError(
            f"'{told}' is not a day",
            where="--since",
            remedy="Write it as 2022-02-26, or: last, never",
        ) from None
