"""One act: its accounts side by side, its standing with the reason, what it is linked to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.acts import AccountBox, account_box, act_address, contest, standing_in_words
from goodoffices.desk.badges import Badge, badges
from goodoffices.desk.doors import in_case
from goodoffices.desk.facts import Fact, facts_of
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.record.accounts import LinkKind
from goodoffices.record.date_words import in_words
from goodoffices.record.phrases import KIND_NAMES
from goodoffices.record.standing import StandingKind
from goodoffices.service.record import act_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.acts import Act, FiledAccount
    from goodoffices.service.at import At
    from goodoffices.service.record import RecordView

__all__ = ["act"]

_LINKS = {
    LinkKind.ANSWERS: ("Answers", "Answered by"),
    LinkKind.WITHDRAWS: ("Withdraws", "Withdrawn by"),
    LinkKind.FOLLOWS: ("Follows", "Followed by"),
    LinkKind.CONTRADICTS: ("Contradicts", "Contradicted by"),
    LinkKind.BEARS_ON: ("Bears on", "See also"),
    LinkKind.BRIEFS_BEFORE: ("Briefing before", "Briefed before it"),
    LinkKind.BRIEFS_AFTER: ("Briefing after", "Briefed after it"),
}
_REASONS = {
    StandingKind.OPEN: "No answer to it, no withdrawal of it and no last day is told.",
    StandingKind.ACCEPTED: "Every side it was made to has accepted without reserve:",
    StandingKind.DECLINED: "It was refused, and that is the latest word of the side that refused:",
    StandingKind.NOT_REFUSED: "It was answered neither with a plain yes nor with a no:",
    StandingKind.LAPSED: "The last day that it named is past, and it was not answered.",
    StandingKind.WITHDRAWN: "It was withdrawn:",
}


@dataclass(frozen=True, slots=True)
class ActLink:
    how: str
    address: str
    title: str
    when: str


@dataclass(frozen=True, slots=True)
class StandingReason:
    words: str
    reason: str
    because: tuple[ActLink, ...]


@dataclass(frozen=True, slots=True)
class PositionLine:
    value: str
    tellers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContestLine:
    question: str
    positions: tuple[PositionLine, ...]


@dataclass(frozen=True, slots=True)
class ActPage(CasePage):
    template: ClassVar[str] = "record/act.html"

    id: str
    title: str
    kind: str
    meaning: str
    when: str
    badges: tuple[Badge, ...]
    may_file: bool
    standing: StandingReason | None
    contests: tuple[ContestLine, ...]
    accounts: tuple[AccountBox, ...]
    facts: tuple[Fact, ...]
    links: tuple[ActLink, ...]


def _link(at: At, record: RecordView, act_id: str, how: str = "") -> ActLink | None:
    other = record.act(act_id)
    if other is None:
        return None
    when = in_words(other.happened) if other.happened else "date not known"
    return ActLink(how, act_address(at, act_id), other.title, when)


def _links(at: At, record: RecordView, act: Act) -> tuple[ActLink, ...]:
    outward = [(link.act, _LINKS[link.kind][0]) for link in act.links]
    inward = [
        (other.id, _LINKS[link.kind][1])
        for other in record.acts
        for link in other.links
        if link.act == act.id
    ]
    found = (_link(at, record, other, how) for other, how in dict.fromkeys(outward + inward))
    return tuple(link for link in found if link)


def _standing(at: At, record: RecordView, act: Act) -> StandingReason | None:
    standing = record.standing_of(act.id)
    if standing is None:
        return None
    because = (_link(at, record, other) for other in standing.because if other != act.id)
    return StandingReason(
        words=standing_in_words(standing),
        reason=_REASONS[standing.kind],
        because=tuple(link for link in because if link),
    )


def _contests(act: Act) -> tuple[ContestLine, ...]:
    tellers = {f.id: _teller(f) for f in (*act.accounts, *act.bearing)}
    return tuple(
        ContestLine(
            shown.question,
            tuple(
                PositionLine(value, _names(tellers, position.accounts))
                for value, position in zip(shown.positions, point.positions, strict=True)
            ),
        )
        for point, shown in ((p, contest(p)) for p in act.contested)
    )


def _names(tellers: Mapping[str, str], accounts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tellers[a] for a in accounts if a in tellers))


def _teller(filed: FiledAccount) -> str:
    return filed.account.attribution or "no source named"


@in_case(Room.RECORD)
def act(request: HttpRequest, at: At, act_id: str) -> HttpResponse:
    found, record = act_of(at, act_id)
    page = ActPage(
        shell=shell_of(request, at, Room.RECORD),
        id=found.id,
        title=found.title,
        kind=KIND_NAMES[found.kind],
        meaning=found.kind.meaning,
        when=in_words(found.happened, weekday=True) if found.happened else "Date not known",
        badges=badges(at, found.audiences),
        may_file=bool(may(at.viewer, Action.FILE)),
        standing=_standing(at, record, found),
        contests=_contests(found),
        accounts=tuple(account_box(at, filed, found) for filed in found.accounts),
        facts=facts_of(found.accounts),
        links=_links(at, record, found),
    )
    return show(request, page)
