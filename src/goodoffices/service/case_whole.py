"""A case as a plain folder without loss (`goodoffices-case/2`, docs/architecture.md): export.

    case.toml, record.toml, ...   what the lead mediator sees, to be read without this program
    journal.jsonl                 every entry in the order in which it was written
    files/                        pictures and files
    people.json                   who has or had a seat, by name
    private.sealed                what parties keep in their own rooms, encrypted
    manifest.json                 the sums of all of these, the heads of the chains, the counts

The same case gives the same bytes on every desk; what is encrypted differs each time, and the
manifest says so. It is written last: a folder without it is not whole.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import InputError
from goodoffices.journal.envelope import file_of_pieces, seal_file
from goodoffices.saying import say
from goodoffices.service.case_export import empty_folder, keep_file, write_readable
from goodoffices.service.case_lines import content_of, line_of, written
from goodoffices.service.exports import copy_line
from goodoffices.store import archive
from goodoffices.store.append import writing_to
from goodoffices.store.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from goodoffices.journal.envelope import Lock
    from goodoffices.service.at import At
    from goodoffices.service.case_export import Keep

__all__ = [
    "FORMAT",
    "JOURNAL",
    "MANIFEST",
    "PEOPLE",
    "PRIVATE",
    "PRIVATE_KIND",
    "export_whole",
    "has_closed",
    "manifest_again",
]

FORMAT = "goodoffices-case/2"
MANIFEST, JOURNAL, PEOPLE = "manifest.json", "journal.jsonl", "people.json"
PRIVATE, PRIVATE_KIND = "private.sealed", "own rooms of a case"
_FORM = "whole"
_PIECE = 1 << 20
_LEFT_OUT = (
    "passwords, second steps and sessions",
    "invitations and sign-in links",
    "tokens of feeds and programs",
    "what is followed, and addresses for mail",
)


def export_whole(at: At, folder: Path, lock: Lock | None = None) -> dict[str, Any]:
    """Write the whole case into an empty or new folder; returns its manifest.

    For the lead mediator alone, who is not shown what parties keep in their own rooms: that is
    encrypted under `lock`, and without one a case that holds such a thing is not written. It goes
    into the register of what left the desk. Linear, with few entries and one file in memory at a
    time, and the ids of all; nobody else writes meanwhile.
    """
    check_may(at.viewer, Action.TAKE_AWAY)

    def keep(name: str, chunks: Iterable[bytes]) -> None:
        if name == PRIVATE:
            _keep_sealed(folder, chunks, lock)
        else:
            keep_file(folder, name, chunks)

    with empty_folder(folder):
        with transaction.atomic():
            writing_to(at.case_id)
            manifest = _written(at, keep)
            if "closed" in manifest:
                with (folder / PRIVATE).open("rb") as file:
                    manifest["files"][PRIVATE] = _summed(iter(partial(file.read, _PIECE), b""))
            copy_line(at, _FORM)
        keep_file(folder, MANIFEST, [_spelled(manifest)])
    return manifest


def _keep_sealed(folder: Path, lines: Iterable[bytes], lock: Lock | None) -> None:
    if lock is None:
        raise InputError(
            say("parties keep something in their own rooms, which goes encrypted"),
            where=PRIVATE,
            remedy=say("Name a passphrase or a key for it"),
        )
    with (folder / PRIVATE).open("xb") as file:
        seal_file(file_of_pieces(lines), file, lock, PRIVATE_KIND)


def has_closed(at: At) -> bool:
    """Whether the case holds what the lead mediator does not read, so that it goes encrypted."""
    check_may(at.viewer, Action.TAKE_AWAY)
    return archive.holds_closed(at.viewer, at.case_id)


def manifest_again(at: At) -> dict[str, Any]:
    """The manifest that an export would have now, but for what is encrypted; writes nothing."""
    return _written(at, _passed)


def _passed(name: str, chunks: Iterable[bytes]) -> None:  # noqa: ARG001 (keeps nothing)
    for _chunk in chunks:
        pass


@dataclass(slots=True)
class _Summing:
    """Passes chunks on and sums them."""

    digest: Any = field(default_factory=hashlib.sha256)
    size: int = 0

    def over(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self.digest.update(chunk)
            self.size += len(chunk)
            yield chunk

    @property
    def sum(self) -> dict[str, Any]:
        return {"bytes": self.size, "sha256": self.digest.hexdigest()}


def _summed(chunks: Iterable[bytes]) -> dict[str, Any]:
    summing = _Summing()
    for _chunk in summing.over(chunks):
        pass
    return summing.sum


def _spelled(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _written(at: At, keep: Keep) -> dict[str, Any]:
    """Give every file to `keep`, that of own rooms before it is encrypted; the manifest."""
    files: dict[str, dict[str, Any]] = {}

    def kept(name: str, chunks: Iterable[bytes]) -> None:
        summing = _Summing()
        keep(name, summing.over(chunks))
        files[name] = summing.sum

    write_readable(at, kept, files=False)
    kept(PEOPLE, [_people(at)])
    counts: Counter[str] = Counter()
    kept(JOURNAL, _lines(at, counts, kept))
    chains = archive.heads(at.viewer, at.case_id).items()
    manifest = {
        "format": FORMAT,
        "case": at.case_id,
        "title": at.frame.title,
        "entries": dict(sorted(counts.items())),
        "chains": {n: {"length": c.length, "head": c.head.hex()} for n, c in chains},
        "files": files,
        "left_out": list(_LEFT_OUT),
    }
    if counts["closed"]:
        closed = _Summing()
        keep(PRIVATE, closed.over(_closed_lines(at)))
        manifest["closed"] = closed.sum
        manifest["differs"] = [PRIVATE]
    return manifest


def _lines(at: At, counts: Counter[str], keep: Keep) -> Iterator[bytes]:
    """The lines of the journal; the file of each entry goes to `keep` meanwhile."""
    for one in archive.carried(at.viewer, at.case_id, at.world.keys):
        counts["closed" if one.closed else str(one.genre)] += 1
        if one.closed:
            yield written({"closed": one.digest.hex()})
            continue
        sealed = _file_of(at, one)
        line = line_of(one, sealed)
        if sealed is not None:
            keep(line["file"]["path"], [content_of(one, sealed)])
        yield written(line)


def _closed_lines(at: At) -> Iterator[bytes]:
    """The lines that the journal has digests of alone, in its order."""
    for one in archive.carried(at.viewer, at.case_id, at.world.keys, closed_alone=True):
        yield written(line_of(one, _file_of(at, one)))


def _file_of(at: At, one: archive.Carried) -> bytes | None:
    return None if one.attached is None else archive.file_carried(at.case_id, one.id)


def _people(at: At) -> bytes:
    """Who has or had a seat: the name alone. How somebody signs in is for each desk to say."""
    rows = Person.objects.filter(seat__case=at.case_id).distinct().order_by("id")
    return _spelled({"people": [{"id": row.id, "name": row.handle} for row in rows]})
