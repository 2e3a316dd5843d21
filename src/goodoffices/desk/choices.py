"""Acts to choose from in a form: the latest that the seat sees, or those that hold some words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from goodoffices.record.date_words import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.record.acts import Act
    from goodoffices.service.record import RecordView

__all__ = ["FORM_STEPS", "act_choices"]

FORM_STEPS = frozenset({"rows", "look"})
"""Steps that change the form and save nothing: more rows, other acts to choose from."""
_MOST = 40
_WIDTH = 72


def act_choices(
    record: RecordView, own: Act | None, typed: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """Acts but the `own`, the latest first; with those already chosen.

    Where `typed` has words to look for, the acts that hold all of them come instead of the latest.
    """
    words = str(typed.get("link_find") or "").casefold().split()
    others = [act for act in reversed(record.acts) if own is None or act.id != own.id]
    found = [act for act in others if _holds(act, words)][:_MOST]
    ids = {act.id for act in found} | {str(value) for value in typed.values()}
    ids |= {link.act for link in own.links} if own else set()
    return [(act.id, _line(act)) for act in others if act.id in ids]


def _holds(act: Act, words: list[str]) -> bool:
    texts = [act.title, *(filed.account.claim.text for filed in act.accounts)] if words else []
    text = " ".join(texts).casefold()
    return all(word in text for word in words)


def _line(act: Act) -> str:
    day = in_words(act.happened) if act.happened else _("undated")
    line = f"{day}: {act.title}"
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"
