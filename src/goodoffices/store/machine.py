"""What whoever keeps the machine asks of the database: how new, whether sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Max

from goodoffices.store.models import Entry

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["damage", "newest_entry"]


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
