"""A division with its reasons: who gets what in words, and what whole items would cost."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from goodoffices.settlement.division.adjusted_winner import (
    DEFINITION,
    SOURCE,
    Division,
    Step,
    adjusted_winner,
)
from goodoffices.settlement.division.whole_items import WholeDivision, divide_whole

if TYPE_CHECKING:
    from goodoffices.settlement.division.model import Estate

FORMAT = "goodoffices-division-result/1"


@dataclass(frozen=True, slots=True)
class DivisionReport:
    """The procedure's division, and the best one with whole items where it splits one of them."""

    division: Division
    whole: WholeDivision | None

    @property
    def estate(self) -> Estate:
        return self.division.estate

    @property
    def lost(self) -> tuple[Fraction, Fraction]:
        """By how many points each ends lower when items stay whole (negative: higher)."""
        if self.whole is None:
            raise ValueError("no item had to stay whole")
        before, after = self.division.totals, self.whole.totals
        return before[0] - after[0], before[1] - after[1]

    def words(self) -> tuple[str, ...]:
        """Say who gets what, the totals, and the way out for a shared item that must stay whole."""
        sentences = [*self._who_gets(self.division.shares), self._totals(self.division.totals)]
        split = self.division.split
        if split is not None:
            sentences.append(
                f"{self.estate.items[split].name} is shared: own it together, take turns, or sell "
                "it and share what it brings, in these parts."
            )
        if not self.division.equitable:
            sentences.append("The side that is lower already has everything it wants.")
        if self.whole is not None:
            sentences += self._whole_words(self.whole)
        return tuple(sentences)

    def _whole_words(self, whole: WholeDivision) -> list[str]:
        parts = [
            f"{party.name} ends {written_fraction(abs(points))} points "
            f"{'lower' if points > 0 else 'higher'}"
            for party, points in zip(self.estate.parties, self.lost, strict=True)
            if points
        ]
        return [
            "If what is marked as whole must stay whole, the best for the side that is lower:",
            *self._who_gets(whole.shares),
            self._totals(whole.totals),
            f"Against the division above, {' and '.join(parts) or 'nothing is lost'}.",
        ]

    def _who_gets(self, shares: tuple[Fraction, ...]) -> list[str]:
        sentences = []
        for side, party in enumerate(self.estate.parties):
            parts = []
            for item, share in zip(self.estate.items, shares, strict=True):
                part = share if side == 0 else 1 - share
                if part:
                    parts.append(item.name if part == 1 else f"{part} of {item.name}")
            sentences.append(f"{party.name} gets {', '.join(parts) or 'nothing'}.")
        return sentences

    def _totals(self, totals: tuple[Fraction, Fraction]) -> str:
        pairs = zip(self.estate.parties, totals, strict=True)
        counted = " and ".join(f"{party.name} {written_fraction(t)}" for party, t in pairs)
        return f"In their own points: {counted}."

    def own_words(self, side: int) -> tuple[str, ...]:
        """Say it to one party, by its own points only: what it has, and no envy (NB 20)."""
        points, shares = self.estate.points(side), self.division.shares
        whole = sum(points, start=Fraction(0))
        mine = self.division.totals[side]
        theirs = whole - mine
        other = self.estate.parties[1 - side].name
        owed = self.estate.entitlement(side) / self.estate.entitlement(1 - side)
        gets = self._who_gets(shares)[side].split(" gets ", 1)[1]
        envy = "would change places" if mine < theirs * owed else "would not change places"
        alike = "" if owed == 1 else ", counting what each is entitled to"
        return (
            f"You get {gets}",
            f"By your own points you hold {written_fraction(mine)} of {written_fraction(whole)}.",
            f"What {other} holds is worth {written_fraction(theirs)} to you: you {envy}{alike}.",
        )

    def steps(self) -> tuple[str, ...]:
        return tuple(self._step(step) for step in self.division.steps)

    def _step(self, step: Step) -> str:
        item, party = self.estate.items[step.item], self.estate.parties[step.to]
        first, second = (written_fraction(total) for total in step.totals)
        if step.kind == "wins":
            reason = f"goes to {party.name}, who gives it more points"
        elif step.kind == "tied":
            reason = f"is worth the same to both and goes to {party.name}, who is lower"
        elif step.part == 1:
            reason = f"passes to {party.name}"
        else:
            reason = f"passes to {party.name} in part: {step.part} of it"
        return f"{item.name} {reason} ({first} to {second})."

    def to_dict(self) -> dict[str, object]:
        """Return the tree of `goodoffices-division-result/1`, ready for JSON."""
        estate, split = self.estate, self.division.split
        tree = {
            "format": FORMAT,
            "title": estate.title,
            "procedure": "adjusted_winner",
            "definition": DEFINITION,
            "source": SOURCE,
            "exact": True,
            "parties": [party.id for party in estate.parties],
            **self._outcome(self.division.shares, self.division.totals),
            "equitable": self.division.equitable,
            "split": None if split is None else estate.items[split].id,
            "steps": [
                {
                    "kind": step.kind,
                    "item": estate.items[step.item].id,
                    "to": estate.parties[step.to].id,
                    "part": str(step.part),
                    "totals": [str(total) for total in step.totals],
                }
                for step in self.division.steps
            ],
            "whole_items": None,
            "words": list(self.words()),
            "own_words": {
                party.id: list(self.own_words(side)) for side, party in enumerate(estate.parties)
            },
        }
        if self.whole is not None:
            tree["whole_items"] = {
                **self._outcome(self.whole.shares, self.whole.totals),
                "lost": [str(points) for points in self.lost],
            }
        return tree

    def _outcome(
        self, shares: tuple[Fraction, ...], totals: tuple[Fraction, Fraction]
    ) -> dict[str, object]:
        first, second = self.estate.parties
        return {
            "shares": {
                item.id: {first.id: str(share), second.id: str(1 - share)}
                for item, share in zip(self.estate.items, shares, strict=True)
            },
            "totals": [{"exact": str(total), "value": float(total)} for total in totals],
        }


def written_fraction(number: Fraction) -> str:
    """Return a number of points as people read it: `65`, or `218/3 (72.67)`."""
    return str(number) if number.denominator == 1 else f"{number} ({float(number):.2f})"


def divide(estate: Estate) -> DivisionReport:
    """Return Adjusted Winner's division, with the whole-item one where it splits a whole item."""
    division = adjusted_winner(estate)
    split = division.split
    must = split is not None and not estate.items[split].divisible
    return DivisionReport(division, divide_whole(estate) if must else None)
