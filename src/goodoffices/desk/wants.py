"""A party's answers in words for its own page: what was said, what is asked next, how sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goodoffices.desk.chosen import package_named
from goodoffices.desk.forms.wants import FULL, WORDS, written
from goodoffices.desk.own_frontier import FrontierPicture, frontier_picture
from goodoffices.record.date_words import instant_in_words
from goodoffices.saying import listed, say
from goodoffices.service.talks import proposals
from goodoffices.settlement.elicitation import (
    Accepts,
    Against,
    Kind,
    NextIssue,
    NextValue,
    Prefers,
    RateFallback,
    RateIssue,
    RateValue,
)

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.service.elicitation import OwnAnswers, Pairs, Said
    from goodoffices.settlement.elicitation import Answer, Own, Question, Stands
    from goodoffices.settlement.issues import Issue, Package

__all__ = ["Asked", "SaidLine", "Slider", "StandsLine", "Wants", "said_lines", "wants"]


@dataclass(frozen=True, slots=True)
class Asked:
    """The next question. `kind`: compare, accept, or the form that answers it."""

    kind: str
    words: str
    one: str
    other: str
    rows: tuple[tuple[str, str, str], ...]
    """Each issue with its value in the one package and in the other."""
    place: str


@dataclass(frozen=True, slots=True)
class Slider:
    name: str
    words: str
    value: int


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one issue on a slider each, as far as is known."""

    number: int
    issue: str
    sliders: tuple[Slider, ...]
    wanted: bool


@dataclass(frozen=True, slots=True)
class StandsLine:
    """A package on the party's own scale in hundredths; `words` say where, `against` whether."""

    name: str
    address: str
    low: int
    length: int
    words: str
    against: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    id: str
    when: str
    words: tuple[str, ...]
    stated: bool


@dataclass(frozen=True, slots=True)
class Wants:
    asked: Asked
    passed: int
    sure: int
    """How often it is foretold rightly which of two packages is the better, in per cent."""
    weights: tuple[Slider, ...]
    values: tuple[Values, ...]
    words: tuple[tuple[str, str], ...]
    fallback: int
    below: bool
    stands: tuple[StandsLine, ...]
    frontier: FrontierPicture
    said: tuple[SaidLine, ...]
    earlier: bool


def wants(at: At, known: OwnAnswers, passed: int, *, by_comparison: bool) -> Wants:
    """What the own page of answers shows; from this party's answers and what it was shown."""
    own, issues = known.engine(), known.draft.issues
    belief = own.mediation.beliefs[0]
    kinds = frozenset({Kind.COMPARISONS}) if by_comparison else frozenset(Kind)
    question = own.next_question(kinds, passed)
    shape, mean = belief.shape, belief.mean
    shares = mean[: shape.issues] / mean[: shape.issues].sum()
    named = _named(at, known, own)
    return Wants(
        asked=_asked(issues, question),
        passed=passed,
        sure=round(100 * own.foretold()),
        weights=tuple(
            Slider(f"weight.{j}", issue.name, _near(shares[j], 5)) for j, issue in enumerate(issues)
        ),
        values=tuple(
            Values(
                j,
                issue.name,
                tuple(
                    Slider(f"value.{j}.{v}", issue.label(v), _near(mean[shape.score(j, v)], 10))
                    for v in range(len(issue.values))
                ),
                isinstance(question, RateValue | NextValue) and question.issue == j,
            )
            for j, issue in enumerate(issues)
        ),
        words=tuple((value, str(words)) for value, words in WORDS),
        fallback=_near(mean[-1], 5),
        below=bool(mean[-1] < 0),
        stands=_stands(own, named),
        frontier=frontier_picture(own.frontier(), named, min(1.0, float(mean[-1]))),
        said=said_lines(known.draft.issues, known.said),
        earlier=known.earlier,
    )


def _near(part: float, step: int) -> int:
    return min(FULL, max(0, round(FULL * part / step) * step))


