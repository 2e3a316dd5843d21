"""Words that report, found in a parsed paragraph, each with its source and its content.

Clauses (ccomp), parentheses (`..., X said`), infinitives, objects, `according to X`, participles
(`warning that`), judgements (`sceptical that`) and nouns (`X's claim that`). The rules follow the
syntactic approach to indirect quotation (Krestel, Bergler and Witte 2008; Pareti et al. 2013).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.subjects import SUBJECTS, subject_of

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree

_PARTS = ("dobj", "prep", "oprd", "dative", "xcomp", "ccomp", "advcl", "nsubjpass", "npadvmod")
_SELF = frozenset({"i", "we", "you"})
_REFERS = frozenset({"it", "them", "him", "her", "this", "these"})
_WHICH = frozenset({"WP", "WDT"})
_PRONOUNS = frozenset({"he", "she", "they", "it"})
_STANDS = frozenset({"be", "have", "need", "want", "know", "do"})
_ASKED = frozenset({"question", "challenge"})
_CHANNELS = frozenset({"in", "on", "during", "at", "via", "through"})
SHORT_OBJECT = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports: its source, its content (token numbers), and how it reports."""

    word: int
    lemma: str
    frame: str
    source: int | None
    content: tuple[int, ...]
    root: int
    unnamed: str | None = None
    carriers: tuple[int, ...] = ()


def find_cues(tree: Tree, quoted: frozenset[int] = frozenset()) -> tuple[Cue, ...]:
    found: list[Cue] = []
    for tok in tree.toks:
        if tok.i in quoted:
            continue
        if tok.lower == "according":
            cue = _according(tree, tok)
        elif tok.is_verb:
            cue = _verb(tree, tok, quoted)
        elif tok.lemma in lex.SAY_ADJ:
            cue = _adjective(tree, tok)
        elif tok.tag in {"NN", "NNS"} and tok.lemma in lex.SAY_NOUN:
            cue = _noun(tree, tok)
        else:
            cue = None
        if cue is not None and cue.content:
            found.append(cue)
    found.extend(_by_surface(tree, quoted, {cue.word for cue in found}))
    return _merge_same(tree, sorted(found, key=lambda cue: cue.word))


def _merge_same(tree: Tree, cues: list[Cue]) -> tuple[Cue, ...]:
    """`condemned it, calling it ...`: a second verb on the same object is the same report."""
    by_word = {cue.word: cue for cue in cues}
    for cue in cues:
        verb = tree[cue.word]
        beside = [c for c in cues if c.word < cue.word and tree[c.word].head == verb.head]
        first = by_word.get(verb.head) or (beside[-1] if beside else None)
        if (
            first is None
            or first.word not in by_word
            or cue.frame not in {"object", "named"}
            or verb.dep not in {"conj", "advcl"}
        ):
            continue
        obj = tree.child(cue.word, "dobj") or tree[cue.content[0]]
        if obj.lower in _REFERS and first.frame == "object":
            joined = sorted({*first.content, *tree.subtree(cue.word)})
            by_word[first.word] = replace(first, content=tuple(joined))
            del by_word[cue.word]
    return tuple(by_word.values())


def _by_surface(tree: Tree, quoted: frozenset[int], known: set[int]) -> list[Cue]:
    """`X report that P`, `..., asserting P` where the parse lost the clause: up to the stop."""
    made: list[Cue] = []
    for tok in tree.toks[1:-2]:
        if tok.i in known or tok.i in quoted or tok.lemma not in lex.SAY_THAT - {"quote"}:
            continue
        after, before = tree[tok.i + 1], tree[tok.i - 1]
        place = _that_behind(tree, tok)
        that = place is not None and tok.tag in {"VBP", "VBZ", "VBD", "NN", "NNS"}
        participle = (
            tok.tag == "VBG" and before.text == "," and after.tag in {"DT", "PRP", "NNP", "PRP$"}
        )
        beside = tok.tag == "VBG" and _with_whom(tree, tok) is not None
        if not that and not participle and not beside:
            continue
        if tok.tag in {"NN", "NNS"} and tree[tok.i - 1].tag in {"DT", "JJ", "PRP$", "POS", "VBD"}:
            continue
        source = _with_whom(tree, tok) if beside else _before_surface(tree, tok)
        content = _to_the_stop(tree, place + 1 if place is not None and that else tok.i + 1)
        if source is not None and source != tok.i and len(content) > SHORT_OBJECT:
            root = next((i for i in content if tree[i].is_verb), content[0])
            made.append(Cue(tok.i, tok.lemma, "that", source, content, root))
    return made


