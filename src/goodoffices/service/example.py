"""The example case: opened once, with somebody in each seat; and links for those who sit there."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.service.case_folder import import_case
from goodoffices.service.cases import give_seat, label_of, nothing_here, place_of_seat
from goodoffices.service.interests import declare_interests
from goodoffices.service.sign_in import find_or_create_person, make_link
from goodoffices.store.models import Case, Seat

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.service.at import At
    from goodoffices.service.world import World

__all__ = ["SeatLink", "links_for_seats", "open_example"]


@dataclass(frozen=True, slots=True)
class SeatLink:
    """A token that signs in once whoever has this seat."""

    seat: str
    token: str


@transaction.atomic
def open_example(world: World, folder: Path) -> At:
    """Open the case of the folder unless it is here already; the lead mediator's place in it.

    People with a seat: a lead mediator, a delegate of each party, an observer for each observer.
    """
    try:
        slug = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))["frame"]["slug"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            say("the example case does not open: {error}", error=error),
            where=str(folder / "case.toml"),
            remedy=say("Install Good Offices again"),
        ) from None
    if Case.objects.filter(slug=slug).exists():
        return place_of_seat(world, slug, SeatKind.LEAD)
    lead = import_case(world, folder, find_or_create_person(world, "lead"))
    for party in lead.frame.parties:
        give_seat(
            lead, find_or_create_person(world, f"delegate-{party.id}"), SeatKind.DELEGATE, party.id
        )
    for observer in lead.frame.observers:
        viewer = give_seat(
            lead,
            find_or_create_person(world, f"observer-{observer.id}"),
            SeatKind.OBSERVER,
            observer.id,
        )
        declare_interests(replace(lead, viewer=viewer), "", none=True)
    return lead


@transaction.atomic
def links_for_seats(at: At, hours: float) -> tuple[SeatLink, ...]:
    """A fresh link for each seat of the case, the lead mediator first; for the lead alone."""
    if at.viewer.kind is not SeatKind.LEAD:
        raise nothing_here()
    order = list(SeatKind)
    seats = Seat.objects.filter(case_id=at.case_id, left=None).select_related("person")
    return tuple(
        SeatLink(
            label_of(at.frame, Viewer(SeatKind(seat.kind), side=seat.side or None, seat=seat.id)),
            make_link(at.world, seat.person, hours),
        )
        for seat in sorted(seats, key=lambda s: (order.index(SeatKind(s.kind)), s.side))
    )
