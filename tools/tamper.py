"""Change what is stored at random, many times: `verify` must find every change.

`python tools/tamper.py --edits 1000`. On a desk of its own (in the empty database that
`DATABASE_URL` names, if it does), with accounts, a file, a grant, a release and a shredded text,
each edit changes a column, flips a bit, deletes a row, swaps two,
or cuts the end off and rewrites the heads; it is verified against a checkpoint taken before, and
taken back. An edit that the database itself refuses is drawn again.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.journal.chain import Checkpoint
    from goodoffices.service.at import At

__all__ = ["Edits", "edit_at_random"]


@dataclass(frozen=True, slots=True)
class Edits:
    """How many edits of each kind were made, and those that were not found."""

    made: dict[str, int]
    missed: tuple[str, ...]


def edit_at_random(lead: At, edits: int, seed: int = 7) -> Edits:
    """Edit so often; each edit costs one verification."""
    from django.db import DatabaseError, transaction

    from goodoffices.service.verify import verify

    draw = random.Random(seed)
    kept = _heads()
    made = dict.fromkeys(KINDS, 0)
    missed = []
    while sum(made.values()) < edits:
        kind = draw.choice(list(KINDS))
        try:
            with transaction.atomic():
                told = KINDS[kind](draw)
                found = any(v.fault for v in verify(lead.world.keys, kept)) if told else True
                transaction.set_rollback(True)
        except DatabaseError:
            continue
        if told:
            made[kind] += 1
            if not found:
                missed.append(f"{kind}: {told}")
    return Edits(made, tuple(missed))


def _heads() -> list[Checkpoint]:
    from goodoffices.journal.chain import Checkpoint
    from goodoffices.store.models import AudienceRow, Case

    rows: list[Case | AudienceRow] = [*Case.objects.all(), *AudienceRow.objects.all()]
    return [Checkpoint(row.id, row.length, bytes(row.head)) for row in rows]


def _changed(draw: random.Random, model: Any, columns: tuple[str, ...]) -> str:
    """Another value in one column of one row; empty where it would be the same."""
    row = draw.choice(list(model.objects.order_by("pk")))
    column = draw.choice(columns)
    value = getattr(row, column)
    if isinstance(value, (bytes, memoryview)):
        old = bytearray(bytes(value))
        old[draw.randrange(len(old))] ^= 1 << draw.randrange(8)
        new: Any = bytes(old)
    elif isinstance(value, str):
        other = draw.choice(list(model.objects.order_by("pk").values_list(column, flat=True)))
        new = draw.choice([other, value + "x", value[1:], "0" * 32])
    elif isinstance(value, int):
        new = value + draw.choice([-1, 1, 1000])
    else:
        return ""
    if new == value:
        return ""
    model.objects.filter(pk=row.pk).update(**{column: new})
    return f"{model.__name__}.{column} of {row.pk}"


_COLUMNS = (
    "genre", "subject", "seat", "supersedes", "place", "sealed", "digest", "whole_position",
    "whole_link", "audience_id", "readers_id", "audience_position", "audience_link",
)  # fmt: skip


def _entry_changed(draw: random.Random) -> str:
    from goodoffices.store.models import Entry

    return _changed(draw, Entry, _COLUMNS)


def _head_changed(draw: random.Random) -> str:
    from goodoffices.store.models import AudienceRow, Case

    if draw.random() < 0.5:  # noqa: PLR2004 (a coin)
        return _changed(draw, Case, ("length", "head"))
    return _changed(draw, AudienceRow, ("key", "length", "head"))


def _file_changed(draw: random.Random) -> str:
    from goodoffices.store.models import SealedFile

    return _changed(draw, SealedFile, ("sealed",))


def _access_changed(draw: random.Random) -> str:
    from goodoffices.store.models import GrantRow, Seat

    if draw.random() < 0.5:  # noqa: PLR2004 (a coin)
        return _changed(draw, Seat, ("kind", "side", "person_id"))
    return _changed(draw, GrantRow, ("entry", "seat", "side", "files"))


def _deleted(draw: random.Random) -> str:
    from goodoffices.store.models import Entry, SealedFile

    row = draw.choice(list(Entry.objects.order_by("pk")))
    SealedFile.objects.filter(entry=row).delete()
    row.delete()
    return f"entry {row.genre} {row.whole_position}"


def _swapped(draw: random.Random) -> str:
    from goodoffices.store.models import Entry

    one, other = draw.sample(list(Entry.objects.order_by("pk")), k=2)
    for row, place in ((one, 9999), (other, one.whole_position), (one, other.whole_position)):
        Entry.objects.filter(pk=row.pk).update(whole_position=place)
    return f"{one.whole_position} and {other.whole_position}"


def _cut(draw: random.Random) -> str:
    """The last entries gone, and every head rewritten so that the chains look whole."""
    from goodoffices.journal.chain import origin
    from goodoffices.store.models import AudienceRow, Case, Entry, SealedFile

    case = Case.objects.get()
    left = draw.randrange(case.length - 8, case.length)
    gone = Entry.objects.filter(whole_position__gte=left)
    SealedFile.objects.filter(entry__in=gone).delete()
    gone.delete()
    last = Entry.objects.get(whole_position=left - 1)
    Case.objects.update(length=left, head=last.whole_link)
    for row in AudienceRow.objects.all():
        end = Entry.objects.filter(audience=row).order_by("-audience_position").first()
        head = bytes(end.audience_link) if end else origin(row.id).head
        length = end.audience_position + 1 if end else 0
        AudienceRow.objects.filter(pk=row.pk).update(length=length, head=head)
    return f"to {left} of {case.length}"


KINDS: dict[str, Callable[[random.Random], str]] = {
    "an entry changed": _entry_changed,
    "a head changed": _head_changed,
    "a file changed": _file_changed,
    "a row of access changed": _access_changed,
    "an entry deleted": _deleted,
    "two entries swapped": _swapped,
    "the end cut off and the heads rewritten": _cut,
}


def fill(lead: At) -> None:
    """Write a bit of everything in a case."""
    from goodoffices.record.accounts import Account, Words
    from goodoffices.record.audiences import JOINT, PUBLIC, TEAM, caucus
    from goodoffices.record.vocabulary import ActKind
    from goodoffices.service.attachments import About, attach
    from goodoffices.service.granting import give_grant
    from goodoffices.service.record import file_account
    from goodoffices.service.shredding import shred

    for number in range(24):
        account = Account(ActKind.STATE_POSITION, Words(f"statement {number}"))
        filed = file_account(lead, account, (JOINT, PUBLIC, caucus("a"), TEAM)[number % 4])
    note = attach(lead, filed.act, ("note.txt", b"a note"), About(Words("A note")), TEAM)
    give_grant(lead, filed.id, "side:b", "they asked", files=(note.id,))
    other = file_account(lead, account, JOINT)
    shred(lead, other.id, "as agreed")


def _new_case(folder: Path) -> At:
    from goodoffices.desk.server import prepare

    prepare(folder)
    from goodoffices.desk.wiring import real_world
    from goodoffices.record.frame import Frame, Side
    from goodoffices.service.cases import open_case
    from goodoffices.service.sign_in import find_or_create_person

    world = real_world()
    sides = (Side("a", "Side A"), Side("b", "Side B"))
    frame = Frame("A case that is edited", "edited", Side("mediator", "Mediator"), sides)
    return open_case(world, frame, find_or_create_person(world, "lead"))


def main() -> int:
    parser = argparse.ArgumentParser(description="Change what is stored, and see it found.")
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lead = _new_case(Path(folder))
        fill(lead)
        edits = edit_at_random(lead, asked.edits, asked.seed)
    for kind, many in edits.made.items():
        print(f"{many:5} {kind}")
    print(f"{sum(edits.made.values())} edits, {len(edits.missed)} not found")
    for one in edits.missed:
        print(f"  {one}")
    return 1 if edits.missed else 0


if __name__ == "__main__":
    sys.exit(main())
