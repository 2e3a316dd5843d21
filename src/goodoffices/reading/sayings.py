"""Whether a date that hangs on another word than the reporting verb dates the saying too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.anchors import PAPERS
from goodoffices.reading.conditions import lemmas_of
from goodoffices.reading.lexicon import SAY_THAT

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree

_UNDER = frozenset({"advcl", "acl", "conj", "xcomp", "relcl", "ccomp"})
_SPEAKING = frozenset(
    {
        *("speak", "address", "talk", "brief", "testify", "tell", "answer", "visit", "write"),
        *("appear", "comment", "respond", "react", "reply", "argue", "preach", "campaign"),
        *("attend", "open", "chair", "tweet", "post", "lecture", "arrive", "announce"),
        *("meet", "tour", "leave", "depart", "return", "land", "host", "receive", "greet"),
    }
)
_ASKED = frozenset({"ask", "question", "press", "quiz", "interview", "challenge"})


_WHO_SPOKE = frozenset({"speak", "talk", "brief", "address", "testify"})
_ISSUED = frozenset({"publish", "release", "broadcast", "air", "issue", "print", "post", "carry"})


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


def opens_both(tree: Tree, start: int, anchor: int, i: int) -> bool:
    """`On Monday Roe toured the camp and met the envoy`: what opens a sentence at `start` dates
    each verb of its subject.
    """
    verb = tree[i]
    if _with_absolute(tree, start, anchor, verb) or _behind_semicolon(tree, start, anchor, verb):
        return True
    while verb.dep == "conj" and tree.child(verb.i, "nsubj", "nsubjpass") is None:
        verb = tree[verb.head]
    subject = tree.child(verb.i, "nsubj", "nsubjpass")
    same = verb.i == anchor != i and verb.tag == tree[i].tag
    return same and subject is not None and start < subject.start


def _with_absolute(tree: Tree, start: int, anchor: int, verb: Tok) -> bool:
    """`The search ended on Monday, with the mayor calling it off`: both on that day."""
    if verb.tag != "VBG" or tree[anchor].dep != "ROOT" or tree[anchor].sent != verb.sent:
        return False
    over = tree[verb.head]
    beside = over.lower == "with" and over.head == anchor
    return beside and start < verb.start


def _behind_semicolon(tree: Tree, start: int, anchor: int, verb: Tok) -> bool:
    """`On Monday Roe came back; an aide called it a success`: both on that day."""
    sentence = tree.sentence(verb.sent)
    stop = next((t.i for t in sentence if t.text == ";"), None)
    opens = sentence[0].start <= start and sentence[min(2, len(sentence) - 1)].start >= start
    past = verb.tag == tree[anchor].tag == "VBD"
    return stop is not None and past and opens and anchor < stop < verb.i


def lead_in(tree: Tree, anchor: int, cue: int) -> bool:
    """`In remarks made on Monday, Roe said`; `Roe said, speaking to reporters on Monday`; `asked
    on Monday, Roe said`; `Roe, who spoke on Monday, said`.
    """
    if tree[cue].tag == "VBG" and tree[cue].dep == "advcl" and tree[tree[cue].head].is_verb:
        cue = tree[cue].head  # `In a letter sent on Monday Roe took issue with it, saying`
    word, verb = tree[cue], tree[anchor]
    subject = any(t.i == verb.head for t in tree.children(cue, "nsubj"))
    within = any(verb.head in tree.subtree(t.i) for t in tree.children(cue, "nsubj"))
    if within and verb.dep == "acl" and verb.tag == "VBN" and verb.lemma in _ISSUED:
        return True  # `The opinion of the court, released on Monday, read P`
    spoke = _WHO_SPOKE | (_SPEAKING if verb.tag == "VBG" else _ASKED)
    paper = verb.dep == "acl" and tree[verb.head].lemma in PAPERS
    if subject and (paper or (verb.dep in {"acl", "relcl"} and verb.lemma in spoke)):
        return True
    if word.dep == "relcl" and paper and verb.head == word.head:
        return True
    if cue not in {tok.i for tok in list(tree.ancestors(anchor))[:6]}:
        return False
    participle = verb.tag in {"VBN", "VBG"} or (verb.tag == "VBD" and verb.dep == "acl")
    lead = participle and verb.dep in {"acl", "amod", "relcl", "advcl"}
    if lead and (
        tree[verb.head].lemma in PAPERS or (verb.lemma in _ISSUED and _in_paper(tree, verb))
    ):
        return True
    if verb.lemma in _ISSUED and _cut_off(tree, verb):
        return True
    doing = verb.tag == "VBG" or (verb.tag == "NNP" and verb.lower.endswith("ing"))
    speaking = doing and lemmas_of(verb) & _SPEAKING and verb.dep in {"advcl", "pcomp"}
    asked = verb.tag == "VBN" and verb.lemma in _ASKED and verb.dep in {"advcl", "prep"}
    return bool(speaking or asked) and tree.child(anchor, "nsubj") is None


def _in_paper(tree: Tree, verb: Tok) -> bool:
    """`in an interview with the Gazette published on Monday`: it is the interview that was."""
    return any(tok.lemma in PAPERS for tok in list(tree.ancestors(verb.i))[:4] if tok.is_noun)


def _cut_off(tree: Tree, verb: Tok) -> bool:
    """`in a release issued on Monday`, where the parser took it for a clause without a subject."""
    beside = verb.i > 0 and tree[verb.i - 1].lemma in PAPERS
    return beside and verb.dep == "ccomp" and tree.child(verb.i, "nsubj", "nsubjpass") is None
