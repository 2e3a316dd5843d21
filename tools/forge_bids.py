"""Try forged reveals of blind bids on a desk: replayed, swapped, late, malformed and altered ones.

`python tools/forge_bids.py --reveals 10000` opens biddings in a case of a fresh desk, lets both
parties bid, and tries that many forgeries through the use cases that the pages call. None may be
accepted or leave an entry behind, and the honest reveals must be accepted after them. Prints a
table; exits with 1 on any difference. `compare_talks` does the same to the protocol alone.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.service.at import At
from goodoffices.talks import bids
from goodoffices.talks.bids import Direction, Phase, Rule

__all__ = ["KINDS", "Table", "forge"]

KINDS = ("replayed", "swapped", "late", "malformed", "altered")
A_BIDDING = 20
"""How many forgeries are tried on one bidding."""


@dataclass
class Table:
    """What was tried and refused by kind, and what went wrong in words."""

    refused: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


@dataclass
class Hands:
    """Two parties who bid, and a clock that can be put forward."""

    lead: At
    a: At
    b: At
    begun: datetime
    ahead: timedelta = timedelta(0)

    def __post_init__(self) -> None:
        world = replace(self.lead.world, clock=self.now)
        self.lead, self.a, self.b = (replace(at, world=world) for at in (self.lead, self.a, self.b))

    def now(self) -> datetime:
        return self.begun + self.ahead


def forge(lead: At, a: At, b: At, reveals: int, table: Table, seed: int = 0) -> None:
    """Try so many forgeries, twenty on each bidding; linear in them."""
    hands, draw = Hands(lead, a, b, lead.world.clock()), random.Random(seed)  # noqa: S311 (not a secret)
    old: list[bids.Bid] = []
    left = reveals
    while left > 0:
        old.append(_one_bidding(hands, draw, old, min(left, A_BIDDING), table))
        left -= A_BIDDING


def _one_bidding(
    hands: Hands, draw: random.Random, old: list[bids.Bid], tries: int, table: Table
) -> bids.Bid:
    """Open a bidding, forge its reveals, then reveal honestly; a's bid, to be replayed later."""
    from goodoffices.service.bidding import Plan, bid, bidding_of, open_bidding, reveal

    until = hands.now() + timedelta(hours=2)
    sides = (Direction.AT_MOST, Direction.AT_LEAST)
    plan = Plan("Rent", ("rent",), ("a", "b"), sides, Rule.MIDPOINT, 2, 60, until)
    made = open_bidding(hands.lead, plan)
    if draw.random() < 1 / 2:
        # a first round that nobody wins, so that there is a bid of another round to replay
        old.append(_no_overlap(hands, made))
    kept = draw.random() < 1 / 2
    own = bid(hands.a, made, (str(draw.randrange(500, 1000)),), keep_receipt=kept)
    other = bid(hands.b, made, (str(draw.randrange(100, 400)),), keep_receipt=kept)
    for _ in range(tries):
        kind = draw.choice([k for k in KINDS if old or k != "replayed"])
        before = _entries(hands.lead)
        hands.ahead += timedelta(hours=3 if kind == "late" else 0)
        try:
            party, forged = _forged(hands, draw, kind, own, other, old)
            reveal(party, made, forged)
        except (InputError, ConflictingEditError):
            table.refused[kind] += 1
        else:
            table.wrong.append(f"{kind}: a reveal was accepted in bidding {made}")
        hands.ahead -= timedelta(hours=3 if kind == "late" else 0)
        if _entries(hands.lead) != before:
            table.wrong.append(f"{kind}: a refused reveal left an entry in bidding {made}")
    for party, honest in ((hands.a, own), (hands.b, other)):
        reveal(party, made, None if kept else honest)
    if bidding_of(hands.lead, made).view.phase is not Phase.OVERLAP:
        table.wrong.append(f"the honest reveals of bidding {made} did not end it")
    return own


def _no_overlap(hands: Hands, made: str) -> bids.Bid:
    from goodoffices.service.bidding import bid, reveal, take_bidding_step

    first = bid(hands.a, made, ("1",))
    bid(hands.b, made, ("2",))
    reveal(hands.a, made)
    reveal(hands.b, made)
    take_bidding_step(hands.lead, made, bids.Again(hands.now() + timedelta(hours=2)))
    return first


def _entries(lead: At) -> int:
    from goodoffices.store.models import Entry

    return Entry.objects.filter(case_id=lead.case_id).count()


def _forged(
    hands: Hands,
    draw: random.Random,
    kind: str,
    own: bids.Bid,
    other: bids.Bid,
    old: list[bids.Bid],
) -> tuple[At, bids.Bid]:
    """Who reveals what; InputError where it is no bid at all."""
    match kind:
        case "replayed":
            return hands.a, draw.choice(old)
        case "swapped":
            return draw.choice([(hands.a, other), (hands.b, own)])
        case "late":
            return draw.choice([(hands.a, own), (hands.b, other)])
        case "malformed":
            spoiled = draw.choice(["", own.nonce[:-1], own.nonce + "0", own.nonce[:-1] + "g"])
            number = draw.choice(["", "1e3", "nan", " 5", "05", "5.0", "+5", "--1"])
            if draw.random() < 1 / 2:
                return hands.a, bids.Bid(own.numbers, spoiled)
            return hands.a, bids.Bid((number,), own.nonce)
    place = draw.randrange(64)
    digit = draw.choice([d for d in "0123456789abcdef" if d != own.nonce[place]])
    nonce = own.nonce[:place] + digit + own.nonce[place + 1 :]
    number = str(int(own.numbers[0]) + draw.choice([1, -1, 10, 1000]))
    altered = [
        bids.Bid(own.numbers, nonce),
        bids.Bid((number,), own.nonce),
        bids.Bid((*own.numbers, "1"), own.nonce),
        bids.Bid((), own.nonce),
    ]
    return hands.a, draw.choice(altered)


def _seats(folder: Path) -> tuple[At, At, At]:
    """The lead mediator and two delegates in a case of a fresh desk."""
    from goodoffices.desk.server import prepare

    prepare(folder)
    from goodoffices.access.viewers import SeatKind
    from goodoffices.desk.wiring import real_world
    from goodoffices.record.frame import Frame, Side
    from goodoffices.service.cases import give_seat, open_case
    from goodoffices.service.sign_in import find_or_create_person

    world = real_world()
    sides = (Side("a", "Side A"), Side("b", "Side B"))
    frame = Frame("A case of bids", "bids", Side("mediator", "Mediator"), sides)
    lead = open_case(world, frame, find_or_create_person(world, "lead"))
    delegates = (
        give_seat(lead, find_or_create_person(world, side), SeatKind.DELEGATE, side)
        for side in "ab"
    )
    a, b = (replace(lead, viewer=viewer) for viewer in delegates)
    return lead, a, b


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--reveals", type=int, default=10_000)
    chosen = parser.parse_args(arguments)
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        forge(*_seats(Path(folder)), chosen.reveals, table)
    for what, count in sorted(table.refused.items()):
        print(f"{what:12} {count:>9,} refused")
    for line in table.wrong[:10]:
        print(line)
    print(f"{len(table.wrong)} differences")
    return 1 if table.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
