"""A model file that is being built: what it says as values, its comments, what was renamed.

It holds everything that the file says, also what a builder does not show, and writes it again
with its comments. What a builder must be able to walk is checked by each kind of model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from goodoffices.modelling.comments import Comments
from goodoffices.modelling.toml_text import to_toml

if TYPE_CHECKING:
    from typing import Self

    from goodoffices.modelling.comments import Place

__all__ = ["DraftFile"]


@dataclass(frozen=True, slots=True, eq=False)
class DraftFile:
    """`tree` is what the file says; `moves` tell what was renamed since it was opened.

    A move is (old, new), each a place as an assumption names it (`about`), new being empty
    for what was removed.
    """

    tree: Mapping[str, object]
    comments: Comments = field(default_factory=Comments)
    moves: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def about(place: Place) -> str:
        """A place as an assumption names it."""
        return ".".join(place)

    @property
    def title(self) -> str:
        return str(self.tree.get("title", ""))

    @property
    def source(self) -> str:
        return str(self.tree.get("source", ""))

    def text(self) -> str:
        return to_toml(self.tree, self.comments)

    def having(self, **values: object) -> Self:
        """The same with these keys at the top of the file; None takes a key away."""
        kept = {k: v for k, v in (dict(self.tree) | values).items() if v is not None}
        return replace(self, tree=kept)

    def retitled(self, title: str, source: str) -> Self:
        """The same under another title; a key that is not there stays away while it is empty."""
        return self.having(
            title=title if title or "title" in self.tree else None,
            source=source if source or "source" in self.tree else None,
        )

    def moving(self, old: Place, new: Place | None) -> Self:
        """The same, its comments and what is said about `old` now being about `new`."""
        move = (self.about(old), self.about(new) if new is not None else "")
        return replace(self, comments=self.comments.moved(old, new), moves=(*self.moves, move))
