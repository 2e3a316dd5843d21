"""All that is entered about one act, read at once for what asks of it part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.store import queries
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = ["about"]

_OF_AN_ACT = (Genre.ACCOUNT, Genre.WITHDRAWAL, Genre.ATTACHMENT, Genre.TAG)


def about(at: At, act_id: str) -> tuple[Opened, ...]:
    """Accounts, withdrawals, files and tags of an act that this seat may see, in their order."""
    return queries.entries(at.viewer, at.case_id, at.world.keys, *_OF_AN_ACT, subject=act_id)
