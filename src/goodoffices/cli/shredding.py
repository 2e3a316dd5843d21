"""`goodoffices shred` and `goodoffices retention`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli.desk import HomeOption, check_installed
from goodoffices.cli.keeping import write_new
from goodoffices.cli.working import working
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from goodoffices.record.rules import Keep

__all__ = ["register"]

Case = Annotated[str, typer.Argument(help="The address of the case.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (shred, retention):
        app.command(command.__name__)(command)


def shred(
    case: Case,
    entry: Annotated[str, typer.Argument(help="The id of an entry.")],
    reason: Annotated[str, typer.Option(help="Why; its readers are told.")],
    certificate: Annotated[Path, typer.Option(help="A new file for the signed certificate.")],
    home: HomeOption = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: it cannot be undone.")] = False,
) -> None:
    """Destroy a text for good, with what repeats it; a tombstone and the chains stay."""
    check_installed()
    from goodoffices.desk.server import prepare

    prepared = prepare(home)
    from goodoffices.desk.wiring import real_world
    from goodoffices.journal.signing import SigningKey
    from goodoffices.service.cases import place_of_seat
    from goodoffices.service.shredding import certificate_of
    from goodoffices.service.shredding import shred as shred_text
    from goodoffices.store.machine import log_that_stays

    at = place_of_seat(real_world(), case, "lead")
    if not yes:
        typer.confirm("It cannot be undone. Shred it?", abort=True)
    with working("Shredding"):
        gone = shred_text(at, entry, reason)
    document = certificate_of(at, gone, SigningKey.in_file(prepared.signing))
    write_new(certificate, json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    copies = sorted(path.name for path in prepared.backups.glob("*.keys"))
    typer.echo(f"Shredded {len(gone)} entries; {certificate} says so.")
    if kept := log_that_stays():
        typer.echo(
            f"Its words stay in the write-ahead log of the server for a time: {'; '.join(kept)}. "
            "See docs/postgresql.md."
        )
    if copies:
        typer.echo(
            f"Copies of the keys made before still open them; destroy: {', '.join(copies)} in "
            f"{prepared.backups}, and those kept elsewhere."
        )


def retention(
    case: Case,
    keep: Annotated[
        list[str] | None,
        typer.Option(help="KIND=DAYS or KIND:AUDIENCE=DAYS, such as report:caucus=30; again."),
    ] = None,
    home: HomeOption = None,
    *,
    forget: Annotated[bool, typer.Option("--forget", help="End every rule.")] = False,
) -> None:
    """Show how long the texts of a case are kept, or set it; `goodoffices tick` sees to it."""
    check_installed()
    from goodoffices.desk.server import prepare

    prepare(home)
    from dataclasses import replace

    from goodoffices.desk.wiring import real_world
    from goodoffices.service.cases import place_of_seat
    from goodoffices.service.rules import rules_of, set_rules

    at = place_of_seat(real_world(), case, "lead")
    if keep or forget:
        set_rules(at, replace(rules_of(at), keep=tuple(_keep(text) for text in keep or ())))
    for one in rules_of(at).keep:
        who = f" for {one.audience}" if one.audience else ""
        typer.echo(f"{one.kind}{who}: kept for {one.days} days")
    if not rules_of(at).keep:
        typer.echo("Everything is kept.")


def _keep(text: str) -> Keep:
    from goodoffices.record.audiences import AudienceKind
    from goodoffices.record.rules import Keep

    what, equals, days = text.partition("=")
    kind, _, audience = what.partition(":")
    try:
        return Keep(kind, int(days if equals else ""), AudienceKind(audience) if audience else None)
    except ValueError:
        known = ", ".join(AudienceKind)
        raise InputError(
            f"'{text}' is not KIND=DAYS or KIND:AUDIENCE=DAYS", remedy=f"Audiences: {known}"
        ) from None
