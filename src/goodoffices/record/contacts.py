"""Contacts of the mediator with the parties, and how they are balanced. Definitions MT 5, MT 6."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.record.accounts import LinkKind, Mention, Stance
from goodoffices.record.days import day_of, in_order, took_place
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodoffices.record.acts import Act
    from goodoffices.record.frame import Frame, Side

__all__ = [
    "Balance",
    "Contact",
    "Draft",
    "Means",
    "balance_of",
    "contacts",
    "drafts",
    "mentions_of",
]


class Means(StrEnum):
    MEETING = "meeting"
    CALL = "call"
    LETTER = "letter"
    BRIEFING = "briefing"


_BY_KIND = {
    ActKind.MEET: Means.MEETING,
    ActKind.VISIT: Means.MEETING,
    ActKind.NEGOTIATE: Means.MEETING,
    ActKind.MEDIATE: Means.MEETING,
    ActKind.PHONE_CALL: Means.CALL,
    ActKind.BRIEF_THIRD_PARTY: Means.BRIEFING,
}
CONTACT_KINDS = frozenset({*_BY_KIND, ActKind.PROPOSE})
"""Kinds on which the balance rests; besides these, any act that was said through a channel."""
_LETTERS = frozenset({"letter", "note", "note verbale", "e-mail", "email", "mail", "message"})
_SPOKEN = {
    "meeting": Means.MEETING,
    "in person": Means.MEETING,
    "telephone": Means.CALL,
    "phone": Means.CALL,
    "call": Means.CALL,
}


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact with one party; `month` is its first day, None where it cannot be told."""

    act: str
    party: str
    means: Means
    day: date | None
    month: date | None
    venue: str | None
    contested: bool


def mentions_of(act: Act) -> tuple[Mention, ...]:
    """Whom the accounts that do not deny it name among actors and targets."""
    told = (f.account for f in act.accounts if f.account.stance is not Stance.DENIES)
    return tuple(mention for a in told for mention in (*a.actors, *a.targets))


def contacts(acts: Sequence[Act], frame: Frame, on: date) -> tuple[Contact, ...]:
    """Contacts with each party by the day `on`, in order. Linear, but for the sort."""
    with_whom = {
        act.id: parties for act in acts if took_place(act, on) and (parties := _parties(act, frame))
    }
    talked = [act for act in acts if act.id in with_whom]
    by_itself = {act.id: found for act in talked if (found := _means(act))}
    means = dict(by_itself)
    for act in talked:
        spoken = _SPOKEN.get(_channel(act))
        # what was said in a call is not a second call
        part_of_one = any(other in by_itself for other in act.linked(LinkKind.FOLLOWS))
        if spoken and act.id not in means and not part_of_one:
            means[act.id] = spoken
    return tuple(
        Contact(
            act=act.id,
            party=party.id,
            means=means[act.id],
            day=day_of(act),
            month=_month(act),
            venue=_venue(act),
            contested=bool(act.contested),
        )
        for act in sorted((a for a in talked if a.id in means), key=in_order)
        for party in with_whom[act.id]
    )


def _parties(act: Act, frame: Frame) -> tuple[Side, ...]:
    """The parties it is a contact with; none where the mediator has no part in it."""
    named = {side.id for m in mentions_of(act) if (side := frame.side_of(m))}
    if frame.mediator.id not in named:
        return ()
    return tuple(party for party in frame.parties if party.id in named)


def _means(act: Act) -> Means | None:
    """What it is by its kind or as a letter."""
    return _BY_KIND.get(act.kind) or (Means.LETTER if _channel(act) in _LETTERS else None)


def _channel(act: Act) -> str:
    return (act.leading.channel or "").casefold().strip()


def _venue(act: Act) -> str | None:
    return next((f.account.venue for f in act.accounts if f.account.venue), None)


def _month(act: Act) -> date | None:
    start, end = act.happened.bounds if act.happened else (None, None)
    if start is None or end is None or (start.year, start.month) != (end.year, end.month):
        return None
    return start.replace(day=1)


