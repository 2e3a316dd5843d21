"""Who does a verb, found in a parsed paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.appositions import HELPERS
from goodoffices.reading.may_speak import can_speak

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree

_RELATIVE = frozenset({"WP", "WDT"})
_NO_SUBJECT = frozenset({"appos", "advmod", "npadvmod", "nmod", "dep"})
_RUMOURED = frozenset({"say", "report", "rumour", "rumor", "allege"})
_COPULAS = frozenset({"be", "remain", "seem", "appear"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUOTED = frozenset({"NN", "NNP", "NNS", "PRP"})
_TITLES = frozenset({"NNP", "NN", "JJ", "DT", "POS", "NNPS"})
_LONG_TITLE = 10
SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def subject_of(tree: Tree, verb: Tok) -> tuple[int | None, str | None]:
    """Find who does a verb: its subject, its agent, or the subject of the verb it hangs on."""
    named = _inverted(tree, verb)
    named = _absolute(tree, verb) if named is None else named
    if named is not None:
        return named, None
    own = _own_subject(tree, verb)
    opened = _name_behind_opening(tree, verb, own) or _name_in_commas(tree, verb, own)
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
    opened = _behind_opening(tree, verb)
    if opened is None:
        opened = _just_before(tree, verb)
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
        return _named_before(tree, own)
    beside = _person_before(tree, own) if own.lower == "who" else None
    noun = tree[verb.head]
    described = noun.text.islower() and can_speak(noun)  # `an aide to Jane Roe, who said`
    if beside is not None and noun.ent != "PERSON" and not described:
        return beside
    held = _who(tree, verb.head) if own.lower == "who" else verb.head
    one = _among(tree, tree[held])
    if one is not None:
        return one
    return _holder(tree, held)


def _person_before(tree: Tree, who: Tok) -> int | None:
    """`such as Jane Roe of the Reform Party, who said`: the name at once before the comma."""
    if who.i < 2 or tree[who.i - 1].text != ",":  # noqa: PLR2004  a name and its comma
        return None
    for tok in reversed(tree.toks[max(0, who.i - 9) : who.i - 1]):
        if tok.is_punct or tok.is_verb:
            return None
        if tok.ent == "PERSON" and tok.tag.startswith("NNP"):
            return tok.i
    return None


def _named_before(tree: Tree, who: Tok) -> int | None:
    """`P, according to the police, who said Q`, whatever the parse hung the clause on."""
    noun = tree[who.i - 2] if who.i > 1 and tree[who.i - 1].text == "," else None
    return noun.i if noun is not None and noun.is_noun and who.lower == "who" else None


def _among(tree: Tree, many: Tok) -> int | None:
    """`Jane Roe was among a group of senators who wrote P`: she, of those that are told of."""
    over = tree[tree[many.head].head] if many.dep == "pobj" else many
    for noun in (many, over):
        among = tree[noun.head]
        if noun.dep == "pobj" and among.lower == "among" and tree[among.head].lemma == "be":
            subject = tree.child(among.head, "nsubj")
            return subject.i if subject is not None else None
    return None


def _behind_opening(tree: Tree, verb: Tok) -> int | None:
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


def _name_behind_opening(tree: Tree, verb: Tok, own: Tok | None) -> int | None:
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
    told = any(t.tag in _FINITE for t in tree.toks[opening.i : first])
    return None if told else name.i


def _name_in_commas(tree: Tree, verb: Tok, own: Tok | None) -> int | None:
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
    near = not any(t.tag in _FINITE for t in tree.toks[own.i : first]) if alone else False
    return name.i if near and name.sent == verb.sent else None


def _just_before(tree: Tree, verb: Tok) -> int | None:
    """`Jane Roe stated that`, parsed as if the name were no subject: the name at once before."""
    before = tree[verb.i - 1] if verb.i else None
    finite = verb.tag in {"VBD", "VBZ"} or (verb.tag == "VBN" and verb.dep == "ROOT")
    if before is None or not finite or tree.child(verb.i, "aux", "auxpass") is not None:
        return None
    named = before.tag in {"NNP", "NNPS"} and before.dep in _NO_SUBJECT and not is_day(before)
    return before.i if named else None


def is_rumour(tree: Tree, verb: Tok) -> bool:
    """`is said to`, `are reported`: a passive of telling that names nobody who tells."""
    if verb.lemma not in _RUMOURED or verb.tag != "VBN" or tree.child(verb.i, "agent") is not None:
        return False
    if any(p.lower == "as" for p in tree.children(verb.i, "prep")):
        return False  # `is reported as saying`
    if verb.dep == "relcl" or any(p.lower == "to" for p in tree.children(verb.i, "prep")):
        return False  # `with whom he is said to`, `is reported to the board`
    bare = verb.lemma == "report" and not tree.children(verb.i, "xcomp", "ccomp")
    return bare or said_to(tree, verb) is not None


def said_to(tree: Tree, verb: Tok) -> Tok | None:
    """The verb of `is said to have left`."""
    for done in tree.children(verb.i, "xcomp"):
        if any(aux.lower == "to" for aux in tree.children(done.i, "aux")):
            return done
    return None


def is_day(tok: Tok) -> bool:
    """`said Monday`: a day that the parse took for the subject says nothing."""
    dated = tok.ent in {"DATE", "TIME"} and tok.tag.startswith(("NN", "CD"))
    return dated and tok.dep != "poss" and (tok.tag == "CD" or tok.lower in lex.DAYS)


def _set_off(tree: Tree, verb: Tok, own: Tok) -> bool:
    """`She confirmed the reports saying, "P"`: a participle set off by a comma is hers."""
    bare = verb.tag == "VBG" and tree.child(verb.i, "aux") is None and verb.dep == "ccomp"
    stops = verb.i + 1 < len(tree.toks) and tree[verb.i + 1].text in {",", ":"}
    silent = own.lemma in lex.DOCUMENTS or not can_speak(own)
    return bare and stops and silent and tree[verb.head].i < own.i


def _absolute(tree: Tree, verb: Tok) -> int | None:
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
    if head.dep != "ROOT" or any(t.tag in _FINITE for t in before):
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


def _who(tree: Tree, noun: int) -> int:
    """`Jane Roe, leader of the Reform Party, who said`: the person, not the party."""
    tok = tree[noun]
    while tok.ent != "PERSON" and tok.dep == "pobj" and tree[tree[tok.head].head].is_noun:
        tok = tree[tree[tok.head].head]
    return tok.head if tok.dep == "appos" and tok.i != noun else tok.i


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
