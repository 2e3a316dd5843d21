"""The outcome of the conflict model that an agreement stands for: named by the team alone (AG 5).

An outcome is kept for the whole team, so it may be named only of a model that all of it sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices import conflict
from goodoffices.access.decisions import may_see
from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.errors import InputError
from goodoffices.record.models import ModelKind
from goodoffices.saying import say
from goodoffices.service.models import current
from goodoffices.stability.interventions.targets import targets_of

if TYPE_CHECKING:
    from goodoffices.service.at import At

__all__ = ["check_outcome"]


def check_outcome(at: At, outcome: str) -> None:
    """Raise InputError for an outcome that the newest model of the whole team does not have."""
    saved = current(at, ModelKind.CONFLICT)
    if saved is None:
        raise InputError(say("there is no model of the conflict yet"), where="outcome")
    if not may_see(Viewer(SeatKind.TEAM), saved.audience):
        raise InputError(
            say("the model of the conflict is for some of the team, the agreement for all of it"),
            where="outcome",
            remedy=say("Save the model for the whole team"),
        )
    if not outcome.strip():
        return
    try:
        targets_of(conflict.loads(saved.model.source, "toml"), [outcome.strip()], [])
    except InputError:
        raise InputError(
            say("no state of the model is like that"),
            where="outcome",
            remedy=say("Leave more of the options open"),
        ) from None
