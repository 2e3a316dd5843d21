"""Statements as text, for what every page asks and for rows by the hundred: a query set, or an
object for each row, takes longer to make than to ask. Plain SQL that every database here reads;
only values come from outside, never text.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from django.db.models import Model

__all__ = [
    "Where",
    "after",
    "among",
    "asked",
    "change",
    "every",
    "instant",
    "is_none_of",
    "is_same",
    "put",
    "put_row",
    "row_of",
]

M = TypeVar("M", bound="Model")
_AS_BYTES = 1
"""How PostgreSQL is to hand out rows: read from text, they took three times as long."""


class Where(NamedTuple):
    """A condition and the values that stand in it."""

    text: str
    values: tuple[Any, ...] = ()

    def __or__(self, other: Where) -> Where:
        return Where(f"({self.text} OR {other.text})", self.values + other.values)


def is_same(column: str, value: object) -> Where:
    return Where(f"{column} = %s", (value,))


def among(column: str, values: Collection[object]) -> Where:
    """That a column has one of these values.

    The last is named again up to the next power of two, so that few different statements are
    asked and a database prepares each of them once.
    """
    named = tuple(values)
    if not named:
        return Where("1 = 0")
    named += named[-1:] * ((1 << (len(named) - 1).bit_length()) - len(named))
    return Where(f"{column} IN ({', '.join(['%s'] * len(named))})", named)


def is_none_of(column: str, values: Collection[object]) -> Where:
    """That a column has another value than these."""
    some = among(column, values)
    return Where(f"NOT ({some.text})", some.values)


def after(column: str, moment: datetime) -> Where:
    return Where(f"{column} > %s", (connection.ops.adapt_datetimefield_value(moment),))


def every(conditions: Iterable[Where]) -> Where:
    some = tuple(conditions)
    texts = " AND ".join(one.text for one in some)
    return Where(texts, tuple(value for one in some for value in one.values))


def asked(
    columns: str | Where, where: Where, rest: str = "", *values: str | int
) -> list[tuple[Any, ...]]:
    """Rows; `columns` says from which tables; `values` stand in the `rest` after the condition."""
    if isinstance(columns, str):
        columns = Where(columns)
    text = f"SELECT {columns.text} WHERE {where.text} {rest}"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.cursor.format = _AS_BYTES
        cursor.execute(text, [*columns.values, *where.values, *values])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def put(table: str, columns: Collection[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Write rows into a table without an object for each."""
    if not rows:
        return
    places = ", ".join(["%s"] * len(columns))
    text = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 (text is ours)
    with connection.cursor() as cursor:
        cursor.executemany(text, rows)


def put_row(row: Model) -> None:
    """Write one that was made as an object."""
    meta = row._meta  # noqa: SLF001 (the name under which Django documents it)
    fields = meta.concrete_fields
    values = (field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields)
    put(meta.db_table, [f'"{field.column}"' for field in fields], [tuple(values)])


def change(row: Model, **values: Any) -> None:
    """Give some columns of a row other values; the object is left as it is."""
    columns = ", ".join(f"{column} = %s" for column in values)
    text = f"UPDATE {row._meta.db_table} SET {columns} WHERE id = %s"  # noqa: S608, SLF001 (the same)
    with connection.cursor() as cursor:
        cursor.execute(text, [*values.values(), row.pk])


def row_of(model: type[M], where: Where, *, held: bool = False) -> M | None:
    """The row of a table that meets a condition; None where there is none.

    One that is held waits for who else holds it, until the transaction ends; SQLite, which has one
    writer at a time, needs no word for it.
    """
    meta = model._meta  # noqa: SLF001 (the name under which Django documents it)
    columns = ", ".join(f'"{field.column}"' for field in meta.concrete_fields)
    hold = " FOR UPDATE" if held and connection.features.has_select_for_update else ""
    rows = asked(f"{columns} FROM {meta.db_table}", where, f"LIMIT 1{hold}")
    if not rows:
        return None
    values = [instant(one) if isinstance(one, datetime) else one for one in rows[0]]
    return model.from_db(connection.alias, [f.attname for f in meta.concrete_fields], values)


def instant(kept: datetime) -> datetime:
    """A database that knows no zones keeps instants in UTC."""
    return kept if kept.tzinfo else kept.replace(tzinfo=UTC)
