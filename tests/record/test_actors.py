"""Names and who bears them, against a plain restatement; topics of acts."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_builders import ACTS, records

from goodoffices.errors import InputError
from goodoffices.record.actors import (
    Actor,
    Sameness,
    actors_of,
    folded_name,
    names_together,
    proposals,
)
from goodoffices.record.acts import Act, compose
from goodoffices.record.marks import Field, marks_of, named_in
from goodoffices.record.topics import Tag, Topic, topic_key, topics_of

if TYPE_CHECKING:
    from goodoffices.record.acts import FiledAccount, Withdrawal

Record = tuple[list["FiledAccount"], list["Withdrawal"]]
NAMES = ("Israel", "Naftali Bennett", "naftali  bennett ", "Vladimir Putin", "Kremlin", "Nobody")
samenesses = (
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans())
    .filter(lambda pair: folded_name(pair[0]) != folded_name(pair[1]))
    .map(lambda pair: Sameness(*pair))
)
decided = st.lists(samenesses, max_size=5)


def names_in(act: Act) -> set[str]:
    """Everybody an act's accounts name, by folded name; unnamed sources aside."""
    return {
        folded_name(one.name)
        for f in act.accounts
        for one in (*f.account.actors, *f.account.targets, *f.account.chain)
        if not getattr(one, "anonymous", False)
    }


def connected(one: str, other: str, decisions: list[Sameness]) -> bool:
    """Whether a walk over pairs that hold leads from one name to the other."""
    pairs = [
        d.pair
        for n, d in enumerate(decisions)
        if d.same and not any(later.pair == d.pair for later in decisions[n + 1 :])
    ]
    reached = {folded_name(one)}
    while grown := [p for p in pairs if p & reached and not p <= reached]:
        reached |= grown[0]
    return folded_name(other) in reached


@given(records(), decided)
def test_names_are_one_actor_if_and_only_if_decisions_connect_them(
    record: Record, decisions: list[Sameness]
) -> None:
    acts = compose(*record)
    actors = actors_of(acts, decisions)
    occurring = set().union(*map(names_in, acts)) if acts else set()
    assert sorted(folded_name(n) for a in actors for n in a.names) == sorted(occurring)
    home = {folded_name(n): a.name for a in actors for n in a.names}
    for one, other in itertools.combinations(sorted(occurring), 2):
        # through names that nobody sees here too: the decision itself was seen
        assert (home[one] == home[other]) == connected(one, other, decisions)
    for name in occurring:
        together = names_together(name, decisions)
        assert together & occurring == {n for n in occurring if home[n] == home[name]}


@given(records(), decided)
def test_an_actor_is_given_every_act_that_names_them_and_no_other(
    record: Record, decisions: list[Sameness]
) -> None:
    acts = compose(*record)
    for actor in actors_of(acts, decisions):
        names = {folded_name(n) for n in actor.names}
        expected = {act.id for act in acts if names_in(act) & names}
        assert {*actor.did, *actor.received, *actor.told} == expected
        for act in acts:
            did = any(folded_name(m.name) in names for f in act.accounts for m in f.account.actors)
            assert (act.id in actor.did) == did


@given(records())
def test_the_index_finds_every_account_by_every_name(record: Record) -> None:
    for act in compose(*record):
        for filed in act.accounts:
            marks = {value for field, value in marks_of(filed.account) if field == Field.NAMED}
            assert marks == named_in(filed.account)
        assert set().union(*(named_in(f.account) for f in act.accounts)) == names_in(act)


@given(records(), decided)
def test_nothing_is_proposed_that_was_decided_or_whose_sides_contradict(
    record: Record, decisions: list[Sameness]
) -> None:
    actors = actors_of(compose(*record), decisions)
    pairs = {d.pair for d in decisions}
    for proposal in proposals(actors, decisions):
        one, other = proposal.one, proposal.other
        short, long = (set(folded_name(a.name).split()) for a in (one, other))
        assert one != other
        assert short <= long
        assert frozenset({folded_name(one.name), folded_name(other.name)}) not in pairs
        sides = [{folded_name(s) for s in a.sides} for a in (one, other)]
        assert not all(sides) or sides[0] & sides[1]


def actor(name: str, *sides: str) -> Actor:
    return Actor((name,), (), sides, (), (), ())


def test_a_short_name_is_proposed_for_the_long_one_and_a_side_is_not() -> None:
    found = proposals(
        [
            actor("Bennett"),
            actor("Naftali Bennett", "Israel"),
            actor("Naftali Bennett junior", "Russia"),
            actor("Israel", "Israel"),
            actor("Embassy of Israel", "Israel"),
        ]
    )
    pairs = [(p.one.name, p.other.name) for p in found]
    assert pairs == [("Bennett", "Naftali Bennett"), ("Bennett", "Naftali Bennett junior")]


@pytest.mark.parametrize(("one", "other"), [(" ", "a"), ("a", ""), ("A  b", "a B ")])
def test_what_is_no_decision_cannot_be_built(one: str, other: str) -> None:
    with pytest.raises(InputError):
        Sameness(one, other)


tags = st.lists(
    st.builds(
        Tag,
        act=st.sampled_from([*ACTS, "unseen"]),
        topic=st.sampled_from(["Prisoners", "prisoners!", "Corridors", "أسرى"]),
        removed=st.booleans(),
    ),
    max_size=8,
)


@given(tags, st.sets(st.sampled_from(ACTS)))
def test_an_act_has_a_topic_if_the_last_word_on_it_says_so(made: list[Tag], acts: set[str]) -> None:
    found = {t.key: set(t.acts) for t in topics_of(acts, made)}
    for act in [*ACTS, "unseen"]:
        for key in {topic_key(t.topic) for t in made}:
            about = [t for t in made if t.act == act and topic_key(t.topic) == key]
            holds = act in acts and bool(about) and not about[-1].removed
            assert (act in found.get(key, ())) == holds


def test_a_topic_keeps_its_first_spelling() -> None:
    made = [Tag("1", "Humanitarian  corridors"), Tag("2", "humanitarian corridors?")]
    assert topics_of({"1", "2"}, made) == (
        Topic("humanitarian-corridors", "Humanitarian corridors", ("1", "2")),
    )


@pytest.mark.parametrize("topic", ["", " ?! ", "a" * 81])
def test_what_is_no_topic_cannot_be_built(topic: str) -> None:
    with pytest.raises(InputError):
        Tag("1", topic)
