"""Many reports at once: a folder becomes lines of drafts, on several processes or a Dask cluster.

Each report is one line of JSON, written in the order of the files' names as soon as it and those
before it are read. What the output holds already is not read again, and a line that was cut off is
done anew, so that a run may be ended at any moment and begun again: nothing is lost or doubled. A
file with the very bytes of another is not read twice; copies and rewrites name their source. A file
that cannot be read is a line that says why.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goodoffices.errors import GoodOfficesError, InputError, MissingPartError
from goodoffices.reading.extract import MAX_BYTES, extract
from goodoffices.reading.finish import to_drafts
from goodoffices.reading.gazetteer import Gazetteer
from goodoffices.reading.languages import language_of
from goodoffices.reading.likeness import Sources, shingles, signature
from goodoffices.reading.model import Report
from goodoffices.reading.parse import Pipelines
from goodoffices.reading.reader import Reader
from goodoffices.saying import say
from goodoffices.workers import pool_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Job", "Summary", "read_folder"]

FORMAT = "goodoffices-reading/1"
SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".eml", ".docx", ".pdf"})


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read: where it lies, its name in the folder, and the day if it states none."""

    path: str
    name: str
    published: dt.date | None = None
    with_language_model: bool = True
    lexicon: str | None = None
    pipeline: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    read: int = 0
    kept: int = 0
    copies: int = 0
    rewrites: int = 0
    broken: int = 0


def read_folder(
    folder: Path,
    out: Path,
    *,
    published: dt.date | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    with_language_model: bool = True,
    lexicon: Path | None = None,
    pipeline: str | None = None,
    told: Callable[[int, int], None] | None = None,
) -> Summary:
    """Read every report below `folder` into `out`; see the module for what a second run does.

    `told` is told how many are read, of how many.
    """
    own = str(lexicon.resolve()) if lexicon is not None else None
    if lexicon is not None:
        Gazetteer.load(lexicon)  # what is wrong with it is told before anything is read
    if pipeline is not None:
        Pipelines.given(pipeline)  # the same
    files = _files(folder, out)
    done = _already(out)
    sources = Sources()
    by_bytes: dict[str, str] = {}
    jobs: list[Job] = []
    copies: list[tuple[str, str]] = []
    for name, path in files.items():
        digest = _digest(path)
        line = done.get(name)
        if line is not None and line["sha256"] == digest:
            _remember(line, sources, by_bytes)
            continue
        if digest and digest in by_bytes:
            copies.append((name, digest))
            continue
        by_bytes.setdefault(digest, name)
        jobs.append(Job(str(path), name, published, with_language_model, own, pipeline))
    summary = Summary(kept=len(files) - len(jobs) - len(copies))
    with out.open("a", encoding="utf-8", newline="\n") as stream:
        for number, line in enumerate(_lines(jobs, workers, cluster), 1):
            summary = _file_away(line, sources, summary)
            _write(stream, line)
            if told is not None:
                told(number, len(jobs))
        for name, digest in copies:
            same = by_bytes[digest]
            _write(stream, _line(name, digest, same_as=same, source=sources.first.get(same, same)))
            summary = replace(summary, copies=summary.copies + 1)
    return summary


