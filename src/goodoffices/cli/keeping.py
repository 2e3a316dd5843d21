"""`goodoffices checkpoint`, `backup` and `restore`."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli.desk import HomeOption, check_installed
from goodoffices.cli.working import working
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from goodoffices.journal.envelope import Identity, Lock, Passphrase

__all__ = [
    "PassphraseFile",
    "identity_in",
    "lock_for",
    "passphrase_in",
    "register",
    "write_new",
]

PassphraseFile = Annotated[
    Path | None,
    typer.Option(help="A file with the passphrase; else GOODOFFICES_PASSPHRASE, else it is asked."),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (checkpoint, backup, restore):
        app.command(command.__name__)(command)


def checkpoint(
    to: Annotated[Path, typer.Option("--to", help="A new file; keep it outside the desk.")],
    case: Annotated[str | None, typer.Option(help="Of one case alone, for a seat.")] = None,
    seat: Annotated[
        str, typer.Option("--as", help="For whom: lead, team, a party, an observer or public.")
    ] = "lead",
    home: HomeOption = None,
) -> None:
    """Write the heads of the chains, signed: against them, cut and rewritten tails are found."""
    check_installed()
    from goodoffices.desk.server import prepare

    prepared = prepare(home)
    from goodoffices.desk.wiring import real_world
    from goodoffices.journal.signing import SigningKey
    from goodoffices.service.cases import place_of_seat
    from goodoffices.service.checkpoints import checkpoint_of_desk, checkpoint_of_seat

    key, world = SigningKey.in_file(prepared.signing), real_world()
    if case is None:
        document = checkpoint_of_desk(world, key)
    else:
        document = checkpoint_of_seat(place_of_seat(world, case, seat), key)
    write_new(to, json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    typer.echo(f"{to}: {len(document['chains'])} chains, signed by {key.public}.")


def backup(
    to: Annotated[
        Path | None, typer.Option("--to", help="A new file; else one in the home's backups.")
    ] = None,
    recipient: Annotated[
        str | None, typer.Option(help="Encrypt for this key in place of a passphrase.")
    ] = None,
    new_identity: Annotated[
        Path | None,
        typer.Option(help="Make a key pair: its private half goes into this file, no backup yet."),
    ] = None,
    passphrase_file: PassphraseFile = None,
    home: HomeOption = None,
    *,
    keys: Annotated[
        bool, typer.Option("--keys", help="Copy the keys of all texts in place of the database.")
    ] = False,
) -> None:
    """Write an encrypted backup while the desk goes on. The keys of texts are not in it."""
    check_installed()
    from goodoffices.journal.envelope import Identity

    if new_identity is not None:
        made = Identity.make()
        write_new(new_identity, made.private.hex() + "\n")
        typer.echo(made.recipient.public.hex())
        return
    from goodoffices.desk.server import prepare

    prepared = prepare(home)
    from goodoffices.desk.wiring import places, real_world
    from goodoffices.service.backup import back_up, back_up_keys

    lock = lock_for(recipient, passphrase_file, prepared.recipient())
    ending = "keys" if keys else "backup"
    target = to or prepared.backups / f"{datetime.now(UTC):%Y%m%dT%H%M%S}.{ending}"
    if keys:
        size = back_up_keys(places(), target, lock)
        typer.echo(
            f"{target}: {size} bytes. Keep it apart from the backups, and not for long: what is "
            "shredded can be opened with it."
        )
        return
    with working("Backing up"):
        size = back_up(places(), real_world().keys, target, lock)
    typer.echo(
        f"{target}: {size} bytes. The keys of its texts are not in it: goodoffices backup --keys."
    )


def restore(
    backup_file: Annotated[Path, typer.Argument(metavar="BACKUP", help="A backup of a desk.")],
    keys: Annotated[
        Path | None, typer.Option(help="The copy of the keys; else those of the home.")
    ] = None,
    identity: Annotated[
        Path | None, typer.Option(help="The private key that it was encrypted for.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    home: HomeOption = None,
    *,
    before_upgrade: Annotated[
        bool, typer.Option("--before-upgrade", help="It was made by this home, before an upgrade.")
    ] = False,
) -> None:
    """Make a desk from a backup in a home that has no database, and verify it."""
    check_installed()
    from goodoffices.desk.server import make_ready, prepare
    from goodoffices.journal.envelope import HomeSecret

    ready = make_ready(home)
    from goodoffices.desk.wiring import places, real_world
    from goodoffices.service.backup import restore as restore_from
    from goodoffices.service.backup import restore_keys
    from goodoffices.service.shredding import finish_shreddings
    from goodoffices.service.verify import verify

    lock: Lock | Identity
    if before_upgrade:
        lock = HomeSecret(ready.secret().encode())
    else:
        lock = identity_in(identity) if identity else passphrase_in(passphrase_file)
    if keys is not None:
        restore_keys(places(), keys, lock)
    with working("Restoring"):
        restore_from(places(), real_world().keys, backup_file, lock)
    prepare(home)
    world = real_world()
    again = finish_shreddings(world.keys)
    if again:
        typer.echo(f"{again} texts were shredded again: the copy of the keys was older.")
    with working("Verifying"):
        faults = [f"{v.slug}: {v.fault}" for v in verify(world.keys) if v.fault]
    typer.echo("\n".join(faults) or f"Restored to {ready.folder}; every entry is as written.")
    if faults:
        raise typer.Exit(1)


def lock_for(recipient: str | None, passphrase_file: Path | None, named: bytes | None) -> Lock:
    from goodoffices.journal.envelope import Recipient

    if recipient is not None:
        return Recipient(_hex(recipient, "--recipient"))
    if named is not None and passphrase_file is None:
        return Recipient(named)
    return passphrase_in(passphrase_file)


def identity_in(path: Path) -> Identity:
    from goodoffices.journal.envelope import Identity

    return Identity(_hex(_read(path), path.name))


def passphrase_in(path: Path | None) -> Passphrase:
    from goodoffices.journal.envelope import Passphrase

    text = _read(path) if path else os.environ.get("GOODOFFICES_PASSPHRASE", "")
    text = text or typer.prompt("Passphrase", hide_input=True)
    if len(text) < 12:  # noqa: PLR2004 (as of passwords)
        raise InputError(
            "the passphrase is shorter than 12 characters", remedy="Use some words in a row"
        )
    return Passphrase(text)


def _hex(text: str, where: str) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != 32:  # noqa: PLR2004 (the size of a key)
        raise InputError("it is not 64 hexadecimal digits", where=where)
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise InputError("it does not open", where=str(path)) from None


def write_new(path: Path, text: str) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise InputError(f"it cannot be written: {error.strerror}", where=str(path)) from None
