"""The pages drawn from the record: what each seat is shown on them, and what the team writes."""

from __future__ import annotations

import re

import pytest

from goodoffices.record.accounts import Account, Link, LinkKind, Mention, Words
from goodoffices.record.dates import RecordDate
from goodoffices.record.vocabulary import ActKind

SHARED = ("offers/", "venues/", "positions/", "mediator/")
TEAMS = ("briefings/", "contacts/", "fundamentals/", "contacts/numbers/")
ALPHA, BETA, THIRD = Mention("Alpha"), Mention("Beta"), Mention("Third State")
SUNDAY = RecordDate("2022-02-27")


def act(kind: ActKind, words: str, **fields: object) -> Account:
    return Account(**{"kind": kind, "claim": Words(words), "happened": SUNDAY, **fields})


def page(desk, who: str, path: str) -> str:
    answer = desk.get(who, f"/c/river/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def main(text: str) -> str:
    return text[text.index("<main") :]


@pytest.fixture
def told(desk):
    """A delegation that waits, a refusal of its venue, a call and a briefing."""
    desk.file(
        "ready",
        act(
            ActKind.READY_AT_VENUE,
            "stood ready",
            title="Alpha stands ready in Gomel",
            actors=(ALPHA,),
            venue="Gomel, Belarus",
            expires=RecordDate("2022-02-27"),
        ),
    )
    gomel = desk.file(
        "proposal",
        act(ActKind.PROPOSE, "proposed", actors=(ALPHA,), venue="Gomel", issue="venue"),
    )
    desk.file(
        "refusal",
        act(
            ActKind.REJECT_TERMS,
            "would not go",
            title="Beta refuses Gomel",
            actors=(BETA,),
            issue="venue",
            links=(Link(LinkKind.ANSWERS, gomel),),
        ),
    )
    call = desk.file(
        "call",
        act(
            ActKind.PHONE_CALL,
            "spoke",
            title="A call with Alpha",
            actors=(THIRD,),
            targets=(ALPHA,),
        ),
        "team",
    )
    desk.file(
        "told Omega",
        act(
            ActKind.BRIEF_THIRD_PARTY,
            "was told",
            actors=(THIRD,),
            targets=(Mention("Omega"),),
            links=(Link(LinkKind.BRIEFS_AFTER, call),),
        ),
        "briefed:o",
    )
    desk.file(
        "condemned",
        act(ActKind.CONDEMN, "condemned Alpha", actors=(THIRD,), targets=(ALPHA,)),
    )
    desk.actions.begin("look", 5.0)
    return desk


@pytest.mark.parametrize("who", ["lead", "team", "a", "b", "o", "public"])
def test_each_seat_has_the_pages_that_are_for_it(told, who):
    for path in SHARED:
        page(told, who, path)
    for path in TEAMS:
        expected = 200 if who in {"lead", "team"} else 404
        assert told.get(who, f"/c/river/{path}").status_code == expected
    links = re.findall(r'<nav class="tools".*?</nav>', page(told, who, ""), re.DOTALL)[0]
    for address in re.findall(r'href="([^"]*)"', links):
        assert told.get(who, address).status_code == 200
    assert ("/briefings/" in links) == (who in {"lead", "team"})


def test_open_offers_say_what_is_asked_of_whom_and_who_is_silent(told):
    text = main(page(told, "a", "offers/"))
    assert "not refused since 28 February 2022" in text
    assert "Stands so because of:" in text
    assert f"/c/river/acts/{told.ids['answer']}/" in text


def test_a_missed_opportunity_is_told_with_what_the_other_side_said(told):
    text = main(page(told, "public", "venues/"))
    missed = text[text.index("missed with Side B since 28 February 2022") :]
    assert told.ids["refusal"] in missed[: missed.index("</li>")]
    assert "Side A in Gomel" in text
    assert "Refused by" in text


def test_positions_stand_by_issue_and_party(told):
    text = main(page(told, "b", "positions/"))
    assert text.index("asks or offers") < text.index("refuses")
    assert 'data-party="Side A"' in text


def test_contacts_are_counted_and_drawn(told):
    text = main(page(told, "lead", "contacts/"))
    row = re.search(r"<th[^>]*>all</th><td>Calls</td><td>(\d)</td><td>(\d)</td>", text)
    assert row
    assert row.groups() == ("1", "0")
    picture = told.get("lead", "/c/river/contacts/contacts.svg")
    assert picture["Content-Type"].startswith("image/svg")
    assert "February 2022" in main(page(told, "lead", "contacts/numbers/"))


def test_without_a_contact_there_is_no_chart(desk):
    assert "<img" not in main(page(desk, "lead", "contacts/"))
    assert desk.get("lead", "/c/river/contacts/contacts.svg").status_code == 404


def test_the_public_stance_is_the_same_for_everybody(told):
    for who in ("lead", "a", "public"):
        text = main(page(told, who, "mediator/"))
        assert "condemnation" in text
        assert "toward Side A" in text


def test_what_a_reader_may_know_is_asked_by_the_team_and_by_itself(told):
    seen = main(page(told, "lead", "known/o/"))
    assert told.ids["briefing"] in seen
    assert told.ids["caucus"] not in seen
    assert "given by Third State" in seen
    # the observer does not see the call it was briefed on, so the ledger has no line of it
    own = main(page(told, "o", "known/o/"))
    assert "A call with Alpha" not in own
    for who in ("a", "b", "public"):
        assert told.get(who, "/c/river/known/o/").status_code == 404


def post(desk, path: str, **fields: str):
    desk.actions.begin(f"post {path} {sorted(fields.items())}", 5.0)
    return desk.client("lead").post(f"/c/river/{path}", fields)


def test_a_briefing_is_planned_revised_and_called_off(told):
    fields = {
        "contact": told.ids["call"],
        "who": "Side B",
        "moment": "after",
        "due": "2022-02-27",
        "embargo": "not to be passed on",
        "audience": "team",
    }
    assert post(told, "briefings/plan/", **{**fields, "who": ""}).status_code == 422
    assert post(told, "briefings/plan/", **{**fields, "due": "soon"}).status_code == 422
    assert post(told, "briefings/plan/", **fields).status_code == 302
    ledger = main(page(told, "lead", "briefings/"))
    assert "overdue" in ledger
    assert "Embargo (<b>in force</b>): not to be passed on" in ledger
    mine = ledger[ledger.index("Side B</b>") :]
    (address,) = re.findall(r'href="/c/river/(briefings/\w+/revise/)"', mine)[:1]
    lifted = {"embargo": "not to be passed on", "embargo_until": "2022-02-28"}
    assert post(told, address, embargo_until="2022-02-28").status_code == 422
    assert post(told, address, **lifted).status_code == 302
    assert "lifted since 28 February 2022" in main(page(told, "lead", "briefings/"))
    # the earlier plan is no longer there to be revised
    assert post(told, address, **lifted).status_code == 404
    mine = main(page(told, "lead", "briefings/"))
    mine = mine[mine.index("Side B</b>") :]
    address = re.findall(r'href="/c/river/(briefings/\w+/revise/)"', mine)[0]
    assert post(told, address, step="call-off").status_code == 302
    assert "Side B</b>" not in main(page(told, "lead", "briefings/"))


def test_the_ledger_leads_to_an_account_of_the_briefing(told):
    ledger = main(page(told, "lead", "briefings/"))
    address = re.findall(r'href="/c/river/(record/file/\?gives=\w+)"', ledger)[0]
    form = main(page(told, "lead", address))
    assert '<option value="BRIEF_THIRD_PARTY" selected>' in form
    assert '<option value="briefs_after" selected>' in form
    assert "Omega</textarea>" in form


def test_what_more_than_the_team_reads_is_declared_in_two_steps(told):
    fields = {"kind": "tie", "words": "a treaty of old", "about": "a", "audience": "public"}
    assert post(told, "mediator/declare/", **{**fields, "about": ""}).status_code == 422
    look = post(told, "mediator/declare/", **fields)
    assert look.status_code == 200
    assert "a last look" in look.content.decode()
    assert "a treaty of old" not in main(page(told, "public", "mediator/"))
    assert post(told, "mediator/declare/", step="confirmed", **fields).status_code == 302
    assert "a treaty of old" in main(page(told, "public", "mediator/"))
    declared = main(page(told, "lead", "mediator/"))
    address = re.findall(r'href="/c/river/(mediator/\w{32}/end/)"', declared)[0]
    assert "a treaty of old" in main(page(told, "lead", address))
    assert post(told, address).status_code == 302
    assert "a treaty of old" not in main(page(told, "public", "mediator/"))


def test_for_the_team_alone_a_declaration_takes_one_step(told):
    fields = {"kind": "interest", "words": "quiet", "audience": "team"}
    assert post(told, "mediator/declare/", **fields).status_code == 302
    assert "quiet" in main(page(told, "team", "mediator/"))
    assert "quiet" not in main(page(told, "a", "mediator/"))


def test_an_act_is_pinned_and_taken_down(told):
    fields = {"act": told.ids["call"], "fundamental": "inclusivity", "why": "all were heard"}
    assert post(told, "fundamentals/pin/", **{**fields, "act": "f" * 32}).status_code == 422
    assert post(told, "fundamentals/pin/", **fields).status_code == 302
    text = main(page(told, "team", "fundamentals/"))
    assert "all were heard" in text
    address = re.findall(r'action="/c/river/(fundamentals/\w+/take-down/)"', text)[0]
    assert told.get("lead", f"/c/river/{address}").status_code == 405
    assert post(told, address).status_code == 302
    assert "all were heard" not in main(page(told, "team", "fundamentals/"))
    assert post(told, address).status_code == 404


@pytest.mark.parametrize("path", ["briefings/plan/", "mediator/declare/", "fundamentals/pin/"])
def test_the_forms_are_not_there_for_others(told, path):
    for who in ("a", "o", "public"):
        assert told.get(who, f"/c/river/{path}").status_code == 404


def test_pages_of_an_empty_record_say_what_belongs_there(db, in_the_test_world):
    import worlds
    from django.test import Client

    from goodoffices.store.models import Person

    world, actions = worlds.make_world()
    worlds.CURRENT["world"] = world
    worlds.make_case(world, actions)
    client = Client()
    client.force_login(Person.objects.get(handle="lead"))
    for path in (*SHARED, "briefings/", "contacts/", "fundamentals/", "known/a/"):
        assert 'class="empty"' in client.get(f"/c/river/{path}").content.decode()
