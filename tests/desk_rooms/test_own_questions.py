"""A party answers in its own room: each kind of answer, contradictions, the next question."""

from __future__ import annotations

import re

import pytest
from negotiations import KNOWN, text_of
from pressed import Form

from goodoffices.record.audiences import JOINT, own_room
from goodoffices.record.models import ModelKind
from goodoffices.service.elicitation import own_answers
from goodoffices.service.sides import share_matter, state_preferences
from goodoffices.settlement.elicitation import (
    NextIssue,
    NextValue,
    Prefers,
    RateFallback,
    RateIssue,
    RateValue,
)
from goodoffices.settlement.sides import preferences_of
from goodoffices.store.models import Entry

PAGE = "own/questions/"


@pytest.fixture
def shown(rooms):
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    rooms.actions.begin("shown", 1.6)
    share_matter(rooms.lead, JOINT)
    rooms.actions.begin("look", 3.0)
    return rooms


def pairs(rooms, who: str = "a"):
    return own_answers(rooms.places[who]).pairs


def test_before_the_issues_are_shown_there_is_no_such_page(rooms):
    rooms.get(PAGE, "a", 404)


def test_every_kind_of_answer_is_kept_in_ones_own_room_and_can_be_taken_back(shown):
    said = [
        ({"do": "weights", "weight.0": "60", "weight.1": "20"}, (RateIssue(0), 0.75)),
        ({"do": "fallback", "fallback": "30"}, (RateFallback(), 0.3)),
        ({"do": "fallback", "fallback": "30", "below": "1"}, (RateFallback(), -0.05)),
        ({"do": "values:1", "value.1.0": "90", "value.1.1": "40"}, (RateValue(1, 0), 1.0)),
        ({"do": "words:1", "value.1.0": "3", "value.1.1": "1"}, (Prefers((0, 0), (0, 1)), True)),
        (
            {"do": "compare", "one": "2-0", "other": "0-1", "answer": "one"},
            (Prefers((2, 0), (0, 1)), True),
        ),
        ({"do": "weights-order", "weight.0": "60", "weight.1": "20"}, (NextIssue(), 0)),
    ]
    for number, (fields, kept) in enumerate(said):
        response = shown.post(PAGE, fields, f"say {number}", "a")
        assert response.status_code == 302, response.content.decode()
        assert kept in pairs(shown)
    # the order took the place of the weights, the words that of the values
    assert not any(isinstance(q, RateIssue | RateValue) for q, _ in pairs(shown))
    audiences = {
        row.audience.key for row in Entry.objects.filter(genre="talk").select_related("audience")
    }
    assert audiences == {"own:a"}
    page = shown.get(PAGE, "a")
    assert "Most important first: The price › The date" in text_of(page)
    for said_id in re.findall(r'name="said" value="([0-9a-f]{32})"', page):
        shown.post(PAGE, {"do": "back", "said": said_id}, f"back {said_id}", "a")
    assert pairs(shown) == ()
    assert shown.post(PAGE, {"do": "back", "said": "0" * 32}, "x", "a").status_code == 404


def test_what_cannot_be_right_together_is_said_and_can_be_settled(shown):
    first = {"do": "compare", "one": "2-0", "other": "0-0", "answer": "one"}
    against = {**first, "answer": "other"}
    unrelated = {"do": "fallback", "fallback": "30"}
    for number, fields in enumerate((unrelated, first)):
        assert shown.post(PAGE, fields, f"say {number}", "a").status_code == 302
    # equal worth would still agree with both, so the weights have to speak
    weights = {"do": "values:0", "value.0.0": "0", "value.0.1": "50", "value.0.2": "100"}
    assert shown.post(PAGE, weights, "values", "a").status_code == 302
    assert (
        shown.post(
            PAGE, {"do": "weights", "weight.0": "60", "weight.1": "40"}, "w", "a"
        ).status_code
        == 302
    )
    clash = shown.post(PAGE, against, "against", "a")
    assert clash.status_code == 422
    page = clash.content.decode()
    assert "cannot be right together" in page
    before = pairs(shown)
    form = Form.of(page).fields
    assert len(form["drop"]) >= 1
    assert (RateFallback(), 0.3) in before
    sent = {**against, "drop": form["drop"]}
    assert shown.post(PAGE, sent, "settled", "a").status_code == 302
    after = pairs(shown)
    assert (Prefers((0, 0), (2, 0)), True) in after
    # what does not clash stands
    assert (RateFallback(), 0.3) in after


def test_the_form_counts_as_answers(shown):
    shown.actions.begin("state", 1.7)
    state_preferences(shown.places["a"], preferences_of(KNOWN, "a"), own_room("a"))
    shown.actions.begin("look", 3.0)
    assert (RateIssue(0), 0.6) in pairs(shown)
    assert (RateFallback(), 0.2) in pairs(shown)
    assert (RateValue(0, 1), 0.5) in pairs(shown)
    assert "from the form" in text_of(shown.get(PAGE, "a"))
    shown.post(PAGE, {"do": "weights", "weight.0": "20", "weight.1": "80"}, "w", "a")
    assert (RateIssue(0), 0.2) in pairs(shown)
    assert (RateIssue(0), 0.6) not in pairs(shown)


