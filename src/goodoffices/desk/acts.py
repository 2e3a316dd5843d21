"""Acts and accounts as pages show them: one row an act, one box an account."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goodoffices.access.acting import Room, rooms_of
from goodoffices.desk.addresses import address
from goodoffices.desk.badges import Badge, badge, badges
from goodoffices.record.accounts import Account, Stance, Words
from goodoffices.record.contested import ContestedPoint, Point
from goodoffices.record.date_words import day_in_words, in_words
from goodoffices.record.dates import RecordDate
from goodoffices.record.phrases import KIND_NAMES
from goodoffices.record.standing import STANDING_NAMES
from goodoffices.saying import Names, listed, mark, say, speaker

if TYPE_CHECKING:
    from goodoffices.record.acts import Act, FiledAccount
    from goodoffices.record.standing import Standing
    from goodoffices.service.at import At
    from goodoffices.service.record import RecordView

__all__ = [
    "AccountBox",
    "ActLink",
    "ActRow",
    "Contest",
    "account_box",
    "act_address",
    "act_link",
    "act_row",
    "contest",
    "standing_in_words",
]

STANCES = Names(
    {
        Stance.TELLS: "",
        Stance.CONFIRMS: mark("confirms"),
        Stance.DENIES: mark("denies"),
        Stance.READING: mark("the team’s reading"),
    }
)


@dataclass(frozen=True, slots=True)
class Contest:
    """A contested point: the question, and the positions in words."""

    question: str
    positions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParallelText:
    """The same words in another language, and whether they are the ones that bind."""

    words: Words
    by: str
    binds: bool


@dataclass(frozen=True, slots=True)
class AccountBox:
    id: str
    words: Words
    is_foreign: bool
    """Whether its words are in another language than the page."""
    stance: str
    attribution: str
    dates: tuple[str, ...]
    grade: str
    positions: tuple[str, ...]
    """What it holds on the points that are contested."""
    badge: Badge
    parallels: tuple[ParallelText, ...] = ()
    binds: bool = False
    """Whether there are parallel texts and these words are the authoritative ones."""
    report: str = ""
    """The address of the report it rests on, for a seat that reads reports."""
    history: str = ""
    """The address of its earlier texts; there for each, for that there are none is no secret."""
    readers: str = ""
    """Where it says who reads it, for a seat that has that room."""

    @property
    def source(self) -> str:
        """Who tells it and how, when it was said, how it is graded."""
        told = listed((self.attribution, self.stance)) if self.stance else self.attribution
        return " · ".join(one for one in (told, *self.dates, self.grade) if one)


@dataclass(frozen=True, slots=True)
class ActLink:
    how: str
    address: str
    title: str
    when: str


@dataclass(frozen=True, slots=True)
class ActRow:
    address: str
    day: str
    """The heading under which it stands in a chronology."""
    about: str
    """How far the day is certain, where it is not."""
    told_as: str
    """The words of its date, as told."""
    kind: str
    standing: str
    title: str
    contests: tuple[Contest, ...]
    accounts: tuple[AccountBox, ...]
    badges: tuple[Badge, ...]

    @property
    def several(self) -> bool:
        """Whether its accounts are for several audiences, so that each says for which."""
        return len(self.badges) > 1


def act_address(at: At, act_id: str) -> str:
    return address("act", at.frame.slug, act_id)


def act_link(at: At, record: RecordView, act_id: str, how: str = "") -> ActLink | None:
    """A link to an act, if this seat sees it; `how` it is related to another."""
    other = record.act(act_id)
    if other is None:
        return None
    when = in_words(other.happened) if other.happened else _("date not known")
    return ActLink(how, act_address(at, act_id), other.title, when)


def standing_in_words(standing: Standing) -> str:
    kind = STANDING_NAMES[standing.kind]
    if standing.since is None:
        return say("{standing}, since when not told", standing=kind)
    return say("{standing} since {day}", standing=kind, day=day_in_words(standing.since))


def contest(point: ContestedPoint) -> Contest:
    return Contest(
        point.point.question, tuple(_value(point.point, p.value) for p in point.positions)
    )


def _value(point: Point, value: str) -> str:
    return in_words(RecordDate(value)) if point is Point.DATE else value


def act_row(at: At, act: Act, record: RecordView) -> ActRow:
    standing = record.standing_of(act.id)
    when = act.happened
    return ActRow(
        address=act_address(at, act.id),
        day=_heading(when),
        about=_certainty(when),
        told_as=when.words if when else "",
        kind=KIND_NAMES[act.kind],
        standing=standing_in_words(standing) if standing else "",
        title=act.title,
        contests=tuple(contest(point) for point in act.contested),
        accounts=tuple(_in_a_row(at, filed, act) for filed in act.accounts),
        badges=badges(at, act.audiences),
    )


def _heading(when: RecordDate | None) -> str:
    """One heading for all that happened on a day, whether that day is certain or not."""
    if when is None:
        return say("Date not known")
    if when.is_day and when.earliest:
        return day_in_words(when.earliest, weekday=True)
    words = in_words(when)
    return words[:1].upper() + words[1:]


def _certainty(when: RecordDate | None) -> str:
    if when is None or not when.is_day:
        return ""
    marks = {
        "?": mark("uncertain"),
        "~": mark("about then"),
        "%": mark("about then, uncertain"),
    }
    return say(marks.get(when.value[-1], ""))


def _dates(account: Account, act: Act) -> tuple[str, ...]:
    """When it was said and when reported, the year left out where it is that of the act."""
    happened = act.happened
    year = f" {happened.earliest.year}" if happened and happened.earliest else ""
    said, reported = (
        in_words(when).removesuffix(year) if when else ""
        for when in (account.said, account.reported)
    )
    if said == reported:
        return (say("said and reported {when}", when=said),) if said else ()
    named = ((mark("said {when}"), said), (mark("reported {when}"), reported))
    return tuple(say(how, when=words) for how, words in named if words)


def account_box(at: At, filed: FiledAccount, act: Act) -> AccountBox:
    """An account with the addresses of what belongs to it."""
    return replace(
        _in_a_row(at, filed, act),
        report=_report(at, filed.account),
        history=address("account-history", at.frame.slug, filed.act, filed.id),
        readers=address("entry", at.frame.slug, filed.id)
        if filed.id and Room.AUDIENCES in rooms_of(at.viewer)
        else "",
    )


def _in_a_row(at: At, filed: FiledAccount, act: Act) -> AccountBox:
    account = filed.account
    return AccountBox(
        id=filed.id,
        words=account.claim,
        is_foreign=account.claim.language != speaker().language,
        stance=STANCES[account.stance],
        attribution=account.attribution or say("no source named"),
        dates=_dates(account, act),
        grade=str(account.grade) if account.grade else "",
        positions=tuple(
            _value(point.point, position.value)
            for point in act.contested
            for position in point.positions
            if filed.id in position.accounts
        ),
        badge=badge(at, filed.audience),
        parallels=tuple(
            ParallelText(one.words, one.by, one.authoritative) for one in account.parallels
        ),
        binds=bool(account.parallels) and account.authoritative == account.claim,
    )


def _report(at: At, account: Account) -> str:
    if account.source is None or Room.READING not in rooms_of(at.viewer):
        return ""
    return address("report", at.frame.slug, account.source)
