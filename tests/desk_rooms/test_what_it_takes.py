"""What would it take: a wanted outcome, who stands against it, and the least change."""

from __future__ import annotations

import re
from math import factorial

import pytest
from questions import RANKED, flat

from goodoffices import conflict
from goodoffices.desk.what_it_takes import composed
from goodoffices.record.models import ModelKind
from goodoffices.stability import check_equilibrium
from goodoffices.stability.interventions import intervene
from goodoffices.stability.inverse import inverse


@pytest.fixture
def model(conflict_source):
    return conflict.loads(conflict_source)


def test_it_says_what_belongs_there_and_what_to_choose_from(rooms, conflict_source, model):
    assert "Here one asks of a wanted outcome" in rooms.get("conflict/what-it-takes/")
    rooms.model(ModelKind.CONFLICT, conflict_source)
    page = rooms.get("conflict/what-it-takes/")
    assert "choose a state" in page
    offered = re.findall(r'<option value="([YN-]{9})"', page)
    assert offered[0] == model.states.label(model.status_quo)
    assert len(set(offered)) == len(offered)
    assert "The least that somebody" not in page


@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq", "sseq"])
@pytest.mark.parametrize("state", [0, 20, 33])
def test_standing_and_least_change_are_the_engine_s(rooms, conflict_source, model, state, concept):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    page = flat(rooms.get(f"conflict/what-it-takes/?state={state}&concept={concept}"))
    leaving = check_equilibrium(model, concept, state)
    assert ("It holds as things are" in page) is (not leaving)
    found = inverse(model, state, concept)
    if not found.least_change.swaps:
        assert "Nothing: it holds as the preferences are." in page
    else:
        assert f"{found.least_change.swaps} swap" in page
        assert ("Proved: no fewer do." in page) is found.least_change.proved
        for name, order in found.least_change.orders.items():
            assert f"{model.decision_maker(name).name}: {order.swaps}" in page
    if found.count:
        share = float(re.search(r"make it hold: ([\d.e-]+)%", page)[1]) / 100
        assert share == pytest.approx(found.count / found.profiles, rel=0.06)


@pytest.mark.parametrize(
    ("state", "concept"), [(20, "seq"), (33, "seq"), (15, "sseq"), (38, "nash")]
)
def test_what_a_mediator_could_add_is_the_engine_s(rooms, conflict_source, model, state, concept):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    page = rooms.get(f"conflict/what-it-takes/?state={state}&concept={concept}")
    part = page[page.index('id="add"') :]
    found = intervene(model, None, [state], concept=concept, at_most=5)
    if not found.cost:
        assert "Nothing need be added" in part
        return
    assert f"at the least cost, {found.cost}" in part
    assert part.count("<li>With ") == len(found.sets)
    for one in found.sets:
        for candidate in one.candidates:
            title = re.sub("[YN-]{9}", lambda m: f"state {model.find(m[0])}", candidate.title)
            assert title in flat(part).replace("&#x27;", "'")
    assert f'/c/river/conflict/?state={model.states.label(state)}#looked">{state}</a>' in part


def test_small_numbers_of_orders_are_told_as_they_are(rooms):
    rooms.model(ModelKind.CONFLICT, RANKED)
    model = conflict.loads(RANKED)
    found = inverse(model, 1, "nash")
    assert found.profiles == factorial(3)
    page = flat(rooms.get("conflict/what-it-takes/?state=1&concept=nash"))
    assert f"Of all {found.profiles} orders" in page
    assert f", {found.count} make it hold" in page


def test_states_that_would_have_to_pass_are_named(rooms):
    rooms.model(ModelKind.CONFLICT, RANKED)
    page = rooms.get("conflict/what-it-takes/?state=0&concept=nash")
    # Side A prefers states 0 and 2 to state 1: from 0 it has nowhere better to go
    assert "Nothing: it holds" in page
    page = flat(rooms.get("conflict/what-it-takes/?state=1&concept=nash"))
    assert "Side A leaves it" in page
    assert "would no longer have to prefer to this state: 0, 2" in page


