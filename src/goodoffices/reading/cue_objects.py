"""What a verb of saying has for an object: things and names, what they are called, what they are
related to by `which`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.cue_clauses import appended
from goodoffices.reading.rumour import is_rumour, said_to

if TYPE_CHECKING:
    from goodoffices.reading.cue_clauses import Found
    from goodoffices.reading.tree import Tok, Tree

__all__ = ["named_so", "object_of", "rumoured"]

_PARTS = ("dobj", "prep", "oprd", "dative", "xcomp", "ccomp", "advcl", "nsubjpass", "npadvmod")
_WHICH = frozenset({"WP", "WDT"})
_SEES = frozenset({"regard", "view", "portray", "perceive", "attack", "list"})
_ASKED = frozenset({"question", "challenge"})
_LINKS = {"charge": "with", "identify": "as"}
_TO_WHOM = frozenset(
    {"confirm", "announce", "reveal", "describe", "explain", "suggest", "express", "acknowledge"}
    | {"admit", "deny", "mention", "complain", "outline", "disclose"}
)
_HEARERS = frozenset({"reporter", "journalist", "press", "media", "outlet", "agency", "newspaper"})
_PERSONS = frozenset({"him", "her", "them"})
_ASKING = frozenset({"ask", "press", "push"})
_AS_WELL_AS = ("as", "well", "as")
_MEANWHILE = frozenset({"despite", "amid", "amidst", "following", "during", "after", "since"})
_CHANNELS = frozenset({"in", "on", "during", "at", "via", "through"})


def object_of(tree: Tree, verb: Tok) -> Found | None:
    content, root = _by_preposition(tree, verb)
    passive = _passive(tree, verb)
    if verb.lemma in lex.SAY_PREP and root is not None and passive:
        return "object", passive, root  # `was objected to by the envoy`
    if verb.lemma in lex.SAY_NP or _with_particle(tree, verb) or _with_what(tree, verb):
        obj = tree.child(verb.i, "dobj", "nsubjpass", "oprd", "ccomp", "xcomp")
        relative = _relative(tree, verb, obj)
        if relative is not None:
            return relative
        if obj is not None and not _unfit(tree, verb, obj):
            content |= _complements(tree, verb, obj)
            root = root if root is not None else obj.i
    if not content or root is None:
        return None
    return "object", passive or _without_asides(tree, content, verb), root


def rumoured(tree: Tree, verb: Tok) -> Found | None:
    """`the army is said to have left`, `ten dead are reported`: what nobody named has told."""
    subject, helper = tree.child(verb.i, "nsubjpass"), tree.child(verb.i, "auxpass")
    if not is_rumour(tree, verb) or helper is None:
        return None
    done = said_to(tree, verb)
    if subject is None and verb.dep == "conj" and done is not None:
        return "object", tree.subtree(done.i), done.i  # `was hurt and is said to be well`
    if subject is None or subject.tag in _WHICH:
        return None
    content = set(tree.subtree(subject.i))
    if done is not None:
        content |= set(tree.subtree(done.i))
        return "object", tuple(sorted(content)), done.i
    if verb.lemma != "report" or helper.tag not in {"VBP", "VBZ"}:
        return None
    for where in tree.children(verb.i, "prep"):
        content |= set(tree.subtree(where.i))
    return "object", tuple(sorted(content)), subject.i


def _passive(tree: Tree, verb: Tok) -> tuple[int, ...]:
    """`the raid was condemned by the envoy`: the whole clause, who condemned it among it."""
    subject, agent = tree.child(verb.i, "nsubjpass"), tree.child(verb.i, "agent")
    if subject is None or agent is None:
        return ()
    asides = [
        t.i
        for t in tree.children(verb.i, "advcl", "conj", "cc", "npadvmod", "parataxis")
        if t.dep != "advcl" or _beside(tree, t)
    ]
    first = min(tree.subtree(subject.i))
    if subject.tag in _WHICH:  # `who was described as rude by the envoy`
        first = subject.i + 1
    by = tree.child(agent.i, "pobj")
    asides += [t.i for t in tree.children(by.i, "appos", "relcl", "punct")] if by else []
    return tuple(i for i in tree.subtree(verb.i, without=asides) if i >= first)


def _by_preposition(tree: Tree, verb: Tok) -> tuple[set[int], int | None]:
    """`called for talks`, `asked the envoy for time`, `calling for them to be freed`."""
    preps = lex.SAY_PREP.get(verb.lemma, frozenset())
    content: set[int] = set()
    root: int | None = None
    if verb.lemma == "refer" and verb.tag in {"VBZ", "VBP", "VBG"}:
        return content, root  # `X refers to Y` defines, `he said, referring to Y` explains
    held = verb.lemma == "call" and tree.child(verb.i, "dobj") is not None
    for prep in tree.children(verb.i, "prep", "agent", "prt"):
        if held and prep.lower == "for":
            continue  # `called a vote for May`
        target = tree.child(prep.i, "pobj", "pcomp")
        if prep.lower in preps and not (target is not None and target.tag == "CD"):
            content |= set(tree.subtree(prep.i)) - {prep.i}
            root = target.i if target is not None else prep.i
    if content:
        content, root = _with_complements(tree, verb, content, root)
        return content, root
    for comp in tree.children(verb.i, "advcl"):
        mark = tree.child(comp.i, "mark")
        wanted = mark is not None and mark.lower in preps and comp.i > verb.i
        if wanted and mark is not None and tree.child(comp.i, "aux") is not None:
            return set(tree.subtree(comp.i)) - {mark.i}, comp.i
    return content, root


def _with_complements(
    tree: Tree, verb: Tok, content: set[int], root: int | None
) -> tuple[set[int], int | None]:
    """`called on him to go`, `warned of a blow if they went on`, `called for A, and doing B`."""
    found = set(content)
    for comp in tree.children(verb.i, "xcomp", "advcl"):
        mark = tree.child(comp.i, "mark")
        if comp.i > verb.i and comp.dep == "xcomp":
            found |= set(tree.subtree(comp.i))
            root = comp.i
        elif comp.i > verb.i and mark is not None and mark.lower in {"if", "unless"}:
            found |= set(tree.subtree(comp.i))
    for part in tree.children(verb.i, "prep"):
        near = min(tree.subtree(part.i)) == max(found) + 1
        if near and not _about_the_saying(tree, part) and part.lower not in {"on", "at", "by"}:
            found |= set(tree.subtree(part.i))  # `objected to the symbols in the rooms`
    for more in tree.children(verb.i, "conj"):
        if more.tag == "VBG" and more.i > max(found):
            found |= set(range(max(found) + 1, max(tree.subtree(more.i)) + 1))
    asked = tree.child(verb.i, "dobj", "dative") if verb.lemma in _ASKING else None
    if asked is not None and verb.i < asked.i < min(found):
        found |= set(range(min(tree.subtree(asked.i)), min(found)))
    return found, root


def _unfit(tree: Tree, verb: Tok, obj: Tok) -> bool:
    """An object that is not said: what is measured, asked, named as a ground, or a lost subject."""
    measured = verb.lemma == "compare" and not any(
        prep.lower in {"to", "with"} for prep in tree.children(verb.i, "prep")
    )
    asked = verb.lemma in _ASKED and _whom(tree, obj)
    ground = verb.lemma == "cite" and (
        _as_saying(tree, verb) or not _as_what(tree, verb) or obj.lower in lex.UNNAMED
    )
    taken = verb.lemma == "claim" and obj.lemma in lex.TAKEN  # `claimed three lives`
    ground = ground or (verb.lemma == "describe" and verb.dep == "advcl" and _opens(tree, verb))
    taken = taken or (verb.lemma == "confirm" and obj.lower in _PERSONS)  # in an office
    return measured or asked or ground or taken or _lost_clause(tree, verb, obj)


def _opens(tree: Tree, verb: Tok) -> bool:
    """`Describing the raid, she said it was ...`: what she says of it comes behind."""
    likes = any(p.lower == "as" for p in tree.children(verb.i, "prep"))
    return verb.tag == "VBG" and verb.i < verb.head and not likes


def _as_what(tree: Tree, verb: Tok) -> bool:
    """`cited it`, `citing it as a threat`; a bare `citing it` names a ground."""
    likes = (p for p in tree.children(verb.i, "prep") if p.lower == "as")
    return verb.tag != "VBG" or any(tree.child(p.i, "pobj") is not None for p in likes)


def _as_saying(tree: Tree, verb: Tok) -> bool:
    """`citing officials, the paper said`, `cited officials as saying`: a source, not a subject."""
    likes = (p for p in tree.children(verb.i, "prep") if p.lower == "as")
    return any(tree.child(like.i, "pcomp") is not None for like in likes)


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


def _with_what(tree: Tree, verb: Tok) -> bool:
    """`charged her with fraud`, `identified him as the caller`."""
    link = _LINKS.get(verb.lemma)
    return link is not None and any(p.lower == link for p in tree.children(verb.i, "prep"))


def _with_particle(tree: Tree, verb: Tok) -> bool:
    """`ruled out talks`, `turned down the offer`."""
    particles = lex.SAY_PARTICLE.get(verb.lemma, frozenset())
    beside = [t.lower for t in tree.children(verb.i, "prt", "advmod", "prep")]
    return any(word in particles for word in beside)


def named_so(tree: Tree, verb: Tok) -> Found | None:
    """`called it a step forward`: the object and what it is called."""
    if verb.lemma in _SEES:
        return _seen_as(tree, verb)
    if verb.lemma not in {"call", "deem", "term", "consider", "declare", "proclaim"}:
        return None
    small = next((c for c in tree.children(verb.i, "ccomp") if tree.child(c.i, "nsubj")), None)
    if small is not None and small.i > verb.i and not small.is_verb:
        return "named", tree.subtree(small.i), small.i
    if verb.lemma == "consider" and tree.child(verb.i, "oprd", "ccomp") is None:
        return _seen_as(tree, verb)
    called = tree.child(verb.i, "oprd")
    obj = tree.child(verb.i, "dobj", "nsubjpass")
    if called is None and obj is not None:
        behind = tree.children(obj.i, "acl", "amod")
        called = next((c for c in behind if c.i > obj.i and c.tag == "JJ"), None)
    if called is None or obj is None:
        return None
    content = {*tree.subtree(called.i)}
    if obj.tag not in _WHICH:  # `what they called a provocation`
        content |= {*tree.subtree(obj.i)}
    return "named", tuple(sorted(content)), called.i


def _seen_as(tree: Tree, verb: Tok) -> Found | None:
    """`regards the strip as its own`: what is seen, and as what."""
    obj, like = tree.child(verb.i, "dobj"), None
    places = (verb.i, obj.i) if obj is not None else ()
    for place in places:
        like = like or next((p for p in tree.children(place, "prep") if p.lower == "as"), None)
    if obj is None or like is None or obj.i < verb.i or obj.tag in _WHICH | {"PRP"}:
        return None
    content = {*tree.subtree(obj.i), *tree.subtree(like.i)}
    return "named", tuple(sorted(content)), obj.i


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
    content = set(tree.subtree(obj.i)) | _as_well_as(tree, obj)
    for part in tree.children(verb.i, *_PARTS):
        later = part.i >= obj.i or part.dep == "nsubjpass"
        if later and not _about_the_saying(tree, part):
            content |= set(tree.subtree(part.i))
    return content - _closing_date(tree, content)


def _beside(tree: Tree, clause: Tok) -> bool:
    """A clause that tells when something was done, or is parted by a comma."""
    mark = tree.child(clause.i, "mark", "advmod")
    before = tree[min(tree.subtree(clause.i)) - 1]
    return before.text == "," or (mark is not None and mark.lower in {"after", "before", "when"})


def _as_well_as(tree: Tree, obj: Tok) -> set[int]:
    """`criticised the army, as well as the rebels`: both, wherever the parse hung the second."""
    end = max(tree.subtree(obj.i)) + 1
    behind = tree.toks[end : end + 5]
    words = [t for t in behind if not t.is_punct]
    if tuple(t.lower for t in words[:3]) != _AS_WELL_AS or len(words) <= len(_AS_WELL_AS):
        return set()
    noun = next((t for t in tree.toks[words[2].i + 1 :] if t.tag.startswith("NN")), None)
    return set(range(end, max(tree.subtree(noun.i)) + 1)) if noun is not None else set()


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
    told = part.lower == "to" and tree[part.head].lemma in _TO_WHOM
    if told and obj is not None and (obj.lemma in _HEARERS or obj.ent in {"ORG", "PERSON"}):
        return True  # `confirmed it to the press`
    return part.lower in _MEANWHILE or (
        obj is not None
        and (
            obj.ent in {"DATE", "TIME"} or (part.lower in _CHANNELS and obj.lemma in lex.DOCUMENTS)
        )
    )


def _lost_clause(tree: Tree, verb: Tok, obj: Tok) -> bool:
    """`claiming farmland was taken`, parsed with an object where the clause's subject stands."""
    if obj.i < verb.i or verb.lemma not in lex.SAY_THAT:
        return False
    end = max(tree.subtree(obj.i)) + 1
    return end < len(tree.toks) and tree[end].is_finite


def _whom(tree: Tree, obj: Tok) -> bool:
    """`questioned the student`: whom, not what (`the motives of`, `its motives`)."""
    return tree.child(obj.i, "prep", "poss") is None or obj.ent == "PERSON"
