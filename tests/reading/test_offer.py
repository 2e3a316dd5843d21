"""The worked example of the project, where its report lies beside the project folder."""

from __future__ import annotations

import datetime as dt

import pytest

from goodoffices.reading import Draft, Drafts, Reader, Report
from goodoffices.record.vocabulary import ActKind


@pytest.fixture(scope="module")
def drafts(offer: str, reader: Reader) -> Drafts:
    return reader.read(Report(offer, dt.date(2022, 2, 27)))


def one(drafts: Drafts, text: str, words: str) -> Draft:
    at = text.index(words)
    found = [d for d in drafts.drafts if any(s.start <= at < s.end for s in d.claim)]
    assert found, words
    return found[0]


# RR 4
def test_offer_by_telephone_rests_on_the_kremlins_statement(offer: str, drafts: Drafts) -> None:
    draft = one(drafts, offer, "offered Israel's services")
    assert draft.act is ActKind.OFFER_MEDIATION
    assert draft.attribution == ("Kremlin (statement)",)
    assert [p.name for p in draft.actor] == ["Naftali Bennett"]
    assert [p.name for p in draft.target][:1] == ["Vladimir Putin"]
    assert (draft.mediator, draft.channel, draft.date) == ("Israel", "telephone", "2022-02-27")


# RR 5
def test_both_accounts_of_the_initiative(offer: str, drafts: Drafts) -> None:
    kremlin = one(drafts, offer, "the conversation had been")
    paper = one(drafts, offer, "Ukrainian President Volodymyr Zelenskyy had asked")
    assert kremlin.initiator is not None
    assert kremlin.initiator.name == "Israel"
    assert kremlin.speaker is not None
    assert kremlin.speaker.name == "Kremlin"
    assert paper.act is ActKind.REQUEST_MEDIATION
    assert paper.speaker is not None
    assert paper.speaker.name == "The New York Times"
    assert paper.initiator is not None
    assert paper.initiator.name == "Volodymyr Zelenskyy"
    offered = one(drafts, offer, "offered Israel's services")
    assert kremlin.group == offered.group
    assert offered.group in paper.bears_on
    assert one(drafts, offer, "was prepared to assist").group == offered.group


def test_delegation_in_gomel(offer: str, drafts: Drafts) -> None:
    draft = one(drafts, offer, "Russia had its delegation")
    assert draft.act is ActKind.READY_AT_VENUE
    assert draft.venue == "Gomel, Belarus"
    assert draft.attribution == ("Kremlin (statement)", "Vladimir Putin")
    assert draft.addressee == "Naftali Bennett"


def test_briefings(offer: str, drafts: Drafts) -> None:
    told = one(drafts, offer, "the United States was briefed")
    quoted = one(drafts, offer, "Ukraine and the U.S. were briefed")
    assert told.act is quoted.act is ActKind.BRIEF_THIRD_PARTY
    assert quoted.attribution == ("Reuters", "Israeli official (unnamed)")
    assert quoted.anonymous
    assert "United States" in [p.name for p in told.target]


# RR 7
def test_they_did_not_say_no(offer: str, drafts: Drafts) -> None:
    draft = one(drafts, offer, "didn’t say no")
    assert draft.act is ActKind.NO_ANSWER
    assert draft.direct_quote
    assert draft.speaker is not None
    assert draft.speaker.name == "Yevgen Korniychuk"
    request = one(drafts, offer, "The request was made during")
    assert request.attribution == ("The New York Times", "Yevgen Korniychuk")


def test_condemnation(offer: str, drafts: Drafts) -> None:
    draft = one(drafts, offer, "the Russian invasion, calling it")
    assert draft.act is ActKind.CONDEMN
    assert draft.date == "2022-02-25"
    assert [p.name for p in draft.actor] == ["Yair Lapid"]


# RR 9
def test_no_draft_from_furniture(offer: str, drafts: Drafts) -> None:
    last = offer.index("Sam Sokol contributed")
    for draft in drafts.drafts:
        for span in draft.claim:
            assert span.end <= last
            assert not any(part.span.overlaps(span) for part in drafts.furniture)
