"""What the help of each command shows to try: run by the tests, so it goes as it stands.

`casebook:` models come with the program. Files named in an example lie in the reader's own folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

__all__ = ["EXAMPLES", "shown"]

EXAMPLES: dict[str, tuple[str, ...]] = {
    "read": (
        "goodoffices read report.txt --published 2022-02-27",
        "goodoffices read report.txt --published 2022-02-27 --json --text-out body.txt",
    ),
    "stability": (
        "goodoffices stability casebook:elmira_12state",
        "goodoffices stability casebook:prisoners_dilemma --concepts nash,seq --why NN",
    ),
    "evolution": ("goodoffices evolution casebook:elmira_12state",),
    "coalitions": ("goodoffices coalitions casebook:prisoners_dilemma --json",),
    "inverse": ("goodoffices inverse casebook:prisoners_dilemma --state NN --concept seq",),
    "interventions": ("goodoffices interventions casebook:prisoners_dilemma --wanted NN",),
    "robust": ("goodoffices robust casebook:elmira_12state --vary moe --samples 100",),
    "settle": (
        "goodoffices settle casebook:nash_1950_barter",
        "goodoffices settle negotiation.toml --offer nash",
    ),
    "offers": ("goodoffices offers negotiation.toml offers.toml",),
    "divide": ("goodoffices divide casebook:brams_taylor_1999_divorce",),
    "casebook list": ("goodoffices casebook list",),
    "casebook show": ("goodoffices casebook show elmira_12state",),
    "brief": (
        "goodoffices brief february-2022 --to brief.pdf",
        "goodoffices brief february-2022 --to page.docx --length page --for joint --language ar",
    ),
    "case list": ("goodoffices case list",),
    "case new": (
        (
            "goodoffices case new river --title 'The river' --mediator m=Mediator "
            "--party a=Upstream --party b=Downstream"
        ),
    ),
    "case export": ("goodoffices case export february-2022 public-folder --as public",),
    "mediator offers": ("goodoffices mediator offers february-2022 --as lead",),
    "mediator knows": ("goodoffices mediator knows february-2022 russia --as lead",),
    "desk": ("goodoffices desk --example",),
    "verify": ("goodoffices verify",),
    "checkpoint": ("goodoffices checkpoint --to heads.json",),
    "retention": ("goodoffices retention february-2022 --keep report:caucus=30",),
    "checkup": ("goodoffices checkup",),
    "tick": ("goodoffices tick",),
}
"""By command; `desk` alone goes on until it is stopped, and the tests of the desk start it."""


def shown(app: typer.Typer, before: str = "") -> None:
    """Put the examples below the options of each command, each on a line of its own."""
    for command in app.registered_commands:
        told = EXAMPLES.get(f"{before}{command.name}")
        if told:
            lines = "\n".join(f"  {line}" for line in told)
            command.epilog = f"\b\nTry:\n{lines}"
    for group in app.registered_groups:
        if group.typer_instance is not None:
            shown(group.typer_instance, f"{before}{group.name} ")
