"""Every address of the desk, for every seat: who gets through, and that the rest find nothing.

The addresses are walked from the resolver, never listed by hand: a route without a row fails.
"""

from __future__ import annotations

import inspect
import os
import random
import re
from datetime import date, timedelta

import pytest
import worlds
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve, reverse
from lxml.html import document_fromstring
from negotiations import KNOWN
from uploads import photo

from goodoffices.access.viewers import SeatKind
from goodoffices.agreement import Obligation
from goodoffices.agreement.signing import Lay, Oblige, Sign
from goodoffices.record.accounts import Account, Carrier, Mention, Term, Words
from goodoffices.record.audiences import JOINT, PUBLIC, TEAM, caucus
from goodoffices.record.briefings import BriefingDuty, Moment
from goodoffices.record.comments import Comment
from goodoffices.record.declarations import Declaration, DeclarationKind
from goodoffices.record.fundamentals import Fundamental, Pin
from goodoffices.record.models import Model, ModelKind
from goodoffices.record.reports import Report
from goodoffices.record.topics import Tag
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.agreements import agreement_of, begin_agreement, write_on_agreement
from goodoffices.service.attachments import About, attach
from goodoffices.service.bidding import Plan as Bids
from goodoffices.service.bidding import open_bidding
from goodoffices.service.briefings import plan_briefing
from goodoffices.service.comments import comment
from goodoffices.service.consents import consents
from goodoffices.service.declarations import declare
from goodoffices.service.granting import give_grant
from goodoffices.service.invitations import invite
from goodoffices.service.models import save_model
from goodoffices.service.pins import pin_act
from goodoffices.service.reading import add_report
from goodoffices.service.record import file_account
from goodoffices.service.releases import propose_release
from goodoffices.service.reports import keep_report
from goodoffices.service.rounds import go_on, plan_session
from goodoffices.service.sides import share_matter
from goodoffices.service.talks import draft_proposal, take_step
from goodoffices.service.texts import begin_text, write_on_text
from goodoffices.service.topics import tag
from goodoffices.store.models import Person
from goodoffices.talks import bids, shuttle
from goodoffices.talks.sessions import Plan
from goodoffices.talks.sessions.events import Invite
from goodoffices.talks.text import Version
from goodoffices.talks.text.events import Table
from goodoffices.talks.wording import Wording

pytestmark = pytest.mark.django_db

DUE = date(2022, 3, 5)
SEATS = ("lead", "team", "clerk", "a", "b", "o", "public")
TEAM_ONLY = frozenset({"lead", "team", "clerk"})
LEAD = frozenset({"lead"})
DELEGATES = frozenset({"a", "b"})
MODELLERS = TEAM_ONLY - {"clerk"}
SEATED = frozenset(SEATS) - {"public"}
EVERYBODY = frozenset(SEATS)

