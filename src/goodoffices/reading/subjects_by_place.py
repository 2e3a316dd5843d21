"""Who does a verb by where a name stands, where the parse has no subject or a wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.appositions import HELPERS

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree

_NO_SUBJECT = frozenset({"appos", "advmod", "npadvmod", "nmod", "dep"})
_TITLES = frozenset({"NNP", "NN", "JJ", "DT", "POS", "NNPS"})
_LONG_TITLE = 10


def noun_behind_opening(tree: Tree, verb: Tok) -> int | None:
    """`In response the envoy, with two aides, said P`: no second object of the first word.

    Nor is `In a letter to the Gazette, an aide said P` about the Gazette, an aide, or
    `Speaking to the Gazette, the envoy, Jane Roe, said P`.
    """
    opened = [t.i for t in tree.children(verb.i, "advcl") if t.tag == "VBG" and t.i < verb.i]
    for prep in (p for k in (verb.i, *opened) for p in tree.children(k, "prep")):
        objects = tree.children(prep.i, "pobj")
        below = tree.subtree(prep.i)
        if prep.i > verb.i or not objects:
            continue
        apposed = [tree[k] for k in below if tree[k].dep == "appos"]
        last = objects[-1] if len(objects) > 1 else apposed[-1] if apposed else None
        if last is not None and max(below) < verb.i:
            whole = tree.subtree(last.i)
            opens = tree.child(last.i, "det", "poss") is not None
            parted = last.dep == "pobj" or tree[min(whole) - 1].text == ","
            ends = last.dep == "pobj" or max(whole) == verb.i - 1
            if opens and parted and ends:
                return last.i
            if last.ent != "PERSON" or max(whole) != verb.i - 2 or len(apposed) <= 1:
                return None
            first = apposed[0]
            titled = tree.child(first.i, "det") is not None
            return last.i if titled and tree[min(tree.subtree(first.i)) - 1].text == "," else None
    return None


def name_behind_opening(tree: Tree, verb: Tok, own: Tok | None) -> int | None:
    """`In remarks to the Council, Jane Roe, the envoy, said P`: the name before the verb.

    Where the parse has no subject there, or one within the opening (`Responding to it, Jane Roe`).
    """
    last = verb.i - 1
    while last > 0 and tree[last].tag == "RB":
        last -= 1
    if last > 0 and tree[last].text == ",":
        comma = next((k for k in range(last - 1, 0, -1) if tree[k].text == ","), 0)
        title = tree.toks[comma + 1 : last]
        if not comma or len(title) > _LONG_TITLE or any(t.is_verb for t in title):
            return None
        last = last - 1 if tree[last - 1].ent == "PERSON" else comma - 1
    name = tree[last]
    if name.ent != "PERSON" or not name.tag.startswith("NNP") or name.sent != verb.sent:
        return None
    first = last
    while first > 0 and (tree[first - 1].tag in _TITLES or tree[first - 1].lower == "of"):
        first -= 1
    opening = tree.sentence(verb.sent)[0]
    opens = opening.tag in {"IN", "VBG", "VBN"} and tree.child(opening.i, "mark") is None
    if first < 2 or tree[first - 1].text != "," or not opens:  # noqa: PLR2004  an opening and its comma
        return None
    if own is not None and own.tag != "VBG" and own.i >= first - 1:
        return None
    told = any(t.is_finite for t in tree.toks[opening.i : first])
    return None if told else name.i


def name_in_commas(tree: Tree, verb: Tok, own: Tok | None) -> int | None:
    """`A co-author of the report, Jane Roe, has said P`: she, whatever hangs on what."""
    last = verb.i - 1
    while last > 0 and (tree[last].tag == "RB" or tree[last].dep == "aux"):
        last -= 1
    if last < 2 or tree[last].text != "," or own is None:  # noqa: PLR2004  a name and its comma
        return None
    if own.tag.startswith("PRP") or own.lemma in HELPERS:
        return None
    first = last
    while first > 0 and tree[first - 1].ent == "PERSON" and tree[first - 1].tag.startswith("NNP"):
        first -= 1
    name = tree[last - 1]
    alone = first < last and tree[first - 1].text == "," and own.i < first and own.ent != "PERSON"
    near = not any(t.is_finite for t in tree.toks[own.i : first]) if alone else False
    return name.i if near and name.sent == verb.sent else None


def just_before(tree: Tree, verb: Tok) -> int | None:
    """`Jane Roe stated that`, parsed as if the name were no subject: the name at once before."""
    before = tree[verb.i - 1] if verb.i else None
    finite = verb.tag in {"VBD", "VBZ"} or (verb.tag == "VBN" and verb.dep == "ROOT")
    if before is None or not finite or tree.child(verb.i, "aux", "auxpass") is not None:
        return None
    named = before.tag in {"NNP", "NNPS"} and before.dep in _NO_SUBJECT and not is_day(before)
    return before.i if named else None


def is_day(tok: Tok) -> bool:
    """`said Monday`: a day that the parse took for the subject says nothing."""
    dated = tok.ent in {"DATE", "TIME"} and tok.tag.startswith(("NN", "CD"))
    return dated and tok.dep != "poss" and (tok.tag == "CD" or tok.lower in lex.DAYS)


def absolute(tree: Tree, verb: Tok) -> int | None:
    """`His style is under fire, columnist Jane Roe writing that P`: a participle of her own."""
    if verb.tag != "VBG" or verb.dep not in {"advcl", "acl"} or verb.i == 0:
        return None
    name = tree[verb.i - 1]
    if name.ent != "PERSON" or not name.tag.startswith("NNP"):
        return None
    k = name.i
    while k > 0 and tree[k - 1].tag in {"NNP", "NN", "JJ", "DT"}:
        k -= 1
    return name.i if k > 0 and tree[k - 1].text == "," and tree[k - 1].sent == verb.sent else None


def inverted(tree: Tree, verb: Tok) -> int | None:
    """`P, said Jane Roe, Q`: the name behind the verb, whatever the parse took for the subject."""
    if verb.lemma not in lex.SAY_THAT or verb.tag not in {"VBD", "VBZ"} or verb.i == 0:
        return None
    if tree[verb.i - 1].text != "," or tree.child(verb.i, "dobj", "ccomp") is not None:
        return None
    last = verb.i
    while last + 1 < len(tree.toks) and tree[last + 1].tag in {"NNP", "NNPS"}:
        last += 1
    if last == verb.i or last + 1 >= len(tree.toks) or tree[last + 1].text != ",":
        return None
    return None if is_day(tree[last]) else last
