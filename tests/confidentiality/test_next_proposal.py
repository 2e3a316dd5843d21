"""What parties answer in their own rooms: nothing of it shows to anybody else; once all agreed, the
mediator's team is told the next package and how sure it is, by a formula, and nothing else.
"""

from __future__ import annotations

import random

import pytest
import worlds
from django.db import transaction
from negotiations import KNOWN
from two_worlds import crawl, differences

from goodoffices.errors import NotFoundError
from goodoffices.record.audiences import JOINT, TEAM
from goodoffices.record.models import Model, ModelKind
from goodoffices.service.elicitation import answer, answers_of, own_answers
from goodoffices.service.models import save_model
from goodoffices.service.next_proposal import (
    Shows,
    choose_what_is_shown,
    consent_to_proposals,
    consents_to_proposals,
    next_proposal,
)
from goodoffices.service.sides import matter, share_matter
from goodoffices.settlement import loads
from goodoffices.settlement.elicitation import Mediation, RateFallback, RateIssue, RateValue
from goodoffices.settlement.elicitation.simulated import simulated

pytestmark = pytest.mark.django_db
STARTS = [
    "/c/river/",
    "/c/river/own/",
    "/c/river/own/questions/?ask=compare",
    "/c/river/talks/",
    "/c/river/talks/next/",
]
RATED = [RateIssue(0), RateIssue(1), RateFallback()]
RATED += [RateValue(0, v) for v in range(3)] + [RateValue(1, v) for v in range(2)]


def truthful(who: str) -> list:
    """What a side of the model would answer, were it to rate everything."""
    scenario = loads(KNOWN, "toml")
    party = next(p for p in scenario.parties if p.id == who)
    by = simulated(party, party.certain(scenario.issues), 0.0, "")
    return [(question, by.answer(question)) for question in RATED]


def drawn(seed: int) -> list:
    draw = random.Random(seed)
    part = draw.choice([0.2, 0.4, 0.6, 0.8])
    scores = [0.0, draw.choice([0.1, 0.5, 0.9]), 1.0]
    draw.shuffle(scores)
    ends = draw.choice([(0.0, 1.0), (1.0, 0.0)])
    said = [part, round(1 - part, 2), draw.choice([0.1, 0.3]), *scores, *ends]
    return list(zip(RATED, said, strict=True))


def says(base, who: str, told: list, hours: float) -> None:
    for k, (question, given) in enumerate(told):
        base.actions.begin(f"{who} says {k} at {hours}", hours)
        answer(base.places[who], ((question, given),))


def agrees(base, who: str, shows: Shows = Shows.PACKAGE, *, given: bool = True) -> None:
    base.actions.begin(f"{who} agrees {shows} {given}", 50.0)
    consent_to_proposals(base.places[who], shows, given=given)


def begun(base) -> None:
    base.actions.begin("matter", 40.0)
    save_model(base.places["lead"], Model(ModelKind.NEGOTIATION, "Price", KNOWN), TEAM)
    share_matter(base.places["lead"], JOINT)


def reached(base, name: str, play) -> dict:
    with transaction.atomic():
        begun(base)
        play()
        base.actions.begin("look", 100.0)
        worlds.CURRENT["world"] = base.world
        found = crawl(name, STARTS, 7)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("who", ["a", "lead", "o", "public"])
def test_what_another_answers_shows_to_nobody(who, base):
    """Also with its consent, as long as not all agreed."""

    def world(seed: int, count: int):
        def play() -> None:
            says(base, "a", truthful("a"), 41.0) if who == "a" else None
            says(base, "b", drawn(seed)[:count], 42.0)
            agrees(base, "b")

        return play

    one, two = reached(base, who, world(1, 8)), reached(base, who, world(2, 5))
    assert differences(one, two) == []
    assert (one["/c/river/own/questions/?ask=compare"][0] == 200) is (who == "a")


@pytest.mark.parametrize("who", ["a", "o", "public"])
def test_once_all_agreed_answers_show_to_no_other_party(who, base):
    """The next package is for the mediator's team; parties see it where it is put to them."""

    def world(seed: int):
        def play() -> None:
            says(base, "a", truthful("a"), 41.0)
            says(base, "b", drawn(seed), 42.0)
            agrees(base, "a")
            agrees(base, "b")

        return play

    assert differences(reached(base, who, world(1)), reached(base, who, world(3))) == []


def test_the_team_is_told_what_the_formula_gives_and_nothing_else(base):
    """Answers that lead to the same package and the same shares look the same."""
    begun(base)
    lead = base.places["lead"]
    for who in "ab":
        says(base, who, truthful(who), 41.0)
    assert next_proposal(lead).proposed is None
    agrees(base, "a")
    assert [c.given for c in consents_to_proposals(lead)] == [True, False]
    assert [c.party for c in consents_to_proposals(base.places["b"])] == ["b"]
    assert next_proposal(lead).proposed is None
    agrees(base, "b")
    scenario = loads(KNOWN, "toml")
    mediation = Mediation.begin(scenario.issues, 2, conditions=scenario.conditions())
    for number, who in enumerate("ab"):
        for question, given in truthful(who):
            mediation = mediation.answered(number, question, given)
    found = next_proposal(lead)
    assert found.proposed == mediation.proposal()
    assert found.wanted == ()
    assert scenario.allows(found.proposed.package)
    agrees(base, "b", given=False)
    assert next_proposal(lead).proposed is None


def test_another_setting_asks_everybody_again_and_shows_what_they_want(base):
    begun(base)
    lead = base.places["lead"]
    for who in "ab":
        says(base, who, truthful(who), 41.0)
        agrees(base, who)
    base.actions.begin("set", 51.0)
    choose_what_is_shown(lead, Shows.WANTS)
    assert next_proposal(lead).proposed is None
    assert next_proposal(lead).wanted == ()
    for who in "ab":
        agrees(base, who, Shows.WANTS)
    told = next_proposal(lead).wanted
    assert [one.party for one in told] == ["a", "b"]
    assert abs(told[0].weights[0] - 0.6) < 0.05
    base.actions.begin("set back", 52.0)
    choose_what_is_shown(lead, Shows.PACKAGE)
    assert next_proposal(lead).proposed is None


def test_only_a_party_answers_and_agrees_for_itself(base):
    begun(base)
    for seat in ("lead", "team", "clerk", "o", "public"):
        with pytest.raises(NotFoundError):
            answer(base.places[seat], ((RateFallback(), 0.3),))
        with pytest.raises(NotFoundError):
            consent_to_proposals(base.places[seat], Shows.PACKAGE, given=True)
    for seat in ("clerk", "a", "o", "public"):
        with pytest.raises(NotFoundError):
            next_proposal(base.places[seat])
        with pytest.raises(NotFoundError):
            choose_what_is_shown(base.places[seat], Shows.WANTS)
    says(base, "a", truthful("a"), 41.0)
    assert own_answers(base.places["b"]).pairs == ()
    assert len(own_answers(base.places["a"]).pairs) == len(RATED)
    for seat, party in (("o", "a"), ("b", "a"), ("clerk", "a"), ("a", "z")):
        with pytest.raises(NotFoundError):
            answers_of(base.places[seat], party)
    assert matter(base.places["lead"]) is not None
