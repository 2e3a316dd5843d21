"""The world of a running desk: real clock, random ids, the home's key file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from goodoffices.journal.keyfile import KeyFile
from goodoffices.service.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["real_world", "world"]


def real_world() -> World:
    return World(keys=KeyFile(settings.HOME.keys))


def world() -> World:
    """The world named by the setting WORLD; tests name one with a clock and ids of their own."""
    make: Callable[[], World] = import_string(settings.WORLD)
    return make()
