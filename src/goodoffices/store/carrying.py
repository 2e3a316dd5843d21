"""All rows of one database in another, of whatever vendor: a portable copy.

The tables are taken as the migrations that were applied there left them, not as the models are
now: so an older database can be copied before it is brought up to date. Linear in the rows.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from goodoffices.store.locks import WORDS, alone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.migrations.loader import MigrationLoader
    from django.db.models import Model

__all__ = ["fill_database", "has_tables", "write_portable_copy"]

_COPY = "copy"
_BATCH = 1000


def has_tables() -> bool:
    """Whether the database was ever used by a desk."""
    return "store_case" in connection.introspection.table_names()


def write_portable_copy(path: Path) -> None:
    """Write the database as it is at one moment into a new SQLite file, while others write."""
    with _opened(path) as copy, alone(WORDS), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        _carry(connection, copy)


def fill_database(path: Path) -> None:
    """Fill the database, which has no tables, from such a file; nothing is kept if it fails."""
    with _opened(path) as copy, transaction.atomic():
        _carry(copy, connection)


@contextmanager
def _opened(path: Path) -> Iterator[BaseDatabaseWrapper]:
    """The SQLite file as a second database of this process."""
    engine = {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
    connections.settings[_COPY] = connections.configure_settings({"default": engine})["default"]
    try:
        yield connections[_COPY]
    finally:
        connections[_COPY].close()
        del connections[_COPY]
        del connections.settings[_COPY]


def _carry(source: BaseDatabaseWrapper, target: BaseDatabaseWrapper) -> None:
    loader = MigrationExecutor(source).loader
    newest = _newest(loader)
    MigrationExecutor(target).migrate(newest)
    tables = [
        model
        for model in loader.project_state(newest).apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    with transaction.atomic(using=target.alias), target.cursor() as cursor:
        if target.vendor == "postgresql":
            # rows may stand before those they point to; a migration has left this otherwise
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in tables:
            _carry_rows(model, source, target)
        for statement in target.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _newest(loader: MigrationLoader) -> list[tuple[str, str]]:
    """The last migration of each app that was applied there."""
    nodes = loader.graph.node_map
    applied = set(loader.applied_migrations) & set(nodes)
    return [
        node
        for node in sorted(applied)
        if not any(
            after.key[0] == node[0] and after.key in applied for after in nodes[node].children
        )
    ]


def _carry_rows(
    model: type[Model], source: BaseDatabaseWrapper, target: BaseDatabaseWrapper
) -> None:
    meta, quoted = model._meta, target.ops.quote_name
    fields = meta.concrete_fields
    names = [field.attname for field in fields]
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 (names of ours)
    rows = model._base_manager.using(source.alias).values_list(*names).iterator(_BATCH)
    with target.cursor() as cursor:
        while batch := list(islice(rows, _BATCH)):
            cursor.executemany(
                insert,
                [
                    [f.get_db_prep_save(v, target) for f, v in zip(fields, row, strict=True)]
                    for row in batch
                ],
            )
