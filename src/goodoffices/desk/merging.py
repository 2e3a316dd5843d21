"""Two people revised one account at once: both texts, and what they come to together.

Field by field, as typed: where only one of the two changed what there was, the change is taken;
where both did, and differently, the later writer's words stand in the form and the other's beside
them, for a person to decide. Nothing is saved before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from goodoffices.desk.badges import AudienceChoice
from goodoffices.desk.facts import Fact, Stated
from goodoffices.desk.forms.account import AccountForm, typed_from
from goodoffices.desk.pages import CasePage

if TYPE_CHECKING:
    from goodoffices.record.acts import FiledAccount

__all__ = ["Joined", "MergePage", "merged"]


@dataclass(frozen=True, slots=True)
class MergePage(CasePage):
    template: ClassVar[str] = "record/merge.html"

    back: str
    by: str
    when: str
    is_withdrawn: bool
    texts: tuple[Stated, ...]
    """The words: as I wrote them, as somebody else did, as they were."""
    language: str
    direction: str
    facts: tuple[Fact, ...]
    both_changed: tuple[str, ...]
    act: str
    action: str
    form: AccountForm
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """The form as it is to be shown, and the fields that both changed differently."""

    typed: dict[str, Any]
    both: tuple[str, ...]


def merged(base: FiledAccount, theirs: FiledAccount, mine: AccountForm) -> Joined:
    """Join what was typed with what somebody else made of the same earlier text."""
    assert mine.account is not None  # noqa: S101 (the form is valid)
    was, now, own = (
        typed_from(account, audience)
        for account, audience in (
            (base.account, base.audience),
            (theirs.account, theirs.audience),
            (mine.account, mine.audience_chosen),
        )
    )
    typed: dict[str, Any] = {}
    both = []
    for name in {**was, **now, **own}:
        before, other, here = was.get(name, ""), now.get(name, ""), own.get(name, "")
        typed[name] = other if here == before else here
        if before not in {here, other} and here != other:
            both.append(name)
    return Joined(typed, tuple(both))
