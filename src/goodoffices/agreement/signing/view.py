"""What one viewer sees of an agreement (AG 6). Each piece has audiences; `access` decides.

    piece                              draft     from laying on        once concluded
    the agreement, its obligations     team      the bound, team       the same
    who has signed                               that party, team      the bound, team
    what is told of an obligation                                      its audience
    the outcome it stands for          team      team                  team

While an agreement that was laid is recalled, the parties do not see it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.agreement.signing.state import Paper, Phase
from goodoffices.record.audiences import TEAM, caucus
from goodoffices.talks.seeing import caucuses, sees

if TYPE_CHECKING:
    from goodoffices.access.viewers import Viewer

__all__ = ["view"]


def view(state: Paper, viewer: Viewer) -> Paper | None:
    """The agreement with what the viewer may see of it, None if nothing; O(all pieces)."""
    bound = caucuses(state.agreement.parties) if state.laid else ()
    if not sees(viewer, (TEAM, *bound)):
        return None
    every = state.phase is Phase.CONCLUDED
    return replace(
        state,
        signatures=tuple(
            one for one in state.signatures if every or sees(viewer, (caucus(one.party),))
        ),
        reports=tuple(one for one in state.reports if sees(viewer, (one.audience,))),
        outcome=state.outcome if sees(viewer, (TEAM,)) else "",
    )