def test_answers_about_other_issues_are_set_aside(shown):
    shown.post(PAGE, {"do": "fallback", "fallback": "30"}, "f", "a")
    changed = KNOWN.replace('"middle", ', "").replace("0.5, ", "")
    shown.model(ModelKind.NEGOTIATION, changed, hours=2.1)
    shown.actions.begin("shown once more", 2.2)
    share_matter(shown.lead, JOINT)
    shown.actions.begin("look", 3.0)
    assert pairs(shown) == ()
    assert "kept, and not used" in text_of(shown.get(PAGE, "a"))


def test_comparisons_alone_and_something_else(shown):
    def asked(more: str = "") -> dict[str, str]:
        page = shown.get(f"{PAGE}?ask=compare{more}", "a")
        box = page.partition('class="asked"')[2].partition("</section>")[0]
        return dict(re.findall(r'name="(do|one|other)" value="([^"]+)"', box))

    assert asked()["do"] in {"compare", "accept"}
    assert asked() == asked()
    assert len({repr(asked(f"&next={k}")) for k in range(5)}) > 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"do": "dance"}, "no such step"),
        ({"do": "weights", "weight.0": "0", "weight.1": "0"}, "worth nothing"),
        ({"do": "weights", "weight.0": "1e3", "weight.1": "0"}, "no number from 0 to 100"),
        ({"do": "weights-order", "weight.0": "5", "weight.1": "5"}, "same place"),
        ({"do": "values:9"}, "no number from 0 to 1"),
        ({"do": "values:1", "value.1.0": "5", "value.1.1": "5"}, "cannot be alike"),
        ({"do": "words:1", "value.1.0": "2", "value.1.1": "2"}, "cannot be alike"),
        ({"do": "compare", "one": "0-0", "other": "0-1"}, "no answer was chosen"),
        ({"do": "compare", "one": "0-9", "other": "0-1", "answer": "one"}, "not among what"),
        ({"do": "compare", "one": "x", "other": "0-1", "answer": "one"}, "not a package"),
        ({"do": "accept", "one": "0", "answer": "yes"}, "not among what"),
        ({"do": "accept", "one": "0-0", "answer": "maybe"}, "no answer was chosen"),
        ({"do": "fallback"}, "no number from 0 to 100"),
    ],
)
def test_what_is_no_answer_is_said_on_the_page(shown, fields, said):
    response = shown.post(PAGE, fields, "x", "a")
    assert response.status_code == 422
    assert said in response.content.decode()
    assert pairs(shown) == ()


def test_the_best_value_of_an_issue_can_be_named_alone_or_first_in_an_order(shown):
    sent = {"do": "values-order:0", "value.0.0": "10", "value.0.1": "50", "value.0.2": "90"}
    assert shown.post(PAGE, sent, "order", "a").status_code == 302
    kept = [(q, a) for q, a in pairs(shown) if isinstance(q, NextValue)]
    assert kept[0] == (NextValue(0, ()), 2)
    assert [a for _, a in kept] == [2, 1, 0][: len(kept)]
    page = shown.get(PAGE, "a")
    assert "The price, best first:" in text_of(page)


def test_packages_stand_against_ones_own_frontier(shown):
    """By hand: weights 0.75 and 0.25, the values of both issues from 0 to 1."""
    for number, fields in enumerate(
        (
            {"do": "weights", "weight.0": "75", "weight.1": "25"},
            {"do": "values:0", "value.0.0": "0", "value.0.1": "50", "value.0.2": "100"},
            {"do": "values:1", "value.1.0": "0", "value.1.1": "100"},
            {"do": "fallback", "fallback": "30"},
        )
    ):
        shown.post(PAGE, fields, f"say {number}", "a")
    page = shown.get(PAGE, "a")
    section = page[page.index('id="frontier"') : page.index('id="weights"')]
    assert re.search(r"1\. The best for you</th><td>0%</td><td>100%</td><td>100%</td>", section)
    # the lighter issue goes first: a quarter is lost for half of the ground
    line = re.search(r'points="([^"]+)"', section)[1]
    places = [tuple(map(float, one.split(","))) for one in line.split()]
    assert places[0] == (4, 4)
    assert places[1] == pytest.approx((50, 4 + 52 * 0.25), abs=2)
    assert places[2] == (96, 56)
    assert 'class="fall"' in section
    # what another says moves nothing of it
    shown.post(PAGE, {"do": "weights", "weight.0": "10", "weight.1": "90"}, "b", "b")
    again = shown.get(PAGE, "a")
    assert again[again.index('id="frontier"') : again.index('id="weights"')] == section
