"""A case that comes in whole from a plain folder (`goodoffices-case/2`), with its history.

Entries are put down as they were: same ids, same sealed bytes, same links of both chains. So what
was kept of the old desk's chains holds here. Who reads what is made from the journal. At the end
the case is verified, and what an export would write now must be what came in; else nothing stays.
Few entries are in memory at a time; of all their ids and keys, and what is compared of accounts.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, transaction
from django.db.models import Q

from goodoffices.access.viewers import SeatKind
from goodoffices.errors import InputError, LimitError
from goodoffices.journal.envelope import file_of_pieces, open_pieces
from goodoffices.record.accounts import Account
from goodoffices.record.audiences import Audience
from goodoffices.record.codec import from_plain
from goodoffices.record.comments import Comment
from goodoffices.record.marks import texts_of, until_mark
from goodoffices.saying import say
from goodoffices.service.at import At
from goodoffices.service.case_lines import check_line, open_line, read_line
from goodoffices.service.case_whole import (
    FORMAT,
    JOURNAL,
    MANIFEST,
    PEOPLE,
    PRIVATE,
    PRIVATE_KIND,
    manifest_again,
)
from goodoffices.service.cases import place_of_seat
from goodoffices.service.ruling import RULING, ruling_of
from goodoffices.service.verify import verify_case
from goodoffices.store import archive, at_odds
from goodoffices.store.append import audience_row, open_case_row, widen
from goodoffices.store.genres import Genre
from goodoffices.store.models import Case, GrantRow, GroupMember, Person, Seat

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from pathlib import Path

    from goodoffices.journal.envelope import Identity, Lock
    from goodoffices.service.case_lines import Back
    from goodoffices.service.ruling import Ruling
    from goodoffices.service.world import World

__all__ = ["Arrived", "encrypted_in", "import_whole", "is_whole"]

_ID = re.compile(r"[0-9a-f]{32}\Z")
_NAME = re.compile(
    r"(case|record|reports|attachments|models)\.toml\Z|people\.json\Z|journal\.jsonl\Z"
    r"|private\.sealed\Z|(reports|models|files)/[0-9a-f]{32}\.[a-z]{1,8}\Z"
)
_MB = 1_000_000
_MOST = {JOURNAL: 4_000 * _MB, PRIVATE: 200 * _MB, PEOPLE: 5 * _MB, MANIFEST: 50 * _MB}
_MOST_OTHERS = 26 * _MB
_MOST_TABLES = 1_000 * _MB
_LONGEST_LINE = 64 * _MB
_PIECE = 1 << 20
_LONGEST_HANDLE = 150


@dataclass(frozen=True, slots=True)
class Arrived:
    """The lead mediator's place in the case, and the people who have no way yet to sign in."""

    at: At
    people: tuple[Person, ...]


def is_whole(folder: Path) -> bool:
    return (folder / MANIFEST).exists()


def encrypted_in(folder: Path) -> bool:
    """Whether it holds something that is opened with a passphrase or a key."""
    return (folder / PRIVATE).exists()


def import_whole(world: World, folder: Path, unlock: Lock | Identity | None = None) -> Arrived:
    """Put the case of a folder down here; InputError, and nothing is kept, if anything is amiss.

    Nobody comes in with a way to sign in: each is given a new one. Linear in the folder, which is
    read twice, and in the case, which is walked once more.
    """
    manifest = _manifest(folder)
    _check_files(folder, manifest)
    arriving = _Arriving(world, folder, manifest, unlock)
    try:
        with transaction.atomic():
            return arriving.put_down()
    except BaseException:
        if arriving.keys:
            world.keys.shred(arriving.keys)
        raise


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads(_bytes(folder, MANIFEST))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or "format" not in found:
        raise InputError(say("it is no manifest of a case"), where=MANIFEST)
    if found["format"] != FORMAT:
        raise InputError(
            say("the format is {head}", head=repr(str(found["format"])[:40])),
            where=MANIFEST,
            remedy=say("This reads {format}", format=FORMAT),
        )
    files = found.get("files")
    told = isinstance(files, dict) and all(
        isinstance(one, dict) and set(one) == {"bytes", "sha256"} for one in files.values()
    )
    if not told or not _ID.match(str(found.get("case"))):
        raise InputError(say("it is no manifest of a case"), where=MANIFEST)
    return found


