"""What the rooms of the two models share: the head of a model and what it assumes.

Not `models`: that name is loaded with Django itself, and each command would wait for the engines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from goodoffices.desk.acts import act_address
from goodoffices.desk.badges import Badge, badge
from goodoffices.desk.builder.conflict.places import CONFLICT
from goodoffices.desk.builder.negotiation.places import NEGOTIATION
from goodoffices.errors import InputError
from goodoffices.record.date_words import instant_in_words
from goodoffices.record.models import ModelKind

if TYPE_CHECKING:
    from goodoffices.desk.builder.state import Shop
    from goodoffices.record.models import Assumption
    from goodoffices.service.at import At
    from goodoffices.service.models import SavedModel
    from goodoffices.service.record import RecordView

__all__ = ["AssumptionLine", "Ground", "ModelHead", "assumptions", "head_of"]


_BUILT: dict[ModelKind, tuple[str, Shop[Any]]] = {
    ModelKind.CONFLICT: ("model-builder", CONFLICT),
    ModelKind.NEGOTIATION: ("negotiation-builder", NEGOTIATION),
}
"""Where a model of each kind is built, and by what."""


@dataclass(frozen=True, slots=True)
class ModelHead:
    title: str
    illustrative: bool
    badge: Badge
    saved: str


@dataclass(frozen=True, slots=True)
class Ground:
    """An entry of the record that an assumption rests on."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class AssumptionLine:
    """`gone` counts the entries it rested on that the record no longer holds."""

    place: str
    where: str
    """The place in words."""
    words: str
    grounds: tuple[Ground, ...]
    gone: int
    anchor: str
    change: str
    """Where it is changed."""


def head_of(at: At, saved: SavedModel) -> ModelHead:
    return ModelHead(
        title=saved.model.title,
        illustrative=saved.model.illustrative,
        badge=badge(at, saved.audience),
        saved=instant_in_words(saved.entered),
    )


def assumptions(
    at: At, record: RecordView, saved: SavedModel, fallen: tuple[Assumption, ...]
) -> tuple[AssumptionLine, ...]:
    """Each assumption with links to what it rests on; those that fell come first."""
    grounds = _grounds(at, record)
    route, shop = _BUILT[saved.model.kind]
    builder = reverse(route, args=[at.frame.slug])
    try:
        draft = shop.opened(saved.model.source)
    except InputError:
        draft = None
    found = []
    for number, one in enumerate(saved.model.assumptions):
        held = [grounds[entry] for entry in one.rests_on if entry in grounds]
        # an act and an account of it lead to the same page: once is enough
        by_title = {ground.title: ground for ground in reversed(held)}
        found.append(
            AssumptionLine(
                place=one.about,
                where=shop.in_words(draft, one.about) if draft else one.about,
                words=one.text,
                grounds=tuple(reversed(by_title.values())),
                gone=len(one.rests_on) - len(held) if one in fallen else 0,
                anchor=f"assumption-{number}",
                change=f"{builder}?part=rest.{number}",
            )
        )
    return tuple(sorted(found, key=lambda line: not line.gone))


def _grounds(at: At, record: RecordView) -> dict[str, Ground]:
    found = {}
    for act in record.acts:
        address = act_address(at, act.id)
        found[act.id] = Ground(address, act.title)
        for filed in act.accounts:
            found[filed.id] = Ground(f"{address}#account-{filed.id}", act.title)
    return found
