"""Whether a date that hangs on another word than the reporting verb dates the saying too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.anchors import PAPERS
from goodoffices.reading.lexicon import SAY_THAT

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tree

_UNDER = frozenset({"advcl", "acl", "conj", "xcomp", "relcl", "ccomp"})
_SPEAKING = frozenset({"speak", "address", "talk", "brief", "testify", "tell", "answer", "visit"})
_ASKED = frozenset({"ask", "question", "press", "quiz", "interview", "challenge"})


def verb_above(tree: Tree, anchor: int, cue: int) -> bool:
    """The date hangs on the verb above the cue: `said today ..., vowing`, `was quoted today as
    saying`.
    """
    word = tree[cue]
    if word.dep == "acl" and tree[word.head].dep == "pobj" and tree[word.head].lemma not in PAPERS:
        return False
    above = {tok.i for tok in list(tree.ancestors(cue))[:3]}
    if word.dep == "pcomp" and tree[word.head].lower == "as":
        return anchor in above
    if anchor not in above or word.dep not in _UNDER:
        return False
    return word.dep not in {"conj", "ccomp"} or tree[anchor].lemma in SAY_THAT


def lead_in(tree: Tree, anchor: int, cue: int) -> bool:
    """`In remarks made on Monday, Roe said`; `Roe said, speaking to reporters on Monday`; `asked
    on Monday, Roe said`.
    """
    word, verb = tree[cue], tree[anchor]
    if verb.dep == "acl" and any(t.i == verb.head for t in tree.children(cue, "nsubj")):
        return True
    if word.dep == "relcl" and verb.dep == "acl" and verb.head == word.head:
        return True
    if cue not in {tok.i for tok in list(tree.ancestors(anchor))[:6]}:
        return False
    participle = verb.tag in {"VBN", "VBG"} or (verb.tag == "VBD" and verb.dep == "acl")
    lead = participle and verb.dep in {"acl", "amod", "relcl", "advcl"}
    if lead and tree[verb.head].lemma in PAPERS:
        return True
    speaking = verb.tag == "VBG" and verb.lemma in _SPEAKING and verb.dep in {"advcl", "pcomp"}
    asked = verb.tag == "VBN" and verb.lemma in _ASKED and verb.dep in {"advcl", "prep"}
    return (speaking or asked) and tree.child(anchor, "nsubj") is None
