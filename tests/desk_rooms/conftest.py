from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
import worlds
from django.template import engines
from django.test import Client
from undeclared import Undeclared
from worlds import make_case, make_world

from goodoffices.reading import Reader
from goodoffices.record.accounts import Account, Mention, Words
from goodoffices.record.audiences import Audience
from goodoffices.record.models import Assumption, Model, ModelKind
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.models import save_model
from goodoffices.service.record import file_account
from goodoffices.store.models import Person


@pytest.fixture(scope="session")
def loaded_reader():
    return Reader()


@pytest.fixture
def in_the_test_world(settings, monkeypatch, loaded_reader):
    settings.WORLD = "worlds.current_world"
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    monkeypatch.setattr("goodoffices.desk.views.reading.reader", lambda: loaded_reader)
    engine = engines["django"].engine
    monkeypatch.setattr(engine, "string_if_invalid", Undeclared("%s"))


@dataclass
class Rooms:
    """A case without reports or models, and a browser-like client for each seat."""

    places: dict
    actions: worlds.Actions

    @property
    def lead(self):
        return self.places["lead"]

    def client(self, who: str) -> Client:
        client = Client()
        if who not in {"public", "stranger"}:
            with self.actions.aside(f"{who} signs in"):
                client.force_login(Person.objects.get(handle=who))
        return client

    def get(self, path: str, who: str = "lead", status: int = 200) -> str:
        response = self.client(who).get(f"/c/river/{path}")
        assert response.status_code == status, response.content.decode()
        return response.content.decode()

    def post(self, path: str, data: dict, name: str = "post", who: str = "lead"):
        self.actions.begin(name, 2.0)
        return self.client(who).post(f"/c/river/{path}", data)

    def account(self, name: str, audience: str = "team", **fields) -> str:
        """File an account of a new act; its act's id."""
        self.actions.begin(name, 1.0)
        told = Account(
            kind=ActKind.OFFER_MEDIATION,
            claim=Words(f"words of {name}"),
            title=f"Act {name}",
            actors=(Mention("Alpha"),),
        )
        filed = file_account(self.lead, replace(told, **fields), Audience.parse(audience))
        return filed.act

    def model(
        self,
        kind: ModelKind,
        source: str,
        audience: str = "team",
        hours: float = 1.5,
        **rests: str,
    ) -> None:
        """Save a model; each other keyword is an assumption and the entry it rests on."""
        self.actions.begin(f"model {kind} {audience} {hours}", hours)
        lines = tuple(Assumption(f"place.{n}", f"Assumed {n}", (e,)) for n, e in rests.items())
        model = Model(kind, f"A model for {audience}", source, assumptions=lines)
        save_model(self.lead, model, Audience.parse(audience))


@pytest.fixture
def rooms(db, in_the_test_world) -> Rooms:
    world, actions = make_world()
    worlds.CURRENT["world"] = world
    made = Rooms(make_case(world, actions), actions)
    actions.begin("look", 3.0)
    return made


@pytest.fixture(scope="session")
def conflict_source(root) -> str:
    return (root / "examples/february-2022/conflict.toml").read_text("utf-8")


@pytest.fixture(scope="session")
def negotiation_source(root) -> str:
    return (root / "examples/february-2022/negotiation.toml").read_text("utf-8")
