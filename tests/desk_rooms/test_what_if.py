"""What if: moves in the address, what they change, for whom; nothing is saved."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl

import pytest
from questions import RANKED, flat

from goodoffices import conflict
from goodoffices.record.models import ModelKind
from goodoffices.service.models import current
from goodoffices.stability import analyse

MOVES = ["ukraine.3.up", "ukraine.1.off"]
QUERY = "&".join(f"move={move}" for move in MOVES)


@pytest.fixture
def before(conflict_source):
    return conflict.loads(conflict_source)


@pytest.fixture
def after(conflict_source):
    """The model with the same changes made in its text by hand."""
    text = conflict_source.replace(
        '  "pause",\n  "pause if status",\n  "pause if border",',
        '  "pause if border",\n  "pause if status",',
    )
    assert text != conflict_source
    return conflict.loads(text)


def test_without_a_model_the_page_says_what_belongs_there(rooms):
    page = rooms.get("conflict/what-if/")
    assert "Here one tries" in page
    assert "/c/river/conflict/model/" in page


def test_without_moves_it_lists_what_each_wants_in_words(rooms, conflict_source, before):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    page = rooms.get("conflict/what-if/")
    assert "No move is made yet" in page
    assert page.count('<li><span class="what"') == sum(
        len(before.preferences[dm.id].written["priorities"]) for dm in before.decision_makers
    )
    assert "not “Widen the attack”" in page
    # the first has no way up, the last none down
    assert 'value="russia.0.up"' not in page
    assert 'value="russia.0.down"' in page
    assert 'value="russia.6.down"' not in page


def test_what_changes_is_what_two_analyses_say(rooms, conflict_source, before, after):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    page = rooms.get(f"conflict/what-if/?{QUERY}&state=6")
    one, other = analyse(before), analyse(after)
    told = dict(re.findall(r'<div><dt><abbr title="[^"]+">(\w+)</abbr></dt><dd>(.*?)</dd>', page))
    assert list(told) == ["Nash", "GMR", "SMR", "SEQ", "SSEQ"]
    for name in one.concepts:
        then, now = set(one.equilibria[name].tolist()), set(other.equilibria[name].tolist())
        short = {"nash": "Nash"}.get(name, name.upper())
        for word, found in (("begins", now - then), ("ceases", then - now)):
            part = re.search(rf'<p class="{word}">(.*?)</p>', told[short])
            numbers = [int(n) for n in re.findall(r">(\d+)</a>", part[1])] if part else []
            assert numbers == sorted(found)
    # the state that is watched: for whom it holds no more, and why, in the changed model
    leaving = [
        dm.name
        for dm, stays in zip(after.decision_makers, other.stable["seq"][:, 6], strict=True)
        if not stays
    ]
    assert f"<dt>SEQ</dt><dd><s>holds</s> <b>{leaving[0]} leaves</b>" in page
    assert "after the moves" in page
    assert "5 states would cease to hold under some concept" in page
    assert current(rooms.lead, ModelKind.CONFLICT).model.source == conflict_source


def test_each_move_is_told_and_taken_back_by_itself(rooms, conflict_source):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    page = rooms.get(f"conflict/what-if/?{QUERY}")
    without = re.findall(r'href="\?([^"]*)#changes">take it back', page)
    assert [dict(parse_qsl(query)) for query in without] == [
        {"move": "ukraine.1.off"},
        {"move": "ukraine.3.up"},
    ]
    # what was left out may be taken in again, and a move made once more
    assert "Take in" in page
    assert "once more" in rooms.get("conflict/what-if/?move=ukraine.3.up")
    back = rooms.get("conflict/what-if/?move=ukraine.3.up&move=ukraine.3.down")
    assert "Nothing changes: the same states hold under every concept." in back


@pytest.mark.parametrize("move", ["nobody.1.up", "russia.0.up", "russia.99.down", "<x>", "\0", ""])
def test_a_move_that_cannot_be_made_is_said_and_left_out(rooms, conflict_source, move):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    answer = rooms.client("lead").get("/c/river/conflict/what-if/", {"move": [move, MOVES[0]]})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "One move is left out" in page
    assert page.count("take it back") == 1
    assert "<x>" not in page
    assert "is not a state" in rooms.get("conflict/what-if/?state=ZZZ")


def test_the_changed_text_goes_to_the_page_of_the_model_and_no_further(
    rooms, conflict_source, after
):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    page = rooms.get(f"conflict/what-if/?{QUERY}")
    assert f'/c/river/conflict/model/?{QUERY.replace("&", "&amp;")}"' in page
    form = rooms.client("lead").get(f"/c/river/conflict/model/?{QUERY}").context["form"]
    text = form.initial["source"]
    assert text.startswith(conflict_source[:200])
    changed = conflict.loads(text)
    for dm in after.decision_makers:
        assert changed.preferences[dm.id].ranking() == after.preferences[dm.id].ranking()
    assert current(rooms.lead, ModelKind.CONFLICT).model.source == conflict_source


def test_levels_of_a_ranking_move_too(rooms):
    rooms.model(ModelKind.CONFLICT, RANKED)
    page = rooms.get("conflict/what-if/?move=a.0.down")
    assert "states 0 and 2" in page
    assert "All states are the same to it" in flat(page)
    assert "Leave out" not in page
    result = analyse(
        conflict.loads(RANKED.replace('[["YY"], ["NY", "NN"]', '[["NY", "NN"], ["YY"]'))
    )
    assert f"{len(result.equilibria['nash'])} instead of" in page


def test_of_a_long_ranking_only_what_is_near_is_shown(rooms):
    options = ", ".join(f'{{id = "o{k}", name = "Option {k}"}}' for k in range(7))
    ranking = json.dumps([[number] for number in range(128)])
    rooms.model(
        ModelKind.CONFLICT,
        'format = "goodoffices-conflict/1"\nstatus_quo = "NNNNNNN"\n'
        f"preferences = {{a = {{ranking = {ranking}}}}}\n"
        f'[[decision_makers]]\nid = "a"\nname = "Side A"\noptions = [{options}]\n',
    )
    page = rooms.get("conflict/what-if/?state=64&move=a.100.up")
    shown = [int(n) for n in re.findall(r'<span class="what" id="a-(\d+)">', page)]
    assert shown == [0, 1, 2, 62, 63, 64, 65, 66, 97, 98, 100, 99, 101]
    assert "115 more levels are not shown" in page


def test_a_model_with_unknown_comparisons_says_why_it_cannot_answer(rooms):
    rooms.model(ModelKind.CONFLICT, RANKED.replace("b = {}", 'b = {unknown = [["NN", "YY"]]}'))
    assert "The model cannot answer this" in rooms.get("conflict/what-if/")
