"""One act told by several reports: proposed as one, and contradictions shown before it is filed."""

from __future__ import annotations

from datetime import date

import pytest
from worlds import make_world

from goodoffices.errors import ConflictingEditError
from goodoffices.record.accounts import Account, Carrier, Mention, Stance, Words
from goodoffices.record.audiences import TEAM
from goodoffices.record.contested import Point
from goodoffices.record.dates import RecordDate
from goodoffices.record.frame import Frame, Side
from goodoffices.record.reports import Report
from goodoffices.record.telling import stance_towards
from goodoffices.record.texts import Direction
from goodoffices.record.vocabulary import ActKind, Role
from goodoffices.service.across import DRAFT, acts_told_elsewhere
from goodoffices.service.cases import open_case
from goodoffices.service.drafts import account_of_draft
from goodoffices.service.reading import add_report, confirm, reading_of
from goodoffices.service.record import view
from goodoffices.store.models import Person

FRAME = Frame(
    title="The call",
    slug="call",
    mediator=Side("mediator", "Norway"),
    parties=(Side("a", "Chad"), Side("b", "Libya")),
)


def state(name: str) -> Mention:
    return Mention(name, Role.STATE, name)


def account(kind: ActKind, words: str = "they spoke", **more) -> Account:
    return Account(kind=kind, claim=Words(words, "en", Direction.LTR), **more)


CALL = account(
    ActKind.PHONE_CALL,
    "Norway's envoy telephoned the president of Chad about the dispute",
    actors=(state("Norway"),),
    targets=(state("Chad"),),
    happened=RecordDate("2021-03-11"),
    chain=(Carrier("Norway"),),
)


@pytest.mark.parametrize(
    ("other", "stance"),
    [
        (
            account(ActKind.PHONE_CALL, actors=(state("Norway"),), targets=(state("Chad"),)),
            Stance.TELLS,
        ),
        (account(ActKind.PHONE_CALL, actors=(state("Norway"),)), Stance.TELLS),
        (account(ActKind.PHONE_CALL), None),
        (account(ActKind.PHONE_CALL, actors=(state("Norway"),), targets=(state("Libya"),)), None),
        (account(ActKind.MEET, actors=(state("Norway"),), targets=(state("Chad"),)), None),
        (
            account(
                ActKind.PHONE_CALL, actors=(state("Norway"),), happened=RecordDate("2021-03-14")
            ),
            None,
        ),
        (
            account(ActKind.CONFIRM, also=(ActKind.PHONE_CALL,), actors=(state("Norway"),)),
            Stance.CONFIRMS,
        ),
        (
            account(
                ActKind.DENY, "the envoy never telephoned the president", chain=(Carrier("Chad"),)
            ),
            Stance.DENIES,
        ),
        (account(ActKind.DENY, "it is not so", chain=(Carrier("Chad"),)), None),
        (
            account(
                ActKind.DENY, "the envoy never telephoned the president", chain=(Carrier("Norway"),)
            ),
            None,
        ),
    ],
)
def test_what_may_tell_of_one_act(other, stance) -> None:
    assert stance_towards(other, CALL) is stance


class Scripted:
    """A reader that proposes what the test says, report by report."""

    def __init__(self, *drafts):
        self.drafts = list(drafts)

    def read(self, report):
        return self

    def to_dict(self):
        return {"drafts": [self.drafts.pop(0)], "furniture": []}


def draft(initiator: str, key: str) -> dict:
    party = {"name": "Norway", "role": "state", "state": "Norway"}
    return {
        "id": key,
        "act": "PHONE_CALL",
        "claim": [{"start": 0, "end": 20}],
        "actor": [party],
        "target": [{"name": "Chad", "role": "state", "state": "Chad"}],
        "initiator": {"name": initiator, "role": "state", "state": initiator},
        "sure": True,
    }


@pytest.fixture
def at():
    world, actions = make_world()
    actions.begin("person")
    person = Person.objects.create_person(world.new_id(), "lead")
    actions.begin("case")
    opened = open_case(world, FRAME, person)
    actions.begin("test", 1.0)
    return opened


# RR 12
@pytest.mark.django_db
def test_two_reports_of_one_call_are_one_act_only_when_a_person_says_so(at) -> None:
    reader = Scripted(draft("Norway", "d1"), draft("Chad", "d2"))
    day = date(2021, 3, 12)
    first = add_report(at, Report("One", "The leaders spoke on the phone.", day), TEAM, reader)
    act = confirm(at, first.id, "d1").act
    second = add_report(at, Report("Two", "A call was made from Chad today.", day), TEAM, reader)
    row = reading_of(at, second.id).row("d2")
    told = account_of_draft(row.draft, second.report, second.id)
    (found,) = acts_told_elsewhere(at, {"d2": told})["d2"]
    assert (found.act.id, found.stance) == (act, Stance.TELLS)
    (point,) = found.contested
    assert point.point is Point.INITIATOR
    assert {p.value for p in point.positions} == {"Norway", "Chad"}
    assert any(DRAFT in p.accounts for p in point.positions)
    assert len(view(at).acts) == 1

    with pytest.raises(ConflictingEditError):
        confirm(at, second.id, "d2", joins="no such act")
    confirm(at, second.id, "d2", joins=act)
    (joined,) = view(at).acts
    assert len(joined.accounts) == 2
    assert [p.point for p in joined.contested] == [Point.INITIATOR]


@pytest.mark.django_db
def test_confirmed_without_saying_so_it_is_an_act_of_its_own(at) -> None:
    reader = Scripted(draft("Norway", "d1"), draft("Chad", "d2"))
    for number, key in enumerate(("d1", "d2")):
        kept = add_report(
            at, Report(f"R{number}", "The leaders spoke on the phone.", None), TEAM, reader
        )
        confirm(at, kept.id, key)
    assert len(view(at).acts) == 2
