"""Invitations, groups, interests and see-as, walked as lead mediator, guest and stranger."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.html import escape

from goodoffices.record.accounts import Account, Words
from goodoffices.record.vocabulary import ActKind
from goodoffices.store.models import Person

pytestmark = pytest.mark.django_db

PEOPLE = "/c/river/people/"
PASSWORD = "seven quiet rivers"


def text(response) -> str:
    return response.content.decode()


def invited(desk, seat: str = "observer:o", days: str = "3") -> str:
    sent = {"whom": "the envoy", "seat": seat, "days": days}
    page = text(desk.client("lead").post(f"{PEOPLE}invite/", sent))
    return re.search(r"http://testserver(/invitation/[^<]+)<", page).group(1)


def join(link: str, handle: str = "envoy", password: str = PASSWORD):
    client = Client()
    return client, client.post(link, {"handle": handle, "password": password})


def test_an_invitation_gives_a_seat_once(desk):
    link = invited(desk)
    fetched = Client().get(link)
    assert "Observer for Observer state" in text(fetched)
    assert "the envoy" not in text(fetched)
    client, answer = join(link)
    assert answer["Location"] == "/c/river/"
    assert client.get("/c/river/")["Location"] == "/c/river/interests/"
    assert join(link, "another")[1].status_code == 403
    assert not Person.objects.filter(handle="another").exists()
    page = text(desk.get("lead", PEOPLE))
    assert "envoy" in page
    assert "taken" in page
    assert "envoy" not in text(desk.get("a", "/c/river/who-sees-what/"))


def test_the_code_on_the_sheet_is_the_link(desk):
    page = text(desk.client("lead").post(
        f"{PEOPLE}invite/", {"whom": "the envoy", "seat": "clerk", "days": "3"}
    ))  # fmt: skip
    link = re.search(r"<code>(http://testserver/invitation/[^<]+)</code>", page).group(1)
    from goodoffices.desk.views.account import code_picture

    assert code_picture(link) in page
    assert code_picture(link + "x") not in page


def test_whoever_has_an_account_takes_the_seat_as_themselves(desk):
    link = invited(desk, "clerk")
    desk.actions.begin("person")
    Person.objects.create_person("9" * 32, "anna")
    desk.actions.begin("look again", 5.0)
    client = desk.client("anna")
    assert "Take the seat as anna" in text(client.get(link))
    assert client.post(link)["Location"] == "/c/river/"
    again = invited(desk)
    refused = client.post(again)
    assert refused.status_code == 422
    assert "you have a seat in this case already" in text(refused)
    assert "You are invited" in text(Client().get(again))


@pytest.mark.parametrize(("handle", "password"), [("b", PASSWORD), ("", PASSWORD), ("x", "short")])
def test_a_wrong_name_or_password_keeps_the_invitation(desk, handle, password):
    link = invited(desk)
    before = Person.objects.count()
    assert join(link, handle, password)[1].status_code == 422
    assert Person.objects.count() == before
    assert join(link)[1].status_code == 302


def test_names_are_not_tried_out_with_an_invitation(desk):
    link = invited(desk)
    assert [join(link, "b")[1].status_code for _ in range(6)] == [422] * 5 + [429]


def test_an_invitation_expires_and_is_taken_back(desk):
    old, gone = invited(desk, days="1"), invited(desk)
    page = text(desk.get("lead", PEOPLE))
    ids = re.findall(r'action="(/c/river/people/invitations/[^"]+)"', page)
    for address in ids:
        assert desk.client("team").post(address).status_code == 404
    assert len(ids) == 2
    desk.actions.begin("two days on", 50.0)
    assert Client().get(old).status_code == 403
    assert Client().get(gone).status_code == 200
    for address in ids:
        desk.client("lead").post(address)
    assert Client().get(gone).status_code == 403
    assert Client().get("/invitation/unknown/").content == Client().get(gone).content


@pytest.mark.parametrize(
    "wrong",
    [{"seat": "lead"}, {"seat": "observer:x"}, {"seat": "king"}, {"days": "0"}, {"days": "soon"},
     {"days": "61"}, {"whom": " "}],
)  # fmt: skip
def test_an_invitation_says_what_is_wrong(desk, wrong):
    sent = {"whom": "x", "seat": "team", "days": "3", **wrong}
    answer = desk.client("lead").post(f"{PEOPLE}invite/", sent)
    assert answer.status_code == 422
    assert 'role="alert"' in text(answer)


def test_the_case_opens_after_interests_are_declared(desk):
    client, _ = join(invited(desk, "team"))
    for address in ("/c/river/", "/c/river/record/", "/c/river/brief/brief.json"):
        assert client.get(address)["Location"] == "/c/river/interests/"
    assert client.post("/c/river/record/file/").status_code == 404
    page = client.get("/c/river/interests/")
    assert "The lead mediator alone." in text(page)
    assert "Record" not in re.search(r"<nav.*?</nav>", text(page), re.DOTALL).group(0)
    assert client.post("/c/river/interests/", {}).status_code == 422
    both = {"interests": "x", "none": "yes"}
    assert client.post("/c/river/interests/", both).status_code == 422
    client.post("/c/river/interests/", {"interests": "taught at its academy"})
    assert client.get("/c/river/record/").status_code == 200
    assert "taught at its academy" in text(desk.get("lead", PEOPLE))
    assert "taught at its academy" not in text(desk.get("team", PEOPLE))
    assert desk.get("a", "/c/river/interests/").status_code == 404


def test_a_group_is_made_written_for_and_left(desk):
    lead = desk.client("lead")
    clerk = desk.places["clerk"].seat
    lead.post(f"{PEOPLE}groups/", {"name": "Drafters", "members": [clerk]})
    assert "Drafters" in text(desk.get("clerk", "/c/river/record/file/"))
    assert "Drafters" not in text(desk.get("team", "/c/river/record/file/"))
    assert "Drafters" not in text(desk.get("team", PEOPLE))
    address = re.search(r'action="(/c/river/people/groups/g[^"]+)"', text(lead.get(PEOPLE))).group(
        1
    )
    key = f"group:{address.split('/')[-2]}"
    assert desk.get("team", f"/c/river/who-sees-what/?of={key}").status_code == 404
    assert "The group “Drafters”" in text(desk.get("clerk", f"/c/river/who-sees-what/?of={key}"))
    assert lead.post(f"{PEOPLE}groups/", {"name": "drafters"}).status_code == 422
    outside = desk.places["a"].seat
    assert lead.post(address, {"members": [outside]}).status_code == 422
    lead.post(address, {"members": [desk.places["team"].seat]})
    assert "Drafters" in text(desk.get("team", "/c/river/record/file/"))
    assert "Drafters" not in text(desk.get("clerk", "/c/river/record/file/"))


def test_a_seat_is_ended_in_two_steps(desk):
    address = f"{PEOPLE}seats/{desk.places['b'].seat}/end/"
    lead = desk.client("lead")
    assert "End the seat of b?" in text(lead.get(address))
    assert desk.get("b", "/c/river/acts/" + desk.ids["arabic"] + "/").status_code == 200
    lead.post(address)
    assert desk.get("b", "/c/river/acts/" + desk.ids["arabic"] + "/").status_code == 404
    assert lead.get(address).status_code == 404
    own = f"{PEOPLE}seats/{desk.places['lead'].seat}/end/"
    assert lead.post(own).status_code == 404


OWN_ROOM = re.compile(r'<li><a href="/c/river/own/">[^<]*</a></li>\n')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.mark.parametrize("who", ["team", "clerk", "a", "b", "o"])
def test_see_as_shows_exactly_what_the_seat_is_sent(desk, who):
    desk.file("own", Account(kind=ActKind.MEET, claim=Words("met"), title="One more"), "caucus:b")
    desk.actions.begin("look", 6.0)
    seat = desk.places[who].seat
    lead, other = desk.client("lead"), desk.client(who)
    for path in ("/c/river/", "/c/river/record/", "/c/river/who-sees-what/",
                 f"/c/river/acts/{desk.ids['offer']}/", f"/c/river/acts/{desk.ids['caucus']}/",
                 "/c/river/search/?q=geneva", "/c/river/reading/", "/c/river/people/"):  # fmt: skip
        seen, sent = lead.get(f"/as/{seat}{path}"), other.get(path)
        assert seen.status_code == sent.status_code
        through = re.sub(r'<p class="preview".*?</p>\n', "", text(seen), flags=re.DOTALL)
        assert ('class="preview"' in text(seen)) == (seen.status_code == 200)
        plain = TOKEN.sub("", through).replace(f"/as/{seat}/", "/")
        assert plain == OWN_ROOM.sub("", TOKEN.sub("", text(sent))), path
    assert lead.get(f"/as/{seat}/c/river/own/").status_code == 404


def test_see_as_is_for_the_lead_alone_and_reads_only(desk):
    seat = desk.places["a"].seat
    address = f"/as/{seat}/c/river/record/"
    missing = desk.get("team", "/c/river/no-such-page/")
    for who in ("team", "clerk", "a", "b", "o", "stranger"):
        answer = desk.get(who, address)
        assert (answer.status_code, answer.content) == (404, missing.content)
    lead = desk.client("lead")
    for method in ("post", "put", "delete"):
        assert getattr(lead, method)(address).status_code == 405
    for elsewhere in (f"/as/{'0' * 32}/c/river/", f"/as/{seat}/account/", f"/as/{seat}/"):
        assert lead.get(elsewhere).status_code == 404
    seen = text(lead.get(address))
    assert '<a href="/">' in seen
    assert 'action="/sign-out/"' in seen
    assert 'action="/language/"' in seen
    assert lead.get("/c/river/record/").status_code == 200
    assert "preview" not in text(lead.get("/c/river/record/"))


def test_names_are_shown_as_text(desk):
    desk.client("lead").post(f"{PEOPLE}groups/", {"name": "<b>x</b>"})
    page = text(desk.get("lead", PEOPLE))
    assert escape("<b>x</b>") in page
    assert "<b>x</b>" not in page
