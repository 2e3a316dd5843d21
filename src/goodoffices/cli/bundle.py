"""`goodoffices bundle FILE`: whether a settlement bundle is what was signed."""

from __future__ import annotations

import json
from pathlib import Path  # Typer evaluates the annotation
from typing import Annotated

import typer

__all__ = ["register"]


def bundle(
    file: Annotated[Path, typer.Argument(help="The zip as it was downloaded.")],
    *,
    fingerprint: Annotated[
        str, typer.Option(help="The fingerprint that was signed, or how it begins.")
    ] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document and nothing else.")
    ] = False,
) -> None:
    """Compare a settlement bundle with its sums and attestation; exit with 1 if it differs."""
    from goodoffices.agreement.bundle import check_bundle, unpacked
    from goodoffices.errors import InputError

    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(
            "cannot be read", where=str(file), remedy="Name the zip that was downloaded"
        ) from error
    found = check_bundle(unpacked(data, str(file)))
    faults = list(found.faults)
    if fingerprint and not found.fingerprint.startswith(fingerprint.lower()):
        faults.append("the agreement is not the one of that fingerprint")
    if as_json:
        document = {
            "format": "goodoffices-bundle/1",
            "fingerprint": found.fingerprint,
            "faults": faults,
        }
        typer.echo(json.dumps(document, ensure_ascii=False))
    else:
        for fault in faults:
            typer.echo(f"{fault}.")
        if not faults:
            typer.echo(f"Unchanged. Fingerprint of the agreement: {found.fingerprint}")
    if faults:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    app.command("bundle")(bundle)
