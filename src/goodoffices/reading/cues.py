"""Words that report, found in a parsed paragraph, each with its source and its content.

Clauses (ccomp), parentheses (`..., X said`), infinitives, objects, `according to X`, participles
(`warning that`), judgements (`sceptical that`) and nouns (`X's claim that`). The rules follow the
syntactic approach to indirect quotation (Krestel, Bergler and Witte 2008; Pareti et al. 2013).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.cue_clauses import clause, infinitive, parenthesis
from goodoffices.reading.cue_edges import with_edges
from goodoffices.reading.cue_objects import named_so, object_of, rumoured
from goodoffices.reading.cue_phrases import whole_phrase
from goodoffices.reading.subjects import SUBJECTS, subject_of

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree

_REFERS = frozenset({"it", "them", "him", "her", "this", "these"})
SHORT_OBJECT = 5
_BEFORE_NOUNS = frozenset({"DT", "JJ", "PRP$", "POS", "VBD", "IN"})
_FINDERS = (clause, parenthesis, infinitive, object_of, named_so, rumoured, whole_phrase)
_MODALS = frozenset({"must", "should", "may", "can"})
_SHOWING = frozenset(
    f"{verb}{ending}"
    for verb in ("show", "indicate", "suggest", "reveal", "say", "find")
    for ending in ("", "s", "ed", "d")
) | {"said", "found"}
_THINGS = lex.EVIDENCE | lex.DOCUMENTS | {"record", "database", "footage", "transcript", "log"}
_IN_A_NAME = frozenset(
    {"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "CC", "POS", "CD", "HYPH", "PRP$"}
) | {"SYM", "VBN"}


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
        elif tok.lemma in lex.SAY_ADJ | lex.MADE_SO:
            cue = _adjective(tree, tok)
        elif tok.tag in {"NN", "NNS"} and tok.lemma in lex.SAY_NOUN | lex.STANCE:
            cue = _copular(tree, tok) or _noun(tree, tok)
        else:
            cue = None
        if cue is not None and cue.content:
            found.append(cue)
    found.extend(_by_surface(tree, quoted, {cue.word for cue in found}))
    found.extend(_shown_behind(tree, quoted, {cue.word for cue in found}))
    merged = _merge_same(tree, sorted(found, key=lambda cue: cue.word))
    return with_edges(tree, merged, quoted)


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
        that = place is not None and tok.tag in {"VBP", "VBZ", "VBD", "VBG", "NN", "NNS"}
        begun = after.tag in {"DT", "PRP", "NNP", "PRP$"} or _clause_begins(tree, tok.i + 1)
        participle = tok.tag == "VBG" and before.text == "," and begun
        beside = tok.tag == "VBG" and _with_whom(tree, tok) is not None
        led = _led_in(tree, tok)
        if not that and not participle and not beside and not led:
            continue
        if tok.tag in {"NN", "NNS"} and tree[tok.i - 1].tag in _BEFORE_NOUNS:
            continue
        source = _with_whom(tree, tok) if beside else _before_surface(tree, tok)
        own = tree.child(tok.i, "nsubj") if led else None
        source = own.i if own is not None else source
        content = _to_the_stop(tree, place + 1 if place is not None and that else tok.i + 1)
        if source is not None and source != tok.i and len(content) > SHORT_OBJECT:
            root = next((i for i in content if tree[i].is_verb), content[0])
            made.append(Cue(tok.i, tok.lemma, "that", source, content, root))
    return made


def _clause_begins(tree: Tree, first: int) -> bool:
    """Nouns and what belongs to them, then a finite verb: the subject of a clause."""
    for tok in tree.toks[first : first + 8]:
        if tok.tag in {"VBD", "VBZ", "VBP", "MD"}:
            return tok.i > first
        if not (tok.tag.startswith("NN") or tok.tag in {"JJ", "IN", "DT", "CD"}):
            return False
    return False


def _led_in(tree: Tree, verb: Tok) -> bool:
    """`In its ruling the court said, although A, that B`, parsed as if the ruling were said."""
    own = tree.child(verb.i, "nsubj")
    head = tree[verb.head]
    named = own is not None and own.tag.startswith("NN")
    opens = verb.dep == "relcl" and head.i < verb.i and tree[verb.i + 1].text == ","
    return opens and named and not any(t.tag in {"WDT", "WP"} for t in tree.toks[head.i : verb.i])


def _shown_behind(tree: Tree, quoted: frozenset[int], known: set[int]) -> list[Cue]:
    """`P, court records show.`, `P, a new poll finds, ...`: what it tells stands before it."""
    made: list[Cue] = []
    for tok in tree.toks[1:-1]:
        before, after = tree[tok.i - 1], tree[tok.i + 1]
        if tok.lower not in _SHOWING or after.text not in {".", ","} or tok.i in known | quoted:
            continue
        if not before.tag.startswith("NN") or before.lemma.lower() not in _THINGS:
            continue
        comma = next((t for t in tree.toks[before.i :: -1] if t.tag not in _IN_A_NAME), None)
        if comma is None or comma.text != "," or comma.sent != tok.sent or comma.i in quoted:
            continue
        first = tree.sentence(tok.sent)[0].i
        content = tuple(k for k in range(first, comma.i) if k not in quoted)
        root = next((k for k in content if tree[k].is_verb), None)
        if root is not None and len(content) > SHORT_OBJECT:
            made.append(Cue(tok.i, tok.lemma, "that", before.i, content, root))
    return made


def _that_behind(tree: Tree, tok: Tok) -> int | None:
    """`posted on the site on Friday that`: where `that` stands, past where and when it was said."""
    for other in tree.toks[tok.i + 1 : tok.i + 2 + SHORT_OBJECT]:
        if other.lower == "that":
            return other.i
        if tok.tag in {"NN", "NNS"} or not (
            other.tag in {"IN", "DT", "RP"} or other.tag.startswith("NN") or other.ent == "DATE"
        ):
            return None
    return None


def _before_surface(tree: Tree, tok: Tok) -> int | None:
    """The noun that opens the sentence, or the subject of its verb."""
    sentence = tree.sentence(tok.sent)
    subject = next((t for t in sentence if t.dep in SUBJECTS and t.i < tok.i), None)
    if subject is not None and subject.dep == "nsubjpass":
        agent = tree.child(subject.head, "agent")
        by = tree.child(agent.i, "pobj") if agent is not None else None
        if by is not None and by.i < tok.i:
            return by.i
    if subject is not None:
        return None if subject.lower in lex.NO_SOURCE else subject.i
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
    if source is not None and (tree[source].lower in lex.NO_SOURCE or source in quoted):
        return None
    if source is None and unnamed is None:
        return None
    for finder in _FINDERS:
        made = finder(tree, verb)
        if made is not None and not _reflexive(tree, made[1]):
            frame, content, root = made
            weak = frame != "that" or lemma in lex.INFER
            if (
                weak
                and source is not None
                and not (can_speak(tree[source]) or _bare_name(tree, tree[source]))
            ):
                return None
            if frame == "object" and _in_passing(tree, verb):
                return None
            return Cue(verb.i, lemma, frame, source, content, root, unnamed)
    return None


def can_speak(tok: Tok) -> bool:
    """A name, a pronoun, a number of people, a paper, or a noun for persons; no mere thing."""
    if tok.is_verb:
        return False
    if not tok.tag.startswith("NN") or tok.tag.startswith("NNP") or tok.ent not in {"", "DATE"}:
        return True
    known = lex.UNNAMED | lex.GROUP_NOUNS | lex.DOCUMENTS | lex.EVIDENCE | lex.SPEAKERS
    return tok.lemma in known or tok.lower in known or tok.lemma.endswith(lex.PERSONAL_ENDINGS)


def _bare_name(tree: Tree, tok: Tok) -> bool:
    """A singular noun in capitals that nothing determines is a name."""
    return tok.tag == "NN" and tok.text[:1].isupper() and not tree.kids[tok.i]


def _in_passing(tree: Tree, verb: Tok) -> bool:
    """`When announcing the law, she said P`; `must not cite any person`: nothing is reported."""
    while_saying = [t.lower for t in tree.children(verb.i, "advmod", "mark")]
    if verb.tag == "VBG" and {"when", "while"} & set(while_saying):
        return True
    modals = {aux.lower for aux in tree.children(verb.i, "aux")} & _MODALS
    return bool(modals) and verb.lemma in {"cite", "mention", "claim", "refer"}


def _reflexive(tree: Tree, content: tuple[int, ...]) -> bool:
    return tree[content[0]].lower.endswith(("self", "selves"))


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
    who = tree.child(root.i, *SUBJECTS)
    if who is not None and who.tag in {"WP", "WDT"} and tok.i < who.i and root.head != root.i:
        root = tree[root.head]  # `P, according to the police, who said Q`
    mark = tree.child(root.i, "mark")
    because = mark is not None and mark.lower in {"because", "since", "so"} and tok.i > root.i
    if because or (root.tag in {"VBG", "VBN"} and root.dep in {"acl", "amod"} and tok.i > root.i):
        root = next((a for a in tree.ancestors(root.i) if a.is_verb), root)
    if tok.i > root.i:
        root = _first_of_all(tree, root)
    content = tree.subtree(root.i, without=[tok.i])
    return Cue(tok.i, "according", "that", source.i, content, root.i)


def _first_of_all(tree: Tree, last: Tok) -> Tok:
    """`A is so, but B is so, according to X`: both are laid to X, if nobody says the first."""
    known = lex.SAY_THAT | lex.SAY_TO | lex.SAY_NP | lex.THINK_THAT
    top, first = last, last
    while top.dep == "conj" and tree[top.head].is_verb and top.head != top.i:
        begins = min(tree.subtree(top.i))
        parted = any(tree[k].text == "," for k in range(max(0, begins - 2), begins))
        top = tree[top.head]
        if top.lemma in known or top.dep not in {"conj", "ROOT"}:
            return last
        strung = any(c.i < top.i and c.is_verb for c in tree.children(top.i, "ccomp"))
        first = top if parted or strung else first
    return first


def _named_first(tree: Tree, to: Tok) -> int | None:
    """`According to Roe the property was returned`: a name, and the clause with no comma."""
    last = to.i
    while last + 1 < len(tree.toks) and tree[last + 1].tag in {"NNP", "NNPS"}:
        last += 1
    opens = last > to.i and last + 1 < len(tree.toks) and tree[last + 1].tag in {"DT", "PRP"}
    begins = tree[to.i - 1].i == tree.sentence(to.sent)[0].i
    return last if opens and begins else None


def _adjective(tree: Tree, adj: Tok) -> Cue | None:
    comp = tree.child(adj.i, "ccomp") or _whether(tree, adj)
    verb = tree[adj.head]
    if adj.lemma in lex.MADE_SO:
        comp = next((c for c in tree.children(adj.i, "ccomp", "advcl") if _that(tree, c)), comp)
    if comp is None or not verb.is_verb or comp.i < adj.i:
        return None
    source, _ = subject_of(tree, verb)
    if source is None or tree[source].lower in lex.NO_SOURCE | {"it"}:
        return None
    if adj.lemma in lex.MADE_SO and verb.lemma != "make":
        return None
    mark = tree.child(comp.i, "mark")
    content = tuple(i for i in tree.subtree(comp.i) if mark is None or i != mark.i)
    return Cue(adj.i, adj.lemma, "that", source, content, comp.i)


def _that(tree: Tree, comp: Tok) -> bool:
    mark = tree.child(comp.i, "mark")
    return mark is not None and mark.lower == "that"


def _whether(tree: Tree, adj: Tok) -> Tok | None:
    """`was sceptical if they would come`."""
    for comp in tree.children(adj.i, "advcl") or tree.children(adj.head, "advcl"):
        mark = tree.child(comp.i, "mark")
        if mark is not None and mark.lower in {"if", "whether"} and mark.i == adj.i + 1:
            return comp
    return None


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
    if noun.lemma not in lex.SAY_NOUN:
        return None
    if not that and not (comp.tag == "VB" and to is not None and to.lower == "to"):
        return None
    owner = tree.child(noun.i, "poss")
    by = next(
        (p for p in tree.children(noun.i, "prep", "agent") if p.lower in {"by", "from", "of"}), None
    )
    if owner is None and by is not None:
        owner = tree.child(by.i, "pobj")
    voiced = _voiced_by(tree, noun) if owner is None and that else None
    if voiced is not None:
        owner = tree[voiced]
    if owner is None or owner.lower in {"its", "his", "her", "their"}:
        return None
    content = tuple(i for i in tree.subtree(comp.i) if mark is None or i != mark.i)
    return Cue(noun.i, noun.lemma, "noun", owner.i, content, comp.i)


def _copular(tree: Tree, noun: Tok) -> Cue | None:
    """`The government's argument was that P`, `The official position remained that P`."""
    verb = tree[noun.head]
    if noun.dep not in SUBJECTS or verb.lemma not in {"be", "remain"}:
        return None
    comp = next(
        (c for c in tree.children(verb.i, "ccomp") if _that(tree, c) and c.i > verb.i), None
    )
    subjects = [t.i for t in tree.children(verb.i, *SUBJECTS)]
    owners = [o for i in subjects for o in tree.children(i, "poss")]
    for by in (p for i in subjects for p in tree.children(i, "prep") if p.lower in {"of", "from"}):
        owners.extend(tree.children(by.i, "pobj"))
    if comp is None or not owners or owners[0].tag == "PRP$":
        return None
    mark = tree.child(comp.i, "mark")
    content = tuple(i for i in tree.subtree(comp.i) if mark is None or i != mark.i)
    return Cue(noun.i, noun.lemma, "noun", owners[0].i, content, comp.i)


def _voiced_by(tree: Tree, noun: Tok) -> int | None:
    """`fired back with accusations that P`, `sounded a note of caution that P`: who does so."""
    for above in tree.ancestors(noun.i):
        if above.is_verb:
            hit_back = noun.dep == "pobj" and tree[noun.head].lower == "with"
            return subject_of(tree, above)[0] if above.lemma in lex.VOICE or hit_back else None
        if not (above.dep in {"pobj", "dobj"} or above.lower in {"with", "of"}):
            return None
    return None
