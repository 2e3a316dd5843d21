"""Blind bids through the service: random steps against the rules told from the history, forged
reveals (a sample of `tools/forge_bids.py`), and what is written down for whom.
"""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from worlds import START, make_case, make_world

import forge_bids
from goodoffices.errors import ConflictingEditError, NotFoundError
from goodoffices.service.bidding import (
    Plan,
    bid,
    bidding_of,
    biddings,
    open_bidding,
    reveal,
    take_bidding_step,
)
from goodoffices.service.talks import proposals
from goodoffices.service.verify import verify
from goodoffices.store.models import Entry
from goodoffices.talks import bids
from goodoffices.talks.bids import Direction, Phase, Rule
from goodoffices.talks.bids.events import Again, Commit, End, Expire, Reveal
from goodoffices.talks.table import Role
from goodoffices.talks.who import CLOCK, MEDIATOR, Who
from talk_rules import may_bid

pytestmark = pytest.mark.django_db
SIDES = (Direction.AT_MOST, Direction.AT_LEAST)
PLAN = Plan("Rent", ("rent",), ("a", "b"), SIDES, Rule.MIDPOINT, 2, 60, START + timedelta(hours=5))


@pytest.fixture
def case():
    world, actions = make_world()
    made = make_case(world, actions)
    actions.begin("test", 1.0)
    return made, actions


def run(places, actions, seed: int) -> Phase:
    """Take random steps; what is accepted must be what the history allows."""
    draw, at = random.Random(seed), 1.0
    actions.begin(f"open {seed}", at)
    lead = places["lead"]
    made = open_bidding(lead, PLAN)
    first = bids.Bidding(PLAN.terms(lead.case_id, made), PLAN.until)
    history, latest = [], {}
    usual = {Phase.COMMITTING: "bid", Phase.REVEALING: "reveal", Phase.NO_OVERLAP: "again"}
    for number in range(10):
        at += draw.choice([0, 0, 0.1, 0.3, 1])
        actions.begin(f"step {seed} {number}", at)
        now = lead.world.clock()
        if may_bid(first, history, Expire(), CLOCK, now):
            history.append((Expire(), CLOCK, now))
        state = bidding_of(lead, made).view
        what = draw.choice(["bid", "reveal", "forge", "again", "end"])
        if draw.random() < 0.8:
            what = usual.get(state.phase, what)
        who = draw.choice("ab")
        actor = Who(Role.PARTY, who)
        try:
            if what == "bid":
                given = bid(places[who], made, (str(draw.choice([40, 50, 60])),))
                hidden = bids.commitment(lead.case_id, made, state.round, who, given)
                event, taken = Commit(hidden), True
                latest[who] = given
            elif what in {"reveal", "forge"}:
                given = latest.get(who, bids.Bid(("1",), "0" * 64))
                given = bids.Bid(("999",), given.nonce) if what == "forge" else given
                event = Reveal(given)
                reveal(places[who], made, given)
            else:
                actor = MEDIATOR
                event = End() if what == "end" else Again(now + timedelta(hours=3))
                take_bidding_step(lead, made, event)
            taken = True
        except ConflictingEditError:
            taken = False
            if what == "bid":
                event = Commit("0" * 64)
        assert taken == may_bid(first, history, event, actor, now), (seed, number, what)
        if taken:
            history.append((event, actor, now))
        reader = draw.choice(["lead", "a", "b"])
        told = repr(bidding_of(places[reader], made))
        assert all(reader == party or given.nonce not in told for party, given in latest.items())
    return bidding_of(lead, made).view.phase


def test_random_steps_are_taken_just_where_the_history_allows(case):
    places, actions = case
    ended = {run(places, actions, seed) for seed in range(6)}
    assert {Phase.OVERLAP, Phase.NO_OVERLAP} <= ended
    (verdict,) = verify(places["lead"].world.keys)
    assert verdict.fault is None


def test_no_forged_reveal_is_accepted(case):
    places, _ = case
    world = places["lead"].world
    table = forge_bids.Table()
    named = iter(range(10_000))
    free = type(world)(world.keys, world.clock, lambda: f"{next(named) + 2**124:032x}")
    seats = [forge_bids.replace(places[name], world=free) for name in ("lead", "a", "b")]
    forge_bids.forge(*seats, 60, table)
    assert table.wrong == []
    assert set(table.refused) == set(forge_bids.KINDS)


def test_what_is_written_down_is_for_those_it_is_for(case):
    places, actions = case
    made = open_bidding(places["lead"], PLAN)
    for name in "ab":
        actions.begin(f"bid {name}", 1.0)
        bid(places[name], made, ("50",), keep_receipt=name == "a")
    actions.begin("reveal", 1.0)
    reveal(places["a"], made)
    rows = Entry.objects.filter(genre="talk", subject=made).select_related("audience")
    kept = sorted(row.audience.key for row in rows)
    # begun and two notices; a's commitment, receipt and reveal; b's commitment
    assert kept == sorted(["team", "caucus:a", "caucus:b", "own:a", "own:a", "own:a", "own:b"])
    assert bidding_of(places["lead"], made).view.reveals == ()
    assert bidding_of(places["b"], made).view.commitments[0].party == "b"


def test_who_may_not_finds_nothing(case):
    places, actions = case
    for name in ("clerk", "a", "o", "public"):
        with pytest.raises(NotFoundError):
            open_bidding(places[name], PLAN)
    made = open_bidding(places["lead"], PLAN)
    actions.begin("more", 1.0)
    for name in ("o", "public"):
        assert biddings(places[name]) == ()
        with pytest.raises(NotFoundError):
            bidding_of(places[name], made)
        with pytest.raises(NotFoundError):
            bid(places[name], made, ("1",))
    with pytest.raises(NotFoundError):
        bid(places["lead"], made, ("1",))
    with pytest.raises(NotFoundError):
        take_bidding_step(places["a"], made, End())
    assert proposals(places["lead"]) == proposals(places["a"]) == ()
    assert [seen.id for seen in biddings(places["a"])] == [made]


def test_a_bidding_of_two_of_three_is_unknown_to_the_third(case):
    places, _ = case
    alone = Plan("Term", ("term",), ("a",), (Direction.AT_MOST,), Rule.LOWEST, 1, 60, PLAN.until)
    with pytest.raises(Exception, match="nobody to meet"):
        open_bidding(places["lead"], alone)
