"""What a verb of saying has for an object: things and names, what they are called, what they are
related to by `which`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.cue_clauses import appended

if TYPE_CHECKING:
    from goodoffices.reading.cue_clauses import Found
    from goodoffices.reading.tree import Tok, Tree

__all__ = ["named_so", "object_of"]

_PARTS = ("dobj", "prep", "oprd", "dative", "xcomp", "ccomp", "advcl", "nsubjpass", "npadvmod")
_WHICH = frozenset({"WP", "WDT"})
_ASKED = frozenset({"question", "challenge"})
_CHANNELS = frozenset({"in", "on", "during", "at", "via", "through"})


def object_of(tree: Tree, verb: Tok) -> Found | None:
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
        said = tok.dep == "advcl" and tok.lemma in lex.SAY_THAT and appended(tree, tok)
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


def named_so(tree: Tree, verb: Tok) -> Found | None:
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


def _relative(tree: Tree, verb: Tok, obj: Tok | None) -> Found | None:
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


def _whom(tree: Tree, obj: Tok) -> bool:
    """`questioned the student`: whom, not what (`the motives of`, `its motives`)."""
    return tree.child(obj.i, "prep", "poss") is None or obj.ent == "PERSON"
