"""A negotiating text through the service: what each seat sees, what is written down, for whom."""

from __future__ import annotations

import random

import pytest
from worlds import make_case, make_world

import compare_talks
from goodoffices.errors import ConflictingEditError, InputError, NotFoundError
from goodoffices.record.audiences import JOINT, TEAM, caucus
from goodoffices.service.texts import begin_text, change_text, text_of, texts, write_on_text
from goodoffices.service.verify import verify
from goodoffices.store.models import Entry
from goodoffices.talks.table import Refusal, Role
from goodoffices.talks.text import Text, Version, step, view
from goodoffices.talks.text.events import (
    Accept,
    Add,
    Agree,
    Hold,
    Lift,
    Remark,
    Reserve,
    Revise,
    Strike,
    Table,
)
from goodoffices.talks.who import who
from goodoffices.talks.wording import Wording

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    world, actions = make_world()
    made = make_case(world, actions)
    actions.begin("test", 1.0)
    return made, actions


def version(words: str, proposal: str = "") -> Version:
    return Version((Wording(words),), proposal=proposal)


def tabled(places, *words: str) -> str:
    made = begin_text(places["lead"], "Quiet", "en", tuple(version(w) for w in words))
    write_on_text(places["lead"], made, Table())
    return made


def first(at, made: str):
    return text_of(at, made).view.clauses[0]


def test_a_draft_is_for_the_team_and_its_history_stays_there(case):
    places, _ = case
    lead = places["lead"]
    made = begin_text(lead, "Quiet", "en", (version("quiet from noon", "a proposal"),))
    for name in ("a", "b", "o", "public"):
        assert texts(places[name]) == ()
        with pytest.raises(NotFoundError):
            text_of(places[name], made)
    write_on_text(lead, made, Revise(first(lead, made).id, version("quiet from one", "a proposal")))
    write_on_text(lead, made, Table())
    for name in ("a", "b"):
        seen = first(places[name], made)
        assert [v.wordings[0].text for v in seen.versions] == ["quiet from one"]
        assert seen.version.proposal == ""
    assert len(first(lead, made).versions) == 2
    assert texts(places["o"]) == texts(places["public"]) == ()


def test_a_reservation_is_for_the_mediator_and_a_comment_for_its_audience(case):
    places, _ = case
    made = tabled(places, "quiet from noon")
    clause = first(places["a"], made).id
    before = text_of(places["b"], made)
    write_on_text(places["a"], made, Reserve(clause, "r" * 32, "not before the bridge"))
    write_on_text(places["a"], made, Remark(clause, "c" * 32, "between us", caucus("a")))
    write_on_text(places["a"], made, Hold(clause, "h" * 32, 0, 5, caucus("a")))
    assert text_of(places["b"], made) == before
    seen = first(places["team"], made)
    assert [r.words for r in seen.reservations] == ["not before the bridge"]
    assert [c.words for c in seen.comments] == ["between us"]
    write_on_text(places["a"], made, Remark(clause, "d" * 32, "to all", JOINT))
    assert [c.words for c in first(places["b"], made).comments] == ["to all"]


# TK 5
def test_a_clause_is_agreed_when_all_accept_it_and_nobody_hears_who_before(case):
    places, _ = case
    made = tabled(places, "quiet from noon")
    clause = first(places["a"], made)
    before = text_of(places["b"], made)
    write_on_text(places["a"], made, Accept(clause.id, clause.version.check))
    assert text_of(places["b"], made) == before
    assert first(places["lead"], made).accepted == ("a",)
    write_on_text(places["b"], made, Accept(clause.id, clause.version.check))
    assert first(places["a"], made).phase == "agreed"
    write_on_text(places["lead"], made, Agree())
    assert text_of(places["a"], made).view.phase == "agreed"


def test_who_holds_something_cannot_accept_until_it_is_lifted(case):
    places, _ = case
    made = tabled(places, "quiet from noon")
    clause = first(places["a"], made)
    accept = Accept(clause.id, clause.version.check)
    write_on_text(places["a"], made, Hold(clause.id, "h" * 32, 6, 10, JOINT))
    assert first(places["b"], made).brackets[0].holder == "a"
    with pytest.raises(ConflictingEditError, match="bracket or a reservation"):
        write_on_text(places["a"], made, accept)
    write_on_text(places["b"], made, accept)
    with pytest.raises(ConflictingEditError, match="holds nothing"):
        write_on_text(places["b"], made, Lift(clause.id, "h" * 32))
    write_on_text(places["a"], made, Lift(clause.id, "h" * 32))
    write_on_text(places["a"], made, accept)
    assert first(places["b"], made).phase == "agreed"


