"""A line of the briefing ledger in the words of a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from goodoffices.desk.tools.lines import ActLine, Acts, day_words
from goodoffices.record.accounts import LinkKind
from goodoffices.record.briefings import Briefing, BriefingState, Embargo, FiledDuty, Moment
from goodoffices.record.date_words import day_in_words
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import listed, say

__all__ = ["BriefingLine", "briefing_line", "given"]

_STATES = {
    BriefingState.DONE: mark("done"),
    BriefingState.DUE: mark("due"),
    BriefingState.OVERDUE: mark("overdue"),
}
_MOMENTS = {
    Moment.BEFORE: mark("before this contact"),
    Moment.AFTER: mark("after this contact"),
}


@dataclass(frozen=True, slots=True)
class BriefingLine:
    who: str
    moment: str
    contact: ActLine
    state: str
    """For the look of it: done, due or overdue."""
    state_words: str
    due: str
    by: str
    done: str
    given: tuple[ActLine, ...]
    embargo: str
    embargo_words: str
    duty: str


def briefing_line(acts: Acts, one: Briefing) -> BriefingLine:
    return BriefingLine(
        who=one.who,
        moment=_(_MOMENTS[one.moment]),
        contact=acts[one.contact],
        state=str(one.state),
        state_words=_(_STATES[one.state]),
        due=day_in_words(one.due) if one.due else "",
        by=one.by,
        done=_done(one),
        given=acts.lines(one.acts),
        embargo=one.embargo,
        embargo_words=_embargo(one),
        duty=one.duty or "",
    )


def _done(one: Briefing) -> str:
    if one.state is not BriefingState.DONE:
        return ""
    if not one.done_by:
        return say("given, {day}", day=day_words(one.done_on))
    return say("given by {who}, {day}", who=listed(one.done_by), day=day_words(one.done_on))


def _embargo(one: Briefing) -> str:
    if one.embargo_state is Embargo.NONE:
        return ""
    if one.embargo_state is Embargo.LIFTED and one.embargo_until:
        return say("lifted since {day}", day=day_in_words(one.embargo_until))
    if one.embargo_until:
        return say("in force until {day}", day=day_in_words(one.embargo_until))
    return _("in force")


def given(filed: FiledDuty) -> dict[str, str]:
    """The form of an account that tells that a planned briefing was given, as far as is known."""
    duty = filed.duty
    links = {Moment.BEFORE: LinkKind.BRIEFS_BEFORE, Moment.AFTER: LinkKind.BRIEFS_AFTER}
    return {
        "kind": str(ActKind.BRIEF_THIRD_PARTY),
        "actors": duty.by,
        "targets": duty.who,
        "link_kind_0": str(links[duty.moment]),
        "link_act_0": duty.contact,
        "audience": filed.audience.key,
    }
