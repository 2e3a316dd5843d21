"""Acts as one reader sees them: composed from the accounts that reader may see, and no others.

An act is an identity. `compose` groups accounts by act, leaves out those superseded or withdrawn
by something the same reader may see, and derives what the act is from the rest. An act without a
visible account does not exist.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from goodoffices.record.accounts import Account, Link, LinkKind, Mention, Stance
from goodoffices.record.audiences import Audience
from goodoffices.record.contested import ContestedPoint, contested_points
from goodoffices.record.phrases import headline
from goodoffices.record.places import place
from goodoffices.record.vocabulary import CONTACT_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from goodoffices.record.dates import RecordDate
    from goodoffices.record.texts import Parallel
    from goodoffices.record.vocabulary import ActKind

__all__ = ["Act", "FiledAccount", "Withdrawal", "compose", "no_longer_standing", "standing_on"]


@dataclass(frozen=True, slots=True)
class FiledAccount:
    """An account as it stands in the record: by whom and when it was entered, and for whom."""

    id: str
    act: str
    audience: Audience
    account: Account
    entered: datetime
    recorder: str = ""
    supersedes: str | None = None

    @property
    def place(self) -> str:
        """Where it stands in a chronology: by when it tells that the act happened."""
        return place(self.account.happened, self.entered, self.id)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A tombstone: the entry (an account, a picture or file) is not relied on since `entered`."""

    entry: str
    entered: datetime
    reason: str = ""
    recorder: str = ""


@dataclass(frozen=True)
class Act:
    """No slots: what is derived from all accounts is kept when it was first asked for."""

    id: str
    accounts: tuple[FiledAccount, ...]
    """Its own accounts, the leading one first."""
    bearing: tuple[FiledAccount, ...]
    """Accounts of other acts that say something of this one."""

    @cached_property
    def contested(self) -> tuple[ContestedPoint, ...]:
        return contested_points(
            [(f.id, f.account) for f in self.accounts], [(f.id, f.account) for f in self.bearing]
        )

    @property
    def leading(self) -> Account:
        return self.accounts[0].account

    @property
    def kind(self) -> ActKind:
        return self.leading.kind

    @property
    def title(self) -> str:
        return self.leading.title or headline(self.leading)

    @property
    def also_titled(self) -> tuple[Parallel, ...]:
        """The texts parallel to that of its leading account which give its title as well."""
        return tuple(one for one in self.leading.parallels if one.title)

    @cached_property
    def happened(self) -> RecordDate | None:
        """The most precise date told of it."""
        return self.dated_by.account.happened

    @cached_property
    def dated_by(self) -> FiledAccount:
        """The account that tells its date most precisely; the act stands where that stands."""
        first, *others = self.accounts
        if not others:
            return first
        return min(self.accounts, key=lambda filed: _vagueness(filed.account.happened))

    @cached_property
    def place(self) -> str:
        return self.dated_by.place

    @property
    def actors(self) -> tuple[Mention, ...]:
        return self.leading.actors

    @property
    def targets(self) -> tuple[Mention, ...]:
        return self.leading.targets

    @cached_property
    def links(self) -> tuple[Link, ...]:
        links = [link for f in self.accounts for link in f.account.links]
        return tuple(dict.fromkeys(links) if len(links) > 1 else links)

    @property
    def audiences(self) -> tuple[Audience, ...]:
        return tuple(sorted({f.audience for f in self.accounts}, key=lambda a: a.key))

    def linked(self, kind: LinkKind) -> tuple[str, ...]:
        return tuple(link.act for link in self.links if link.kind is kind)


def _vagueness(when: RecordDate | None) -> tuple[bool, int, bool]:
    if when is None:
        return True, 0, False
    start, end = when.bounds
    width = (end - start).days if start and end else date.max.toordinal()
    return False, width, when.is_qualified


def _leads(filed: FiledAccount) -> tuple[bool, bool, int, str, bool, datetime, str]:
    """Order of accounts: the team's reading, then what is graded best, then what tells of more than
    a contact (a call in which an offer was made is an offer), then what came first.
    """
    grade = filed.account.grade
    return (
        filed.account.stance is not Stance.READING,
        filed.account.stance is Stance.DENIES,
        grade.credibility if grade else 7,
        grade.reliability if grade else "G",
        filed.account.kind in CONTACT_KINDS,
        filed.entered,
        filed.id,
    )


def compose(
    accounts: Iterable[FiledAccount],
    withdrawals: Iterable[Withdrawal] = (),
    elsewhere: Collection[str] = (),
) -> tuple[Act, ...]:
    """Acts by place: in the order in which they happened, then were entered; undated ones last.

    Linear in the accounts but for the sort. Links to acts that are not among them are cut, so
    that nothing of an unseen act shows; `elsewhere` names acts that the same reader sees though
    their accounts are not given here.
    """
    everything = tuple(accounts)
    gone = no_longer_standing(
        {f.id: f.supersedes for f in everything if f.supersedes}, {w.entry for w in withdrawals}
    )
    kept = [f for f in everything if f.id not in gone]
    present = {*elsewhere, *(f.act for f in kept)}
    by_act: dict[str, list[FiledAccount]] = defaultdict(list)
    bearing: dict[str, list[FiledAccount]] = defaultdict(list)
    for filed in (_cut_links(f, present) for f in kept):
        by_act[filed.act].append(filed)
        for link in filed.account.links:
            if link.kind is LinkKind.BEARS_ON and link.act != filed.act:
                bearing[link.act].append(filed)
    acts = [
        Act(act_id, tuple(sorted(own, key=_leads)), tuple(sorted(bearing[act_id], key=_leads)))
        for act_id, own in by_act.items()
    ]
    return tuple(sorted(acts, key=lambda act: act.place))


def no_longer_standing(corrects: Mapping[str, str], withdrawn: Collection[str]) -> frozenset[str]:
    """What was withdrawn, and what an account not withdrawn corrects, with all that had
    corrected before, withdrawn or not. `corrects` names for each correction what it corrects.
    """
    found: set[str] = set()
    for identity, corrected in corrects.items():
        if identity in withdrawn:
            continue
        below: str | None = corrected
        while below is not None and below not in found:
            found.add(below)
            below = corrects.get(below)
    return frozenset(found.union(withdrawn))


def _cut_links(filed: FiledAccount, present: set[str]) -> FiledAccount:
    if all(link.act in present for link in filed.account.links):
        return filed
    kept = tuple(link for link in filed.account.links if link.act in present)
    return replace(filed, account=replace(filed.account, links=kept))


def standing_on(
    day: datetime, accounts: Iterable[FiledAccount], withdrawals: Iterable[Withdrawal] = ()
) -> tuple[Act, ...]:
    """What stood in the record at the instant `day`: compose only what had been entered by then."""
    return compose(
        (f for f in accounts if f.entered <= day), (w for w in withdrawals if w.entered <= day)
    )
