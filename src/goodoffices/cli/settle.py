"""`goodoffices settle SCENARIO`: frontier, agreement zone and solutions of a negotiation."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path  # Typer evaluates the annotation
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli.models import open_negotiation
from goodoffices.cli.working import working

if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.kernels.deadline import Deadline
    from goodoffices.settlement import Scenario, Settlement, Solution

MOST_ROWS = 25
SEARCHING = 0.75
"""Which part of a time limit may be spent before the answer is written."""


class SheetFormat(StrEnum):
    """How tables are printed."""

    CSV = "csv"
    LATEX = "latex"


def settle(
    scenario: Annotated[
        Path, typer.Argument(help="A negotiation in TOML or JSON (goodoffices-negotiation/1).")
    ],
    *,
    offer: Annotated[
        str | None,
        typer.Option(
            help="Judge this package: 'issue=value; issue=value', a rule's id such as nash, "
            "or status_quo."
        ),
    ] = None,
    own: Annotated[
        str | None,
        typer.Option(
            "--for",
            help="With --offer: tell this party what the package is to it, by its own numbers.",
        ),
    ] = None,
    compare: Annotated[
        tuple[str, str] | None,
        typer.Option(help="Say who gives what to whom from the first package to the second."),
    ] = None,
    table: Annotated[
        SheetFormat | None,
        typer.Option(help="Print the solutions and the frontier for a sheet or a paper."),
    ] = None,
    sensitivity: Annotated[
        str | None,
        typer.Option(
            help="What if a number were different: PARTY.weight.ISSUE, PARTY.score.ISSUE.0, "
            "PARTY.fallback, or 'all' for how far each may move.",
        ),
    ] = None,
    weights: Annotated[
        str | None,
        typer.Option(
            help="Add the Nash solution with bargaining weights: 'party=2, other=1'; a party that "
            "is not named has 1.",
        ),
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            help="Be done after so many seconds, and say which bound was reached by then.",
            min=0.0,
            metavar="SECONDS",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document and nothing else.")
    ] = False,
) -> None:
    """Find the packages that leave everyone better off, and which of them each rule picks."""
    from goodoffices.kernels.deadline import Deadline

    # from here on, so that what is loaded counts too; the last part is kept for writing it out
    deadline = Deadline.after(time_limit).share(SEARCHING)
    from goodoffices.cli.answering import asked, solved, with_weights
    from goodoffices.errors import InputError

    if sum(question is not None for question in (offer, compare, table, sensitivity)) > 1:
        raise InputError(
            "--offer, --compare, --table and --sensitivity are different questions",
            remedy="Ask one at a time",
        )
    if own is not None and offer is None:
        raise InputError("--for says to whom an offer is told", remedy="Name it with --offer")
    question = open_negotiation(scenario)
    if sensitivity is not None:
        _print_sensitivity(question, sensitivity, deadline, as_json=as_json)
        return
    try:
        with working("Solving"):
            settlement, rough = solved(question, deadline)
            if weights is not None:
                settlement = with_weights(settlement, weights, deadline)
    except InputError as error:
        raise error.at(str(scenario)) from None
    if table is not None:
        _print_table(settlement, table)
        return
    told = asked(settlement, offer, own, compare) or rough
    if told is None:
        _print_whole(settlement, as_json=as_json)
    elif as_json:
        _print_json(told.to_dict())
    else:
        if rough is not None and told is not rough:
            typer.echo("On the best guess, since preferences are known only roughly:")
        typer.echo("\n".join(told.words()))


def _print_whole(settlement: Settlement, *, as_json: bool) -> None:
    """Print the settlement, and what side payments and lotteries add where they are allowed."""
    from rich.console import Console

    from goodoffices.cli.answering import allowed

    further = allowed(settlement)
    if as_json:
        parts = {name: part.to_dict() for name, part in further.items()}
        _print_json({**settlement.to_dict(), **parts})
        return
    show(settlement, Console())
    for part in further.values():
        typer.echo("\n".join(["", *part.words()]))


def _print_sensitivity(
    scenario: Scenario, asked: str, deadline: Deadline, *, as_json: bool
) -> None:
    """Print what changes with one number, or of every number how far it may move."""
    from goodoffices.settlement.margins import margins, margins_words
    from goodoffices.settlement.sensitivity import sensitivity
    from goodoffices.settlement.varied import read_number

    if asked == "all":
        found = margins(scenario, deadline)
        tree: dict[str, object] = {
            "format": "goodoffices-margins/1",
            "margins": [margin.to_dict() for margin in found],
        }
        words = margins_words(scenario, found)
    else:
        told = sensitivity(scenario, read_number(scenario, asked), deadline=deadline)
        tree, words = told.to_dict(), told.words()
    if as_json:
        _print_json(tree)
    else:
        typer.echo("\n".join(words))


def _print_json(tree: dict[str, object]) -> None:
    typer.echo(json.dumps(tree, ensure_ascii=False, allow_nan=False))


def _print_table(settlement: Settlement, laid_out: SheetFormat) -> None:
    from goodoffices.settlement.sheets import frontier_table, solutions_table

    for table in (solutions_table(settlement), frontier_table(settlement)):
        typer.echo(table.to_csv() if laid_out is SheetFormat.CSV else table.to_latex())


def show(settlement: Settlement, console: Console) -> None:
    """Print the settlement for people: the zone, the solutions, the frontier, and the notes."""
    from rich.markup import escape

    from goodoffices.settlement.differences import differences

    scenario = settlement.scenario
    console.print(f"[bold]{escape(scenario.title or 'Negotiation')}[/bold]")
    _print_zone(settlement, console)
    _print_solutions(settlement, console)
    _print_frontier(settlement, console)
    for fallback in settlement.fallbacks:
        if fallback.note:
            console.print(escape(fallback.note), highlight=False)
    for note in settlement.notes:
        console.print(escape(note), highlight=False)
    for line in differences(settlement).words:
        console.print(escape(line), highlight=False)
    console.print("Utilities are exact sums, rounded to 1e-9 and then compared.")


def _print_zone(settlement: Settlement, console: Console) -> None:
    from rich.markup import escape

    zone, total = settlement.zone, settlement.feasible_words()
    if zone.exists is None:
        console.print("Whether there is an agreement zone was not settled.")
        return
    if zone.exists:
        every = "" if zone.strict else ", none of them more to everybody"
        console.print(
            f"Agreement zone: {settlement.zone_words()} packages give every party at least its "
            f"fallback{every}."
        )
        return
    console.print(f"No agreement zone: none of {total} packages reaches every fallback.")
    if zone.nearest is None:
        return
    package = settlement.scenario.package_of(zone.nearest)
    steps = ", ".join(
        f"{party.name} by {short / settlement.scale:g}"
        for party, short in zip(settlement.scenario.parties, zone.shortfalls, strict=True)
        if short
    )
    console.print(escape(f"Smallest relaxation: {_words(settlement, package)}"))
    console.print(escape(f"It asks for lower fallbacks: {steps}."))


def _words(settlement: Settlement, package: tuple[int, ...]) -> str:
    pairs = zip(settlement.scenario.issues, package, strict=True)
    return ", ".join(f"{issue.name} {issue.label(v)}" for issue, v in pairs)


def _print_solutions(settlement: Settlement, console: Console) -> None:
    """Print one column a solution (those with the same package share one), then what each means."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    scenario = settlement.scenario
    columns: dict[tuple[int, ...], list[Solution]] = {}
    for solution in settlement.solutions:
        if solution.package is not None:
            columns.setdefault(solution.package, []).append(solution)
    table = Table("", title="Solutions", title_justify="left", box=box.SIMPLE_HEAD)
    for found in columns.values():
        table.add_column(escape("\n".join(s.concept.name for s in found)))
    units = [found[0].units or () for found in columns.values()]
    for i, party in enumerate(scenario.parties):
        table.add_row(escape(f"for {party.name}"), *(f"{u[i] / settlement.scale:g}" for u in units))
    table.add_section()
    for j, issue in enumerate(scenario.issues):
        table.add_row(escape(issue.name), *(escape(issue.label(p[j])) for p in columns))
    console.print(table)
    for solution in settlement.solutions:
        console.print(
            escape(f"{solution.concept.name}: {solution.concept.definition}"), highlight=False
        )
        tied = len(solution.vectors)
        remark = f"{tied} results tie; one of them is shown. " if tied > 1 else ""
        if not solution.proof.exact:
            remark = f"Not proved to be the best. {solution.proof.words} "
        if remark or solution.note:
            console.print(escape(f"  {remark}{solution.note}".rstrip()), highlight=False)