def _that_behind(tree: Tree, tok: Tok) -> int | None:
    """`posted on the site on Friday that`: where `that` stands, past where and when it was said."""
    for other in tree.toks[tok.i + 1 : tok.i + 2 + SHORT_OBJECT]:
        if other.lower == "that":
            return other.i
        if tok.tag in {"NN", "NNS"} or not (
            other.tag in {"IN", "DT"} or other.tag.startswith("NN") or other.ent == "DATE"
        ):
            return None
    return None


def _before_surface(tree: Tree, tok: Tok) -> int | None:
    """The noun that opens the sentence, or the subject of its verb."""
    sentence = tree.sentence(tok.sent)
    subject = next((t for t in sentence if t.dep in SUBJECTS and t.i < tok.i), None)
    if subject is not None:
        return None if subject.lower in _SELF else subject.i
    return next((t.i for t in sentence if t.tag.startswith("NN") and t.i < tok.i), None)


def _with_whom(tree: Tree, tok: Tok) -> int | None:
    """`..., with villagers claiming P`: the noun between `with` and the participle."""
    before = tree[tok.i - 1]
    if not before.tag.startswith("NN"):
        return None
    for k in range(tok.i - 1, max(-1, tok.i - 7), -1):
        if tree[k].lower == "with":
            return before.i
        if tree[k].is_verb or tree[k].is_punct:
            return None
    return None


def _to_the_stop(tree: Tree, first: int) -> tuple[int, ...]:
    found: list[int] = []
    for tok in tree.toks[first:]:
        if tok.text in {".", "!", "?"} or tok.sent != tree[first].sent:
            break
        found.append(tok.i)
    return tuple(found)


def _verb(tree: Tree, verb: Tok, quoted: frozenset[int]) -> Cue | None:
    lemma = verb.lemma
    source, unnamed = subject_of(tree, verb)
    if source is not None and (tree[source].lower in _SELF or source in quoted):
        return None
    if source is None and unnamed is None:
        return None
    for finder in (_clause, _parenthesis, _infinitive, _object, _named_so):
        made = finder(tree, verb)
        if made is not None and not _reflexive(tree, made[1]):
            frame, content, root = made
            weak = frame != "that" or lemma in lex.INFER
            if weak and source is not None and not can_speak(tree[source]):
                return None
            return Cue(verb.i, lemma, frame, source, content, root, unnamed)
    return None


def can_speak(tok: Tok) -> bool:
    """A name, a pronoun, a number of people, a paper, or a noun for persons; no mere thing."""
    if not tok.tag.startswith("NN") or tok.tag.startswith("NNP") or tok.ent not in {"", "DATE"}:
        return True
    known = lex.UNNAMED | lex.GROUP_NOUNS | lex.DOCUMENTS | lex.EVIDENCE | lex.SPEAKERS
    return tok.lemma in known or tok.lower in known or tok.lemma.endswith(lex.PERSONAL_ENDINGS)


def _whom(tree: Tree, obj: Tok) -> bool:
    """`questioned the student`: whom, not what (`the motives of`, `its motives`)."""
    return tree.child(obj.i, "prep", "poss") is None or obj.ent == "PERSON"


def _reflexive(tree: Tree, content: tuple[int, ...]) -> bool:
    return tree[content[0]].lower.endswith(("self", "selves"))


_Found = tuple[str, tuple[int, ...], int]


