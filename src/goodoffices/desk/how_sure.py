"""How sure the equilibria are: what is uncertain, and in what share of worlds they hold.

A page looks at as many worlds as it can in a few seconds, by the size of the model alone, so that
the same address gives the same numbers on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from goodoffices.charts.robustness import percent, surest
from goodoffices.conflict.fields import shown
from goodoffices.conflict.reordering import Kind, orders_of
from goodoffices.conflict.words import listing, statement_in_words
from goodoffices.desk.questions import Choice
from goodoffices.desk.states import CONCEPTS, StateLink, link_to
from goodoffices.errors import InputError
from goodoffices.saying import listed, say, say_counted
from goodoffices.stability.robust import Doubts, Worlds, robust

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from goodoffices.conflict import Conflict
    from goodoffices.stability.robust import Influence, RobustResult

__all__ = ["Asked", "HowSure", "Sure", "asked", "how_sure", "sure"]

_MICROSECONDS = 2_000_000
_A_WORLD, _A_STATE = 1_600, 1
_MOST_WORLDS, _FEWEST_WORLDS = 1_000, 20
_MOST_LISTED = 14
_NOISES = {"": "none", "0.1": "10%", "0.2": "20%", "0.5": "50%"}
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address takes to be uncertain; `query` asks for the same again."""

    doubts: Doubts
    query: str
    refused: str

    @property
    def command(self) -> str:
        """What asks the same on the command line, with more worlds."""
        spans = [("--vary", self.doubts.levels), ("--permute", self.doubts.statements)]
        parts = [
            f"{option} {name}:{span[0]}-{span[1]}"
            for option, named in spans
            for name, span in named.items()
            if span
        ]
        noise = [f"--noise {self.doubts.noise:g}"] if self.doubts.noise else []
        return " ".join(["goodoffices robust MODEL --samples 10000", *parts, *noise])


@dataclass(frozen=True, slots=True)
class Open:
    """One decision maker's order, and the range of it whose places are open."""

    id: str
    name: str
    by_levels: bool
    items: tuple[str, ...]
    hidden: int
    count: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Share:
    words: str
    between: str


@dataclass(frozen=True, slots=True)
class StateShares:
    state: StateLink
    is_today: bool
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Matters:
    """On which comparison the share of a state hangs most."""

    concept: str
    whether: str
    state: StateLink
    share_if: str
    share_if_not: str


@dataclass(frozen=True, slots=True)
class Sure:
    worlds: str
    exact: bool
    concepts: tuple[str, ...]
    surest: str
    """In what share of worlds the first of the rows holds, by concept, in words."""
    rows: tuple[StateShares, ...]
    left_out: int
    most: Matters | None
    matters: tuple[Matters, ...]


@dataclass(frozen=True, slots=True)
class HowSure:
    refused: str
    unknown: int
    opens: tuple[Open, ...]
    noises: tuple[Choice, ...]
    everything: str
    command: str
    too_long: bool
    sure: Sure | None


def asked(get: QueryDict, model: Conflict) -> Asked:
    """Read what is taken to be uncertain: places from and to, counted from 1, and noise."""
    spans: dict[Kind, dict[str, tuple[int, int] | None]] = {kind: {} for kind in Kind}
    query, refused = [], ""
    for name, order in orders_of(model).items():
        first, last = get.get(f"from.{name}", "").strip(), get.get(f"to.{name}", "").strip()
        if not first and not last:
            continue
        try:
            span = _span(first or "1", last or str(len(order.items)), len(order.items))
        except InputError as error:
            refused = f"{model.decision_maker(name).name}: {error}"
            continue
        spans[order.kind][name] = span
        query += [(f"from.{name}", str(span[0] + 1)), (f"to.{name}", str(span[1]))]
    noise = get.get("noise", "")
    if noise in _NOISES and noise:
        query.append(("noise", noise))
    doubts = Doubts(
        spans[Kind.LEVELS],
        spans[Kind.STATEMENTS],
        float(noise) if noise in _NOISES and noise else 0,
    )
    return Asked(doubts, urlencode(query), refused)


def _span(first: str, last: str, length: int) -> tuple[int, int]:
    if not all(t.isascii() and t.isdecimal() and len(t) <= _DIGITS for t in (first, last)):
        raise InputError(
            say("{first} to {last} are no places", first=shown(first), last=shown(last))
        )
    start, end = int(first) - 1, int(last)
    if not 0 <= start < end - 1 or end > length:
        raise InputError(
            say(
                "there is nothing to change from place {first} to place {last}",
                first=first,
                last=last,
            ),
            remedy=say("Name two places from 1 to {length}.", length=length),
        )
    return start, end


