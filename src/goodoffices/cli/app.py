"""The `goodoffices` command: gathers the commands; an error is one line and an exit code."""

from __future__ import annotations

import sys

import typer

from goodoffices.cli import (
    brief,
    bundle,
    case,
    casebook,
    checkup,
    coalitions,
    desk,
    divide,
    interventions,
    inverse,
    keeping,
    mediator,
    offers,
    people,
    read,
    robust,
    settle,
    shredding,
    stability,
)
from goodoffices.cli.examples import shown
from goodoffices.errors import GoodOfficesError


def build() -> typer.Typer:
    app = typer.Typer(
        name="goodoffices",
        help="The mediator's workbench: from the first report to a settlement that holds.",
        no_args_is_help=True,
        rich_markup_mode=None,  # plain help: half the start-up, and readable aloud
        pretty_exceptions_enable=False,
    )

    for commands in (
        read,
        stability,
        coalitions,
        inverse,
        interventions,
        robust,
        settle,
        offers,
        divide,
        casebook,
        brief,
        bundle,
        case,
        mediator,
        people,
        desk,
        keeping,
        shredding,
        checkup,
    ):
        commands.register(app)
    shown(app)
    return app


def main() -> None:
    try:
        build()()
    except GoodOfficesError as error:
        sys.stderr.write(f"goodoffices: {error}\n")
        sys.exit(error.exit_code)
