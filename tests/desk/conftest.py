from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import worlds
from databases import environment_of_a_desk
from django.template import engines
from django.test import Client
from smtp_server import smtp_server
from undeclared import Undeclared
from worlds import make_case, make_world

from goodoffices.record.accounts import Account, Carrier, Grade, Link, LinkKind, Mention, Words
from goodoffices.record.audiences import Audience
from goodoffices.record.briefings import BriefingDuty, Moment
from goodoffices.record.dates import RecordDate
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.briefings import plan_briefing
from goodoffices.service.record import file_account
from goodoffices.store.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def in_the_test_world(settings):
    settings.WORLD = "worlds.current_world"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    engine = engines["django"].engine
    before = engine.string_if_invalid
    engine.string_if_invalid = Undeclared("%s")
    yield
    engine.string_if_invalid = before


@pytest.fixture
def inbox(settings):
    """A real mail server on loopback, and what it was given."""
    with smtp_server() as kept:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", kept.port
        yield kept


@dataclass
class Desk:
    """A case with a few acts, and a browser-like client for each seat."""

    places: dict
    ids: dict[str, str]
    actions: worlds.Actions

    def client(self, who: str) -> Client:
        client = Client()
        if who not in {"public", "stranger"}:
            with self.actions.aside(f"{who} signs in"):
                client.force_login(Person.objects.get(handle=who))
        return client

    def get(self, who: str, path: str):
        return self.client(who).get(path)

    def file(self, name: str, account: Account, audience: str = "public", **rest: str) -> str:
        self.actions.begin(name)
        filed = file_account(self.places["lead"], account, Audience.parse(audience), **rest)
        self.ids[name] = filed.act
        self.ids[f"{name} account"] = filed.id
        return filed.act


@pytest.fixture
def desk(db, in_the_test_world) -> Desk:
    world, actions = make_world()
    worlds.CURRENT["world"] = world
    made = Desk(make_case(world, actions), {}, actions)
    day = RecordDate("2022-02-27", words="on Sunday")
    alpha, beta, third = Mention("Alpha"), Mention("Beta"), Mention("Third State")
    offer = made.file(
        "offer",
        Account(
            kind=ActKind.OFFER_MEDIATION,
            claim=Words("offered its good offices by telephone"),
            title="The third state offers its good offices",
            actors=(third,),
            targets=(alpha,),
            initiator=third,
            happened=day,
            said=day,
            chain=(Carrier("Agency"), Carrier("an official", anonymous=True)),
            grade=Grade("C", 2),
        ),
    )
    made.file(
        "other telling",
        Account(
            kind=ActKind.OFFER_MEDIATION,
            claim=Words("the contact was asked for by Beta"),
            actors=(third,),
            initiator=beta,
            happened=day,
        ),
        act=offer,
    )
    made.file(
        "answer",
        Account(
            kind=ActKind.NO_ANSWER,
            claim=Words("did not say no"),
            actors=(alpha,),
            targets=(third,),
            happened=RecordDate("2022-02-28~"),
            links=(Link(LinkKind.ANSWERS, offer),),
        ),
    )
    made.file(
        "caucus",
        Account(
            kind=ActKind.STATE_POSITION,
            claim=Words("would send a delegation to Geneva, whispered"),
            actors=(alpha,),
            title="What Alpha would accept",
        ),
        "caucus:a",
    )
    made.file(
        "briefing",
        Account(kind=ActKind.MEET, claim=Words("met Omega in confidence"), title="A quiet meeting"),
        "briefed:o",
    )
    made.file(
        "arabic",
        Account(
            kind=ActKind.STATE_POSITION,
            claim=Words("نرحب بالوساطة", language="ar", direction="rtl"),
            title="A welcome in Arabic",
        ),
        "joint",
    )
    plan_briefing(
        made.places["lead"],
        BriefingDuty(offer, "Omega", Moment.AFTER, due=RecordDate("2022-02-27").earliest),
        Audience.parse("team"),
    )
    actions.begin("look", 4.0)
    return made


@dataclass(frozen=True)
class Served:
    """The real server with the example case: its address, and a link for each seat in words."""

    address: str
    links: dict[str, str]


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(home: Path) -> Iterator[Served]:
    """The real server, in a process of its own."""
    port = free_port()
    code = (
        "from pathlib import Path; from goodoffices.cli.desk import desk; "
        f"desk(home=Path({str(home)!r}), port={port}, example=True)"
    )
    address = f"http://127.0.0.1:{port}"
    log = home / "log"
    with environment_of_a_desk() as own:
        with log.open("w") as out:
            process = subprocess.Popen(
                [sys.executable, "-u", "-c", code], stdout=out, stderr=subprocess.STDOUT, env=own
            )
        try:
            _wait_for(port, process, log)
            lines = [one.strip() for one in log.read_text().splitlines() if "/sign-in/link/" in one]
            yield Served(address, dict(line.split(": ", 1) for line in lines))
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def served(tmp_path_factory) -> Iterator[Served]:
    """For tests that change nothing that others look at."""
    with serving(tmp_path_factory.mktemp("home")) as desk:
        yield desk


@pytest.fixture(scope="module")
def served_anew(tmp_path_factory) -> Iterator[Served]:
    """For the tests of a file that fill the case."""
    with serving(tmp_path_factory.mktemp("filled")) as desk:
        yield desk


def _wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    pytest.fail(f"the desk does not answer: {log.read_text()}")
