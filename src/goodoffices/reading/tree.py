"""A parsed paragraph as plain frozen values, so that the rules need no parser to be tested.

Labels are those of spaCy's English pipelines (Honnibal and Johnson 2015; ClearNLP scheme of
Choi and Palmer 2012). Token offsets count characters of the whole report.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from goodoffices.reading.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_DEPTH = 40
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Tok:
    i: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    dep: str
    head: int
    ent: str
    sent: int

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def is_verb(self) -> bool:
        return self.tag.startswith("VB")

    @property
    def is_finite(self) -> bool:
        return self.tag in FINITE

    @property
    def is_noun(self) -> bool:
        return self.tag.startswith("NN") or self.tag in {"PRP", "DT", "CD", "WP"}

    @property
    def is_punct(self) -> bool:
        return self.tag in {".", ",", ":", "``", "''", "-LRB-", "-RRB-", "_SP", "HYPH", "NFP"}


@dataclass(frozen=True)
class Tree:
    """The tokens of one paragraph with their governors; a sentence's root is its own head."""

    toks: tuple[Tok, ...]

    @cached_property
    def kids(self) -> tuple[tuple[int, ...], ...]:
        below: list[list[int]] = [[] for _ in self.toks]
        for tok in self.toks:
            if tok.head != tok.i:
                below[tok.head].append(tok.i)
        return tuple(tuple(group) for group in below)

    def __getitem__(self, i: int) -> Tok:
        return self.toks[i]

    def children(self, i: int, *deps: str) -> tuple[Tok, ...]:
        found = (self.toks[k] for k in self.kids[i])
        return tuple(tok for tok in found if not deps or tok.dep in deps)

    def child(self, i: int, *deps: str) -> Tok | None:
        return next(iter(self.children(i, *deps)), None)

    def subtree(self, i: int, without: Iterable[int] = ()) -> tuple[int, ...]:
        """Return the token and all below it in order, leaving out the subtrees of `without`."""
        closed = set(without)
        stack, seen = [i], []
        while stack:
            j = stack.pop()
            if j in closed:
                continue
            seen.append(j)
            stack.extend(self.kids[j])
        return tuple(sorted(seen))

    def ancestors(self, i: int) -> Iterator[Tok]:
        for _ in range(MAX_DEPTH):
            head = self.toks[i].head
            if head == i:
                return
            i = head
            yield self.toks[i]

    def span(self, indices: Iterable[int]) -> Span | None:
        """Return the characters from the first to the last token that is not bare punctuation."""
        kept = sorted(indices)
        while kept and _loose(self.toks[kept[0]], opening=True):
            kept.pop(0)
        while kept and _loose(self.toks[kept[-1]], opening=False):
            kept.pop()
        if not kept:
            return None
        return Span(self.toks[kept[0]].start, self.toks[kept[-1]].end)

    def sentence(self, number: int) -> tuple[Tok, ...]:
        return tuple(tok for tok in self.toks if tok.sent == number)


def _loose(tok: Tok, *, opening: bool) -> bool:
    if tok.text.isspace() or tok.tag == "_SP":
        return True
    keep = {"``", '"', "“", "-LRB-"} if opening else {"''", '"', "”", "-RRB-"}
    return tok.is_punct and tok.tag not in keep and tok.text not in keep
