"""The addresses of the mediator's tools, below the overview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from goodoffices.desk.views.tools import (
    briefings,
    contacts,
    fundamentals,
    knowing,
    mediator,
    offers,
    positions,
    venues,
)

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = [
    path("offers/", offers.open_offers, name="open-offers"),
    path("venues/", venues.venues, name="venues"),
    path("positions/", positions.positions, name="positions"),
    path("positions/positions.svg", positions.positions_picture, name="positions-picture"),
    path("positions/numbers/", positions.positions_numbers, name="positions-picture-numbers"),
    path("mediator/", mediator.mediator, name="mediator"),
    path("mediator/declare/", mediator.declare_one, name="declare"),
    path("mediator/<str:declaration_id>/end/", mediator.end_declaration, name="end-declaration"),
    path("briefings/", briefings.briefings, name="briefings"),
    path("briefings/plan/", briefings.plan, name="plan-briefing"),
    path("briefings/<str:duty_id>/revise/", briefings.revise_plan, name="revise-briefing"),
    path("known/<str:side>/", knowing.known, name="known"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts/contacts.svg", contacts.contacts_picture, name="contacts-picture"),
    path("contacts/numbers/", contacts.contacts_numbers, name="contacts-picture-numbers"),
    path("fundamentals/", fundamentals.fundamentals, name="fundamentals"),
    path("fundamentals/pin/", fundamentals.pin, name="pin"),
    path("fundamentals/<str:pin_id>/take-down/", fundamentals.take_pin_down, name="take-pin-down"),
]
