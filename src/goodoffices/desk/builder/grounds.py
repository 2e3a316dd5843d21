"""What a model assumes, beside what it is about, and on which entries of the record it rests."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from goodoffices.desk.acts import act_address
from goodoffices.desk.builder.controls import RestLink, button_of
from goodoffices.desk.builder.state import NEW, REST
from goodoffices.record.date_words import in_words as date_in_words
from goodoffices.saying import say
from goodoffices.service.chronology import latest
from goodoffices.service.models import standing_entries
from goodoffices.service.record import around
from goodoffices.service.search import search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.desk.builder.controls import Button
    from goodoffices.desk.builder.state import State
    from goodoffices.record.acts import Act
    from goodoffices.record.models import Assumption
    from goodoffices.service.at import At
    from goodoffices.service.record import RecordView

__all__ = ["Ground", "RestLink", "RestPart", "Rests", "named_in", "rest_part"]

_MOST_ACTS = 30


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
    more: bool
    remove: str
    back: str


class Rests:
    """The assumptions of a model being built, each beside what it is about."""

    def __init__(self, state: State[Any], acts: tuple[Act, ...]) -> None:
        standing = standing_entries(acts)
        self._places = state.shop.places(state.draft)
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

    def button(self, state: State[Any], place: str, name: str) -> Button:
        value = f"go:{REST}.{NEW}.{place}"
        return button_of(state, value, "+", say("Say what is assumed about {name}", name=name))


def named_in(state: State[Any]) -> frozenset[str]:
    """The entries that the assumptions of a model being built name, or are about to."""
    typed = state.typed.get("ground", "").split()
    return frozenset(typed).union(*(one.rests_on for one in state.assumptions))


def rest_part(state: State[Any], at: At, record: RecordView, query: str) -> RestPart:
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
    acts = (act for act in _matching(at, query) if act.id not in taken)
    offered = list(islice(acts, _MOST_ACTS + 1))
    return RestPart(
        about=state.shop.in_words(state.draft, place),
        why=fault.typed if fault else shown.text if shown else "",
        fault=fault.line if fault else "",
        why_focus=state.focus == "why",
        found_focus=state.focus == "found",
        chosen=chosen,
        found=tuple(_of_act(at, act, chosen=False) for act in offered[:_MOST_ACTS]),
        query=query,
        more=len(offered) > _MOST_ACTS,
        remove=f"remove:{REST}.{number}" if shown else "",
        back=f"go:{state.shop.part_of(state.draft, place)}",
    )


def _matching(at: At, query: str) -> Iterator[Act]:
    """The acts found by the words, else all; the newest first."""
    if not query:
        return (met.act for met in latest(at))
    found = around(at, {hit.act for hit in search(at, query).hits})
    return reversed(found.acts)


def _ground(at: At, record: RecordView, entry: str) -> Ground:
    for act in record.acts:
        if act.id == entry:
            return _of_act(at, act, chosen=True)
        for filed in act.accounts:
            if filed.id == entry:
                said = filed.account.attribution or say("no source named")
                address = f"{act_address(at, act.id)}#account-{filed.id}"
                return Ground(
                    entry,
                    say("{title}, as told by {said}", title=act.title, said=said),
                    _when(act),
                    address,
                    True,
                )
    return Ground(entry, "", "", "", True)


def _of_act(at: At, act: Act, *, chosen: bool) -> Ground:
    return Ground(act.id, act.title, _when(act), act_address(at, act.id), chosen)


def _when(act: Act) -> str:
    return date_in_words(act.happened) if act.happened else ""