def read_file(job: Job) -> dict[str, Any]:
    """Read one file into its line; what is wrong with it is said in the line."""
    data = b""
    try:
        with Path(job.path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        found = extract(data, job.name)
        day = _stated(found.published) or job.published
        reader = _reader(job.lexicon, job.pipeline, with_language_model=job.with_language_model)
        work = reader.work(Report(found.text, day, language_of(found.text), origin=job.name))
    except GoodOfficesError as error:
        return _line(job.name, hashlib.sha256(data).hexdigest(), broken=str(error))
    except OSError as error:
        return _line(job.name, "", broken=f"cannot read this file: {error.strerror}")
    body = (found.text[span.start : span.end] for span in work.paragraphs)
    return _line(
        job.name,
        hashlib.sha256(data).hexdigest(),
        kind=found.kind,
        text=found.text,
        signature=list(signature(shingles(body))),
        drafts=to_drafts(work).to_dict(),
    )


@lru_cache(maxsize=2)
def _reader(lexicon: str | None, pipeline: str | None, *, with_language_model: bool) -> Reader:
    """One reader a process: the pipeline is loaded once."""
    return Reader(
        with_language_model=with_language_model,
        gazetteer=Gazetteer.load(Path(lexicon) if lexicon is not None else None),
        pipelines=Pipelines.given(pipeline) if pipeline is not None else Pipelines(),
    )


def _line(name: str, digest: str, **more: Any) -> dict[str, Any]:
    return {"format": FORMAT, "file": name, "sha256": digest, **more}


def _stated(day: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(day) if day else None
    except ValueError:
        return None


def _files(folder: Path, out: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise InputError(
            say("this is no folder"), where=str(folder), remedy=say("Name a folder of reports")
        )
    found = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in SUFFIXES and path.is_file() and path.resolve() != out.resolve()
    }
    if not found:
        kinds = ", ".join(sorted(SUFFIXES))
        raise InputError(
            say("there is no report here"),
            where=str(folder),
            remedy=say("It reads {kinds}", kinds=kinds),
        )
    return found


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.sha256(stream.read(MAX_BYTES + 1)).hexdigest()
    except OSError:
        return ""


def _already(out: Path) -> dict[str, dict[str, Any]]:
    """Read the lines of an earlier run; one that was cut off is taken away from the file."""
    done: dict[str, dict[str, Any]] = {}
    if not out.exists():
        return done
    good = 0
    with out.open("rb") as stream:
        for raw in stream:
            if not raw.endswith(b"\n"):
                break
            try:
                line = json.loads(raw)
            except ValueError:
                line = None
            if not isinstance(line, dict) or line.get("format") != FORMAT:
                raise InputError(
                    say("this file holds something else than drafts of reports"),
                    where=str(out),
                    remedy=say("Choose another file for --out"),
                )
            done[line["file"]] = line
            good += len(raw)
    os.truncate(out, good)
    return done


def _remember(line: dict[str, Any], sources: Sources, by_bytes: dict[str, str]) -> None:
    by_bytes.setdefault(line["sha256"], line["file"])
    if line.get("signature"):
        sources.meet(line["file"], tuple(line["signature"]))


def _file_away(line: dict[str, Any], sources: Sources, summary: Summary) -> Summary:
    if "broken" in line:
        return replace(summary, broken=summary.broken + 1)
    if line["signature"]:
        source, share = sources.meet(line["file"], tuple(line["signature"]))
        line["source"] = source
        if source != line["file"]:
            line["likeness"] = round(share, 2)
            summary = replace(summary, rewrites=summary.rewrites + 1)
    return replace(summary, read=summary.read + 1)


def _write(stream: Any, line: dict[str, Any]) -> None:
    stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    stream.flush()


def _lines(jobs: Sequence[Job], workers: int | None, cluster: str | None) -> Iterator[Any]:
    if cluster is not None:
        return _on_cluster(jobs, cluster)
    count = min(workers or os.cpu_count() or 1, max(1, len(jobs)))
    return _on_processes(jobs, count) if count > 1 else map(read_file, jobs)


def _on_processes(jobs: Sequence[Job], count: int) -> Iterator[Any]:
    try:
        with pool_of(count) as pool:
            yield from pool.map(read_file, jobs, chunksize=2)
    except BrokenProcessPool as error:
        raise InputError(
            say("a working process ended by itself"),
            where="workers",
            remedy=say("Run the command again: it goes on where it stopped"),
        ) from error


def _on_cluster(jobs: Sequence[Job], address: str) -> Iterator[Any]:
    try:
        from distributed import Client  # noqa: PLC0415  an optional extra
    except ImportError:
        raise MissingPartError(
            say("Dask is not installed"),
            where="cluster",
            remedy=say("Install goodoffices[cluster]"),
        ) from None
    connect: Callable[..., Any] = Client
    try:
        client = connect(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise InputError(
            say("no Dask scheduler answers at {address}", address=repr(address)), where="cluster"
        ) from error
    with client:
        waiting = client.map(read_file, jobs, pure=False, retries=3)
        yield from (future.result() for future in waiting)
