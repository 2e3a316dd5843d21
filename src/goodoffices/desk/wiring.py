"""The world of a running desk: real clock, random ids, the home's key file."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from goodoffices.journal.keyfile import KeyFile
from goodoffices.service.backup import Places
from goodoffices.service.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from goodoffices.reading import Reader

__all__ = ["places", "reader", "real_world", "world"]

_ONE_AT_A_TIME = Lock()


def real_world() -> World:
    return World(keys=_key_file(settings.HOME.keys))


@cache
def _key_file(path: Path) -> KeyFile:
    """One in a process: what it reads through and what it remembers is shared by all requests."""
    return KeyFile(path)


def places() -> Places:
    """Where the files of this desk lie."""
    home = settings.HOME
    return Places(home.folder, home.database, home.keys, home.signing)


def world() -> World:
    """The world named by the setting WORLD; tests name one with a clock and ids of their own."""
    make: Callable[[], World] = import_string(settings.WORLD)
    return make()


def reader() -> Reader:
    """The reader of this process, made when the first report is read.

    Loading its language model takes seconds and much memory, so it is made once and shared; it is
    no global, so that a desk that reads no reports, a command or a test never waits for it.
    """
    with _ONE_AT_A_TIME:
        return _made_reader()


@cache
def _made_reader() -> Reader:
    from goodoffices.reading import Reader  # noqa: PLC0415 (a command reads no reports)

    made = Reader()
    made.pipelines.english()
    return made