# who gets through to each route of the case
ROUTES = {
    "overview": EVERYBODY,
    "record": EVERYBODY,
    "search": EVERYBODY,
    "act": EVERYBODY,
    "account-history": EVERYBODY,
    "attachment": EVERYBODY,
    "attachment-preview": EVERYBODY,
    "attach": TEAM_ONLY,
    "actors": EVERYBODY,
    "actor": EVERYBODY,
    "same-actor": TEAM_ONLY,
    "topics": EVERYBODY,
    "topic": EVERYBODY,
    "following": SEATED,
    "feed": EVERYBODY,
    "events": EVERYBODY,
    "api-case": EVERYBODY,
    "api-acts": EVERYBODY,
    "api-act": EVERYBODY,
    "moderation": MODELLERS,
    "comment": EVERYBODY,
    "act-topics": TEAM_ONLY,
    "change-attachment": TEAM_ONLY,
    "withdraw-attachment": TEAM_ONLY,
    "withdrawn": EVERYBODY,
    "who-sees-what": SEATED,
    "people": TEAM_ONLY,
    "interests": TEAM_ONLY | {"o"},
    "invite": LEAD,
    "exports": LEAD,
    "public-page": LEAD,
    "take-invitation-back": LEAD,
    "end-seat": LEAD,
    "new-group": LEAD,
    "group-members": LEAD,
    "entry": SEATED,
    "send-entry": SEATED,
    "send-brief": SEATED,
    "mark-confidence": SEATED,
    "propose-release": MODELLERS,
    "release": MODELLERS,
    "grant-entry": LEAD,
    "revoke-grant": LEAD,
    "consent": frozenset({"lead", "a"}),
    "brief": SEATED,
    "brief-figure": SEATED,
    "brief-figure-numbers": SEATED,
    "brief-docx": SEATED,
    "brief-html": SEATED,
    "brief-md": SEATED,
    "brief-pdf": SEATED,
    "brief-json": SEATED,
    "open-offers": EVERYBODY,
    "venues": EVERYBODY,
    "positions": EVERYBODY,
    "positions-picture": EVERYBODY,
    "positions-picture-numbers": EVERYBODY,
    "mediator": EVERYBODY,
    "declare": TEAM_ONLY,
    "end-declaration": TEAM_ONLY,
    "briefings": TEAM_ONLY,
    "plan-briefing": TEAM_ONLY,
    "revise-briefing": TEAM_ONLY,
    # what side a was told
    "known": TEAM_ONLY | {"a"},
    "contacts": TEAM_ONLY,
    "contacts-picture": TEAM_ONLY,
    "contacts-picture-numbers": TEAM_ONLY,
    "fundamentals": TEAM_ONLY,
    "pin": TEAM_ONLY,
    "take-pin-down": TEAM_ONLY,
    "file-account": TEAM_ONLY,
    "revise-account": TEAM_ONLY,
    "withdraw-account": TEAM_ONLY,
    "reading": TEAM_ONLY,
    "report": TEAM_ONLY,
    "confirm-sure": TEAM_ONLY,
    "confirm-draft": TEAM_ONLY,
    "discard-draft": TEAM_ONLY,
    "correct-draft": TEAM_ONLY,
    "mark-draft": TEAM_ONLY,
    "split-draft": TEAM_ONLY,
    "merge-draft": TEAM_ONLY,
    "reading-labels": TEAM_ONLY,
    "conflict": MODELLERS,
    "conflict-model": MODELLERS,
    "model-builder": MODELLERS,
    "conflict-evolution": MODELLERS,
    "conflict-evolution-numbers": MODELLERS,
    "what-if": MODELLERS,
    "what-it-takes": MODELLERS,
    "how-sure": MODELLERS,
    "together": MODELLERS,
    "conflict-robustness": MODELLERS,
    "conflict-robustness-numbers": MODELLERS,
    "settlement": MODELLERS,
    "negotiation-model": MODELLERS,
    "negotiation-builder": MODELLERS,
    "table-package": MODELLERS,
    "settlement-if": MODELLERS,
    "settlement-sides": MODELLERS,
    "talks": MODELLERS | DELEGATES,
    "new-talk": MODELLERS,
    "talk": MODELLERS | DELEGATES,
    "next-proposal": MODELLERS,
    "new-bidding": MODELLERS,
    "bidding": MODELLERS | DELEGATES,
    "new-text": MODELLERS,
    "text": MODELLERS | DELEGATES,
    "text-word": MODELLERS | DELEGATES,
    "import-text": MODELLERS,
    "add-clause": MODELLERS,
    "clause": MODELLERS | DELEGATES,
    "revise-clause": MODELLERS,
    "new-session": MODELLERS,
    "session": MODELLERS | DELEGATES,
    "replan-session": MODELLERS,
    "session-calendar": MODELLERS | DELEGATES,
    "agreements": MODELLERS | DELEGATES,
    "new-agreement": MODELLERS,
    "agreement": MODELLERS | DELEGATES,
    "agreement-word": MODELLERS | DELEGATES,
    "agreement-pdf": MODELLERS | DELEGATES,
    "agreement-bundle": MODELLERS | DELEGATES,
    "agreement-calendar": MODELLERS | DELEGATES,
    "own-room": DELEGATES,
    "own-preferences": DELEGATES,
    "own-questions": DELEGATES,
    "settlement-trades": MODELLERS,
    "settlement-how-sure": MODELLERS,
    "settlement-frontier": MODELLERS,
    "settlement-frontier-numbers": MODELLERS,
    "settlement-convergence": MODELLERS,
    "settlement-convergence-numbers": MODELLERS,
}
# what an address must ask for to be there
QUERIES = {
    "actor": "?name=alpha",
    "same-actor": "?name=Alpha",
    "conflict-robustness": "?from.russia=1&to.russia=2",
    "conflict-robustness-numbers": "?from.russia=1&to.russia=2",
}
# outside of cases nothing of a case is there; what GET answers a stranger, and who is signed in
OUTSIDE = {
    "cases": (302, 200),
    "language": (405, 405),
    "own-password": (302, 200),
    "account": (302, 200),
    "one-time-codes": (302, 200),
    "add-passkey": (302, 200),
    "recovery-codes": (405, 405),
    "remove-way": (405, 405),
    "end-session": (302, 405),
    "sign-in": (200, 200),
    "sign-in-code": (302, 302),
    "sign-in-passkey": (200, 200),
    "sign-in-link": (200, 200),
    "invitation": (403, 403),
    "feed-by-token": (404, 404),
    "unsubscribe": (404, 404),
    "api-description": (200, 200),
    "sign-out": (405, 405),
}
METHODS = ("get", "post", "put", "delete", "options")
THROUGH = {200, 204, 302, 405, 409, 422}


