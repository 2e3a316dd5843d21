"""What a party answers in its own room about what it wants (NB 21).

Each press is an entry of the party's own room and nothing else: a comparison, some ratings, an
order. Here a seat reads its own answers alone; what may be made of the answers of several parties
is decided in `service.next_proposal`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import InputError
from goodoffices.journal.canonical import digest
from goodoffices.record.audiences import own_room
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.sides import Preferences
from goodoffices.saying import say
from goodoffices.service.cases import nothing_here
from goodoffices.service.sides import matter
from goodoffices.service.talk_log import as_delegate, keep, of_own_room
from goodoffices.settlement.constraints import Condition, parse
from goodoffices.settlement.draft import Draft
from goodoffices.settlement.elicitation import (
    Accepts,
    Answer,
    NextIssue,
    NextValue,
    Own,
    Prefers,
    Question,
    RateFallback,
    RateIssue,
    RateValue,
    Shape,
    consistent,
)
from goodoffices.settlement.elicitation.questions import check_answer
from goodoffices.settlement.elicitation.simulated import SimulatedParty, simulated
from goodoffices.settlement.preferences import Additive
from goodoffices.settlement.sides import in_own_terms
from goodoffices.settlement.uncertain import best_guess
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.service.at import At
    from goodoffices.settlement.issues import Issue
    from goodoffices.settlement.scenario import Scenario
    from goodoffices.store.opened import Opened

__all__ = [
    "ConflictingAnswersError",
    "OwnAnswers",
    "Said",
    "answer",
    "answers_of",
    "in_order",
    "own_answers",
    "take_back",
]

_PROTOCOL, _ANSWERED, _TAKEN_BACK = "answers", "answered", "taken back"
_KINDS: dict[str, type[Question]] = {
    "prefers": Prefers,
    "accepts": Accepts,
    "rate_issue": RateIssue,
    "rate_value": RateValue,
    "rate_fallback": RateFallback,
    "next_issue": NextIssue,
    "next_value": NextValue,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
Pairs = tuple[tuple[Question, Answer], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One press. `about` is what it says as a whole (weights, values of an issue, the fallback):
    the next one about the same stands in its place. `stated` are the preferences of the form.
    """

    id: str
    entered: datetime
    about: str
    pairs: Pairs
    stated: bool = False


@dataclass(frozen=True, slots=True)
class OwnAnswers:
    """`draft` is what is negotiated; `earlier`: answers about other issues are set aside."""

    party: str
    draft: Draft
    said: tuple[Said, ...]
    conditions: tuple[Condition, ...]
    earlier: bool

    @property
    def pairs(self) -> Pairs:
        return tuple(pair for one in self.said for pair in one.pairs)

    @property
    def shape(self) -> Shape:
        return Shape(tuple(len(issue.values) for issue in self.draft.issues))

    def engine(self) -> Own:
        others = max(1, len(self.draft.parties) - 1)
        return Own.of(self.draft.issues, others, self.pairs, self.conditions)


class ConflictingAnswersError(InputError):
    """An answer cannot be right together with earlier ones: `clash` is the fewest that it needs."""

    def __init__(self, clash: tuple[Said, ...]) -> None:
        super().__init__(
            say("this cannot be right together with what you said before"),
            where=say("your answer"),
            remedy=say("Take one of the two back"),
        )
        self.clash = clash


def own_answers(at: At) -> OwnAnswers:
    """What this seat's party said, for that party; NotFoundError where nothing is negotiated."""
    return answers_of(at, at.viewer.side or "")


def answers_of(at: At, party: str) -> OwnAnswers:
    """What a party said in its own room, for itself, or for the team to reckon with.

    Whoever asks for another answers for what leaves it.
    """
    check_may(at.viewer, Action.TABLE if at.viewer.in_team else Action.STATE_PREFERENCES)
    own = party == at.viewer.side and not at.viewer.preview
    shared = matter(at)
    if shared is None or not (own or at.viewer.in_team):
        raise nothing_here()
    draft = Draft.opened(shared.matter.source)
    if party not in {str(table["id"]) for table in draft.parties}:
        raise nothing_here()
    told = [_said(e) for e in _standing(of_own_room(at, party, _subject(at, party)))]
    fits = _fingerprint(draft.issues)
    said = [one for one, where in told if where == fits]
    form, alone = _form(at, party, shared.matter.source)
    latest: dict[str, Said] = {}
    for one in sorted([*form, *said], key=lambda one: one.entered):
        key = one.about or one.id
        latest.pop(key, None)
        latest[key] = one
    return OwnAnswers(
        party,
        draft,
        tuple(latest.values()),
        alone.conditions() if alone else _common(draft),
        earlier=len(said) < len(told),
    )


@transaction.atomic
def answer(at: At, pairs: Pairs, about: str = "", drop: Sequence[str] = ()) -> None:
    """Keep an answer, taking back the presses named in `drop`.

    Raises ConflictingAnswersError where no preference agrees with all that would stand.
    """
    check_may(at.viewer, Action.STATE_PREFERENCES)
    known = own_answers(at)
    for question, given in pairs:
        _check_question(known.shape, question)
        check_answer(known.shape, question, given)
    kept = [one for one in known.said if one.id not in drop and (not about or one.about != about)]
    new = Said("", at.world.clock(), about, pairs)
    clash = _clash(known.shape, kept, new)
    if clash is not None:
        raise ConflictingAnswersError(clash)
    for one in known.said:
        if one.id in drop and not one.stated:
            _keep(at, {"event": _TAKEN_BACK, "of": one.id})
    told = [{"ask": _NAMES[type(q)], "about": to_plain(q), "answer": a} for q, a in pairs]
    issues = _fingerprint(known.draft.issues)
    _keep(at, {"event": _ANSWERED, "subject": about, "issues": issues, "answers": told})


