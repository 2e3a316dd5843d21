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
import io
import json
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import InputError
from goodoffices.journal.envelope import seal_file
from goodoffices.saying import say
from goodoffices.service.case_export import empty_folder, keep_file, write_readable
from goodoffices.service.case_lines import content_of, line_of, written
from goodoffices.service.exports import copy_line
from goodoffices.store import archive
from goodoffices.store.append import writing_to
from goodoffices.store.models import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from goodoffices.journal.envelope import Lock
    from goodoffices.service.at import At

    KeepChunks = Callable[[str, Iterable[bytes]], None]

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
    into the register of what left the desk. Linear; nobody else writes meanwhile.
    """
    check_may(at.viewer, Action.TAKE_AWAY)
    with empty_folder(folder):
        with transaction.atomic():
            writing_to(at.case_id)
            manifest, private = _written(at, lambda name, data: keep_file(folder, name, data))
            if private:
                if lock is None:
                    raise InputError(
                        say("parties keep something in their own rooms, which goes encrypted"),
                        where=PRIVATE,
                        remedy=say("Name a passphrase or a key for it"),
                    )
                sealed = io.BytesIO()
                seal_file(io.BytesIO(private), sealed, lock, PRIVATE_KIND)
                keep_file(folder, PRIVATE, [sealed.getvalue()])
                manifest["files"][PRIVATE] = _summed([sealed.getvalue()])
            copy_line(at, _FORM)
        keep_file(folder, MANIFEST, [_spelled(manifest)])
    return manifest


def has_closed(at: At) -> bool:
    """Whether the case holds what the lead mediator does not read, so that it goes encrypted."""
    check_may(at.viewer, Action.TAKE_AWAY)
    return archive.holds_closed(at.viewer, at.case_id)


def manifest_again(at: At) -> dict[str, Any]:
    """The manifest that an export would have now, but for what is encrypted; writes nothing."""
    return _written(at, _passed)[0]


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


def _written(at: At, keep: KeepChunks) -> tuple[dict[str, Any], bytes]:
    """Give every file to `keep`; the manifest, and the lines that are to be encrypted."""
    files: dict[str, dict[str, Any]] = {}

    def kept(name: str, chunks: Iterable[bytes]) -> None:
        summing = _Summing()
        keep(name, summing.over(chunks))
        files[name] = summing.sum

    write_readable(at, lambda name, data: kept(name, [data]), files=False)
    kept(PEOPLE, [_people(at)])
    counts: Counter[str] = Counter()
    private, attached = io.BytesIO(), list[tuple[str, archive.Carried]]()
    kept(JOURNAL, _lines(at, counts, private, attached))
    for name, one in attached:
        kept(name, [content_of(one, archive.file_carried(at.case_id, one.id))])
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
        manifest["closed"] = _summed([private.getvalue()])
        manifest["differs"] = [PRIVATE]
    return manifest, private.getvalue()


def _lines(
    at: At,
    counts: Counter[str],
    private: io.BytesIO,
    attached: list[tuple[str, archive.Carried]],
) -> Iterator[bytes]:
    for one in archive.carried(at.viewer, at.case_id, at.world.keys):
        line = line_of(one, partial(archive.file_carried, at.case_id, one.id))
        counts["closed" if one.closed else str(one.genre)] += 1
        if one.closed:
            private.write(written(line))
            yield written({"closed": one.digest.hex()})
            continue
        if one.attached is not None:
            attached.append((line["file"]["path"], one))
        yield written(line)


def _people(at: At) -> bytes:
    """Who has or had a seat: the name alone. How somebody signs in is for each desk to say."""
    rows = Person.objects.filter(seat__case=at.case_id).distinct().order_by("id")
    return _spelled({"people": [{"id": row.id, "name": row.handle} for row in rows]})
