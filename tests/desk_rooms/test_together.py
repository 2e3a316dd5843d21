"""Together: who would leave what with whom, what is out of reach, where improvements go round."""

from __future__ import annotations

import re

from questions import flat

from goodoffices import conflict
from goodoffices.record.models import ModelKind
from goodoffices.stability import analyse, evolve
from goodoffices.stability.coalitions import analyse_coalitions

DILEMMA = """
format = "goodoffices-conflict/1"
title = "Two that could do better"
status_quo = "YY"
[[decision_makers]]
id = "a"
name = "Side A"
options = [{id = "arm", name = "Arm"}]
[[decision_makers]]
id = "b"
name = "Side B"
options = [{id = "ready", name = "Make ready"}]
[preferences.a]
ranking = [["YN"], ["NN"], ["YY"], ["NY"]]
[preferences.b]
ranking = [["NY"], ["NN"], ["YY"], ["YN"]]
"""
CIRCLE = DILEMMA.replace(
    'ranking = [["YN"], ["NN"], ["YY"], ["NY"]]', 'priorities = ["arm iff ready"]'
).replace('ranking = [["NY"], ["NN"], ["YY"], ["YN"]]', 'priorities = ["arm iff !ready"]')


def test_it_says_what_belongs_there(rooms):
    assert "Here stands which outcomes several" in rooms.get("conflict/together/")


def test_both_would_leave_the_dilemma_together(rooms):
    rooms.model(ModelKind.CONFLICT, DILEMMA)
    page = flat(rooms.get("conflict/together/"))
    assert "State 3 (today) YY may be upset" in page
    assert "Side A and Side B both gain if they go together to 0" in page
    assert "state 0 holds in turn under" in page
    assert "1 is reached only if somebody moves without gaining by that move: 0" in page


def test_where_nothing_lasts_the_circle_is_named(rooms):
    rooms.model(ModelKind.CONFLICT, CIRCLE)
    page = flat(rooms.get("conflict/together/"))
    assert "Once in one of these 4 states" in page
    assert "none of them lasts: 0, 1, 2, 3." in page


def test_upsets_and_what_is_out_of_reach_are_the_engine_s(rooms, conflict_source):
    model = conflict.loads(conflict_source)
    rooms.model(ModelKind.CONFLICT, conflict_source)
    page = rooms.get("conflict/together/")
    result = analyse(model)
    whole = analyse_coalitions(model).upsets(result)
    shown = re.findall(r"<h3><a [^>]*>State (\d+)</a>.*?</h3>", page)
    assert len(shown) == 12
    parts = re.split(r"<h3><a [^>]*>State \d+</a>", page)[1:]
    for state, part in zip(map(int, shown), parts, strict=True):
        own = [set(one.coalition) for one in whole if one.state == state]
        least = [who for who in own if not any(other < who for other in own)]
        assert part.split("</section>")[0].count("if they go together to") == len(least)
        assert ("may be upset" in part.split("</h3>")[0]) is bool(own)
    steps = evolve(model).steps(improving=True)
    held = {s for found in result.equilibria.values() for s in found.tolist()}
    against = sum(int(steps[state]) < 0 for state in held)
    assert f"{against} are reached only if somebody moves" in flat(page)


def test_without_a_today_and_without_partners_the_page_says_so(rooms):
    source = DILEMMA.replace('status_quo = "YY"\n', "")
    rooms.model(ModelKind.CONFLICT, source)
    assert "names no state as today’s" in rooms.get("conflict/together/")


def test_alone_there_is_nobody_to_move_with(rooms):
    first, _, rest = DILEMMA.partition('[[decision_makers]]\nid = "b"')
    alone = first + rest[rest.index("[preferences.a]") : rest.index("[preferences.b]")]
    rooms.model(
        ModelKind.CONFLICT,
        alone.replace('"YY"', '"Y"').split("ranking")[0] + "weights = {arm = 1}\n",
    )
    page = flat(rooms.get("conflict/together/"))
    assert "There is one decision maker only" in page
    assert "gains can lead to the one state where they end" in page
