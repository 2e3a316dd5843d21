"""The pages on which an entry is opened to more people, walked as lead, delegate and observer."""

from __future__ import annotations

import re

import pytest

from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import TEAM
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.attachments import About, attach

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def filed(desk, audience: str, name: str = "note") -> str:
    desk.file(name, Account(kind=ActKind.MEET, claim=Words("met at the old mill")), audience)
    desk.actions.begin("look", 5.0)
    return f"/c/river/entries/{desk.ids[f'{name} account']}/"


def field(response, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', text(response)).group(1)


def test_a_release_from_proposal_to_reader(desk):
    address = filed(desk, "team")
    lead, observer = desk.client("lead"), desk.client("o")
    assert observer.get(address).status_code == 404
    page = lead.get(address)
    assert "Propose a wider audience" in text(page)
    wanted = {"audience": "briefed:o", "reason": "they may know"}
    step = lead.post(f"{address}propose/", wanted)
    assert observer.get(address).status_code == 404
    look = lead.get(step["Location"])
    assert "<b>o</b>, Observer for Observer state" in text(look)
    assert "Side A" not in text(look).partition("Who will newly see this")[2].partition("</div>")[0]
    wrong = lead.post(step["Location"], {"readers": "0" * 32})
    assert wrong.status_code == 409
    done = lead.post(step["Location"], {"readers": field(look, "readers")}, follow=True)
    assert "Released." in text(done)
    assert "they may know" in text(done)
    assert "met at the old mill" in text(observer.get(address))
    assert "they may know" not in text(observer.get(address))
    assert desk.client("a").get(address).status_code == 404


def test_a_proposal_says_what_is_missing(desk):
    address = filed(desk, "team")
    lead = desk.client("lead")
    wrong = lead.post(f"{address}propose/", {"audience": "joint", "reason": ""})
    assert wrong.status_code == 422
    assert "a release says why" in text(wrong)
    wrong = lead.post(f"{address}propose/", {"audience": "nobody", "reason": "x"})
    assert wrong.status_code == 422


def test_a_delegate_is_asked_and_answers(desk):
    address = filed(desk, "caucus:a")
    lead, delegate = desk.client("lead"), desk.client("a")
    step = lead.post(f"{address}propose/", {"audience": "joint", "reason": "it helps"})
    assert "was asked in its caucus" in text(lead.get(step["Location"]))
    asked = delegate.get("/c/river/who-sees-what/")
    consent = re.search(r'href="(/c/river/consents/[^"]+)"', text(asked)).group(1)
    assert consent not in text(desk.client("b").get("/c/river/who-sees-what/"))
    assert "May more people read this?" in text(delegate.get(consent))
    assert "Record the party" in text(lead.get(consent))
    assert lead.post(consent, {"answer": "yes"}).status_code == 422
    delegate.post(consent, {"answer": "yes"})
    assert delegate.post(consent, {"answer": "no"}).status_code == 409
    look = lead.get(step["Location"])
    assert "has consented" in text(look)
    lead.post(step["Location"], {"readers": field(look, "readers")})
    assert "met at the old mill" in text(desk.client("b").get(address))
    assert "it helps" in text(delegate.get(address))
    assert "it helps" not in text(desk.client("b").get(address))


def test_a_grant_from_names_to_taking_back(desk):
    address = filed(desk, "team")
    lead, observer = desk.client("lead"), desk.client("o")
    wanted = {"to": "side:o", "reason": "they asked", "until": "2022-03-10"}
    look = lead.post(f"{address}grant/", wanted)
    assert "<b>o</b>" in text(look)
    assert observer.get(address).status_code == 404
    lead.post(f"{address}grant/", {**wanted, "step": "confirmed"})
    shown = text(observer.get(address))
    assert "shown to you alone" in shown
    assert "team" not in re.findall(r'class="badge[^"]*"[^>]*>([^<]*)<', shown)
    assert "they asked" not in shown
    assert "met at the old mill" in text(observer.get("/c/river/record/"))
    assert "Shown to you alone" in text(observer.get("/c/river/who-sees-what/"))
    page = text(lead.get(address))
    back = re.search(r'href="(/c/river/grants/[^"]+)"', page).group(1)
    assert lead.post(back, {"reason": ""}).status_code == 422
    lead.post(back, {"reason": "enough"})
    assert observer.get(address).status_code == 404
    assert lead.get(back).status_code == 404


def test_the_files_that_go_along_are_named_before_and_go_back_with_the_grant(desk):
    address = filed(desk, "team")
    lead, observer = desk.client("lead"), desk.client("o")
    act = desk.ids["note"]
    for name in ("map", "list"):
        desk.actions.begin(f"attach {name}", 5.1)
        named = (f"{name}.txt", name.encode())
        attach(desk.places["lead"], act, named, About(Words(f"the {name}")), TEAM)
    desk.actions.begin("look", 5.2)
    wanted = {"to": "side:o", "reason": "they asked"}
    look = lead.post(f"{address}grant/", wanted)
    assert "And its 2 files:" in text(look)
    files = re.findall(r'<li><a href="(/c/river/acts/[^"]+)"', text(look))
    assert [lead.get(file).content for file in files] == [b"map", b"list"]
    proposed = lead.post(f"{address}propose/", {"audience": "joint", "reason": "why"})
    assert "And its 2 files:" in text(lead.get(proposed["Location"]))
    confirmed = {**wanted, "step": "confirmed"}
    lead.post(f"{address}grant/", confirmed)
    assert observer.get(address).status_code == 404
    lead.post(f"{address}grant/", {**confirmed, "files": field(look, "files")})
    assert [observer.get(file).content for file in files] == [b"map", b"list"]
    page = text(observer.get(f"/c/river/acts/{act}/"))
    assert all(f'href="{file}"' in page for file in files)
    back = re.search(r'href="(/c/river/grants/[^"]+)"', text(lead.get(address))).group(1)
    assert "And its 2 files:" in text(lead.get(back))
    lead.post(back, {"reason": "enough"})
    assert [observer.get(file).status_code for file in files] == [404, 404]


def test_a_grant_of_a_caucus_entry_waits_for_the_party(desk):
    address = filed(desk, "caucus:a")
    lead = desk.client("lead")
    wanted = {"to": "side:o", "reason": "they asked", "step": "confirmed"}
    assert "The party is asked first" in text(lead.post(f"{address}grant/", wanted))
    assert desk.client("o").get(address).status_code == 404


@pytest.mark.parametrize("wrong", [{"to": "side:x"}, {"reason": ""}, {"since": "soon"}])
def test_a_grant_says_what_is_wrong(desk, wrong):
    address = filed(desk, "team")
    lead = desk.client("lead")
    sent = {"to": "side:o", "reason": "x", "step": "confirmed", **wrong}
    answer = lead.post(f"{address}grant/", sent, follow=True)
    assert 'class="notice"' in text(answer)
    assert desk.client("o").get(address).status_code == 404


def test_the_mark_of_confidence(desk):
    address = filed(desk, "caucus:a")
    delegate = desk.client("a")
    assert desk.client("b").post(f"{address}confidence/").status_code == 404
    desk.client("clerk").post(f"{address}confidence/", {"in_confidence": "yes"})
    page = text(delegate.get(address))
    assert "given in confidence: that party must consent" in page
    again = desk.client("lead").post(f"{address}confidence/", {"in_confidence": "yes"})
    assert again.status_code == 422
    assert "no longer in confidence" in page
    assert "no longer in confidence" not in text(desk.client("lead").get(address))
    delegate.post(f"{address}confidence/", {"in_confidence": "no"})
    assert "Mark as given in confidence" in text(delegate.get(address))
