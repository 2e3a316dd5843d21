"""When a word counts as the predicate of a frame: done, possible, negated, background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.record.vocabulary import ActKind as A

if TYPE_CHECKING:
    from goodoffices.reading import frames as fr
    from goodoffices.reading.tree import Tok, Tree

DONE = frozenset({A.AGREEMENT, A.NEGOTIATE, A.MEET, A.DECLARE_CEASEFIRE})
_HAPPENED = DONE | {A.USE_FORCE, A.END_CEASEFIRE, A.PROTEST}
_ARRANGED = frozenset({"due", "set", "schedule", "expect", "slate", "slat", "plan", "be"})
# what a danger does that is warned of
_LOOMS = frozenset(
    {
        *("be", "pose", "present", "represent", "carry", "run", "create", "constitute", "mean"),
        *("increase", "raise", "heighten", "grow", "loom", "exist", "remain", "see", "bring"),
    }
)
_NOUN_ACTS = frozenset({A.REQUEST_MEDIATION, A.OFFER_MEDIATION, A.REJECT_MEDIATION, A.WARN})
_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "n’t"})
FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll"})
_POSSIBLE = frozenset({"can", "could", "would", "may", "might", "will", "'d"})


def background(tree: Tree, tok: Tok, allowed: frozenset[int]) -> bool:
    """What stands in a relative clause inside the claim, or bounds its time (`since the strikes
    began`), is no act of the claim.
    """
    return any(
        (t.dep == "relcl" or (t.dep == "advcl" and _bounds(tree, t)))
        and t.i in allowed
        and t.head in allowed
        for t in (tok, *tree.ancestors(tok.i))
    )


def _bounds(tree: Tree, tok: Tok) -> bool:
    return any(
        mark.lower in {"since", "until", "before", "after"} for mark in tree.children(tok.i, "mark")
    )


def realised(tree: Tree, tok: Tok) -> bool:
    """Tell a thing done from one hoped for: a finite verb without a modal, outside an `if`."""
    if any(mark.lower == "if" for mark in tree.children(tok.i, "mark")):
        return False
    modals = {aux.lower for aux in tree.children(tok.i, "aux") if aux.tag == "MD"}
    finite = tok.tag not in {"VB", "VBG"} or bool(tree.children(tok.i, "aux"))
    infinitive = any(aux.lower == "to" for aux in tree.children(tok.i, "aux"))
    return tok.is_verb and modals <= FUTURE and finite and not infinitive


def negated(tree: Tree, i: int) -> bool:
    words = [
        tok for k in (i, tree[i].head) for tok in tree.children(k, "neg", "det", "preconj", "cc")
    ]
    own = [w for w in tree.children(i) if w.dep in {"neg", "preconj"} or w.lower in _NEGATIONS]
    head = tree[tree[i].head]
    above = (
        head.i != i
        and tree[i].dep in {"xcomp", "acomp"}
        and any(w.lower in _NEGATIONS for w in words if w.head == head.i and w.dep == "neg")
    )
    return bool(own) or above or (head.lemma == "fail" and tree[i].dep == "xcomp")


def may_head(tree: Tree, tok: Tok, frame: fr.Frame) -> bool:
    """Tell whether a word can be the predicate of a frame: a verb, an adjective, some nouns."""
    if frame.act in _HAPPENED and not (realised(tree, tok) or _arranged(tree, tok, frame)):
        return False
    if _is_described(tree, tok) or _otherwise_meant(tree, tok, frame.act):
        return False
    if frame.act is A.RECALL_ENVOY and tok.lemma == "recall":
        called = tree.child(tok.i, "dobj", "nsubjpass")
        return called is not None and called.lemma in frame.about
    if frame.act is A.ACCUSE and _charged_by_nobody(tree, tok):
        return False
    if frame.act is A.PRAISE and {"must", "should"} & _modals(tree, tok):
        return False
    if frame.act is A.REQUEST_MEDIATION and _as_asked(tree, tok):
        return False
    if tok.is_verb or len(lemmas_of(tok)) > 1:
        return True
    if tok.tag in {"NN", "NNS"}:
        return frame.act in _NOUN_ACTS and (frame.act is not A.WARN or _looms(tree, tok))
    return tok.tag.startswith("JJ") and not frame.clause_only


def _is_described(tree: Tree, tok: Tok) -> bool:
    """`the agreed sum`, `police arrested the accused`: a participle that stands for a quality or
    a person tells no deed of the claim.
    """
    person = tok.lower == "accused" and tree.child(tok.i, "det") is not None
    return person or (tok.tag == "VBN" and tok.dep == "amod")


def _otherwise_meant(tree: Tree, tok: Tok, act: A) -> bool:
    """`agrees with the plan` thinks alike and settles nothing; `will appeal` without `for` or `to`
    goes to a higher court.
    """
    beside = tree.children(tok.i)
    preps = {word.lower for word in beside if word.dep in {"prep", "dative"}}
    goes_on = any(word.dep in {"xcomp", "ccomp"} for word in beside)
    if tok.lemma == "agree" and act is A.AGREEMENT:
        return preps == {"with"} and not goes_on
    if tok.lemma == "appeal" and act is A.APPEAL:
        return not goes_on and not preps & {"to", "for", "on", "upon"}
    return False


def _arranged(tree: Tree, tok: Tok, frame: fr.Frame) -> bool:
    """`is due to meet`, `is due at a meeting`: a meeting arranged is told as one to come."""
    if frame.act not in {A.MEET, A.NEGOTIATE, A.AGREEMENT}:
        return False
    return tok.lower == "due" or (tok.dep == "xcomp" and tree[tok.head].lemma in _ARRANGED)


def _charged_by_nobody(tree: Tree, tok: Tok) -> bool:
    """`has long been accused`: a charge told of in the passive is not the speaker's own."""
    passive = tree.child(tok.i, "auxpass") is not None and tree.child(tok.i, "agent") is None
    return passive and tok.lemma in {"accuse", "blame", "allege"}


