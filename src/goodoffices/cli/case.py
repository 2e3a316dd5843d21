"""`goodoffices case list`, `new`, `import`, `export` and `labels`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli.desk import HomeOption, check_installed
from goodoffices.cli.keeping import PassphraseFile, identity_in, lock_for, passphrase_in
from goodoffices.cli.working import working
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from goodoffices.journal.envelope import Identity, Lock
    from goodoffices.record.frame import Frame, Side
    from goodoffices.service.world import World
    from goodoffices.store.models import Person

__all__ = ["register"]

_LINK_HOURS = 24.0

Lead = Annotated[str, typer.Option(help="The name the lead mediator signs in with.")]
SideText = Annotated[list[str], typer.Option(help="ID=NAME; give it once for each.")]


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(help="The cases of a desk.", no_args_is_help=True)
    group.command("list")(list_cases)
    group.command("new")(new_case)
    group.command("import")(import_folder)
    group.command("export")(export_folder)
    group.command("labels")(labels)
    app.add_typer(group, name="case")


def _world(home: Path | None) -> World:
    check_installed()
    from goodoffices.desk.server import prepare

    prepare(home)
    from goodoffices.desk.wiring import real_world

    return real_world()


def list_cases(
    home: HomeOption = None,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document and nothing else.")
    ] = False,
) -> None:
    """List the addresses of the cases; their words are for those who have a seat."""
    _world(home)
    from goodoffices.service.cases import slugs

    names = slugs()
    if as_json:
        typer.echo(json.dumps({"format": "goodoffices-cases/1", "cases": list(names)}))
        return
    for name in names:
        typer.echo(name)
    if not names:
        typer.echo("There is no case yet. Open one with: goodoffices case new")


def new_case(
    slug: Annotated[str, typer.Argument(help="Its address: lower-case letters and hyphens.")],
    title: Annotated[str, typer.Option(help="What it is called.")],
    mediator: Annotated[str, typer.Option(help="The mediator, as ID=NAME.")],
    party: SideText,
    lead: Lead = "lead",
    observer: SideText | None = None,
    home: HomeOption = None,
    *,
    public: Annotated[
        bool, typer.Option("--public", help="It has a public page; you are asked once more.")
    ] = False,
) -> None:
    """Open a case, and print a link that signs its lead mediator in."""
    if public:
        _ask_whether_public()
    world = _world(home)
    from goodoffices.record.frame import Frame
    from goodoffices.service.cases import open_case

    frame = Frame(
        title=title,
        slug=slug,
        mediator=_side(mediator),
        parties=tuple(_side(text) for text in party),
        observers=tuple(_side(text) for text in observer or []),
        public=public,
    )
    person = _person(world, lead)
    open_case(world, frame, person)
    typer.echo(f"Opened {slug}.")
    _print_link(world, person)


def import_folder(
    folder: Annotated[Path, typer.Argument(help="A case folder, whole or of one seat.")],
    lead: Annotated[
        str,
        typer.Option(help="The name the lead mediator signs in with; a whole case names its own."),
    ] = "lead",
    identity: Annotated[
        Path | None, typer.Option(help="The private key that own rooms were encrypted for.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    home: HomeOption = None,
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="A case with a public page comes in without a question.")
    ] = False,
) -> None:
    """Import a case folder; ids are kept. Nothing is kept if any part of it is wrong.

    A whole case comes with its history, link by link. Its people come by name alone: each who is
    new here is given a link to sign in with. A case with a public page is open to everybody at
    once, so that you are asked first.
    """
    world = _world(home)
    from django.db import transaction

    from goodoffices.service.case_arrival import encrypted_in, import_whole, is_whole
    from goodoffices.service.case_folder import import_case, is_public

    if is_public(folder) and not yes:
        _ask_whether_public()
    if not is_whole(folder):
        with transaction.atomic():
            person = _person(world, lead)
            with working("Importing"):
                at = import_case(world, folder, person)
        typer.echo(f"Imported {at.frame.slug}.{_open_to_all(at.frame)}")
        _print_link(world, person)
        return
    unlock: Lock | Identity | None = None
    if encrypted_in(folder):
        unlock = identity_in(identity) if identity else passphrase_in(passphrase_file)
    with working("Importing"):
        arrived = import_whole(world, folder, unlock)
    frame = arrived.at.frame
    typer.echo(f"Imported {frame.slug}; every entry is as written.{_open_to_all(frame)}")
    for new in arrived.people:
        _print_link(world, new)


def _ask_whether_public() -> None:
    typer.confirm(
        "Everybody can read the title, the names of the sides and what is for everybody, and "
        "infer when you were at work and what is missing. Is nobody put at risk?",
        abort=True,
    )


def _open_to_all(frame: Frame) -> str:
    return " Its public page is open to everybody: People, Public page." if frame.public else ""


def export_folder(
    case: Annotated[str, typer.Argument(help="The address of the case.")],
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    seat: Annotated[
        str,
        typer.Option(
            "--as",
            help="Only what one seat may see: lead, team, a party, an observer or public. "
            "Without it the whole case, for its lead mediator.",
        ),
    ] = "",
    recipient: Annotated[
        str | None,
        typer.Option(help="Encrypt parties' own rooms for this key in place of a passphrase."),
    ] = None,
    passphrase_file: PassphraseFile = None,
    home: HomeOption = None,
) -> None:
    """Write a case into a plain folder, whole or as one seat sees it; it is not encrypted.

    What parties keep in their own rooms is: the mediator does not read it.
    """
    world = _world(home)
    from goodoffices.service.case_export import export_case
    from goodoffices.service.case_whole import export_whole, has_closed
    from goodoffices.service.cases import label_of, place_of_seat

    at = place_of_seat(world, case, seat or "lead")
    if seat:
        with working("Exporting"):
            many = export_case(at, folder)
        of = f"as seen by: {label_of(at.frame, at.viewer)}"
    else:
        lock = lock_for(recipient, passphrase_file, None) if has_closed(at) else None
        with working("Exporting"):
            many = sum(export_whole(at, folder, lock)["entries"].values())
        of = "the whole case, with its history"
    typer.echo(f"{folder}: {many} entries, {of}. They are written unencrypted; keep them as such.")


def labels(
    case: Annotated[str, typer.Argument(help="The address of the case.")],
    to: Annotated[Path, typer.Argument(help="The file to write.")],
    seat: Annotated[
        str, typer.Option("--as", help="Of the reports one seat may see: lead, team or a party.")
    ] = "lead",
    home: HomeOption = None,
    *,
    agreed: Annotated[
        bool,
        typer.Option("--agreed", help="Those whose words these are agree; else you are asked."),
    ] = False,
) -> None:
    """Write what was proposed of each report and what people made of it, to train a reader on.

    The file holds the texts of the reports; who took it is entered in the export register.
    """
    agreed = agreed or typer.confirm(
        "The file holds the texts of the reports. Do those whose words they are agree that it "
        "leaves the desk?",
        abort=True,
    )
    world = _world(home)
    from goodoffices.service.cases import place_of_seat
    from goodoffices.service.recutting import take_labels

    found = take_labels(place_of_seat(world, case, seat), agreed=agreed)
    try:
        to.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", where=str(to)) from None
    many = sum(len(report["labels"]) for report in found["reports"])
    left = sum(report["open"] for report in found["reports"])
    typer.echo(f"{to}: {many} labels of {len(found['reports'])} reports; {left} drafts are open.")


def _side(text: str) -> Side:
    from goodoffices.record.frame import Side

    side_id, equals, name = text.partition("=")
    if not equals:
        raise InputError(f"'{text}' is not ID=NAME", remedy='Write for example a="Side A"')
    return Side(side_id.strip(), name.strip())


def _person(world: World, handle: str) -> Person:
    from goodoffices.service.sign_in import find_or_create_person

    return find_or_create_person(world, handle)


def _print_link(world: World, person: Person) -> None:
    from goodoffices.service.sign_in import make_link

    token = make_link(world, person, _LINK_HOURS)
    typer.echo(
        f"{person.handle} signs in once, within a day, at /sign-in/link/{token}/ of the desk."
    )
