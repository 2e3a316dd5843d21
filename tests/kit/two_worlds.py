"""Two worlds: the same visible actions, different hidden ones; a viewer must not tell them apart.

`make_pair` draws a script of actions on one case. In each world the actions that a viewer may see
are the same, at the same instants and with the same ids; the others differ in number, content
and place. `perform` plays one world; `fetch` gets pages as that viewer does.
"""

from __future__ import annotations

import base64
import hashlib
import html
import random
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import worlds
from django.db import transaction
from django.test import Client
from worlds import Actions, make_case, make_world

from goodoffices.access.decisions import may_see
from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.errors import NotFoundError
from goodoffices.record.accounts import Account, Carrier, Link, LinkKind, Mention, Words
from goodoffices.record.actors import Sameness
from goodoffices.record.audiences import Audience
from goodoffices.record.briefings import BriefingDuty, Moment
from goodoffices.record.comments import Comment
from goodoffices.record.dates import RecordDate
from goodoffices.record.declarations import Declaration, DeclarationKind
from goodoffices.record.fundamentals import Fundamental, Pin
from goodoffices.record.reports import Report
from goodoffices.record.topics import Tag
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.actors import decide
from goodoffices.service.at import At
from goodoffices.service.attachments import About, attach
from goodoffices.service.briefings import plan_briefing
from goodoffices.service.cases import give_seat
from goodoffices.service.comments import comment
from goodoffices.service.declarations import declare
from goodoffices.service.groups import make_group
from goodoffices.service.pins import pin_act
from goodoffices.service.record import file_account, withdraw
from goodoffices.service.reports import keep_report
from goodoffices.service.topics import tag
from goodoffices.service.world import World
from goodoffices.store.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    import pytest


VIEWERS = {
    "party": ("a", Viewer(SeatKind.DELEGATE, side="a")),
    "observer": ("o", Viewer(SeatKind.OBSERVER, side="o")),
    "public": ("public", Viewer(SeatKind.PUBLIC)),
}
OUTSIDE_THE_GROUP = ("team", Viewer(SeatKind.TEAM))
"""A member of the team who is in no group."""
AUDIENCES = [
    Audience.parse(key)
    for key in (
        "team",
        "group:drafters",
        "caucus:a",
        "caucus:b",
        "joint",
        "briefed:o",
        "briefed:o+parties",
        "public",
    )
]
KINDS = [
    ActKind.OFFER_MEDIATION,
    ActKind.REQUEST_MEDIATION,
    ActKind.ACCEPT_MEDIATION,
    ActKind.REJECT_MEDIATION,
    ActKind.NO_ANSWER,
    ActKind.BRIEF_THIRD_PARTY,
    ActKind.READY_AT_VENUE,
    ActKind.CONDEMN,
    ActKind.PHONE_CALL,
    ActKind.PROPOSE,
]
WORDS = ("river", "corridor", "ceasefire", "delegation", "hostage", "monitor", "venue", "draft")
PEOPLE = (Mention("Alpha"), Mention("Beta"), Mention("Third State"), Mention("Omega"))
ACTS = 6
CARRIED = frozenset({"attach", "comment", "tag", "same"})
"""What is said of an act that is there."""
DEEDS = ("revise", "withdraw", "duty", "declare", "pin", "report", "seat")
WHAT = (*["file"] * 5, *DEEDS, *sorted(CARRIED))


def id_of(name: str, asked: int = 1) -> str:
    return hashlib.sha256(f"{name} {asked}".encode()).hexdigest()[:32]


def canary(name: str) -> str:
    """A word that occurs in one hidden entry and nowhere else."""
    return "zq" + hashlib.sha256(name.encode()).hexdigest()[:14]


@dataclass(frozen=True)
class Action:
    name: str
    hours: float
    audience: Audience
    what: str
    target: str = ""
    payload: object = None


@dataclass(frozen=True)
class Script:
    actions: tuple[Action, ...]

    @property
    def canaries(self) -> list[str]:
        return [canary(a.name) for a in self.actions if a.name.startswith("hidden")]


def _account(draw: random.Random, name: str) -> Account:
    words = " ".join(draw.choices(WORDS, k=draw.randint(2, 6)))
    links = [
        Link(draw.choice(list(LinkKind)), id_of(f"act {draw.randrange(ACTS)}"))
        for _ in range(draw.randint(0, 2))
    ]
    day = RecordDate(f"2022-02-{draw.randint(20, 28):02}")
    hidden = canary(name) if name.startswith("hidden") else ""
    return Account(
        kind=draw.choice(KINDS),
        claim=Words(f"{words} {hidden}".strip()),
        actors=tuple(draw.sample(PEOPLE, k=draw.randint(0, 2))),
        targets=tuple(draw.sample(PEOPLE, k=draw.randint(0, 2))),
        initiator=draw.choice([None, *PEOPLE]),
        venue=draw.choice([None, "Gomel", "Geneva"]),
        issue=draw.choice([None, "corridors"]),
        channel=draw.choice([None, "telephone"]),
        happened=draw.choice([None, day, day]),
        chain=(Carrier(f"Agency {hidden}".strip()),) if draw.random() < 0.5 else (),
        links=tuple(links),
    )


