"""Filing, revising and withdrawing by hand."""

from __future__ import annotations

import re

import pytest

from goodoffices.desk.forms.account import typed_from
from goodoffices.service.record import act_of, view, withdraw
from goodoffices.service.search import search

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
    "reliability": "B",
    "credibility": "2",
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
        ("reliability", "Z", "Select a valid choice"),
        ("credibility", "²", "Select a valid choice"),
        ("credibility", "", "A grade needs both"),
        ("parallel_0", "Вони б приїхали", "in which language"),
        ("parallel_title_0", "Зустріч", "as well as the title"),
        ("authoritative", "0", "is to bind is empty"),
        ("claim", "", "required"),
        ("audience", "own:a", "Select a valid choice"),
        ("kind", "NONSENSE", "Select a valid choice"),
        ("link_kind_0", "answers", "A link needs both"),
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
    elsewhere = {
        "link_kind_0": "link_act_0",
        "happened_words": "happened",
        "parallel_0": "parallel_language_0",
        "parallel_title_0": "parallel_0",
    }
    place = elsewhere.get(field, field)
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
    # the address of the superseded account leads to its history
    gone = client.get(address)
    assert (gone.status_code, gone["Location"]) == (302, address.replace("revise", "history"))


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


def typed_of(desk, name: str) -> dict[str, str]:
    """The account as its form would be sent."""
    earlier = next(f for f in accounts(desk) if f.id == desk.ids[f"{name} account"])
    typed = typed_from(earlier.account, earlier.audience)
    return {key: value for key, value in typed.items() if value is not False}


def test_several_links_are_chosen_and_stand_on_both_acts(desk):
    client = desk.client("lead")
    desk.actions.begin("linked")
    sent = {
        **GOOD,
        "link_kind_0": "corrects",
        "link_act_0": desk.ids["answer"],
        "link_kind_1": "answers",
        "link_act_1": desk.ids["offer"],
    }
    address = client.post(FILE, sent)["Location"]
    page = client.get(address).content.decode()
    assert "Corrects" in page
    assert "Answers" in page
    for name, how in (("answer", "Corrected by"), ("offer", "Answered by")):
        other = client.get(f"/c/river/acts/{desk.ids[name]}/").content.decode()
        assert how in other
        assert address in other
        # the linking account is for the team alone
        assert address not in desk.get("a", f"/c/river/acts/{desk.ids[name]}/").content.decode()


def test_more_rows_and_other_acts_to_choose_from_save_nothing_and_lose_nothing(desk):
    before = len(accounts(desk))
    client = desk.client("lead")
    more = client.post(FILE, {**GOOD, "step": "rows"}).content.decode()
    assert 'name="link_act_1"' in more
    assert "They would come to Geneva" in more
    assert "required" not in more.split("<main")[1].split("<form")[0]
    look = client.post(FILE, {**GOOD, "step": "look", "link_find": "quiet meeting"})
    page = look.content.decode()
    options = re.findall(r'<option value="[0-9a-f]{32}">([^<]*)', page)
    assert set(options) == {"undated: A quiet meeting"}
    assert len(accounts(desk)) == before


def test_parallel_texts_and_the_one_that_binds(desk):
    client = desk.client("lead")
    desk.actions.begin("parallel")
    sent = {
        **GOOD,
        "parallel_0": "هم سيأتون إلى جنيف",
        "parallel_language_0": "ar",
        "parallel_by_0": "the embassy",
        "parallel_title_0": "عرض اللقاء",
        "authoritative": "0",
    }
    address = client.post(FILE, sent)["Location"]
    (filed,) = act_of(desk.places["lead"], address.split("/")[-2])[0].accounts
    assert filed.account.authoritative.language == "ar"
    assert filed.account.authoritative.direction == "rtl"
    page = client.get(address).content.decode()
    assert '<p class="words" lang="ar" dir="rtl">' in page
    assert "The same in ar: authoritative" in page
    title = (
        '<p class="also"><bdi lang="ar" dir="rtl">عرض اللقاء</bdi> <span class="note">authoritative'
    )
    assert title in page
    found = [hit.act for hit in search(desk.places["lead"], "اللقاء").hits]
    assert found == [address.split("/")[-2]]
    typed = client.get(f"{address}accounts/{filed.id}/revise/").content.decode()
    assert 'name="parallel_title_0" value="عرض اللقاء"' in typed


def test_two_people_revising_at_once_lose_neither_text(desk):
    address = f"/c/river/acts/{desk.ids['offer']}/accounts/{desk.ids['offer account']}/revise/"
    typed = typed_of(desk, "offer")
    desk.actions.begin("quicker")
    theirs = {**typed, "claim": "offered its good offices by letter", "venue": "Jerusalem"}
    desk.client("team").post(address, {**theirs, "step": "confirmed"})
    mine = {**typed, "claim": "offered its services by telephone", "outcome": "no answer"}
    for step in ("", "confirmed"):
        late = desk.client("lead").post(address, {**mine, "step": step})
        page = late.content.decode()
        assert late.status_code == 409
        # word by word
        assert "offered its <mark>services</mark> by <mark>telephone</mark>" in page
        assert "by <mark>letter</mark>" in page
        assert "s team (team) revised this account" in page
    form = page.split("<form method")[-1]
    # what one alone changed is taken over, what both did stands as the later one wrote it
    assert 'value="Jerusalem"' in form
    assert 'value="no answer"' in form
    assert "offered its services by telephone</textarea>" in form
    newest = next(f for f in accounts(desk) if f.supersedes == desk.ids["offer account"])
    assert f'action="/c/river/acts/{desk.ids["offer"]}/accounts/{newest.id}/revise/"' in page
    desk.actions.begin("joined")
    joined = {**mine, "venue": "Jerusalem", "step": "confirmed"}
    done = desk.client("lead").post(address.replace(desk.ids["offer account"], newest.id), joined)
    assert done.status_code == 302
    history = desk.get("lead", f"{address.replace('revise', 'history')}").content.decode()
    assert history.count('<li id="account-') == 3
    assert "<mark>letter</mark>" in history


def test_a_text_typed_while_the_account_was_withdrawn_is_not_lost(desk):
    act, account = desk.ids["other telling"], desk.ids["other telling account"]
    typed = typed_of(desk, "other telling")
    desk.actions.begin("withdrawn meanwhile")
    withdraw(desk.places["team"], account, "retracted")
    address = f"/c/river/acts/{act}/accounts/{account}/revise/"
    late = desk.client("lead").post(address, {**typed, "claim": "asked for by Beta, in writing"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "asked for by Beta, in writing</textarea>" in page
    assert f'action="{FILE}"' in page


def test_the_history_and_the_tombstone_are_for_who_could_see_the_account(desk):
    act, account = desk.ids["caucus"], desk.ids["caucus account"]
    address = f"/c/river/acts/{act}/accounts/{account}/history/"
    desk.actions.begin("gone")
    withdraw(desk.places["lead"], account, "retracted by the delegation")
    for who, status in (("lead", 200), ("a", 200), ("b", 404), ("public", 404)):
        assert desk.get(who, address).status_code == status, who
    assert "the mediator’s team: retracted" in desk.get("a", address).content.decode()
    assert "Lead mediator (lead): retracted" in desk.get("lead", address).content.decode()
    graves = "/c/river/record/withdrawn/"
    assert "What Alpha would accept" in desk.get("a", graves).content.decode()
    assert "What Alpha would accept" not in desk.get("b", graves).content.decode()