def _clause(tree: Tree, verb: Tok) -> _Found | None:
    if verb.lemma not in lex.SAY_THAT | lex.THINK_THAT and not _shows(tree, verb):
        return None
    for comp in tree.children(verb.i, "ccomp"):
        if not (comp.is_verb or comp.tag.startswith(("JJ", "NN", "RB", "IN"))):
            continue
        if comp.tag == "VBG" and tree.child(comp.i, "aux", "nsubj") is None:
            continue
        if comp.tag.startswith("NN") and tree.child(comp.i, *SUBJECTS) is None:
            continue  # `wrote a letter`
        if comp.tag == "VB" and tree.child(comp.i, "aux") is not None and verb.lemma in lex.SAY_TO:
            to = tree.child(comp.i, "aux")
            if to is not None and to.lower == "to":
                continue
        content = list(tree.subtree(comp.i, without=_subordinate_cues(tree, comp, verb)))
        for other in (*backshifted(tree, verb, comp), *_run_on(tree, verb, comp)):
            content.extend(k for k in tree.subtree(other) if k not in content)
        mark = tree.child(comp.i, "mark")
        if mark is not None and mark.lower == "that":
            content = [i for i in content if i != mark.i]
        content = _from_that(tree, verb, sorted(content))
        return "that", tuple(_without_first_date(tree, verb, content)), comp.i
    return None


def _from_that(tree: Tree, verb: Tok, content: list[int]) -> list[int]:
    """`told them that in the week after, he left`: all from `that`, whatever the parse left out."""
    if not content or content[0] < verb.i:
        return content
    listener = tree.child(verb.i, "dobj", "dative")
    last = max(tree.subtree(listener.i)) if listener is not None else verb.i
    for tok in tree.toks[verb.i + 1 : content[0]]:
        if tok.lower == "that" and tok.i in {verb.i + 1, last + 1} and tok.tag in {"IN", "WDT"}:
            return [*range(tok.i + 1, content[0]), *content]
    return content


def _without_first_date(tree: Tree, verb: Tok, content: list[int]) -> list[int]:
    """`said on Monday the talks went on`: a day right behind the verb is that of the saying."""
    k = 0
    if content and content[0] == verb.i + 1 and tree[content[0]].lower == "on":
        k = 1
    while k < len(content) and tree[content[k]].ent == "DATE" and tree[content[k]].dep != "poss":
        k += 1
    day = k > 0 and content[0] == verb.i + 1 and tree[content[k - 1]].ent == "DATE"
    subject = (
        tree[content[k]].tag in {"DT", "PRP", "NNP", "NNS", "PRP$", "EX"}
        if k < len(content)
        else False
    )
    return content[k:] if day and subject else content


def _shows(tree: Tree, verb: Tok) -> bool:
    """Figures and studies `show` and `find`; of people these verbs report no words."""
    if verb.lemma not in {"show", "find"}:
        return False
    subject = subject_of(tree, verb)[0]
    return subject is not None and tree[subject].lemma in lex.EVIDENCE | lex.DOCUMENTS


def _subordinate_cues(tree: Tree, root: Tok, verb: Tok) -> tuple[int, ...]:
    """`..., warning that` at the end of a report is a report of its own by the same source."""
    return tuple(
        tok.i
        for k in tree.subtree(root.i)
        for tok in (tree[k],)
        if tok.dep == "advcl"
        and tok.i > verb.i
        and tok.lemma in (lex.SAY_THAT | lex.SAY_TO | lex.SAY_NP)
        and (_appended(tree, tok) or _contrasted(tree, tok))
    )


def _appended(tree: Tree, tok: Tok) -> bool:
    return tok.tag == "VBG" and tok.i > 0 and tree[tok.i - 1].text == ","


def _contrasted(tree: Tree, tok: Tok) -> bool:
    """`A said P, while B said Q`: the second report is not inside the first."""
    mark, own = tree.child(tok.i, "mark"), tree.child(tok.i, "nsubj")
    return (
        mark is not None
        and mark.lower in {"while", "whereas"}
        and own is not None
        and tree.child(tok.i, "ccomp") is not None
    )


def backshifted(tree: Tree, verb: Tok, comp: Tok) -> tuple[int, ...]:
    """`told him that A, but B had ...`: a clause in the past of the past is still told."""
    if comp.i < verb.i or verb.tag not in {"VBD", "VBN"}:
        return ()
    known = lex.SAY_THAT | lex.SAY_TO | lex.SAY_NP | lex.THINK_THAT
    tops = [verb, *(a for a in tree.ancestors(verb.i) if a.is_verb and a.sent == verb.sent)]
    return tuple(
        other.i
        for top in tops[:3]
        for other in tree.children(top.i, "conj", "ccomp")
        if other.i > comp.i
        and other.i != verb.i
        and other.lemma not in known
        and comp.i not in {a.i for a in tree.ancestors(other.i)}
        and _still_told(tree, verb, other)
    )


