"""`goodoffices people`: what whoever holds the machine does for those who sign in."""

from __future__ import annotations

from typing import Annotated

import typer

from goodoffices.cli.desk import HomeOption, check_installed

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the group of commands to the application."""
    people = typer.Typer(
        help="Those who sign in, for whoever holds the machine.", no_args_is_help=True
    )
    people.command("clear-second-step")(clear_second_step)
    people.callback()(_of_the_machine)
    app.add_typer(people, name="people")


def _of_the_machine() -> None:
    """Keep the command a group, so that its one command is named."""


def clear_second_step(
    name: Annotated[str, typer.Argument(help="The name with which they sign in.")],
    home: HomeOption = None,
) -> None:
    """Take away the codes and passkeys of somebody who lost them; each of their cases says so."""
    check_installed()
    from goodoffices.desk.server import prepare

    prepare(home)
    from goodoffices.desk.wiring import real_world
    from goodoffices.service.second_step import clear_second_step as clear

    cases = clear(real_world(), name)
    written = f" Written in the journal of: {', '.join(cases)}." if cases else ""
    typer.echo(f"{name} signs in without a second step now, and sets one up anew.{written}")
