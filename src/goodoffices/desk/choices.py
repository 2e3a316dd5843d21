"""Acts to choose from in a form: the latest that the seat sees, or those that hold some words."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from goodoffices.record.date_words import in_words
from goodoffices.saying import runs_left_to_right, speaker
from goodoffices.service.chronology import latest
from goodoffices.service.record import around
from goodoffices.service.search import search

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.record.acts import Act
    from goodoffices.service.at import At

__all__ = ["FORM_STEPS", "act_choices", "facing"]

FORM_STEPS = frozenset({"rows", "look"})
"""Steps that change the form and save nothing: more rows, other acts to choose from."""
_MOST = 40
_PASSED = 3 * _MOST
"""Accounts passed at first for the latest acts: as many as they may have."""
_WIDTH = 72
_ID = re.compile(r"[0-9a-f]{32}\Z")


def act_choices(at: At, own: Act | None, typed: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Acts but the `own`, the latest first; with those already chosen.

    Where `typed` has words to look for, the acts that hold all of them come instead of the latest.
    """
    found = _holding(at, typed["link_find"]) if typed.get("link_find") else _latest(at)
    chosen = {str(value) for value in typed.values() if _ID.match(str(value))}
    chosen |= {link.act for link in own.links} if own else set()
    shown = {act.id for act in found}
    rest = around(at, chosen - shown).acts
    every = sorted((*found, *rest), key=lambda act: act.place, reverse=True)
    return [(act.id, _line(act)) for act in every if own is None or act.id != own.id]


def facing(acts: Sequence[tuple[str, str]]) -> dict[str, str]:
    """How a list of acts runs: closed, it shows where its line begins, and so must a title."""
    turned = speaker().direction == "rtl" and any(runs_left_to_right(line) for _, line in acts)
    return {"dir": "ltr"} if turned else {}


def _latest(at: At) -> tuple[Act, ...]:
    return tuple(met.act for met in islice(latest(at, most=_PASSED), _MOST))


def _holding(at: At, words: str) -> tuple[Act, ...]:
    return around(at, {hit.act for hit in search(at, words, most=_MOST).hits}).acts


def _line(act: Act) -> str:
    day = in_words(act.happened) if act.happened else _("undated")
    line = f"{_kept_together(day)}: {act.title}"
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"


def _kept_together(day: str) -> str:
    """A day isolated, so that its figures stay with its month in a line of either direction."""
    return f"\u2068{day}\u2069" if speaker().direction == "rtl" else day
