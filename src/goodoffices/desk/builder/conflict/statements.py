"""A statement over options: in words, and the field for one more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.conflict.composing import JOINERS
from goodoffices.conflict.words import statement_in_words
from goodoffices.desk.builder.controls import (
    Composer,
    composer_of,
)
from goodoffices.desk.questions import Choice
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.conflict.draft import Draft
    from goodoffices.desk.builder.state import State

__all__ = ["composer", "words"]


def words(draft: Draft, text: str) -> str:
    return statement_in_words(text, draft.names, [option.id for option in draft.options])


def composer(state: State[Draft], key: str, label: str) -> Composer:
    draft = state.draft
    owned = tuple(
        (maker.name, tuple(Choice(o.id, o.name, False) for o in maker.options))
        for maker in draft.makers
        if maker.options
    )
    return composer_of(
        state,
        key,
        label,
        lambda text: words(draft, text),
        tuple(Choice(sign, words, False) for sign, words in JOINERS.items()),
        owned,
        (say("choose an option"), say("is taken"), say("is not taken")),
    )
