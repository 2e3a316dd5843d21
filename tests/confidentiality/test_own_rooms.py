"""A delegation's own room: nobody else learns anything of it, and it learns nothing unshown."""

from __future__ import annotations

import re
import tomllib

import pytest
import worlds
from django.db import transaction
from django.test import Client
from negotiations import KNOWN
from two_worlds import VIEWERS, crawl, differences, make_pair, perform, spellings

from goodoffices.errors import InputError, NotFoundError
from goodoffices.record.audiences import JOINT, TEAM, caucus, own_room
from goodoffices.record.models import Model, ModelKind
from goodoffices.service.models import save_model
from goodoffices.service.sides import (
    known_sides,
    matter,
    share_estimate,
    share_matter,
    state_preferences,
)
from goodoffices.settlement.sides import matter_of, preferences_of
from goodoffices.store.models import Person

pytestmark = pytest.mark.django_db

PACKAGES = [f"/c/river/own/?is.price={p}&is.date={d}" for p in range(3) for d in range(2)]
STARTS = ["/", "/c/river/", "/c/river/own/", "/c/river/own/preferences/", *PACKAGES]
WORD = "zqcanaryofone"


def told(party: str, fallback: str, *, word: str = "") -> str:
    """Preferences of a side; the word stands where a side may write freely."""
    source = KNOWN.replace("reservation = 0.2", f"reservation = {fallback}")
    text = preferences_of(source, party)
    return f'notes = "{word}"\n{text}' if word else text


def reached(base, script, name: str, play) -> dict:
    with transaction.atomic():
        perform(script, base)
        base.actions.begin("matter", 40.0)
        save_model(base.places["lead"], Model(ModelKind.NEGOTIATION, "Price", KNOWN), TEAM)
        share_matter(base.places["lead"], JOINT)
        play()
        base.actions.begin("look", 100.0)
        worlds.CURRENT["world"] = base.world
        found = crawl(name, STARTS, 60)
        transaction.set_rollback(True)
    return found


@pytest.fixture
def script():
    return make_pair(40_000, VIEWERS["party"][1])[0]


def mine(base) -> None:
    base.actions.begin("mine", 41.0)
    state_preferences(base.places["a"], told("a", "0.3"), own_room("a"))


@pytest.mark.parametrize("who", ["a", "b", "o", "public", "lead"])
def test_what_another_side_keeps_to_itself_changes_nothing(who, base, script):
    """Also not for the mediator: a party's own room is its own."""
    other = "b" if who == "a" else "a"

    def world(fallback: str):
        def play() -> None:
            mine(base)
            base.actions.begin("theirs", 42.0)
            state_preferences(base.places[other], told(other, fallback, word=WORD), own_room(other))
            if fallback == "0.1":
                base.actions.begin("again", 43.0)
                state_preferences(base.places[other], told(other, "0.5"), own_room(other))

        return play

    one = reached(base, script, who, world("0.1"))
    two = reached(base, script, who, world("0.7"))
    assert len(one) > 3
    assert (one["/c/river/own/"][0] == 200) is (who in {"a", "b"})
    assert differences(one, two) == []
    received = b"".join(body + repr(headers).encode() for _, headers, body in one.values())
    assert not any(spelt in received for spelt in spellings(WORD))


def test_what_the_team_estimates_shows_to_no_side_before_it_is_shown(base, script):
    def world(weight: str):
        def play() -> None:
            mine(base)
            base.actions.begin("estimate", 42.0)
            changed = KNOWN.replace("price = 0.6, date = 0.4", f"price = {weight}, date = 0.1")
            model = Model(ModelKind.NEGOTIATION, f"Estimate {WORD}", changed)
            save_model(base.places["lead"], model, TEAM)
            base.actions.begin("shown to b", 43.0)
            share_estimate(base.places["lead"], "b", caucus("b"))

        return play

    one = reached(base, script, "a", world("0.2"))
    two = reached(base, script, "a", world("0.8"))
    assert differences(one, two) == []


