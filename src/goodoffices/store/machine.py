"""What whoever keeps the machine asks of the database: how new, whether sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Max

from goodoffices.store.models import Entry

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["damage", "log_that_stays", "may_let_go_of_log", "newest_entry"]

_MAY_CHECKPOINT = """
    SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE') AND EXISTS (
        SELECT FROM pg_roles WHERE rolname = 'pg_checkpoint' AND pg_has_role(oid, 'USAGE'))
"""
_KEEPS_LOG = """
    SELECT name || ' = ' || setting FROM pg_settings WHERE (name = 'wal_recycle' AND setting = 'on')
    OR (name = 'archive_mode' AND setting <> 'off') ORDER BY name
"""


def newest_entry() -> datetime | None:
    newest: datetime | None = Entry.objects.aggregate(newest=Max("entered"))["newest"]
    return newest


def damage() -> str:
    """What the embedded database finds damaged in its own file; empty where nothing is."""
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        answer = str(cursor.fetchone()[0])
    return "" if answer == "ok" else answer


def may_let_go_of_log() -> bool:
    """Whether this user may have a PostgreSQL server begin a new write-ahead log."""
    with connection.cursor() as cursor:
        cursor.execute(_MAY_CHECKPOINT)
        return bool(cursor.fetchone()[0])


def log_that_stays() -> list[str]:
    """Why words that were shredded may stay in the write-ahead log of a PostgreSQL server: what
    its settings keep, and what this user may not do; empty where nothing stays.
    """
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(_KEEPS_LOG)
        found = [row[0] for row in cursor.fetchall()]
    if not may_let_go_of_log():
        found.append("this user may not switch the log and make a checkpoint")
    return found
