"""The only door to entries, with `store.marks`: every function takes the viewer it answers."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from goodoffices.access.decisions import may_see
from goodoffices.journal.sealing import unseal
from goodoffices.record.acts import no_longer_standing
from goodoffices.store.full_text import LATEST, matching
from goodoffices.store.genres import Genre
from goodoffices.store.hashing import file_of
from goodoffices.store.sight import MOST_VALUES, OPENED, Sight, audience_of, batched, sight
from goodoffices.store.statements import Where, after, among, asked, every, instant, is_same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from goodoffices.access.viewers import Viewer
    from goodoffices.journal.keyfile import KeyFile, Text
    from goodoffices.store.folding import Phrase
    from goodoffices.store.opened import Opened

__all__ = [
    "attached",
    "entries",
    "entries_of",
    "entry",
    "frame_text",
    "kept",
    "latest",
    "passing",
    "present",
    "released_since",
    "search",
    "standing_places",
    "subjects_in",
    "subjects_of",
]

_FIRST_FOUND = 40
_PASSED_AT_ONCE = 500


def entries(
    viewer: Viewer | Sight,
    case_id: str,
    keys: KeyFile,
    *genres: Genre,
    subject: str | None = None,
    subjects: Collection[str] | None = None,
    since: datetime | None = None,
) -> tuple[Opened, ...]:
    """The entries of these genres that the viewer may see, in the order in which they came; of
    them only those written after `since`, where it is given.
    """
    visible = sight(viewer, case_id)
    wanted = [among("e.genre", genres)]
    if since is not None:
        wanted.append(after("e.entered", since))
    if subject is not None:
        subjects = [subject]
    if subjects is None:
        return visible.open(visible.where(*wanted), keys, "ORDER BY e.whole_position")
    # sorted here: for the sake of order a database may pass over every entry of the case
    found = [
        row
        for some in batched(subjects)
        for row in asked(OPENED, visible.where(*wanted, among("e.subject", some)))
    ]
    return visible.opened(sorted(found, key=itemgetter(-1)), keys)


def passing(viewer: Viewer, case_id: str, keys: KeyFile, genre: Genre) -> Iterator[Opened]:
    """The entries of a genre that the viewer may see, in the order in which they came, few of them
    held at a time. The caller sees to it that nothing is written to the case meanwhile.
    """
    visible, rest = sight(viewer, case_id), "ORDER BY e.whole_position LIMIT %s"
    passed = -1
    while True:
        beyond = Where("e.whole_position > %s", (passed,))
        where = visible.where(is_same("e.genre", genre), beyond)
        rows = asked(OPENED, where, rest, _PASSED_AT_ONCE)
        if not rows:
            return
        yield from visible.opened(rows, keys, once=True)
        passed = rows[-1][-1]


def entry(viewer: Viewer, case_id: str, keys: KeyFile, entry_id: str) -> Opened | None:
    visible = sight(viewer, case_id)
    found = visible.open(visible.named([entry_id]), keys)
    return found[0] if found else None


def entries_of(
    viewer: Viewer, case_id: str, keys: KeyFile, ids: Collection[str]
) -> tuple[Opened, ...]:
    """Those of these entries that the viewer may see, in the order in which they came."""
    visible = sight(viewer, case_id)
    found = [row for some in batched(ids) for row in asked(OPENED, visible.named(some))]
    return visible.opened(sorted(found, key=itemgetter(-1)), keys)


def released_since(
    viewer: Viewer, case_id: str, keys: KeyFile, since: datetime
) -> dict[str, datetime]:
    """The entries that came to be for this viewer's eyes by a release after `since`, and when.

    Of a release the instant alone is told, and of one that brought this viewer nothing not even
    that. Linear in the releases since.
    """
    of_case = every(
        (is_same("case_id", case_id), is_same("genre", Genre.RELEASE), after("entered", since))
    )
    rows = asked("id, entered, sealed FROM store_entry", of_case, "ORDER BY whole_position")
    texts = keys.open({identity: bytes(sealed) for identity, _, sealed in rows})
    opened: dict[str, datetime] = {}
    for identity, entered, _ in rows:
        told = texts[identity].plain if identity in texts else {}
        if told.get("step") != "released":
            continue
        old, new = audience_of(told["from"]), audience_of(told["to"])
        if may_see(viewer, new) and not may_see(viewer, old):
            named = (told["entry"], *told["files"])
            opened |= dict.fromkeys(named, instant(entered))
    visible = sight(viewer, case_id)
    found = (asked("e.id FROM store_entry e", visible.named(some)) for some in batched(opened))
    there = {identity for some in found for (identity,) in some}
    return {identity: when for identity, when in opened.items() if identity in there}


def attached(viewer: Viewer, case_id: str, keys: KeyFile, entry_id: str) -> bytes | None:
    """The picture or file of an entry that the viewer may see; None where there is none."""
    named = sight(viewer, case_id).named([entry_id])
    files = "f.sealed FROM store_entry e JOIN store_sealedfile f ON f.entry_id = e.id"
    found = asked(files, every((named, Where("e.attached IS NOT NULL"))))
    key = keys.fetch([entry_id]).get(entry_id)
    if not found or key is None:
        return None
    return unseal(bytes(found[0][0]), key, file_of(entry_id))


def latest(
    viewer: Viewer, case_id: str, keys: KeyFile, genre: Genre, subject: str | None = None
) -> Opened | None:
    visible = sight(viewer, case_id)
    wanted = [is_same("e.genre", genre)]
    if subject is not None:
        wanted.append(is_same("e.subject", subject))
    where = visible.where(*wanted)
    found = visible.open(where, keys, "ORDER BY e.whole_position DESC LIMIT 1")
    return found[0] if found else None


def frame_text(case_id: str, keys: KeyFile) -> Text:
    """The frame is shown to every seat of the case; the caller has made sure of a seat."""
    of_case = every((is_same("case_id", case_id), is_same("genre", Genre.FRAME)))
    last = "ORDER BY whole_position DESC LIMIT 1"
    [(identity, sealed)] = asked("id, sealed FROM store_entry", of_case, last)
    return keys.open({identity: bytes(sealed)})[identity]


def subjects_of(viewer: Viewer, case_id: str, ids: Collection[str]) -> frozenset[str]:
    """The subjects of those of these entries that the viewer may see."""
    visible = sight(viewer, case_id)
    return frozenset(
        subject
        for some in batched(ids)
        for (subject,) in asked("e.subject FROM store_entry e", visible.named(some))
    )


def subjects_in(viewer: Viewer, case_id: str, genre: Genre) -> frozenset[str]:
    """The subjects of the entries of a genre that the viewer may see; none is opened, and so some
    may have been shredded.
    """
    of_genre = sight(viewer, case_id).where(is_same("e.genre", genre))
    return frozenset(subject for (subject,) in asked("e.subject FROM store_entry e", of_genre))


def kept(
    viewer: Viewer, case_id: str, keys: KeyFile, genre: Genre, ids: Collection[str]
) -> frozenset[str]:
    """Those of these entries that are of the genre, seen by the viewer and not shredded; none is
    opened.
    """
    visible = sight(viewer, case_id)
    of_genre = is_same("e.genre", genre)
    rows = [
        row
        for some in batched(ids)
        for row in asked("e.id FROM store_entry e", every((visible.named(some), of_genre)))
    ]
    return frozenset(keys.fetch(identity for (identity,) in rows))


def present(
    viewer: Viewer | Sight, case_id: str, keys: KeyFile, acts: Collection[str]
) -> frozenset[str]:
    """Those of these acts of which an account stands that the viewer may see; none is opened."""
    return frozenset(act for act, _ in standing_places(viewer, case_id, keys, acts))


def standing_places(
    viewer: Viewer | Sight, case_id: str, keys: KeyFile, acts: Collection[str]
) -> frozenset[tuple[str, str]]:
    """The places of the accounts of these acts that the viewer may see and that stand, each with
    its act; none is opened.
    """
    if not acts:
        return frozenset()
    visible = sight(viewer, case_id)
    told = among("e.genre", (Genre.ACCOUNT, Genre.WITHDRAWAL))
    rows = [
        row
        for some in batched(acts)
        for row in asked(
            "e.id, e.genre, e.subject, e.supersedes, e.place FROM store_entry e",
            visible.where(told, among("e.subject", some)),
        )
    ]
    readable = keys.fetch(row[0] for row in rows)
    rows = [row for row in rows if row[0] in readable]
    accounts = {one: (act, at) for one, genre, act, _, at in rows if genre == Genre.ACCOUNT}
    gone = no_longer_standing(
        {identity: over for identity, _, _, over, _ in rows if over and identity in accounts},
        {over for identity, genre, _, over, _ in rows if genre == Genre.WITHDRAWAL},
    )
    return frozenset(found for identity, found in accounts.items() if identity not in gone)


def search(
    viewer: Viewer, case_id: str, keys: KeyFile, phrases: Sequence[Phrase], beyond: str = ""
) -> Iterator[Opened]:
    """Entries that hold every phrase, the latest happening first; no ranks, no counts.

    `beyond` names an entry to go on from: one that the viewer may see, or it is passed over.
    """
    if not phrases:
        return
    visible = sight(viewer, case_id)
    below, size = LATEST, _FIRST_FOUND
    if beyond.isalnum():
        texts_of = "t.number FROM store_entry e JOIN store_searchtext t ON t.entry_id = e.id"
        below = next((number for (number,) in asked(texts_of, visible.named([beyond]))), LATEST)
    while True:
        texts = matching(phrases, below, size)
        found = asked(OPENED, visible.named([entry for _, entry in texts]))
        rows = {row[0]: row for row in found}
        yield from visible.opened((rows[entry] for _, entry in texts if entry in rows), keys)
        if len(texts) < size:
            return
        below, size = texts[-1][0], min(2 * size, MOST_VALUES)
