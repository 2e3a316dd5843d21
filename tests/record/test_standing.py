"""Standing of offers against the four rules, read aloud."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from record_builders import NOON, days, records

from goodoffices.record.accounts import Account, Link, LinkKind, Mention, Words
from goodoffices.record.acts import Act, FiledAccount, Withdrawal, compose
from goodoffices.record.audiences import TEAM
from goodoffices.record.dates import RecordDate
from goodoffices.record.standing import OFFERS, Standing, StandingKind, history, standings
from goodoffices.record.vocabulary import ActKind

YES = {ActKind.ACCEPT_MEDIATION, ActKind.AGREE_TO_TALK, ActKind.AGREEMENT}
NO = {ActKind.REJECT_MEDIATION, ActKind.REJECT_TALKS, ActKind.REJECT_TERMS}


def day_of(act: Act) -> date | None:
    return act.happened.earliest if act.happened else None


def by_the_rules(offer: Act, acts: tuple[Act, ...], on: date) -> StandingKind:
    """The docstring of `goodoffices.record.standing`, rule by rule."""
    in_force = [a for a in acts if (day_of(a) or date.min) <= on]
    if any(Link(LinkKind.WITHDRAWS, offer.id) in a.links for a in in_force):
        return StandingKind.WITHDRAWN
    replies = [a for a in in_force if Link(LinkKind.ANSWERS, offer.id) in a.links]
    sides = {m.side.casefold() for a in replies for m in a.actors}
    sides |= {""} if any(not a.actors for a in replies) else set()
    latest = {}
    for side in sides:
        said = [
            a
            for a in replies
            if side in {m.side.casefold() for m in a.actors} or (not side and not a.actors)
        ]
        latest[side] = max(said, key=lambda a: (day_of(a) or date.min, a.id))
    if any(a.kind in NO for a in latest.values()):
        return StandingKind.DECLINED
    if latest:
        unreserved = {s for s, a in latest.items() if a.kind in YES and not a.leading.hedged}
        addressees = {m.side.casefold() for m in offer.targets}
        everybody = addressees <= unreserved and bool(unreserved)
        return StandingKind.ACCEPTED if everybody else StandingKind.NOT_REFUSED
    last = offer.leading.expires.latest if offer.leading.expires else None
    return StandingKind.LAPSED if last and last < on else StandingKind.OPEN


@given(records(), days)
def test_standing_follows_the_four_rules(
    record: tuple[list[FiledAccount], list[Withdrawal]], on: date
) -> None:
    acts = compose(*record)
    found = {s.act: s for s in standings(acts, on)}
    offers = [a for a in acts if a.kind in OFFERS and (day_of(a) or date.min) <= on]
    assert set(found) == {a.id for a in offers}
    present = {a.id for a in acts}
    for offer in offers:
        stood = found[offer.id]
        assert stood.kind is by_the_rules(offer, acts, on)
        assert stood.because
        assert set(stood.because) <= present
        assert stood.since is None or stood.since <= on
        assert stood.is_open == (stood.kind in {StandingKind.OPEN, StandingKind.NOT_REFUSED})


@given(records(), days)
def test_newest_come_first(record: tuple[list[FiledAccount], list[Withdrawal]], on: date) -> None:
    since = [s.since or date.min for s in standings(compose(*record), on)]
    assert since == sorted(since, reverse=True)


# a small story: an offer of 27 February to two sides, and what may become of it

DAY = date(2022, 2, 27)
ISRAEL = Mention("Naftali Bennett", state="Israel")
RUSSIA = Mention("Vladimir Putin", state="Russia")
UKRAINE = Mention("Volodymyr Zelensky", state="Ukraine")


def told(act: str, kind: ActKind, when: date | None, **fields: object) -> FiledAccount:
    happened = RecordDate(str(when)) if when else None
    account = Account(**{"kind": kind, "claim": Words("…"), "happened": happened, **fields})  # type: ignore[arg-type]  # a test's shorthand
    return FiledAccount(act, act, TEAM, account, NOON)


def offer(**fields: object) -> FiledAccount:
    return told(
        "offer",
        ActKind.OFFER_MEDIATION,
        DAY,
        **{"actors": (ISRAEL,), "targets": (RUSSIA, UKRAINE), **fields},
    )


def answer(act: str, kind: ActKind, who: Mention, after: int, **fields: object) -> FiledAccount:
    links = (Link(LinkKind.ANSWERS, "offer"),)
    return told(
        act, kind, DAY + timedelta(days=after), **{"actors": (who,), "links": links, **fields}
    )


def standing_of(*filed: FiledAccount, after: int = 10) -> Standing:
    (found,) = standings(compose(filed), DAY + timedelta(days=after))
    return found


def test_open_until_somebody_answers() -> None:
    stood = standing_of(offer(), answer("no", ActKind.REJECT_MEDIATION, RUSSIA, 20))
    assert stood == Standing("offer", StandingKind.OPEN, DAY, ("offer",))


def test_accepted_since_the_last_addressee_accepted() -> None:
    yes = [
        answer("yes1", ActKind.ACCEPT_MEDIATION, UKRAINE, 1),
        answer("yes2", ActKind.ACCEPT_MEDIATION, RUSSIA, 3),
    ]
    assert standing_of(offer(), yes[0]).kind is StandingKind.NOT_REFUSED
    assert standing_of(offer(), *yes) == Standing(
        "offer", StandingKind.ACCEPTED, DAY + timedelta(days=3), ("yes1", "yes2")
    )


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (ActKind.NO_ANSWER, {}),
        (ActKind.ACCEPT_MEDIATION, {"hedged": True}),
        (ActKind.STATE_POSITION, {}),
    ],
)
def test_they_did_not_say_no(kind: ActKind, fields: dict[str, object]) -> None:
    stood = standing_of(offer(targets=(RUSSIA,)), answer("a", kind, RUSSIA, 1, **fields))
    assert (stood.kind, stood.since) == (StandingKind.NOT_REFUSED, DAY + timedelta(days=1))


def test_the_last_word_of_a_side_counts() -> None:
    no = answer("no", ActKind.REJECT_MEDIATION, RUSSIA, 1)
    yes = answer("yes", ActKind.ACCEPT_MEDIATION, RUSSIA, 2)
    to_russia = offer(targets=(RUSSIA,))
    assert standing_of(to_russia, no).kind is StandingKind.DECLINED
    assert standing_of(to_russia, no, yes).kind is StandingKind.ACCEPTED
    assert standing_of(to_russia, no, yes, after=1).kind is StandingKind.DECLINED


def test_one_refusal_declines_whatever_the_other_side_says() -> None:
    no = answer("no", ActKind.REJECT_TALKS, RUSSIA, 1)
    yes = answer("yes", ActKind.ACCEPT_MEDIATION, UKRAINE, 2)
    assert standing_of(offer(), no, yes).because == ("no",)


def test_withdrawn_since_the_first_withdrawal_whatever_was_answered() -> None:
    links = (Link(LinkKind.WITHDRAWS, "offer"),)
    gone = told("gone", ActKind.STATE_POSITION, DAY + timedelta(days=4), links=links)
    yes = answer("yes", ActKind.ACCEPT_MEDIATION, RUSSIA, 2)
    assert standing_of(offer(), yes, gone) == Standing(
        "offer", StandingKind.WITHDRAWN, DAY + timedelta(days=4), ("gone",)
    )


def test_lapsed_the_day_after_its_last_day() -> None:
    short = offer(expires=RecordDate("2022-03-01"))
    assert standing_of(short, after=2).kind is StandingKind.OPEN
    assert standing_of(short, after=3) == Standing(
        "offer", StandingKind.LAPSED, date(2022, 3, 2), ("offer",)
    )


def test_an_unaddressed_offer_is_accepted_by_anyone() -> None:
    yes = answer("yes", ActKind.ACCEPT_MEDIATION, RUSSIA, 1)
    assert standing_of(offer(targets=()), yes).kind is StandingKind.ACCEPTED


def test_an_offer_made_later_is_not_yet_there() -> None:
    assert standings(compose([offer()]), DAY - timedelta(days=1)) == ()


@given(records(), days)
def test_the_history_is_the_standing_day_by_day_as_far_as_it_changed(
    record: tuple[list[FiledAccount], list[Withdrawal]], on: date
) -> None:
    acts = compose(*record)
    for offer in acts:
        told = history(acts, offer, on)
        if offer.kind not in OFFERS or (day_of(offer) or date.min) > on:
            assert told == ()
            continue
        # a plain restatement: ask the rules on every day, and keep what is new
        made = day_of(offer)
        first = made or min([d for a in acts if (d := day_of(a))] + [on, date(1999, 1, 1)])
        first = max(first, date(1999, 1, 1))
        every = [first + timedelta(days=n) for n in range((on - first).days + 1)]
        expected: list[StandingKind] = []
        whose: list[set[str]] = []
        for day in every if (on - first).days < 60 else []:
            kind = by_the_rules(offer, acts, day)
            (stood,) = [s for s in standings(acts, day) if s.act == offer.id]
            if not expected or (kind, set(stood.because)) != (expected[-1], whose[-1]):
                expected.append(kind)
                whose.append(set(stood.because))
        if expected:
            assert [c.kind for c in told] == expected
            assert [set(c.because) for c in told] == whose
        assert told[-1].kind is by_the_rules(offer, acts, on)
        days_told = [c.day for c in told if c.day]
        assert days_told == sorted(set(days_told))
        tellers = {f.id: act for act in acts for f in act.accounts}
        for change in told:
            assert change.accounts
            # it rests on accounts of the acts that brought it about, and no others
            assert {tellers[a].id for a in change.accounts} <= {*change.because, offer.id}


def test_the_history_of_an_offer_that_was_refused_and_taken_up_after_all() -> None:
    offer = filed("offer", ActKind.OFFER_MEDIATION, "2022-02-20", targets=("Alpha", "Beta"))
    no = filed("no", ActKind.REJECT_MEDIATION, "2022-02-22", actors=("Beta",), answers="offer")
    yes = filed("yes", ActKind.ACCEPT_MEDIATION, "2022-02-24", actors=("Beta",), answers="offer")
    also = filed("also", ActKind.ACCEPT_MEDIATION, "2022-02-25", actors=("Alpha",), answers="offer")
    acts = compose([offer, no, yes, also])
    made = next(act for act in acts if act.id == "offer")
    told = [(str(c.day), str(c.kind), c.accounts) for c in history(acts, made, date(2022, 2, 28))]
    assert told == [
        ("2022-02-20", "open", ("account of offer",)),
        ("2022-02-22", "declined", ("account of no",)),
        ("2022-02-24", "not refused", ("account of yes",)),
        ("2022-02-25", "accepted", ("account of yes", "account of also")),
    ]


def filed(
    act: str,
    kind: ActKind,
    day: str,
    *,
    actors: tuple[str, ...] = (),
    targets: tuple[str, ...] = (),
    answers: str = "",
) -> FiledAccount:
    account = Account(
        kind=kind,
        claim=Words("…"),
        actors=tuple(Mention(name) for name in actors),
        targets=tuple(Mention(name) for name in targets),
        happened=RecordDate(day),
        links=(Link(LinkKind.ANSWERS, answers),) if answers else (),
    )
    return FiledAccount(f"account of {act}", act, TEAM, account, NOON)
