"""Where what is said ends: glosses of the reporter, and what somebody else says, are cut off.

The cuts are at a semicolon, at `..., which` behind reported speech, and before a coordinate or
subordinate clause that is a report with a subject of its own. O(cues × tokens of the content).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.subjects import SUBJECTS

if TYPE_CHECKING:
    from goodoffices.reading.cue import Cue
    from goodoffices.reading.tree import Tok, Tree

__all__ = ["with_edges"]

_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who", "which", "that"})
_GLOSS = frozenset({"which", "who", "whose"})
_PARTING = frozenset(
    {"while", "whilst", "whereas", "as", "after", "before", "though", "although", "with"}
    | {"despite"}
)
_OPEN = frozenset({"could", "might", "should", "must"})
_OCCASIONS = frozenset(
    {"briefing", "conference", "interview", "speech", "address", "broadcast", "rally", "debate"}
)
_SAYING = lex.SAY_THAT | lex.SAY_TO | lex.SAY_NP | frozenset(lex.SAY_PREP)
_DASHES = frozenset({"—", "–", "--"})
_FEWEST = 2


def with_edges(tree: Tree, cues: tuple[Cue, ...], quoted: frozenset[int]) -> tuple[Cue, ...]:
    added = {i: cue for cue in cues for i in cue.content if _went_on(tree, cue, i)}
    sources = {word: cue.source for word, cue in added.items()}
    cues = tuple(replace(c, source=sources.get(c.word, c.source)) for c in cues)
    return tuple(_cut(tree, cue, cues, quoted, frozenset(added)) for cue in cues)


def _went_on(tree: Tree, cue: Cue, i: int) -> bool:
    """`noted that P, and mentioned Q`: behind the comma it is who noted that mentions."""
    verb, said = tree[i], tree[cue.word]
    if cue.frame != "that" or i < cue.root or verb.lemma not in _SAYING or i == cue.word:
        return False
    if tree[i - 1].lower not in {"and", "but"} or verb.dep != "conj":
        return False
    head = tree[verb.head]
    helper = tree.child(head.i, "aux", "auxpass")
    now = (helper.tag if helper is not None else head.tag) in {"VBZ", "VBP", "MD"}
    parted = tree[i - 2].text == "," or now
    alone = tree.child(verb.i, *SUBJECTS, "aux", "auxpass") is None
    return parted and alone and verb.tag == "VBD" and said.tag in {"VBD", "VBN"}


def _cut(
    tree: Tree,
    cue: Cue,
    cues: tuple[Cue, ...],
    quoted: frozenset[int],
    added: frozenset[int],
) -> Cue:
    content = _over_dashes(tree, cue, _beside_semicolon(tree, cue))
    content = _without_last_saying(tree, cue, content)
    ends = (
        _own_report(tree, cue, cues),
        min((i - 1 for i in added if i in cue.content and i > cue.root), default=None),
        _gloss(tree, cue, content, quoted, {other.word for other in cues}),
        _colon(tree, cue),
        _grounds(tree, cue),
        _full_stop(tree, cue, quoted),
        _occasion(tree, cue),
    )
    for end in ends:
        if end is not None and end > cue.root:
            rest = tuple(i for i in content if i < end)
            whole = cue.frame != "that" or any(tree[i].is_verb for i in rest)
            if whole and sum(not tree[i].is_punct for i in rest) >= _FEWEST:
                content = rest
    return replace(cue, content=content)


def _without_last_saying(tree: Tree, cue: Cue, content: tuple[int, ...]) -> tuple[int, ...]:
    """`announced P, stating, "Q"`: the participle opens what comes next."""
    kept = list(content)
    while kept and tree[kept[-1]].is_punct:
        kept.pop()
    last = tree[kept[-1]] if kept else None
    said = last is not None and last.tag == "VBG" and last.lemma in lex.SAY_THAT
    if last is None or not said or last.i <= cue.root or tree[last.i - 1].text != ",":
        return content
    return tuple(i for i in kept if i < last.i - 1)


def _beside_semicolon(tree: Tree, cue: Cue) -> tuple[int, ...]:
    """`A did this; P, said B`: what stands before the semicolon, or a colon, is not B's."""
    stops = [t.i for t in tree.toks[: cue.word] if t.text in {";", ":", ".", "!", "?"}]
    place = stops[-1] if stops and tree[stops[-1]].text in {";", ":"} else -1
    kept = tuple(i for i in cue.content if i > place)
    return kept if place >= 0 and kept else cue.content


