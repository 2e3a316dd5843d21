"""Proposals put to the parties: what each seat sees of each step, and what is written down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from worlds import START, make_case, make_world

from goodoffices.errors import ConflictingEditError, NotFoundError
from goodoffices.service.talks import draft_proposal, proposal_of, proposals, take_step
from goodoffices.service.verify import verify
from goodoffices.store.models import Entry
from goodoffices.talks import shuttle
from goodoffices.talks.shuttle import AnswerKind, Phase
from goodoffices.talks.wording import Wording

pytestmark = pytest.mark.django_db
DEADLINE = START + timedelta(days=2)


@pytest.fixture
def case():
    world, actions = make_world()
    made = make_case(world, actions)
    actions.begin("test", 1.0)
    return made, actions


def conveyed(places, *to: str, announce=shuttle.Announce.OUTCOME_ONLY) -> str:
    lead = places["lead"]
    offer = shuttle.Offer(Wording("Corridors from two cities by day"), (), "Corridors")
    made = draft_proposal(lead, offer)
    seen = take_step(lead, made, shuttle.Prepare(to or ("a", "b"), DEADLINE, announce))
    take_step(lead, made, shuttle.Convey(seen.check))
    return made


def say(at, made: str, kind: AnswerKind, words: str = "") -> None:
    take_step(at, made, shuttle.Answer(kind, words))


def test_a_draft_is_for_the_team_until_it_is_conveyed_twice_confirmed(case):
    places, _ = case
    lead = places["lead"]
    made = draft_proposal(lead, shuttle.Offer(Wording("Quiet from noon"), (), "Quiet"))
    seen = take_step(lead, made, shuttle.Prepare(("a",), DEADLINE))
    for name in ("a", "b", "o", "public"):
        assert proposals(places[name]) == ()
        with pytest.raises(NotFoundError):
            proposal_of(places[name], made)
    with pytest.raises(ConflictingEditError, match="not what was shown"):
        take_step(lead, made, shuttle.Convey("0" * 64))
    take_step(places["team"], made, shuttle.Convey(seen.check))
    assert [p.view.offer.title for p in proposals(places["a"])] == ["Quiet"]
    assert proposals(places["b"]) == proposals(places["o"]) == ()


def test_an_answer_is_seen_by_its_party_alone_until_all_are_in(case):
    places, _ = case
    made = conveyed(places)
    before = proposal_of(places["b"], made)
    say(places["a"], made, AnswerKind.YES_IF, "the bridge is open")
    assert proposal_of(places["b"], made) == before
    team = proposal_of(places["lead"], made).view
    assert (team.answers, team.answered) == ((), ("a",))
    assert proposal_of(places["a"], made).view.answers[0].answer.words == "the bridge is open"
    say(places["b"], made, AnswerKind.YES)
    team = proposal_of(places["lead"], made).view
    assert team.phase is Phase.NO_AGREEMENT
    assert {g.party for g in team.answers} == {"a", "b"}
    told = proposal_of(places["b"], made).view
    assert told.phase is Phase.NO_AGREEMENT
    assert [g.party for g in told.answers] == ["b"]
    assert "bridge" not in repr(told)


def test_all_accept(case):
    places, _ = case
    made = conveyed(places)
    say(places["a"], made, AnswerKind.NO)
    say(places["a"], made, AnswerKind.YES)
    say(places["b"], made, AnswerKind.YES)
    for name in ("lead", "a", "b"):
        view = proposal_of(places[name], made).view
        assert (view.phase, view.accepted_by) == (Phase.ACCEPTED, ("a", "b"))
    with pytest.raises(ConflictingEditError, match="not open"):
        say(places["a"], made, AnswerKind.NO)


def test_a_question_is_between_its_party_and_the_mediator(case):
    places, _ = case
    made = conveyed(places)
    say(places["a"], made, AnswerKind.QUESTION, "who watches it?")
    assert proposal_of(places["lead"], made).view.exchanges[0].question.words == "who watches it?"
    take_step(places["lead"], made, shuttle.Reply("a", "an international mission"))
    assert proposal_of(places["a"], made).view.exchanges[0].reply == "an international mission"
    assert proposal_of(places["b"], made).view.exchanges == ()


def test_a_deadline_lapses_by_itself_and_tells_parties_no_more_than_no_agreement(case):
    places, actions = case
    made = conveyed(places)
    say(places["a"], made, AnswerKind.YES)
    actions.begin("later", 49.0)
    assert proposal_of(places["lead"], made).view.phase is Phase.LAPSED
    assert proposal_of(places["a"], made).view.phase is Phase.NO_AGREEMENT
    with pytest.raises(ConflictingEditError):
        say(places["b"], made, AnswerKind.YES)


def test_a_withdrawn_proposal_opens_no_answers(case):
    places, _ = case
    made = conveyed(places)
    say(places["a"], made, AnswerKind.YES_IF, "the bridge is open")
    take_step(places["lead"], made, shuttle.Withdraw())
    assert proposal_of(places["lead"], made).view.answers == ()
    assert proposal_of(places["b"], made).view.phase is Phase.WITHDRAWN


def test_only_the_team_tables_and_only_the_addressed_answer(case):
    places, _ = case
    for name in ("clerk", "a", "o", "public"):
        with pytest.raises(NotFoundError):
            draft_proposal(places[name], shuttle.Offer(Wording("x")))
    made = conveyed(places, "a")
    for name in ("clerk", "b", "o", "public"):
        with pytest.raises(NotFoundError):
            take_step(places[name], made, shuttle.Answer(AnswerKind.YES))
    with pytest.raises(ConflictingEditError):
        take_step(places["a"], made, shuttle.Withdraw())
    with pytest.raises(NotFoundError):
        proposal_of(places["lead"], "0" * 32)


def test_every_step_is_in_the_journal_for_those_it_is_for(case):
    places, _ = case
    made = conveyed(places)
    say(places["a"], made, AnswerKind.QUESTION, "who watches it?")
    take_step(places["lead"], made, shuttle.Reply("a", "a mission"))
    say(places["a"], made, AnswerKind.YES)
    say(places["b"], made, AnswerKind.NO)
    rows = Entry.objects.filter(genre="talk", subject=made).select_related("audience")
    kept = sorted(row.audience.key for row in rows)
    assert kept == sorted(
        # begun, prepared, conveyed; two notices; question and reply; two answers
        ["team"] * 3 + ["caucus:a", "caucus:b"] + ["caucus:a"] * 2 + ["own:a", "own:b"]
    )
    (verdict,) = verify(places["lead"].world.keys)
    assert verdict.fault is None


def test_a_step_that_was_refused_leaves_nothing(case):
    places, _ = case
    made = conveyed(places)
    before = Entry.objects.count()
    with pytest.raises(ConflictingEditError):
        take_step(places["lead"], made, shuttle.Reply("a", "to nothing"))
    assert Entry.objects.count() == before