def _actions(
    draw: random.Random, prefix: str, audiences: list[Audience], count: int
) -> Iterator[Action]:
    filed: list[Action] = []
    for index in range(count):
        name = f"{prefix} {index}"
        hours = index + 1 if prefix == "visible" else draw.uniform(0.5, 30)
        what = draw.choice(WHAT)
        audience = draw.choice(audiences)
        plain = [a for a in filed if a.what == "file"]
        if (what in {"revise", "withdraw"} and not filed) or (what in CARRIED and not plain):
            what = "file"
        if what in {"seat", "pin"} and Audience.parse("team") not in audiences:
            what = "file"
        target = f"act {draw.randrange(ACTS)}"
        if what in {"revise", "withdraw", *CARRIED}:
            # what carries a file, a tag or a name is left standing, in whichever world
            earlier = draw.choice(plain if what in CARRIED else filed)
            filed.remove(earlier)
            hours = max(hours, earlier.hours + 0.01)
            target = earlier.target if what in CARRIED else earlier.name
            if what in {"withdraw", "comment"}:
                audience = earlier.audience
        action = Action(name, hours, audience, what, target, _account(draw, name))
        if what in {"file", "revise"}:
            filed.append(action)
        yield action


def make_pair(
    seed: int, viewer: Viewer, visible: int = 6, hidden: int = 6
) -> tuple[Script, Script]:
    draw = random.Random(seed)
    seen = [a for a in AUDIENCES if may_see(viewer, a)]
    unseen = [a for a in AUDIENCES if not may_see(viewer, a)]
    shared = list(_actions(draw, "visible", seen, visible))
    scripts = []
    for world in "AB":
        others = list(
            _actions(
                draw,
                f"hidden {world}{seed}",
                unseen,
                draw.randint(0 if world == "B" else 1, hidden),
            )
        )
        # hidden revisions of visible accounts nobody revises in the open
        touched = {a.target for a in shared if a.what in {"revise", "withdraw"}}
        free = [a for a in shared if a.what == "file" and a.name not in touched]
        if free and draw.random() < 0.6:
            victim = draw.choice(free)
            name = f"hidden {world}{seed} secret revision"
            others.append(
                Action(
                    name,
                    victim.hours + 0.5,
                    draw.choice(unseen),
                    "revise",
                    victim.name,
                    _account(draw, name),
                )
            )
        scripts.append(Script(tuple(sorted([*shared, *others], key=lambda a: (a.hours, a.name)))))
    return scripts[0], scripts[1]


@dataclass(frozen=True)
class Base:
    """A case with its people and nothing in it, from which both worlds of a pair begin."""

    world: World
    actions: Actions
    places: dict[str, At]


def make_base() -> Base:
    """The group in it has the lead mediator and a clerk; `team` is not in it."""
    world, actions = make_world()
    places = make_case(world, actions)
    actions.begin("group")
    made = make_group(places["lead"], "Drafters", [places["clerk"].seat], "drafters")
    places["lead"] = replace(places["lead"], groups=(made,))
    return Base(world, actions, places)


def perform(script: Script, base: Base) -> None:
    """Play a script as the mediator's team does; ends at the instant of looking."""
    world, actions, lead = base.world, base.actions, base.places["lead"]
    for action in script.actions:
        actions.begin(action.name, action.hours)
        match action.what:
            case "file":
                file_account(
                    lead,
                    action.payload,
                    action.audience,
                    act=id_of(action.target),
                    account_id=id_of(action.name),
                )
            case "revise":
                file_account(
                    lead,
                    action.payload,
                    action.audience,
                    supersedes=id_of(action.target),
                    account_id=id_of(action.name),
                )
            case "withdraw":
                withdraw(lead, id_of(action.target), action.payload.claim.text)
            case "attach":
                text = action.payload.claim.text
                attach(
                    lead,
                    id_of(action.target),
                    (f"{text}.txt", text.encode()),
                    About(Words(text), credit=text),
                    action.audience,
                    attachment_id=id_of(action.name),
                )
            case "tag":
                topic = action.payload.claim.text[:80]
                tag(lead, Tag(id_of(action.target), topic), action.audience, id_of(action.name))
            case "comment":
                comment(
                    lead,
                    id_of(action.target),
                    Comment(action.payload.claim),
                    action.audience,
                    comment_id=id_of(action.name),
                )
            case "same":
                say_who_is_who(lead, action)
            case "duty" | "declare" | "pin":
                use_a_tool(lead, action)
            case "report":
                text = action.payload.claim.text
                keep_report(
                    lead, Report(f"Cable {action.name}", text), action.audience, id_of(action.name)
                )
            case "seat":
                person = Person.objects.create_person(world.new_id(), action.name)
                give_seat(lead, person, SeatKind.OBSERVER, "o")
    actions.begin("look", 100.0)


