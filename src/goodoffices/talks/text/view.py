"""What one viewer sees of a text (TK 5). Each piece has audiences; `access` decides.

piece                                who sees it
clauses, versions since tabled       all parties, team
versions before, and where they      team
came from
a bracket                            its audience
a reservation                        its holder, team
a comment                            its audience
who has accepted                     that party, team; all once the clause is agreed
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.record.audiences import TEAM, caucus
from goodoffices.talks.seeing import caucuses, sees
from goodoffices.talks.text.state import Clause, ClausePhase, Text

if TYPE_CHECKING:
    from goodoffices.access.viewers import Viewer

__all__ = ["view"]


def view(state: Text, viewer: Viewer) -> Text | None:
    """The text with what the viewer may see in it, None if nothing; O(all pieces)."""
    tabled = caucuses(state.parties) if state.tabled else ()
    if not sees(viewer, (TEAM, *tabled)):
        return None
    clauses = state.clauses
    if not sees(viewer, (TEAM,)):
        clauses = tuple(_as_tabled(c) for c in clauses if c.shown_from < len(c.versions))
    return replace(state, clauses=tuple(_seen(clause, viewer) for clause in clauses))


def _as_tabled(clause: Clause) -> Clause:
    versions = clause.versions[clause.shown_from :]
    return replace(clause, versions=tuple(replace(v, proposal="") for v in versions), shown_from=0)


def _seen(clause: Clause, viewer: Viewer) -> Clause:
    agreed = clause.phase is ClausePhase.AGREED
    return replace(
        clause,
        brackets=tuple(b for b in clause.brackets if sees(viewer, (b.audience,))),
        reservations=tuple(r for r in clause.reservations if sees(viewer, (caucus(r.holder),))),
        comments=tuple(c for c in clause.comments if sees(viewer, (c.audience,))),
        accepted=tuple(p for p in clause.accepted if agreed or sees(viewer, (caucus(p),))),
    )
