"""Drive random legal and illegal events through talks on a desk, and look into the journal.

`python tools/talks_on_a_desk.py --sequences 200` plays that many sequences of `compare_talks` of
proposals, sessions, texts and agreements through the use cases that the pages call. What the table
refuses must be refused and leave nothing behind; what it accepts must stand in the journal as one
step of its seat, for an audience of which the seat is; and what each seat is shown at the end must
be what the protocol shows of the state played beside. Prints a table; exits with 1 on any
difference. Blind bids are driven by `forge_bids`.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from compare_talks import GAMES, PARTIES, START, STEPS, Tally
from goodoffices.errors import ConflictingEditError, GoodOfficesError, InputError
from goodoffices.service.at import At
from goodoffices.talks.shuttle import Lapse
from goodoffices.talks.table import Refusal, Role
from goodoffices.talks.who import CLOCK, Who

__all__ = ["DESKS", "Seats", "play"]


@dataclass
class Seats:
    """The lead mediator and a delegate of each party, and a clock that can be put forward."""

    lead: At
    parties: dict[str, At]
    now: datetime = field(default=START)

    def __post_init__(self) -> None:
        world = replace(self.lead.world, clock=lambda: self.now)
        self.lead = replace(self.lead, world=world)
        self.parties = {name: replace(at, world=world) for name, at in self.parties.items()}

    def of(self, who: Who) -> At | None:
        """Who acts; nobody sits for the clock, or for a party that is not of the case."""
        return self.lead if who.role is Role.MEDIATOR else self.parties.get(who.party)

    @property
    def every(self) -> tuple[At, ...]:
        return (self.lead, *self.parties.values())


@dataclass(frozen=True)
class Desk:
    """How a protocol begins on a desk, takes a step, what a seat is shown, what time alone does."""

    begin: Callable[[Seats, random.Random], tuple[str, Any]]
    step: Callable[[At, str, Any], Any]
    shown: Callable[[At, str], Any]
    passes: Any = None


def play(name: str, seed: int, seats: Seats, tally: Tally) -> None:
    """Play one random sequence and note every difference."""
    draw = random.Random(f"desk {name} {seed}")  # noqa: S311 (not a secret)
    game, desk = GAMES[name], DESKS[name]
    seats.now = START
    made, state = desk.begin(seats, draw)
    for number in range(STEPS):
        seats.now += timedelta(minutes=draw.choice([0, 1, 5, 30]))
        event, who = game.event(draw, state, f"word{number}x")
        at = seats.of(who)
        if at is None:
            continue
        place = f"{name} {seed}, step {number}: {event} by {who}"
        expected = game.step(state, event, who, seats.now)
        before = _steps(seats, made)
        try:
            desk.step(at, made, event)
        except GoodOfficesError as fault:
            stricter = isinstance(fault, InputError) or not isinstance(fault, ConflictingEditError)
            if not isinstance(expected, Refusal) and not stricter:
                tally.wrong.append(f"{place}: {fault}")
            if _steps(seats, made) != before:
                tally.wrong.append(f"{place}: was refused and left an entry")
            tally.seen[f"{name}: refused"] += 1
            continue
        tally.seen[f"{name}: accepted"] += 1
        if isinstance(expected, Refusal):
            tally.wrong.append(f"{place}: was accepted")
            return
        state = expected
        new = [step for step in _steps(seats, made) if step not in before]
        if [step[1:] for step in new] != [(event.name, who.party, at.seat)]:
            tally.wrong.append(f"{place}: stands in the journal as {new}")
    if desk.passes is not None:
        # the desk looks at the clock whenever it is asked
        past = game.step(state, desk.passes, CLOCK, seats.now)
        state = state if isinstance(past, Refusal) else past
    for at in seats.every:
        if desk.shown(at, made) != game.view(state, at.viewer):
            tally.wrong.append(f"{name} {seed}: {at.viewer} is shown another state")


def _steps(seats: Seats, subject: str) -> list[tuple[str, str, str, str]]:
    """The steps of a subject that the journal holds: id, event, party and seat; notices aside."""
    from goodoffices.service.talk_log import NOTICE
    from goodoffices.store import queries
    from goodoffices.store.genres import Genre

    found = {}
    for at in seats.every:
        for entry in queries.entries(
            at.viewer, at.case_id, at.world.keys, Genre.TALK, subject=subject
        ):
            payload = entry.payload
            if payload["event"] not in {NOTICE, "begin"}:
                found[entry.id] = (payload["event"], payload.get("party", ""), entry.seat)
    return [(key, *told) for key, told in found.items()]


def _proposal(seats: Seats, draw: random.Random) -> tuple[str, Any]:
    from goodoffices.service.talks import draft_proposal

    state = GAMES["proposal"].first(draw)
    return draft_proposal(seats.lead, state.offer), state


def _session(seats: Seats, draw: random.Random) -> tuple[str, Any]:
    from goodoffices.service.rounds import plan_session

    state = GAMES["session"].first(draw)
    while not set(state.plan.parties) <= set(PARTIES):
        state = GAMES["session"].first(draw)
    return plan_session(seats.lead, state.plan), state


def _text(seats: Seats, _draw: random.Random) -> tuple[str, Any]:
    from goodoffices.service.texts import begin_text, text_of
    from goodoffices.talks.text import Version
    from goodoffices.talks.wording import Wording

    made = begin_text(seats.lead, "Text", "en", (Version((Wording("word0first"),)),))
    return made, text_of(seats.lead, made).view


def _agreement(seats: Seats, _draw: random.Random) -> tuple[str, Any]:
    from goodoffices.service.agreements import agreement_of, begin_agreement
    from goodoffices.service.talks import draft_proposal, take_step
    from goodoffices.talks import shuttle
    from goodoffices.talks.wording import Wording

    told = draft_proposal(seats.lead, shuttle.Offer(Wording("quiet")))
    until = seats.now + timedelta(days=1)
    seen = take_step(seats.lead, told, shuttle.Prepare(PARTIES, until))
    take_step(seats.lead, told, shuttle.Convey(seen.check))
    for at in seats.parties.values():
        take_step(at, told, shuttle.Answer(shuttle.AnswerKind.YES))
    made = begin_agreement(seats.lead, "Peace", (told,), ())
    return made, agreement_of(seats.lead, made).view


def _take_proposal(at: At, made: str, event: Any) -> None:
    from goodoffices.service.talks import take_step

    take_step(at, made, event)


def _take_session(at: At, made: str, event: Any) -> None:
    from goodoffices.service.rounds import go_on

    go_on(at, made, (event,))


def _take_text(at: At, made: str, event: Any) -> None:
    from goodoffices.service.texts import write_on_text

    write_on_text(at, made, event)


def _take_agreement(at: At, made: str, event: Any) -> None:
    from goodoffices.service.agreements import write_on_agreement

    write_on_agreement(at, made, event)


def _shown(module: str, function: str) -> Callable[[At, str], Any]:
    """What the use case shows of it; None where it says that nothing is there."""

    def shown(at: At, made: str) -> Any:
        from importlib import import_module

        from goodoffices.errors import NotFoundError

        try:
            return getattr(import_module(f"goodoffices.service.{module}"), function)(at, made).view
        except NotFoundError:
            return None

    return shown


DESKS = {
    "proposal": Desk(_proposal, _take_proposal, _shown("talks", "proposal_of"), Lapse()),
    "session": Desk(_session, _take_session, _shown("rounds", "session_of")),
    "text": Desk(_text, _take_text, _shown("texts", "text_of")),
    "agreement": Desk(_agreement, _take_agreement, _shown("agreements", "agreement_of")),
}


def _seated(folder: Path) -> Seats:
    """Everybody in a case of a fresh desk."""
    from goodoffices.desk.server import prepare

    prepare(folder)
    from goodoffices.access.viewers import SeatKind
    from goodoffices.desk.wiring import real_world
    from goodoffices.record.frame import Frame, Side
    from goodoffices.service.cases import give_seat, open_case
    from goodoffices.service.sign_in import find_or_create_person

    world = real_world()
    sides = tuple(Side(name, f"Side {name}") for name in PARTIES)
    frame = Frame("A case of talks", "talks", Side("mediator", "Mediator"), sides)
    lead = open_case(world, frame, find_or_create_person(world, "lead"))
    parties = {
        name: replace(
            lead,
            viewer=give_seat(lead, find_or_create_person(world, name), SeatKind.DELEGATE, name),
        )
        for name in PARTIES
    }
    return Seats(lead, parties)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sequences", type=int, default=200)
    chosen = parser.parse_args(arguments)
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        seats = _seated(Path(folder))
        for name in DESKS:
            for seed in range(chosen.sequences):
                play(name, seed, seats, tally)
    return tally.told()


if __name__ == "__main__":
    sys.exit(main())