@dataclass(frozen=True, slots=True)
class Balance:
    """Contacts by party, month and means. Nothing is weighed."""

    parties: tuple[str, ...]
    contacts: tuple[Contact, ...]
    drafts: tuple[Draft, ...]

    @property
    def months(self) -> tuple[date | None, ...]:
        """Months with a contact, oldest first; None, where the month is not known, last."""
        found = {contact.month for contact in self.contacts}
        return tuple(sorted(found, key=lambda month: (month is None, month or date.min)))

    def count(self, party: str, means: Means, month: date | None = None) -> int:
        """Contacts by one means: of one month, or of all where none is named."""
        return sum(
            c.party == party and c.means is means and (month is None or c.month == month)
            for c in self.contacts
        )

    def of(self, party: str, means: Means, month: date | None) -> tuple[Contact, ...]:
        """The contacts of one month (None: those whose month is not known)."""
        return tuple(
            c for c in self.contacts if c.party == party and c.means is means and c.month == month
        )

    def places(self, party: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Where its meetings were, and the acts that tell of each; the most frequent first."""
        found: dict[str, list[str]] = {}
        for contact in self.contacts:
            if contact.party == party and contact.means is Means.MEETING and contact.venue:
                found.setdefault(contact.venue, []).append(contact.act)
        ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        return tuple((place, tuple(acts)) for place, acts in ordered)

    def seen_first(self, party: str) -> int:
        return sum(draft.first == party for draft in self.drafts)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of the mediator's: `acts` tell of it, `seen` says when each party saw it."""

    acts: tuple[str, ...]
    seen: tuple[tuple[str, date | None], ...]
    first: str | None


def drafts(acts: Sequence[Act], frame: Frame, on: date) -> tuple[Draft, ...]:
    """The mediator's proposals to parties, those that follow each other taken as one draft.

    Linear, but for the sort.
    """
    own = {
        act.id: act
        for act in acts
        if act.kind is ActKind.PROPOSE
        and took_place(act, on)
        and any(frame.mediator.is_meant_by(actor) for actor in act.actors)
    }
    found = []
    for together in _joined(own):
        threads = sorted((own[one] for one in together), key=in_order)
        seen = tuple(
            (party.id, _first_day(shown))
            for party in frame.parties
            if (shown := [a for a in threads if any(party.is_meant_by(t) for t in a.targets)])
        )
        if seen:
            found.append(Draft(tuple(act.id for act in threads), seen, _first(seen)))
    return tuple(sorted(found, key=lambda draft: in_order(own[draft.acts[0]])))


def _first_day(acts: Sequence[Act]) -> date | None:
    """None where one of them is undated: it may have been the first."""
    days = [day_of(act) for act in acts]
    return None if None in days else min(day for day in days if day)


def _first(seen: Sequence[tuple[str, date | None]]) -> str | None:
    """The party whose day is alone the earliest; nobody where a day is not known."""
    if len(seen) == 1:
        return seen[0][0]
    days = [day for _, day in seen if day]
    if len(days) < len(seen) or days.count(min(days)) > 1:
        return None
    return next(party for party, day in seen if day == min(days))


def _joined(own: dict[str, Act]) -> Iterator[list[str]]:
    """Proposals that are linked by following each other, in any number of steps."""
    beside: dict[str, set[str]] = {one: set() for one in own}
    for one, act in own.items():
        for other in act.linked(LinkKind.FOLLOWS):
            if other in own:
                beside[one].add(other)
                beside[other].add(one)
    left = dict.fromkeys(own)
    while left:
        todo = [next(iter(left))]
        together = []
        while todo:
            one = todo.pop()
            if one in left:
                del left[one]
                together.append(one)
                todo += beside[one]
        yield together


def balance_of(acts: Sequence[Act], frame: Frame, on: date) -> Balance:
    return Balance(
        parties=tuple(party.id for party in frame.parties),
        contacts=contacts(acts, frame, on),
        drafts=drafts(acts, frame, on),
    )
