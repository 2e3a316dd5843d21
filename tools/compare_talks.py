"""Drive random legal and illegal events through every protocol of talks, and forged reveals.

`python tools/compare_talks.py --sequences 5000` plays that many random sequences of each protocol:
events of every kind, by every role, in and out of turn, early and late. What `step` accepts must be
what `talk_rules` allows from the history alone; after each step no viewer may be shown a word that
is not for them yet. `--reveals 10000` tries that many replayed, swapped, late, malformed and
altered reveals of blind bids: none may be accepted. Prints a table; exits with 1 on any difference.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from goodoffices.access.viewers import PUBLIC_VIEWER, SeatKind, Viewer
from goodoffices.agreement import Agreement, Fact, Obligation, Origin, Source, Term, Told, signing
from goodoffices.agreement.signing import events as g
from goodoffices.errors import InputError
from goodoffices.record.audiences import JOINT, PUBLIC, TEAM, caucus, own_room
from goodoffices.talks import bids, sessions, shuttle, text
from goodoffices.talks.bids.commitment import Bid, commitment
from goodoffices.talks.sessions import events as s
from goodoffices.talks.shuttle import events as p
from goodoffices.talks.table import Refusal, Role
from goodoffices.talks.text import events as t
from goodoffices.talks.who import CLOCK, MEDIATOR, Who
from goodoffices.talks.wording import Wording
from talk_rules import RULES

__all__ = ["GAMES", "Tally", "forge", "main", "play"]

PARTIES = ("a", "b", "c")
START = datetime(2022, 3, 1, tzinfo=UTC)
VIEWERS = {
    "team": Viewer(SeatKind.TEAM),
    **{party: Viewer(SeatKind.DELEGATE, side=party) for party in (*PARTIES, "d")},
    "observer": Viewer(SeatKind.OBSERVER, side="o"),
    "public": PUBLIC_VIEWER,
}
STEPS = 30


@dataclass
class Tally:
    """`wrong` are differences in words, `seen` what was accepted and refused by kind."""

    seen: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def told(self) -> int:
        """Print what was counted and the first differences; the exit code of the command."""
        for what, count in sorted(self.seen.items()):
            print(f"{what:32} {count:>9,}")
        for line in self.wrong[:10]:
            print(line)
        print(f"{len(self.wrong)} differences")
        return 1 if self.wrong else 0


@dataclass
class Game:
    """One protocol: how it begins, a random event, a step, a view, and what stays hidden."""

    first: Callable[[random.Random], Any]
    event: Callable[[random.Random, Any, str], tuple[Any, Who]]
    step: Callable[[Any, Any, Who, datetime], Any]
    view: Callable[[Any, Viewer], Any]
    hidden: Callable[[Any, list[tuple[Any, Who, datetime]]], list[tuple[str, set[str]]]]


def play(name: str, seed: int, tally: Tally) -> None:
    """Play one random sequence and note every difference."""
    draw = random.Random(f"{name} {seed}")  # noqa: S311 (not a secret)
    game = GAMES[name]
    first = state = game.first(draw)
    history: list[tuple[Any, Who, datetime]] = []
    at = START
    for number in range(STEPS):
        at += timedelta(minutes=draw.choice([0, 1, 5, 30]))
        event, who = game.event(draw, state, f"word{number}x")
        legal = RULES[name](first, history, event, who, at)
        found = game.step(state, event, who, at)
        taken = not isinstance(found, Refusal)
        tally.seen[f"{name}: {'accepted' if taken else 'refused'}"] += 1
        if taken != legal:
            tally.wrong.append(f"{name} {seed}, step {number}: {event} by {who}: {found}")
        if not taken:
            continue
        state = found
        history.append((event, who, at))
        for word, may in game.hidden(state, history):
            tally.wrong += [
                f"{name} {seed}, step {number}: {viewer} is shown {word}"
                for viewer, seat in VIEWERS.items()
                if viewer not in may and word in repr(game.view(state, seat))
            ]
    tally.seen[f"{name}: ended {state.phase}"] += 1


def _chance(draw: random.Random, share: float) -> bool:
    return draw.random() < share


def _anybody(draw: random.Random) -> Who:
    return draw.choice([MEDIATOR, CLOCK, *(Who(Role.PARTY, party) for party in (*PARTIES, "d"))])


def _party(draw: random.Random, among: tuple[str, ...] = PARTIES) -> Who:
    return Who(Role.PARTY, draw.choice(among or PARTIES))


def _often(draw: random.Random, likely: Who) -> Who:
    return likely if _chance(draw, 0.8) else _anybody(draw)


def _some(draw: random.Random) -> tuple[str, ...]:
    return tuple(
        draw.sample((*PARTIES, "d") if _chance(draw, 0.1) else PARTIES, draw.choice([1, 2, 3]))
    )


def _proposal(_draw: random.Random) -> shuttle.Proposal:
    return shuttle.Proposal(shuttle.Offer(Wording("word0first")), PARTIES)


def _propose(draw: random.Random, state: shuttle.Proposal, word: str) -> tuple[Any, Who]:
    kind = draw.choice(
        {"draft": [p.Prepare, p.Amend], "checked": [p.Convey, p.Convey, p.Amend]}.get(
            state.phase, [p.Answer] * 5 + [p.Reply]
        )
        if _chance(draw, 0.75)
        else list(p.EVENTS.values())
    )
    if kind is p.Answer:
        answer = draw.choice(list(p.AnswerKind) + [p.AnswerKind.YES] * 4)
        words = "" if answer is p.AnswerKind.YES else word
        return p.Answer(answer, words), _often(draw, _party(draw, state.to))
    if kind is p.Reply:
        return p.Reply(draw.choice(PARTIES), word), _often(draw, MEDIATOR)
    if kind is p.Prepare:
        until = START + timedelta(minutes=draw.choice([0, 30, 200, 2000, 2000]))
        told = draw.choice(list(shuttle.Announce))
        return p.Prepare(_some(draw), until, told), _often(draw, MEDIATOR)
    if kind is p.Convey:
        check = state.check if _chance(draw, 0.8) else "0" * 64
        return p.Convey(check), _often(draw, MEDIATOR)
    if kind is p.Amend:
        return p.Amend(shuttle.Offer(Wording(word))), _often(draw, MEDIATOR)
    return kind(), _often(draw, CLOCK if kind is p.Lapse else MEDIATOR)


def _hidden_answers(
    state: shuttle.Proposal, history: list[tuple[Any, Who, datetime]]
) -> list[tuple[str, set[str]]]:
    """An answer is for its party, and for the team once all is over; a question for both."""
    conveyed = any(isinstance(e, p.Convey) for e, _, _ in history)
    addressed = {w for e, _, _ in history if isinstance(e, p.Prepare) for w in e.to}
    found = [] if conveyed else [(state.offer.wording.text, {"team"})]
    if conveyed:
        found.append((state.offer.wording.text, {"team", *addressed}))
    over = state.phase in {"accepted", "no agreement", "lapsed"}
    for event, who, _ in history:
        if isinstance(event, p.Reply):
            found.append((event.words, {"team", event.party}))
        if isinstance(event, p.Answer) and event.words:
            asked = event.kind is p.AnswerKind.QUESTION
            found.append((event.words, {who.party} | ({"team"} if asked or over else set())))
    return found


def _session(draw: random.Random) -> sessions.Session:
    return sessions.Session(_plan(draw, "word0first"))


def _plan(draw: random.Random, word: str) -> sessions.Plan:
    return sessions.Plan(1, START, _some(draw), agenda=(word,))


def _meet(draw: random.Random, state: sessions.Session, word: str) -> tuple[Any, Who]:
    usual: dict[str, list[Any]] = {
        "planned": [s.Invite],
        "invited": [s.Confirm, s.Confirm, s.Confirm, s.Decline, s.Name, s.Open],
        "open": [s.Adjourn, s.Close, s.Keep],
        "adjourned": [s.Resume, s.Close],
    }
    in_turn = _chance(draw, 0.8)
    kind = draw.choice(usual.get(state.phase, [s.Cancel]) if in_turn else list(s.EVENTS.values()))
    who = _often(draw, _party(draw, state.plan.parties))
    if kind is s.Confirm:
        return s.Confirm(draw.choice([*sessions.Part, sessions.Part.ATTENDANCE])), who
    if kind is s.Decline:
        return s.Decline(), who
    if kind is s.Name:
        own = who.party if who.party and _chance(draw, 0.8) else "b"
        return s.Name(sessions.Delegation(own, (word,))), who
    if kind is s.Keep:
        audience = draw.choice([TEAM, *(caucus(q) for q in PARTIES), JOINT])
        return s.Keep(sessions.Minute(f"minutes{word}", audience)), _often(draw, MEDIATOR)
    if kind is s.Replan:
        return s.Replan(_plan(draw, word)), _often(draw, MEDIATOR)
    return kind(), _often(draw, MEDIATOR)


def _hidden_lists(
    state: sessions.Session, history: list[tuple[Any, Who, datetime]]
) -> list[tuple[str, set[str]]]:
    """A plan is for whom it invites; a delegation list for its party until the session opens."""
    replanned = [k for k, (e, _, _) in enumerate(history) if isinstance(e, s.Replan)]
    now = [e for e, _, _ in history[replanned[-1] + 1 if replanned else 0 :]]
    guests = set(state.plan.parties) if any(isinstance(e, s.Invite) for e in now) else set()
    held = any(isinstance(e, s.Open) for e in now)
    found = [(state.plan.agenda[0], {"team", *guests})]
    found += [
        (e.delegation.names[0], {"team", e.delegation.party, *(guests if held else ())})
        for e in now
        if isinstance(e, s.Name)
    ]
    minutes = [e.minute for e in now if isinstance(e, s.Keep)]
    found += [
        (m.words, {"team", *([m.audience.party] if m.audience.party else [])}) for m in minutes
    ]
    return found


def _bidding(draw: random.Random) -> bids.Bidding:
    side = draw.choice(list(bids.Direction))
    sides = (bids.Direction.AT_MOST, bids.Direction.AT_LEAST, side)
    terms = bids.Terms("case", "bidding", ("rent", "term")[: draw.choice([1, 2])], PARTIES, sides)
    terms = replace(terms, rule=draw.choice(list(bids.Rule)), rounds=draw.choice([1, 2, 3]))
    terms = replace(terms, reveal_minutes=draw.choice([30, 300]))
    return bids.Bidding(terms, START + timedelta(minutes=draw.choice([60, 300])))


def _bid(party: str, number: int, amounts: int) -> Bid:
    """The bid that a party keeps to in a round: known to the player, not to the protocol."""
    draw = random.Random(f"{party} {number}")  # noqa: S311 (not a secret)
    numbers = tuple(str(draw.choice([40, 50, 50, 60]) * 1_000 + 777) for _ in range(amounts))
    return Bid(numbers, f"{draw.getrandbits(256):064x}")


def _bid_event(draw: random.Random, state: bids.Bidding, _word: str) -> tuple[Any, Who]:
    usual: dict[str, list[Any]] = {
        "committing": [bids.Commit],
        "revealing": [bids.Reveal],
        "no overlap": [bids.Again, bids.Again, bids.End],
    }
    in_turn = _chance(draw, 0.9)
    kind = draw.choice(
        usual.get(state.phase, [bids.Expire]) if in_turn else list(bids.EVENTS.values())
    )
    who = _often(draw, _party(draw))
    terms = state.terms
    if kind is bids.Commit:
        bid = _bid(who.party, state.round, len(terms.numbers))
        made = commitment(terms.case, terms.bidding, state.round, who.party, bid)
        return bids.Commit(made), who
    if kind is bids.Reveal:
        number = state.round if _chance(draw, 0.9) else draw.choice([1, 2, 3])
        return bids.Reveal(_bid(who.party, number, len(terms.numbers))), who
    if kind is bids.Again:
        until = START + timedelta(minutes=draw.choice([0, 600]))
        return bids.Again(until), _often(draw, MEDIATOR)
    return kind(), _often(draw, CLOCK if kind is bids.Expire else MEDIATOR)


def _hidden_bids(
    _state: bids.Bidding, history: list[tuple[Any, Who, datetime]]
) -> list[tuple[str, set[str]]]:
    """The random part of a bid is for its party alone, always; so is the commitment."""
    found = [(e.bid.nonce, {w.party}) for e, w, _ in history if isinstance(e, bids.Reveal)]
    return found + [(e.commitment, {w.party}) for e, w, _ in history if isinstance(e, bids.Commit)]


def _text(draw: random.Random) -> text.Text:
    return text.Text(PARTIES[: draw.choice([2, 3])])


def _write(draw: random.Random, state: text.Text, word: str) -> tuple[Any, Who]:
    clauses = [c.id for c in state.clauses] + (["none"] if _chance(draw, 0.05) else [])
    usual: list[Any] = [t.Add, t.Revise, t.Remark, t.Table, t.Table]
    if state.phase == "tabled":
        usual = [t.Accept] * 12 + [t.Hold, t.Reserve, t.Lift, t.Lift, t.Remark, t.Agree]
    elif not clauses:
        usual = [t.Add]
    in_turn = _chance(draw, 0.8)
    kind = draw.choice(usual if in_turn else list(t.EVENTS.values()))
    clause = draw.choice(clauses or ["none"])
    found = state.clause(clause)
    who = _often(draw, _party(draw, state.parties))
    mediator = _often(draw, MEDIATOR)
    language = "en" if _chance(draw, 0.9) else "fr"
    version = text.Version((Wording(f"{word} shall be done", language),), proposal=f"from{word}")
    audience = draw.choice([JOINT, TEAM, PUBLIC, *(caucus(q) for q in PARTIES), own_room("a")])
    if _chance(draw, 0.7):
        audience = draw.choice([JOINT, caucus(who.party)]) if who.party else JOINT
    held = sorted(name for name, _ in found.holds) if found else []
    match kind:
        case t.Add:
            name = draw.choice(["one", "two", "three"])
            return t.Add(name, version, draw.choice(["", "", "one"])), mediator
        case t.Revise:
            return t.Revise(clause, version), mediator
        case t.Strike | t.Reopen:
            return kind(clause), mediator
        case t.Hold:
            start = draw.choice([0, 1, 200])
            end = start + draw.choice([0, 3, 3, 3, 500])
            return t.Hold(clause, draw.choice([word, "same"]), start, end, audience), who
        case t.Reserve:
            return t.Reserve(clause, draw.choice([word, "same"]), f"reserved{word}"), who
        case t.Lift:
            name = draw.choice(held or ["none"])
            owner = [h for n, h in found.holds if n == name] if found else []
            return t.Lift(clause, name), _often(draw, Who(Role.PARTY, owner[0]) if owner else who)
        case t.Remark:
            author = draw.choice([who, mediator])
            return t.Remark(clause, draw.choice([word, "same"]), f"said{word}", audience), author
        case t.Accept:
            check = found.version.check if found and _chance(draw, 0.9) else "0"
            return t.Accept(clause, check), who
    return kind(), mediator


def _hidden_words(
    state: text.Text, history: list[tuple[Any, Who, datetime]]
) -> list[tuple[str, set[str]]]:
    """Reservations are for holder and team, comments for their audience, drafts for the team."""
    found: list[tuple[str, set[str]]] = []
    tabled = [k for k, (e, _, _) in enumerate(history) if isinstance(e, t.Table)]
    last: dict[str, Any] = {}
    for k, (event, who, _) in enumerate(history):
        if isinstance(event, t.Reserve):
            found.append((event.words, {"team", who.party}))
        if isinstance(event, t.Remark):
            reader = event.audience.party
            joint = set(state.parties) if event.audience == JOINT and tabled else set()
            found.append((event.words, {"team", *joint, *([reader] if reader and tabled else [])}))
        if isinstance(event, t.Add | t.Revise):
            found.append((event.version.proposal, {"team"}))
            before = last.get(event.clause)
            if before is not None and (not tabled or k < tabled[0]):
                found.append((before.wordings[0].text, {"team"}))
            last[event.clause] = event.version
    if not tabled:
        found += [(v.wordings[0].text, {"team"}) for v in last.values()]
    return found


def _paper(draw: random.Random) -> signing.Paper:
    terms = tuple(
        Term(name, (Wording(f"quiet {name}"),), Origin(Source.PROPOSAL, name))
        for name in ("one", "two")
    )
    return signing.Paper(Agreement("Peace", PARTIES, terms), between_all=_chance(draw, 0.5))


def _sign(draw: random.Random, state: signing.Paper, word: str) -> tuple[Any, Who]:
    usual: dict[str, list[Any]] = {
        "draft": [g.Oblige, g.Oblige, g.Drop, g.Foresee, g.Lay],
        "for signature": [g.Sign] * 6 + [g.Recall],
        "concluded": [g.Tell, g.Tell, g.Foresee],
    }
    in_turn = _chance(draw, 0.85)
    kind = draw.choice(usual.get(state.phase, [g.Tell]) if in_turn else list(g.EVENTS.values()))
    who, mediator = _often(draw, _party(draw)), _often(draw, MEDIATOR)
    check = state.agreement.check if _chance(draw, 0.9) else "0" * 64
    owed = draw.choice([*(one.id for one in state.agreement.obligations), "none"])
    if kind is g.Oblige:
        term = draw.choice(["one", "two", "two", "three"])
        named = draw.choice([word, word, "same"])
        return g.Oblige(
            Obligation(named, term, draw.choice((*PARTIES, "d")), f"owes{word}")
        ), mediator
    if kind is g.Drop:
        return g.Drop(owed), mediator
    if kind is g.Foresee:
        return g.Foresee(f"out{word}"), mediator
    if kind is g.Lay:
        return g.Lay(check), mediator
    if kind is g.Sign:
        return g.Sign(check, (f"signs{word}",)), who
    if kind is g.Tell:
        author = draw.choice([who, mediator])
        by = author.party if _chance(draw, 0.9) else "b"
        told = Told(owed, draw.choice(list(Fact)), START.date(), by, f"told{word}")
        audience = draw.choice([JOINT, TEAM, PUBLIC, *(caucus(q) for q in PARTIES)])
        return g.Tell(told, audience), author
    return kind(), mediator


def _hidden_signatures(
    state: signing.Paper, history: list[tuple[Any, Who, datetime]]
) -> list[tuple[str, set[str]]]:
    """A draft is for the team; a signature for its party and the team until all have signed."""
    parties, laid, live = set(state.agreement.parties), False, list[tuple[str, str]]()
    found: list[tuple[str, set[str]]] = []
    for event, who, _ in history:
        if isinstance(event, g.Lay | g.Recall):
            laid, live = isinstance(event, g.Lay), []
        elif isinstance(event, g.Sign):
            live.append((event.names[0], who.party))
        elif isinstance(event, g.Foresee):
            found.append((event.outcome, {"team"}))
        elif isinstance(event, g.Tell):
            reader = event.audience.party
            joint = parties if event.audience == JOINT else set()
            found.append((event.told.words, {"team", *joint, *([reader] if reader else [])}))
    bound = {"team", *(parties if laid else ())}
    found += [(one.what, bound) for one in state.agreement.obligations]
    every = {party for _, party in live} == parties
    found += [(name, {"team", *(parties if every else {party})}) for name, party in live]
    return found


GAMES = {
    "proposal": Game(_proposal, _propose, shuttle.step, shuttle.view, _hidden_answers),
    "session": Game(
        _session, _meet, lambda state, e, w, _: sessions.step(state, e, w), sessions.view,
        _hidden_lists,
    ),
    "bidding": Game(_bidding, _bid_event, bids.step, bids.view, _hidden_bids),
    "text": Game(
        _text, _write, lambda state, e, w, _: text.step(state, e, w), text.view, _hidden_words
    ),
    "agreement": Game(_paper, _sign, signing.step, signing.view, _hidden_signatures),
}  # fmt: skip


def forge(seed: int, tally: Tally) -> None:
    """Try one forged reveal, of a kind drawn at random; it must not be accepted."""
    draw = random.Random(f"forged {seed}")  # noqa: S311 (not a secret)
    kind = draw.choice(["replayed", "swapped", "late", "malformed", "altered"])
    sides = (bids.Direction.AT_LEAST, bids.Direction.AT_MOST)
    number = 2 if kind == "replayed" else draw.choice([1, 2])
    terms = bids.Terms("case", "bidding", ("rent",), ("a", "b"), sides, rounds=3)
    own, other = (
        Bid((str(draw.randrange(10**6)),), f"{draw.getrandbits(256):064x}") for _ in terms.parties
    )
    state = bids.Bidding(terms, START + timedelta(hours=1), round=number)
    # a commitment of another case, bidding, round or party, with the bid that belongs to it
    elsewhere = draw.choice(
        [("else", "bidding", 2, "a"), ("case", "else", 2, "a"), ("case", "bidding", 1, "a"),
         ("case", "bidding", 2, "b")]
    )  # fmt: skip
    for party, bid in (("a", own), ("b", other)):
        place = (terms.case, terms.bidding, number, party)
        made = commitment(*(elsewhere if (kind, party) == ("replayed", "a") else place), bid)
        taken = bids.step(state, bids.Commit(made), Who(Role.PARTY, party), START)
        state = taken if isinstance(taken, bids.Bidding) else state
    at = state.until + timedelta(minutes=draw.choice([0, 1])) if kind == "late" else START
    try:
        bid, who = _forged(draw, kind, own, other)
        found = bids.step(state, bids.Reveal(bid), who, at)
        accepted = isinstance(found, bids.Bidding)
    except InputError:
        accepted = False
    tally.seen[f"reveal {kind}: {'accepted' if accepted else 'refused'}"] += 1
    if accepted:
        tally.wrong.append(f"reveal {seed}: {kind} was accepted")
    honest = bids.step(state, bids.Reveal(own), Who(Role.PARTY, "a"), START)
    if isinstance(honest, Refusal) and kind != "replayed":
        tally.wrong.append(f"reveal {seed}: the honest one was refused: {honest}")


def _forged(draw: random.Random, kind: str, own: Bid, other: Bid) -> tuple[Bid, Who]:
    me = Who(Role.PARTY, "a")
    match kind:
        case "replayed":
            return own, me
        case "swapped":
            return draw.choice([(other, me), (own, Who(Role.PARTY, "b"))])
        case "late":
            return own, me
        case "malformed":
            spoiled = draw.choice(["", own.nonce[:-1], own.nonce + "0", own.nonce[:-1] + "g"])
            numbers = draw.choice(["", "1e3", "nan", " 5", "05", "5.0", "+5", "--1"])
            if _chance(draw, 0.5):
                return Bid(own.numbers, spoiled), me
            return Bid((numbers,), own.nonce), me
    if _chance(draw, 0.3):
        place = draw.randrange(64)
        digit = draw.choice([d for d in "0123456789abcdef" if d != own.nonce[place]])
        return Bid(own.numbers, own.nonce[:place] + digit + own.nonce[place + 1 :]), me
    if _chance(draw, 0.3):
        return Bid((*own.numbers, "1"), own.nonce), me
    shift = draw.choice([1, -1, 10, 1000])
    return Bid((str(int(own.numbers[0]) + shift),), own.nonce), me


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sequences", type=int, default=5_000)
    parser.add_argument("--reveals", type=int, default=10_000)
    chosen = parser.parse_args(arguments)
    tally = Tally()
    for name in GAMES:
        for seed in range(chosen.sequences):
            play(name, seed, tally)
    for seed in range(chosen.reveals):
        forge(seed, tally)
    return tally.told()


if __name__ == "__main__":
    sys.exit(main())
