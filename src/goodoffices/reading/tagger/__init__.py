"""A second opinion on which words are reported: a linear conditional random field.

The model (`claims.crfsuite`, its card beside it) labels each token of a paragraph B, I or O: begins
a claim, goes on with one, neither. Conditional random fields after Lafferty, McCallum and Pereira
(2001), for quotations after Pareti et al. (2013); trained by `tools/train_tagger.py`. Labelling is
O(tokens × labels²).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from goodoffices.reading import lexicon as lex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.reading.tree import Tok, Tree

__all__ = ["Tagger", "features"]

LABELS = ("B", "I", "O")
CLIMB = 6
_SAYING = lex.SAY_THAT | lex.SAY_TO | lex.SAY_NP | lex.CUE_ONLY
_SUBJECT = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True)
class Tagger:
    """A trained model; `load` gives the one that is shipped, or None without the library."""

    model: Any

    @staticmethod
    def load() -> Tagger | None:
        try:
            import pycrfsuite  # noqa: PLC0415  an optional part
        except ModuleNotFoundError:
            return None
        model = pycrfsuite.Tagger()
        with as_file(files(__package__) / "claims.crfsuite") as path:
            model.open(str(path))
        return Tagger(model)

    def opinion(
        self, tree: Tree, quoted: frozenset[int]
    ) -> tuple[tuple[float, ...], tuple[tuple[int, int], ...]]:
        """How likely each token is reported, and the stretches (first, last) taken for claims."""
        labels = self.model.tag(features(tree, quoted)) if tree.toks else []
        likely = tuple(1.0 - self.model.marginal("O", i) for i in range(len(labels)))
        runs: list[tuple[int, int]] = []
        for i, label in enumerate(labels):
            if label == "I" and runs and runs[-1][1] == i - 1:
                runs[-1] = (runs[-1][0], i)
            elif label != "O":
                runs.append((i, i))
        return likely, tuple(runs)


def features(tree: Tree, quoted: frozenset[int]) -> list[list[str]]:
    """Describe each token by itself, its governors and its neighbours."""
    own = [_own(tree, tok, quoted) for tok in tree.toks]
    rows: list[list[str]] = []
    last = len(own) - 1
    for i, row in enumerate(own):
        near = list(row)
        for step in (-2, -1, 1, 2):
            k = i + step
            if 0 <= k <= last:
                near.extend(f"{step}{name}" for name in own[k][:4])
            else:
                near.append(f"{step}edge")
        rows.append(near)
    return rows


def _own(tree: Tree, tok: Tok, quoted: frozenset[int]) -> list[str]:
    saying = tok.lemma in _SAYING
    row = [
        f"l={tok.lemma if tok.lemma in _KEPT or saying else tok.tag}",
        f"t={tok.tag}",
        f"say={saying}",
        f"q={tok.i in quoted}",
        f"d={tok.dep}",
        f"w={tok.lower}",
    ]
    head = tree[tok.head]
    row.append(f"h={head.lemma if head.lemma in _SAYING else head.tag}")
    row.extend(_above(tree, tok))
    if tok.i == 0 or tree[tok.i - 1].sent != tok.sent:
        row.append("opens")
    return row


def _above(tree: Tree, tok: Tok) -> Iterable[str]:
    """Where a verb of saying stands above a token, by which link, on which side."""
    link = tok.dep
    for k, head in enumerate(tree.ancestors(tok.i)):
        if k == CLIMB:
            break
        if head.lemma in _SAYING:
            side = "after" if tok.i > head.i else "before"
            subject = "subject" if any(tree[j].dep in _SUBJECT for j in tree.kids[head.i]) else ""
            yield f"under={link}/{side}"
            yield f"under={head.lemma}/{link}/{side}/{subject}"
            return
        link = head.dep


_KEPT = frozenset(
    {"that", "according", "to", ",", ".", '"', ":", "as", "of", "for", "in", "by", "from", "with"}
    | {"he", "she", "it", "they", "not", "and", "but", "who", "which", "an", "the"}
)
