"""Entries found by their marks, the words by which lists select, and walked by place.

With `store.queries` the only door to entries: every function takes the viewer it answers.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from goodoffices.store.models import MARK_LENGTH
from goodoffices.store.sight import Sight, batched, sight
from goodoffices.store.statements import Where, among, asked, every, is_none_of, is_same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.access.viewers import Viewer
    from goodoffices.store.genres import Genre

__all__ = [
    "Having",
    "Step",
    "links_of",
    "subjects_having",
    "subjects_having_each",
    "values_of",
    "walk",
]

_MOST_LISTED = 50
_STEP = "e.place, e.id, e.subject"
_FEW = 64
"""So many marks are few: their subjects are named one by one."""
_LOOKS = 1_000
"""How often marks are looked up for entries one by one, at most."""
_OF_EACH = 7
"""For each entry wanted so many are looked at, or none: where fewer have it, that was in vain."""


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
        for some in batched(_as_kept(values))
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
