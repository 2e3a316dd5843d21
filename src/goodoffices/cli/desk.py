"""`goodoffices desk` and `goodoffices verify`."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Annotated

import typer

from goodoffices.cli.working import working
from goodoffices.errors import MissingPartError

__all__ = ["HomeOption", "check_installed", "register"]

_LINK_HOURS = 24.0

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="The folder that holds the desk; else GOODOFFICES_HOME, else the data folder.",
    ),
]


def check_installed() -> None:
    if importlib.util.find_spec("django") is None or importlib.util.find_spec("granian") is None:
        raise MissingPartError(
            "the desk is not installed", remedy="Run: pip install 'goodoffices[desk]'"
        )


def register(app: typer.Typer) -> None:
    """Add both commands to the application."""
    app.command("desk")(desk)
    app.command("verify")(verify)


def desk(
    home: HomeOption = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that answer; one for each core at most.")
    ] = 1,
    *,
    example: Annotated[
        bool, typer.Option("--example", help="Open the example case, with a link for each seat.")
    ] = False,
) -> None:
    """Serve the desk; its database is made on first start."""
    check_installed()
    from goodoffices.desk.server import address_of, check_free, example_folder, prepare, serve

    check_free(host, port)
    prepared = prepare(home)
    address = address_of(host, port)
    if example:
        from goodoffices.desk.wiring import real_world
        from goodoffices.service.example import links_for_seats, open_example

        lead = open_example(real_world(), example_folder())
        typer.echo(f"{lead.frame.title}. Each link signs in once, within a day:")
        for link in links_for_seats(lead, _LINK_HOURS):
            typer.echo(f"  {link.seat}: {address}/sign-in/link/{link.token}/")
    else:
        from goodoffices.service.cases import slugs

        if not slugs():
            typer.echo("There is no case yet: goodoffices case new, or goodoffices desk --example.")
    typer.echo(f"Good Offices at {address}/ with its home in {prepared.folder}. Ctrl-C stops it.")
    serve(host, port, workers)


def verify(
    home: HomeOption = None,
    checkpoint: Annotated[
        list[Path] | None, typer.Option(help="A checkpoint kept elsewhere; may be given again.")
    ] = None,
    signed_by: Annotated[
        list[str] | None,
        typer.Option(help="The key of another desk, from which a case was moved here."),
    ] = None,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document and nothing else.")
    ] = False,
) -> None:
    """Check that what is stored is what was written; exit with 1 if it is not."""
    check_installed()
    from dataclasses import asdict

    from goodoffices.desk.server import prepare
    from goodoffices.journal.signing import SigningKey

    prepared = prepare(home)
    from goodoffices.desk.wiring import real_world
    from goodoffices.service.checkpoints import kept_in, missing_chains
    from goodoffices.service.verify import verify as verify_all

    read = [kept_in(path) for path in checkpoint or ()]
    kept = [one for heads, _ in read for one in heads]
    with working("Verifying"):
        verdicts = verify_all(real_world().keys, kept)
    missing = missing_chains(kept)
    own = SigningKey.in_file(prepared.signing).public
    foreign = sorted({by for _, by in read} - {own, *(signed_by or ())})
    whole = all(verdict.fault is None for verdict in verdicts) and not missing and not foreign
    if as_json:
        document = {
            "format": "goodoffices-verify/1",
            "whole": whole,
            "cases": [asdict(verdict) for verdict in verdicts],
            "missing_chains": list(missing),
            "signed_by_others": foreign,
        }
        typer.echo(json.dumps(document, ensure_ascii=False))
    else:
        if not verdicts:
            typer.echo("There is no case here, so there is nothing to verify.")
        for chain in missing:
            typer.echo(f"chain {chain}: a checkpoint knows it, and it is not here")
        for by in foreign:
            typer.echo(f"a checkpoint was signed by {by}, which is not the key of this desk")
        for v in verdicts:
            found = v.fault or "as written"
            gone = f", {v.shredded} shredded" if v.shredded else ""
            typer.echo(f"{v.slug}: {found} ({v.entries} entries, {v.chains} chains{gone})")
            typer.echo(f"  head {v.head}")
    if not whole:
        raise typer.Exit(1)
