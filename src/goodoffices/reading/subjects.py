"""Who does a verb, found in a parsed paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.may_speak import can_speak
from goodoffices.reading.relatives import named_before, one_among, person_before, person_of
from goodoffices.reading.rumour import is_rumour
from goodoffices.reading.subjects_by_place import (
    absolute,
    inverted,
    is_day,
    just_before,
    name_behind_opening,
    name_in_commas,
    noun_behind_opening,
)

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree

_RELATIVE = frozenset({"WP", "WDT"})
_COPULAS = frozenset({"be", "remain", "seem", "appear"})
_QUOTED = frozenset({"NN", "NNP", "NNS", "PRP"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def subject_of(tree: Tree, verb: Tok) -> tuple[int | None, str | None]:
    """Find who does a verb: its subject, its agent, or the subject of the verb it hangs on."""
    named = inverted(tree, verb)
    named = absolute(tree, verb) if named is None else named
    if named is not None:
        return named, None
    own = _own_subject(tree, verb)
    opened = name_behind_opening(tree, verb, own) or name_in_commas(tree, verb, own)
    if opened is not None:
        return opened, None
    if own is not None and _set_off(tree, verb, own):
        return subject_of(tree, tree[verb.head])
    passive = tree.child(verb.i, "nsubjpass", "auxpass") is not None
    agent = tree.child(verb.i, "agent")
    if passive or (verb.tag == "VBN" and agent is not None):
        return _done_by(tree, verb, own, agent)
    if verb.lemma == "quote":
        told = tree.child(verb.i, "dobj")
        if told is not None and (told.ent == "PERSON" or told.tag in _QUOTED):
            return told.i, None
    if own is not None:
        return _relative(tree, verb, own), None
    opened = noun_behind_opening(tree, verb)
    if opened is None:
        opened = just_before(tree, verb)
    return opened if opened is not None else _inherited_subject(tree, verb), None


def _own_subject(tree: Tree, verb: Tok) -> Tok | None:
    """Of two, `As Jane Roe arrived, John Doe said P`: the one behind the opening clause.

    And the name behind two titles (`Party leader and Prime Minister Jane Roe said P`).
    """
    subjects = [t for t in tree.children(verb.i, *SUBJECTS) if not is_day(t)]
    mark = tree.child(verb.i, "mark")
    before = [t for t in subjects if t.i < verb.i]
    if len(before) > 1 and mark is not None and mark.i < before[0].i:
        return before[-1]
    if len(before) > 1 and before[-1].tag == "NNP" and before[-2].i == before[-1].i - 1:
        return before[-1]  # `the broadcaster ABC later said P`
    if len(before) > 1 and _in_commas(tree, before[-1], verb):
        return before[-1]  # `the agency for health, the Roe Centre, says P`
    if len(before) > 1 and tree.child(before[0].i, "cc") is not None:
        return before[0] if tree.child(before[0].i, "conj") is not None else before[-1]
    return subjects[0] if subjects else None


def _in_commas(tree: Tree, name: Tok, verb: Tok) -> bool:
    whole = tree.subtree(name.i)
    first, last = min(whole), max(whole)
    parted = first > 0 and tree[first - 1].text == "," and tree[verb.i - 1].text == ","
    return parted and name.tag in {"NNP", "NNPS"} and last == verb.i - 2


def _done_by(
    tree: Tree, verb: Tok, own: Tok | None, agent: Tok | None
) -> tuple[int | None, str | None]:
    """`P was reported by the envoy`, `it was reported that P`."""
    by = tree.child(agent.i, "pobj") if agent is not None else None
    if verb.lemma == "quote" and own is not None and own.tag not in _RELATIVE:
        return own.i, None
    if by is not None:
        return by.i, None
    nobody = own is not None and (own.lower == "it" or is_rumour(tree, verb))
    return None, "reports" if nobody else None


def _relative(tree: Tree, verb: Tok, own: Tok) -> int | None:
    """`the envoy, who said`: whom the relative pronoun stands for; else the subject itself."""
    if own.text == "WHO" or not (own.tag in _RELATIVE or own.lower in {"who", "which", "that"}):
        return own.i
    if verb.dep != "relcl":
        return named_before(tree, own)
    beside = person_before(tree, own) if own.lower == "who" else None
    noun = tree[verb.head]
    described = noun.text.islower() and can_speak(noun)  # `an aide to Jane Roe, who said`
    if beside is not None and noun.ent != "PERSON" and not described:
        return beside
    held = person_of(tree, verb.head) if own.lower == "who" else verb.head
    one = one_among(tree, tree[held])
    if one is not None:
        return one
    return _holder(tree, held)


def _set_off(tree: Tree, verb: Tok, own: Tok) -> bool:
    """`She confirmed the reports saying, "P"`: a participle set off by a comma is hers."""
    bare = verb.tag == "VBG" and tree.child(verb.i, "aux") is None and verb.dep == "ccomp"
    stops = verb.i + 1 < len(tree.toks) and tree[verb.i + 1].text in {",", ":"}
    silent = own.lemma in lex.DOCUMENTS or not can_speak(own)
    return bare and stops and silent and tree[verb.head].i < own.i


def _inherited_subject(tree: Tree, verb: Tok) -> int | None:
    """The subject of the verb above a participle, infinitive or coordinate; a noun's holder."""
    head = tree[verb.head]
    if head.lemma in {"quote", "cite"} and verb.tag == "VBG" and verb.i != verb.head:
        said = tree.child(head.i, "dobj")
        return said.i if said is not None else None
    copula = _state_of_mind(tree, verb, head)
    if copula is not None:
        return subject_of(tree, copula)[0]
    if verb.dep in {"acl", "relcl"} and head.is_noun:
        return None if verb.tag == "VBN" else _holder(tree, head.i)
    if verb.dep == "conj" and verb.tag == "VBD" and head.tag.startswith("NN"):
        return _lost_verb(tree, verb, head)
    if verb.tag == "VBN" and verb.dep == "advcl" and tree.child(verb.i, "aux") is None:
        return None  # `when asked about it, she said`: done to her
    if verb.dep not in {"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp"}:
        return None
    if head.tag == "IN":
        above = tree[head.head]
        if head.lower == "as" and above.lemma in {"quote", "cite", "report"}:
            return _quoted(tree, above, head)
        head = above
    if verb.dep == "pcomp" and head.tag in {"JJ", "JJR", "RBR"}:
        head = tree[head.head]  # `the envoy was vocal in claiming that`
    if not head.is_verb or head.i == verb.i:
        return None
    return _of_verb_above(tree, verb, head)


