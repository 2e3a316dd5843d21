"""Step: the people of the report, each with full name, role and state as the report gives them.

Names are merged by their last word; titles before a name, appositions beside it and `of`-phrases
after it give role and state. O(tokens).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from goodoffices.reading.model import Party
from goodoffices.reading.person_roles import better, described
from goodoffices.reading.personal_names import personal_names, spelled

if TYPE_CHECKING:
    from goodoffices.reading.work import Work
    from goodoffices.record.vocabulary import Role

SURNAME = 5
LONG_SURNAME = 8


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where a person is named: token range, head token, and where in the text."""

    paragraph: int
    first: int
    head: int
    start: int
    person: int


@dataclass(frozen=True, slots=True)
class Cast:
    people: tuple[Party, ...]
    sightings: tuple[Sighting, ...]

    def at(self, paragraph: int, token: int) -> Party | None:
        for seen in self.sightings:
            if seen.paragraph == paragraph and seen.first <= token <= seen.head:
                return self.people[seen.person]
        return None

    def by_last_name(self, name: str) -> Party | None:
        last = name.lower().removesuffix("'s").split()[-1:] or [""]
        for person in self.people:
            if person.name.lower().split()[-1] == last[0]:
                return person
        return None


def misspelt(one: str, other: str) -> bool:
    """Two spellings of one surname: a letter of five or more differs, two of eight or more."""
    longest = max(len(one), len(other))
    if longest < SURNAME or one[:1] != other[:1] or abs(len(one) - len(other)) > 1:
        return False
    matched = sum(block.size for block in SequenceMatcher(None, one, other).get_matching_blocks())
    return longest - matched <= (1 if longest < LONG_SURNAME else 2)


def gather_cast(work: Work) -> Work:
    names: list[str] = []
    roles: list[tuple[Role, str | None]] = []
    sightings: list[Sighting] = []
    for number, tree in (*work.trees.items(), *work.asides.items()):
        for first, last in personal_names(work.gazetteer, tree):
            name = spelled(tree, first, last)
            role, state = described(work.gazetteer, tree, first, last)
            k = _same(names, name)
            if k is None:
                names.append(name)
                roles.append((role, state))
                k = len(names) - 1
            else:
                names[k] = max(names[k], name, key=lambda text: len(text.split()))
                roles[k] = better(roles[k], (role, state))
            sightings.append(Sighting(number, first, last, tree[first].start, k))
    people = tuple(
        Party(name, role, state) for name, (role, state) in zip(names, roles, strict=True)
    )
    return replace(work, cast=Cast(people, tuple(sightings)))


def _same(names: list[str], name: str) -> int | None:
    words = name.lower().split()
    for k, known in enumerate(names):
        other = known.lower().split()
        if other[-1] == words[-1] and (
            len(other) == 1 or len(words) == 1 or set(words) & set(other[:-1])
        ):
            return k
        if len(words) > 2 and words[:-1] == other[:-1] and words[-1][:2] == other[-1][:2]:  # noqa: PLR2004  a spelling of one long name
            return k
        if len(words) == 1 and (words[0] in other or misspelt(words[0], other[-1])):
            return k
    return None