def _own_report(tree: Tree, cue: Cue, cues: tuple[Cue, ...]) -> int | None:
    """`A said P, and B accused C`, `A said P, shortly after B had denied it`: B's is not A's."""
    found: list[int] = []
    for other in cues:
        if other.word not in cue.content or other.word in {cue.word, cue.root}:
            continue
        verb = _with_subject(tree, tree[other.word])
        subject = tree.child(verb.i, *SUBJECTS)
        if verb.i not in cue.content or verb.i == cue.root:
            continue
        if other.word < cue.word or subject is None or subject.lower in _PRONOUNS:
            continue
        begins = _opening(tree, verb)
        mark = tree.child(verb.i, "mark")
        if begins is None or (mark is not None and mark.lower not in _PARTING):
            continue
        parted = verb.dep == "pcomp" and tree[verb.head].lower in _PARTING
        if parted or verb.dep in {"conj", "advcl", "ccomp", "parataxis"}:
            found.append(begins)
    return min(found, default=None)


def _with_subject(tree: Tree, verb: Tok) -> Tok:
    """`after B had defended it and said Q`: the verb whose subject says Q."""
    while verb.dep == "conj" and tree.child(verb.i, *SUBJECTS) is None and verb.head != verb.i:
        verb = tree[verb.head]
    return verb


def _opening(tree: Tree, verb: Tok) -> int | None:
    """Where the clause of a verb begins, if a comma or a semicolon parts it from what precedes."""
    first = min(k for k in tree.subtree(verb.i) if k <= verb.i)
    while first > 0 and (tree[first - 1].tag in {"CC", "RB", "IN"} or _how_long(tree, first - 1)):
        first -= 1
    while first > 1 and tree[first - 1].text in {'"', "''"}:
        first -= 1
    return first - 1 if first > 1 and tree[first - 1].text in {",", ";"} else None


def _how_long(tree: Tree, i: int) -> bool:
    """`one day`, before `after`."""
    return tree[i].tag in {"CD", "NN", "NNS", "DT"} and tree[i].ent in {"DATE", "TIME"}


def _colon(tree: Tree, cue: Cue) -> int | None:
    """`welcomed the plan: "I am glad"`: what a colon opens is a quotation of its own."""
    if cue.frame == "that":
        return None
    return next((i for i in cue.content if i > cue.root and tree[i].text == ":"), None)


def _grounds(tree: Tree, cue: Cue) -> int | None:
    """`reported her to be ill, citing two doctors`: on what the report rests is not told."""
    return next((i for i in cue.content if i > cue.root and tree[i].lower == "citing"), None)


def _occasion(tree: Tree, cue: Cue) -> int | None:
    """`announced the measure at a briefing`: where it was said is no part of it."""
    if cue.frame != "object" or not cue.content:
        return None
    last = max(cue.content)
    for prep in (tree[i] for i in cue.content if tree[i].dep == "prep"):
        obj = tree.child(prep.i, "pobj")
        said = obj is not None and obj.lemma in _OCCASIONS and prep.lower in {"at", "in", "during"}
        if said and prep.i > cue.root and max(tree.subtree(prep.i)) >= last:
            return prep.i
    return None


def _full_stop(tree: Tree, cue: Cue, quoted: frozenset[int]) -> int | None:
    """Where a sentence ends that the parse ran on."""
    for i in cue.content:
        behind = next((t for t in tree.toks[i + 1 : i + 3] if t.text not in {'"', "''"}), None)
        begun = behind is not None and behind.text[:1].isupper()
        if i > cue.root and tree[i].text in {".", "!", "?"} and i not in quoted and begun:
            return i
    return None


def _over_dashes(tree: Tree, cue: Cue, content: tuple[int, ...]) -> tuple[int, ...]:
    """`it was usual — this was in July — to wait`: what a pair of dashes breaks goes on behind."""
    after = max(content, default=-1) + 1
    if cue.frame != "that" or not 0 < after < len(tree.toks) or tree[after].text not in _DASHES:
        return content
    rest: list[Tok] = []
    for tok in tree.toks[after:]:
        if tok.text in {".", "!", "?", ";"}:
            break
        rest.append(tok)
    second = next((t.i for t in rest[1:] if t.text in _DASHES), None)
    if second is None or second >= rest[-1].i or cue.word > after:
        return content
    return (*content, *(t.i for t in rest))


def _gloss(
    tree: Tree,
    cue: Cue,
    content: tuple[int, ...],
    quoted: frozenset[int],
    words_of_saying: set[int],
) -> int | None:
    """`P, which Q` at the end of reported speech: the reporter explains."""
    if cue.frame not in {"that", "to", "object"} or not content:
        return None
    last = max(i for i in content)
    for tok in (tree[i] for i in content):
        whole = tree.subtree(tok.i) if tok.dep == "relcl" else ()
        if not whole or tok.i < cue.word or tree[tok.head].i not in content:
            continue
        words = [tree[k] for k in whole if k <= tok.i and tree[k].lower in _GLOSS]
        if any(aux.lower in _OPEN for aux in tree.children(tok.i, "aux")):
            continue  # how things could be is told, not explained
        before = tree[min(whole) - 1] if min(whole) else None
        if (
            words
            and before is not None
            and before.text == ","
            and max(whole) >= last - 1
            and (tok.i in words_of_saying or not any(k in quoted for k in content))
        ):
            return before.i
    return None
