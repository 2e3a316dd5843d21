"""What the page of the builder carries from one press to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Protocol, TypeVar

from goodoffices.desk.forms.model import read, written
from goodoffices.record.models import Assumption

__all__ = ["NEW", "REST", "Draft", "Fault", "Shop", "State", "opened"]

REST = "rest"
NEW = "new"


class Draft(Protocol):
    """A model that is being built: its file as values, and what was renamed since it was opened."""

    @property
    def tree(self) -> Mapping[str, object]: ...
    @property
    def moves(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def title(self) -> str: ...
    def text(self) -> str: ...


D = TypeVar("D", bound=Draft)


class Shop(Protocol[D]):
    """What the builder of one kind of model knows that the others do not."""

    def opened(self, text: str) -> D:
        """Raises InputError where the text is no model that can be built."""

    @property
    def first(self) -> str:
        """The part that is shown where nothing else is asked for."""

    def has(self, draft: D, kind: str, subject: str) -> bool:
        """Whether there is such a part of the model."""

    def places(self, draft: D) -> frozenset[str]:
        """Every place that something can be assumed about."""

    def part_of(self, draft: D, place: str) -> str:
        """The part in which a place is shown."""

    def in_words(self, draft: D, place: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Fault:
    """What was typed into a field and could not be taken up, and why, in one line."""

    typed: str
    line: str


@dataclass(frozen=True, slots=True)
class State(Generic[D]):
    """A model being built; ``part`` is what the page shows of it.

    ``text`` is the file as it came, handed on untouched while nothing is changed; ``before``
    what one step back leads to; ``typed`` what stands in fields without being taken up yet.
    """

    shop: Shop[D]
    draft: D
    text: str
    title: str
    assumptions: tuple[Assumption, ...]
    illustrative: bool
    audience: str
    base: str
    in_step: bool = True
    """Whether the title in the file is that under which the model is kept."""
    part: str = ""
    before: str = ""
    faults: Mapping[str, Fault] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    focus: str = ""
    notice: str = ""

    @property
    def assumptions_written(self) -> str:
        return written(self.assumptions)

    @property
    def sent(self) -> dict[str, str]:
        """What the form of a model is sent with, to be saved or changed as text."""
        sent = {
            "title": self.title,
            "source": self.text,
            "audience": self.audience,
            "base": self.base,
            "assumptions": self.assumptions_written,
        }
        return {**sent, "illustrative": "on"} if self.illustrative else sent

    @property
    def kind(self) -> str:
        return self.part.partition(".")[0]

    @property
    def subject(self) -> str:
        """Of what the part is, where there is one for each: a decision maker, an assumption."""
        return self.part.partition(".")[2]

    @property
    def remembered(self) -> str:
        """All that one step back has to restore."""
        kept = {"title": self.title, "source": self.text, "assumptions": self.assumptions_written}
        return json.dumps(kept, ensure_ascii=False)

    def recalled(self) -> State[D]:
        """One step back; a second one leads forward again."""
        try:
            kept = json.loads(self.before)
            text, title = str(kept["source"]), str(kept["title"])
            assumptions = read(str(kept["assumptions"]), self.assumptions)
        except (ValueError, TypeError, KeyError, RecursionError):
            return self
        return replace(
            self,
            draft=self.shop.opened(text),
            text=text,
            title=title,
            assumptions=assumptions,
            before=self.remembered,
        )

    def differs_from(self, other: State[D]) -> bool:
        """Whether there is anything that one step back would change."""
        mine = (self.text, self.title, self.assumptions)
        return mine != (other.text, other.title, other.assumptions)

    def can_show(self, part: str) -> bool:
        """Whether there is such a part: a side or an assumption may be gone meanwhile."""
        kind, _, subject = part.partition(".")
        number = subject.partition(".")[0]
        if kind == REST:
            return number == NEW or (number.isdecimal() and int(number) < len(self.assumptions))
        return self.shop.has(self.draft, kind, subject)

    def showing(self, part: str) -> State[D]:
        return replace(self, part=part if self.can_show(part) else self.shop.first)

    def with_draft(self, draft: D) -> State[D]:
        """The same with an edited draft: its text, and what is assumed about moved places."""
        if draft is self.draft:
            return self
        text = self.text if draft.tree == self.draft.tree else draft.text()
        moves = draft.moves[len(self.draft.moves) :]
        assumptions = self.assumptions
        for old, new in moves:
            assumptions = _moved(assumptions, old, new)
        return replace(self, draft=draft, text=text, assumptions=assumptions)


def _moved(assumptions: tuple[Assumption, ...], old: str, new: str) -> tuple[Assumption, ...]:
    found = []
    for one in assumptions:
        if one.about == old or one.about.startswith(f"{old}."):
            if new:
                found.append(replace(one, about=new + one.about[len(old) :]))
        else:
            found.append(one)
    return tuple(found)


def opened(shop: Shop[D], sent: Mapping[str, Any], kept: tuple[Assumption, ...]) -> State[D]:
    """Open what a form carries. Raises InputError where its text is no model that can be built."""
    # browsers send text areas with line ends of their own
    text = str(sent.get("source", "")).replace("\r\n", "\n")
    state = State(
        shop=shop,
        draft=shop.opened(text),
        text=text,
        title=" ".join(str(sent.get("title", "")).split()),
        assumptions=read(str(sent.get("assumptions", "")), kept),
        illustrative=bool(sent.get("illustrative")),
        audience=str(sent.get("audience", "team")),
        base=str(sent.get("base", "")),
        before=str(sent.get("before", "")),
    )
    return state.showing(str(sent.get("part", shop.first)))