def _looms(tree: Tree, tok: Tok) -> bool:
    """`there is a risk`, `lives are in danger`, not `reminds us of the risk`."""
    while tok.dep == "conj":
        tok = tree[tok.head]
    above = tree[tok.head]
    if tok.dep == "pobj":
        return above.lower in {"at", "in"}
    return above.lemma in _LOOMS or tok.dep == "ROOT"


def _as_asked(tree: Tree, tok: Tok) -> bool:
    """`as requested`, `if asked`: a condition, no request."""
    words = {t.lower for t in tree.children(tok.i, "mark", "advmod")}
    before = tree[tok.i - 1].lower if tok.i else ""
    return tok.tag == "VBN" and bool({"as", "if", "when"} & {*words, before})


def _own_will(tree: Tree, tok: Tok) -> bool:
    """`vowed to fight`, not `you have to fight` nor `their plans to attack`."""
    return tok.dep != "acl" and tree[tok.head].lemma not in {"have", "need", "ought"}


def has_subject(tree: Tree, tok: Tok, kind: frozenset[str]) -> bool:
    """The subject of a verb, or of the verb it is an infinitive of, is of a class of words."""
    above = tree[tok.head] if tok.dep == "xcomp" else tok
    subjects = (tree.child(k.i, "nsubj", "nsubjpass") for k in (tok, above))
    return any(subject is not None and subject.lemma in kind for subject in subjects)


def possible(tree: Tree, tok: Tok, frame: fr.Frame) -> bool:
    """Tell whether the predicate may come about; of a threat also what somebody is to do."""
    words = _modals(tree, tok)
    own = frame.act is A.THREATEN and _own_will(tree, tok)
    return bool(words & (_POSSIBLE | {"to"} if own else _POSSIBLE))


def _modals(tree: Tree, tok: Tok) -> set[str]:
    """The modals of a verb, or of the verb it is an infinitive of."""
    above = tree[tok.head] if tok.dep in {"xcomp", "conj"} else tok
    return {aux.lower for top in (tok, above) for aux in tree.children(top.i, "aux")}


def lemmas_of(tok: Tok) -> frozenset[str]:
    """Return the lemma; of a capitalised participle, often tagged as a name, the verb's too."""
    if tok.tag == "NNP" and tok.lower.endswith("ing"):
        return frozenset({tok.lemma, tok.lower[:-3], tok.lower[:-3] + "e"})
    return frozenset({tok.lemma})
