"""Whom the clause above, beside or before a mention is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Mention, Work


def subject_told(work: Work, mention: Mention) -> list[tuple[int, Tok]]:
    """`The party shut its office, it said`: whoever the clause that is told of is about."""
    tree = work.trees.get(mention.paragraph)
    if tree is None or mention.head is None:
        return []
    told = [t for t in tree.children(tree[mention.head].head, "ccomp") if t.i < mention.head]
    return [(mention.paragraph, t) for k in told for t in tree.children(k.i, "nsubj", "nsubjpass")]


def subject_beside(work: Work, mention: Mention) -> Tok | None:
    """`The party denies it; it only says ...`: whoever the clause before the stop is about."""
    tree = work.trees.get(mention.paragraph)
    if tree is None or mention.head is None:
        return None
    before = [t for t in tree.sentence(tree[mention.head].sent) if t.i < mention.head]
    stop = max((t.i for t in before if t.text == ";"), default=-1)
    clause = next((t for t in before if t.i < stop and t.dep == "ROOT"), None)
    return tree.child(clause.i, "nsubj") if clause is not None else None


def subjects_before(work: Work, mention: Mention, reach: int) -> list[tuple[int, Tok]]:
    """Whoever the sentences before are about, nearest first, each with its paragraph."""
    tree = work.trees[mention.paragraph]
    sent = tree[mention.head].sent if mention.head is not None else 0
    found: list[tuple[int, Tok]] = []
    for k in range(sent - 1, max(-1, sent - 1 - reach), -1):
        found.extend((mention.paragraph, tok) for tok in _subjects(tree, k))
    return found


def opened_above(work: Work, mention: Mention) -> list[tuple[int, Tok]]:
    """Whoever the paragraph above began with, where the pronoun opens its own."""
    tree, above = work.trees[mention.paragraph], work.trees.get(mention.paragraph - 1)
    if above is None or not above.toks or mention.head is None or tree[mention.head].sent:
        return []
    return [(mention.paragraph - 1, tok) for tok in _subjects(above, above[0].sent)]


def _subjects(tree: Tree, sentence: int) -> tuple[Tok, ...]:
    root = next((t for t in tree.sentence(sentence) if t.dep == "ROOT"), None)
    if root is None or not root.is_verb:
        return ()
    return tree.children(root.i, "nsubj", "nsubjpass")[:1]


def subject_above(work: Work, mention: Mention) -> Tok | None:
    """`Jane Roe told them that she feared`: whoever does the verb that the pronoun is under."""
    tree = work.trees.get(mention.paragraph)
    if tree is None or mention.head is None:
        return None
    own = tree[mention.head].head
    if tree[own].dep == "parataxis":
        return None  # `A man, she said, is free`: what she tells is not about her
    for verb in tree.ancestors(own):
        subject = tree.child(verb.i, "nsubj") if verb.is_verb else None
        if subject is not None and subject.i < mention.head:
            return subject
    return None