def use_a_tool(lead: At, action: Action) -> None:
    """Plan a briefing, declare something or pin an act."""
    words, target, own = action.payload.claim, id_of(action.target), id_of(action.name)
    if action.what == "duty":
        # what is embargoed says so in words of its own
        embargo = words.text if action.payload.venue else ""
        duty = BriefingDuty(target, "Omega", Moment.AFTER, embargo=embargo)
        plan_briefing(lead, duty, action.audience, duty_id=own)
    elif action.what == "declare":
        kind = list(DeclarationKind)[len(words.text) % 3]
        told = Declaration(kind, words, "b", rests_on=(target,))
        declare(lead, told, action.audience, declaration_id=own)
    else:
        with suppress(NotFoundError):
            pin_act(lead, Pin(target, Fundamental.CONSENT, words.text), pin_id=own)


def say_who_is_who(lead: At, action: Action) -> None:
    """Join two names that the act gives, if it gives two; in both worlds it gives the same."""
    people = [*action.payload.actors, *action.payload.targets, Mention("Alpha"), Mention("Beta")]
    one, other = people[0].name, next((p.name for p in people if p != people[0]), "Omega")
    # names are said by whoever sees them: here by an account of the same audience
    named = Account(ActKind.MEET, Words("met"), actors=(Mention(one), Mention(other)))
    told = id_of(f"{action.name} told")
    file_account(lead, named, action.audience, act=id_of(action.target), account_id=told)
    decide(lead, Sameness(one, other), action.audience, id_of(action.name))


@contextmanager
def playing(script: Script, base: Base) -> Iterator[None]:
    """The world of a script, answered from while inside and gone afterwards."""
    with transaction.atomic():
        perform(script, base)
        worlds.CURRENT["world"] = base.world
        yield
        transaction.set_rollback(True)


def sign_in(viewer_name: str) -> Client:
    client = Client()
    if viewer_name != "public":
        client.force_login(Person.objects.get(handle=viewer_name))
    return client


_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def answer(client: Client, path: str) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """Status, headers and bytes; only the random forgery token is set aside."""
    response = client.get(path)
    headers = tuple(sorted((k, v) for k, v in response.headers.items()))
    return response.status_code, headers, _TOKEN.sub(b"", response.content)


def played(script: Script, base: Base, viewer_name: str, paths: list[str]) -> dict[str, tuple]:
    """What the viewer is answered on these paths in the world of this script."""
    with playing(script, base):
        client = sign_in(viewer_name)
        return {path: answer(client, path) for path in paths}


_LINK = re.compile(rb'(?:href|action|src)="(/[^"]*)"')


def crawled(
    script: Script, base: Base, viewer_name: str, starts: list[str], most: int = 200
) -> dict[str, tuple]:
    """What the viewer reaches in the world of a script."""
    with playing(script, base):
        return crawl(viewer_name, starts, most)


def crawl(viewer_name: str, starts: list[str], most: int = 200) -> dict[str, tuple]:
    """Follow every link and form address from the starts on; static files aside."""
    found: dict[str, tuple] = {}
    client = sign_in(viewer_name)
    queue = list(starts)
    while queue and len(found) < most:
        path = queue.pop(0)
        if path in found or path.startswith("/static/"):
            continue
        found[path] = answer(client, path)
        links = _LINK.findall(found[path][2])
        queue += [link.decode().replace("&amp;", "&").partition("#")[0] for link in links]
    return found


def show_as(monkeypatch: pytest.MonkeyPatch, protocol: ModuleType, other: Viewer) -> None:
    """Plant a leak: party a is shown what it sees of a state of talks as the other is."""
    honest = protocol.view

    def leaking(state: object, viewer: Viewer) -> object:
        seen = honest(state, viewer)
        return honest(state, other) if seen is not None and viewer.side == "a" else seen

    monkeypatch.setattr(protocol, "view", leaking)


def differences(one: dict[str, tuple], other: dict[str, tuple]) -> list[str]:
    return [p for p in sorted(set(one) | set(other)) if one.get(p) != other.get(p)]


def spellings(word: str) -> set[bytes]:
    plain = word.encode()
    return {
        plain,
        plain.upper(),
        plain[::-1],
        plain.hex().encode(),
        quote(word).encode(),
        html.escape(word).encode(),
        word.encode("utf-16-le"),
        "".join(f"&#{ord(c)};" for c in word).encode(),
        "".join(f"\\u{ord(c):04x}" for c in word).encode(),
        # base64 of the word at each of the three offsets, without the bytes its neighbours decide
        *(base64.b64encode(b"\0" * pad + plain)[pad + 3 : -4] for pad in range(3)),
    }
