"""A case as a plain folder (`goodoffices-case/1`, docs/architecture.md): export, ids kept.

What is written is what the exporting seat may see, and nothing that points beyond it: a link to
an act, a report or an earlier text that this seat does not see is left out. Of a case of any size
few entries are in memory at a time, and the ids of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goodoffices.errors import InputError
from goodoffices.modelling.toml_text import lists_as_toml, to_toml
from goodoffices.record.accounts import Account
from goodoffices.record.attachments import Attachment
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.saying import say
from goodoffices.service.exports import copy_line
from goodoffices.store import marks, queries
from goodoffices.store.append import writing_to
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from goodoffices.service.at import At
    from goodoffices.store.marks import Step
    from goodoffices.store.opened import Opened

__all__ = ["Keep", "empty_folder", "export_case", "keep_file", "write_readable"]

Keep = Callable[[str, Iterable[bytes]], None]
"""Takes the name of a file of the folder, and what it holds piece by piece; another file may be
given to it in the midst of one.
"""
_FORM = "folder"
_FORMAT = "goodoffices-case/1"
_GENRES = (
    Genre.REPORT,
    Genre.ACCOUNT,
    Genre.WITHDRAWAL,
    Genre.DUTY,
    Genre.DECLARATION,
    Genre.PIN,
    Genre.TAG,
    Genre.SAMENESS,
    Genre.ATTACHMENT,
    Genre.MODEL,
)
_AT_ONCE = 500


def export_case(at: At, folder: Path) -> int:
    """Write what the seat sees into an empty or new folder, and that into the register of what
    left the desk; returns how many entries it holds.

    Linear in what the seat sees; nobody else writes meanwhile.
    """
    with transaction.atomic(), empty_folder(folder):
        writing_to(at.case_id)
        many = write_readable(at, lambda name, chunks: keep_file(folder, name, chunks))
        copy_line(at, _FORM)
    return many


@contextmanager
def empty_folder(folder: Path) -> Iterator[None]:
    """Make the folder, or have it empty; what cannot be written inside is one clear line."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError(
                say("the folder is not empty"), where=str(folder), remedy=say("Name a new one")
            )
        yield
    except OSError as error:
        raise InputError(
            say("it cannot be written: {error}", error=error.strerror or error), where=str(folder)
        ) from None


def keep_file(folder: Path, name: str, chunks: Iterable[bytes]) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    with path.open("xb") as file:
        for chunk in chunks:
            file.write(chunk)


def write_readable(at: At, keep: Keep, *, files: bool = True) -> int:
    """Give each part of the case, as the seat sees it, to `keep`; how many entries that were."""
    return _Export(at, keep, files=files).write()


