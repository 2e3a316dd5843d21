"""Models kept with a case: saved as versions, each assumption resting on entries of the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices import conflict, settlement
from goodoffices.access.acting import Action, check_may
from goodoffices.errors import ConflictingEditError
from goodoffices.record.audiences import Audience
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.models import Assumption, Model, ModelKind
from goodoffices.saying import say
from goodoffices.service.audiences import check_audience
from goodoffices.service.record import RecordView, grounds
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append, writing_to
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from goodoffices.record.acts import Act
    from goodoffices.service.at import At

__all__ = ["SavedModel", "current", "fallen", "grounds_of", "save_model", "standing_entries"]


@dataclass(frozen=True, slots=True)
class SavedModel:
    """One version of a model, as this seat may see it."""

    id: str
    audience: Audience
    entered: datetime
    model: Model


@transaction.atomic
def save_model(
    at: At,
    model: Model,
    audience: Audience,
    model_id: str | None = None,
    *,
    on_top_of: str | None = None,
) -> SavedModel:
    """Check the model file and keep it as the newest version of its kind.

    `on_top_of` names the version it was made from, empty if from none: ConflictingEditError if
    that is no longer the newest.
    """
    check_may(at.viewer, Action.MODEL)
    check_audience(at, audience)
    if model.kind is ModelKind.CONFLICT:
        conflict.loads(model.source, "toml")
    else:
        settlement.loads(model.source, "toml")
    if on_top_of is not None:
        writing_to(at.case_id)
        newest = current(at, model.kind)
        if (newest.id if newest else "") != on_top_of:
            raise ConflictingEditError(
                say("somebody else has saved another version meanwhile"),
                remedy=say("Look at both; neither is lost"),
            )
    entered = at.world.clock()
    saved = append(
        at.case_id,
        NewEntry(
            genre=Genre.MODEL,
            audience=audience,
            payload=to_plain(model),
            entered=entered,
            seat=at.seat,
            id=model_id,
        ),
        at.world.keys,
        at.world.new_id,
    )
    return SavedModel(saved, audience, entered, model)


def current(at: At, kind: ModelKind) -> SavedModel | None:
    """The newest version of that kind that this seat may see."""
    opened = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.MODEL)
    found = [e for e in opened if e.payload["kind"] == kind]
    if not found:
        return None
    newest = found[-1]
    return SavedModel(newest.id, newest.audience, newest.entered, from_plain(Model, newest.payload))


def standing_entries(acts: tuple[Act, ...]) -> frozenset[str]:
    """What an assumption may rest on: the acts and accounts of a record."""
    return frozenset(one for act in acts for one in (act.id, *(f.id for f in act.accounts)))


def grounds_of(at: At, saved: SavedModel | None) -> RecordView:
    """What the assumptions of a model rest on, as far as this seat's record holds it."""
    assumed = saved.model.assumptions if saved else ()
    return grounds(at, {one for a in assumed for one in a.rests_on})


def fallen(model: Model, acts: tuple[Act, ...]) -> tuple[Assumption, ...]:
    """The assumptions that rest on something this seat's record no longer holds."""
    standing = standing_entries(acts)
    return tuple(a for a in model.assumptions if not standing.issuperset(a.rests_on))
