"""The rules of talks told again from the history alone, for comparison with the tables.

Each `may_…` answers from what has happened so far (event, who, when), without phases, states or
tables: what docs/definitions/talks.md and agreement.md say in words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from goodoffices.agreement.signing import events as a
from goodoffices.record.audiences import JOINT, TEAM, caucus
from goodoffices.talks import bids, sessions, shuttle, text
from goodoffices.talks.bids.commitment import commitment
from goodoffices.talks.bids.events import Again, Commit, End, Expire, Reveal
from goodoffices.talks.sessions import events as s
from goodoffices.talks.shuttle import events as p
from goodoffices.talks.table import Role
from goodoffices.talks.text import events as t

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from goodoffices.agreement import Obligation
    from goodoffices.agreement.signing import Paper
    from goodoffices.talks.who import Who

    History = list[tuple[object, Who, datetime]]

__all__ = ["may_bid", "may_meet", "may_propose", "may_sign", "may_write"]


def may_propose(
    first: shuttle.Proposal, history: History, event: object, who: Who, at: datetime
) -> bool:
    """Whether the event is legal for a proposal that began as `first`."""
    happened = [e for e, _, _ in history]
    drafted = [e for e in happened if isinstance(e, p.Amend | p.Prepare)]
    ready = drafted[-1] if drafted and isinstance(drafted[-1], p.Prepare) else None
    prepared = [e for e in happened if isinstance(e, p.Prepare)]
    conveyed = any(isinstance(e, p.Convey) for e in happened)
    answers = {
        w.party: e for e, w, _ in history if isinstance(e, p.Answer) and e.kind != "question"
    }
    over = any(isinstance(e, p.Withdraw | p.Lapse) for e in happened)
    over = over or (conveyed and set(answers) == set(prepared[-1].to))
    late = bool(prepared) and at >= prepared[-1].deadline
    if over:
        return False
    if not conveyed:
        if isinstance(event, p.Prepare):
            fits = set(event.to) <= set(first.parties) and event.deadline > at
        elif isinstance(event, p.Convey):
            fits = ready is not None and not late and event.check == _shown(first, happened)
        else:
            fits = isinstance(event, p.Amend | p.Withdraw)
        return fits and who.role is Role.MEDIATOR
    if who.role is Role.CLOCK:
        return isinstance(event, p.Lapse) and late
    if late:
        return False
    if who.role is Role.PARTY:
        return isinstance(event, p.Answer) and who.party in prepared[-1].to
    if isinstance(event, p.Reply):
        spoken = [
            isinstance(e, p.Answer)
            for e, w, _ in history
            if (isinstance(e, p.Answer) and e.kind == "question" and w.party == event.party)
            or (isinstance(e, p.Reply) and e.party == event.party)
        ]
        return bool(spoken) and spoken[-1]
    return isinstance(event, p.Withdraw)


def _shown(first: shuttle.Proposal, happened: list[object]) -> str:
    offers = [first.offer, *(e.offer for e in happened if isinstance(e, p.Amend))]
    last = [e for e in happened if isinstance(e, p.Prepare)][-1]
    return shuttle.Proposal(
        offers[-1], first.parties, to=last.to, deadline=last.deadline, announce=last.announce
    ).check


def may_meet(
    first: sessions.Session, history: History, event: object, who: Who, _at: datetime
) -> bool:
    """Whether the event is legal for a session that began as `first`."""
    plan, called, attending, held, over = first.plan, False, set[str](), "", False
    for past, actor, _ in history:
        if isinstance(past, s.Replan):
            plan, called, attending = past.plan, False, set()
        elif isinstance(past, s.Invite):
            called = True
        elif isinstance(past, s.Confirm) and past.part == "attendance":
            attending.add(actor.party)
        elif isinstance(past, s.Decline):
            attending.discard(actor.party)
        elif isinstance(past, s.Open | s.Adjourn | s.Resume):
            held = "adjourned" if isinstance(past, s.Adjourn) else "open"
        over = over or isinstance(past, s.Close | s.Cancel)
    kept = bool(held) and _may_keep(plan, event, who)
    if over or who.role is Role.CLOCK:
        return False
    if who.role is Role.PARTY:
        ours = called and not held and who.party in plan.parties
        named = not isinstance(event, s.Name) or event.delegation.party == who.party
        return ours and named and isinstance(event, s.Confirm | s.Decline | s.Name)
    if held:
        moves = s.Close | (s.Adjourn if held == "open" else s.Resume)
        return isinstance(event, moves) or kept
    if isinstance(event, s.Invite):
        return not called
    if isinstance(event, s.Open):
        return called and attending == set(plan.parties)
    return isinstance(event, s.Replan | s.Cancel)


def _may_keep(plan: sessions.Plan, event: object, who: Who) -> bool:
    """Minutes are kept by the mediator, for the team or a party that was invited."""
    readers = {TEAM, *(caucus(party) for party in plan.parties)}
    if not isinstance(event, s.Keep) or who.role is not Role.MEDIATOR:
        return False
    return event.minute.audience in readers


def may_bid(first: bids.Bidding, history: History, event: object, who: Who, at: datetime) -> bool:
    """Whether the event is legal for a bidding that began as `first`."""
    rounds: list[History] = [[]]
    until = first.until
    for past in history:
        if isinstance(past[0], Again):
            rounds.append([])
            until = past[0].until
        else:
            rounds[-1].append(past)
    terms, now = first.terms, rounds[-1]
    commits = {w.party: e.commitment for e, w, _ in now if isinstance(e, Commit)}
    shown = {w.party: e.bid for e, w, _ in now if isinstance(e, Reveal)}
    missed = any(isinstance(e, Expire) for e, _, _ in now)
    if any(isinstance(e, End) for e, _, _ in now):
        return False
    committing = len(commits) < len(terms.parties)
    if not committing:
        last = max(when for e, _, when in now if isinstance(e, Commit))
        until = last + timedelta(minutes=terms.reveal_minutes)
    settled = len(shown) == len(terms.parties)
    if settled and _meet(terms, shown):
        return False
    closed = missed or settled
    late = at >= until
    if who.role is Role.CLOCK:
        return isinstance(event, Expire) and not closed and late
    if who.role is Role.PARTY:
        if closed or late or who.party not in terms.parties:
            return False
        if isinstance(event, Commit):
            return committing and who.party not in commits
        if not isinstance(event, Reveal) or committing or who.party in shown:
            return False
        kept = commitment(terms.case, terms.bidding, len(rounds), who.party, event.bid)
        return kept == commits[who.party] and len(event.bid.numbers) == len(terms.numbers)
    if isinstance(event, Again):
        return closed and len(rounds) < terms.rounds and event.until > at
    return isinstance(event, End)


def _meet(terms: bids.Terms, shown: dict[str, bids.Bid]) -> bool:
    """Every pair of one who bids the most and one who bids the least meets on every number."""
    sides = dict(zip(terms.parties, terms.sides, strict=True))
    return all(
        high >= low
        for most, one in shown.items()
        for least, other in shown.items()
        if sides[most] == "at_most" and sides[least] == "at_least"
        for high, low in zip(one.decimals, other.decimals, strict=True)
    )


def may_write(first: text.Text, history: History, event: object, who: Who, _at: datetime) -> bool:
    """Whether the event is legal for a text that began as `first`."""
    happened = [e for e, _, _ in history]
    tabled = any(isinstance(e, t.Table) for e in happened)
    if any(isinstance(e, t.Agree | t.Withdraw) for e in happened):
        return False
    by_clause: dict[str, History] = {}
    for one in history:
        if hasattr(one[0], "clause"):
            by_clause.setdefault(one[0].clause, []).append(one)
    standing = [c for c, past in by_clause.items() if not _struck(past)]
    if who.role is Role.CLOCK or (who.role is Role.PARTY and not tabled):
        return False
    if isinstance(event, t.Table):
        return who.role is Role.MEDIATOR and not tabled and bool(standing)
    if isinstance(event, t.Agree):
        agreed = all(_agreed(first, by_clause[c]) for c in standing)
        return who.role is Role.MEDIATOR and tabled and bool(standing) and agreed
    if isinstance(event, t.Withdraw):
        return who.role is Role.MEDIATOR
    if isinstance(event, t.Add):
        known = event.clause not in by_clause and (not event.after or event.after in by_clause)
        return who.role is Role.MEDIATOR and known and _worded(first, event.version)
    past = by_clause.get(getattr(event, "clause", ""), [])
    return bool(past) and _may_on_clause(first, past, event, who)


def _may_on_clause(first: text.Text, past: History, event: object, who: Who) -> bool:
    struck, agreed = _struck(past), _agreed(first, past)
    names = {e.id for e in _live(past) if hasattr(e, "id")}
    own = {e.id for e, w in _holds(past) if w.party == who.party}
    if isinstance(event, t.Remark):
        open_to = {JOINT, caucus(who.party)} if who.party else {JOINT, TEAM}
        open_to |= set() if who.party else {caucus(party) for party in first.parties}
        joined = not who.party or who.party in first.parties
        return not struck and event.id not in names and event.audience in open_to and joined
    if who.role is Role.MEDIATOR:
        if isinstance(event, t.Reopen):
            return struck or agreed
        if isinstance(event, t.Revise):
            return not struck and not agreed and _worded(first, event.version)
        return isinstance(event, t.Strike) and not struck and not agreed
    if who.party not in first.parties or struck or agreed:
        return False
    version = [e.version for e, _, _ in past if isinstance(e, t.Add | t.Revise)][-1]
    if isinstance(event, t.Hold):
        length = len(version.text_in(first.authoritative) or "")
        shown = event.audience in {JOINT, caucus(who.party)}
        return shown and event.id not in names and 0 <= event.start < event.end <= length
    if isinstance(event, t.Reserve):
        return event.id not in names
    if isinstance(event, t.Lift):
        return event.id in own
    return isinstance(event, t.Accept) and not own and event.check == version.check


def _worded(first: text.Text, version: text.Version) -> bool:
    return any(w.language == first.authoritative for w in version.wordings)


def _struck(past: History) -> bool:
    moves = [e for e, _, _ in past if isinstance(e, t.Strike | t.Reopen)]
    return bool(moves) and isinstance(moves[-1], t.Strike)


def _holds(past: History) -> list[tuple[t.Hold | t.Reserve, Who]]:
    """Brackets of the version that stands and reservations, but those lifted."""
    found: list[tuple[t.Hold | t.Reserve, Who]] = []
    for event, who, _ in past:
        if isinstance(event, t.Hold | t.Reserve):
            found.append((event, who))
        elif isinstance(event, t.Revise):
            found = [one for one in found if isinstance(one[0], t.Reserve)]
        elif isinstance(event, t.Lift):
            found = [one for one in found if one[0].id != event.id]
    return found


def _live(past: History) -> list[t.Hold | t.Reserve | t.Remark]:
    comments = [e for e, _, _ in past if isinstance(e, t.Remark)]
    return [*comments, *(e for e, _ in _holds(past))]


def _agreed(first: text.Text, past: History) -> bool:
    accepted: set[str] = set()
    for event, who, _ in past:
        if isinstance(event, t.Accept):
            accepted.add(who.party)
        elif isinstance(event, t.Revise | t.Reopen):
            accepted = set()
        elif isinstance(event, t.Hold | t.Reserve):
            accepted.discard(who.party)
    return accepted == set(first.parties)


def may_sign(first: Paper, history: History, event: object, who: Who, _at: datetime) -> bool:
    """Whether the event is legal for an agreement that began as `first`."""
    happened = [e for e, _, _ in history]
    bound, owed = set(first.agreement.parties), _owed(happened)
    moves = [k for k, e in enumerate(happened) if isinstance(e, a.Lay | a.Recall)]
    laid = bool(moves) and isinstance(happened[moves[-1]], a.Lay)
    signed = (
        {w.party for e, w, _ in history[moves[-1] :] if isinstance(e, a.Sign)} if laid else set()
    )
    over = any(isinstance(e, a.Withdraw) for e in happened)
    if over or who.role is Role.CLOCK or (who.role is Role.PARTY and who.party not in bound):
        return False
    if isinstance(event, a.Foresee):
        return who.role is Role.MEDIATOR
    if signed == bound:
        if not isinstance(event, a.Tell) or event.told.obligation not in owed:
            return False
        return _may_tell(first, event, who)
    check = replace(first.agreement, obligations=tuple(owed.values())).check
    if who.role is Role.PARTY:
        unsigned = laid and who.party not in signed
        return unsigned and isinstance(event, a.Sign) and event.check == check
    if laid:
        return isinstance(event, a.Recall | a.Withdraw)
    if isinstance(event, a.Oblige):
        new, terms = event.obligation, {term.id for term in first.agreement.terms}
        return new.id not in owed and new.who in bound and new.term in terms
    if isinstance(event, a.Drop):
        return event.id in owed
    return isinstance(event, a.Withdraw) or (isinstance(event, a.Lay) and event.check == check)


def _owed(happened: list[object]) -> dict[str, Obligation]:
    owed: dict[str, Obligation] = {}
    for event in happened:
        if isinstance(event, a.Oblige):
            owed[event.obligation.id] = event.obligation
        elif isinstance(event, a.Drop):
            del owed[event.id]
    return owed


def _may_tell(first: Paper, event: a.Tell, who: Who) -> bool:
    own = [who.party] if who.party else list(first.agreement.parties)
    readers = {caucus(party) for party in own}
    readers |= {JOINT} if first.between_all else set()
    readers |= set() if who.party else {TEAM}
    return event.told.by == who.party and event.audience in readers


RULES: dict[str, Callable[..., bool]] = {
    "proposal": may_propose,
    "session": may_meet,
    "bidding": may_bid,
    "text": may_write,
    "agreement": may_sign,
}
