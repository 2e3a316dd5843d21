"""Scenarios known only roughly: the best guess is answered, and how sure it is."""

from __future__ import annotations

import html
import re
import time
from dataclasses import replace

import pytest
from negotiations import ROUGH
from questions import flat

from goodoffices import settlement
from goodoffices.charts.robustness import percent
from goodoffices.desk.roughly import roughly, worlds_for
from goodoffices.record.models import ModelKind
from goodoffices.settlement.uncertain import best_guess


def told(page: str) -> str:
    return html.unescape(flat(page))


@pytest.fixture
def scenario():
    return settlement.loads(ROUGH, "toml")


def test_the_best_guess_is_answered_and_marked(rooms, scenario):
    rooms.model(ModelKind.NEGOTIATION, ROUGH)
    page = rooms.get("settlement/")
    found = settlement.settle(best_guess(scenario))
    assert page.count('class="guess"') == 6
    assert "/c/river/settlement/how-sure/" in page
    words = told(page)
    for solution in found.solutions:
        for worth in found.utilities(solution.units):
            assert f"{worth:g}" in words
    numbers = rooms.get("settlement/frontier/")
    assert "Best guess: " in numbers
    picture = rooms.client("lead").get("/c/river/settlement/frontier.svg").content.decode()
    assert "Best guess: " in picture
    assert "Best guess" in rooms.get("settlement/trades/")


def test_how_sure_is_what_the_engine_says(rooms, scenario):
    rooms.model(ModelKind.NEGOTIATION, ROUGH)
    page = told(rooms.get("settlement/how-sure/"))
    found = settlement.settle_uncertain(scenario, worlds=worlds_for(scenario))
    sure = found.guess_sureness
    for share, (low, high) in (
        (sure.nash_best, sure.nash_best_interval),
        (sure.acceptable, sure.acceptable_interval),
        (sure.mean_fraction, sure.mean_interval),
    ):
        assert re.search(rf"{percent(share)}.*?{percent(low)} to {percent(high)}", page)
    assert f"{len(found.necessary)} cannot be bettered" in page
    assert f"{len(found.efficiency.possible)} are efficient in some drawn world" in page
    assert f"{len(found.efficiency.never)} in none" in page
    assert f"{found.worlds} worlds drawn" in page
    first, *rest = found.questions
    assert first.words in page.split("The next best questions")[0]
    for question in rest:
        assert question.words in page.split("The next best questions")[1]
    assert f"{percent(first.yes)} of the drawn worlds say yes" in page
    for party in scenario.parties:
        assert party.preference.roughly_known(scenario.issues) in page


def test_packages_that_are_always_efficient_can_be_composed(rooms, scenario):
    rooms.model(ModelKind.NEGOTIATION, ROUGH)
    page = html.unescape(rooms.get("settlement/how-sure/"))
    section = page.split('id="always"')[1]
    queries = re.findall(r'href="/c/river/settlement/\?([^"]*)#compose"', section)
    found = settlement.settle_uncertain(scenario, worlds=worlds_for(scenario))
    assert len(queries) == min(8, len(found.necessary)) > 0
    for query in queries:
        assert "Not efficient" not in rooms.get(f"settlement/?{query}")


HOPELESS = ROUGH.replace("reservation = 0.3", "reservation = 0.99")
NO_FALLBACK = ROUGH.replace("reservation = 0.3", "")
RANKS = ROUGH.replace(
    "weights = { price = [0.2, 0.6], date = [0.2, 0.5], place = 0.2 }",
    'weight_ranks = ["date", "price", "place"]',
)
OUTRIGHT = f"""
[[parties]]
id = "c"
name = "Side C"
reservation = 2
utilities = {list(range(12))}
"""


@pytest.mark.parametrize("source", [HOPELESS, NO_FALLBACK, RANKS, ROUGH + OUTRIGHT])
def test_whatever_is_known_every_page_of_the_room_answers(rooms, source):
    rooms.model(ModelKind.NEGOTIATION, source)
    for path in ("", "trades/", "frontier/"):
        assert 'class="refused"' not in rooms.get(f"settlement/{path}")
    page = told(rooms.get("settlement/how-sure/"))
    found = settlement.settle_uncertain(settlement.loads(source, "toml"))
    assert f"{len(found.necessary)} cannot be bettered" in page
    closed = "In the best guess no package gives every side a gain" in page
    assert closed is (found.guess is None and found.robust is None)


def test_where_all_is_known_there_is_nothing_to_be_unsure_of(rooms, negotiation_source):
    rooms.model(ModelKind.NEGOTIATION, negotiation_source)
    assert "nothing to be unsure of" in rooms.get("settlement/how-sure/")
    assert "How sure" not in rooms.get("settlement/")


def large(scenario, count: int):
    """The same with its last issue standing `count` times."""
    last = scenario.issues[-1]
    more = tuple(replace(last, id=f"more{k}", name=f"More {k}") for k in range(count))
    parties = []
    for party in scenario.parties:
        known = party.preference
        longer = replace(
            known,
            weights=(*known.weights, *(known.weights[-1],) * count),
            scores=(*known.scores, *(known.scores[-1],) * count),
            score_ranks=(*known.score_ranks, *(known.score_ranks[-1],) * count),
        )
        parties.append(replace(party, preference=longer))
    return replace(scenario, issues=(*scenario.issues, *more), parties=tuple(parties))


def test_a_page_draws_no_more_worlds_than_it_may(scenario):
    some, most = large(scenario, 10), large(scenario, 14)
    assert 50 <= worlds_for(some) < worlds_for(scenario) == 400
    begun = time.process_time()
    assert roughly(some).rough is not None
    assert time.process_time() - begun < 8
    begun = time.process_time()
    answer = roughly(most)
    assert time.process_time() - begun < 1
    assert answer.too_long
    assert answer.rough is None
    assert answer.command.startswith("goodoffices settle")


def test_many_sides_take_a_page_longer_so_fewer_worlds_are_drawn(scenario):
    one = large(scenario, 8)
    many = replace(
        one,
        parties=tuple(replace(one.parties[k % 2], id=f"p{k}", name=f"Party {k}") for k in range(8)),
    )
    assert 0 < worlds_for(many) < worlds_for(one) / 4


def test_the_brief_goes_on_refusing_what_is_known_only_roughly(rooms):
    """A best guess is the team's own working answer; it does not leave the room."""
    before = told(rooms.get("brief/", who="a"))
    rooms.model(ModelKind.NEGOTIATION, ROUGH)
    assert told(rooms.get("brief/", who="a")) == before
