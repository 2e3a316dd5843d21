"""A database of its own for each desk that a test runs in a process of its own."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@contextmanager
def environment_of_a_desk() -> Iterator[dict[str, str]]:
    """The environment without a desk; where the tests run on PostgreSQL, with an empty database."""
    told = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "GOODOFFICES_HOME"}}
    server = os.environ.get("DATABASE_URL")
    if not server:
        yield told
        return
    import psycopg

    name = f"desk_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield {**told, "DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
        finally:
            session.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def database_of(environment: Mapping[str, str]) -> Iterator[Any]:
    """The database of such a desk, past the desk; what is done in it is kept."""
    if "DATABASE_URL" in environment:
        import psycopg

        with psycopg.connect(environment["DATABASE_URL"]) as session:
            yield session
        return
    with (
        closing(sqlite3.connect(Path(environment["GOODOFFICES_HOME"], "desk.sqlite3"))) as session,
        session,
    ):
        yield session
