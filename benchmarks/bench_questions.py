"""The questions to a model of the conflict: a page with the time of the server, 9,408 states."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from figures import Figure

from goodoffices import conflict

if TYPE_CHECKING:
    from collections.abc import Iterator

_OWNED = (4, 4, 3, 3)
_STATEMENTS = 12
_REPEATS = 5
_PAGES = {
    "what if, one move": ("what-if/?move=side1.3.up", 0.2),
    "what if, four moves, a state watched": (
        "what-if/?move=side1.3.up&move=side0.1.off&move=side2.5.down&move=side1.3.up&state=100",
        0.2,
    ),
    "what it takes, SEQ": ("what-it-takes/?state=100&concept=seq", 5.0),
    "what it takes, SMR": ("what-it-takes/?state=100&concept=smr", 5.0),
    "how sure, six statements open": ("how-sure/?from.side0=1&to.side0=6", 5.0),
    "together": ("together/", 5.0),
}


def subject() -> Iterator[Figure]:
    from goodoffices.desk.server import prepare  # noqa: PLC0415 (Django is set up by this)

    with tempfile.TemporaryDirectory() as home:
        prepare(Path(home))
        for form in ("statements", "one ranking"):
            ask = _case(form.replace(" ", "-"), _model(ranked=form == "one ranking"))
            for what, (path, target) in _PAGES.items():
                yield Figure(f"{what}, {form}", _least(ask, path), target)


def _model(*, ranked: bool) -> str:
    """Four sides with twelve statements each; the last may rank all states one by one."""
    draw = random.Random(3)
    ids = [f"o{k}" for k in range(sum(_OWNED))]
    lines = [
        'format = "goodoffices-conflict/1"',
        'title = "Four sides"',
        'infeasible = ["o0 & o4", "o1 & o5 & o9", "o2 & o6 & o10"]',
        f'status_quo = "{"N" * len(ids)}"',
    ]
    options = iter(ids)
    for number, owned in enumerate(_OWNED):
        lines += ["[[decision_makers]]", f'id = "side{number}"', f'name = "Side {number}"']
        for _ in range(owned):
            lines += ["  [[decision_makers.options]]", f'  id = "{next(options)}"']
    last = len(_OWNED) - 1
    for number in range(len(_OWNED)):
        lines.append(f"[preferences.side{number}]")
        if ranked and number == last:
            lines.append(f"ranking = {_every_state(lines, last)}")
        else:
            pairs = (draw.sample(ids, 2) for _ in range(_STATEMENTS))
            forms = ("{0}", "!{0}", "{0} if {1}", "{0} & !{1}", "!{0} | {1}")
            statements = [draw.choice(forms).format(*pair) for pair in pairs]
            lines.append("priorities = [" + ", ".join(f'"{one}"' for one in statements) + "]")
    return "\n".join(lines) + "\n"


def _every_state(lines: list[str], last: int) -> str:
    plain = conflict.loads("\n".join([*lines, "weights = {}"]))
    states = plain.states.written()
    random.Random(last).shuffle(states)
    return "[" + ", ".join(f'"{state}"' for state in states) + "]"


def _case(slug: str, source: str):  # noqa: ANN202 (the client's type is Django's)
    """A case with the model, and a client of its lead mediator."""
    from django.test import Client  # noqa: PLC0415 (after Django is set up)

    from goodoffices.desk.wiring import real_world  # noqa: PLC0415
    from goodoffices.record.audiences import TEAM  # noqa: PLC0415
    from goodoffices.record.frame import Frame, Side  # noqa: PLC0415
    from goodoffices.record.models import Model, ModelKind  # noqa: PLC0415
    from goodoffices.service.cases import open_case  # noqa: PLC0415
    from goodoffices.service.models import save_model  # noqa: PLC0415
    from goodoffices.store.models import Person  # noqa: PLC0415

    world = real_world()
    lead = Person.objects.create_person(world.new_id(), slug)
    frame = Frame(slug, slug, Side("m", "Mediator"), (Side("a", "A"), Side("b", "B")))
    save_model(open_case(world, frame, lead), Model(ModelKind.CONFLICT, "Four", source), TEAM)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(lead)
    return lambda path: client.get(f"/c/{slug}/conflict/{path}")


def _least(ask, path: str) -> float:  # noqa: ANN001 (as `_case` gives it)
    """Least processor time of a few answers."""
    times = []
    for _ in range(_REPEATS):
        begun = time.process_time()
        answer = ask(path)
        times.append(time.process_time() - begun)
        if answer.status_code != 200:  # noqa: PLR2004
            raise ValueError(f"{path} answered {answer.status_code}")
    return min(times)