def walked(resolver=None, prefix: str = ""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield entry.name
        else:
            yield from walked(entry)


class Proposing:
    """A reader that proposes one draft, so that no language model is loaded."""

    def read(self, report):
        return self

    def to_dict(self):
        draft = {"id": "d1", "act": "PRAISE", "claim": [{"start": 0, "end": 6}], "sure": True}
        return {"drafts": [draft], "furniture": []}


def planned(base, act: str) -> dict[str, str]:
    """A briefing to be given, a declaration, a pin, and a contact to be counted."""
    lead = base.places["lead"]
    call = Account(
        kind=ActKind.PHONE_CALL,
        claim=Words("they spoke"),
        actors=(Mention("Third State"),),
        targets=(Mention("Alpha"),),
    )
    file_account(lead, call, PUBLIC)
    interest = Declaration(DeclarationKind.INTEREST, Words("quiet at its border"))
    return {
        "side": "a",
        "duty_id": plan_briefing(lead, BriefingDuty(act, "Alpha", Moment.AFTER), TEAM),
        "declaration_id": declare(lead, interest, PUBLIC),
        "pin_id": pin_act(lead, Pin(act, Fundamental.CONSENT)),
    }


@pytest.fixture
def addresses(base, root):
    lead = base.places["lead"]
    base.actions.begin("everything", 1.0)
    alpha = (Mention("Alpha"),)
    account = Account(ActKind.PRAISE, Words("praised it"), actors=alpha, issue="the river")
    filed = file_account(lead, account, PUBLIC)
    terms = (Term("price", "low"), Term("date", "late"))
    file_account(lead, Account(ActKind.PROPOSE, Words("so"), actors=alpha, terms=terms), TEAM)
    report = add_report(lead, Report("Note", "Praise was given."), TEAM, Proposing())
    about = About(Words("The table"), alternative="A table")
    picture = attach(lead, filed.act, ("table.jpg", photo()), about, PUBLIC)
    tag(lead, Tag(filed.act, "River"), PUBLIC)
    for kind in ModelKind:
        source = (root / f"examples/february-2022/{kind}.toml").read_text(encoding="utf-8")
        save_model(lead, Model(kind, "A model", source), TEAM)
    save_model(lead, Model(ModelKind.NEGOTIATION, "Price and date", KNOWN), TEAM)
    share_matter(lead, JOINT)
    worlds.CURRENT["world"] = base.world
    values = {
        "slug": "river",
        "act_id": filed.act,
        "account_id": filed.id,
        "attachment_id": picture.id,
        "topic": "river",
        "report_id": report.id,
        "draft_id": "d1",
        "number": 0,
        "entry_id": filed.id,
        "talk_id": tabled(lead),
        "bidding_id": bidden(lead),
        **negotiated(lead),
        "agreement_id": signed(base),
        "session_id": invited(lead),
        **opened(base),
        **planned(base, filed.act),
    }
    found = {}
    for name in ROUTES:
        (form,) = get_resolver().reverse_dict.getlist(name)
        wanted = form[0][0][1]
        path = reverse(name, kwargs={key: values[key] for key in wanted})
        found[name] = path + QUERIES.get(name, "")
    return found


def tabled(lead) -> str:
    """A proposal on the table of both parties."""
    made = draft_proposal(lead, shuttle.Offer(Wording("Quiet from noon"), (), "Quiet"))
    deadline = lead.world.clock() + timedelta(days=1)
    seen = take_step(lead, made, shuttle.Prepare(("a", "b"), deadline))
    take_step(lead, made, shuttle.Convey(seen.check))
    return made


def bidden(lead) -> str:
    """Blind bids of both parties."""
    sides = (bids.Direction.AT_MOST, bids.Direction.AT_LEAST)
    until = lead.world.clock() + timedelta(days=1)
    plan = Bids("Rent", ("rent",), ("a", "b"), sides, bids.Rule.MIDPOINT, 2, 60, until)
    return open_bidding(lead, plan)


def negotiated(lead) -> dict[str, str]:
    """A text before both parties."""
    made = begin_text(lead, "A text", "en", (Version((Wording("Quiet from noon"),)),))
    seen = write_on_text(lead, made, Table())
    return {"text_id": made, "clause_id": seen.view.clauses[0].id}


def invited(lead) -> str:
    """A session to which both parties are invited."""
    made = plan_session(lead, Plan(1, lead.world.clock() + timedelta(days=3), ("a", "b")))
    go_on(lead, made, (Invite(),))
    return made


def signed(base) -> str:
    """An agreement that all have signed."""
    lead = base.places["lead"]
    accepted = tabled(lead)
    for party in ("a", "b"):
        take_step(base.places[party], accepted, shuttle.Answer(shuttle.AnswerKind.YES))
    made = begin_agreement(lead, "Quiet", (accepted,), ())
    term = agreement_of(lead, made).view.agreement.terms[0].id
    write_on_agreement(lead, made, Oblige(Obligation("o1", term, "a", "keeps quiet", DUE)))
    check = agreement_of(lead, made).view.agreement.check
    write_on_agreement(lead, made, Lay(check))
    for party in "ab":
        write_on_agreement(base.places[party], made, Sign(check, ("Delegate",)))
    return made


def opened(base) -> dict[str, str]:
    """A caucus account that is proposed for release, so that its party is asked; and a grant."""
    lead = base.places["lead"]
    account = Account(kind=ActKind.STATE_POSITION, claim=Words("would go to Geneva"))
    told = file_account(lead, account, caucus("a"))
    noted = file_account(lead, account, TEAM)
    return {
        "proposal_id": propose_release(lead, told.id, JOINT, "they should know"),
        "consent_id": consents(lead)[0].id,
        "invitation_id": invite(lead, SeatKind.OBSERVER, "o", "a friend", 3)[0].id,
        "seat_id": base.places["o"].seat,
        "group_id": lead.groups[0].id,
        "grant_id": give_grant(lead, noted.id, "side:o", "they asked").id,
    }


def client_of(seat: str) -> Client:
    client = Client()
    if seat != "public":
        client.force_login(Person.objects.get(handle=seat))
    return client


def answer(response):
    return response.status_code, sorted(response.headers.items()), response.content


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def check_headers(response, where):
    """Figure 13."""
    assert HEADERS.items() <= dict(response.headers).items(), where
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy, where
    assert "default-src 'none'" in policy, where
    assert "frame-ancestors 'none'" in policy, where


def test_every_route_has_a_row():
    assert set(walked()) == set(ROUTES) | set(OUTSIDE)


@pytest.mark.parametrize("seat", SEATS)
def test_each_seat_gets_through_where_it_may_and_finds_nothing_elsewhere(seat, addresses):
    client = client_of(seat)
    for method in METHODS:
        ask = getattr(client, method)
        missing = answer(ask("/c/river/no-such-page/"))
        for name, address in addresses.items():
            if seat in ROUTES[name] and method == "post":
                continue  # what forms do is tested with the forms
            response = ask(address)
            check_headers(response, (method, address))
            if seat in ROUTES[name]:
                figure = name.startswith("brief-figure")
                assert response.status_code in THROUGH or figure, (
                    method,
                    name,
                    response.status_code,
                )
            else:
                assert answer(response) == missing, (method, name)
        assert missing[0] == 404


def test_a_stranger_finds_nothing_at_all_in_a_private_case(base, addresses):
    other = {
        name: address.replace("/c/river/", "/c/nowhere/") for name, address in addresses.items()
    }
    client = Client()
    answers = {repr(answer(client.get(address))) for address in other.values()}
    assert len(answers) == 1


@pytest.mark.parametrize("name", OUTSIDE)
def test_outside_of_cases_each_address_answers_as_stated(name, addresses):
    (form,) = get_resolver().reverse_dict.getlist(name)
    path = reverse(name, kwargs=dict.fromkeys(form[0][0][1], "0" * 32))
    stranger, signed_in = OUTSIDE[name]
    assert client_of("public").get(path).status_code == stranger
    assert client_of("a").get(path).status_code == signed_in


def test_every_answer_has_the_headers_errors_included(addresses):
    """Figure 13: outside of cases, where nothing is, and to what others send; the walk of every
    seat through the cases looks for the same.
    """
    outside = [
        reverse(
            name, kwargs=dict.fromkeys(get_resolver().reverse_dict.getlist(name)[0][0][0][1], "x")
        )
        for name in OUTSIDE
    ]
    for seat, method in (("lead", "get"), ("public", "get"), ("public", "post"), ("o", "delete")):
        client = client_of(seat)
        for address in [*outside, "/nowhere/", "/c/river/\0/"]:
            if seat == "lead" and "sign-out" in address:
                continue
            check_headers(getattr(client, method)(address), (method, address))
    for address in addresses.values():
        check_headers(client_of("public").post(address), address)


def test_a_foreign_form_and_one_without_a_token_are_refused_everywhere(addresses):
    """Figure 11."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(Person.objects.get(handle="lead"))
    foreign = {"HTTP_ORIGIN": "https://example.org", "HTTP_SEC_FETCH_SITE": "cross-site"}
    client.get("/")
    for address in [*addresses.values(), "/sign-out/", "/account/sessions/", "/password/"]:
        token = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else "x"
        without = client.post(address)
        from_elsewhere = client.post(address, {"csrfmiddlewaretoken": token}, **foreign)
        assert {without.status_code, from_elsewhere.status_code} == {403}, address


ODD = "a\0b\x01c\x1b\x7fd\u2028e\ufffe"
ASKED = re.compile(r"\.(?:get|getlist)\(\s*\"([\w.]+)\"")
TYPED = {"text", "search", "password", "email", "url", "number", "date", "hidden"}
ENDING = {"/sign-out/"}
"""Who sends these forms is somebody else from then on."""
OF_SIDES = {
    "own-room",
    "own-preferences",
    "own-questions",
    "talk",
    "bidding",
    "text",
    "clause",
    "session",
    "agreement",
    "consent",
}
DRAWN = {"brief-pdf", "agreement-pdf"}
"""They take no words from the address, and a second to draw."""
COMPUTED = ("brief-figure", "conflict-", "how-sure", "settlement-", "together", "what-it-takes")
SHOWING = {"record", "actors", "topics", "feed", "events", "api-acts", "positions", "brief-docx"}
LOOKS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
DRAW = random.Random(1)


def asked_by(path: str) -> list[str]:
    """What the view of an address may ask of it, as its module spells it."""
    module = inspect.getmodule(inspect.unwrap(resolve(path.partition("?")[0]).func))
    return sorted(set(ASKED.findall(inspect.getsource(module))))


def forms_on(page: bytes):
    """Each form of a page: how it is sent, where, what stands in it, what can be put there."""
    for form in document_fromstring(page).forms:
        open_fields = dict.fromkeys(
            field.name
            for field in form.inputs
            if field.name and (field.tag != "input" or field.type in TYPED)
        )
        yield form.method.lower(), form.get("action"), dict(form.form_values()), open_fields


def some(names) -> list[str]:
    """All of them where one looks long, else one, drawn."""
    every = sorted(names)
    return every if LOOKS_LONG or not every else [DRAW.choice(every)]


def looked_at(name: str) -> bool:
    return name not in DRAWN and (LOOKS_LONG or not name.startswith(COMPUTED))


@pytest.mark.parametrize("seat", ["lead", "a"])
def test_no_address_fails_on_a_nul_or_another_control_character(seat, addresses):
    """In a question that a page asks of its address, and in a field of each form on it."""
    client = client_of(seat)
    client.raise_request_exception = False
    failed, forms = [], set()

    def send(method: str, path: str, values: dict[str, str], field: str) -> None:
        with transaction.atomic():
            response = getattr(client, method)(path, {**values, field: ODD})
            transaction.set_rollback(True)
        if response.status_code >= 500:
            failed.append((method, path, field, response.exc_info[1]))

    for name, address in addresses.items():
        if seat not in ROUTES[name] or (seat == "a" and name not in OF_SIDES):
            continue
        if not looked_at(name):
            continue
        path, page = address.partition("?")[0], client.get(address)
        for question in some(asked_by(address)):
            send("get", path, {}, question)
        if page.status_code != 200 or "html" not in page.headers["Content-Type"]:
            continue
        for method, action, values, fields in forms_on(page.content):
            where = (action or "").partition("#")[0] or path
            if (where, method, *values) not in forms and where not in ENDING:
                forms.add((where, method, *values))
                for field in some(fields.keys() - {"csrfmiddlewaretoken"}):
                    send(method, where, values, field)
    assert failed == []
    assert len(forms) > (50 if seat == "lead" else 15)


def test_what_was_written_with_control_characters_is_shown_everywhere(base, addresses):
    """On pages, in feeds and in files: XML and PDF hold none of them."""
    lead = base.places["lead"]
    odd = ODD.replace("\0", "")
    mention = Mention(odd)
    account = Account(
        ActKind.PROPOSE,
        Words(odd),
        title=odd,
        actors=(mention,),
        targets=(mention, Mention("Alpha")),
        venue=odd,
        issue=odd,
        chain=(Carrier(odd),),
        terms=(Term("price", odd),),
    )
    told = file_account(lead, account, PUBLIC)
    comment(lead, told.act, Comment(Words(odd)), PUBLIC)
    tag(lead, Tag(told.act, odd), PUBLIC)
    keep_report(lead, Report(odd, odd), TEAM)
    text = begin_text(lead, odd, "en", (Version((Wording(odd),)),))
    client = client_of("lead")
    client.raise_request_exception = False
    extra = {
        "its act": f"/c/river/acts/{told.act}/",
        "its text": f"/c/river/talks/texts/{text}/",
        "its file": f"/c/river/talks/texts/{text}/text.docx",
    }
    failed = {
        name: response.exc_info[1]
        for name, address in {**addresses, **extra}.items()
        if (LOOKS_LONG or name in {*SHOWING, *extra})
        if (response := client.get(address)).status_code >= 500
    }
    assert failed == {}
