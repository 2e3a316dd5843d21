"""Contacts, their balance and drafts seen first, against MT 5 and MT 6 read aloud."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations

from hypothesis import given
from record_builders import NOON
from tool_records import FRAME, OFTEN, chronological, day, days, sides, told, took_place, undenied

from goodoffices.record.accounts import Account, Link, LinkKind, Mention, Words
from goodoffices.record.acts import Act, FiledAccount, compose
from goodoffices.record.audiences import TEAM
from goodoffices.record.contacts import Means, balance_of, contacts, drafts
from goodoffices.record.dates import RecordDate
from goodoffices.record.vocabulary import ActKind

PARTIES = ("a", "b", "c")
KINDS = (
    ActKind.MEET,
    ActKind.VISIT,
    ActKind.NEGOTIATE,
    ActKind.MEDIATE,
    ActKind.PHONE_CALL,
    ActKind.BRIEF_THIRD_PARTY,
    ActKind.OFFER_MEDIATION,
    ActKind.STATE_POSITION,
)
ON = date(2022, 4, 1)


def means_of(act: Act, acts: list[Act], on: date) -> Means | None:
    """The four ways in which an act is a contact, whomever it is with."""
    if not took_place(act, on) or not with_whom(act):
        return None
    by_kind = {
        ActKind.MEET: Means.MEETING,
        ActKind.VISIT: Means.MEETING,
        ActKind.NEGOTIATE: Means.MEETING,
        ActKind.MEDIATE: Means.MEETING,
        ActKind.PHONE_CALL: Means.CALL,
        ActKind.BRIEF_THIRD_PARTY: Means.BRIEFING,
    }
    if act.kind in by_kind:
        return by_kind[act.kind]
    channel = act.accounts[0].account.channel
    if channel == "letter":
        return Means.LETTER
    if channel not in {"Telephone", "meeting"}:
        return None
    before = [a for a in acts if a.id in act.linked(LinkKind.FOLLOWS)]
    contacts_before = [a for a in before if took_place(a, on) and with_whom(a)]
    if any(a.kind in by_kind or a.accounts[0].account.channel == "letter" for a in contacts_before):
        return None
    return Means.CALL if channel == "Telephone" else Means.MEETING


def with_whom(act: Act) -> set[str]:
    named = sides(*(m for a in undenied(act) for m in (*a.actors, *a.targets)))
    return named & set(PARTIES) if "mediator" in named else set()


# MT 5
@OFTEN
@given(told(*KINDS), days)
def test_contacts_follow_the_definition(acts: list[Act], on: date) -> None:
    expected = [
        (act.id, party, means, day(act))
        for act in chronological(acts)
        for party in PARTIES
        if (means := means_of(act, acts, on)) and party in with_whom(act)
    ]
    found = contacts(acts, FRAME, on)
    assert [(c.act, c.party, c.means, c.day) for c in found] == expected
    for contact in found:
        act = next(one for one in acts if one.id == contact.act)
        months = {d.replace(day=1) for d in act.happened.bounds if d} if act.happened else set()
        whole = act.happened is not None and None not in act.happened.bounds
        assert contact.month == (months.pop() if whole and len(months) == 1 else None)
    balance = balance_of(acts, FRAME, on)
    counted = Counter((party, means) for _, party, means, _ in expected)
    for party in PARTIES:
        for means in Means:
            assert balance.count(party, means) == counted[party, means]
            by_month = [len(balance.of(party, means, month)) for month in balance.months]
            assert sum(by_month) == counted[party, means]
        placed = [act for _, acts_there in balance.places(party) for act in acts_there]
        assert len(placed) == sum(
            c.party == party and c.means is Means.MEETING and bool(c.venue) for c in found
        )


def shown_days(thread: list[Act], party: str) -> list[date | None]:
    return [day(act) for act in thread if party in sides(*act.targets)]


def first_to_see(thread: list[Act]) -> str | None:
    """Whose day is before that of every other; not having seen it is later than any day."""
    days_of = {p: shown_days(thread, p) for p in PARTIES}
    seen = {p: found for p, found in days_of.items() if found}
    if len(seen) == 1:
        return next(iter(seen))
    if any(None in found for found in seen.values()):
        return None
    earliest = {p: min(d for d in found if d) for p, found in seen.items()}
    for party, one in earliest.items():
        if all(one < other for p, other in earliest.items() if p != party):
            return party
    return None


def threads(acts: list[Act], on: date) -> set[frozenset[str]]:
    """Grow each proposal by whatever follows or is followed, until nothing is added."""
    own = [
        act
        for act in acts
        if act.kind is ActKind.PROPOSE
        if took_place(act, on)
        if "mediator" in sides(*act.actors)
    ]
    linked = {
        frozenset((one.id, other.id))
        for one, other in combinations(own, 2)
        if other.id in one.linked(LinkKind.FOLLOWS) or one.id in other.linked(LinkKind.FOLLOWS)
    }
    found = set()
    for act in own:
        group = {act.id}
        while True:
            wider = group | {one for pair in linked if pair & group for one in pair}
            if wider == group:
                break
            group = wider
        found.add(frozenset(group))
    return found


# MT 6
@OFTEN
@given(told(ActKind.PROPOSE, ActKind.PROPOSE, ActKind.MEET), days)
def test_drafts_follow_the_definition(acts: list[Act], on: date) -> None:
    by_id = {act.id: act for act in acts}
    expected = {
        (thread, first_to_see([by_id[one] for one in thread]))
        for thread in threads(acts, on)
        if any(shown_days([by_id[one] for one in thread], p) for p in PARTIES)
    }
    found = drafts(acts, FRAME, on)
    assert {(frozenset(d.acts), d.first) for d in found} == expected
    assert len(found) == len(expected)


# a call, what was offered in it, and a letter


def filed(act: str, kind: ActKind, when: str, **fields: object) -> FiledAccount:
    account = Account(
        **{  # type: ignore[arg-type]  # a test's shorthand
            "kind": kind,
            "claim": Words("…"),
            "actors": (Mention("Israel"),),
            "targets": (Mention("Alpha"),),
            "happened": RecordDate(when),
            **fields,
        }
    )
    return FiledAccount(act, act, TEAM, account, NOON)


CALL = filed("call", ActKind.PHONE_CALL, "2022-02-27")


def test_what_was_said_in_a_call_is_not_a_second_call() -> None:
    inside = filed(
        "offer",
        ActKind.OFFER_MEDIATION,
        "2022-02-27",
        channel="telephone",
        links=(Link(LinkKind.FOLLOWS, "call"),),
    )
    alone = filed("other", ActKind.OFFER_MEDIATION, "2022-03-01", channel="telephone")
    found = balance_of(compose([CALL, inside, alone]), FRAME, ON)
    assert [c.act for c in found.contacts] == ["call", "other"]
    assert found.count("a", Means.CALL) == 2
    assert found.count("a", Means.CALL, date(2022, 2, 1)) == 1
    assert found.months == (date(2022, 2, 1), date(2022, 3, 1))


def test_a_contact_of_two_parties_is_one_with_each() -> None:
    both = filed("both", ActKind.MEET, "2022-02", targets=(Mention("Alpha"), Mention("Beta")))
    assert [(c.party, c.month) for c in contacts(compose([both]), FRAME, ON)] == [
        ("a", date(2022, 2, 1)),
        ("b", date(2022, 2, 1)),
    ]


def test_what_others_do_among_themselves_is_no_contact_of_the_mediator() -> None:
    others = filed("others", ActKind.MEET, "2022-02-27", actors=(Mention("Beta"),))
    assert contacts(compose([others]), FRAME, ON) == ()


def test_who_saw_a_draft_first() -> None:
    to_alpha = filed("one", ActKind.PROPOSE, "2022-02-27")
    later = filed(
        "two",
        ActKind.PROPOSE,
        "2022-02-28",
        targets=(Mention("Beta"),),
        links=(Link(LinkKind.FOLLOWS, "one"),),
    )
    (draft,) = drafts(compose([to_alpha, later]), FRAME, ON)
    assert draft.first == "a"
    assert draft.seen == (("a", date(2022, 2, 27)), ("b", date(2022, 2, 28)))
    together = filed(
        "one", ActKind.PROPOSE, "2022-02-28", targets=(Mention("Alpha"), Mention("Beta"))
    )
    (draft,) = drafts(compose([together]), FRAME, ON)
    assert draft.first is None


def test_nobody_saw_first_what_is_not_dated_throughout() -> None:
    dated = filed("one", ActKind.PROPOSE, "2022-02-27", targets=(Mention("Alpha"), Mention("Beta")))
    links = (Link(LinkKind.FOLLOWS, "one"),)
    undated = filed("two", ActKind.PROPOSE, "2022", happened=None, links=links)
    to_beta = filed("three", ActKind.PROPOSE, "2022-02-26", targets=(Mention("Beta"),), links=links)
    (draft,) = drafts(compose([dated, undated, to_beta]), FRAME, ON)
    assert draft.seen == (("a", None), ("b", date(2022, 2, 26)))
    assert draft.first is None
