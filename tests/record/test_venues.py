"""Words on venues, readiness and missed opportunities, against MT 9 and MT 10 read aloud."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from record_builders import NOON
from tool_records import FIRST, FRAME, OFTEN, day, days, sides, stands, told, took_place, undenied

from goodoffices.record.accounts import Account, Link, LinkKind, Mention, Stance, Words
from goodoffices.record.acts import Act, FiledAccount, compose
from goodoffices.record.audiences import TEAM
from goodoffices.record.dates import RecordDate
from goodoffices.record.readiness import ChanceState, chances, readiness
from goodoffices.record.venues import WordKind, places_in, venues
from goodoffices.record.vocabulary import ActKind

K = ActKind
SAYS = {
    K.PROPOSE: "proposes",
    K.CALL_FOR_TALKS: "proposes",
    K.STATE_POSITION: "favours",
    K.AGREE_TO_TALK: "accepts",
    K.REJECT_TERMS: "refuses",
    K.READY_AT_VENUE: "ready",
    K.NEGOTIATE: "met",
    K.MEET: "met",
}
PARTIES = ("a", "b", "c")
PLACES = {
    None: [],
    "Gomel, Belarus": ["gomel"],
    "gomel": ["gomel"],
    "Minsk": ["minsk"],
    "Warsaw, Minsk or Baku": ["warsaw", "minsk", "baku"],
    "Gomel or Baku": ["gomel", "baku"],
}
"""Worked out by hand for each venue that the records know."""


def named(mention: Mention) -> str:
    known = sides(mention)
    return known.pop() if known else mention.side


def words_by_the_rules(acts: list[Act], on: date) -> set[tuple[str, str, str, str]]:
    """Place, what is said, by whom, in which act."""
    found = set()
    for act in acts:
        if not stands(act, on):
            continue
        for account in undenied(act):
            says = SAYS.get(account.kind)
            if says and not (says in {"ready", "met"} and not took_place(act, on)):
                found |= {
                    (place, says, named(m), act.id)
                    for place in PLACES[account.venue]
                    for m in account.actors
                }
        says = SAYS.get(act.kind)
        leading = act.accounts[0].account
        silent_on_place = not any(f.account.venue for f in act.accounts)
        if (
            says in {"accepts", "refuses"}
            and silent_on_place
            and leading.stance is not Stance.DENIES
        ):
            for other in acts:
                if other.id in act.linked(LinkKind.ANSWERS) and stands(other, on):
                    found |= {
                        (place, says, named(m), act.id)
                        for account in undenied(other)
                        if SAYS.get(account.kind) == "proposes"
                        for place in PLACES[account.venue]
                        for m in leading.actors
                    }
    return found


# MT 9
@OFTEN
@given(told(*SAYS), days)
def test_words_on_venues_follow_the_definition(acts: list[Act], on: date) -> None:
    found = venues(acts, FRAME, on)
    said = {(v.name.casefold(), str(w.kind), w.side, w.act) for v in found for w in v.words}
    assert said == words_by_the_rules(acts, on)
    assert len({venue.name.casefold() for venue in found}) == len(found)
    latest = [venue.words[-1].day or date.min for venue in found]
    assert latest == sorted(latest, reverse=True)


def where(act: Act) -> set[str]:
    return {place for account in undenied(act) for place in PLACES[account.venue]}


def meets(act: Act, party: str, on: date) -> set[str]:
    """The other parties that this party meets by this act."""
    present = sides(*act.actors, *act.targets) & set(PARTIES)
    is_meeting = act.kind in {K.MEET, K.NEGOTIATE, K.MEDIATE}
    if is_meeting and day(act) and took_place(act, on) and party in present:
        return present - {party}
    return set()


def ready_at(act: Act, party: str, on: date) -> set[str]:
    is_ready = act.kind is K.READY_AT_VENUE and day(act) and took_place(act, on)
    return where(act) if is_ready and party in sides(*act.actors) else set()


def days_ready(acts: list[Act], act: Act, party: str, place: str, on: date) -> list[date] | None:
    """Walk day by day until something ends it; None if nothing has ended it after 100 days."""
    start = day(act)
    assert start
    last_days = [a.expires.latest for a in undenied(act) if a.expires and a.expires.latest]
    today, found = start, []
    for _ in range(100):
        found.append(today)
        if today in last_days:
            return found
        today += timedelta(days=1)
        for other in acts:
            if day(other) != today:
                continue
            moved = ready_at(other, party, on)
            met = where(other) if meets(other, party, on) else set()
            if any(places and place not in places for places in ([{p} for p in moved] + [met])):
                return found
    return None


def days_there(
    stays: dict[tuple[str, str, str], list[date] | None],
    acts: list[Act],
    other: str,
    place: str,
    long: list[date],
) -> set[date]:
    """The days on which the other party is there, for ever where no end is told."""
    found: set[date] = set()
    for (act, who, at), walked in stays.items():
        if (who, at) != (other, place):
            continue
        start = next(day(a) for a in acts if a.id == act)
        assert start
        found |= set(walked) if walked else {one for one in long if one >= start}
    return found


# MT 10
@OFTEN
@given(told(K.READY_AT_VENUE, K.READY_AT_VENUE, K.NEGOTIATE, K.REJECT_TERMS, K.PROPOSE), days)
def test_missed_opportunities_follow_the_definition(acts: list[Act], on: date) -> None:
    stays = {
        (act.id, party, place): days_ready(acts, act, party, place, on)
        for act in acts
        for party in PARTIES
        for place in ready_at(act, party, on)
    }
    found = readiness(acts, FRAME, on)
    assert {(r.act, r.party, r.place.casefold()): r.end for r in found} == {
        stay: walked[-1] if walked else None for stay, walked in stays.items()
    }
    assert len(found) == len(stays)
    results = {}
    for (act, party, place), walked in stays.items():
        start = next(day(a) for a in acts if a.id == act)
        assert start
        long = walked or [start + timedelta(days=n) for n in range(100)]
        for other in PARTIES:
            if other == party:
                continue
            came = bool(set(long) & days_there(stays, acts, other, place, long))
            came |= any(
                other in meets(a, party, on) and place in where(a) and day(a) in long for a in acts
            )
            over = walked is not None and walked[-1] < on
            results[act, party, place, other] = "met" if came else "missed" if over else "awaited"
    chosen = chances(acts, FRAME, on)
    assert {
        (c.ready.act, c.ready.party, c.ready.place.casefold(), c.other): str(c.state)
        for c in chosen
    } == results
    words = words_by_the_rules(acts, on)
    for chance in chosen:
        said = {
            act
            for place, _, who, act in words
            if (place, who) == (chance.ready.place.casefold(), chance.other)
        }
        assert {chance.ready.act} | said <= set(chance.rests_on)
        missed = chance.state is ChanceState.MISSED
        assert chance.since == (
            chance.ready.end + timedelta(days=1) if missed and chance.ready.end else None
        )


# one side at a venue, the other elsewhere


def filed(act: str, kind: ActKind, after: int, **fields: object) -> FiledAccount:
    account = Account(
        **{  # type: ignore[arg-type]  # a test's shorthand
            "kind": kind,
            "claim": Words("…"),
            "actors": (Mention("Alpha"),),
            "happened": RecordDate(str(FIRST + timedelta(days=after))),
            **fields,
        }
    )
    return FiledAccount(act, act, TEAM, account, NOON)


READY = filed("ready", K.READY_AT_VENUE, 0, venue="Gomel, Belarus")
TALKS = filed(
    "talks", K.NEGOTIATE, 2, actors=(Mention("Alpha"), Mention("Beta")), venue="the border"
)


def state_with_beta(*more: FiledAccount, after: int = 5) -> tuple[ChanceState, date | None]:
    found = chances(compose([READY, *more]), FRAME, FIRST + timedelta(days=after))
    return next((c.state, c.since) for c in found if c.other == "b")


def test_awaited_until_they_meet_elsewhere_then_missed() -> None:
    assert state_with_beta() == (ChanceState.AWAITED, None)
    assert state_with_beta(TALKS, after=1) == (ChanceState.AWAITED, None)
    assert state_with_beta(TALKS) == (ChanceState.MISSED, FIRST + timedelta(days=2))


def test_met_where_both_came() -> None:
    there = filed("there", K.READY_AT_VENUE, 1, actors=(Mention("Beta"),), venue="gomel")
    assert state_with_beta(there) == (ChanceState.MET, None)
    talks = filed("talks", K.NEGOTIATE, 3, actors=(Mention("Beta"),), targets=(Mention("Alpha"),))
    assert state_with_beta(talks) == (ChanceState.AWAITED, None)
    at_gomel = filed(
        "talks", K.NEGOTIATE, 3, actors=(Mention("Beta"), Mention("Alpha")), venue="Gomel"
    )
    assert state_with_beta(at_gomel) == (ChanceState.MET, None)


def test_a_last_day_ends_it() -> None:
    short = filed("short", K.READY_AT_VENUE, 0, expires=RecordDate(str(FIRST)), venue="Gomel")
    found = chances(compose([short]), FRAME, FIRST + timedelta(days=1))
    assert {(c.other, c.state, c.since) for c in found} == {
        (other, ChanceState.MISSED, FIRST + timedelta(days=1)) for other in ("b", "c")
    }


def test_on_its_last_day_the_other_is_still_awaited() -> None:
    short = filed("short", K.READY_AT_VENUE, 0, expires=RecordDate(str(FIRST)), venue="Gomel")
    assert {c.state for c in chances(compose([short]), FRAME, FIRST)} == {ChanceState.AWAITED}


def test_a_refusal_speaks_of_the_place_it_answers() -> None:
    offer = filed("offer", K.PROPOSE, 0, venue="Gomel or Minsk")
    no = filed(
        "no",
        K.REJECT_TERMS,
        1,
        actors=(Mention("Beta"),),
        links=(Link(LinkKind.ANSWERS, "offer"),),
    )
    found = venues(compose([offer, no]), FRAME, FIRST + timedelta(days=1))
    assert {(v.name, v.sides(WordKind.PROPOSES), v.sides(WordKind.REFUSES)) for v in found} == {
        ("Gomel", ("a",), ("b",)),
        ("Minsk", ("a",), ("b",)),
    }


@pytest.mark.parametrize(
    ("told_as", "places"),
    [
        (None, ()),
        ("Gomel, Belarus", ("Gomel",)),
        ("the border near the river Pripyat", ("the border near the river Pripyat",)),
        ("Warsaw, Bratislava, Budapest, Istanbul or Baku", 5),
        ("Oran, Algeria", ("Oran",)),
        (" , ", ()),
    ],
)
def test_the_places_a_text_names(told_as: str | None, places: object) -> None:
    found = places_in(told_as)
    assert len(found) == places if isinstance(places, int) else found == places
