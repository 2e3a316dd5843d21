"""Preparing a home and serving the desk from it: processes of several threads, loopback."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import django
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

import goodoffices
from goodoffices.desk.home import Home
from goodoffices.errors import InputError
from goodoffices.journal.envelope import HomeSecret
from goodoffices.saying import say

__all__ = ["address_of", "check_free", "example_folder", "make_ready", "prepare", "serve"]

_EXAMPLE = Path("examples") / "february-2022"
_PRIVATE = 0o600
_THREADS = 4
_SECONDS_TO_STOP = 5
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def prepare(folder: Path | None = None) -> Home:
    """Make the home, bring its database up to date, and make Django ready to be asked.

    Must come before anything that imports models.
    """
    home = make_ready(folder)
    try:
        _copy_before_upgrade(home)
        if connection.vendor == "sqlite":
            home.database.touch(_PRIVATE, exist_ok=True)  # its log is made with the same mode
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        embedded = connection.vendor == "sqlite"
        raise InputError(
            say("the database does not open: {error}", error=" ".join(str(error).split())),
            where=home.database.name if embedded else "DATABASE_URL",
            remedy=say("Restore it from a backup, or name another home with --home")
            if embedded
            else say("See that the server runs and that the database is there"),
        ) from None
    return home


def make_ready(folder: Path | None = None) -> Home:
    """Make the home and make Django ready; its database is left as it is."""
    if folder is not None:
        os.environ["GOODOFFICES_HOME"] = str(folder.expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodoffices.desk.settings")
    home = Home.from_environment()
    home.prepare()
    django.setup()
    return home


def _copy_before_upgrade(home: Home) -> None:
    """Where migrations are due on a database that is in use, keep a backup of it first."""
    if connection.vendor == "sqlite" and not home.database.exists():
        return
    executor = MigrationExecutor(connection)
    due = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not due or ("store", "0001_initial") not in executor.loader.applied_migrations:
        return
    from goodoffices.desk.wiring import (  # noqa: PLC0415 (Django must be ready before)
        places,
        real_world,
    )
    from goodoffices.service.backup import back_up  # noqa: PLC0415 (the same)

    named = f"before-{due[0][0].name}-{datetime.now(UTC):%Y%m%dT%H%M%S}.backup"
    secret = HomeSecret(home.secret().encode())
    back_up(places(), real_world().keys, home.backups / named, secret)


def example_folder() -> Path:
    """The example case: in the installed package, or in the project it is developed in."""
    package = Path(goodoffices.__file__).parent
    for root in (package, package.parent.parent):
        if (root / _EXAMPLE / "case.toml").is_file():
            return root / _EXAMPLE
    raise InputError(
        say("the example case is not installed"), remedy=say("Install Good Offices again")
    )


def address_of(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def check_free(host: str, port: int) -> None:
    """Raise InputError where nobody could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
            raise InputError(
                say("something else listens there already")
                if taken
                else say("cannot listen: {error}", error=error),
                where=f"{host} port {port}",
                remedy=say("Name another with --port")
                if taken
                else say("Name another with --host or --port"),
            ) from None


def serve(host: str, port: int, workers: int = 1) -> None:
    """Serve until Ctrl-C, with so many processes. The home must be prepared."""
    if host not in _LOOPBACK:
        named = os.environ.get("GOODOFFICES_HOSTS", "")
        os.environ["GOODOFFICES_HOSTS"] = named or ",".join((*sorted(_LOOPBACK), host))
    call_command("collectstatic", interactive=False, verbosity=0)
    logging.getLogger("_granian").addHandler(logging.StreamHandler(sys.stderr))
    Granian(
        target="goodoffices.desk.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=_THREADS,
        websockets=False,
        workers_kill_timeout=_SECONDS_TO_STOP,
        log_level=LogLevels.warning,
    ).serve()
