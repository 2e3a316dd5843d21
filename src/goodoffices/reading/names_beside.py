"""A name that stands beside a description, where the pipeline knew it for none (RR 5).

`the mayor of the district, Ann Roe, said`, `the aid organisation Roe Relief said`: capitals in a
row, set off by commas or at once behind the noun. `a nurse, who gave her name as Ann` is called so
as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.appositions import HELPERS
from goodoffices.reading.kinds import KINDS
from goodoffices.reading.model import Party
from goodoffices.reading.person_roles import PERSONAL
from goodoffices.reading.personal_names import HONORIFICS
from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Mention, Work

__all__ = ["name_beside"]

_WITHIN = frozenset({"of", "de", "da", "do", "du", "di", "del", "la", "le", "al", "el", "bin"})
_WITHIN |= {"ibn", "van", "von", "der", "den", "dos", "&", "-", "for", "and"}
_NO_NAME = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "NORP"})
_LONGEST_TITLE, _LONGEST_NAME = 4, 7
_WHERE = frozenset({"in", "at", "near", "outside", "from", "on"})
_ENDS = frozenset({",", "(", "-", "—", "–", ":", '"', "“"})


def name_beside(work: Work, mention: Mention, tree: Tree, tok: Tok) -> Party | None:
    """The name in commas behind a description, or at once behind the noun. O(tokens)."""
    if tok.tag not in {"NN", "CD"} or not (tok.text.islower() or tok.lower == "one"):
        return None
    least = 1 if tok.lemma in KINDS else 2
    name = _name(work, tree, tok.i + 1, least=least) if least == 1 else None
    comma = _comma(mention, tree, tok)
    if name is None and comma is not None:
        name = _name(work, tree, _past_title(work, tree, comma + 1), least=least)
    if name is None:
        return None
    words = work.report.text[mention.span.start : mention.span.end].split(",", maxsplit=1)[0]
    found = work.gazetteer.role_in(words)
    states = work.gazetteer.states_in(words)
    return Party(name, found[0] if found else Role.OTHER, states[0] if states else None)


def _comma(mention: Mention, tree: Tree, tok: Tok) -> int | None:
    """The comma that ends the description, if its end is near and nothing else is told before."""
    for other in tree.toks[tok.i + 1 :]:
        if other.sent != tok.sent or other.start > mention.span.end + 1 or other.is_verb:
            return None
        if other.text == ",":
            led = tok.lemma in HELPERS and other.i > tok.i + 1
            return None if led or _placed(tree, tok, other) else other.i
    return None


def _placed(tree: Tree, tok: Tok, comma: Tok) -> bool:
    """`a hospital in the next town, Roeville`: the town is called so."""
    between = {t.lower for t in tree.toks[tok.i + 1 : comma.i]}
    return bool(between & _WHERE) and tree[comma.i - 1].text.islower()


def _past_title(work: Work, tree: Tree, first: int) -> int:
    """`the trade minister` and `Colonel` before the name itself."""
    k = first
    if k < len(tree.toks) and tree[k].lower in {"the", "his", "her"}:
        k += 1
        while k < len(tree.toks) and k - first <= _LONGEST_TITLE and tree[k].text.islower():
            k += 1
    while k < len(tree.toks) and (
        tree[k].lower in HONORIFICS or work.gazetteer.titles.get(tree[k].lower) in PERSONAL
    ):
        k += 1
    return k


def _name(work: Work, tree: Tree, first: int, *, least: int) -> str | None:
    """The row of capitals from here to the comma, verb or end of the sentence behind it."""
    end = first
    while end < len(tree.toks) and end - first < _LONGEST_NAME and _goes_on(tree, first, end):
        end += 1
    while end > first and tree[end - 1].lower in _WITHIN:
        end -= 1
    row = tree.toks[first:end]
    capitals = [t for t in row if t.text[:1].isupper()]
    if len(capitals) < least or not row[0].text[:1].isupper() or _is_another(work, row):
        return None
    after = tree[end] if end < len(tree.toks) else None
    closed = after is None or after.is_verb or after.text in _ENDS or after.tag in {".", "RB"}
    if not closed:
        return None
    start, stop = row[0].start, row[-1].end
    return work.report.text[start:stop]


def _goes_on(tree: Tree, first: int, k: int) -> bool:
    tok = tree[k]
    if tok.text[:1].isupper():
        return not tok.is_finite
    joined = tok.lower in _WITHIN and k > first and k + 1 < len(tree.toks)
    return joined and tree[k + 1].text[:1].isupper()


def _is_another(work: Work, row: tuple[Tok, ...]) -> bool:
    """A state, a day, or a body that the gazetteer knows."""
    words = " ".join(t.text for t in row)
    if any(t.ent in _NO_NAME for t in row) or work.gazetteer.body(words) is not None:
        return True
    return any(work.gazetteer.state_of(t.text) for t in row) or bool(work.gazetteer.state_of(words))
