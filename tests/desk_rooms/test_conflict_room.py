"""The conflict room says what the analysis found, and why, and on what it rests."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goodoffices import conflict
from goodoffices.desk.reasons import sides, verdict
from goodoffices.record.models import ModelKind
from goodoffices.service.models import current
from goodoffices.service.record import view, withdraw
from goodoffices.stability import ALL, analyse, check_equilibrium, explain

SMALL = """
format = "goodoffices-conflict/1"
title = "Two sides"
status_quo = "NN"

[[decision_makers]]
id = "a"
name = "Side A"
  [[decision_makers.options]]
  id = "talk"
  name = "Talk <first>"

[[decision_makers]]
id = "b"
name = "Side B"
  [[decision_makers.options]]
  id = "stop"
  name = "Stop firing"

[preferences.a]
priorities = ["stop", "!talk"]
[preferences.b]
priorities = ["talk", "!stop"]
"""
UNKNOWN = SMALL.replace(
    '[preferences.b]\npriorities = ["talk", "!stop"]',
    '[preferences.b]\nranking = [["YN"], ["NN"], ["YY"], ["NY"]]\nunknown = [["YN", "NY"]]',
)


def test_without_a_model_the_room_says_how_to_begin(rooms):
    page = rooms.get("conflict/")
    assert "There is none yet" in page
    assert "/c/river/conflict/model/" in page


def test_the_page_gives_the_verdict_in_the_words_of_the_case(rooms):
    rooms.model(ModelKind.CONFLICT, SMALL)
    page = rooms.get("conflict/")
    assert "Today: state 0" in page
    assert "Talk &lt;first&gt;" in page
    assert "<first>" not in page
    other = rooms.get("conflict/?state=YY")
    assert "State 3" in other
    assert "gains if it drops <q>Talk &lt;first&gt;</q>" in " ".join(other.split()).replace(
        "It ", ""
    )
    assert 'aria-current="true"' in other


def test_the_tableau_marks_what_the_analysis_found(rooms, conflict_source):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    result = analyse(conflict.loads(conflict_source))
    page = rooms.get("conflict/?show=all")
    table = page[page.index('<div class="wide tableau"') :]
    numbers = [int(n) for n in re.findall(r'aria-label="State (\d+)"', table)]
    assert numbers == list(range(len(result.conflict.states)))
    for name, short in (("nash", "Nash"), ("gmr", "GMR"), ("seq", "SEQ")):
        row = re.search(rf'<tr><th scope="row">{short}</th>(.*?)</tr>', table).group(1)
        cells = re.findall(r"<td[^>]*>([^<]*)</td>", row)
        marked = [n for n, cell in zip(numbers, cells, strict=True) if cell == "E"]
        assert marked == result.equilibria[name].tolist()


def test_each_cell_of_who_stays_leads_to_the_reason(rooms, conflict_source):
    """The mark follows the stability found; its link to where that side's reasons stand."""
    rooms.model(ModelKind.CONFLICT, conflict_source)
    result = analyse(conflict.loads(conflict_source))
    page = rooms.get("conflict/?show=all")
    assert len(page.encode()) < 50_000
    for place, maker in enumerate(result.conflict.decision_makers):
        row = re.search(rf'<tr class="stay"><th scope="row">{maker.name}</th>(.*?)</tr>', page)
        cells = re.findall(r'href="([^"]+)" aria-label="([^"]+)">(.)<', row.group(1))
        for state, (address, words, mark) in enumerate(cells):
            stays = [bool(result.stable[name][place, state]) for name in result.concepts]
            assert mark == ("●" if all(stays) else "◐" if any(stays) else "○")
            assert words.startswith("leaves" if not any(stays) else "stays")
            assert address == f"?state={result.conflict.states.label(state)}#side-{place}"
    assert 'id="side-2"' in rooms.get("conflict/?state=NYNNNNNNN")


def test_the_filter_leaves_today_and_the_state_looked_at(rooms, conflict_source):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    shown = re.findall(
        r'aria-label="State (\d+)"', rooms.get("conflict/?show=nash&state=NYNNNNNNN")
    )
    assert shown == ["0", "1", "2", "20"]
    shown = re.findall(r'aria-label="State (\d+)"', rooms.get("conflict/?show=nash&option=attend"))
    assert shown == ["0", "20"]
    assert rooms.get("conflict/?show=nonsense&option=nonsense")


@pytest.mark.parametrize("state", ["ZZZ", "NNN", "9999999999999", "<script>", "-" * 9, "\0"])
def test_a_state_that_is_none_is_said(rooms, conflict_source, state):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    page = rooms.client("lead").get("/c/river/conflict/", {"state": state})
    assert page.status_code == 200
    assert "is not a state of this model" in page.content.decode()


def test_a_model_that_cannot_be_solved_is_kept_and_said_in_one_line(rooms):
    rooms.model(ModelKind.CONFLICT, UNKNOWN, ground="0" * 32)
    page = rooms.get("conflict/")
    assert "cannot be solved" in page
    assert "preferences.b" in page
    assert "Fallen" in page
    rooms.get("conflict/evolution.svg", status=404)


