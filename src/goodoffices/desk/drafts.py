"""Drafts of the reader as cards: what it proposes, on which words, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.conflict.words import listing
from goodoffices.desk.acts import act_address
from goodoffices.desk.facts import Fact, facts_of
from goodoffices.record.accounts import Quote
from goodoffices.record.acts import FiledAccount
from goodoffices.record.phrases import KIND_NAMES, headline
from goodoffices.saying import Names, mark, say
from goodoffices.service.drafts import account_of_draft
from goodoffices.service.reading import Decision

if TYPE_CHECKING:
    from goodoffices.record.accounts import Account
    from goodoffices.service.at import At
    from goodoffices.service.reading import DraftRow, Reading

__all__ = ["Card", "cards", "is_sure", "next_open", "place_of"]

_QUOTES = Names(
    {
        Quote.DIRECT: mark("quoted directly"),
        Quote.MIXED: mark("part quoted, part paraphrased"),
        Quote.INDIRECT: "paraphrased",
    }
)
_BECAUSE = Names(
    {
        "act": mark("says what was done"),
        "speaker": mark("says who says so"),
        "date": mark("says when"),
        "initiator": mark("says whose initiative it was"),
    }
)
# what each card says elsewhere, or what is the same on all of them
_NOT_ON_A_CARD = frozenset(
    {
        mark("Kind"),
        mark("Reporter"),
        mark("Reported"),
        mark("Entered"),
        mark("Grade"),
        mark("As to the act"),
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    words: str
    what: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another draft of the same report."""

    number: int
    place: str


@dataclass(frozen=True, slots=True)
class Card:
    id: str
    number: int
    place: str
    is_open: bool
    outcome: str
    act: str
    """Where the act stands that it was filed under."""
    kind: str
    title: str
    words: str
    sure: bool
    quote: str
    facts: tuple[Fact, ...]
    reasons: tuple[Reason, ...]
    together: tuple[Other, ...]
    """Drafts that tell of the same act."""
    bears_on: tuple[Other, ...]


def place_of(row: DraftRow) -> str:
    """The anchor of a draft on the page of its report."""
    return f"draft-{row.id}"


def is_sure(row: DraftRow) -> bool:
    return bool(row.draft.get("sure"))


def next_open(reading: Reading, after: str = "") -> DraftRow | None:
    """The first undecided draft after that one, else the first undecided one of all."""
    ids = [row.id for row in reading.drafts]
    start = ids.index(after) + 1 if after in ids else 0
    ordered = (*reading.drafts[start:], *reading.drafts[:start])
    return next((row for row in ordered if row.decision is Decision.OPEN), None)


def cards(at: At, reading: Reading) -> tuple[Card, ...]:
    numbered = tuple(enumerate(reading.drafts, start=1))
    return tuple(_card(at, reading, number, row, numbered) for number, row in numbered)


def _card(
    at: At,
    reading: Reading,
    number: int,
    row: DraftRow,
    numbered: tuple[tuple[int, DraftRow], ...],
) -> Card:
    account = account_of_draft(row.draft, reading.filed.report, reading.filed.id)
    group, bears_on = row.draft.get("group"), set(row.draft.get("bears_on", ()))
    others = [(n, other) for n, other in numbered if other.id != row.id]
    return Card(
        id=row.id,
        number=number,
        place=place_of(row),
        is_open=row.decision is Decision.OPEN,
        outcome="" if row.decision is Decision.OPEN else str(row.decision),
        act=act_address(at, row.act) if row.act else "",
        kind=listing([KIND_NAMES[kind] for kind in (account.kind, *account.also)]),
        title=headline(account),
        words=account.claim.text,
        sure=is_sure(row),
        quote=_QUOTES[account.quote],
        facts=_facts(at, reading, account),
        reasons=tuple(
            Reason(str(words), _BECAUSE.get(name, say("says the {name}", name=name)))
            for name, words in row.draft.get("because", {}).items()
        ),
        together=tuple(
            Other(n, place_of(o))
            for n, o in others
            if group is not None and o.draft.get("group") == group
        ),
        bears_on=tuple(
            Other(n, place_of(o)) for n, o in others if o.draft.get("group") in bears_on
        ),
    )


def _facts(at: At, reading: Reading, account: Account) -> tuple[Fact, ...]:
    as_filed = FiledAccount("", "", reading.filed.audience, account, at.world.clock())
    return tuple(f for f in facts_of([as_filed]) if f.key not in _NOT_ON_A_CARD)