def test_what_a_side_tells_shows_to_those_it_told(base, script):
    """The declassification: the others' numbers, once they are told, and only to their readers."""

    def world(audience):
        def play() -> None:
            mine(base)
            base.actions.begin("theirs", 42.0)
            state_preferences(base.places["b"], told("b", "0.4"), audience)

        return play

    kept = reached(base, script, "a", world(own_room("b")))
    to_mediator = reached(base, script, "a", world(caucus("b")))
    to_all = reached(base, script, "a", world(JOINT))
    assert differences(kept, to_mediator) == []
    changed = differences(kept, to_all)
    assert changed
    assert all("/own/" in path for path in changed)
    lead_kept = reached(base, script, "lead", world(own_room("b")))
    lead_told = reached(base, script, "lead", world(caucus("b")))
    assert any("/settlement/sides/" in path for path in differences(lead_kept, lead_told))


def test_only_a_delegate_states_and_only_for_its_own_side(base):
    base.actions.begin("share", 1.0)
    save_model(base.places["lead"], Model(ModelKind.NEGOTIATION, "Price", KNOWN), TEAM)
    share_matter(base.places["lead"], JOINT)
    for seat in ("lead", "team", "o", "public"):
        with pytest.raises(NotFoundError):
            state_preferences(base.places[seat], told("a", "0.3"), TEAM)
    with pytest.raises(InputError, match="not among the readers"):
        state_preferences(base.places["a"], told("a", "0.3"), own_room("b"))
    with pytest.raises(InputError, match="not among the readers"):
        state_preferences(base.places["a"], told("a", "0.3"), TEAM)
    with pytest.raises(NotFoundError):
        share_matter(base.places["a"], JOINT)
    with pytest.raises(NotFoundError):
        share_estimate(base.places["a"], "b", JOINT)
    base.actions.begin("state", 2.0)
    state_preferences(base.places["a"], told("b", "0.3"), own_room("a"))
    # whatever table is sent, it is taken as that of the side whose seat it is
    assert set(known_sides(base.places["a"])) == {"a"}
    assert known_sides(base.places["lead"]) == {}


def test_the_matter_holds_nothing_of_what_anybody_wants(root, base):
    for source in (KNOWN, (root / "examples/february-2022/negotiation.toml").read_text("utf-8")):
        shown = tomllib.loads(matter_of(source))
        assert set(shown) <= {"format", "title", "issues", "constraints", "status_quo", "parties"}
        assert all(set(party) == {"id", "name"} for party in shown["parties"])
        assert all(set(i) <= {"id", "name", "values", "range"} for i in shown["issues"])
    base.actions.begin("share", 1.0)
    save_model(base.places["lead"], Model(ModelKind.NEGOTIATION, "Price", KNOWN), TEAM)
    share_matter(base.places["lead"], caucus("a"))
    assert matter(base.places["a"]) is not None
    assert matter(base.places["b"]) is None


def test_a_form_cannot_state_for_another_side_or_audience(base):
    base.actions.begin("share", 1.0)
    save_model(base.places["lead"], Model(ModelKind.NEGOTIATION, "Price", KNOWN), TEAM)
    share_matter(base.places["lead"], JOINT)
    worlds.CURRENT["world"] = base.world
    base.actions.begin("send", 2.0)
    client = Client()
    client.force_login(Person.objects.get(handle="a"))
    for audience in ("team", "public", "own:b", "caucus:b", "briefed:o", ""):
        sent = {"source": KNOWN, "do": "save", "audience": audience}
        answer = client.post("/c/river/own/preferences/", sent)
        assert answer.status_code == 422, audience
    sent = {"source": KNOWN, "do": "save", "audience": "own:a", "weight.price": "0.9"}
    assert client.post("/c/river/own/preferences/", sent).status_code == 302
    kept = known_sides(base.places["a"])["a"].preferences
    assert re.search(r"price = 0.9", kept.source)
    assert set(known_sides(base.places["b"])) == set()
