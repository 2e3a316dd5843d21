"""Whether a description leaves its speaker unnamed (RR 5).

People without a name or an office are unnamed (`an aide`, `onlookers`), and so is a part of many
(`some southerners`), a group known by its purpose alone (`aid groups`) and a nameless outlet
(`news agencies`). Whoever is on the record as one is not: police, rebels, a party, a government.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.kinds import KINDS
from goodoffices.reading.may_speak import is_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.gazetteer import Gazetteer
    from goodoffices.reading.tree import Tok, Tree

__all__ = ["asks_anonymity", "is_unnamed"]

_PARTLY = frozenset({"some", "many", "several", "other", "others", "few", "various", "numerous"})
_PART = _PARTLY | {"certain", "most", "dozens", "scores", "hundreds", "unnamed", "unidentified"}
_BODIES = frozenset(
    {
        "nation",
        "country",
        "state",
        "power",
        "government",
        "party",
        "ministry",
        "union",
        "company",
        "firm",
        "bank",
        "embassy",
        "council",
        "court",
        "university",
        "airline",
        "parliament",
        "republic",
    }
)
_ELECTED = frozenset(
    {"senator", "mp", "lawmaker", "deputy", "legislator", "congressman", "minister"}
)
_HOUSES = frozenset({"party", "parliament", "opposition", "union", "committee", "coalition"})
_HELP = frozenset({"aid", "health", "rescue", "relief", "humanitarian", "hospital", "medical"})
_COUNTS = frozenset({"number", "handful", "couple", "dozen", "score", "majority", "half", "third"})
_SETS = frozenset({"group", "organisation", "organization", "agency", "charity", "ngo", "outlet"})
_SIDES = frozenset(
    {"rebel", "opposition", "insurgent", "militant", "guerrilla", "armed", "separatist", "militia"}
)
_PROMINENT = _PARTLY | {"senior", "leading", "prominent", "top", "key", "public", "religious"}
_PROMINENT |= {"political", "military", "influential", "opposition", "unnamed", "unidentified"}
_SOURCES = frozenset({"source", "sources", "insider", "insiders", "informant", "informants"})
_SCHOLARS = frozenset({"researcher", "scientist", "academic", "scholar", "economist", "physicist"})
_SCHOOLS = frozenset({"university", "college", "institute", "school", "academy", "laboratory"})
_ONE = frozenset({"a", "an", "another"})
_PEOPLE = frozenset(
    {"person", "mother", "father", "parent", "brother", "sister", "son", "daughter", "wife"}
    | {"husband", "uncle", "aunt", "cousin", "widow", "relative", "child", "girl", "boy", "youth"}
    | {"priest", "monk", "nun", "clerk", "guard", "pilot", "chef", "cook", "guest", "patient"}
)
_REPORTERS = frozenset({"reporter", "journalist", "correspondent", "editor"})


def is_unnamed(gazetteer: Gazetteer, tree: Tree, tok: Tok) -> bool:
    """Judge the head of a description, and whoever is coordinated with it."""
    return any(_one(gazetteer, tree, part) for part in _row(tree, tok))


def asks_anonymity(tree: Tree, tok: Tok) -> bool:
    words = {tree[k].lemma for k in tree.subtree(tok.i)} | {
        tree[k].lemma for k in tree.subtree(tree[tok.i].head) if tree[k].sent == tok.sent
    }
    return "anonymity" in words and not tok.tag.startswith("NNP")


def _row(tree: Tree, tok: Tok) -> Iterator[Tok]:
    """`the minister and aides`: the first speaks; `rights groups and other sources`: both do."""
    yield tok
    if tok.tag == "NNS" and tok.lemma not in _BODIES:
        yield from (other for other in tree.children(tok.i, "conj") if other.tag == "NNS")


def _one(gazetteer: Gazetteer, tree: Tree, tok: Tok) -> bool:
    if _one_of_many(gazetteer, tree, tok) or (tok.lower in _SOURCES and tok.tag != "NNP"):
        return True
    if _has_name(tree, tok) and not (tok.tag == "NNPS" and gazetteer.state_of(tok.text)):
        return False
    other = tok.lower == "members" and "other" in _words_before(tree, tok)
    if other or (tok.lower == "members" and _of_a_name(tree, tok)):
        return _part_of_many(tree, tok) and "other" not in _words_before(tree, tok)
    words = _words_before(tree, tok)
    numbers = tok.lower == "figures" and not words & _PROMINENT
    if "both" in words or numbers or _signs(tree, tok):
        return False
    if tok.lower in lex.UNNAMED:
        return not (_of_an_outlet(gazetteer, tree, tok) or _of_a_school(tree, tok))
    if tok.lower == "workers":
        return bool({t.lower for t in tree.children(tok.i, "compound", "amod")} & _HELP)
    of_a_state = tok.tag == "NNPS" and gazetteer.state_of(tok.text) is not None
    if of_a_state or tok.lemma in _COUNTS:  # `many Norwegians`, `a number of Norwegians`
        return _part_of_many(tree, tok) if of_a_state else _counted(tree, tok)
    local = tok.lower in {"media", "press"} and "local" in words
    many = tok.tag == "NNS" and (_part_of_many(tree, tok) or _known_by_purpose(tree, tok))
    one = tok.tag == "NN" and bool(words & _ONE) and _somebody(gazetteer, tok)
    return local or many or one


def _somebody(gazetteer: Gazetteer, tok: Tok) -> bool:
    """`a shoemaker`, `another passenger`: one person, and nobody says who."""
    return tok.lemma in _PEOPLE or (tok.lemma not in KINDS and is_person(gazetteer, tok))


def _has_name(tree: Tree, tok: Tok) -> bool:
    opens = tree.sentence(tok.sent)[0].i == tok.i
    proper = tok.tag in {"NNP", "NNPS"} and (
        tok.lower not in lex.UNNAMED or (tok.text[:1].isupper() and not opens)
    )
    proper = proper or any(t.text[:1].isupper() for t in tree.children(tok.i, "prep"))
    return proper or (tok.tag != "NNS" and tree.child(tok.i, "poss") is not None)


def _of_an_outlet(gazetteer: Gazetteer, tree: Tree, tok: Tok) -> bool:
    """`a BBC reporter`, `a correspondent for Reuters` speak for the outlet."""
    if tok.lower not in _REPORTERS:
        return False
    near = [*tree.children(tok.i, "compound", "nmod", "amod")]
    for prep in tree.children(tok.i, "prep"):
        near.extend(tree.children(prep.i, "pobj") if prep.lower in {"for", "from", "of"} else ())
    return any(t.text[:1].isupper() and gazetteer.body(t.text) is not None for t in near)


def _of_a_school(tree: Tree, tok: Tok) -> bool:
    """`researchers from the University of Oslo`: their study is on the record."""
    if tok.lemma not in _SCHOLARS:
        return False
    preps = (p for p in tree.children(tok.i, "prep") if p.lower in {"from", "at", "of"})
    return any(
        tree[k].lower in _SCHOOLS and tree[k].tag.startswith("NNP")
        for prep in preps
        for k in tree.subtree(prep.i)
    )


def _part_of_many(tree: Tree, tok: Tok) -> bool:
    """`some southerners`, `several council members`: which of them, nobody says."""
    return bool(_words_before(tree, tok) & _PART) and tok.lemma not in _BODIES | _ELECTED


def _words_before(tree: Tree, tok: Tok) -> set[str]:
    return {t.lower for t in tree.children(tok.i, "det", "amod", "nummod", "quantmod")}


def _one_of_many(gazetteer: Gazetteer, tree: Tree, tok: Tok) -> bool:
    """`One interviewee`, `one MP`: which one, nobody says."""
    named = tree.child(tok.i, "appos", "compound", "prep") is not None
    if "one" not in _words_before(tree, tok) or named or tok.tag not in {"NN", "NNP"}:
        return False
    person = tok.lemma.endswith(lex.PERSONAL_ENDINGS) or tok.lower in lex.UNNAMED
    return person or gazetteer.titles.get(tok.lower) is not None


def _signs(tree: Tree, tok: Tok) -> bool:
    """`Ninety experts signed a letter`: whoever signs gives a name, as `both officers` have one."""
    return tok.dep == "nsubj" and tree[tok.head].lemma in {"sign", "co-sign", "cosign"}


def _of_a_name(tree: Tree, tok: Tok) -> bool:
    """`members of the Reform Party`: all of a body on the record."""
    if any(t.tag.startswith("NNP") for t in tree.children(tok.i, "compound", "nmod")):
        return True
    held = [tree.child(of.i, "pobj") for of in tree.children(tok.i, "prep") if of.lower == "of"]
    return any(b is not None and (b.tag.startswith("NNP") or b.lemma in _HOUSES) for b in held)


def _counted(tree: Tree, tok: Tok) -> bool:
    """`a number of senators`: which of them, nobody says."""
    for of in tree.children(tok.i, "prep"):
        people = tree.child(of.i, "pobj") if of.lower == "of" else None
        if people is not None and people.tag in {"NNS", "NNPS"}:
            return people.lemma.lower() not in _BODIES | _ELECTED
    return False


def _known_by_purpose(tree: Tree, tok: Tok) -> bool:
    """`aid groups`, `news agencies`: no name, and no side of the dispute."""
    if tok.lemma.lower() not in _SETS:
        return False
    before = tree.children(tok.i, "compound", "amod", "nmod", "det", "nummod")
    opens = tree.sentence(tok.sent)[0].i
    names = [t for t in before if t.tag.startswith("NNP") and (t.i > opens or t.ent)]
    told = any(t.lower in _SIDES | {"the", "both"} or t.dep == "nummod" for t in before)
    return not names and not told
