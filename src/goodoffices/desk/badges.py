"""Audiences as a page shows them: a badge beside what is written, a choice in a form."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goodoffices.access.acting import Room, rooms_of
from goodoffices.access.decisions import may_see
from goodoffices.saying import speaker
from goodoffices.service.readers import (
    audience_name,
    audiences_for,
    every_audience,
    in_words,
    people_known,
)

if TYPE_CHECKING:
    from goodoffices.access.viewers import Viewer
    from goodoffices.record.audiences import Audience
    from goodoffices.service.at import At

__all__ = [
    "AudienceChoice",
    "Badge",
    "audience_choices",
    "badge",
    "badges",
    "choice_of",
    "named_badge",
]


@dataclass(frozen=True, slots=True)
class Badge:
    """`look` picks icon and pattern; `address` says who that is (empty: no such page here)."""

    look: str
    words: str
    address: str

    @property
    def html(self) -> SafeString:
        """As it stands on a page; a page may have hundreds, so that each value is escaped here."""
        look, words = escape(self.look), escape(self.words)
        if not self.address:
            return SafeString(f'<span class="badge {look}">{words}</span>')
        return SafeString(f'<a class="badge {look}" href="{escape(self.address)}">{words}</a>')


@dataclass(frozen=True, slots=True)
class AudienceChoice:
    """One choice of a form, with who reads it in words."""

    key: str
    words: str
    readers: str


def badge(at: At, audience: Audience) -> Badge:
    """A page has many badges of few audiences: each is made once, as this page words it."""
    return at.once((badge, audience, speaker(), get_script_prefix()), lambda: _badge(at, audience))


def _badge(at: At, audience: Audience) -> Badge:
    if not may_see(at.viewer, audience):
        # it was granted to this seat alone; for whom it was written is not for them
        return Badge("granted", _("shown to you alone"), "")
    return named_badge(at, audience)


def named_badge(at: At, audience: Audience) -> Badge:
    """The audience by its name, also for who is not among its readers but may know of it."""
    address = ""
    if Room.AUDIENCES in rooms_of(at.viewer):
        page = reverse("who-sees-what", args=[at.frame.slug])
        usual = audience in every_audience(at)
        address = page + (f"#{audience.key}" if usual else f"?{urlencode({'of': audience.key})}")
    return Badge(str(audience.kind), audience_name(at, audience), address)


def badges(at: At, audiences: tuple[Audience, ...]) -> tuple[Badge, ...]:
    return tuple(badge(at, audience) for audience in audiences)


def choice_of(
    at: At, audience: Audience, known: tuple[Viewer, ...] | None = None
) -> AudienceChoice:
    words = in_words(at, audience, known)
    return AudienceChoice(audience.key, audience_name(at, audience), words)


def audience_choices(at: At) -> tuple[AudienceChoice, ...]:
    """What this seat may write for, narrowest first."""
    known = people_known(at)
    return tuple(choice_of(at, audience, known) for audience in audiences_for(at))
