"""What the models of a case say, for one seat: the newest model it may see, solved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices import conflict, settlement, stability
from goodoffices.kernels.deadline import Deadline
from goodoffices.record.models import Assumption, ModelKind
from goodoffices.service.models import SavedModel, current, fallen
from goodoffices.settlement import Scenario, Settlement
from goodoffices.settlement.uncertain import best_guess
from goodoffices.stability import StabilityResult

if TYPE_CHECKING:
    from goodoffices.record.acts import Act
    from goodoffices.service.at import At

__all__ = [
    "SolvedConflict",
    "SolvedNegotiation",
    "guessed_negotiation",
    "solved_conflict",
    "solved_negotiation",
]


@dataclass(frozen=True, slots=True)
class SolvedConflict:
    """`fallen` are assumptions that rest on entries this seat's record no longer holds."""

    saved: SavedModel
    result: StabilityResult
    fallen: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True)
class SolvedNegotiation:
    """`settlement` is that of the best guess where the scenario is known only roughly."""

    saved: SavedModel
    scenario: Scenario
    settlement: Settlement
    fallen: tuple[Assumption, ...]


def solved_conflict(at: At, acts: tuple[Act, ...]) -> SolvedConflict | None:
    saved = current(at, ModelKind.CONFLICT)
    if saved is None:
        return None
    model = conflict.loads(saved.model.source, "toml")
    return SolvedConflict(saved, stability.analyse(model), fallen(saved.model, acts))


def solved_negotiation(at: At, acts: tuple[Act, ...]) -> SolvedNegotiation | None:
    saved = current(at, ModelKind.NEGOTIATION)
    if saved is None:
        return None
    scenario = settlement.loads(saved.model.source, "toml")
    return SolvedNegotiation(
        saved, scenario, settlement.settle(scenario), fallen(saved.model, acts)
    )


def guessed_negotiation(at: At, acts: tuple[Act, ...], seconds: float) -> SolvedNegotiation | None:
    """Solve what there is within a time; the best guess where preferences are known only roughly.

    For the team's own work: what leaves the room is solved by `solved_negotiation`.
    """
    saved = current(at, ModelKind.NEGOTIATION)
    if saved is None:
        return None
    scenario = settlement.loads(saved.model.source, "toml")
    taken = best_guess(scenario) if scenario.uncertain else scenario
    found = settlement.settle(taken, Deadline.after(seconds))
    return SolvedNegotiation(saved, scenario, found, fallen(saved.model, acts))