class _Export:
    def __init__(self, at: At, keep: Keep, *, files: bool) -> None:
        self._at, self._keep_chunks, self._files = at, keep, files
        self._ids: set[str] = set()
        self._acts: set[str] = set()
        for genre in _GENRES:
            for passed in self._named(genre):
                self._ids.add(passed.id)
                if genre is Genre.ACCOUNT:
                    self._acts.add(passed.subject)

    def _named(self, genre: Genre) -> Iterator[Step]:
        """The entries of a genre that this seat can read, none of them opened."""
        at, above = self._at, ""
        while steps := marks.walk(at.viewer, at.case_id, genre, above=above, most=_AT_ONCE):
            ids = [step.id for step in steps]
            kept = queries.kept(at.viewer, at.case_id, at.world.keys, genre, ids)
            yield from (step for step in steps if step.id in kept)
            above = steps[-1].place

    def _of(self, genre: Genre) -> Iterator[Opened]:
        at = self._at
        return queries.passing(at.viewer, at.case_id, at.world.keys, genre)

    def write(self) -> int:
        head = {"format": _FORMAT, "id": self._at.case_id, "frame": to_plain(self._at.frame)}
        self._keep("case.toml", to_toml(head))
        self._rows("reports.toml", {"reports": map(self._report, self._of(Genre.REPORT))})
        self._rows(
            "record.toml",
            {
                "accounts": map(self._account, self._of(Genre.ACCOUNT)),
                "withdrawals": (
                    e.payload for e in self._of(Genre.WITHDRAWAL) if e.payload["entry"] in self._ids
                ),
                "duties": self._about_acts(Genre.DUTY, "duty"),
                "declarations": (
                    {**_plain(e, "declaration"), "supersedes": self._seen(e.supersedes)}
                    for e in self._of(Genre.DECLARATION)
                ),
                "pins": self._pins(),
                "tags": self._about_acts(Genre.TAG, "tag"),
                "samenesses": (_plain(e, "sameness") for e in self._of(Genre.SAMENESS)),
            },
        )
        files = (self._file(e) for e in self._of(Genre.ATTACHMENT) if e.subject in self._acts)
        self._rows("attachments.toml", {"attachments": files})
        self._rows("models.toml", {"models": map(self._model, self._of(Genre.MODEL))})
        return len(self._ids)

    def _keep(self, name: str, text: str) -> None:
        self._keep_chunks(name, [text.encode()])

    def _rows(self, name: str, lists: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
        """A file of lists; none where nothing is in them."""
        texts = lists_as_toml(lists)
        if first := next(texts, ""):
            self._keep_chunks(name, (text.encode() for text in chain([first], texts)))

    def _seen(self, entry: str | None) -> str | None:
        """An entry that is named, if this seat sees it."""
        return entry if entry in self._ids else None

    def _report(self, e: Opened) -> dict[str, Any]:
        about = {key: value for key, value in e.payload.items() if key != "text"}
        file = f"reports/{e.id}.txt"
        self._keep(file, e.payload["text"])
        return {**_head(e), "file": file, **about}

    def _account(self, e: Opened) -> dict[str, Any]:
        account = from_plain(Account, e.payload)
        links = tuple(link for link in account.links if link.act in self._acts)
        if len(links) < len(account.links):
            account = replace(account, links=links)
        if account.source is not None and self._seen(account.source) is None:
            account = replace(account, source=None, spans=())
        head = {**_head(e), "act": e.subject, "supersedes": self._seen(e.supersedes)}
        return {**head, "account": to_plain(account)}

    def _about_acts(self, genre: Genre, key: str) -> Iterator[dict[str, Any]]:
        return (
            {**_plain(e, key), "supersedes": self._seen(e.supersedes)}
            for e in self._of(genre)
            if e.subject in self._acts
        )

    def _pins(self) -> list[dict[str, Any]]:
        """Those that stand: a pin that was taken down is not put up again elsewhere."""
        pins = [e for e in self._of(Genre.PIN) if e.subject in self._acts]
        gone = {e.supersedes for e in pins}
        standing = (e for e in pins if e.id not in gone and not e.payload.get("taken_down"))
        return [{"id": e.id, "pin": e.payload} for e in standing]

    def _file(self, e: Opened) -> dict[str, Any]:
        at, kept = self._at, from_plain(Attachment, e.payload)
        file = f"files/{e.id}{kept.media_type.ending}"
        if self._files:
            data = queries.attached(at.viewer, at.case_id, at.world.keys, e.id)
            self._keep_chunks(file, [data or b""])
        said = {
            "name": kept.name,
            "caption": to_plain(kept.caption),
            "credit": kept.credit,
            "alternative": kept.alternative,
        }
        head = {**_head(e), "act": e.subject, "supersedes": self._seen(e.supersedes)}
        return {**head, "file": file, **said}

    def _model(self, e: Opened) -> dict[str, Any]:
        about = {key: value for key, value in e.payload.items() if key != "source"}
        about["assumptions"] = [
            {**one, "rests_on": [n for n in one.get("rests_on", ()) if self._is_known(n)]}
            for one in about.get("assumptions", ())
        ]
        file = f"models/{e.id}.toml"
        self._keep(file, e.payload["source"])
        return {**_head(e), "file": file, **about}

    def _is_known(self, name: str) -> bool:
        return name in self._ids or name in self._acts


def _head(e: Opened) -> dict[str, Any]:
    return {"id": e.id, "audience": e.audience.key}


def _plain(e: Opened, key: str) -> dict[str, Any]:
    return {**_head(e), key: e.payload}
