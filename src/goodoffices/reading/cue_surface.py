"""Words that report where the parse lost what they govern: from the word to the stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.cue import Cue
from goodoffices.reading.may_speak import can_speak
from goodoffices.reading.subjects import SUBJECTS

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree

__all__ = ["by_surface", "shown_behind", "to_the_stop"]

SHORT_OBJECT = 5
_BEFORE_NOUNS = frozenset({"DT", "JJ", "PRP$", "POS", "VBD", "IN"})
_SHOWING = frozenset(
    f"{verb}{ending}"
    for verb in ("show", "indicate", "suggest", "reveal", "say", "find")
    for ending in ("", "s", "ed", "d")
) | {"said", "found"}
_THINGS = lex.EVIDENCE | lex.DOCUMENTS | {"record", "database", "footage", "transcript", "log"}
_PRESCRIBES = frozenset({"decree", "doctrine", "number", "rule", "law", "plan", "agreement"})
_IN_A_NAME = frozenset(
    {"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "CC", "POS", "CD", "HYPH", "PRP$"}
) | {"SYM", "VBN"}


def by_surface(tree: Tree, quoted: frozenset[int], known: set[int]) -> list[Cue]:
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
        content = to_the_stop(tree, place + 1 if place is not None and that else tok.i + 1)
        if source is not None and source != tok.i and len(content) > SHORT_OBJECT:
            root = next((i for i in content if tree[i].is_verb), content[0])
            made.append(Cue(tok.i, tok.lemma, "that", source, content, root))
    return made


def _clause_begins(tree: Tree, first: int) -> bool:
    """Nouns and what belongs to them, then a finite verb: the subject of a clause."""
    for tok in tree.toks[first : first + 8]:
        if tok.is_finite:
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


def shown_behind(tree: Tree, quoted: frozenset[int], known: set[int]) -> list[Cue]:
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


def per(tree: Tree, tok: Tok) -> Cue | None:
    """`Per the decree, P`: opens the sentence as `according to` does; up to the stop."""
    source = tree.child(tok.i, "pobj")
    if source is None:
        source = next((t for t in tree.toks[tok.i + 1 : tok.i + 6] if t.dep in SUBJECTS), None)
    known = source is not None and (can_speak(source) or source.lemma in _PRESCRIBES)
    if source is None or not known or tree.sentence(tok.sent)[0].i != tok.i:
        return None
    said = next((t for t in tree.children(source.i, "acl") if t.tag == "VBN"), None)
    agent = tree.child(said.i, "agent") if said is not None else None
    by = tree.child(agent.i, "pobj") if agent is not None else None
    source = by if by is not None and source.lemma in lex.FIGURES | {"number"} else source
    comma = next((t for t in tree.toks[source.i :] if t.text == ","), None)
    if comma is None or comma.sent != tok.sent:
        return None
    content = to_the_stop(tree, comma.i + 1)
    root = next((k for k in content if tree[k].is_verb), None)
    return Cue(tok.i, "according", "that", source.i, content, root) if root is not None else None


def to_the_stop(tree: Tree, first: int) -> tuple[int, ...]:
    found: list[int] = []
    for tok in tree.toks[first:]:
        if tok.text in {".", "!", "?"} or tok.sent != tree[first].sent:
            break
        found.append(tok.i)
    return tuple(found)
