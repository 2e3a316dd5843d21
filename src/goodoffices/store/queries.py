"""The only door to entries: every function takes the viewer it answers.

Which audiences the viewer may see is asked of `access`; the rest is selection and opening. A
text whose key was shredded is left out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.db import connection

from goodoffices.access.decisions import may_see, visible_keys
from goodoffices.journal.sealing import unseal
from goodoffices.record.acts import no_longer_standing
from goodoffices.record.audiences import Audience
from goodoffices.store.full_text import LATEST, matching
from goodoffices.store.genres import Genre
from goodoffices.store.hashing import file_of
from goodoffices.store.models import MARK_LENGTH
from goodoffices.store.opened import Opened
from goodoffices.store.statements import (
    Where,
    after,
    among,
    asked,
    every,
    instant,
    is_none_of,
    is_same,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from goodoffices.access.viewers import Viewer
    from goodoffices.journal.keyfile import KeyFile, Text
    from goodoffices.store.folding import Phrase

__all__ = [
    "Having",
    "Sight",
    "Step",
    "attached",
    "entries",
    "entries_of",
    "entry",
    "frame_text",
    "kept",
    "latest",
    "links_of",
    "passing",
    "present",
    "released_since",
    "search",
    "sight",
    "standing_places",
    "subjects_having",
    "subjects_having_each",
    "subjects_in",
    "subjects_of",
    "values_of",
    "walk",
]

_MOST_LISTED = 50
_MOST_VALUES = 512
"""How many values one statement is given: SQLite's own limit was 999 for long."""
_FIRST_FOUND = 40
_PASSED_AT_ONCE = 500
_FEW = 64


@dataclass(frozen=True, slots=True)
class Sight:
    """What a viewer may see of a case: the one selection that all functions here begin with.

    It may stand for the viewer in several questions after each other, which then ask once which
    audiences there are; whoever writes in between asks anew. Every statement calls the entries
    `e`.
    """

    readable: Where
    case_id: str
    audiences: dict[str, Audience]
    """Every audience of the case by the id of its row."""

    def where(self, *conditions: Where) -> Where:
        return every((self.readable, is_same("e.case_id", self.case_id), *conditions))

    def named(self, ids: Collection[str]) -> Where:
        """Those with these ids. The case is not named again (its audiences are in no other), for
        a database would rather pass over all of it than look for many ids.
        """
        return every((self.readable, among("e.id", ids)))

    def open(self, where: Where, keys: KeyFile, rest: str = "") -> tuple[Opened, ...]:
        """The entries that meet a condition."""
        return self.opened(asked(_OPENED, where, rest), keys)

    def opened(
        self, rows: Iterable[tuple[Any, ...]], keys: KeyFile, *, once: bool = False
    ) -> tuple[Opened, ...]:
        """The same of columns that were read already; `once`: their texts are not remembered."""
        kept = list(rows)
        texts = keys.open({row[0]: bytes(row[7]) for row in kept}, once=once)
        return tuple(
            Opened(
                id=identity,
                genre=_GENRES[genre],
                subject=subject,
                audience=self.audiences[readers],
                seat=seat,
                entered=instant(entered),
                supersedes=supersedes or None,
                text=texts[identity],
            )
            for identity, genre, subject, readers, seat, entered, supersedes, _, _ in kept
            if identity in texts
        )


_GENRES = {str(genre): genre for genre in Genre}
_OPENED = (
    "e.id, e.genre, e.subject, e.readers_id, e.seat, e.entered, e.supersedes, e.sealed,"
    " e.whole_position FROM store_entry e"
)
"""The columns of an entry that is handed out, and by which it is put in order."""


@lru_cache(maxsize=1_000)
def _audience(key: str) -> Audience:
    return Audience.parse(key)


def _audiences(case_id: str) -> dict[str, Audience]:
    """Asked before every selection, so that it is not made anew from its parts each time."""
    rows = asked("id, key FROM store_audiencerow", is_same("case_id", case_id))
    return {row_id: _audience(key) for row_id, key in rows}


def sight(viewer: Viewer | Sight, case_id: str) -> Sight:
    """What the viewer may see of the case now."""
    if isinstance(viewer, Sight):
        return viewer
    audiences = _audiences(case_id)
    keys = visible_keys(viewer, audiences.values())
    ids = sorted(row_id for row_id, audience in audiences.items() if audience.key in keys)
    readable = among("e.readers_id", ids)
    if viewer.granted:
        # a tombstone names what is gone: who was granted a text learns of it
        tombs = (Genre.WITHDRAWAL, Genre.SHREDDING)
        grantable = among("e.readers_id", _grantable(viewer, audiences))
        gone = among("e.genre", tombs), among("e.supersedes", viewer.granted)
        readable |= every((among("e.id", viewer.granted), grantable))
        readable |= every((*gone, grantable, is_same("e.case_id", case_id)))
    return Sight(readable, case_id, audiences)


