"""A model that is being built: its file as values, which may still lack what a model needs.

Only what a builder must be able to walk (decision makers, options, lists of
statements) is checked when it is opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.conflict.fields import as_list, as_table, as_text, join, shown
from goodoffices.conflict.files import SIZE_LIMIT, parse_toml
from goodoffices.conflict.model import Direction
from goodoffices.conflict.preferences import FORMS
from goodoffices.conflict.reading import FORMAT
from goodoffices.errors import InputError, LimitError
from goodoffices.modelling.comments import comments_of
from goodoffices.modelling.draft import DraftFile
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.modelling.comments import Place

__all__ = ["CONDITIONS", "Draft", "DraftMaker", "DraftOption", "about"]

CONDITIONS = ("infeasible", "coalesce")
_OPTION_PLACE = 4  # decision_makers, its id, options, the option's id


@dataclass(frozen=True, slots=True)
class DraftOption:
    id: str
    name: str
    moves: str


@dataclass(frozen=True, slots=True)
class DraftMaker:
    id: str
    name: str
    options: tuple[DraftOption, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Draft(DraftFile):
    """The file of a conflict that is being built."""

    @staticmethod
    def about(place: Place) -> str:
        return about(place)

    @classmethod
    def opened(cls, text: str) -> Draft:
        """Open the text of a model, TOML; empty text is a new model. Raises InputError."""
        if len(text) > SIZE_LIMIT:
            raise LimitError(
                say("the model is larger than {most} MB", most=SIZE_LIMIT // 1_000_000)
            )
        tree = parse_toml(text) if text.strip() else {"format": FORMAT}
        draft = cls(as_table(tree, ""), comments_of(text, as_table(tree, "")))
        draft.check()
        return draft

    def check(self) -> None:
        """Whether a builder can walk it: names where they belong, lists that are lists."""
        said = self.tree.get("format", FORMAT)
        if said != FORMAT:
            raise InputError(say("unknown format {format}", format=shown(said)), where="format")
        for place, maker in enumerate(as_list(self.tree.get("decision_makers", []), "")):
            spot = join("decision_makers", place)
            _check_named(maker, spot)
            options = as_list(as_table(maker, spot).get("options", []), join(spot, "options"))
            for number, option in enumerate(options):
                _check_named(option, join(join(spot, "options"), number))
        for key in CONDITIONS:
            for place, one in enumerate(as_list(self.tree.get(key, []), key)):
                as_text(one, join(key, place))
        preferences = as_table(self.tree.get("preferences", {}), "preferences")
        for name, value in preferences.items():
            spot = join("preferences", name)
            ranks = as_table(value, spot).get("priorities", [])
            for place, rank in enumerate(as_list(ranks, join(spot, "priorities"))):
                for one in rank if isinstance(rank, list) else [rank]:
                    as_text(one, f"{spot}.priorities[{place}]")

    @property
    def makers(self) -> tuple[DraftMaker, ...]:
        makers = as_list(self.tree.get("decision_makers", []), "decision_makers")
        return tuple(_maker(as_table(one, "")) for one in makers)

    @property
    def options(self) -> tuple[DraftOption, ...]:
        """All options, in the order of the letters of a state."""
        return tuple(option for maker in self.makers for option in maker.options)

    @property
    def option_bits(self) -> dict[str, int]:
        return {option.id: bit for bit, option in enumerate(self.options)}

    @property
    def names(self) -> dict[str, str]:
        """The name of each option by its id."""
        return {option.id: option.name for option in self.options}

    def conditions(self, key: str) -> tuple[str, ...]:
        return tuple(str(one) for one in as_list(self.tree.get(key, []), key))

    def form(self, maker: str) -> str:
        """How its preferences are written: priorities, ranking, weights or none of these."""
        table = as_table(self.preferences.get(maker, {}), "")
        return next((form for form in FORMS if form in table), "")

    @property
    def preferences(self) -> Mapping[str, object]:
        return as_table(self.tree.get("preferences", {}), "preferences")

    def ranks(self, maker: str) -> tuple[tuple[str, ...], ...]:
        """The statements of a decision maker, most important first; several of equal weight
        make one rank.
        """
        table = as_table(self.preferences.get(maker, {}), "")
        ranks = as_list(table.get("priorities", []), "")
        return tuple(
            tuple(str(one) for one in rank) if isinstance(rank, list) else (str(rank),)
            for rank in ranks
        )

    @property
    def is_graph(self) -> bool:
        """Whether the file lists states or moves of its own."""
        return "states" in self.tree or "moves" in self.tree


def about(place: Place) -> str:
    """A place as an assumption names it: `decision_makers.moe.modify`, `infeasible.a & b`."""
    if place[0] == "decision_makers" and len(place) >= _OPTION_PLACE:
        return ".".join((*place[:2], *place[3:]))
    if place[0] == "preferences" and place[2:3] == ("priorities",):
        return ".".join((*place[:2], *place[3:]))
    return ".".join(place)


def _check_named(value: object, where: str) -> None:
    table = as_table(value, where)
    as_text(table.get("id", ""), join(where, "id"))
    if not table.get("id"):
        raise InputError(say("the key 'id' is missing"), where=where)
    as_text(table.get("name", ""), join(where, "name"))
    as_text(table.get("moves", ""), join(where, "moves"))


def _maker(table: Mapping[str, object]) -> DraftMaker:
    options = as_list(table.get("options", []), "options")
    own = str(table["id"])
    return DraftMaker(
        own, str(table.get("name", own)), tuple(_option(as_table(one, "")) for one in options)
    )


def _option(table: Mapping[str, object]) -> DraftOption:
    own = str(table["id"])
    moves = str(table.get("moves", Direction.BOTH.value))
    return DraftOption(own, str(table.get("name", own)), moves)
