"""Who does a verb, found in a parsed paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree

_RELATIVE = frozenset({"WP", "WDT"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def subject_of(tree: Tree, verb: Tok) -> tuple[int | None, str | None]:
    """Find who does a verb: its subject, its agent, or the subject of the verb it hangs on."""
    inverted = _inverted(tree, verb)
    if inverted is not None:
        return inverted, None
    own = next((t for t in tree.children(verb.i, *SUBJECTS) if not is_day(t)), None)
    passive = tree.child(verb.i, "nsubjpass", "auxpass") is not None
    agent = tree.child(verb.i, "agent")
    if passive or (verb.tag == "VBN" and agent is not None):
        by = tree.child(agent.i, "pobj") if agent is not None else None
        if verb.lemma == "quote" and own is not None and own.tag not in _RELATIVE:
            return own.i, None
        if by is not None:
            return by.i, None
        expletive = own is not None and own.lower == "it"
        return None, "reports" if expletive else None
    if verb.lemma == "quote":
        told = tree.child(verb.i, "dobj")
        if told is not None and (told.ent == "PERSON" or told.tag in {"NN", "NNP", "NNS"}):
            return told.i, None
    if own is not None:
        if own.text != "WHO" and (own.tag in _RELATIVE or own.lower in {"who", "which", "that"}):
            if verb.dep == "relcl":
                held = _who(tree, verb.head) if own.lower == "who" else verb.head
                return _holder(tree, held), None
            return None, None
        return own.i, None
    return _inherited_subject(tree, verb), None


def is_day(tok: Tok) -> bool:
    """`said Monday`: a day that the parse took for the subject says nothing."""
    return tok.ent in {"DATE", "TIME"} and tok.tag.startswith(("NN", "CD")) and tok.dep != "poss"


def _inverted(tree: Tree, verb: Tok) -> int | None:
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


def _inherited_subject(tree: Tree, verb: Tok) -> int | None:
    """The subject of the verb above a participle, infinitive or coordinate; a noun's holder."""
    head = tree[verb.head]
    if verb.i == verb.head:
        return None
    if head.lemma in {"quote", "cite"} and verb.tag == "VBG":
        said = tree.child(head.i, "dobj")
        return said.i if said is not None else None
    if verb.dep in {"acl", "relcl"} and head.is_noun:
        return None if verb.tag == "VBN" else _holder(tree, head.i)
    if verb.tag == "VBN" and verb.dep == "advcl" and tree.child(verb.i, "aux") is None:
        return None  # `when asked about it, she said`: done to her
    if verb.dep in {"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp"}:
        if head.tag == "IN":
            quoting = tree[head.head]
            if head.lower == "as" and quoting.lemma in {"quote", "cite", "report"}:
                said = tree.child(quoting.i, "dobj", "nsubjpass")
                return said.i if said is not None else None
            head = quoting
        if head.is_verb and head.i != verb.i:
            return subject_of(tree, head)[0]
    return None


def _who(tree: Tree, noun: int) -> int:
    """`Jane Roe, leader of the Reform Party, who said`: the person, not the party."""
    tok = tree[noun]
    while tok.ent != "PERSON" and tok.dep == "pobj" and tree[tree[tok.head].head].is_noun:
        tok = tree[tree[tok.head].head]
    return tok.head if tok.dep == "appos" and tok.i != noun else tok.i


def _holder(tree: Tree, noun: int) -> int | None:
    """`made a statement condemning`: the holder of the statement, else the noun itself."""
    tok = tree[noun]
    if tok.lemma in lex.DOCUMENTS and tok.dep in {"dobj", "pobj"}:
        for above in tree.ancestors(noun):
            if above.is_verb:
                return subject_of(tree, above)[0] or noun
    return noun