def _of_verb_above(tree: Tree, verb: Tok, head: Tok) -> int | None:
    set_off = verb.tag == "VBG" and verb.dep == "advcl"
    made = _made_to(tree, head) if set_off else None
    found = made if made is not None else subject_of(tree, head)[0]
    if found is None or not (set_off or verb.dep == "conj"):
        return found
    elsewhere = _above(tree, verb, head, tree[found])
    return found if elsewhere is None else elsewhere


def _above(tree: Tree, verb: Tok, head: Tok, found: Tok) -> int | None:
    """Whoever does what the clause hangs on, where the clause's own subject cannot do the verb.

    `The envoy warned that four men had fled, and says P` (one says), `An onlooker told how the
    fire began, saying P` (a fire tells nothing), `She thinks he will be late, saying P` (to be
    something is no way of saying it).
    """
    over = tree[head.head]
    if over.i >= head.i:
        return None
    unlike = verb.dep == "conj" and verb.tag == "VBZ" and found.tag == "NNS"
    mere = verb.dep == "advcl" and found.tag in {"NN", "NNS"} and not found.ent
    silent = mere and not can_speak(found)
    being = verb.dep == "advcl" and head.lemma in _COPULAS and head.dep == "ccomp"
    if over.is_noun and silent and head.dep in {"relcl", "acl"} and can_speak(over):
        return over.i
    counted = verb.dep == "advcl" and found.tag == "CD"  # `said the four must go, adding P`
    told = head.dep == "ccomp" and (unlike or being or counted)
    if over.is_verb and (told or (silent and head.dep in {"ccomp", "advcl", "conj"})):
        return subject_of(tree, over)[0]
    return None


def _state_of_mind(tree: Tree, verb: Tok, head: Tok) -> Tok | None:
    """`was keen to point out`, `was at pains to stress`: the verb says who is in such a state."""
    above = tree[head.head]
    if verb.dep == "xcomp" and head.tag == "JJ":
        return above if above.lemma in _COPULAS else None
    if verb.dep != "acl" or verb.tag != "VB" or head.dep != "pobj" or above.lower != "at":
        return None
    return tree[above.head] if tree[above.head].lemma in _COPULAS else None


def _lost_verb(tree: Tree, verb: Tok, head: Tok) -> int | None:
    """`president Roe qualified it as a threat and called for ...`, parsed with no verb before."""
    before = [t for t in tree.sentence(verb.sent) if t.i < verb.i]
    if head.dep != "ROOT" or any(t.is_finite for t in before):
        return None
    name = next((t for t in tree.children(head.i, "appos") if t.i < verb.i), None)
    return name.i if name is not None and name.tag == "NNP" else head.i


def _made_to(tree: Tree, verb: Tok) -> int | None:
    """`The attack prompted ministers to issue a statement, saying P`: the ministers say it."""
    if verb.lemma not in lex.MAKE_TO or tree.child(verb.i, "xcomp", "ccomp") is None:
        return None
    obj = tree.child(verb.i, "dobj")
    below = tree.child(verb.i, "ccomp")
    own = tree.child(below.i, "nsubj") if below is not None else None
    made = obj or own
    return made.i if made is not None else None


def _quoted(tree: Tree, quoted: Tok, as_: Tok) -> int | None:
    """`The paper quoted the envoy as saying P`: he says it.

    `Jane Roe urged calm, quoted by the Gazette as saying P`: so does she.
    """
    said = tree.child(quoted.i, "dobj", "nsubjpass")
    if said is not None:
        return said.i
    if quoted.tag != "VBN" and tree[as_.i - 1].tag.startswith("NN"):
        return as_.i - 1  # whatever the parse took him for
    if quoted.tag != "VBN" or quoted.dep not in {"advcl", "acl", "conj"}:
        return None
    for above in tree.ancestors(quoted.i):
        subject = tree.child(above.i, "nsubj") if above.is_verb else None
        if subject is not None and subject.i < quoted.i:
            return subject.i
    return None


def _holder(tree: Tree, noun: int) -> int | None:
    """`made a statement condemning`: the holder of the statement, else the noun itself."""
    tok = tree[noun]
    over = tree[tree[tok.head].head] if tok.dep == "pobj" and tree[tok.head].lower != "by" else tok
    written = tok.lemma in lex.DOCUMENTS or over.lemma in lex.DOCUMENTS
    if written and tok.dep in {"dobj", "pobj"}:
        for above in tree.ancestors(noun):
            if above.is_verb:
                found = subject_of(tree, above)[0]
                return noun if found is None else found
    return noun