def test_each_step_is_written_for_those_it_is_between(case):
    places, _ = case
    made = tabled(places, "quiet from noon")
    clause = first(places["a"], made)
    write_on_text(places["a"], made, Hold(clause.id, "h" * 32, 0, 5, caucus("a")))
    write_on_text(places["a"], made, Lift(clause.id, "h" * 32))
    for name in ("a", "b"):
        write_on_text(places[name], made, Accept(clause.id, clause.version.check))
    write_on_text(places["lead"], made, Add("new", version("more", "secret"), clause.id))
    rows = Entry.objects.filter(genre="talk", subject=made).select_related("audience")
    kept = sorted(row.audience.key for row in rows)
    # begun, added, tabled, added for the team; of tabling, agreement, adding the parties are told
    expected = ["team"] * 4 + ["joint"] * 3 + ["caucus:a"] * 3 + ["caucus:b"]
    assert kept == sorted(expected)
    (verdict,) = verify(places["lead"].world.keys)
    assert verdict.fault is None


def test_several_changes_are_made_together_or_not_at_all(case):
    places, _ = case
    lead = places["lead"]
    made = tabled(places, "one", "two")
    one, two = (c.id for c in text_of(lead, made).view.clauses)
    check = text_of(lead, made).check
    before = Entry.objects.count()
    with pytest.raises(ConflictingEditError):
        change_text(lead, made, (Strike(one), Strike(one)), check)
    assert Entry.objects.count() == before
    change_text(lead, made, (Strike(one), Revise(two, version("two again"))), check)
    with pytest.raises(ConflictingEditError, match="meanwhile"):
        change_text(lead, made, (Strike(two),), check)


@pytest.mark.parametrize("name", ["clerk", "o", "public"])
def test_others_have_no_part_in_it(case, name):
    places, _ = case
    made = tabled(places, "one")
    clause = first(places["a"], made)
    with pytest.raises(NotFoundError):
        write_on_text(places[name], made, Accept(clause.id, clause.version.check))
    with pytest.raises(NotFoundError):
        begin_text(places[name], "Mine", "en", ())
    with pytest.raises(NotFoundError):
        begin_text(places["a"], "Mine", "en", ())


def test_bad_beginnings_are_one_line(case):
    places, _ = case
    for title in ("", "x" * 121):
        with pytest.raises(InputError, match="title"):
            begin_text(places["lead"], title, "en", ())
    made = begin_text(places["lead"], "Quiet", "en", (version("one"),))
    clause = first(places["lead"], made).id
    with pytest.raises(InputError, match="do not see the text yet"):
        write_on_text(places["lead"], made, Remark(clause, "c" * 32, "to all", JOINT))
    write_on_text(places["lead"], made, Remark(clause, "c" * 32, "for us", TEAM))


def test_random_steps_are_taken_just_where_the_protocol_takes_them(case):
    """The service against the pure protocol: same steps taken, same state, each in the journal."""
    places, actions = case
    taken = refused = 0
    for seed in range(4):
        draw = random.Random(f"text service {seed}")
        actions.begin(f"text {seed}", 2.0)
        made = begin_text(places["lead"], "Any", "en", ())
        state = Text(("a", "b"))
        for k in range(40):
            actions.begin(f"step {seed} {k}", 2.0)
            event, actor = compare_talks.GAMES["text"].event(draw, state, f"word{k}")
            name = actor.party or {Role.MEDIATOR: "lead"}.get(actor.role, "")
            if name not in places:
                continue
            at = places[name]
            hidden = isinstance(event, Remark) and not state.tabled and event.audience != TEAM
            expected = step(state, event, who(at.viewer))
            entries = Entry.objects.count()
            try:
                write_on_text(at, made, event)
            except (ConflictingEditError, InputError, NotFoundError):
                assert isinstance(expected, Refusal) or hidden
                assert Entry.objects.count() == entries
                refused += 1
                continue
            assert not isinstance(expected, Refusal), event
            state = expected
            taken += 1
            assert Entry.objects.count() > entries
        for name in ("lead", "a", "b", "o"):
            shown = view(state, places[name].viewer)
            found = [one.view for one in texts(places[name]) if one.id == made]
            assert found == ([shown] if shown else [])
    assert taken > 30
    assert refused > 20