def _print_frontier(settlement: Settlement, console: Console) -> None:
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    scenario, frontier = settlement.scenario, settlement.frontier
    size = len(frontier.vectors)
    shown = f", the first {MOST_ROWS} shown (--json gives all)" if size > MOST_ROWS else ""
    noun = "point" if size == 1 else "points"
    if not frontier.proof.exact:
        console.print(escape(frontier.proof.words), highlight=False)
        if frontier.precision is not None:
            steps = settlement.utilities(frontier.precision)
            losses = zip(scenario.parties, steps, strict=True)
            words = ", ".join(f"{party.name} {step:g}" for party, step in losses)
            console.print(escape(f"Precision of the list: {words}."), highlight=False)
    table = Table(
        title=f"Frontier: {size:,} {noun}{shown}", title_justify="left", box=box.SIMPLE_HEAD
    )
    for party in scenario.parties:
        table.add_column(escape(party.name), justify="right")
    table.add_column(escape(", ".join(issue.name for issue in scenario.issues)))
    pairs = zip(frontier.vectors[:MOST_ROWS], frontier.packages[:MOST_ROWS], strict=True)
    for vector, number in pairs:
        labels = zip(scenario.issues, scenario.package_of(number), strict=True)
        table.add_row(
            *(f"{value:g}" for value in settlement.utilities(vector)),
            escape(", ".join(issue.label(v) for issue, v in labels)),
        )
    console.print(table)


def register(app: typer.Typer) -> None:
    app.command("settle")(settle)