def sure(model: Conflict, question: Asked) -> RobustResult | None:
    """Look at as many worlds as a page may; None where those would be too few to tell."""
    worlds = Worlds(model, question.doubts)
    makers = len(model.decision_makers)
    # comparisons that are stated singly are answered state by state, each a sweep of its own
    single = sum(2 * len(model.preferences[m.id].stated) for m in model.decision_makers)
    cost = _A_WORLD + _A_STATE * len(model.states) * makers * (1 + single)
    samples = min(_MOST_WORLDS, _MICROSECONDS // cost)
    if samples < _FEWEST_WORLDS and (worlds.count is None or worlds.count > samples):
        return None
    return robust(model, samples, doubts=question.doubts, workers=1)


def how_sure(model: Conflict, question: Asked) -> HowSure:
    unknown = sum(len(model.preferences[m.id].unknown) for m in model.decision_makers)
    doubts = question.doubts
    anything = bool(unknown or doubts.levels or doubts.statements or _noisy(model, doubts))
    result = sure(model, question) if anything else None
    return HowSure(
        refused=question.refused,
        unknown=unknown,
        opens=tuple(_opens(model, question)),
        noises=tuple(
            Choice(value, words, value == (f"{doubts.noise:g}" if doubts.noise else ""))
            for value, words in _NOISES.items()
        )
        if any("weights" in model.preferences[m.id].written for m in model.decision_makers)
        else (),
        everything=_everything(model),
        command=question.command,
        too_long=anything and result is None,
        sure=_told(result) if result else None,
    )


def _noisy(model: Conflict, doubts: Doubts) -> bool:
    written = (model.preferences[m.id].written for m in model.decision_makers)
    return bool(doubts.noise) and any("weights" in one for one in written)


def _everything(model: Conflict) -> str:
    """Ask with the statements of everybody in any order."""
    parts = []
    for name, order in orders_of(model).items():
        if order.kind is Kind.STATEMENTS and len(order.items) > 1:
            parts += [(f"from.{name}", "1"), (f"to.{name}", str(len(order.items)))]
    return urlencode(parts)


def _opens(model: Conflict, question: Asked) -> list[Open]:
    names = {option.id: option.name for option in model.options}
    found = []
    for name, order in orders_of(model).items():
        count = len(order.items)
        if count < 2:  # noqa: PLR2004 - places change between two at least
            continue
        by_levels = order.kind is Kind.LEVELS
        doubts = question.doubts
        span = (doubts.levels if by_levels else doubts.statements).get(name)
        found.append(
            Open(
                id=name,
                name=model.decision_maker(name).name,
                by_levels=by_levels,
                items=() if by_levels else _statements(model, name, names),
                hidden=0 if by_levels else max(0, count - _MOST_LISTED),
                count=count,
                first=str(span[0] + 1) if span else "",
                last=str(span[1]) if span else "",
            )
        )
    return found


def _statements(model: Conflict, name: str, names: Mapping[str, str]) -> tuple[str, ...]:
    written = model.preferences[name].written.get("priorities", ())
    listed = written if isinstance(written, (list, tuple)) else ()
    return tuple(statement_in_words(one, names) for one in listed[:_MOST_LISTED])


def _told(result: RobustResult) -> Sure:
    model = result.conflict
    states = surest(result)
    held = {s for concept in result.concepts for s in result.ordered(concept)}
    matters = [
        _matters(result, concept, one)
        for concept, one in result.matters_most.items()
        if one is not None
    ]
    changes = [one.change for one in result.matters_most.values() if one is not None]
    return Sure(
        worlds=f"{result.samples:,}",
        exact=result.exact,
        concepts=tuple(CONCEPTS[name].short for name in result.concepts),
        surest=_by_concept(result, states[0]) if states else "",
        rows=tuple(
            StateShares(
                link_to(model, state),
                state == model.status_quo,
                tuple(_share(result, concept, state) for concept in result.concepts),
            )
            for state in states
        ),
        left_out=len(held) - len(states),
        most=matters[changes.index(max(changes))] if matters else None,
        matters=tuple(matters),
    )


def _share(result: RobustResult, concept: str, state: int) -> Share:
    share = result.share(concept, state)
    low, high = result.interval(concept, state)
    between = (
        say("{low} to {high}", low=percent(low), high=percent(high)) if high > low and share else ""
    )
    return Share(percent(share) if share else say("never"), between)


def _by_concept(result: RobustResult, state: int) -> str:
    """``all of them under GMR and SMR, in 47% under Nash``; concepts of one share together."""
    shares: dict[str, list[str]] = {}
    for concept in result.concepts:
        share = result.share(concept, state)
        words = say("all of them") if share == 1 else percent(share) if share else "none"
        shares.setdefault(words, []).append(CONCEPTS[concept].short)
    if len(shares) == 1:
        return say("{shares} under every concept", shares=next(iter(shares)))
    return listing([f"{words} under {listing(names)}" for words, names in shares.items()])


def _of_worlds(share: float) -> str:
    if share in {0, 1}:
        return say("all worlds") if share else say("no world")
    return say("{share} of the worlds", share=percent(share))


def _matters(result: RobustResult, concept: str, one: Influence) -> Matters:
    return Matters(
        concept=CONCEPTS[concept].short,
        whether=_whether(result.conflict, one),
        state=link_to(result.conflict, one.state),
        share_if=_of_worlds(one.share_if),
        share_if_not=_of_worlds(one.share_if_not),
    )


def _whether(model: Conflict, one: Influence) -> str:
    """The comparison in words: ``Ukraine sets “X” above “Y”``."""
    doubt = one.doubt
    who = model.decision_maker(doubt.decision_maker).name
    names = {option.id: option.name for option in model.options}
    if doubt.kind == "weight":
        return say(
            "{who} cares more about “{names}” than is assumed", who=who, names=names[doubt.first]
        )
    if doubt.kind == "statement":
        first, second = (statement_in_words(t, names) for t in (doubt.first, doubt.second))
        return say("{who} sets {first} above {second}", who=who, first=first, second=second)
    first, second = (_state_numbers(model, text) for text in (doubt.first, doubt.second))
    return say("{who} prefers {first} to {second}", who=who, first=first, second=second)


def _state_numbers(model: Conflict, text: str) -> str:
    labels = text.split(" = ")
    numbers = [str(model.find(label)) for label in labels[:3]]
    more = say(" and {count} more", count=len(labels) - 3) if len(labels) > len(numbers) else ""
    return say_counted(
        "state {states}{more}",
        "states {states}{more}",
        len(labels),
        states=listed(numbers),
        more=more,
    )
