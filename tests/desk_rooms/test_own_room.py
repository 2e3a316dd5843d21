"""The delegation's own room, and the page that says whose numbers a model holds."""

from __future__ import annotations

import html
import re

import pytest
from negotiations import KNOWN, text_of
from pressed import Builder, Form

from goodoffices import settlement
from goodoffices.record.accounts import Term
from goodoffices.record.audiences import JOINT, caucus, own_room
from goodoffices.record.dates import RecordDate
from goodoffices.record.models import ModelKind
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.models import current
from goodoffices.service.sides import known_sides, matter, share_matter, state_preferences
from goodoffices.settlement.sides import preferences_of


@pytest.fixture
def shown(rooms):
    """A case in which the issues of a small negotiation were shown to both sides."""
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    rooms.actions.begin("shown", 1.6)
    share_matter(rooms.lead, JOINT)
    rooms.actions.begin("look", 3.0)
    return rooms


def state(rooms, side: str, audience, source: str = KNOWN, hours: float = 1.7) -> None:
    rooms.actions.begin(f"state {side} {audience.key} {hours}", hours)
    state_preferences(rooms.places[side], preferences_of(source, side), audience)
    rooms.actions.begin("look", 3.0)


def form(rooms, who: str = "a") -> Form:
    return Form.of(rooms.get("own/preferences/", who))


def send(rooms, fields: dict, who: str = "a", name: str = "send"):
    return rooms.post("own/preferences/", fields, name, who)


def test_before_the_issues_are_shown_the_room_says_so(rooms):
    assert "Nothing has been shown yet" in rooms.get("own/", "a")
    rooms.get("own/preferences/", "a", 404)
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    assert "Nothing has been shown yet" in rooms.get("own/", "a")


def test_a_delegation_says_what_it_wants_and_sees_its_own_gain(shown):
    page = rooms_page = shown.get("own/", "a")
    assert "You have not said yet what you want" in page
    assert "0.6" not in rooms_page
    fields = form(shown).fields
    # nothing of what the team assumes of this side is told to it
    assert fields["weight.price"] == [""]
    typed = {
        **fields,
        "weight.price": "0.7",
        "weight.date": "0.3",
        **{f"score.price.{k}": v for k, v in enumerate(("0", "0.5", "1"))},
        **{f"score.date.{k}": v for k, v in enumerate(("1", "0"))},
        "fallback": "0.25",
        "audience": "own:a",
    }
    assert send(shown, {**typed, "do": "save"}).status_code == 302
    words = text_of(shown.get("own/?is.price=1&is.date=0", "a"))
    # 0.7 of 0.5 and 0.3, against 0.25
    assert "worth 0.4 more than no agreement (0.65 against 0.25)" in words
    assert "No other side has shown you what it wants" in words
    assert known_sides(shown.lead) == {}


def test_what_others_would_read_takes_two_steps(shown):
    state(shown, "a", own_room("a"))
    fields = {n: v[0] for n, v in form(shown).fields.items()}
    sent = {**fields, "audience": "caucus:a", "do": "save"}
    looked = send(shown, sent)
    assert looked.status_code == 200
    assert "a last look" in looked.content.decode()
    assert known_sides(shown.lead) == {}
    last = {n: v[0] for n, v in Form.of(looked.content.decode()).fields.items()}
    back = send(shown, {**last, "step": "back"}, name="back")
    assert Form.of(back.content.decode()).fields["weight.price"] == ["0.6"]
    assert send(shown, {**last, "step": "confirmed"}, name="told").status_code == 302
    assert known_sides(shown.lead)["a"].audience == caucus("a")
    assert known_sides(shown.places["b"]) == {}