@transaction.atomic
def take_back(at: At, said_id: str) -> None:
    """Take a press back; NotFoundError for what is no press of one's own that stands."""
    check_may(at.viewer, Action.STATE_PREFERENCES)
    if said_id not in {one.id for one in own_answers(at).said if not one.stated}:
        raise nothing_here()
    _keep(at, {"event": _TAKEN_BACK, "of": said_id})


def _keep(at: At, payload: dict[str, Any]) -> None:
    party = at.viewer.side or ""
    keep(at, own_room(party), {"protocol": _PROTOCOL, **payload}, _subject(at, party))


def _subject(at: At, party: str) -> str:
    """All answers of a party are about one thing, whose name follows from case and party."""
    return hashlib.sha256(f"{at.case_id} answers {party}".encode()).hexdigest()[:32]


def _fingerprint(issues: Sequence[Issue]) -> str:
    """What answers are about: another list of issues or values makes them unfit."""
    named = [[i.id, *(i.label(k) for k in range(len(i.values)))] for i in issues]
    return digest(named).hex()[:32]


def _standing(entries: Sequence[Opened]) -> list[Opened]:
    """What was neither taken back nor replaced by a later press about the same."""
    gone = {e.payload["of"] for e in entries if e.payload["event"] == _TAKEN_BACK}
    latest: dict[str, str] = {}
    for entry in entries:
        about = entry.payload.get("subject", "")
        gone |= {latest[about]} if about in latest else set()
        if about:
            latest[about] = entry.id
    return [e for e in entries if e.payload["event"] == _ANSWERED and e.id not in gone]


def _said(entry: Opened) -> tuple[Said, str]:
    payload = entry.payload
    pairs = tuple(
        (from_plain(_KINDS[one["ask"]], one["about"]), one["answer"]) for one in payload["answers"]
    )
    return Said(entry.id, entry.entered, payload["subject"], pairs), payload["issues"]


def _check_question(shape: Shape, question: Question) -> None:
    """Raise InputError for a question about what is not negotiated."""
    fits = True
    match question:
        case Prefers():
            fits = _is_package(shape, question.first) and _is_package(shape, question.second)
        case Accepts():
            fits = _is_package(shape, question.package)
        case RateValue():
            fits = 0 <= question.issue < shape.issues
            fits = fits and 0 <= question.value < shape.sizes[question.issue]
        case RateIssue() | NextValue():
            fits = 0 <= question.issue < shape.issues
    if not fits:
        raise InputError(say("that is not among what is negotiated"), where=say("your answer"))


def _is_package(shape: Shape, package: tuple[int, ...]) -> bool:
    pairs = zip(package, shape.sizes, strict=False)
    return len(package) == shape.issues and all(0 <= v < size for v, size in pairs)


def _clash(shape: Shape, kept: Sequence[Said], new: Said) -> tuple[Said, ...] | None:
    """None if all can be right together, else an irreducible set of earlier presses that clash.

    One linear program a press (deletion filter: Chinneck and Dravnieks, *ORSA Journal on Computing*
    3:157-168, 1991).
    """

    def empty(presses: Sequence[Said]) -> bool:
        return consistent(shape, [pair for one in (*presses, new) for pair in one.pairs]).empty

    if not empty(kept):
        return None
    left = list(kept)
    for one in kept:
        without = [other for other in left if other is not one]
        if empty(without):
            left = without
    return tuple(left)


def _common(draft: Draft) -> tuple[Condition, ...]:
    named = enumerate(draft.constraints)
    return tuple(parse(text, draft.issues, f"constraints[{k}]") for k, text in named)


def _form(at: At, party: str, source: str) -> tuple[list[Said], Scenario | None]:
    """What the party said last by the form: ratings, or an order where it gave no numbers."""
    told = [
        (entry, from_plain(Preferences, entry.payload))
        for entry in as_delegate(at, party, Genre.PREFERENCES)
    ]
    own_words = [(e, p) for e, p in told if p.stated and p.party == party]
    if not own_words:
        return [], None
    entry, last = own_words[-1]
    try:
        alone = in_own_terms(source, party, last.source)
    except InputError:
        return [], None
    guess = best_guess(alone) if alone.uncertain else alone
    own = next(one for one in guess.parties if one.id == party)
    if not isinstance(own.preference, Additive):
        return [], alone
    by = simulated(own, own.preference, 0.0, "")
    parts: dict[str, Pairs] = {}
    if alone.uncertain:
        parts["weights"] = in_order(by.weights)
        for j, scores in enumerate(by.scores):
            parts[f"values.{j}"] = in_order(scores, j)
    else:
        parts["weights"] = _told(by, [RateIssue(j) for j in range(len(by.weights))])
        for j, scores in enumerate(by.scores):
            parts[f"values.{j}"] = _told(by, [RateValue(j, v) for v in range(len(scores))])
    if own.reservation is not None:
        parts["fallback"] = _told(by, [RateFallback()])
    said = [
        Said(f"form.{about}", entry.entered, about, pairs, stated=True)
        for about, pairs in parts.items()
    ]
    return said, alone


def _told(by: SimulatedParty, asked: Sequence[Question]) -> Pairs:
    return tuple((question, by.answer(question)) for question in asked)


def in_order(worths: Sequence[float], issue: int | None = None) -> Pairs:
    """An order as rank positions, best first: of the values of an issue, else of the issues."""
    order = sorted(range(len(worths)), key=lambda k: (-worths[k], k))
    return tuple(
        (NextIssue(tuple(order[:k])) if issue is None else NextValue(issue, tuple(order[:k])), one)
        for k, one in enumerate(order)
    )