def test_assumptions_lead_to_their_entries_and_fall_with_them(rooms):
    act = rooms.account("told")
    rooms.model(ModelKind.CONFLICT, SMALL, ground=act)
    page = rooms.get("conflict/")
    assert f'<a href="/c/river/acts/{act}/"><bdi>Act told</bdi></a>' in page
    assert "Fallen" not in page
    (told,) = (filed.id for filed in view(rooms.lead).act(act).accounts)
    rooms.actions.begin("withdraw", 2.0)
    withdraw(rooms.lead, told, "a mistake")
    rooms.actions.begin("look again", 3.0)
    assert "Fallen: 1 of the entries it rested on is no longer in the record" in rooms.get(
        "conflict/"
    )


def test_verdicts_agree_with_the_independent_checker(conflict_source):
    model = conflict.loads(conflict_source)
    for state in range(len(model.states)):
        found = explain(model, state)
        holds = {name for name in ALL if not check_equilibrium(model, name, state)}
        said = verdict(found)
        assert ("under every concept" in said) is (holds == set(ALL))
        assert ("not hold under any" in said) is (not holds)
        for side, seen in zip(sides(found), found.views, strict=True):
            assert side.stays_always is all(seen.stable.values())
            assert len(side.temptations) == len(seen.improvements)


def test_the_picture_carries_no_style_and_its_numbers_stand_in_a_table(rooms, conflict_source):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    picture = rooms.client("lead").get("/c/river/conflict/evolution.svg?theme=dark")
    assert picture["Content-Type"].startswith("image/svg+xml")
    text = picture.content.decode()
    assert text.startswith("<svg")
    assert "style=" not in text
    assert "<script" not in text
    assert "The numbers that are drawn" in rooms.get("conflict/evolution/")


FORM = {"title": "Two sides", "source": SMALL, "illustrative": "on", "audience": "team"}


def test_a_model_is_saved_and_keeps_the_assumptions_of_the_one_before(rooms):
    act = rooms.account("told")
    rooms.model(ModelKind.CONFLICT, SMALL, ground=act)
    page = rooms.get("conflict/model/")
    assert 'The <a href="/c/river/conflict/#assumptions">1 assumption</a>' in page
    response = rooms.post("conflict/model/", {**FORM, "title": "A second version"})
    assert response["Location"] == "/c/river/conflict/"
    saved = current(rooms.lead, ModelKind.CONFLICT)
    assert saved.model.title == "A second version"
    assert [a.rests_on for a in saved.model.assumptions] == [(act,)]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("format = [", "not TOML"),
        (SMALL.replace("priorities", "prioritys"), "Did you mean"),
        (SMALL.replace('"!talk"', '"!walk"'), "walk"),
        ("format = 'goodoffices-negotiation/1'", "format"),
    ],
)
@pytest.mark.parametrize("uploaded", [False, True], ids=["pasted", "uploaded"])
def test_a_bad_model_is_one_line_beside_its_field_and_stays_to_be_mended(
    rooms, source, says, uploaded
):
    file = {"file": SimpleUploadedFile("m.toml", source.encode()), "source": ""}
    response = rooms.post("conflict/model/", {**FORM, **(file if uploaded else {"source": source})})
    page = response.content.decode()
    assert response.status_code == 422
    assert current(rooms.lead, ModelKind.CONFLICT) is None
    field = "file" if uploaded else "source"
    beside = re.search(rf'<p class="error" id="id_{field}_error">(.*?)</p>', page, re.DOTALL).group(
        1
    )
    assert says in beside
    assert "\n" not in beside.strip()
    assert 'value="Two sides"' in page
    assert source.strip().splitlines()[0].replace('"', "&quot;").replace("'", "&#x27;") in page


def test_without_any_model_the_form_says_so(rooms):
    response = rooms.post("conflict/model/", {**FORM, "source": " "})
    assert response.status_code == 422
    assert "There is no model yet" in response.content.decode()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"", b"x" * 5_000_001])
def test_a_file_that_is_no_model_is_told_beside_the_file(rooms, data):
    response = rooms.post(
        "conflict/model/", {**FORM, "source": "", "file": SimpleUploadedFile("m.toml", data)}
    )
    assert response.status_code == 422
    assert 'id="id_file_error"' in response.content.decode()


def test_a_model_for_others_is_shown_once_more_first(rooms):
    response = rooms.post("conflict/model/", {**FORM, "audience": "joint"})
    assert "would be open to whoever reads it" in response.content.decode()
    assert current(rooms.lead, ModelKind.CONFLICT) is None
    back = rooms.post("conflict/model/", {**FORM, "audience": "joint", "step": "back"})
    assert "Side A" in back.content.decode()
    rooms.post("conflict/model/", {**FORM, "audience": "joint", "step": "confirmed"})
    assert current(rooms.lead, ModelKind.CONFLICT).audience.key == "joint"
