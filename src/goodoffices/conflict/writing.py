"""Writing a conflict back as `goodoffices-conflict/1`, TOML or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Literal

from goodoffices.conflict.model import Direction
from goodoffices.errors import InputError
from goodoffices.modelling.toml_text import to_toml
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.conflict.model import Conflict, DecisionMaker

__all__ = ["dumps", "to_tree"]


def to_tree(conflict: Conflict) -> dict[str, object]:
    """Return the model as plain values, in the order of the format; nothing is lost."""
    tree: dict[str, object] = {
        "format": "goodoffices-conflict/1",
        "title": conflict.title,
        "source": conflict.source,
    }
    tree |= {key: conflict.carried[key] for key in ("licence", "notes") if key in conflict.carried}
    tree |= conflict.written
    if conflict.status_quo is not None:
        tree["status_quo"] = conflict.states.label(conflict.status_quo)
    tree["decision_makers"] = [_decision_maker(dm) for dm in conflict.decision_makers]
    if conflict.moves is not None:
        tree["moves"] = {
            name: [list(edge) for edge in edges] for name, edges in conflict.moves.items()
        }
    if conflict.forbidden_moves:
        tree["forbidden_moves"] = {
            name: [list(pair) for pair in pairs] for name, pairs in conflict.forbidden_moves.items()
        }
    tree["preferences"] = {name: one.written for name, one in conflict.preferences.items()}
    if conflict.beliefs:
        tree["beliefs"] = {
            holder: {name: one.written for name, one in held.items()}
            for holder, held in conflict.beliefs.items()
        }
    tree |= {key: value for key, value in conflict.carried.items() if key not in tree}
    return {key: _plain(value) for key, value in tree.items()}


def dumps(conflict: Conflict, format: Literal["toml", "json"] = "toml") -> str:  # noqa: A002 - as `loads`
    """Return the model as text. TOML knows no null: carried nulls are left out there."""
    tree = to_tree(conflict)
    if format == "json":
        return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"
    if format == "toml":
        return to_toml(tree)
    raise InputError(
        say("unknown format {format}", format=repr(format)), remedy=say("Use 'toml' or 'json'.")
    )


def _decision_maker(dm: DecisionMaker) -> dict[str, object]:
    options = []
    for option in dm.options:
        written = {"id": option.id, "name": option.name}
        if option.moves is not Direction.BOTH:
            written["moves"] = option.moves.value
        options.append(written)
    return {"id": dm.id, "name": dm.name, "options": options}


def _plain(value: object) -> object:
    """Turn tuples, read-only tables and exact decimals into what both formats can hold."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, (float, Decimal)):
        return float(value) if isfinite(value) else None
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
