"""The parts of a negotiation that is built, and the places that something can be assumed about."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodoffices.settlement.draft import Draft

__all__ = ["ISSUES", "NEGOTIATION", "PARTY", "TOGETHER", "NegotiationShop"]

ISSUES, TOGETHER, PARTY = "issues", "together", "party"
_KINDS = ("reservation", "weights", "scores")


class NegotiationShop:
    """How the model of a negotiation is built."""

    first = ISSUES

    def opened(self, text: str) -> Draft:
        return Draft.opened(text)

    def has(self, draft: Draft, kind: str, subject: str) -> bool:
        if kind == PARTY:
            return subject in {table["id"] for table in draft.parties}
        return kind in {ISSUES, TOGETHER}

    def places(self, draft: Draft) -> frozenset[str]:
        found = {f"issues.{issue.id}" for issue in draft.issues}
        found |= {f"constraints.{line}" for line in draft.constraints}
        for table in draft.parties:
            own = f"parties.{table['id']}"
            found |= {own, *(f"{own}.{kind}" for kind in _KINDS)}
            found |= {
                f"{own}.{kind}.{issue.id}"
                for kind in ("weights", "scores")
                for issue in draft.issues
            }
        return frozenset(found)

    def part_of(self, draft: Draft, place: str) -> str:
        kind, _dot, rest = place.partition(".")
        if kind == "constraints":
            return TOGETHER
        own = rest.partition(".")[0]
        return f"{PARTY}.{own}" if kind == "parties" and self.has(draft, PARTY, own) else ISSUES

    def in_words(self, draft: Draft, place: str) -> str:
        """`Russia: fallback` for a place in the file; the place itself if it is not known."""
        kind, _dot, rest = place.partition(".")
        own, _dot, part = rest.partition(".")
        names = {issue.id: issue.name for issue in draft.issues}
        if kind == "issues" and own in names:
            return names[own]
        if kind == "constraints" and rest:
            return _("What cannot be together: %(condition)s") % {"condition": rest}
        if kind != "parties" or not self.has(draft, PARTY, own):
            return place
        what, _dot, issue = part.partition(".")
        said = {
            "reservation": _("what it falls back on"),
            "weights": _("how much issues matter to it"),
            "scores": _("what values are worth to it"),
        }.get(what, "")
        words = ": ".join(one for one in (draft.name_of(own), said) if one)
        return f"{words}: {names[issue]}" if issue in names else words


NEGOTIATION = NegotiationShop()
