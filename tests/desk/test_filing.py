"""Filing, revising and withdrawing by hand."""

from __future__ import annotations

import re

import pytest

from goodoffices.desk.forms.account import typed_from
from goodoffices.service.record import act_of, view

GOOD = {
    "claim": "They would come to Geneva",
    "language": "en",
    "direction": "ltr",
    "kind": "AGREE_TO_TALK",
    "stance": "tells",
    "quote": "indirect",
    "actors": "Yevgen Korniychuk; ambassador; Beta\nBeta",
    "chain": "The Times\nan official; letter; official; Beta; unnamed",
    "happened": "2022-02-25~",
    "happened_words": "on Friday",
    "grade": "b2",
    "audience": "team",
}
FILE = "/c/river/record/file/"


def accounts(desk):
    return [f for act in view(desk.places["lead"]).acts for f in act.accounts]


def test_an_account_for_the_team_is_filed_at_once(desk):
    before = len(accounts(desk))
    desk.actions.begin("file")
    response = desk.client("team").post(FILE, GOOD)
    assert response.status_code == 302
    assert len(accounts(desk)) == before + 1
    act_id = response["Location"].split("/")[-2]
    (filed,) = act_of(desk.places["lead"], act_id)[0].accounts
    account = filed.account
    assert [(m.name, m.role, m.state) for m in account.actors] == [
        ("Yevgen Korniychuk", "ambassador", "Beta"),
        ("Beta", "other", ""),
    ]
    assert account.speaker.anonymous
    assert str(account.grade) == "B2"
    assert (account.happened.value, account.happened.words) == ("2022-02-25~", "on Friday")
    assert filed.audience.key == "team"


def test_what_others_read_takes_a_second_step_that_names_them(desk):
    before = len(accounts(desk))
    client = desk.client("lead")
    look = client.post(FILE, {**GOOD, "audience": "joint"})
    page = look.content.decode()
    assert look.status_code == 200
    assert len(accounts(desk)) == before
    assert "the delegation of Side A (1 person)" in page
    typed = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    typed.pop("csrfmiddlewaretoken", None)
    back = client.post(FILE, {**typed, "step": "back"}).content.decode()
    assert "They would come to Geneva" in back
    desk.actions.begin("file for all")
    assert client.post(FILE, {**typed, "step": "confirmed"}).status_code == 302
    assert len(accounts(desk)) == before + 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("happened", "27.2.2022", "is not a date"),
        ("happened", "2022-02-30", "has no day 30"),
        ("said", "x" * 300, "is not a date"),
        ("actors", "A; B; C; D; E", "5 parts"),
        ("actors", "Anna; ambasador; Beta", "Did you mean"),
        ("actors", "; ambassador", "no name"),
        ("chain", "; letter", "no name"),
        ("grade", "Z9", "no Admiralty grade"),
        ("grade", "²", "no Admiralty grade"),
        ("claim", "", "required"),
        ("audience", "own:a", "Select a valid choice"),
        ("kind", "NONSENSE", "Select a valid choice"),
        ("link_kind", "answers", "A link needs both"),
        ("happened_words", "on Friday", "without a date"),
    ],
)
def test_a_bad_value_is_told_beside_its_field_and_nothing_typed_is_lost(desk, field, typed, said):
    before = len(accounts(desk))
    sent = {**GOOD, field: typed}
    if field == "happened_words":
        sent["happened"] = ""
    response = desk.client("lead").post(FILE, sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert len(accounts(desk)) == before
    place = {"link_kind": "link_act", "happened_words": "happened"}.get(field, field)
    beside = page[page.index(f'id="id_{place}_error"') :].split("</p>")[0]
    assert said in beside
    if field != "claim":
        assert "They would come to Geneva" in page
    assert 'aria-invalid="true"' in page


def test_every_form_lists_the_readers_of_each_choice(desk):
    page = desk.get("lead", FILE).content.decode()
    for key in ("team", "caucus:a", "caucus:b", "briefed:o", "joint", "public"):
        assert f'<li data-audience="{key}">' in page
        assert f'<option value="{key}"' in page


def test_another_account_of_an_act_begins_with_what_is_known(desk):
    page = desk.get("lead", f"{FILE}?act={desk.ids['offer']}").content.decode()
    assert "Third State" in page
    desk.actions.begin("another")
    sent = {**GOOD, "act": desk.ids["offer"]}
    response = desk.client("lead").post(FILE, sent)
    assert response["Location"] == f"/c/river/acts/{desk.ids['offer']}/"
    assert desk.client("lead").post(FILE, {**GOOD, "act": "nonsense"}).status_code == 404


def test_a_revision_shows_what_changes_and_keeps_the_rest(desk):
    act, account = desk.ids["offer"], desk.ids["offer account"]
    address = f"/c/river/acts/{act}/accounts/{account}/revise/"
    client = desk.client("lead")
    earlier = next(f for f in accounts(desk) if f.id == account)
    typed = typed_from(earlier.account, earlier.audience)
    typed = {k: v for k, v in typed.items() if v is not False}
    changed = {**typed, "venue": "Jerusalem", "initiator": "Omega"}
    look = client.post(address, changed).content.decode()
    assert "changed" in look
    assert "<mark>Third State</mark>" in look
    desk.actions.begin("revise")
    assert client.post(address, {**changed, "step": "confirmed"}).status_code == 302
    (now,) = [f for f in accounts(desk) if f.supersedes == account]
    assert now.account.venue == "Jerusalem"
    assert now.account.chain == earlier.account.chain
    assert now.account.happened == earlier.account.happened
    # the address of the superseded account is gone
    assert client.get(address).status_code == 404


def test_withdrawing_asks_why_and_asks_again(desk):
    act, account = desk.ids["other telling"], desk.ids["other telling account"]
    address = f"/c/river/acts/{act}/accounts/{account}/withdraw/"
    client = desk.client("lead")
    assert client.get(address).status_code == 200
    assert "A withdrawal says why" in client.post(address, {"step": "confirmed"}).content.decode()
    look = client.post(address, {"reason": "retracted by the paper"}).content.decode()
    assert "Withdraw it" in look
    assert account in {f.id for f in accounts(desk)}
    desk.actions.begin("withdraw")
    sent = {"reason": "retracted by the paper", "step": "confirmed"}
    assert client.post(address, sent).status_code == 302
    assert account not in {f.id for f in accounts(desk)}
    assert "Contested" not in client.get(f"/c/river/acts/{act}/").content.decode()
