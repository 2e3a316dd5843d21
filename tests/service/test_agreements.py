"""Agreements through the service: what can become a term, who signs what, what is told of it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from worlds import START, make_case, make_world

from goodoffices.agreement import Fact, Obligation, Told
from goodoffices.agreement.signing import (
    Drop,
    Lay,
    Oblige,
    Paper,
    Recall,
    Sign,
    Tell,
    Withdraw,
    step,
    view,
)
from goodoffices.errors import ConflictingEditError, InputError, NotFoundError
from goodoffices.record.audiences import JOINT, PUBLIC, TEAM, caucus
from goodoffices.service.agreements import (
    agreement_of,
    agreements,
    begin_agreement,
    ready,
    write_on_agreement,
)
from goodoffices.service.talks import draft_proposal, take_step
from goodoffices.service.texts import begin_text, text_of, write_on_text
from goodoffices.service.verify import verify
from goodoffices.store.models import Entry
from goodoffices.talks import shuttle
from goodoffices.talks.shuttle import AnswerKind
from goodoffices.talks.table import Refusal
from goodoffices.talks.text import Version
from goodoffices.talks.text.events import Accept, Agree, Table
from goodoffices.talks.who import who
from goodoffices.talks.wording import Choice, Wording

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    world, actions = make_world()
    made = make_case(world, actions)
    actions.begin("test", 1.0)
    return made, actions


def accepted(places, *, to=("a", "b"), value: str = "noon") -> str:
    lead = places["lead"]
    package = (Choice("quiet", value),)
    made = draft_proposal(lead, shuttle.Offer(Wording("Quiet from noon"), package, "Quiet"))
    seen = take_step(lead, made, shuttle.Prepare(to, START + timedelta(days=2)))
    take_step(lead, made, shuttle.Convey(seen.check))
    for party in to:
        take_step(places[party], made, shuttle.Answer(AnswerKind.YES))
    return made


def agreed_text(places) -> str:
    lead = places["lead"]
    made = begin_text(lead, "Water", "en", (Version((Wording("Water for both"),)),))
    write_on_text(lead, made, Table())
    clause = text_of(lead, made).view.clauses[0]
    for party in ("a", "b"):
        write_on_text(places[party], made, Accept(clause.id, clause.version.check))
    write_on_text(lead, made, Agree())
    return made


def put_together(places) -> str:
    return begin_agreement(places["lead"], "Peace", (accepted(places),), (agreed_text(places),))


def obligation(places, made: str, name: str = "o" * 32) -> Obligation:
    term = agreement_of(places["lead"], made).view.agreement.terms[0].id
    return Obligation(name, term, "a", "opens the sluice", date(2022, 3, 5), "The third state")


def laid(places) -> str:
    made = put_together(places)
    write_on_agreement(places["lead"], made, Oblige(obligation(places, made)))
    check = agreement_of(places["lead"], made).view.agreement.check
    write_on_agreement(places["lead"], made, Lay(check))
    return made


def signed(places, made: str, *parties: str) -> None:
    for party in parties:
        check = agreement_of(places[party], made).view.agreement.check
        write_on_agreement(places[party], made, Sign(check, (f"Delegate of {party}",)))


def test_terms_are_what_all_have_accepted_and_say_where_from(case):
    places, _ = case
    lead = places["lead"]
    with pytest.raises(InputError, match="not accepted by all"):
        begin_agreement(lead, "Peace", (accepted(places, to=("a",)),), ())
    with pytest.raises(InputError, match="nothing agreed"):
        begin_agreement(lead, "Peace", (), ())
    made = put_together(places)
    first, second = agreement_of(lead, made).view.agreement.terms
    assert first.origin.id in ready(lead).proposals
    assert second.origin.id in ready(lead).texts
    assert second.origin.clause == text_of(lead, second.origin.id).view.clauses[0].id
    for name in ("a", "b", "o", "public"):
        assert agreements(places[name]) == ()


def test_two_terms_that_settle_one_issue_apart_are_refused(case):
    places, actions = case
    one = accepted(places)
    actions.begin("another", 2.0)
    with pytest.raises(InputError, match="settled twice"):
        begin_agreement(places["lead"], "Peace", (one, accepted(places, value="dusk")), ())


# AG 6
def test_it_is_concluded_once_all_have_signed_and_nobody_hears_who_before(case):
    places, _ = case
    made = laid(places)
    before = agreement_of(places["b"], made)
    signed(places, made, "a")
    assert agreement_of(places["b"], made) == before
    assert [s.party for s in agreement_of(places["lead"], made).view.signatures] == ["a"]
    with pytest.raises(ConflictingEditError, match="not the agreement"):
        write_on_agreement(places["b"], made, Sign("0" * 64, ("somebody",)))
    signed(places, made, "b")
    for name in ("a", "b", "team"):
        seen = agreement_of(places[name], made).view
        assert {s.party for s in seen.signatures} == {"a", "b"}
        assert seen.concluded is not None


def test_what_is_recalled_is_seen_no_more_and_has_to_be_signed_anew(case):
    places, _ = case
    lead = places["lead"]
    made = laid(places)
    signed(places, made, "a")
    write_on_agreement(lead, made, Recall())
    with pytest.raises(NotFoundError):
        agreement_of(places["a"], made)
    write_on_agreement(lead, made, Drop("o" * 32))
    check = agreement_of(lead, made).view.agreement.check
    write_on_agreement(lead, made, Lay(check))
    assert agreement_of(places["a"], made).view.signatures == ()
    write_on_agreement(lead, made, Recall())
    write_on_agreement(lead, made, Withdraw())
    assert agreements(places["a"]) == ()


def test_what_is_told_has_its_audience_and_contests_only_for_who_sees_it(case):
    places, _ = case
    made = laid(places)
    signed(places, made, "a", "b")
    told = Told("o" * 32, Fact.PERFORMED, date(2022, 2, 28), "a", "the sluice is open")
    write_on_agreement(places["a"], made, Tell(told, JOINT))
    hidden = replace(told, fact=Fact.VIOLATED, by="b", words="it is shut")
    write_on_agreement(places["b"], made, Tell(hidden, caucus("b")))
    (mine,) = agreement_of(places["a"], made).found
    (theirs,) = agreement_of(places["b"], made).found
    assert (mine.status, mine.contested) == ("performed", False)
    assert (theirs.status, theirs.contested) == ("violated", True)


def test_each_step_is_written_for_those_it_is_between(case):
    places, _ = case
    made = laid(places)
    signed(places, made, "a", "b")
    rows = Entry.objects.filter(genre="talk", subject=made).select_related("audience")
    kept = sorted(row.audience.key for row in rows)
    # begun, obliged, laid; of laying and concluding each party is told; each signs
    expected = ["team"] * 3 + ["caucus:a"] * 3 + ["caucus:b"] * 3
    assert kept == sorted(expected)
    (verdict,) = verify(places["lead"].world.keys)
    assert verdict.fault is None


@pytest.mark.parametrize("name", ["clerk", "o", "public"])
def test_others_have_no_part_in_it(case, name):
    places, _ = case
    made = laid(places)
    with pytest.raises(NotFoundError):
        write_on_agreement(places[name], made, Withdraw())
    with pytest.raises(NotFoundError):
        begin_agreement(places[name], "Mine", (), ())


def test_random_steps_are_taken_just_where_the_protocol_takes_them(case):
    """The service against the pure protocol, and that against the rules in words (AG 6)."""
    places, actions = case
    made = put_together(places)
    first = agreement_of(places["lead"], made).view.agreement
    state, draw, seen = Paper(first), random.Random(6), set()
    for k in range(160):
        actions.begin(f"step {k}", 2.0)
        name = draw.choice(["lead", "lead", "a", "b"])
        at, by = places[name], name if name in "ab" else ""
        check = draw.choice([state.agreement.check] * 4 + ["0"])
        owed = [one.id for one in state.agreement.obligations] or ["none"]
        told = Told(draw.choice(owed), draw.choice(list(Fact)), date(2022, 2, 28), by)
        event = draw.choice(
            [
                Oblige(replace(obligation(places, made, f"{k:032x}"), who=draw.choice("abc"))),
                Drop(draw.choice(owed)),
                Lay(check),
                *[Sign(check, ("somebody",))] * 2,
                *[Tell(told, draw.choice([JOINT, TEAM, PUBLIC, caucus("a"), caucus("b")]))] * 2,
                *([Recall()] if draw.random() < 0.3 else []),
            ]
        )
        expected = step(state, event, who(at.viewer), START + timedelta(hours=2))
        hidden = view(state, at.viewer) is None
        entries = Entry.objects.count()
        try:
            write_on_agreement(at, made, event)
        except (ConflictingEditError, NotFoundError):
            assert isinstance(expected, Refusal) or hidden
            assert Entry.objects.count() == entries
            continue
        assert not isinstance(expected, Refusal)
        assert _legal(state, event, by)
        seen.add(event.name)
        state = expected
        assert Entry.objects.count() > entries
    for name in ("lead", "a", "b"):
        assert agreement_of(places[name], made).view == view(state, places[name].viewer)
    assert seen >= {"oblige", "lay", "sign", "tell"}


def _legal(state: Paper, event: object, by: str) -> bool:
    """The rules told again, without the table."""
    everybody_signed = {s.party for s in state.signatures} == {"a", "b"}
    match event:
        case Sign():
            fresh = by not in {s.party for s in state.signatures}
            return bool(by) and state.laid and fresh and event.check == state.agreement.check
        case Tell():
            readers = {JOINT, caucus(by)} if by else {JOINT, TEAM, caucus("a"), caucus("b")}
            return everybody_signed and event.audience in readers
        case Recall():
            return not by and state.laid and not everybody_signed
    return not by and not state.laid
