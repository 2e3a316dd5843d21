"""The models that commands are about: a file, or one of the casebook by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.conflict import Conflict
    from goodoffices.settlement import Scenario
    from goodoffices.settlement.division import Estate

__all__ = ["open_conflict", "open_division", "open_negotiation"]

_CASEBOOK = "casebook:"


def open_conflict(model: Path) -> Conflict:
    """Read a conflict model, from a file or as ``casebook:NAME``."""
    name = str(model)
    if name.startswith(_CASEBOOK):
        from goodoffices.casebook.conflicts import load_conflict

        return load_conflict(name.removeprefix(_CASEBOOK))
    from goodoffices.conflict import load

    return load(model)


def open_negotiation(scenario: Path) -> Scenario:
    """Read a negotiation, from a file or as ``casebook:NAME``."""
    name = str(scenario)
    if name.startswith(_CASEBOOK):
        from goodoffices.casebook.negotiations import load_negotiation

        return load_negotiation(name.removeprefix(_CASEBOOK))
    from goodoffices.settlement import load

    return load(scenario)


def open_division(division: Path) -> Estate:
    """Read a division, from a file or as ``casebook:NAME``."""
    name = str(division)
    if name.startswith(_CASEBOOK):
        from goodoffices.casebook.divisions import load_division as from_casebook

        return from_casebook(name.removeprefix(_CASEBOOK))
    from goodoffices.settlement.division import load_division

    return load_division(division)
