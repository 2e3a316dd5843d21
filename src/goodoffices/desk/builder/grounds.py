"""What a model assumes, beside what it is about, and on which entries of the record it rests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.conflict.draft import CONDITIONS, about
from goodoffices.desk.acts import act_address
from goodoffices.desk.builder.controls import button_of
from goodoffices.desk.builder.state import NEW, REST, SIDES, STATES, WANTS
from goodoffices.record.date_words import in_words as date_in_words
from goodoffices.service.models import standing_entries
from goodoffices.service.record import search

if TYPE_CHECKING:
    from goodoffices.conflict.draft import Draft
    from goodoffices.desk.builder.controls import Button
    from goodoffices.desk.builder.state import State
    from goodoffices.record.acts import Act
    from goodoffices.record.models import Assumption
    from goodoffices.service.at import At
    from goodoffices.service.record import RecordView

__all__ = ["Ground", "RestLink", "RestPart", "Rests", "part_of", "rest_part"]

_MOST_ACTS = 30


@dataclass(frozen=True, slots=True)
class RestLink:
    """An assumption beside what it is about; ``gone`` counts entries no longer in the record."""

    value: str
    words: str
    count: int
    gone: int
    focus: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """An entry that may be chosen."""

    id: str
    words: str
    when: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RestPart:
    about: str
    why: str
    fault: str
    why_focus: bool
    found_focus: bool
    chosen: tuple[Ground, ...]
    found: tuple[Ground, ...]
    query: str
    more: int
    remove: str
    back: str


class Rests:
    """The assumptions of a model being built, each beside what it is about."""

    def __init__(self, state: State, acts: tuple[Act, ...]) -> None:
        standing = standing_entries(acts)
        self._places = _places(state.draft)
        self._links: dict[str, list[RestLink]] = {}
        for number, one in enumerate(state.assumptions):
            value = f"go:{REST}.{number}"
            link = RestLink(
                value,
                one.text,
                len(one.rests_on),
                sum(entry not in standing for entry in one.rests_on),
                state.focus == value,
            )
            self._links.setdefault(one.about, []).append(link)

    def about(self, place: str) -> tuple[RestLink, ...]:
        return tuple(self._links.get(place, ()))

    def elsewhere(self) -> tuple[RestLink, ...]:
        """Those about something that has no place of its own in the builder."""
        return tuple(
            link
            for place, links in self._links.items()
            if place not in self._places
            for link in links
        )

    def button(self, state: State, place: str, name: str) -> Button:
        value = f"go:{REST}.{NEW}.{place}"
        return button_of(state, value, "+", f"Say what is assumed about {name}")


def _places(draft: Draft) -> frozenset[str]:
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


def rest_part(state: State, at: At, record: RecordView, query: str) -> RestPart:
    number, _, place = state.subject.partition(".")
    shown: Assumption | None = None
    if number != NEW:
        shown = state.assumptions[int(number)]
        place = shown.about
    fault = state.faults.get("why")
    rests_on = shown.rests_on if shown else ()
    if fault:
        rests_on = tuple(state.typed.get("ground", "").split())
    chosen = tuple(_ground(at, record, entry) for entry in rests_on)
    taken = {one.id for one in chosen}
    acts = _matching(at, record, query)
    offered = [act for act in acts if act.id not in taken]
    return RestPart(
        about=place_in_words(state.draft, place),
        why=fault.typed if fault else shown.text if shown else "",
        fault=fault.line if fault else "",
        why_focus=state.focus == "why",
        found_focus=state.focus == "found",
        chosen=chosen,
        found=tuple(_of_act(at, act, chosen=False) for act in offered[:_MOST_ACTS]),
        query=query,
        more=max(0, len(offered) - _MOST_ACTS),
        remove=f"remove:{REST}.{number}" if shown else "",
        back=f"go:{part_of(state.draft, place)}",
    )


def _matching(at: At, record: RecordView, query: str) -> list[Act]:
    """The acts found by the words, else all; the newest first."""
    acts = list(reversed(record.acts))
    if not query:
        return acts
    hits = {hit.act for hit in search(at, query)}
    return [act for act in acts if act.id in hits]


def _ground(at: At, record: RecordView, entry: str) -> Ground:
    for act in record.acts:
        if act.id == entry:
            return _of_act(at, act, chosen=True)
        for filed in act.accounts:
            if filed.id == entry:
                said = filed.account.attribution or "no source named"
                address = f"{act_address(at, act.id)}#account-{filed.id}"
                return Ground(entry, f"{act.title}, as told by {said}", _when(act), address, True)
    return Ground(entry, "", "", "", True)


def _of_act(at: At, act: Act, *, chosen: bool) -> Ground:
    return Ground(act.id, act.title, _when(act), act_address(at, act.id), chosen)


def _when(act: Act) -> str:
    return date_in_words(act.happened) if act.happened else ""


def part_of(draft: Draft, place: str) -> str:
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
        return f"What {names[own]} wants: {part}" if part else f"What {names[own]} wants"
    titles = {"infeasible": "What cannot be", "coalesce": "What makes everything else the same"}
    if kind in titles:
        return f"{titles[kind]}: {rest}" if rest else titles[kind]
    return place
