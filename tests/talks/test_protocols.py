"""What the protocols promise, step by step, and bad input."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.errors import InputError
from goodoffices.record.audiences import JOINT, caucus
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.talks import bids, sessions, shuttle, text
from goodoffices.talks.bids.commitment import Bid, commitment, read_number
from goodoffices.talks.shuttle import AnswerKind
from goodoffices.talks.table import Refusal, Role
from goodoffices.talks.text import events as t
from goodoffices.talks.who import CLOCK, MEDIATOR, Who
from goodoffices.talks.wording import Choice, Wording

NOW = datetime(2022, 3, 1, tzinfo=UTC)
DEADLINE = NOW + timedelta(days=1)
A, B, C = (Who(Role.PARTY, party) for party in "abc")
TEAM = Viewer(SeatKind.TEAM)
SEATS = {party: Viewer(SeatKind.DELEGATE, side=party) for party in "abc"}


def tabled(announce=shuttle.Announce.OUTCOME_ONLY, to=("a", "b")):
    state = shuttle.Proposal(shuttle.Offer(Wording("A ceasefire from noon")), ("a", "b", "c"))
    state = shuttle.step(state, shuttle.Prepare(to, DEADLINE, announce), MEDIATOR, NOW)
    return shuttle.step(state, shuttle.Convey(state.check), MEDIATOR, NOW)


def answered(state, *answers):
    for who, kind, words in answers:
        state = shuttle.step(state, shuttle.Answer(AnswerKind(kind), words), who, NOW)
    return state


# TK 2
def test_nobody_learns_who_refused_when_only_the_outcome_is_told():
    one = answered(tabled(to=("a", "b", "c")), (A, "yes", ""), (B, "no", "never"), (C, "yes", ""))
    other = answered(tabled(to=("a", "b", "c")), (A, "yes", ""), (B, "yes", ""), (C, "no", "no"))
    assert one.phase is shuttle.Phase.NO_AGREEMENT
    assert shuttle.view(one, SEATS["a"]) == shuttle.view(other, SEATS["a"])
    assert {g.party for g in shuttle.view(one, TEAM).answers} == {"a", "b", "c"}


def test_whose_answer_came_first_does_not_show():
    every = (A, "yes", ""), (B, "no", "never"), (C, "yes_if", "if quiet lasts")
    states = [answered(tabled(to=("c", "a", "b")), *order) for order in permutations(every)]
    assert len(set(states)) == 1
    assert shuttle.view(states[0], TEAM).answered == ("c", "a", "b")


def test_a_lapse_is_told_to_parties_as_no_agreement():
    state = answered(tabled(), (A, "yes", ""))
    lapsed = shuttle.step(state, shuttle.Lapse(), CLOCK, DEADLINE)
    refused = answered(state, (B, "no", ""))
    assert shuttle.view(lapsed, TEAM).phase is shuttle.Phase.LAPSED
    assert shuttle.view(lapsed, SEATS["a"]) == shuttle.view(refused, SEATS["a"])


def test_who_accepted_is_told_where_that_was_set():
    state = answered(tabled(shuttle.Announce.WHO_ACCEPTED), (A, "yes", ""), (B, "yes_if", "paid"))
    seen = shuttle.view(state, SEATS["a"])
    assert seen.accepted_by == ("a",)
    assert "paid" not in repr(seen)
    assert "paid" in repr(shuttle.view(state, TEAM))


# TK 2
def test_until_all_are_in_not_even_the_mediator_sees_an_answer():
    state = answered(tabled(), (A, "yes_if", "the bridge is open"))
    assert shuttle.view(state, TEAM).answers == ()
    assert shuttle.view(state, TEAM).answered == ("a",)
    assert shuttle.view(state, SEATS["b"]) == shuttle.view(tabled(), SEATS["b"])


def test_an_answer_can_be_changed_until_all_are_in():
    state = answered(tabled(), (A, "no", ""), (A, "yes", ""), (B, "yes", ""))
    assert state.phase is shuttle.Phase.ACCEPTED
    assert shuttle.view(state, SEATS["a"]).accepted_by == ("a", "b")


def test_what_is_confirmed_twice_is_the_same_thing():
    state = shuttle.Proposal(shuttle.Offer(Wording("One")), ("a", "b"))
    state = shuttle.step(state, shuttle.Prepare(("a",), DEADLINE), MEDIATOR, NOW)
    check = state.check
    changed = shuttle.step(state, shuttle.Prepare(("a", "b"), DEADLINE), MEDIATOR, NOW)
    assert isinstance(shuttle.step(changed, shuttle.Convey(check), MEDIATOR, NOW), Refusal)


def test_withdrawn_answers_stay_with_who_gave_them():
    state = answered(tabled(), (A, "yes_if", "the bridge is open"))
    state = shuttle.step(state, shuttle.Withdraw(), MEDIATOR, NOW)
    assert shuttle.view(state, TEAM).answers == ()
    assert shuttle.view(state, SEATS["b"]).phase is shuttle.Phase.WITHDRAWN


@pytest.mark.parametrize(
    "build",
    [
        lambda: shuttle.Answer(AnswerKind.YES_IF),
        lambda: shuttle.Answer(AnswerKind.YES, "but"),
        lambda: shuttle.Prepare((), DEADLINE),
        lambda: shuttle.Prepare(("a", "a"), DEADLINE),
        lambda: shuttle.Reply("a", " "),
        lambda: Wording(" "),
        lambda: Wording("x" * 100_001),
        lambda: Choice("", "x"),
        lambda: shuttle.Offer(Wording("x"), (Choice("rent", "1"), Choice("rent", "2"))),
        lambda: sessions.Plan(0, NOW, ("a",)),
        lambda: sessions.Plan(1, NOW, ()),
        lambda: sessions.Plan(1, NOW, ("a", "a")),
        lambda: sessions.Plan(1, NOW, ("a",), agenda=(" ",)),
        lambda: sessions.Plan(1, NOW, ("a",), venue="A hall", online="A link"),
        lambda: sessions.Delegation("a", (" ",)),
        lambda: bids.Commit("short"),
        lambda: Bid(("5",), "short"),
        lambda: Bid(("5.0",), "0" * 64),
        lambda: read_number("five"),
        lambda: read_number("inf"),
        lambda: read_number("1e40"),
        lambda: replace(terms(), numbers=()),
        lambda: replace(terms(), parties=("a", "a")),
        lambda: replace(terms(), sides=(bids.Direction.AT_MOST,) * 2),
        lambda: replace(terms(), rounds=0),
        lambda: replace(terms(), reveal_minutes=0),
        lambda: text.Version((Wording("x"), Wording("y"))),
        lambda: t.Reserve("c", "id", " "),
    ],
)
def test_what_is_ill_formed_cannot_exist(build):
    with pytest.raises(InputError) as caught:
        build()
    assert "\n" not in str(caught.value)


# TK 3
def test_a_session_opens_when_everybody_has_confirmed():
    state = sessions.Session(sessions.Plan(1, NOW, ("a", "b"), ("Ceasefire",), venue="A hall"))
    assert sessions.view(state, SEATS["a"]) is None
    invited = sessions.step(state, sessions.EVENTS["invite"](), MEDIATOR)
    confirm = sessions.EVENTS["confirm"](sessions.Part.ATTENDANCE)
    one = sessions.step(invited, confirm, A)
    assert isinstance(sessions.step(one, sessions.EVENTS["open"](), MEDIATOR), Refusal)
    assert sessions.view(one, SEATS["b"]) == sessions.view(invited, SEATS["b"])
    both = sessions.step(one, confirm, B)
    opened = sessions.step(both, sessions.EVENTS["open"](), MEDIATOR)
    assert len(sessions.view(opened, SEATS["b"]).confirmed) == 2


def test_a_planned_session_called_off_was_never_there_for_parties():
    state = sessions.Session(sessions.Plan(1, NOW, ("a", "b")))
    state = sessions.step(state, sessions.EVENTS["cancel"](), MEDIATOR)
    assert sessions.view(state, SEATS["a"]) is None


def terms(**changes):
    sides = (bids.Direction.AT_LEAST, bids.Direction.AT_MOST)
    return replace(bids.Terms("case", "bidding", ("rent",), ("a", "b"), sides), **changes)


def bid_round(state, low, high):
    made = {A: Bid((read_number(low),), "0" * 64), B: Bid((read_number(high),), "1" * 64)}
    for who, bid in made.items():
        sealed = commitment("case", "bidding", state.round, who.party, bid)
        state = bids.step(state, bids.Commit(sealed), who, NOW)
    for who, bid in made.items():
        state = bids.step(state, bids.Reveal(bid), who, NOW)
    return state


# TK 4
@pytest.mark.parametrize(
    ("rule", "agreed"), [("midpoint", "45.5"), ("lowest", "40"), ("highest", "51")]
)
def test_an_overlap_gives_the_agreed_number(rule, agreed):
    start = bids.Bidding(terms(rule=bids.Rule(rule)), DEADLINE)
    state = bid_round(start, "40", "51")
    assert bids.view(state, SEATS["a"]).agreed == (Decimal(agreed),)
    assert [r.party for r in bids.view(state, SEATS["b"]).reveals] == ["b"]
    assert bids.view(state, TEAM).reveals == ()
    assert bids.view(state, SEATS["c"]) is None


def test_no_overlap_reveals_nothing_not_even_the_gap():
    start = bids.Bidding(terms(rounds=2), DEADLINE)
    near, far = bid_round(start, "50.01", "50"), bid_round(start, "50.01", "-9000")
    assert near.phase is bids.Phase.NO_OVERLAP
    assert bids.view(near, SEATS["a"]) == bids.view(far, SEATS["a"])
    assert bids.view(near, TEAM) == bids.view(far, TEAM)
    again = bids.step(near, bids.Again(DEADLINE), MEDIATOR, NOW)
    assert again.round == 2
    assert isinstance(
        bids.step(bid_round(again, "2", "1"), bids.Again(DEADLINE), MEDIATOR, NOW), Refusal
    )


def test_on_several_numbers_all_must_meet():
    two = terms(numbers=("rent", "term"))
    state = bids.Bidding(two, DEADLINE)
    made = {A: Bid(("40", "9"), "0" * 64), B: Bid(("51", "5"), "1" * 64)}
    for who, bid in made.items():
        sealed = commitment("case", "bidding", 1, who.party, bid)
        state = bids.step(state, bids.Commit(sealed), who, NOW)
    for who, bid in made.items():
        state = bids.step(state, bids.Reveal(bid), who, NOW)
    assert (state.phase, state.agreed) == (bids.Phase.NO_OVERLAP, ())


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=20, min_value=-(10**29), max_value=10**29
    )
)
def test_a_number_has_one_spelling(number):
    plain = read_number(str(number))
    assert Decimal(plain) == number
    assert read_number(plain) == plain == read_number(f" {plain} ")


def test_agreed_midpoints_are_exact():
    low, high = "0.00000000000000000001", f"{10**29}"
    state = bid_round(bids.Bidding(terms(), DEADLINE), low, high)
    assert state.agreed == (Decimal("50000000000000000000000000000.000000000000000000005"),)


def on_the_table(*clauses):
    state = text.Text(("a", "b"))
    for name, words in clauses:
        state = text.step(state, t.Add(name, text.Version((Wording(words),))), MEDIATOR)
    return text.step(state, t.Table(), MEDIATOR)


def test_a_hidden_bracket_or_reservation_changes_nothing_for_others():
    state = on_the_table(("one", "Fire ceases at noon"))
    check = state.clauses[0].version.check
    held = text.step(state, t.Hold("one", "x", 0, 4, caucus("b")), B)
    held = text.step(held, t.Reserve("one", "y", "not before spring"), B)
    assert text.view(held, SEATS["a"]) == text.view(state, SEATS["a"])
    accepted = text.step(held, t.Accept("one", check), A)
    plain = text.step(state, t.Accept("one", check), A)
    assert text.view(accepted, SEATS["a"]) == text.view(plain, SEATS["a"])
    assert isinstance(text.step(held, t.Accept("one", check), B), Refusal)
    assert len(text.view(held, TEAM).clauses[0].reservations) == 1


def test_a_text_is_agreed_clause_by_clause():
    state = on_the_table(("one", "Fire ceases"), ("two", "Prisoners return"))
    for clause in ("one", "two"):
        assert isinstance(text.step(state, t.Agree(), MEDIATOR), Refusal)
        for who in (A, B):
            check = state.clause(clause).version.check
            state = text.step(state, t.Accept(clause, check), who)
    assert text.view(state, SEATS["a"]).clauses[0].accepted == ("a", "b")
    assert text.step(state, t.Agree(), MEDIATOR).phase is text.Phase.AGREED


def test_a_clause_struck_before_the_text_is_tabled_is_never_shown_until_reopened():
    state = text.Text(("a", "b"))
    for name in ("one", "two"):
        version = text.Version((Wording(f"secret {name}"),))
        state = text.step(state, t.Add(name, version), MEDIATOR)
    state = text.step(state, t.Strike("one"), MEDIATOR)
    state = text.step(state, t.Table(), MEDIATOR)
    assert "secret one" not in repr(text.view(state, SEATS["a"]))
    state = text.step(state, t.Reopen("one"), MEDIATOR)
    assert "secret one" in repr(text.view(state, SEATS["a"]))


def test_clauses_stand_where_they_are_put():
    state = on_the_table(("one", "First"), ("three", "Third"))
    two = t.Add("two", text.Version((Wording("Second"),)), after="one")
    assert [c.id for c in text.step(state, two, MEDIATOR).clauses] == ["one", "two", "three"]


def test_the_clauses_are_one_package_and_say_so_if_they_are_not():
    rent, dear = ((Choice("rent", value),) for value in ("50", "60"))
    state = text.Text(("a", "b"))
    state = text.step(state, t.Add("one", text.Version((Wording("x"),), rent)), MEDIATOR)
    state = text.step(state, t.Add("two", text.Version((Wording("y"),), rent)), MEDIATOR)
    assert state.package() == rent
    state = text.step(state, t.Revise("two", text.Version((Wording("y"),), dear)), MEDIATOR)
    with pytest.raises(InputError, match="settled twice"):
        state.package()


def test_a_language_that_was_left_behind_is_named():
    both = text.Version((Wording("Peace"), Wording("Paix", "fr")))
    state = text.step(text.Text(("a", "b")), t.Add("one", both), MEDIATOR)
    assert state.behind(state.clauses[0]) == ()
    state = text.step(state, t.Revise("one", text.Version((Wording("Peace now"),))), MEDIATOR)
    assert state.behind(state.clauses[0]) == ("fr",)


words = st.text("ab c,.\né", max_size=40)


@given(words, words)
def test_a_redline_holds_both_texts(old, new):
    pieces = text.redline(old, new)
    kept, added, gone = text.Change.KEPT, text.Change.ADDED, text.Change.TAKEN_OUT
    assert "".join(p.text for p in pieces if p.change in {kept, gone}) == old
    assert "".join(p.text for p in pieces if p.change in {kept, added}) == new
    assert all(p.text for p in pieces)


def test_a_redline_of_one_word():
    found = [
        (p.change, p.text) for p in text.redline("Fire ceases at noon.", "Fire ceases at dusk.")
    ]
    assert found == [
        ("kept", "Fire ceases at "),
        ("taken_out", "noon"),
        ("added", "dusk"),
        ("kept", "."),
    ]


@pytest.mark.parametrize(
    "event",
    [
        shuttle.Amend(shuttle.Offer(Wording("x", "ar"), (Choice("rent", "5"),), "Title")),
        shuttle.Prepare(("a", "b"), DEADLINE, shuttle.Announce.WHO_ACCEPTED),
        shuttle.Answer(AnswerKind.COUNTER, "", (Choice("rent", "5"),)),
        sessions.EVENTS["replan"](sessions.Plan(2, NOW, ("a",), ("x",), online="link")),
        sessions.EVENTS["name"](sessions.Delegation("a", ("An envoy",))),
        bids.Reveal(Bid(("5",), "0" * 64)),
        t.Add("one", text.Version((Wording("x"),), (Choice("rent", "5"),), "p"), "zero"),
        t.Hold("one", "id", 0, 5, JOINT),
    ],
)
def test_events_are_kept_and_read_again(event):
    assert from_plain(type(event), to_plain(event)) == event
