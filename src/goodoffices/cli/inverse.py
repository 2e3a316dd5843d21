"""`goodoffices inverse`: what it would take for a wanted outcome to hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli.models import open_conflict
from goodoffices.cli.working import working
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from goodoffices.stability.inverse import InverseResult, StatementResult

__all__ = ["inverse", "register"]

_SHOWN = 12
_LARGE = 10**15


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("inverse")(inverse)


def inverse(
    model: Annotated[
        Path, typer.Argument(help="A conflict model: .toml, .json, .gmcr or casebook:NAME.")
    ],
    state: Annotated[
        list[str],
        typer.Option(
            help="The wanted state, by its letters (NYN) or its number from 0. May be repeated: "
            "all of them are to hold."
        ),
    ],
    concept: Annotated[str, typer.Option(help="nash, gmr, smr, seq or sseq.")],
    vary: Annotated[
        list[str] | None,
        typer.Option(
            help="Whose levels may change places: DM, or DM:START-END for the levels START to "
            "END-1 (0 is the best). May be repeated; default: all levels of all."
        ),
    ] = None,
    cost: Annotated[
        list[str] | None,
        typer.Option(
            help="What one swap in somebody's order costs, as DM=2; 1 where nothing is said. "
            "May be repeated."
        ),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            help="What changes places: levels of the rankings, or statements of whoever has "
            "priorities."
        ),
    ] = "levels",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say how many orders of preference make a state hold, and which is nearest to today's."""
    from goodoffices.conflict.fields import known
    from goodoffices.conflict.words import state_in_words
    from goodoffices.stability.inverse import (
        StatementResult,
        by_statements,
        parse_costs,
        parse_vary,
    )
    from goodoffices.stability.inverse import inverse as by_levels

    spans, costs = parse_vary(vary or ()), parse_costs(cost or ())
    known(by, ("levels", "statements"), "way of changing", "by")
    conflict = open_conflict(model)
    solve = by_levels if by == "levels" else by_statements
    try:
        with working("Counting the orders"):
            result = solve(conflict, state, concept, spans, costs)
    except InputError as error:
        raise error.at(str(model)) from None
    if as_json:
        typer.echo(json.dumps(result.to_dict(), ensure_ascii=False))
        return
    for position in result.states:
        typer.echo(f"{conflict.states.label(position)}: {state_in_words(conflict, position)}")
    holds = "it holds" if len(result.states) == 1 else "all of them hold"
    if isinstance(result, StatementResult):
        _print_statements(result, holds)
    else:
        _print(result, holds)


def _print(result: InverseResult, holds: str) -> None:
    conflict = result.conflict
    many = "not counted: beyond the stated limits" if result.count is None else _said(result.count)
    typer.echo(f"Orders of preference looked at: {_said(result.profiles)}.")
    typer.echo(f"Those under which {holds} ({result.concept}): {many}.")
    change = result.least_change
    if change is None:
        typer.echo(
            f"Under no order of these levels {holds}."
            if result.count is not None
            else f"No order of these levels was found under which {holds}."
        )
        return
    if not change.swaps:
        typer.echo(f"Today {holds}.")
        return
    what, bound = "Nearest order", "the fewest"
    if result.costs:
        what, bound = f"Cheapest order, at a cost of {change.cost}", "the least"
    if not change.proved:
        bound = f"at least {change.at_least} {'is' if result.costs else 'are'} needed"
    typer.echo(f"{what}: {change.swaps} adjacent swaps ({bound}).")
    for name, order in change.orders.items():
        said = [" = ".join(map(conflict.states.label, tied)) for tied in order.ranking[:_SHOWN]]
        more = " > …" if len(order.ranking) > _SHOWN else ""
        typer.echo(
            f"  {conflict.decision_maker(name).name} ({order.swaps}): {' > '.join(said)}{more}"
        )


def _print_statements(result: StatementResult, holds: str) -> None:
    change = result.least_change
    if change is None:
        typer.echo(
            f"Under no order of these statements {holds}."
            if result.at_least is None
            else f"No order of these statements was found under which {holds}; "
            f"any costs {result.at_least} or more."
        )
        return
    if not change.swaps:
        typer.echo(f"Today {holds}.")
        return
    cost = f", at a cost of {change.cost}" if result.costs else ""
    typer.echo(f"Fewest adjacent swaps of statements: {change.swaps}{cost}.")
    for name, order in change.orders.items():
        said = [one if isinstance(one, str) else " = ".join(one) for one in order.priorities]
        who = result.conflict.decision_maker(name).name
        typer.echo(f"  {who} ({order.swaps}): {' > '.join(said)}")


def _said(number: int) -> str:
    if number < _LARGE:
        return f"{number:,}"
    digits = int((number.bit_length() - 1) * 0.30103)
    return f"about 10^{digits}"
