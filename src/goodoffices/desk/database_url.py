"""`DATABASE_URL` as Django's settings; without it the embedded SQLite file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from goodoffices.errors import InputError
from goodoffices.saying import say

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["database_settings"]

_BUSY_SECONDS = 20
# a page asks many small questions, of rows that lie in memory: to share one out among processes, to
# compile it or to read whole tables for it takes longer than to answer it by the index; the ids of
# all entries that have a mark are to fit into memory (`store.marks.walk`)
_PLANNED = (
    "-c max_parallel_workers_per_gather=0 -c jit=off -c random_page_cost=1.1 -c work_mem=32MB"
)
# the questions are the same ones on every page: asked five times on a connection that is kept, one
# is planned once and for all, which halves what the server spends on it
_PREPARED = {"server_side_binding": True, "prepare_threshold": 5}
_KEPT_SECONDS = 600


def database_settings(url: str | None, embedded: Path) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": embedded,
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "timeout": _BUSY_SECONDS,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                    "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise InputError(
            say("the scheme '{scheme}' is not known", scheme=parts.scheme),
            where="DATABASE_URL",
            remedy=say("Write postgresql://user:password@host/name, or unset it for SQLite"),
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {
            "options": _PLANNED,
            **_PREPARED,
            **dict(parse_qsl(parts.query)),
        },
        "CONN_MAX_AGE": _KEPT_SECONDS,
    }
