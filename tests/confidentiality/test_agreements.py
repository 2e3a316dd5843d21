"""An agreement leaves no trace for anybody else: two worlds that differ in whether another party
has signed, in what it tells the mediator, and in the team's drafts.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import worlds
from django.db import transaction
from two_worlds import canary, crawl, differences, show_as, spellings

from goodoffices.agreement import Fact, Obligation, Told, signing
from goodoffices.agreement.signing import Foresee, Lay, Oblige, Sign, Tell
from goodoffices.record.audiences import TEAM, caucus
from goodoffices.record.models import Model, ModelKind
from goodoffices.service.agreements import agreement_of, begin_agreement, write_on_agreement
from goodoffices.service.models import save_model
from goodoffices.service.talks import draft_proposal, take_step
from goodoffices.talks import shuttle
from goodoffices.talks.wording import Wording

pytestmark = pytest.mark.django_db
WORD = canary("told of it")
MODEL = f"""
format = "goodoffices-conflict/1"
decision_makers = [
  {{id = "a", name = "Side A", options = [{{id = "quiet_a", name = "{WORD}"}}]}},
  {{id = "b", name = "Side B", options = [{{id = "quiet_b"}}]}},
]
preferences.a.ranking = [["NY"], ["YY"], ["NN"], ["YN"]]
preferences.b.ranking = [["YN"], ["YY"], ["NN"], ["NY"]]
"""


def signs(base, made: str, party: str) -> None:
    base.actions.begin(f"{party} signs", 5.0)
    check = agreement_of(base.places["lead"], made).view.agreement.check
    write_on_agreement(base.places[party], made, Sign(check, (f"Delegate of {party}",)))


def shared(base) -> tuple[str, str]:
    """An agreement before both parties, with one obligation; and the proposal it came from."""
    lead = base.places["lead"]
    base.actions.begin("shared", 1.0)
    proposal = draft_proposal(lead, shuttle.Offer(Wording("quiet"), (), "Quiet"))
    until = lead.world.clock() + timedelta(days=2)
    seen = take_step(lead, proposal, shuttle.Prepare(("a", "b"), until))
    take_step(lead, proposal, shuttle.Convey(seen.check))
    for party in "ab":
        take_step(base.places[party], proposal, shuttle.Answer(shuttle.AnswerKind.YES))
    made = begin_agreement(lead, "Shared agreement", (proposal,), ())
    owed = Obligation("o1", proposal, "b", "keeps quiet", date(2022, 3, 5))
    write_on_agreement(lead, made, Oblige(owed))
    check = agreement_of(lead, made).view.agreement.check
    write_on_agreement(lead, made, Lay(check))
    return made, proposal


def seen(base, reader: str, play) -> dict[str, tuple]:
    with transaction.atomic():
        made, proposal = shared(base)
        play(base, made, proposal)
        base.actions.begin("look", 100.0)
        worlds.CURRENT["world"] = base.world
        found = crawl(reader, ["/c/river/agreement/", f"/c/river/agreement/{made}/"], most=60)
        transaction.set_rollback(True)
    return found


def b_signs_and_the_team_drafts(base, made: str, proposal: str) -> None:
    signs(base, made, "b")
    base.actions.begin("hidden draft", 6.0)
    lead = base.places["lead"]
    begin_agreement(lead, WORD, (proposal,), ())
    save_model(lead, Model(ModelKind.CONFLICT, WORD, MODEL), TEAM)
    write_on_agreement(lead, made, Foresee("quiet_a"))


def all_sign(base, made: str, _proposal: str) -> None:
    for party in "ab":
        signs(base, made, party)


def all_sign_and_b_tells(base, made: str, proposal: str) -> None:
    all_sign(base, made, proposal)
    base.actions.begin("b tells", 7.0)
    told = Told("o1", Fact.VIOLATED, date(2022, 3, 1), "b", WORD)
    write_on_agreement(base.places["b"], made, Tell(told, caucus("b")))


@pytest.mark.parametrize(
    ("reader", "one", "other"),
    [
        ("a", lambda *_: None, b_signs_and_the_team_drafts),
        ("a", all_sign, all_sign_and_b_tells),
        ("o", lambda *_: None, all_sign_and_b_tells),
    ],
)
def test_everything_reachable_is_the_same(reader, one, other, base):
    first, second = seen(base, reader, one), seen(base, reader, other)
    assert differences(first, second) == []
    received = b"".join(body for _, _, body in second.values())
    assert not any(spelt in received for spelt in spellings(WORD))
    assert (b"Shared agreement" in received) == (reader == "a")


def test_a_planted_view_that_shows_all_is_caught(base, monkeypatch):
    show_as(monkeypatch, signing, base.places["team"].viewer)
    one = seen(base, "a", lambda *_: None)
    assert differences(one, seen(base, "a", b_signs_and_the_team_drafts))
