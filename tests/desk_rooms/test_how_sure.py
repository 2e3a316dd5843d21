"""How sure: shares of worlds, what matters most, and no more work than a page may take."""

from __future__ import annotations

import re
import time

import pytest
from django.http import QueryDict
from questions import RANKED, flat

from goodoffices import conflict
from goodoffices.charts.robustness import percent, surest
from goodoffices.desk.how_sure import asked, sure
from goodoffices.record.models import ModelKind
from goodoffices.stability.robust import Doubts, robust

QUERY = "from.russia=3&to.russia=5&from.ukraine=2&to.ukraine=4"
LARGE = """
format = "goodoffices-conflict/1"
[[decision_makers]]
id = "a"
name = "Side A"
options = [OPTIONS]
[preferences.a]
PREFERENCES
"""


@pytest.fixture
def model(conflict_source):
    return conflict.loads(conflict_source)


def large(width: int, preferences: str) -> str:
    options = ", ".join(f'{{id = "o{k}", name = "Option {k}"}}' for k in range(width))
    return LARGE.replace("OPTIONS", options).replace("PREFERENCES", preferences)


def test_it_says_what_belongs_there_and_how_to_begin(rooms, conflict_source):
    assert "Here one asks in how many of the ways" in rooms.get("conflict/how-sure/")
    rooms.model(ModelKind.CONFLICT, conflict_source)
    page = rooms.get("conflict/how-sure/")
    assert "Nothing is taken to be uncertain yet" in page
    assert "from.russia=1&amp;to.russia=7" in page
    assert 'max="8"' in page
    assert "<table" not in page
    rooms.get("conflict/robustness.svg", status=404)


def test_shares_and_what_matters_are_the_engine_s(rooms, conflict_source, model):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    page = rooms.get(f"conflict/how-sure/?{QUERY}")
    doubts = Doubts(statements={"ukraine": (1, 4), "russia": (2, 5)})
    found = robust(model, 36, doubts=doubts, workers=1)
    assert found.exact
    assert "Of all 36 worlds" in page
    rows = re.findall(r'<tr><th scope="row"><a [^>]*>(\d+)</a>(.*?)</tr>', page)
    assert [int(state) for state, _ in rows] == list(surest(found))
    for state, row in rows:
        told = re.findall(r'<span class="figure">([^<]*)</span>', row)
        shares = [found.share(concept, int(state)) for concept in found.concepts]
        assert [t.replace("&gt;", ">").replace("&lt;", "<") for t in told] == [
            percent(share) if share else "never" for share in shares
        ]
    most = max((m for m in found.matters_most.values() if m), key=lambda one: one.change)
    assert f"state {most.state} holds under" in flat(page)
    assert f"/c/river/conflict/?state={model.states.label(most.state)}#looked" in page
    assert f'src="/c/river/conflict/robustness.svg?{QUERY.replace("&", "&amp;")}"' in page


def test_the_picture_and_its_numbers_ask_the_same(rooms, conflict_source):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    picture = rooms.client("lead").get(f"/c/river/conflict/robustness.svg?{QUERY}&theme=dark")
    assert picture["Content-Type"].startswith("image/svg+xml")
    assert "style=" not in picture.content.decode()
    numbers = rooms.get(f"conflict/robustness/?{QUERY}")
    assert "all 36 worlds" in numbers
    assert "/c/river/conflict/how-sure/?from.russia=3" in numbers


def test_unknown_pairs_are_uncertain_without_being_asked(rooms):
    rooms.model(ModelKind.CONFLICT, RANKED.replace("b = {}", 'b = {unknown = [["NN", "NY"]]}'))
    page = flat(rooms.get("conflict/how-sure/"))
    assert "Of all 2 worlds" in page
    assert "1 pair of states is unknown in the model" in page
    assert "whether Side B prefers state 0 to state 2" in page


def test_levels_and_weights_may_be_off_too(rooms):
    levels = RANKED.replace("b = {}", "b = {weights = {stop = 2, talk = -1}}")
    rooms.model(ModelKind.CONFLICT, levels)
    page = flat(rooms.get("conflict/how-sure/?from.a=1&to.a=3&noise=0.5"))
    assert "worlds drawn at random" in page
    assert "95%" not in page
    assert "goodoffices robust MODEL --samples 10000 --vary a:0-3 --noise 0.5" in page
    assert "Weights may be off by about" in page


@pytest.mark.parametrize(
    "query",
    ["from.russia=3&to.russia=3", "from.russia=0&to.russia=2", "from.russia=x", "to.russia=99"],
)
def test_places_that_are_none_are_said(rooms, conflict_source, query):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    page = rooms.get(f"conflict/how-sure/?{query}&noise=9")
    assert re.search(r'<p class="refused" role="alert">Russia: [^\n<]+</p>', page)
    assert "Nothing is taken to be uncertain yet" in page


def test_a_page_looks_at_no_more_worlds_than_it_may():
    statements = ", ".join(f'"o{k}"' for k in range(12))
    query = QueryDict("from.a=1&to.a=12")
    small, big = (
        conflict.loads(large(width, f"priorities = [{statements}]")) for width in (12, 14)
    )
    begun = time.process_time()
    few = sure(big, asked(query, big))
    assert time.process_time() - begun < 10
    assert few.samples < sure(small, asked(query, small)).samples <= 1_000
    pairs = ", ".join(f"[{2 * k}, {2 * k + 1}]" for k in range(400))
    hard = conflict.loads(large(12, f"unknown = [{pairs}]"))
    assert sure(hard, asked(QueryDict(""), hard)) is None


def test_where_that_is_too_few_the_page_names_the_command(rooms):
    pairs = ", ".join(f"[{2 * k}, {2 * k + 1}]" for k in range(400))
    rooms.model(ModelKind.CONFLICT, large(12, f"unknown = [{pairs}]"))
    page = rooms.get("conflict/how-sure/")
    assert "too large for a page" in page
    assert "goodoffices robust MODEL --samples 10000" in page
    rooms.get("conflict/robustness.svg", status=404)
