"""Hypothesis builders for the record: every value that can be built, from small alphabets.

Small alphabets make accounts meet: the same acts, sides and days come up again and again.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from goodoffices.record.accounts import (
    Account,
    Carrier,
    Direction,
    Grade,
    Link,
    LinkKind,
    Mention,
    Parallel,
    Quote,
    Span,
    Stance,
    Words,
)
from goodoffices.record.acts import FiledAccount, Withdrawal
from goodoffices.record.audiences import Audience, AudienceKind
from goodoffices.record.briefings import BriefingDuty, FiledDuty, Moment
from goodoffices.record.dates import RecordDate
from goodoffices.record.vocabulary import ActKind, Role

PARTIES = ("a", "b")
OBSERVERS = ("o", "p", "q")
GROUPS = ("g", "h")
ACTS = ("act1", "act2", "act3")
SIDES = ("Israel", "Russia", "Ukraine", "ukraine", "Italy")
FIRST_DAY = date(2022, 2, 20)
NOON = datetime(2022, 2, 28, 12, tzinfo=UTC)

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(str.strip)
days = st.integers(0, 12).map(lambda n: FIRST_DAY + timedelta(days=n))
instants = st.integers(-5, 5).map(lambda hours: NOON + timedelta(hours=hours))

audiences = st.one_of(
    st.sampled_from([AudienceKind.TEAM, AudienceKind.JOINT, AudienceKind.PUBLIC]).map(Audience),
    st.builds(
        Audience,
        st.sampled_from([AudienceKind.CAUCUS, AudienceKind.OWN_ROOM]),
        party=st.sampled_from(PARTIES),
    ),
    st.builds(
        Audience,
        st.just(AudienceKind.BRIEFED),
        observers=st.frozensets(st.sampled_from(OBSERVERS), min_size=1),
        with_parties=st.booleans(),
    ),
    st.builds(
        Audience,
        st.just(AudienceKind.GROUP),
        groups=st.frozensets(st.sampled_from(GROUPS), min_size=1),
    ),
)


def every_audience() -> list[Audience]:
    """All audiences of a case with PARTIES and OBSERVERS."""
    sets = [
        frozenset(o for bit, o in enumerate(OBSERVERS) if mask >> bit & 1)
        for mask in range(1, 2 ** len(OBSERVERS))
    ]
    return [
        *(Audience(k) for k in (AudienceKind.TEAM, AudienceKind.JOINT, AudienceKind.PUBLIC)),
        *(
            Audience(k, party=p)
            for k in (AudienceKind.CAUCUS, AudienceKind.OWN_ROOM)
            for p in PARTIES
        ),
        *(
            Audience(AudienceKind.BRIEFED, observers=s, with_parties=w)
            for s in sets
            for w in (False, True)
        ),
        *(
            Audience(AudienceKind.GROUP, groups=frozenset(named))
            for named in (("g",), ("h",), GROUPS)
        ),
    ]


@st.composite
def record_dates(draw: st.DrawFn) -> RecordDate:
    """Days, months, years, qualified ones and intervals around one another."""
    start = draw(days)
    end = start + timedelta(days=draw(st.integers(0, 5)))
    value = draw(
        st.sampled_from(
            [
                str(start),
                f"{start}{draw(st.sampled_from('?~%'))}",
                f"{start:%Y-%m}",
                f"{start:%Y-%m}-XX",
                f"{start:%Y}",
                f"{start}/{end}",
                f"{start}/..",
                f"../{end}",
                f"/{end}",
                f"{start}T14:05:00Z",
                f"{start}T23:30+02:00",
            ]
        )
    )
    return RecordDate(value, words=draw(st.sampled_from(["", "on Sunday"])))


mentions = st.builds(
    Mention,
    name=st.sampled_from(["Israel", "Naftali Bennett", "Vladimir Putin", "Russia", "Ukraine"]),
    role=st.sampled_from(Role),
    state=st.sampled_from(["", *SIDES]),
)
carriers = st.builds(
    Carrier,
    name=st.sampled_from(["Kremlin", "Reuters", "an official"]),
    medium=st.sampled_from(["", "statement"]),
    anonymous=st.booleans(),
    role=st.sampled_from(Role),
    state=st.sampled_from(["", "Russia"]),
)
claims = st.builds(
    Words, text=words, language=st.sampled_from(["en", "ar"]), direction=st.sampled_from(Direction)
)
parallels = st.builds(
    Parallel, words=claims, by=st.sampled_from(["", "the embassy"]), authoritative=st.just(False)
)
grades = st.builds(Grade, st.sampled_from("ABCDEF"), st.integers(1, 6))
links = st.builds(Link, st.sampled_from(LinkKind), st.sampled_from([*ACTS, "unseen"]))
spans = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda p: Span(min(p), max(p)))


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object | None]:
    return st.none() | strategy


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    source = draw(st.sampled_from([None, "report"]))
    return Account(
        kind=draw(st.sampled_from(ActKind)),
        claim=draw(claims),
        also=tuple(draw(st.lists(st.sampled_from(ActKind), max_size=2))),
        stance=draw(st.sampled_from(Stance)),
        title=draw(st.sampled_from(["", "A title"])),
        actors=tuple(draw(st.lists(mentions, max_size=2))),
        targets=tuple(draw(st.lists(mentions, max_size=2))),
        mediator=draw(st.sampled_from([None, "Israel"])),
        venue=draw(st.sampled_from([None, "Gomel", "gomel ", "Jerusalem"])),
        channel=draw(st.sampled_from([None, "telephone", "meeting"])),
        issue=draw(st.sampled_from([None, "neutrality"])),
        addressee=draw(st.sampled_from([None, "Russia"])),
        initiator=draw(maybe(mentions)),
        outcome=draw(st.sampled_from([None, "agreed", "Agreed", "no answer"])),
        number=draw(st.sampled_from([None, "3", "4"])),
        planned=draw(st.booleans()),
        hedged=draw(st.booleans()),
        happened=draw(maybe(record_dates())),
        said=draw(maybe(record_dates())),
        reported=draw(maybe(record_dates())),
        expires=draw(maybe(record_dates())),
        chain=tuple(draw(st.lists(carriers, max_size=3))),
        reporter=draw(st.sampled_from(["", "The Times"])),
        quote=draw(st.sampled_from(Quote)),
        grade=draw(maybe(grades)),
        links=tuple(draw(st.lists(links, max_size=2))),
        source=source,
        spans=tuple(draw(st.lists(spans, max_size=2))) if source else (),
        parallels=tuple(draw(st.lists(parallels, max_size=1))),
    )


@st.composite
def records(draw: st.DrawFn) -> tuple[list[FiledAccount], list[Withdrawal]]:
    """A few accounts of a few acts, some correcting or withdrawing others, in any order."""
    ids = [f"account{n}" for n in range(draw(st.integers(0, 6)))]
    filed = [
        FiledAccount(
            id=identity,
            act=draw(st.sampled_from(ACTS)),
            audience=draw(audiences),
            account=draw(accounts()),
            entered=draw(instants),
            supersedes=draw(st.sampled_from([None, None, *ids[:n], "unseen"])),
        )
        for n, identity in enumerate(ids)
    ]
    withdrawals = [
        Withdrawal(account, entered=draw(instants))
        for account in draw(st.lists(st.sampled_from([*ids, "unseen"]), max_size=2))
    ]
    return draw(st.permutations(filed)), withdrawals


@st.composite
def duties(draw: st.DrawFn) -> BriefingDuty:
    embargo = draw(st.sampled_from(["", "until the call"]))
    return BriefingDuty(
        contact=draw(st.sampled_from([*ACTS, "unseen"])),
        who=draw(st.sampled_from(SIDES)),
        moment=draw(st.sampled_from(Moment)),
        due=draw(maybe(days)),
        embargo=embargo,
        by=draw(st.sampled_from(["", "the envoy"])),
        embargo_until=draw(maybe(days)) if embargo else None,
        called_off=draw(st.sampled_from([False, False, False, True])),
    )


@st.composite
def filed_duties(draw: st.DrawFn) -> list[FiledDuty]:
    """Duties, some revising an earlier one."""
    ids = [f"duty{n}" for n in range(draw(st.integers(0, 4)))]
    return [
        FiledDuty(
            identity,
            draw(audiences),
            draw(duties()),
            draw(instants),
            draw(st.sampled_from([None, None, *ids[:n]])),
        )
        for n, identity in enumerate(ids)
    ]