def _check_files(folder: Path, manifest: dict[str, Any]) -> None:
    """That just the files of the manifest are there, plain ones, with the sums it names."""
    wanted = manifest["files"]
    for name in wanted:
        if not _NAME.match(name):
            raise InputError(
                say("'{name}' is no name of a file of a case", name=name[:80]), where=MANIFEST
            )
    for name in (JOURNAL, PEOPLE):
        if name not in wanted:
            raise InputError(say("'{name}' is missing", name=name), where=MANIFEST)
    there = {path.relative_to(folder).as_posix() for path in _plain_files(folder)} - {MANIFEST}
    for name in sorted(there ^ set(wanted)):
        what = say("it is not there") if name in wanted else say("the manifest does not name it")
        raise InputError(what, where=name, remedy=say("Take the folder as it was exported"))
    for name, told in sorted(wanted.items()):
        digest, size = hashlib.sha256(), 0
        with _opened(folder, name) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += len(piece)
        if (size, digest.hexdigest()) != (told["bytes"], told["sha256"]):
            raise InputError(
                say("it is not what was exported: its sum is another"),
                where=name,
                remedy=say("Take the folder as it was exported"),
            )


def _plain_files(folder: Path) -> Iterator[Path]:
    """Everything in the folder; what is neither a file nor a folder of it is refused."""
    try:
        for path in sorted(folder.iterdir()):
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                yield from _plain_files(path)
            elif stat.S_ISREG(mode):
                yield path
            else:
                raise InputError(
                    say("it is a link or something else that is no plain file"), where=path.name
                )
    except OSError as error:
        raise _unreadable(error, str(folder)) from None


def _unreadable(error: OSError, name: str) -> InputError:
    return InputError(
        say("'{name}' does not open: {reason}", name=name, reason=error.strerror or error)
    )


def _most(name: str) -> int:
    return _MOST.get(name, _MOST_TABLES if name.endswith(".toml") else _MOST_OTHERS)


