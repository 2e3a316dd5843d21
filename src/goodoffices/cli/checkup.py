"""`goodoffices checkup` and `goodoffices tick`."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli.desk import HomeOption, check_installed
from goodoffices.cli.working import working

if TYPE_CHECKING:
    from goodoffices.desk.home import Home

__all__ = ["register"]

_BACKUP_AFTER = timedelta(days=1)
_KEPT_BACKUPS = 14


def register(app: typer.Typer) -> None:
    """Add both commands to the application."""
    for command in (checkup, tick):
        app.command(command.__name__)(command)


def checkup(
    home: HomeOption = None,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document and nothing else.")
    ] = False,
) -> None:
    """Look at headers, permissions, clock, backups, mail, disk and database; exit with 1 if
    something is wrong.
    """
    check_installed()
    from dataclasses import asdict

    from goodoffices.desk.server import prepare

    prepared = prepare(home)
    from goodoffices.desk.looking import headers_of_a_page, mail_trouble
    from goodoffices.service.checkup import State, checked, worst

    with working("Looking"):
        found = checked(
            prepared.folder,
            prepared.backups,
            datetime.now(UTC),
            headers_of_a_page(),
            mail_trouble(),
        )
    if as_json:
        document = {"format": "goodoffices-checkup/1", "findings": [asdict(one) for one in found]}
        typer.echo(json.dumps(document, ensure_ascii=False))
    else:
        words = {State.GOOD: "good", State.LOOK: "look at it", State.BAD: "WRONG"}
        for one in found:
            typer.echo(f"{one.about}: {words[one.state]}. {one.words}.")
    if worst(found) is State.BAD:
        raise typer.Exit(1)


def tick(home: HomeOption = None) -> None:
    """Do what is due: shred what is no longer kept, send mail, back up. Run it often."""
    check_installed()
    from goodoffices.desk.server import prepare

    prepared = prepare(home)
    from goodoffices.desk.mailing import send_letters
    from goodoffices.desk.wiring import real_world
    from goodoffices.service.cases import place_of_seat, slugs
    from goodoffices.service.comments import shred_notes
    from goodoffices.service.rules import apply_retention
    from goodoffices.service.shredding import finish_shreddings

    world = real_world()
    finish_shreddings(world.keys)
    for slug in slugs():
        at = place_of_seat(world, slug, "lead")
        if gone := apply_retention(at):
            typer.echo(f"{slug}: {len(gone)} entries shredded, as the rules of the case say")
        if notes := shred_notes(at):
            typer.echo(f"{slug}: {len(notes)} notes shredded, as they said themselves")
    sent, trouble = send_letters(world)
    if sent:
        typer.echo(f"mail: {sent} letters")
    if trouble:
        typer.echo(f"mail: the server refuses: {trouble}")
    _back_up(prepared)


def _back_up(home: Home) -> None:
    """A backup a day for the recipient that the settings name, and the last fourteen are kept."""
    from goodoffices.desk.wiring import places, real_world
    from goodoffices.journal.envelope import Recipient
    from goodoffices.service.backup import back_up, newest_backup

    recipient, now = home.recipient(), datetime.now(UTC)
    if recipient is None:
        return
    newest = newest_backup(home.backups)
    if newest is None or now.timestamp() - newest.stat().st_mtime > _BACKUP_AFTER.total_seconds():
        target = home.backups / f"{now:%Y%m%dT%H%M%S}.backup"
        back_up(places(), real_world().keys, target, Recipient(recipient))
        typer.echo(f"backup: {target.name}")
    dated = sorted(home.backups.glob("2*.backup"))
    for old in dated[:-_KEPT_BACKUPS]:
        old.unlink()