def _still_told(tree: Tree, verb: Tok, other: Tok) -> bool:
    """In the past of the past, or how things stood (`he had access`) with whoever was named."""
    subject = tree.child(other.i, *SUBJECTS)
    shifted = any(aux.lower in {"had", "would", "could"} for aux in tree.children(other.i, "aux"))
    if subject is None:
        return shifted and other.head == verb.i and tree.child(verb.i, "aux") is None
    return shifted or (other.lemma in _STANDS and other.tag == "VBD" and subject.lower in _PRONOUNS)


def _run_on(tree: Tree, verb: Tok, comp: Tok) -> tuple[int, ...]:
    """`said that A and B was C`: a clause that follows at once, with no comma, is told too."""
    if comp.i < verb.i:
        return ()
    known = lex.SAY_THAT | lex.SAY_TO | lex.SAY_NP | lex.THINK_THAT
    found: list[int] = []
    end = max(tree.subtree(comp.i))
    for other in tree.children(verb.i, "conj", "ccomp"):
        whole = tree.subtree(other.i)
        first = min(whole)
        between = [tree[k] for k in range(end + 1, first)]
        if (
            other.i > comp.i
            and other.is_verb
            and other.tag not in {"VBG", "VB"}
            and other.lemma not in known
            and all(t.dep in {"cc", "mark"} for t in between)
            and (tree.child(other.i, *SUBJECTS) is not None or not between)
        ):
            found.append(other.i)
            end = max(whole)
    return tuple(found)


def _parenthesis(tree: Tree, verb: Tok) -> _Found | None:
    """`P, said X.` parsed with P as the main clause, and `as X said, P`."""
    if verb.lemma not in lex.SAY_THAT or verb.dep not in {"parataxis", "advcl", "ccomp", "intj"}:
        return None
    head = tree[verb.head]
    if verb.dep == "advcl":
        mark = tree.child(verb.i, "mark")
        if (
            mark is None
            or mark.lower != "as"
            or (verb.lemma != "tell" and tree.child(verb.i, "dobj", "xcomp", "prep") is not None)
        ):
            return None
    elif verb.dep == "ccomp" and not (
        verb.i > head.i and head.dep == "ROOT" and tree[verb.i - 1].text in {",", '"'}
    ):
        return None
    if not head.is_verb or head.sent != verb.sent:
        return None
    content = tree.subtree(head.i, without=[verb.i])
    return "that", content, head.i


def _infinitive(tree: Tree, verb: Tok) -> _Found | None:
    if verb.lemma not in lex.SAY_TO:
        return None
    for comp in tree.children(verb.i, "xcomp", "ccomp", "advcl"):
        to = tree.child(comp.i, "aux")
        if comp.tag != "VB" or to is None or to.lower != "to" or comp.i < verb.i:
            continue
        others = [c.i for c in tree.children(comp.i, "conj") if tree.child(c.i, *SUBJECTS)]
        content = set(tree.subtree(comp.i, without=others))
        for obj in tree.children(verb.i, "dobj", "dative", "prep"):
            if verb.i < obj.i < comp.i:
                content |= set(tree.subtree(obj.i))
        return "to", tuple(sorted(content)), comp.i
    return None


def _object(tree: Tree, verb: Tok) -> _Found | None:
    preps = lex.SAY_PREP.get(verb.lemma, frozenset())
    content: set[int] = set()
    root: int | None = None
    for prep in tree.children(verb.i, "prep", "agent", "prt"):
        if prep.lower in preps:
            content |= set(tree.subtree(prep.i)) - {prep.i}
            target = tree.child(prep.i, "pobj", "pcomp")
            root = target.i if target is not None else prep.i
    for comp in tree.children(verb.i, "xcomp"):
        if content and comp.i > verb.i:
            content |= set(tree.subtree(comp.i))
            root = comp.i
    if verb.lemma in lex.SAY_NP or _with_particle(tree, verb):
        obj = tree.child(verb.i, "dobj", "nsubjpass", "oprd", "ccomp", "xcomp")
        relative = _relative(tree, verb, obj)
        if relative is not None:
            return relative
        measured = verb.lemma == "compare" and not any(
            prep.lower in {"to", "with"} for prep in tree.children(verb.i, "prep")
        )
        if obj is not None and not measured and not (verb.lemma in _ASKED and _whom(tree, obj)):
            content |= _complements(tree, verb, obj)
            root = root if root is not None else obj.i
    if not content or root is None:
        return None
    return "object", _without_asides(tree, content, verb), root


