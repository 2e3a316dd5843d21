"""Whether a description can mean a person, by what the title is of (RR 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.reading.model import Party
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Mention, Work

__all__ = ["is_another"]

_REACH = 8
_STEM = 5
# said of any title, and so tells no two apart
_ANY_TITLE = frozenset(
    {"new", "former", "late", "then", "current", "acting", "senior", "deputy", "assistant", "vice"}
    | {"chief", "top", "first", "prime", "local", "own", "same", "other", "old", "young", "male"}
    | {"federal", "district", "high", "supreme", "circuit", "appeals", "court", "trial"}
    | {"female", "long", "time", "longtime", "veteran", "party", "government", "state", "country"}
)


def is_another(work: Work, mention: Mention, tok: Tok, person: Party) -> bool:
    """`the health minister` is none whom the report calls its aviation minister, nor is the
    defence minister of one state that of another. O(sightings of the person).
    """
    words = work.report.text[mention.span.start : mention.span.end]
    states = work.gazetteer.states_in(words)
    if states and person.state is not None and person.state not in states:
        return True
    own = _particular(work, work.trees[mention.paragraph], tok)
    if not own or work.cast is None:
        return False
    theirs: set[str] = set()
    for seen in work.cast.sightings:
        tree = work.trees.get(seen.paragraph)
        if tree is None or work.cast.people[seen.person] != person:
            continue
        for other in tree.toks[max(0, seen.first - _REACH) : seen.head + _REACH]:
            if other.sent == tree[seen.head].sent and other.lemma == tok.lemma:
                theirs |= _particular(work, tree, other)
    return bool(theirs) and not own & theirs


def _particular(work: Work, tree: Tree, title: Tok) -> set[str]:
    """What a title is of, by the first letters (`defence minister`, `minister of defense`)."""
    of = [p for p in tree.children(title.i, "prep") if p.lower in {"of", "for"}]
    held = [obj for p in of for obj in tree.children(p.i, "pobj")]
    before = title.i
    while before > 0 and tree[before - 1].tag.startswith(("NN", "JJ")):
        before -= 1
    beside = (*tree.toks[before : title.i], *held)
    nouns = (t for t in beside if t.tag.startswith(("NN", "JJ")) and t.lower not in _ANY_TITLE)
    return {t.lower[:_STEM] for t in nouns if not work.gazetteer.state_of(t.text)}
