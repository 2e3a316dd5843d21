"""A package in a delegation's own terms, and beside those sides that have shown theirs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goodoffices.desk.acts import act_address, standing_in_words
from goodoffices.desk.badges import Badge, badge, badges
from goodoffices.desk.composed import Composed, IssueLine, composed, issue_lines
from goodoffices.desk.packages import asked_package, query_of
from goodoffices.errors import InputError
from goodoffices.kernels.deadline import Deadline
from goodoffices.record.date_words import in_words, instant_in_words
from goodoffices.service.offers import offers_on_the_table
from goodoffices.service.sides import KnownSide, known_sides, matter
from goodoffices.settlement import own_report, settle
from goodoffices.settlement.sides import in_own_terms, known_only, put_together
from goodoffices.settlement.uncertain import best_guess

if TYPE_CHECKING:
    from django.http import QueryDict

    from goodoffices.service.at import At
    from goodoffices.service.sides import SharedMatter
    from goodoffices.settlement import Package, Scenario

__all__ = ["OwnTerms", "SideLine", "own_terms", "side_line"]

_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class SideLine:
    """Whose numbers they are, since when, and who else may know them."""

    name: str
    stated: bool
    when: str
    badge: Badge


@dataclass(frozen=True, slots=True)
class OwnOffer:
    title: str
    address: str
    when: str
    standing: str
    badges: tuple[Badge, ...]
    words: str
    query: str


@dataclass(frozen=True, slots=True)
class OwnTerms:
    is_guess: bool
    """Whether own preferences are known only roughly, so that this is the middle of them."""
    refused: str
    issues: tuple[IssueLine, ...]
    words: tuple[str, ...]
    offers: tuple[OwnOffer, ...]
    others: tuple[SideLine, ...]
    beside: Composed | None
    """What is told of the sides together, where another has shown what it wants."""
    unfit: str
    """Why what others have shown cannot be put beside; empty where it can."""


def side_line(at: At, side: KnownSide) -> SideLine:
    return SideLine(
        at.frame.name_of(side.preferences.party),
        side.preferences.stated,
        instant_in_words(side.entered),
        badge(at, side.audience),
    )


def own_terms(at: At, get: QueryDict) -> OwnTerms | None:
    """What a package is to this delegation; None until it has said what it wants.

    Computed from what this seat may read and from nothing else: the matter as it was shown to
    it, its own word, and those preferences of others that it was shown. Raises InputError where
    its own preferences no longer fit the matter.
    """
    shared, own = matter(at), at.viewer.side or ""
    mine = known_sides(at, stated=True).get(own)
    if shared is None or mine is None:
        return None
    alone = in_own_terms(shared.matter.source, own, mine.preferences.source)
    is_guess = alone.uncertain
    alone = best_guess(alone) if is_guess else alone
    package, refused = asked_package(get, alone, alone.package_of(0))
    others = {p: side for p, side in known_sides(at).items() if p != own}
    beside, unfit = None, ""
    if others:
        try:
            beside = _beside(shared, {own: mine, **others}, package, get.get("beside", ""))
        except InputError as error:
            unfit = str(error)
    return OwnTerms(
        is_guess=is_guess,
        refused=refused,
        issues=issue_lines(alone, package, package),
        words=own_report(alone, own, package).words(),
        offers=_offers(at, alone, own),
        others=tuple(side_line(at, side) for side in others.values()),
        beside=beside,
        unfit=unfit,
    )


def _beside(
    shared: SharedMatter, known: dict[str, KnownSide], package: Package, held: str
) -> Composed:
    sources = {party: side.preferences.source for party, side in known.items()}
    draft = known_only(put_together(shared.matter.source, sources), sources)
    scenario = draft.scenario()
    taken = best_guess(scenario) if scenario.uncertain else scenario
    return composed(settle(taken, Deadline.after(_SECONDS)), package, held)


def _offers(at: At, alone: Scenario, own: str) -> tuple[OwnOffer, ...]:
    lines = []
    for one in offers_on_the_table(at, alone.issues):
        words, query = one.because, ""
        if one.package is not None:
            words = own_report(alone, own, one.package).words()[0]
            query = query_of(alone, one.package)
        else:
            words = _("It is no whole package of what is negotiated: %(why)s.") % {"why": words}
        act = one.act
        lines.append(
            OwnOffer(
                act.title,
                act_address(at, act.id),
                in_words(act.happened) if act.happened else "",
                standing_in_words(one.standing) if one.standing else "",
                badges(at, act.audiences),
                words,
                query,
            )
        )
    return tuple(lines)
