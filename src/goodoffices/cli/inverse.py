"""`goodoffices inverse`: what it would take for a wanted outcome to hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli.models import open_conflict
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from goodoffices.stability.inverse import InverseResult

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
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say how many orders of preference make a state hold, and which is nearest to today's."""
    from goodoffices.stability.inverse import inverse as solve
    from goodoffices.stability.inverse import parse_costs, parse_vary

    spans, costs = parse_vary(vary or ()), parse_costs(cost or ())
    conflict = open_conflict(model)
    try:
        result = solve(conflict, state, concept, spans, costs)
    except InputError as error:
        raise error.at(str(model)) from None
    if as_json:
        typer.echo(json.dumps(result.to_dict(), ensure_ascii=False))
    else:
        _print(result)


def _print(result: InverseResult) -> None:
    from goodoffices.conflict.words import state_in_words

    conflict = result.conflict
    for state in result.states:
        typer.echo(f"{conflict.states.label(state)}: {state_in_words(conflict, state)}")
    holds = "it holds" if len(result.states) == 1 else "all of them hold"
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


def _said(number: int) -> str:
    if number < _LARGE:
        return f"{number:,}"
    digits = int((number.bit_length() - 1) * 0.30103)
    return f"about 10^{digits}"