def _grantable(viewer: Viewer, audiences: dict[str, Audience]) -> list[str]:
    """The rows of which single entries may be opened to the viewer: all of the case, but where
    the viewer looks at what it shares with another.
    """
    if viewer.shared_with is None:
        return list(audiences)
    keys = visible_keys(viewer.shared_with, audiences.values())
    return [row_id for row_id, audience in audiences.items() if audience.key in keys]


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
        for some in _batched(subjects)
        for row in asked(_OPENED, visible.where(*wanted, among("e.subject", some)))
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
        rows = asked(_OPENED, where, rest, _PASSED_AT_ONCE)
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
    found = [row for some in _batched(ids) for row in asked(_OPENED, visible.named(some))]
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
        old, new = _audience(told["from"]), _audience(told["to"])
        if may_see(viewer, new) and not may_see(viewer, old):
            named = (told["entry"], *told["files"])
            opened |= dict.fromkeys(named, instant(entered))
    visible = sight(viewer, case_id)
    found = (asked("e.id FROM store_entry e", visible.named(some)) for some in _batched(opened))
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


@dataclass(frozen=True, slots=True)
class Having:
    """Of a subject: that some entry of it, whoever may see that, has one of these values.

    So a walk gives more than what the viewer would find having it, and never less. `names_it`
    selects the subjects that are themselves values of the field, `others` those that have a value
    which is none of these.
    """

    field: str
    values: Collection[str] = ()
    names_it: bool = False
    others: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """An entry passed on a walk: its place, its id, its subject."""

    place: str
    id: str
    subject: str


def walk(
    viewer: Viewer | Sight,
    case_id: str,
    genre: Genre,
    *,
    above: str = "",
    below: str = "",
    backwards: bool = False,
    having: Collection[Having] = (),
    most: int,
) -> tuple[Step, ...]:
    """Entries by place, strictly between two places; nothing is opened.

    Of entries that are to have something, the next ones are looked at one by one: where many have
    it, enough are met. Else all that have it are gathered at once, so that no walk takes long; and
    where few have it, only their entries are looked at.
    """
    conditions = [is_same("e.genre", genre)]
    conditions += [Where("e.place > %s", (above,))] if above else []
    conditions += [Where("e.place < %s", (below,))] if below else []
    many = []
    for one in having:
        few = _few_marked(case_id, one)
        if few is None:
            many.append(one)
        elif few:
            conditions.append(among("e.subject", few))
        else:
            return ()
    seen = sight(viewer, case_id).where(*conditions)
    order = f"ORDER BY e.place {'DESC' if backwards else 'ASC'} LIMIT %s"
    looked_at = _worth_looking_at(many, most)
    if looked_at:
        next_ones = f"SELECT {_STEP} FROM store_entry e WHERE {seen.text} {order}"  # noqa: S608 (text is ours)
        near = Where(f"{_STEP} FROM ({next_ones}) e", (*seen.values, looked_at))
        met = asked(near, every(_is_marked(case_id, one) for one in many), order, most)
        if len(met) == most:
            return tuple(Step(*row) for row in met)
    wanted = (_is_among_marked(case_id, one) for one in many)
    rows = asked(f"{_STEP} FROM store_entry e", every((seen, *wanted)), order, most)
    return tuple(Step(*row) for row in rows)


_STEP = "e.place, e.id, e.subject"
_LOOKS = 1_000
"""How often marks are looked up for entries one by one, at most."""
_OF_EACH = 7
"""For each entry wanted so many are looked at, or none: where fewer have it, that was in vain."""


def _worth_looking_at(having: Collection[Having], most: int) -> int:
    """How many entries are looked at one by one: none where nothing is asked of them."""
    if not having or any(one.others for one in having):
        return 0
    passed = _LOOKS // sum(max(1, len(one.values)) for one in having)
    return passed if passed >= _OF_EACH * most else 0


def _marks(case_id: str, wanted: Having) -> tuple[str, Where]:
    """The marks that are meant, and which of their columns names the subject.

    More than the walk gives: what the viewer may not see is left out by `walk` itself.
    """
    conditions = [is_same("m.case_id", case_id), is_same("m.field", wanted.field)]
    if wanted.others:
        conditions.append(is_none_of("m.value", _as_kept(wanted.values)))
    elif not wanted.names_it:
        conditions.append(among("m.value", _as_kept(wanted.values)))
    return "m.value" if wanted.names_it else "m.subject", every(conditions)


def _few_marked(case_id: str, wanted: Having) -> list[str] | None:
    """The subjects so marked; None where there are more than a few marks.

    Those of a subject that is marked twice are not joined by the database: for that it would
    gather all before it counts.
    """
    column, marks = _marks(case_id, wanted)
    rows = asked(f"{column} FROM store_mark m", marks, "LIMIT %s", _FEW + 1)
    return None if len(rows) > _FEW else sorted({subject for (subject,) in rows})