def test_an_outcome_is_composed_by_ticking_what_each_does(rooms, conflict_source, model):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    page = rooms.get("conflict/what-it-takes/?compose=yes&o.offer=Y&o.host=Y")
    assert f"<code>{'NNNNNNYYN'}</code>" in page
    assert re.search(r'id="o.host"[^>]* checked', page)
    refused = rooms.get("conflict/what-it-takes/?compose=yes&o.host=Y")
    assert "it cannot be that “Open a venue with safe passage” and not “Offer" in refused
    assert re.search(r'id="o.host"[^>]* checked', refused)
    assert "<details" in refused
    # a state in which several combinations are one
    one = rooms.get("conflict/what-it-takes/?compose=yes&o.escalate=Y&o.offer=Y")
    assert "--Y------" in one
    assert composed(model, frozenset({"escalate"})).state == model.find("--Y------")
    assert rooms.get("conflict/what-it-takes/?compose=yes&o.nothing=Y")


@pytest.mark.parametrize("query", ["state=ZZZ", "state=NNNNNNNNN&concept=<b>", "concept=sim"])
def test_what_is_not_there_is_said_or_taken_as_usual(rooms, conflict_source, query):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    page = rooms.get(f"conflict/what-it-takes/?{query}")
    assert "<b>" not in re.search(r"<form.*?</form>", page, re.DOTALL)[0]
    assert ("is not a state" in page) is ("ZZZ" in query)
    assert re.search(r'<option value="seq" selected', page)


def many_sides(options: int, preferences: str) -> str:
    """As many options, two a side, and what the first side prefers; the others prefer nothing."""
    makers = "".join(
        f'[[decision_makers]]\nid = "d{k}"\nname = "Side {k}"\n'
        f'options = [{{id = "o{2 * k}"}}, {{id = "o{2 * k + 1}"}}]\n'
        for k in range(options // 2)
    )
    others = "".join(f", d{k} = {{}}" for k in range(1, options // 2))
    head = 'format = "goodoffices-conflict/1"\n'
    return f"{head}preferences = {{d0 = {{{preferences}}}{others}}}\n{makers}"


def test_a_model_too_large_for_a_page_names_the_command(rooms):
    rooms.model(ModelKind.CONFLICT, many_sides(14, 'priorities = ["o1", "!o0"]'))
    page = rooms.get("conflict/what-it-takes/?state=0&concept=smr")
    assert "This is too much for a page" in page
    assert f"goodoffices inverse MODEL --state {'N' * 14} --concept smr" in page
    assert "Side 0 leaves it" in page


def test_a_large_model_is_answered_under_smr(rooms):
    source = many_sides(10, 'priorities = ["o1", "!o0"]')
    rooms.model(ModelKind.CONFLICT, source)
    page = flat(rooms.get("conflict/what-it-takes/?state=0&concept=smr"))
    change = inverse(conflict.loads(source), 0, "smr").least_change
    assert change.proved
    assert f"{change.swaps} swap" in page
    assert "This is too much for a page" not in page


def test_rankings_too_long_to_search_name_the_command(rooms):
    states = ", ".join(f"[{number}]" for number in range(1 << 12))
    rooms.model(ModelKind.CONFLICT, many_sides(12, f"ranking = [{states}]"))
    page = rooms.get("conflict/what-it-takes/?state=3&concept=seq")
    assert "rankings of up to 3,000 levels" in page
    assert "--concept seq" in page
    assert "3 swaps of neighbours" in rooms.get("conflict/what-it-takes/?state=3&concept=nash")


def test_of_very_many_temptations_a_page_lists_some(rooms):
    options = ", ".join(f'{{id = "o{k}"}}' for k in range(6))
    source = (
        'format = "goodoffices-conflict/1"\n'
        "preferences = {a = {weights = {o0 = 1, o1 = 2, o2 = 4, o3 = 8, o4 = 16, o5 = 32}}}\n"
        f'[[decision_makers]]\nid = "a"\nname = "Side A"\noptions = [{options}]\n'
    )
    rooms.model(ModelKind.CONFLICT, source)
    page = rooms.get("conflict/what-it-takes/?state=0&concept=nash")
    assert page.count("It gains if it") == 12
    assert "51 more states are better for it and in its reach" in page