def _opened(folder: Path, name: str) -> io.BufferedReader:
    path, most = folder / name, _most(name)
    try:
        if path.is_symlink():
            raise InputError(
                say("it is a link or something else that is no plain file"), where=name
            )
        if path.stat().st_size > most:
            raise LimitError(
                say("'{name}' is larger than {most_bytes} MB", name=name, most_bytes=most // _MB)
            )
        return path.open("rb")
    except OSError as error:
        raise _unreadable(error, name) from None


def _bytes(folder: Path, name: str) -> bytes:
    with _opened(folder, name) as file:
        return file.read()


def _private(folder: Path, unlock: Lock | Identity | None) -> Iterator[bytes]:
    """What parties keep in their own rooms, decrypted piece by piece."""
    if unlock is None:
        raise InputError(
            say("what parties keep in their own rooms is encrypted"),
            where=PRIVATE,
            remedy=say("Name the passphrase or key that it was encrypted for"),
        )
    with _opened(folder, PRIVATE) as file:
        yield from open_pieces(file, unlock, PRIVATE_KIND, PRIVATE)


class _Arriving:
    """One case on its way in; `keys` are those that were kept for it."""

    def __init__(
        self, world: World, folder: Path, manifest: dict[str, Any], unlock: Lock | Identity | None
    ) -> None:
        self._world, self._folder, self._manifest = world, folder, manifest
        self._unlock = unlock
        self._case_id: str = manifest["case"]
        self.keys: list[str] = []
        self._accounts = at_odds.Arriving()
        self._told: list[tuple[Genre, Any, dict[str, Any]]] = []

    def put_down(self) -> Arrived:
        slug = self._survey()
        taken = Case.objects.filter(Q(id=self._case_id) | Q(slug=slug)).first()
        if taken is not None:
            raise InputError(
                say("there is a case '{slug}' already", slug=taken.slug),
                where=MANIFEST,
                remedy=say("A case comes in once; take a desk that does not have it"),
            )
        case = open_case_row(self._case_id, slug)
        putting = archive.Putting(case)
        for item, where in self._lines():
            self._put(putting, open_line(item, self._file, where), where)
        putting.end()
        try:
            return self._settle(case, slug)
        except (KeyError, TypeError, ValueError, AttributeError, DatabaseError) as error:
            raise InputError(
                say("an entry says what this version does not read ({error})", error=error),
                where=JOURNAL,
            ) from None

    def _settle(self, case: Case, slug: str) -> Arrived:
        people = self._rule(case, ruling_of(self._told))
        verdict = verify_case(case, self._world.keys)
        if verdict.fault:
            raise InputError(verdict.fault, where=JOURNAL)
        at = place_of_seat(self._world, slug, SeatKind.LEAD)
        self._compare(manifest_again(at))
        return Arrived(at, people)

    def _survey(self) -> str:
        """Keep the keys of all entries before any of them is put down; the address of the case."""
        kept: dict[str, bytes] = {}
        ids: set[str] = set()
        slug = ""
        for item, where in self._lines():
            one, key = check_line(item, where)
            if one.id in ids:
                raise InputError(say("there is an entry {id} already", id=one.id), where=where)
            ids.add(one.id)
            if key is not None:
                kept[one.id] = key
            says = item.get("says")
            if one.genre is Genre.FRAME and isinstance(says, dict):
                slug = str(says.get("slug") or "")
        if not slug:
            raise InputError(say("the frame of the case is missing"), where=JOURNAL)
        there = archive.present(ids)
        if there is not None:
            raise InputError(say("there is an entry {id} already", id=there), where=JOURNAL)
        # those that are there belong to no entry: an import that was cut off has left them
        self._world.keys.keep({})
        self._world.keys.shred(kept)
        self._world.keys.keep(kept)
        self.keys = list(kept)
        return slug

    def _lines(self) -> Iterator[tuple[dict[str, Any], str]]:
        """Those of the journal, and in their places those that are encrypted."""
        closed = self._closed()
        with _opened(self._folder, JOURNAL) as file:
            for line, where in _read_lines(file, JOURNAL):
                if "closed" not in line:
                    yield line, where
                    continue
                item, place = next(closed, ({}, PRIVATE))
                if item.get("digest") != line["closed"]:
                    raise InputError(say("'{name}' holds another entry", name=PRIVATE), where=where)
                yield item, place
        for _item, place in closed:  # which is opened to its end, and so known to be whole
            raise InputError(say("'{name}' holds another entry", name=PRIVATE), where=place)

    def _closed(self) -> Iterator[tuple[dict[str, Any], str]]:
        if PRIVATE in self._manifest["files"]:
            with file_of_pieces(_private(self._folder, self._unlock)) as plain:
                yield from _read_lines(plain, PRIVATE)

    def _file(self, name: str) -> bytes:
        if name not in self._manifest["files"]:
            raise InputError(
                say("'{name}' is not a file of the folder", name=name[:80]), where=JOURNAL
            )
        return _bytes(self._folder, name)

    def _put(self, putting: archive.Putting, back: Back, where: str) -> None:
        one = back.carried
        words, marks = "", frozenset[tuple[str, str]]()
        if one.genre is Genre.ACCOUNT and back.says is not None:
            account = from_plain(Account, back.says, where)
            words = " ".join(texts_of(account))
            marks = self._accounts.marks(one.subject, account)
        if one.genre is Genre.COMMENT and back.says is not None:
            until = from_plain(Comment, back.says, where).until
            marks = frozenset({until_mark(until)}) if until else marks
        if one.genre in RULING and isinstance(back.says, dict):
            self._told.append((one.genre, one.entered, back.says))
        if not putting.put(one, back.file, words, marks):
            raise InputError(say("entry {row} is not what was written", row=one.id), where=where)

    def _rule(self, case: Case, ruling: Ruling) -> tuple[Person, ...]:
        """The tables that decide access, from the journal; the people who are new here."""
        people, new = self._people(ruling)
        for seat_id, seat in ruling.seats.items():
            Seat.objects.create(
                id=seat_id,
                case=case,
                person=people[seat.person],
                kind=seat.kind,
                side=seat.side,
                declared=seat.declared,
                left=seat.left,
            )
        for group, members in ruling.members.items():
            for seat_id in sorted(members):
                GroupMember.objects.create(case=case, group=group, seat_id=seat_id)
        for grant_id, told in ruling.grants.items():
            GrantRow.objects.create(
                id=grant_id,
                case=case,
                entry=told["entry"],
                seat=told["seat"] or "",
                side=told["side"] or "",
                since=told["since"],
                until=told["until"],
                revoked=told.get("revoked"),
                files=" ".join(told["files"]),
            )
        for entry_id, readers in ruling.released.items():
            audience = Audience.parse(readers)
            audience_row(case, audience)
            widen(case.id, entry_id, audience)
        return new

    def _people(self, ruling: Ruling) -> tuple[dict[str, Person], tuple[Person, ...]]:
        """By id; who is known on this desk by the same id is the same person."""
        names = self._names()
        found: dict[str, Person] = {}
        new = []
        for person_id in sorted({seat.person for seat in ruling.seats.values()}):
            known = Person.objects.filter(id=person_id).first()
            if known is None:
                if person_id not in names:
                    raise InputError(say("'{name}' is missing", name=person_id), where=PEOPLE)
                handle = _free(names[person_id])
                known = Person.objects.create_person(person_id, handle)
                new.append(known)
            found[person_id] = known
        return found, tuple(new)

    def _names(self) -> dict[str, str]:
        told = read_line(_bytes(self._folder, PEOPLE), PEOPLE).get("people")
        names: dict[str, str] = {}
        for one in told if isinstance(told, list) else []:
            person, name = (one.get("id"), one.get("name")) if isinstance(one, dict) else (0, 0)
            if not isinstance(person, str) or not _ID.match(person) or not isinstance(name, str):
                raise InputError(say("it is no list of people"), where=PEOPLE)
            if not 0 < len(name.strip()) <= _LONGEST_HANDLE:
                raise InputError(say("it is no list of people"), where=PEOPLE)
            names[person] = name
        return names

    def _compare(self, now: dict[str, Any]) -> None:
        """What came in, written out again, is what came in."""
        before = dict(self._manifest)
        files = dict(before["files"])
        files.pop(PRIVATE, None)
        for name in sorted(files.keys() | now["files"].keys()):
            if name != PEOPLE and files.get(name) != now["files"].get(name):
                raise InputError(
                    say("it does not say what the journal says"),
                    where=name,
                    remedy=say("Take the folder as it was exported"),
                )
        for key in sorted((before.keys() | now.keys()) - {"files"}):
            if before.get(key) != now.get(key):
                raise InputError(
                    say("'{key}' is not what the journal comes to", key=key),
                    where=MANIFEST,
                    remedy=say("Take the folder as it was exported"),
                )


def _read_lines(file: io.BufferedIOBase, name: str) -> Iterator[tuple[dict[str, Any], str]]:
    number = 0
    while raw := file.readline(_LONGEST_LINE + 1):
        number += 1
        where = f"{name}: line {number}"
        if len(raw) > _LONGEST_LINE:
            raise LimitError(
                say("it is larger than {most_bytes} MB", most_bytes=_LONGEST_LINE // _MB),
                where=where,
            )
        yield read_line(raw, where), where


def _free(name: str) -> str:
    """The name, or with a number after it where somebody else here has it."""
    wanted, number = name, 1
    while Person.objects.filter(handle=wanted).exists():
        number += 1
        wanted = f"{name[: _LONGEST_HANDLE - 6]} {number}"
    return wanted