def _without_asides(tree: Tree, content: set[int], verb: Tok) -> tuple[int, ...]:
    """Leave out `..., saying P` and `..., which Q` at the end: they are not what was said."""
    last = max(content)
    for tok in (tree[k] for k in sorted(content)):
        if tok.i <= verb.i or tree[tok.head].i not in content | {verb.i}:
            continue
        said = tok.dep == "advcl" and tok.lemma in lex.SAY_THAT and _appended(tree, tok)
        whole = tree.subtree(tok.i)
        which = (
            tok.dep == "relcl"
            and min(whole) > 0
            and tree[min(whole) - 1].text == ","
            and tree[min(whole)].lower in {"which", "who", "where"}
        )
        if (said or which) and max(whole) >= last - 1:
            return tuple(k for k in sorted(content) if k < min(whole) - 1)
    return tuple(sorted(content))


def _with_particle(tree: Tree, verb: Tok) -> bool:
    """`ruled out talks`, `turned down the offer`."""
    particles = lex.SAY_PARTICLE.get(verb.lemma, frozenset())
    beside = [t.lower for t in tree.children(verb.i, "prt", "advmod", "prep")]
    return any(word in particles for word in beside)


def _named_so(tree: Tree, verb: Tok) -> _Found | None:
    """`called it a step forward`: the object and what it is called."""
    if verb.lemma not in {"call", "deem", "term", "consider"}:
        return None
    small = next((c for c in tree.children(verb.i, "ccomp") if tree.child(c.i, "nsubj")), None)
    if small is not None and small.i > verb.i and not small.is_verb:
        return "named", tree.subtree(small.i), small.i
    called = tree.child(verb.i, "oprd")
    obj = tree.child(verb.i, "dobj", "nsubjpass")
    if called is None or obj is None:
        return None
    content = {*tree.subtree(called.i)}
    if obj.tag not in _WHICH:  # `what they called a provocation`
        content |= {*tree.subtree(obj.i)}
    return "named", tuple(sorted(content)), called.i


def _relative(tree: Tree, verb: Tok, obj: Tok | None) -> _Found | None:
    """`a policy which both criticise`, `an accusation the government denies`."""
    antecedent = tree[verb.head]
    like = next((p for p in tree.children(verb.i, "prep") if p.lower == "as"), None)
    if obj is not None and obj.tag in _WHICH and like is not None and obj.i < verb.i:
        described = tree.child(
            like.i, "pobj", "amod", "pcomp"
        )  # `which they describe as a retreat`
        if described is not None:
            return "relative", tree.subtree(described.i), described.i
    if verb.dep != "relcl":
        return None
    if obj is not None and obj.lower in {"which", "that"}:
        content = tree.subtree(antecedent.i, without=[verb.i])
        return "relative", content, antecedent.i
    if obj is None and antecedent.lemma in lex.CHARGES:
        return "relative", tree.subtree(antecedent.i), antecedent.i
    return None


def _complements(tree: Tree, verb: Tok, obj: Tok) -> set[int]:
    content = set(tree.subtree(obj.i))
    for part in tree.children(verb.i, *_PARTS):
        later = part.i >= obj.i or part.dep == "nsubjpass"
        if later and not _about_the_saying(tree, part):
            content |= set(tree.subtree(part.i))
    return content - _closing_date(tree, content)


def _closing_date(tree: Tree, content: set[int]) -> set[int]:
    """`rejected the plan on Monday`: a date at the very end belongs to the verb."""
    for prep in (tree[i] for i in sorted(content, reverse=True)[:4]):
        obj = tree.child(prep.i, "pobj") if prep.lower == "on" else None
        if obj is not None and obj.ent == "DATE" and max(tree.subtree(prep.i)) >= max(content) - 1:
            return set(tree.subtree(prep.i))
    return set()


