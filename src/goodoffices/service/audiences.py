"""Whether something may be written for an audience at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.access.acting import may_write_for
from goodoffices.access.decisions import may_see
from goodoffices.errors import InputError
from goodoffices.record.audiences import LEAD_ALONE
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.record.audiences import Audience
    from goodoffices.service.at import At

__all__ = ["check_audience"]


def check_audience(at: At, audience: Audience) -> None:
    """Whether the audience names sides of this case, and the writer is among its readers."""
    sides = {p.id for p in at.frame.parties}
    if audience.party is not None and audience.party not in sides:
        raise InputError(
            say("the case has no party '{party}'", party=audience.party), where="audience"
        )
    unknown = sorted(audience.observers - {o.id for o in at.frame.observers})
    if unknown:
        raise InputError(
            say("the case has no observer '{unknown}'", unknown=unknown[0]), where="audience"
        )
    if not may_see(at.viewer, audience):
        raise InputError(
            say("this seat is not among the readers of '{key}'", key=audience.key), where="audience"
        )
    if not may_write_for(at.viewer, audience):
        raise InputError(
            say("this seat does not write for '{key}'", key=audience.key),
            where="audience",
            remedy=say("Write it for the team, and ask the lead mediator to release it"),
        )
    if not audience.groups <= {g.id for g in at.groups} | LEAD_ALONE.groups:
        raise InputError(say("the case has no such group"), where="audience")
