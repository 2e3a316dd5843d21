"""People and bodies, and topics, as pages: only what a seat sees, joined by a person, undoable."""

from __future__ import annotations

import pytest

from goodoffices.record.accounts import Account, Carrier, Mention, Words
from goodoffices.record.audiences import TEAM
from goodoffices.record.topics import Tag
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.topics import tag, topics_of_act

ACTORS = "/c/river/record/actors/"
ACTOR = "/c/river/record/actor/"
SAME = "/c/river/record/actor/same/"
TOPICS = "/c/river/record/topics/"


@pytest.fixture
def named(desk):
    """An envoy, named in full in public and by the surname in the caucus of side A."""
    desk.file(
        "in full",
        Account(ActKind.VISIT, Words("travelled"), actors=(Mention("Ana Envoy", state="Alpha"),)),
    )
    desk.file(
        "surname",
        Account(
            ActKind.STATE_POSITION,
            Words("would come"),
            title="What the envoy said in caucus",
            chain=(Carrier("Envoy", state="Alpha"),),
        ),
        "caucus:a",
    )
    desk.actions.begin("look", 5.0)
    return desk


def page(desk, who: str, path: str) -> str:
    response = desk.get(who, path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_everybody_finds_those_whom_they_see_named(named):
    assert "Ana Envoy" in page(named, "public", ACTORS)
    assert ">Envoy<" in page(named, "a", ACTORS)
    assert ">Envoy<" not in page(named, "b", ACTORS)
    assert ">Envoy<" not in page(named, "public", f"{ACTORS}?q=envoy")
    assert "Third State" not in page(named, "lead", f"{ACTORS}?q=ENVOY")
    missing = named.get("b", f"{ACTOR}?name=nobody")
    hidden = named.get("b", f"{ACTOR}?name=envoy")
    assert (hidden.status_code, hidden.content) == (404, missing.content)


def test_names_are_joined_by_a_person_and_parted_again(named):
    for path in (ACTORS, f"{ACTOR}?name=envoy"):
        assert "Perhaps the same" in page(named, "lead", path)
        assert "Perhaps the same" not in page(named, "a", path)
    client = named.client("lead")
    typed = {"other": "Ana Envoy", "audience": "caucus:a"}
    look = client.post(f"{SAME}?name=Envoy", typed).content.decode()
    assert "Join them for these readers" in look
    assert "the delegation of Side A (1 person)" in look
    named.actions.begin("join")
    done = client.post(f"{SAME}?name=Envoy", {**typed, "step": "confirmed"})
    assert done.status_code == 302
    for who in ("lead", "a"):
        both = page(named, who, f"{ACTOR}?name=Envoy")
        assert "What the envoy said in caucus" in both
        assert "Ana Envoy (Alpha) travels" in both
        assert "Names that were joined" in both
    # for everybody else nothing was joined, and no second name shows
    other = page(named, "b", f"{ACTOR}?name=Ana Envoy")
    assert "caucus" not in other
    assert "Also named" not in other
    named.actions.begin("part")
    assert client.post(f"{SAME}?name=Envoy", {"undo": "Ana Envoy"}).status_code == 302
    assert "travels" not in page(named, "a", f"{ACTOR}?name=Envoy")


def test_a_proposal_can_be_turned_down(named):
    named.actions.begin("differ")
    typed = {"other": "Ana Envoy", "audience": "team", "step": "differ"}
    assert named.client("team").post(f"{SAME}?name=Envoy", typed).status_code == 302
    assert "Perhaps the same" not in page(named, "lead", ACTORS)
    assert "Perhaps the same" not in page(named, "lead", f"{ACTOR}?name=Envoy")


@pytest.mark.parametrize(
    ("other", "said"),
    [("Nobody at all", "nobody is named"), ("", "required"), ("envoy", "one name already")],
)
def test_what_cannot_be_joined_is_told_beside_the_field(named, other, said):
    typed = {"other": other, "audience": "team"}
    response = named.client("lead").post(f"{SAME}?name=Envoy", typed)
    body = response.content.decode()
    assert response.status_code == 422
    assert said in body[body.index('id="id_other_error"') :].split("</p>")[0].casefold()


def test_acts_are_tagged_for_an_audience_and_stand_together(desk):
    address = f"/c/river/acts/{desk.ids['offer']}/topics/"
    client = desk.client("lead")
    typed = {"topic": "Good offices", "audience": "joint"}
    assert "Tag it for these readers" in client.post(address, typed).content.decode()
    assert topics_of_act(desk.places["lead"], desk.ids["offer"]) == ()
    desk.actions.begin("tag")
    assert client.post(address, {**typed, "step": "confirmed"}).status_code == 302
    desk.actions.begin("tag another")
    tag(desk.places["lead"], Tag(desk.ids["caucus"], "good  offices!"), TEAM)
    listed = page(desk, "lead", f"{TOPICS}good-offices/")
    assert "What Alpha would accept" in listed
    assert "The third state offers its good offices" in listed
    seen = page(desk, "b", f"{TOPICS}good-offices/")
    assert "The third state offers" in seen
    assert "What Alpha would accept" not in seen
    assert "2 acts" in page(desk, "lead", TOPICS)
    assert "one act" in page(desk, "a", TOPICS)
    assert "Good offices" in page(desk, "b", f"/c/river/acts/{desk.ids['offer']}/")
    hidden, missing = (desk.get("o", f"{TOPICS}{key}/") for key in ("good-offices", "nothing"))
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    desk.actions.begin("take away")
    assert client.post(address, {"remove": "Good offices"}).status_code == 302
    assert desk.get("b", f"{TOPICS}good-offices/").status_code == 404
    assert "Good offices" not in page(desk, "b", f"/c/river/acts/{desk.ids['offer']}/")


@pytest.mark.parametrize(("topic", "said"), [("", "required"), ("?!", "has a name")])
def test_a_topic_has_a_name(desk, topic, said):
    address = f"/c/river/acts/{desk.ids['offer']}/topics/"
    response = desk.client("lead").post(address, {"topic": topic, "audience": "team"})
    body = response.content.decode()
    assert response.status_code == 422
    assert said in body[body.index('id="id_topic_error"') :].split("</p>")[0]