def _about_the_saying(tree: Tree, part: Tok) -> bool:
    """`denounced it in a letter on Friday`: letter and Friday belong to the saying."""
    if part.dep == "advcl":
        mark = tree.child(part.i, "mark")
        return mark is None or mark.lower not in {"if", "unless", "because", "until", "that"}
    if part.dep == "npadvmod":
        return True
    if part.dep != "prep":
        return False
    obj = tree.child(part.i, "pobj")
    return obj is not None and (
        obj.ent in {"DATE", "TIME"} or (part.lower in _CHANNELS and obj.lemma in lex.DOCUMENTS)
    )


def _according(tree: Tree, tok: Tok) -> Cue | None:
    to = tree.child(tok.i, "prep")
    if to is None and tok.i + 1 < len(tree.toks) and tree[tok.i + 1].lower == "to":
        to = tree[tok.i + 1]
    source = tree.child(to.i, "pobj") if to is not None else None
    if source is None:
        return None
    named = _named_first(tree, to) if to is not None else None
    if named is not None:
        content = _to_the_stop(tree, named + 1)
        root = next((tree[i] for i in content if tree[i].is_verb), tree[named])
        return Cue(tok.i, "according", "that", named, content, root.i)
    said = next((c for c in tree.children(source.i, "acl") if c.tag == "VBN"), None)
    agent = tree.child(said.i, "agent") if said is not None else None
    by = tree.child(agent.i, "pobj") if agent is not None else None
    source = by or source
    root = tree[tok.head]
    if root.i == tok.i:
        return None
    if not root.is_verb:
        root = next((a for a in tree.ancestors(root.i) if a.is_verb), root)
    content = tree.subtree(root.i, without=[tok.i])
    return Cue(tok.i, "according", "that", source.i, content, root.i)


def _named_first(tree: Tree, to: Tok) -> int | None:
    """`According to Roe the property was returned`: a name, and the clause with no comma."""
    last = to.i
    while last + 1 < len(tree.toks) and tree[last + 1].tag in {"NNP", "NNPS"}:
        last += 1
    opens = last > to.i and last + 1 < len(tree.toks) and tree[last + 1].tag in {"DT", "PRP"}
    begins = tree[to.i - 1].i == tree.sentence(to.sent)[0].i
    return last if opens and begins else None


def _adjective(tree: Tree, adj: Tok) -> Cue | None:
    comp = tree.child(adj.i, "ccomp")
    verb = tree[adj.head]
    if comp is None or not verb.is_verb or comp.i < adj.i:
        return None
    source, _ = subject_of(tree, verb)
    if source is None or tree[source].lower in _SELF | {"it"}:
        return None
    mark = tree.child(comp.i, "mark")
    content = tuple(i for i in tree.subtree(comp.i) if mark is None or i != mark.i)
    return Cue(adj.i, adj.lemma, "that", source, content, comp.i)


def _noun(tree: Tree, noun: Tok) -> Cue | None:
    """`X's claim that P`, `appeals by X to do P`: a noun with an owner and a clause."""
    comp = next(
        (c for c in tree.children(noun.i, "acl", "ccomp", "relcl") if c.is_verb and c.i > noun.i),
        None,
    )
    if comp is None:
        return None
    mark, to = tree.child(comp.i, "mark"), tree.child(comp.i, "aux")
    that = mark is not None and mark.lower == "that"
    if not that and not (comp.tag == "VB" and to is not None and to.lower == "to"):
        return None
    owner = tree.child(noun.i, "poss")
    by = next(
        (p for p in tree.children(noun.i, "prep", "agent") if p.lower in {"by", "from", "of"}), None
    )
    if owner is None and by is not None:
        owner = tree.child(by.i, "pobj")
    if owner is None or owner.lower in {"its", "his", "her", "their"}:
        return None
    content = tuple(i for i in tree.subtree(comp.i) if mark is None or i != mark.i)
    return Cue(noun.i, noun.lemma, "noun", owner.i, content, comp.i)
