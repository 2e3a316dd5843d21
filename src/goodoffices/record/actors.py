"""People and bodies as accounts name them, and which names are of the same one.

A name is an actor until somebody says that two names are the same; such a decision stands until
a later one on the same two names undoes it. Names that decisions connect are one actor, known by
the name that is used most. Only names that occur in the accounts at hand are shown, so that a
reader learns no name from a decision alone.

Proposals are computed and never stored: the words of one name are all among those of the other
(`Bennett`, `Naftali Bennett`), neither is the name of a side, their sides do not contradict each
other, and nobody has decided about them yet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.record.vocabulary import Role
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from goodoffices.record.accounts import Carrier, Mention
    from goodoffices.record.acts import Act

__all__ = [
    "Actor",
    "Proposal",
    "Sameness",
    "actors_of",
    "folded_name",
    "names_together",
    "proposals",
]


def folded_name(name: str) -> str:
    """A name in whatever case and spacing; what names are compared by."""
    return " ".join(name.casefold().split())


@dataclass(frozen=True, slots=True)
class Sameness:
    """A person's decision on whether two names are of one actor."""

    one: str
    other: str
    same: bool = True

    def __post_init__(self) -> None:
        if not self.one.strip() or not self.other.strip():
            raise InputError(say("a name is empty"), where="names")
        if folded_name(self.one) == folded_name(self.other):
            raise InputError(
                say("these are one name already"), where="names", remedy=say("Name two")
            )

    @property
    def pair(self) -> frozenset[str]:
        """The two names, however they are written and in whichever order."""
        return frozenset({folded_name(self.one), folded_name(self.other)})


@dataclass(frozen=True, slots=True)
class Actor:
    """`names` as they are written, the most used first; acts are ids in the order of the acts."""

    names: tuple[str, ...]
    roles: tuple[Role, ...]
    sides: tuple[str, ...]
    did: tuple[str, ...]
    received: tuple[str, ...]
    told: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.names[0]

    def is_known_as(self, name: str) -> bool:
        return folded_name(name) in map(folded_name, self.names)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two actors that may be one."""

    one: Actor
    other: Actor


@dataclass(slots=True)
class _Found:
    """What was gathered of a group of names."""

    names: Counter[str] = field(default_factory=Counter)
    roles: dict[Role, None] = field(default_factory=dict)
    sides: dict[str, None] = field(default_factory=dict)
    did: dict[str, None] = field(default_factory=dict)
    received: dict[str, None] = field(default_factory=dict)
    told: dict[str, None] = field(default_factory=dict)

    def add(self, one: Mention | Carrier) -> None:
        self.names[" ".join(one.name.split())] += 1
        if one.role is not Role.OTHER:
            self.roles[one.role] = None
        if one.state:
            self.sides[one.state] = None


def actors_of(acts: Iterable[Act], decisions: Iterable[Sameness] = ()) -> tuple[Actor, ...]:
    """Everybody whom the accounts of these acts name, by name. Unnamed sources are nobody.

    `decisions` come in the order in which they were made. Linear but for the sort.
    """
    heads = _Heads(decisions)
    found: dict[str, _Found] = defaultdict(_Found)
    for act in acts:
        for filed in act.accounts:
            for one, part in _named(filed.account.actors, filed.account.targets):
                group = found[heads.of(folded_name(one.name))]
                group.add(one)
                (group.did if part == "did" else group.received)[act.id] = None
            for carrier in filed.account.chain:
                if not carrier.anonymous:
                    group = found[heads.of(folded_name(carrier.name))]
                    group.add(carrier)
                    group.told[act.id] = None
    return tuple(sorted(map(_actor, found.values()), key=lambda a: folded_name(a.name)))


def _named(actors: Sequence[Mention], targets: Sequence[Mention]) -> Iterator[tuple[Mention, str]]:
    yield from ((one, "did") for one in actors)
    yield from ((one, "received") for one in targets)


def _actor(found: _Found) -> Actor:
    spelt: dict[str, tuple[int, str]] = {}
    for name, times in found.names.items():
        # one spelling of each name: that which is used most
        best = spelt.get(folded_name(name), (0, ""))
        spelt[folded_name(name)] = max(best, (times, name))
    total: Counter[str] = Counter()
    for name, times in found.names.items():
        total[folded_name(name)] += times
    order = sorted(spelt, key=lambda name: (-total[name], -len(name), name))
    names = tuple(spelt[name][1] for name in order)
    return Actor(
        names=names,
        roles=tuple(found.roles),
        sides=tuple(found.sides),
        did=tuple(found.did),
        received=tuple(found.received),
        told=tuple(found.told),
    )


class _Heads:
    """Names that decisions connect, each with one name that stands for its group."""

    def __init__(self, decisions: Iterable[Sameness]) -> None:
        latest = {decision.pair: decision.same for decision in decisions}
        self._above: dict[str, str] = {}
        for pair, same in latest.items():
            if same:
                one, other = sorted(pair)
                self._above[self.of(one)] = self.of(other)

    def of(self, name: str) -> str:
        while self._above.get(name, name) != name:
            name = self._above[name]
        return name


def names_together(name: str, decisions: Iterable[Sameness]) -> frozenset[str]:
    """The folded names that decisions connect with this one, itself among them."""
    made = tuple(decisions)
    heads = _Heads(made)
    every = {folded_name(name), *(n for decision in made for n in decision.pair)}
    head = heads.of(folded_name(name))
    return frozenset(one for one in every if heads.of(one) == head)


def proposals(actors: Sequence[Actor], decisions: Iterable[Sameness] = ()) -> tuple[Proposal, ...]:
    """Pairs that may be one, in the order of `actors`; nothing that was decided already."""
    decided = {decision.pair for decision in decisions}
    sides = {folded_name(side) for actor in actors for side in actor.sides}
    people = [actor for actor in actors if folded_name(actor.name) not in sides]
    holders: dict[str, set[int]] = defaultdict(set)
    for place, actor in enumerate(people):
        for word in folded_name(actor.name).split():
            holders[word].add(place)
    found = []
    for place, actor in enumerate(people):
        words = folded_name(actor.name).split()
        longer = set.intersection(*(holders[word] for word in words)) - {place}
        found += [
            Proposal(actor, people[other])
            for other in sorted(longer)
            if frozenset({folded_name(actor.name), folded_name(people[other].name)}) not in decided
            and _sides_agree(actor, people[other])
        ]
    return tuple(found)


def _sides_agree(one: Actor, other: Actor) -> bool:
    a, b = ({folded_name(side) for side in actor.sides} for actor in (one, other))
    return not a or not b or bool(a & b)