def _asked(issues: tuple[Issue, ...], question: Question) -> Asked:
    match question:
        case Prefers():
            rows = tuple(
                (i.name, i.label(v), i.label(w))
                for i, v, w in zip(issues, question.first, question.second, strict=True)
                if v != w
            )
            return Asked(
                "compare",
                _("Which would you rather have? Everything else the same."),
                written(question.first),
                written(question.second),
                rows,
                "",
            )
        case Accepts():
            pairs = zip(issues, question.package, strict=True)
            rows = tuple((i.name, i.label(v), "") for i, v in pairs)
            words = _("Would you rather have this package than no agreement?")
            return Asked("accept", words, written(question.package), "", rows, "")
        case RateIssue():
            name = issues[question.issue].name
            words = say("How much hangs on “{issue}”, beside the others?", issue=name)
            return Asked("weights", words, "", "", (), "")
        case RateValue() | NextValue():
            issue = issues[question.issue]
            words = say("What is each value of “{issue}” worth to you?", issue=issue.name)
            return Asked("values", words, "", "", (), str(question.issue))
    return Asked("fallback", _("Where does no agreement stand for you?"), "", "", (), "")


def _named(at: At, known: OwnAnswers, own: Own) -> list[tuple[str, str, Package]]:
    """The best package, and those that were put to this party, each with its talk."""
    named = [(_("The best for you"), "", own.best())]
    for seen in proposals(at):
        package = package_named(known.draft.issues, seen.view.offer.package)
        if package is not None:
            named.append((seen.view.offer.title, seen.id, package))
    return named


def _stands(own: Own, named: list[tuple[str, str, Package]]) -> tuple[StandsLine, ...]:
    """Where packages are on the party's own scale."""
    found = own.stands([package for _, _, package in named])
    return tuple(
        StandsLine(
            name,
            talk,
            round(100 * one.low),
            max(2, round(100 * (one.high - one.low))),
            _place(one),
            _against(one.against),
        )
        for (name, talk, _), one in zip(named, found, strict=True)
    )


def _place(one: Stands) -> str:
    low, high = round(100 * one.low), round(100 * one.high)
    if low == high:
        return say("{place}% of the way from the worst package to the best", place=low)
    return say(
        "between {low}% and {high}% of the way from the worst package to the best",
        low=low,
        high=high,
    )


def _against(against: Against) -> str:
    return {
        Against.BETTER: _("better than no agreement"),
        Against.WORSE: _("worse than no agreement"),
        Against.OPEN: _("not clear yet whether better than no agreement"),
    }[against]


def said_lines(issues: tuple[Issue, ...], said: tuple[Said, ...]) -> tuple[SaidLine, ...]:
    """What was said, newest first."""
    return tuple(
        SaidLine(one.id, instant_in_words(one.entered), _lines(issues, one.pairs), one.stated)
        for one in reversed(said)
    )


def _lines(issues: tuple[Issue, ...], pairs: Pairs) -> tuple[str, ...]:
    ranked = [(q, int(a)) for q, a in pairs if isinstance(q, NextIssue | NextValue)]
    if ranked:
        first = ranked[0][0]
        if isinstance(first, NextIssue):
            names = [issues[k].name for _, k in ranked]
            return (say("Most important first: {order}", order=" › ".join(names)),)
        issue = issues[first.issue]
        order = " › ".join(issue.label(k) for _, k in ranked)
        return (say("{issue}, best first: {order}", issue=issue.name, order=order),)
    return tuple(_line(issues, question, answer) for question, answer in pairs)


def _line(issues: tuple[Issue, ...], question: Question, answer: Answer) -> str:
    match question:
        case Prefers():
            better, worse = question.first, question.second
            if not answer:
                better, worse = worse, better
            differ = [k for k in range(len(issues)) if better[k] != worse[k]]
            return say(
                "{better} rather than {worse}",
                better=listed(issues[k].label(better[k]) for k in differ),
                worse=listed(issues[k].label(worse[k]) for k in differ),
            )
        case Accepts():
            values = listed(i.label(v) for i, v in zip(issues, question.package, strict=True))
            if answer:
                return say("Rather than no agreement: {values}", values=values)
            return say("Rather no agreement than: {values}", values=values)
        case RateIssue():
            return f"{issues[question.issue].name}: {round(100 * float(answer))}%"
        case RateValue():
            issue = issues[question.issue]
            return f"{issue.name}, {issue.label(question.value)}: {round(100 * float(answer))}"
        case RateFallback() if answer < 0:
            return _("No agreement is worse than every package")
    return say("No agreement stands at {place}", place=round(100 * float(answer)))
