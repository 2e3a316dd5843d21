"""How contacts with the parties are balanced (MT 5): a drawing and its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.document import Figure, Section
from goodoffices.charts.contacts import contacts_chart
from goodoffices.record.audiences import Audience
from goodoffices.record.contacts import balance_of
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.brief.view import View

__all__ = ["contact_balance"]


def contact_balance(view: View) -> Section | None:
    """For the mediator's team; None without a contact."""
    given = view.given
    if not Audience.parse(given.audience).inside_team:
        return None
    balance = balance_of(given.acts, given.frame, given.as_of)
    if not balance.contacts:
        return None
    drawn = Figure(contacts_chart(balance, given.frame))
    return Section("balance", say("Contacts with each party"), (drawn,))
