"""The places of a model that something can be assumed about: in words, and where they are shown."""

from __future__ import annotations

from goodoffices.conflict.draft import CONDITIONS, Draft, about
from goodoffices.saying import Names, mark, say

__all__ = [
    "CONDITION_NAMES",
    "CONFLICT",
    "SIDES",
    "STATES",
    "WANTS",
    "ConflictShop",
    "place_in_words",
]

SIDES, STATES, WANTS = "sides", "states", "wants"

CONDITION_NAMES = Names(
    {
        "infeasible": mark("What cannot be"),
        "coalesce": mark("What makes everything else the same"),
    }
)


def _every_place(draft: Draft) -> frozenset[str]:
    found = set(CONDITIONS)
    for maker in draft.makers:
        found |= {about(("decision_makers", maker.id)), about(("preferences", maker.id))}
        found |= {
            about(("decision_makers", maker.id, "options", option.id)) for option in maker.options
        }
        found |= {
            about(("preferences", maker.id, "priorities", text))
            for rank in draft.ranks(maker.id)
            for text in rank
        }
    found |= {about((key, text)) for key in CONDITIONS for text in draft.conditions(key)}
    return frozenset(found)


def _part_of(draft: Draft, place: str) -> str:
    kind, _, rest = place.partition(".")
    if kind in CONDITIONS:
        return STATES
    if kind == "preferences":
        owner = next((m.id for m in draft.makers if m.id == rest.partition(".")[0]), "")
        return f"{WANTS}.{owner}" if owner else SIDES
    return SIDES


def place_in_words(draft: Draft, place: str) -> str:
    """`Russia: Widen the attack` for a place in the file; the place itself if it is not known."""
    kind, _, rest = place.partition(".")
    own, _, part = rest.partition(".")
    names = {maker.id: maker.name for maker in draft.makers}
    if kind == "decision_makers" and own in names:
        return f"{names[own]}: {draft.names.get(part, part)}" if part else names[own]
    if kind == "preferences" and own in names:
        return (
            say("Preferences of {names}: {part}", names=names[own], part=part)
            if part
            else say("Preferences of {names}", names=names[own])
        )
    if kind in CONDITION_NAMES:
        return f"{CONDITION_NAMES[kind]}: {rest}" if rest else CONDITION_NAMES[kind]
    return place


class ConflictShop:
    """How the model of a conflict is built: its parts and its places."""

    first = SIDES

    def opened(self, text: str) -> Draft:
        return Draft.opened(text)

    def has(self, draft: Draft, kind: str, subject: str) -> bool:
        if kind == WANTS:
            return subject in {maker.id for maker in draft.makers}
        return kind in {SIDES, STATES}

    def places(self, draft: Draft) -> frozenset[str]:
        return _every_place(draft)

    def part_of(self, draft: Draft, place: str) -> str:
        return _part_of(draft, place)

    def in_words(self, draft: Draft, place: str) -> str:
        return place_in_words(draft, place)


CONFLICT = ConflictShop()
