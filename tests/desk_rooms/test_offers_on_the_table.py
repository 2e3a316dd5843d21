"""Packages on the table: proposals of the record with their terms, marked in the frontier."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from negotiations import KNOWN, text_of
from pressed import Form

from goodoffices import settlement
from goodoffices.record.accounts import Link, LinkKind, Mention, Term
from goodoffices.record.dates import RecordDate
from goodoffices.record.models import ModelKind
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.offers import offers_in_order, offers_on_the_table
from goodoffices.service.record import view
from goodoffices.service.talks import draft_proposal, take_step
from goodoffices.talks import shuttle
from goodoffices.talks.wording import Choice, Wording

ISSUES = settlement.loads(KNOWN, "toml").issues


def terms(*pairs: str) -> tuple[Term, ...]:
    return tuple(Term(*pair.split("=")) for pair in pairs)


def on_the_table(rooms):
    return offers_on_the_table(rooms.lead, ISSUES)


@pytest.mark.parametrize(
    ("told", "package", "because"),
    [
        (terms("price=middle", "date=late"), (1, 1), ""),
        (terms("The Date=late", "PRICE=low"), (0, 1), ""),
        (terms("price=middle"), None, "leaves open: The date"),
        (terms("price=middle", "date=soon"), None, "'soon' is not a value of date"),
        (terms("price=low", "date=late", "colour=red"), None, "there is no issue 'colour'"),
        (terms("price=low", "The price=low", "date=late"), None, "'The price' stands twice"),
    ],
)
def test_terms_are_a_package_where_they_settle_every_issue(rooms, told, package, because):
    rooms.account("p", kind=ActKind.PROPOSE, terms=told)
    (one,) = on_the_table(rooms)
    assert one.package == package
    assert because in one.because


def test_what_is_no_proposal_or_names_no_terms_is_not_on_the_table(rooms):
    rooms.account("offer", terms=terms("price=low", "date=late"))
    rooms.account("bare", kind=ActKind.PROPOSE)
    assert on_the_table(rooms) == ()


def test_tabling_takes_two_steps_for_more_than_the_team_and_keeps_the_terms(rooms):
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    page = rooms.get("settlement/?is.price=1&is.date=0")
    address = re.search(r'href="/c/river/(settlement/table/[^"]*)"', page).group(1)
    address = html.unescape(address)
    fields = {n: v[0] for n, v in Form.of(rooms.get(address)).fields.items()}
    assert fields["terms"].split("\r\n") == ["price: middle\ndate: early"]
    assert fields["claim"] == "The price: middle\nThe date: early"
    sent = {**fields, "audience": "joint"}
    looked = rooms.post(address, sent)
    assert looked.status_code == 200
    assert view(rooms.lead).acts == ()
    assert "a last look" in looked.content.decode()
    done = rooms.post(address, {**sent, "step": "confirmed"})
    assert done.status_code == 302
    assert done["Location"].startswith("/c/river/settlement/?is.price=1&is.date=0#offers")
    (one,) = on_the_table(rooms)
    assert one.package == (1, 0)
    assert [a.key for a in one.act.audiences] == ["joint"]
    assert one.standing.kind == "open"


def test_each_offer_says_what_it_gives_and_is_marked_while_it_is_open(rooms):
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    whole = {"terms": terms("price=low", "date=early"), "happened": RecordDate("2022-02-25")}
    part = {"terms": terms("price=middle"), "happened": RecordDate("2022-02-26")}
    first = rooms.account("one", kind=ActKind.PROPOSE, **whole)
    rooms.account("two", kind=ActKind.PROPOSE, **part)
    words = text_of(rooms.get("settlement/"))
    # worth 0.4 to A and 0.6 to B, each with a fallback of 0.2
    assert "Over the fallback: Side A +0.2 · Side B +0.4" in words
    assert "Not a whole package of this model: leaves open: The date." in words
    assert "<td>offer 1</td>" in rooms.get("settlement/frontier/")
    assert "offer 1" in rooms.get("settlement/frontier.svg")
    rooms.account(
        "no",
        kind=ActKind.REJECT_TERMS,
        actors=(Mention("Beta"),),
        links=(Link(LinkKind.ANSWERS, first),),
    )
    assert "<td>offer 1</td>" not in rooms.get("settlement/frontier/")
    assert "declined" in text_of(rooms.get("settlement/"))


def test_a_package_that_cannot_be_is_not_tabled(rooms):
    assert rooms.client("lead").get("/c/river/settlement/table/").status_code == 404
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    assert "settlement/table/" not in rooms.get("settlement/?is.price=2&is.date=0")
    rooms.get("settlement/table/?is.price=9", status=404)


def test_terms_of_the_form_of_an_account_are_read_one_a_line(rooms):
    form = Form.of(rooms.get("record/file/"))
    sent = {n: v[0] for n, v in form.fields.items()} | {
        "claim": "They proposed it.",
        "kind": "PROPOSE",
        "audience": "team",
    }
    refused = rooms.post("record/file/", {**sent, "terms": "price"})
    assert refused.status_code == 422
    assert "is not a term" in html.unescape(refused.content.decode())
    assert (
        rooms.post("record/file/", {**sent, "terms": "price: low\n\ndate: late"}).status_code == 302
    )
    assert on_the_table(rooms)[0].terms == terms("price=low", "date=late")
    assert "price: low; date: late" in rooms.get(f"acts/{on_the_table(rooms)[0].act.id}/")


def test_offers_of_the_parties_are_followed_in_order_with_what_they_propose_instead(rooms):
    """From the record by their day, from the talks by when they were answered; the mediator's own
    are nobody's offer.
    """
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    assert "How the offers come together" not in rooms.get("settlement/")
    put = {"kind": ActKind.PROPOSE, "terms": terms("price=low", "date=late")}
    late, soon = (RecordDate(f"2022-02-{day}") for day in (26, 25))
    rooms.account("b", actors=(Mention("Side B"),), happened=late, **put)
    rooms.account("m", actors=(Mention("Mediator"),), happened=soon, **put)
    first = terms("price=high", "date=late")
    rooms.account(
        "a", kind=ActKind.PROPOSE, terms=first, actors=(Mention("Side A"),), happened=soon
    )
    offered = draft_proposal(rooms.lead, shuttle.Offer(Wording("Early")))
    deadline = rooms.lead.world.clock() + timedelta(days=1)
    seen = take_step(rooms.lead, offered, shuttle.Prepare(("a",), deadline))
    take_step(rooms.lead, offered, shuttle.Convey(seen.check))
    instead = (Choice("The price", "middle"), Choice("date", "early"))
    answer = shuttle.Answer(shuttle.AnswerKind.COUNTER, package=instead)
    take_step(rooms.places["a"], offered, answer)
    scenario = settlement.loads(KNOWN, "toml")
    made = offers_in_order(rooms.lead, scenario, on_the_table(rooms))
    assert [(one.by, one.package) for one in made] == [(0, (2, 1)), (1, (0, 1)), (0, (1, 0))]
    page = rooms.get("settlement/")
    assert "How the offers come together" in page
    numbers = text_of(rooms.get("settlement/offers/"))
    assert "3 Side A" in numbers
    own = offers_in_order(rooms.places["b"], scenario, ())
    assert own == ()
