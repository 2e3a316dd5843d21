"""One act: its accounts side by side, its standing with the reason, what it is linked to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.acts import AccountBox, ActLink, account_box, act_link, contest
from goodoffices.desk.attached import AttachedFile, attached_file
from goodoffices.desk.badges import Badge, badges
from goodoffices.desk.doors import in_case
from goodoffices.desk.facts import Fact, Stated, facts_of
from goodoffices.desk.graves import ActTold, Grave, graves_of
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.standings import StandingReason, standing_reason
from goodoffices.desk.views.comments import CommentLine, comment_lines
from goodoffices.desk.views.topics import TopicLink, topic_links
from goodoffices.record.accounts import LinkKind
from goodoffices.record.date_words import in_words
from goodoffices.record.differences import differences
from goodoffices.record.phrases import KIND_NAMES
from goodoffices.record.texts import Words
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import listed, say
from goodoffices.service.about import about
from goodoffices.service.attachments import attachments_of
from goodoffices.service.contributors import contributors
from goodoffices.service.record import act_of
from goodoffices.service.topics import topics_of_act

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.acts import Act, FiledAccount
    from goodoffices.record.texts import Parallel
    from goodoffices.service.at import At
    from goodoffices.service.record import RecordView

__all__ = ["act"]

_LINKS = {
    LinkKind.ANSWERS: (mark("Answers"), mark("Answered by")),
    LinkKind.WITHDRAWS: (mark("Withdraws"), mark("Withdrawn by")),
    LinkKind.FOLLOWS: (mark("Follows"), mark("Followed by")),
    LinkKind.CORRECTS: (mark("Corrects"), mark("Corrected by")),
    LinkKind.CONTRADICTS: (mark("Contradicts"), mark("Contradicted by")),
    LinkKind.BEARS_ON: (mark("Bears on"), mark("See also")),
    LinkKind.BRIEFS_BEFORE: (mark("Briefing before"), mark("Briefed before it")),
    LinkKind.BRIEFS_AFTER: (mark("Briefing after"), mark("Briefed after it")),
}


@dataclass(frozen=True, slots=True)
class PositionLine:
    value: Stated
    tellers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContestLine:
    question: str
    positions: tuple[PositionLine, ...]


@dataclass(frozen=True, slots=True)
class ParallelTitle:
    """The title of the act in another language, and whether it is the one that binds."""

    text: str
    language: str
    direction: str
    binds: bool

    @classmethod
    def of(cls, one: Parallel) -> ParallelTitle:
        words = one.words
        return cls(one.title, words.language, str(words.direction), one.authoritative)


@dataclass(frozen=True, slots=True)
class ActPage(CasePage):
    template: ClassVar[str] = "record/act.html"

    id: str
    title: str
    own: Words | None
    """In whose language and direction the title is; None where it is made from what was done."""
    also: tuple[ParallelTitle, ...]
    kind: str
    meaning: str
    when: str
    badges: tuple[Badge, ...]
    may_file: bool
    to_table: str
    """Where this proposal is put to the parties; empty where that is not to be had."""
    standing: StandingReason | None
    contests: tuple[ContestLine, ...]
    accounts: tuple[AccountBox, ...]
    facts: tuple[Fact, ...]
    links: tuple[ActLink, ...]
    files: tuple[AttachedFile, ...]
    topics: tuple[TopicLink, ...]
    comments: tuple[CommentLine, ...]
    withdrawn: tuple[Grave, ...]


def _links(at: At, record: RecordView, act: Act) -> tuple[ActLink, ...]:
    outward = [(link.act, _(_LINKS[link.kind][0])) for link in act.links]
    inward = [
        (other.id, _(_LINKS[link.kind][1]))
        for other in record.known
        for link in other.links
        if link.act == act.id
    ]
    by_act: dict[str, list[str]] = {}
    for act_id, how in dict.fromkeys(outward + inward):
        by_act.setdefault(act_id, []).append(how)
    found = (act_link(at, record, act_id, listed(hows)) for act_id, hows in by_act.items())
    return tuple(link for link in found if link)


def _contests(act: Act) -> tuple[ContestLine, ...]:
    tellers = {f.id: _teller(f) for f in (*act.accounts, *act.bearing)}
    found = []
    for point in act.contested:
        shown = contest(point)
        marked = (
            Stated(value, runs=runs)
            for value, runs in zip(shown.positions, differences(shown.positions), strict=True)
        )
        told = (_names(tellers, position.accounts) for position in point.positions)
        lines = (PositionLine(*pair) for pair in zip(marked, told, strict=True))
        found.append(ContestLine(shown.question, tuple(lines)))
    return tuple(found)


def _names(tellers: Mapping[str, str], accounts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tellers[a] for a in accounts if a in tellers))


def _teller(filed: FiledAccount) -> str:
    return filed.account.attribution or say("no source named")


def _to_table(at: At, act: Act) -> str:
    if act.kind is not ActKind.PROPOSE or not may(at.viewer, Action.TABLE):
        return ""
    return f"{reverse('new-talk', args=[at.frame.slug])}?{urlencode({'act': act.id})}"


@in_case(Room.RECORD)
def act(request: HttpRequest, at: At, act_id: str) -> HttpResponse:
    found, record = act_of(at, act_id)
    names, told = contributors(at), about(at, act_id)
    page = ActPage(
        shell=shell_of(request, at, Room.RECORD),
        id=found.id,
        title=found.title,
        own=found.leading.claim if found.leading.title else None,
        also=tuple(ParallelTitle.of(one) for one in found.also_titled),
        kind=KIND_NAMES[found.kind],
        meaning=found.kind.meaning,
        when=in_words(found.happened, weekday=True) if found.happened else say("Date not known"),
        badges=badges(at, found.audiences),
        may_file=bool(may(at.viewer, Action.FILE)),
        to_table=_to_table(at, found),
        standing=standing_reason(at, record, found),
        contests=_contests(found),
        accounts=tuple(account_box(at, filed, found) for filed in found.accounts),
        facts=facts_of(found.accounts, names),
        links=_links(at, record, found),
        topics=topic_links(at, topics_of_act(at, found.id, told)),
        files=tuple(attached_file(at, one, names) for one in attachments_of(at, found.id, told)),
        comments=comment_lines(at, found.id, names),
        withdrawn=graves_of(at, names, ActTold(found.id, told)),
    )
    return show(request, page)