def _is_marked(case_id: str, wanted: Having) -> Where:
    """Looked up for each entry: a database may do nothing else with a value that is one row's."""
    column, marks = _marks(case_id, wanted)
    one = f"SELECT 1 FROM store_mark m WHERE {marks.text} AND {column} = e.subject LIMIT 1"  # noqa: S608 (text is ours)
    return Where(f"({one}) IS NOT NULL", marks.values)


def _is_among_marked(case_id: str, wanted: Having) -> Where:
    """Gathered once: of a truth value PostgreSQL makes no join, which would look up every entry."""
    column, marks = _marks(case_id, wanted)
    found = f"SELECT {column} FROM store_mark m WHERE {marks.text}"  # noqa: S608 (text is ours)
    return Where(f"(e.subject IN ({found})) IS TRUE", marks.values)


def _as_kept(values: Iterable[str]) -> list[str]:
    """Values as marks hold them; none holds a NUL, and PostgreSQL refuses to look for one."""
    return [one[:MARK_LENGTH] for one in values if "\0" not in one]


def subjects_having(
    viewer: Viewer | Sight, case_id: str, fields: Iterable[str], values: Collection[str]
) -> frozenset[str]:
    """The subjects of entries with one of these values in one of these fields."""
    visible, named = sight(viewer, case_id), list(fields)
    of_marks = is_same("m.case_id", case_id), among("m.field", named)
    return frozenset(
        subject
        for some in _batched(_as_kept(values))
        for (subject,) in asked(
            "e.subject FROM store_entry e JOIN store_mark m ON m.entry_id = e.id",
            visible.where(*of_marks, among("m.value", some)),
        )
    )


def subjects_having_each(viewer: Viewer, case_id: str, *wanted: Having) -> frozenset[str]:
    """The subjects of entries that the viewer may see which have all of this; as on a walk, more
    than what the viewer would find having it.
    """
    marked = [_marks(case_id, one) for one in wanted]
    found = " INTERSECT ".join(
        f"SELECT {column} FROM store_mark m WHERE {marks.text}"  # noqa: S608 (text is ours)
        for column, marks in marked
    )
    values = tuple(value for _, marks in marked for value in marks.values)
    where = sight(viewer, case_id).where(Where(f"e.subject IN ({found})", values))
    rows = asked("DISTINCT e.subject FROM store_entry e", where)
    return frozenset(subject for (subject,) in rows)


def links_of(viewer: Viewer, case_id: str, kinds: Collection[str]) -> frozenset[tuple[str, str]]:
    """What links to what in one of these ways, as the subjects of entries that the viewer may see;
    whether it sees what they link to is not asked.
    """
    of_marks = is_same("m.case_id", case_id), among("m.field", [str(kind) for kind in kinds])
    rows = asked(
        "e.subject, m.value FROM store_mark m JOIN store_entry e ON e.id = m.entry_id",
        sight(viewer, case_id).where(*of_marks),
    )
    return frozenset((subject, value) for subject, value in rows)


def values_of(
    viewer: Viewer, case_id: str, field: str, *, holding: str = "", values: Collection[str] = ()
) -> tuple[str, ...]:
    """Values that entries have in a field: those that hold some letters (the first fifty, in
    order), or those among these.
    """
    if "\0" in holding:
        return ()
    wanted = [is_same("m.case_id", case_id), is_same("m.field", field)]
    if values:
        wanted.append(among("m.value", _as_kept(values)))
    else:
        letters = f"%{connection.ops.prep_for_like_query(holding)}%"
        wanted.append(Where("m.value LIKE %s ESCAPE '\\'", (letters,)))
    rows = asked(
        "DISTINCT m.value FROM store_mark m JOIN store_entry e ON e.id = m.entry_id",
        sight(viewer, case_id).where(*wanted),
        "ORDER BY m.value LIMIT %s",
        _MOST_LISTED,
    )
    return tuple(value for (value,) in rows)


def subjects_of(viewer: Viewer, case_id: str, ids: Collection[str]) -> frozenset[str]:
    """The subjects of those of these entries that the viewer may see."""
    visible = sight(viewer, case_id)
    return frozenset(
        subject
        for some in _batched(ids)
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
        for some in _batched(ids)
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
        for some in _batched(acts)
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


def _batched(values: Iterable[str]) -> Iterator[list[str]]:
    """In lists that one statement takes."""
    every = list(values)
    for start in range(0, len(every), _MOST_VALUES):
        yield every[start : start + _MOST_VALUES]


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
        found = asked(_OPENED, visible.named([entry for _, entry in texts]))
        rows = {row[0]: row for row in found}
        yield from visible.opened((rows[entry] for _, entry in texts if entry in rows), keys)
        if len(texts) < size:
            return
        below, size = texts[-1][0], min(2 * size, _MOST_VALUES)
