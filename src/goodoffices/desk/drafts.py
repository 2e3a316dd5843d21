"""Drafts of the reader as cards: what it proposes, on which words, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goodoffices.conflict.words import listing
from goodoffices.desk.acts import act_address
from goodoffices.desk.facts import Fact, facts_of
from goodoffices.record.accounts import LinkKind, Quote, Stance
from goodoffices.record.acts import FiledAccount
from goodoffices.record.date_words import day_in_words
from goodoffices.record.phrases import KIND_NAMES, headline
from goodoffices.saying import Names, mark, say
from goodoffices.service.across import DRAFT, acts_told_elsewhere
from goodoffices.service.drafts import account_of_draft
from goodoffices.service.reading import Decision

if TYPE_CHECKING:
    from goodoffices.record.accounts import Account
    from goodoffices.service.across import Elsewhere
    from goodoffices.service.at import At
    from goodoffices.service.reading import DraftRow, Reading
    from goodoffices.service.reports import FiledReport

__all__ = ["Card", "about_report", "cards", "is_sure", "next_open", "place_of"]

_QUOTES = Names(
    {
        Quote.DIRECT: mark("quoted directly"),
        Quote.MIXED: mark("part quoted, part paraphrased"),
        Quote.INDIRECT: mark("paraphrased"),
    }
)
_BECAUSE = Names(
    {
        "act": mark("says what was done"),
        "speaker": mark("says who says so"),
        "claim": mark("says that it is told"),
        "date": mark("says when"),
        "initiator": mark("says whose initiative it was"),
        "number": mark("says how many"),
        "outcome": mark("says what came of it"),
    }
)
# reasons that the reader gives in its own words, not in those of the report
_OWN_WORDS = Names(
    {
        "goes on from the quotation before": mark("goes on from the quotation before"),
        "reads like reported speech": mark("reads like reported speech"),
        "by the report as a whole": mark("by the report as a whole"),
    }
)
_LINKS = Names(
    {
        LinkKind.ANSWERS: mark("Answers"),
        LinkKind.BRIEFS_BEFORE: mark("Briefing before"),
        LinkKind.BRIEFS_AFTER: mark("Briefing after"),
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


def about_report(filed: FiledReport) -> str:
    """Where a report comes from, when it was published and when it was entered."""
    kept = filed.report
    told = [kept.origin]
    if kept.published is not None:
        told.append(say("published {date}", date=day_in_words(kept.published)))
    told.append(say("entered {date}", date=day_in_words(filed.entered.date())))
    return " · ".join(part for part in told if part)


@dataclass(frozen=True, slots=True)
class Reason:
    words: str
    what: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another draft of the same report."""

    number: int
    place: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a draft does to an act, and the drafts that tell of it."""

    how: str
    others: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of what would be contested: what it says, and in which words."""

    value: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtOdds:
    question: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """An act of the record that a draft may tell of too."""

    id: str
    address: str
    title: str
    how: str
    at_odds: tuple[AtOdds, ...]


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
    links: tuple[Linked, ...]
    """What it does to acts that other drafts tell of: answers them, tells of a briefing on them."""
    elsewhere: tuple[Known, ...] = ()
    """Acts of the record, told by other reports, that it may be another account of."""
    next: Other | None = None
    """The draft after it in the text that is undecided too, with which it can be merged."""


def place_of(row: DraftRow) -> str:
    """The anchor of a draft on the page of its report."""
    return f"draft-{row.id}"


def is_sure(row: DraftRow) -> bool:
    return bool(row.draft.get("sure"))


def next_open(reading: Reading, after: str = "") -> DraftRow | None:
    """The undecided draft that stands next after that one on the page, else the first of them.

    Those that are less sure stand first.
    """
    ordered = sorted(reading.drafts, key=is_sure)
    ids = [row.id for row in ordered]
    start = ids.index(after) + 1 if after in ids else 0
    turned = (*ordered[start:], *ordered[:start])
    return next((row for row in turned if row.decision is Decision.OPEN), None)


def cards(at: At, reading: Reading) -> tuple[Card, ...]:
    """A card for each draft: those that wait and are less sure first, else in order of the text."""
    numbered = tuple(enumerate(reading.drafts, start=1))
    accounts = {row.id: _account(reading, row) for _, row in numbered}
    waiting = {row.id: accounts[row.id] for _, row in numbered if row.decision is Decision.OPEN}
    elsewhere = acts_told_elsewhere(at, waiting)
    made = [
        _card(at, reading, number, row, numbered, accounts[row.id], elsewhere.get(row.id, ()))
        for number, row in numbered
    ]
    return tuple(sorted(made, key=lambda card: (not card.is_open or card.sure, card.number)))


def _account(reading: Reading, row: DraftRow) -> Account:
    return account_of_draft(row.draft, reading.filed.report, reading.filed.id)


def _card(
    at: At,
    reading: Reading,
    number: int,
    row: DraftRow,
    numbered: tuple[tuple[int, DraftRow], ...],
    account: Account,
    elsewhere: tuple[Elsewhere, ...],
) -> Card:
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
            Reason(
                _OWN_WORDS.get(str(words), str(words)),
                _BECAUSE.get(name, say("says the {name}", name=name)),
            )
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
        links=tuple(
            Linked(_LINKS[LinkKind(one["kind"])], told)
            for one in row.draft.get("links", ())
            if (told := tuple(Other(n, place_of(o)) for n, o in others if _tells(o, one["group"])))
        ),
        next=next(
            (
                Other(n, place_of(o), o.id)
                for n, o in others
                if n > number and o.decision is Decision.OPEN
            ),
            None,
        ),
        elsewhere=tuple(_known(at, account, one) for one in elsewhere),
    )


def _tells(row: DraftRow, group: int) -> bool:
    return row.draft.get("group") == group


def _known(at: At, account: Account, one: Elsewhere) -> Known:
    words = {filed.id: filed.account.claim.text for filed in (*one.act.accounts, *one.act.bearing)}
    words[DRAFT] = account.claim.text
    return Known(
        one.act.id,
        act_address(at, one.act.id),
        one.act.title,
        {
            Stance.DENIES: _("It denies this act of the record:"),
            Stance.CONFIRMS: _("It confirms this act of the record:"),
        }.get(one.stance, _("It may be another account of this act of the record:")),
        tuple(
            AtOdds(
                str(point.point.question),
                tuple(
                    Side(
                        str(side.value), tuple(words[key] for key in side.accounts if key in words)
                    )
                    for side in point.positions
                ),
            )
            for point in one.contested
        ),
    )


def _facts(at: At, reading: Reading, account: Account) -> tuple[Fact, ...]:
    as_filed = FiledAccount("", "", reading.filed.audience, account, at.world.clock())
    return tuple(f for f in facts_of([as_filed]) if f.key not in _NOT_ON_A_CARD)