def test_what_is_no_number_stays_typed(shown):
    fields = form(shown).fields
    answer = send(shown, {**fields, "weight.price": "much", "do": "save", "audience": "own:a"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="weight.price.error"' in page
    assert Form.of(page).fields["weight.price"] == ["much"]
    unfinished = send(shown, {**fields, "do": "save", "audience": "own:a"}, name="empty")
    assert unfinished.status_code == 422
    assert "has no preference" in unfinished.content.decode()


def test_ranks_will_do(shown):
    state(shown, "a", own_room("a"))
    fields = form(shown).fields
    page = send(shown, {**fields, "do": "form:ranks"}).content.decode()
    ranked = Form.of(page).fields
    assert ranked["weight.price"] == ["1"]
    assert send(shown, {**ranked, "do": "save", "audience": "own:a"}, name="s").status_code == 302
    assert "Best guess" in shown.get("own/", "a")


def test_what_others_told_stands_beside_ones_own(shown):
    state(shown, "a", own_room("a"))
    state(shown, "b", JOINT)
    scenario = settlement.loads(KNOWN, "toml")
    worst = (0, 0)
    judged = settlement.assess(scenario, worst)
    page = shown.get("own/?is.price=0&is.date=0", "a")
    words = text_of(page)
    assert "Side B has said itself what it wants" in words
    for gain in judged.gains:
        assert f"{abs(gain.gain):g} {'above' if gain.gain > 0 else 'below'} its fallback" in words
    assert ("Take this one instead" in page) is bool(judged.dominated_by)


def test_an_estimate_of_a_side_goes_to_its_own_caucus_unless_another_is_chosen(shown):
    page = shown.get("settlement/sides/")
    for side in "ab":
        (select,) = re.findall(rf'<select id="to-{side}".*?</select>', page)
        assert re.findall(r'value="([^"]+)" selected', select) == [f"caucus:{side}"]


def test_an_estimate_is_shown_as_one_and_only_to_whom_it_is_shown(shown):
    state(shown, "a", own_room("a"))
    fields = {"what": "b", "audience": "caucus:a"}
    assert "a last look" in shown.post("settlement/sides/", fields).content.decode()
    assert known_sides(shown.places["a"]).keys() == {"a"}
    done = shown.post("settlement/sides/", {**fields, "step": "confirmed"}, "estimate")
    assert done.status_code == 302
    words = text_of(shown.get("own/", "a"))
    assert "Estimate What Side B wants is estimated by the mediator’s team" in words
    assert known_sides(shown.places["b"]) == {}


def test_offers_are_told_in_ones_own_terms(shown):
    state(shown, "a", own_room("a"))
    terms = (Term("price", "middle"), Term("date", "early"))
    when = {"happened": RecordDate("2022-02-25")}
    shown.account("p", "joint", kind=ActKind.PROPOSE, terms=terms, **when)
    shown.account("q", "caucus:b", kind=ActKind.PROPOSE, terms=terms, title="For B alone", **when)
    page = shown.get("own/", "a")
    # 0.6 of 0.5 and 0.4, against 0.2
    assert "worth 0.5 more than no agreement (0.7 against 0.2)" in text_of(page)
    assert "For B alone" not in page


def test_issues_that_changed_since_are_told(shown):
    state(shown, "a", own_room("a"))
    changed = KNOWN.replace('"middle", ', "").replace("0.5, ", "")
    shown.model(ModelKind.NEGOTIATION, changed, hours=1.8)
    # what the team changes does not show before it is shown
    assert "3 scores" not in shown.get("own/", "a")
    shown.actions.begin("shown once more", 2.0)
    share_matter(shown.lead, JOINT)
    shown.actions.begin("look", 3.0)
    assert "has 3 scores for the 2 values" in html.unescape(shown.get("own/", "a"))
    assert form(shown).fields["weight.price"] == ["0.6"]


def test_the_model_says_whose_numbers_it_holds(shown):
    assert "Side A estimate" in text_of(shown.get("settlement/sides/"))
    state(shown, "a", caucus("a"))
    words = text_of(shown.get("settlement/sides/"))
    assert "Side A its own word" in words
    assert "Side B estimate" in words
    assert "Side A: its own word · Side B: estimate" in text_of(shown.get("settlement/"))
    other = KNOWN.replace("reservation = 0.2", "reservation = 0.3", 1)
    state(shown, "a", caucus("a"), other, 1.8)
    page = shown.get("settlement/sides/")
    assert "Side A estimate" in text_of(page)
    source = re.search(r'<textarea name="source" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    taken = html.unescape(source.group(1))
    assert (
        settlement.loads(taken, "toml").parties[0].reservation
        == settlement.loads(other, "toml").parties[0].reservation
    )
    saved = current(shown.lead, ModelKind.NEGOTIATION)
    fields = {"source": [taken], "title": ["A"], "base": [saved.id], "audience": ["team"]}
    builder = Builder(shown, path="settlement/model/build/")
    builder.send({**fields, "part": "party.a", "do": "go:party.a"})
    assert builder.status == 200
    assert builder.form.fields["fallback"] == ["0.3"]


def test_sides_of_the_case_are_added_under_their_own_names(rooms):
    builder = Builder(rooms, path="settlement/model/build/").open()
    builder.press("side:a:Side A").press("side:b:Side B")
    assert 'id = "a"' in builder.form.fields["source"][0]
    assert "side:a:Side A" not in " ".join(builder.form.buttons)


def test_showing_the_issues_takes_two_steps(rooms):
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    sent = {"what": "matter", "audience": "joint"}
    assert "nothing of what anybody wants" in rooms.post("settlement/sides/", sent).content.decode()
    assert matter(rooms.places["a"]) is None
    rooms.post("settlement/sides/", {**sent, "step": "confirmed"}, "share")
    assert matter(rooms.places["a"]).matter.title == "A model for team"
    for audience in ("team", "public", ""):
        answer = rooms.post("settlement/sides/", {**sent, "audience": audience}, "x")
        assert answer.status_code == 422
    unknown = rooms.post("settlement/sides/", {"what": "z", "audience": "joint"}, "y")
    assert unknown.status_code == 404


def test_red_lines_are_put_together_kept_and_taken_away(shown):
    state(shown, "a", own_room("a"))
    fields = {**form(shown).fields, "audience": "own:a"}
    picked = {**fields, "pick.red": "price:0", "is.red": "not", "do": "compose:red"}
    written = Form.of(send(shown, picked, name="put together").content.decode()).fields
    (line,) = written["new.red"]
    listed = Form.of(send(shown, {**written, "do": "keep"}, name="add").content.decode()).fields
    assert listed["red.0"] == [line]
    assert send(shown, {**listed, "do": "save"}, name="save").status_code == 302
    broken = "It breaks one of your red lines"
    assert broken in text_of(shown.get("own/?is.price=0&is.date=0", "a"))
    assert broken not in text_of(shown.get("own/?is.price=1&is.date=0", "a"))
    # nothing of the builder but red lines and the form of preferences can be changed here
    kept = {**form(shown).fields, "audience": "own:a"}
    same = Form.of(send(shown, {**kept, "do": "remove:issue.price"}, name="no").content.decode())
    assert same.fields["red.0"] == [line]
    gone = Form.of(send(shown, {**kept, "do": "remove:red.0"}, name="away").content.decode())
    assert "red.0" not in gone.fields


def test_red_lines_that_leave_nothing_are_told(shown):
    state(shown, "a", own_room("a"))
    fields = {**form(shown).fields, "audience": "own:a"}
    typed = {**fields, "new.red": "price = 'low' & price = 'high'", "do": "save"}
    answer = send(shown, typed)
    page = answer.content.decode() if answer.status_code != 302 else shown.get("own/", "a")
    assert "no package meets all conditions and red lines" in text_of(page)
