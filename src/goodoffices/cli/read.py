"""`goodoffices read`: a report becomes drafts for the record, each with the words it rests on."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli.working import working
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from goodoffices.reading import Drafts

WIDTH = 96


def register(app: typer.Typer) -> None:
    app.command("read")(read)


def read(
    report: Annotated[
        Path,
        typer.Argument(
            help="A report as text, HTML, e-mail, Word or PDF; - reads standard input. Or a folder"
            " of them, with --out."
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(help="The day it was published, as 2022-02-27; dates count from it."),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(help="Its language, as a tag: en, ar, he …; told by its script if left out."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    text_out: Annotated[
        Path | None, typer.Option(help="Write the text that all offsets count to this file.")
    ] = None,
    lexicon: Annotated[
        Path | None,
        typer.Option(
            help="A JSON file of states, bodies, titles and given names of your own; they go before"
            " those the reader knows."
        ),
    ] = None,
    pipeline: Annotated[
        str | None,
        typer.Option(
            help="Another pipeline of spaCy to parse with: an installed package or a folder."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="For a folder: add a line of JSON for each report to this file."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes to read a folder in; default: one a core.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler to read a folder on instead.")
    ] = None,
) -> None:
    """Read a report into drafts of acts and statements. Nothing is filed: a person decides."""
    from goodoffices.reading import Reader, Report, extract
    from goodoffices.reading.gazetteer import Gazetteer
    from goodoffices.reading.languages import language_of
    from goodoffices.reading.parse import Pipelines

    day = _day(published, "--published") if published is not None else None
    name = str(report)
    if report.is_dir() or out is not None:
        _folder(report, out, day, workers, cluster, lexicon, pipeline, as_json=as_json)
        return
    found = extract(_bytes(report), name)
    if day is None and found.published:
        day = _day(found.published, name)
    if text_out is not None:
        try:
            text_out.write_text(found.text, encoding="utf-8", newline="")
        except OSError as error:
            raise InputError(
                f"cannot write here: {error.strerror}",
                where=str(text_out),
                remedy="Choose another file",
            ) from error
    tongue = language or language_of(found.text)
    pipelines = Pipelines.given(pipeline) if pipeline is not None else Pipelines()
    reader = Reader(gazetteer=Gazetteer.load(lexicon), pipelines=pipelines)
    with working("Reading"):
        drafts = reader.read(Report(found.text, day, tongue, origin=name))
    if as_json:
        typer.echo(json.dumps(drafts.to_dict(), ensure_ascii=False, indent=1))
    else:
        _show(drafts, found.text)


def _folder(
    folder: Path,
    out: Path | None,
    day: dt.date | None,
    workers: int | None,
    cluster: str | None,
    lexicon: Path | None,
    pipeline: str | None,
    *,
    as_json: bool,
) -> None:
    import dataclasses

    from goodoffices.reading.batch import read_folder

    if out is None:
        raise InputError(
            "a folder's drafts need a file", where=str(folder), remedy="Add --out drafts.jsonl"
        )
    try:
        with working("Reading") as told:
            found = read_folder(
                folder,
                out,
                published=day,
                workers=workers,
                cluster=cluster,
                lexicon=lexicon,
                pipeline=pipeline,
                told=told,
            )
    except OSError as error:
        raise InputError(
            f"cannot write here: {error.strerror}", where=str(out), remedy="Choose another file"
        ) from error
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(found)))
        return
    typer.echo(
        f"{out}: {found.read} read ({found.rewrites} of them copies or rewrites of others),"
        f" {found.copies} the same to the byte, {found.kept} there already,"
        f" {found.broken} that cannot be read."
    )


def _day(text: str, where: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"{text!r} is not a day", where=where, remedy="Write it as 2022-02-27"
        ) from error


def _bytes(path: Path) -> bytes:
    from goodoffices.reading.extract import MAX_BYTES

    try:
        if str(path) == "-":
            return typer.get_binary_stream("stdin").read(MAX_BYTES + 1)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"cannot read this file: {error.strerror}", where=str(path), remedy="Check the path"
        ) from error


def _show(drafts: Drafts, text: str) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("act", "who → whom", "says", "date", "words", show_lines=True)
    for draft in drafts.drafts:
        who = ", ".join(p.name for p in draft.actor) or "–"
        whom = ", ".join(p.name for p in draft.target)
        words = " … ".join(text[s.start : s.end] for s in draft.claim)
        table.add_row(
            draft.act.value + ("" if draft.sure else " (less sure)"),
            f"{who} → {whom}" if whom else who,
            " ← ".join(reversed(draft.attribution)) or "the report",
            draft.date or draft.date_text or "",
            words if len(words) < 2 * WIDTH else words[: 2 * WIDTH] + "…",
        )
    console = Console()
    console.print(table)
    day = drafts.reference_date or "not known: relative dates stay open"
    console.print(f"{len(drafts.drafts)} drafts. Published: {day}.", markup=False, highlight=False)
    if drafts.language.split("-")[0] != "en":
        console.print(
            "Read by quotation marks, dates and names of states: reported speech, acts and speakers"
            " are read in English only.",
            markup=False,
            highlight=False,
        )
