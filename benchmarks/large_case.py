"""A case of any size, from a seed: written in bulk, link by link as `store.append` would.

It has what slows a record down: acts of several accounts for several audiences, answers and
other links, what bears on other acts, revisions, withdrawals, planned and given briefings, dates
of every precision, words in three scripts.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goodoffices.journal.canonical import canonical
from goodoffices.journal.chain import Checkpoint, advance
from goodoffices.journal.sealing import new_key, seal
from goodoffices.record.accounts import Account, Carrier, Grade, Link, LinkKind, Mention, Words
from goodoffices.record.audiences import Audience
from goodoffices.record.briefings import BriefingDuty, Moment
from goodoffices.record.codec import to_plain
from goodoffices.record.contested import contested_points
from goodoffices.record.dates import RecordDate
from goodoffices.record.frame import Frame, Side
from goodoffices.record.marks import Field, Marks, marks_of, texts_of
from goodoffices.record.places import place
from goodoffices.record.standing import OFFERS
from goodoffices.record.vocabulary import ActKind
from goodoffices.store.append import audience_row, write_marks
from goodoffices.store.folding import indexed
from goodoffices.store.full_text import number_of
from goodoffices.store.genres import Genre
from goodoffices.store.hashing import digest_of
from goodoffices.store.models import AudienceRow, Case, Entry, SearchText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.journal.keyfile import KeyFile

__all__ = ["FRAME", "fill"]

FRAME = Frame(
    title="A long war and many mediators",
    slug="large",
    mediator=Side("mediator", "The third state", ("Third State",)),
    parties=(Side("a", "Side A", ("Alpha",)), Side("b", "Side B", ("Beta",))),
    observers=(Side("o", "Observer state", ("Omega",)),),
    public=True,
)
_AUDIENCES = {
    "public": 30, "joint": 20, "team": 25, "caucus:a": 8, "caucus:b": 8, "briefed:o": 5,
    "briefed:o+parties": 4,
}  # fmt: skip
_KINDS = {
    ActKind.STATE_POSITION: 40, ActKind.CONDEMN: 8, ActKind.USE_FORCE: 8, ActKind.MEET: 8,
    ActKind.PHONE_CALL: 8, ActKind.APPEAL: 6, ActKind.VISIT: 4, ActKind.OFFER_MEDIATION: 2,
    ActKind.PROPOSE: 1, ActKind.REQUEST_MEDIATION: 1, ActKind.BRIEF_THIRD_PARTY: 3,
}  # fmt: skip
_ANSWERS = (ActKind.ACCEPT_MEDIATION, ActKind.REJECT_MEDIATION, ActKind.NO_ANSWER)
_NAMES = ("Alpha", "Beta", "Third State", "Omega", "A relief body", "The assembly", "A general")
_SYLLABLES = ("ka", "ri", "mo", "ten", "sul", "ver", "ad", "ni", "pol", "gra", "es", "tu")
_FOREIGN = ("وساطة", "السلام", "مفاوضات", "переговори", "мир", "посередник", "שלום", "和平谈判")
_BEGUN = datetime(2022, 2, 24, 8, tzinfo=UTC)
_DAYS = 1_000
_BATCH = 2_000
_RECENT = 60


@dataclass
class _Written:
    """What the chains and the index go on from."""

    case: Case
    rows: dict[str, AudienceRow] = field(default_factory=dict)
    told: dict[str, list[tuple[str, Account]]] = field(default_factory=lambda: defaultdict(list))
    entries: list[Entry] = field(default_factory=list)
    texts: list[SearchText] = field(default_factory=list)
    marks: list[tuple[Entry, Marks]] = field(default_factory=list)
    keys: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class _Draft:
    genre: Genre
    audience: str
    payload: Any
    id: str
    subject: str
    supersedes: str = ""
    when: RecordDate | None = None
    account: Account | None = None


def fill(case_id: str, keys: KeyFile, entries: int, seed: int = 7) -> None:
    """Write `entries` more entries into a case; some seconds for each 10,000."""
    drafts = _drafts(random.Random(seed), entries)
    with transaction.atomic():
        written = _Written(Case.objects.select_for_update().get(id=case_id))
        for number, draft in enumerate(drafts):
            _write(written, draft, _BEGUN + timedelta(minutes=10 * number))
            if len(written.entries) == _BATCH:
                _flush(written, keys)
        _flush(written, keys)


def _drafts(draw: random.Random, entries: int) -> Iterator[_Draft]:
    vocabulary = ["".join(draw.choices(_SYLLABLES, k=draw.randint(1, 4))) for _ in range(3_000)]
    recent: list[tuple[str, ActKind]] = []
    written = 0
    while written < entries:
        act, day = _id(draw), (_BEGUN + timedelta(days=draw.randrange(_DAYS))).date()
        kind = draw.choices(list(_KINDS), list(_KINDS.values()))[0]
        links: tuple[Link, ...] = ()
        if recent and _by_chance(draw, 0.35):
            other, other_kind = draw.choice(recent)
            how = LinkKind.FOLLOWS
            if other_kind in OFFERS:
                how, kind = LinkKind.ANSWERS, draw.choice(_ANSWERS)
            elif kind is ActKind.BRIEF_THIRD_PARTY:
                how = LinkKind.BRIEFS_AFTER
            elif _by_chance(draw, 0.1):
                how = LinkKind.BEARS_ON
            links = (Link(how, other),)
        for draft in _of_act(draw, vocabulary, act, kind, day, links):
            if written < entries:
                written += 1
                yield draft
        recent = [*recent[-_RECENT:], (act, kind)]


def _of_act(
    draw: random.Random,
    vocabulary: list[str],
    act: str,
    kind: ActKind,
    day: date,
    links: tuple[Link, ...],
) -> Iterator[_Draft]:
    last: _Draft | None = None
    names = draw.sample(_NAMES, 2)
    for _ in range(draw.choice((1, 1, 2, 3, 3, 4, 6))):
        audience = draw.choices(list(_AUDIENCES), list(_AUDIENCES.values()))[0]
        last = _told(draw, vocabulary, act, audience, kind, day, links, names)
        yield last
    if last and _by_chance(draw, 0.1):
        told = _told(draw, vocabulary, act, last.audience, kind, day, links, names, last.id)
        yield told
    elif last and _by_chance(draw, 0.03):
        payload = {"entry": last.id, "reason": "the source took it back"}
        yield _Draft(Genre.WITHDRAWAL, last.audience, payload, _id(draw), act, last.id)
    if kind in {ActKind.MEET, ActKind.PHONE_CALL} and _by_chance(draw, 0.2):
        due = day + timedelta(days=2)
        duty = BriefingDuty(act, "Omega", Moment.AFTER, due)
        when = RecordDate(due.isoformat())
        yield _Draft(Genre.DUTY, "team", to_plain(duty), _id(draw), act, when=when)


def _told(
    draw: random.Random,
    vocabulary: list[str],
    act: str,
    audience: str,
    kind: ActKind,
    day: date,
    links: tuple[Link, ...],
    names: list[str],
    supersedes: str = "",
) -> _Draft:
    some = [vocabulary[int(draw.paretovariate(0.6)) % len(vocabulary)] for _ in range(20)]
    if _by_chance(draw, 0.1):
        some += draw.sample(_FOREIGN, 2)
    account = Account(
        kind=kind,
        claim=Words(" ".join(some)),
        actors=(Mention(names[0]),),
        targets=(Mention(names[1]),),
        initiator=Mention(draw.choice(names)) if _by_chance(draw, 0.2) else None,
        venue=draw.choice(("Gomel", "Geneva")) if _by_chance(draw, 0.1) else None,
        happened=draw.choice((None, *[RecordDate(f"{day:%Y-%m}")], *[RecordDate(str(day))] * 18)),
        chain=(Carrier("An agency"), Carrier(names[0], "in a statement")),
        grade=Grade(draw.choice("ABC"), draw.randint(1, 4)) if _by_chance(draw, 0.5) else None,
        links=links,
    )
    return _Draft(
        Genre.ACCOUNT, audience, to_plain(account), _id(draw), act, supersedes, account.happened,
        account,
    )  # fmt: skip


def _by_chance(draw: random.Random, share: float) -> bool:
    return draw.random() < share


def _id(draw: random.Random) -> str:
    return f"{draw.getrandbits(128):032x}"


def _write(written: _Written, draft: _Draft, entered: datetime) -> None:
    case = written.case
    if draft.audience not in written.rows:
        written.rows[draft.audience] = audience_row(case, Audience.parse(draft.audience))
    row = written.rows[draft.audience]
    key = new_key()
    entry = Entry(
        id=draft.id,
        case=case,
        audience=row,
        readers=row,
        genre=draft.genre,
        subject=draft.subject,
        entered=entered,
        supersedes=draft.supersedes,
        place=place(draft.when, entered, draft.id),
        sealed=seal(canonical(draft.payload), key, draft.id),
        whole_position=case.length,
        audience_position=row.length,
    )
    entry.digest = digest_of(entry, row.key)
    whole = advance(Checkpoint(case.id, case.length, bytes(case.head)), entry.digest)
    part = advance(Checkpoint(row.id, row.length, bytes(row.head)), entry.digest)
    entry.whole_link, entry.audience_link = whole.head, part.head
    case.length, case.head = whole.length, whole.head
    row.length, row.head = part.length, part.head
    written.entries.append(entry)
    written.keys[draft.id] = key
    if draft.account is not None:
        _find(written, entry, draft.account)


def _find(written: _Written, entry: Entry, account: Account) -> None:
    told = written.told[entry.subject]
    told.append((entry.id, account))
    marks = marks_of(account)
    if contested_points(told):
        marks |= {(Field.AT_ODDS, entry.subject)}
    written.marks.append((entry, marks))
    words = indexed(" ".join(texts_of(account)))
    number = number_of(entry.place, entry.id)
    written.texts.append(SearchText(number=number, entry=entry, words=words))


def _flush(written: _Written, keys: KeyFile) -> None:
    keys.keep(written.keys)
    Entry.objects.bulk_create(written.entries)
    SearchText.objects.bulk_create(written.texts)
    write_marks(written.marks)
    for row in (written.case, *written.rows.values()):
        row.save(update_fields=["length", "head"])
    for kept in (written.entries, written.texts, written.marks, written.keys):
        kept.clear()
