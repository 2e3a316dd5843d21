"""Whom `he` or `she` stands for (RR 5).

Whoever the clause above or the sentence before is about, by name or by description; else whom the
paragraph is about, if nobody has spoken in it; else the last person who spoke. A given name may
tell that it is somebody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.appositions import apposed_person
from goodoffices.reading.kinds import KINDS
from goodoffices.reading.may_speak import is_person
from goodoffices.reading.memory import Source
from goodoffices.reading.person_or_body import one_body, one_person
from goodoffices.reading.speech import mention as mention_at
from goodoffices.reading.subjects_near import subject_above, subjects_before

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading.memory import Memory, Resolve
    from goodoffices.reading.model import Party
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Mention, Work

__all__ = ["PERSONS", "he_or_she", "last_person"]

PERSONS = frozenset({"he", "she", "him", "her", "himself", "herself", "his"})
_FEMALE = frozenset({"she", "her", "herself"})
_MALE = frozenset({"he", "him", "his", "himself"})


def he_or_she(
    work: Work, mention: Mention, memory: Memory, resolve: Resolve, pronoun: str
) -> Source | None:
    """Say who it is; None where nobody has been named."""
    wanted = "she" if pronoun in _FEMALE else "he" if pronoun in _MALE else None

    def fits(party: Party) -> bool:
        known = work.gazetteer.pronoun_of(party.name)
        return wanted is None or known is None or known == wanted

    near = _about_whom(work, mention)
    if near is not None and _same_pronoun(near, pronoun):
        there = mention_at(work.trees[mention.paragraph], mention.paragraph, near.i)
        return he_or_she(work, there, memory, resolve, pronoun)
    person = _named(work, mention, near, memory, resolve) if near is not None else None
    if person is not None and fits(person):
        return Source(person)
    if person is None and near is not None and _somebody(work, mention, near):
        there = mention_at(work.trees[mention.paragraph], mention.paragraph, near.i)
        told = resolve(work, there, memory)
        if told is not None and not one_body(told.party) and fits(told.party):
            return told
    return _named_here(work, mention, memory, fits) or _last(work, mention, memory, fits)


def _about_whom(work: Work, mention: Mention) -> Tok | None:
    """Whom the clause above is about, else the sentence before."""
    before = subjects_before(work, mention, 4)
    if before and before[0][1].lower not in {"i", "we"}:  # `“We know. We care,” she said`
        before = subjects_before(work, mention, 1)
    others = [tok for _, tok in before if tok.lower not in {"i", "we"}]
    return subject_above(work, mention) or (others[0] if others else None)


def _same_pronoun(near: Tok, pronoun: str) -> bool:
    personal = near.lower in PERSONS and near.tag == "PRP"
    return personal and (near.lower in _FEMALE) is (pronoun in _FEMALE)


def _named(
    work: Work, mention: Mention, near: Tok, memory: Memory, resolve: Resolve
) -> Party | None:
    """The person whom these words name, or somebody's beside them."""
    tree = work.trees[mention.paragraph]
    there = mention_at(tree, mention.paragraph, near.i)
    cast = work.cast
    person = cast.at(mention.paragraph, near.i) if cast is not None else None
    person = person or _called(work, mention, near)
    if person is None and near.tag == "NN":
        person = apposed_person(work, there, tree, near)
    if person is None and near.tag in {"NN", "NNS"} and cast is not None:
        owner = tree.child(near.i, "poss")
        person = cast.at(mention.paragraph, owner.i) if owner is not None else None
    if person is None and near.tag == "NNP":
        named = resolve(work, there, memory)
        body = named is None or one_body(named.party) or _common(tree, near)
        person = named.party if named is not None and not body else None
    if person is None and near.tag in {"DT", "PRP", "EX"} and near.lower not in PERSONS:
        person = _subject_inside(work, mention, near)
    return person


def _last(
    work: Work, mention: Mention, memory: Memory, fits: Callable[[Party], bool]
) -> Source | None:
    """The last person who spoke, else the last one named, by whom the pronoun may be meant."""
    last = memory.last(lambda party: one_person(work, party))
    if last is not None and fits(last.party):
        return last
    named = last_person(work, mention, fits)
    return named or memory.last(lambda p: one_person(work, p) and fits(p)) or last


def _named_here(
    work: Work, mention: Mention, memory: Memory, fits: Callable[[Party], bool]
) -> Source | None:
    """The last person whom a clause before is about, where nobody has spoken in the paragraph."""
    tree = work.trees[mention.paragraph]
    if work.cast is None or mention.head is None:
        return None
    begin, sent = tree[0].start, tree[mention.head].sent
    if any(place >= begin and one_person(work, s.party) for place, s in memory.met):
        return None
    seen = [s for s in work.cast.sightings if s.paragraph == mention.paragraph]
    told_of = [s for s in seen if tree[s.head].sent < sent and _acts(tree, tree[s.head])]
    before = [work.cast.people[s.person] for s in told_of]
    fitting = [person for person in before if fits(person)]
    return Source(fitting[-1]) if fitting else None


def _acts(tree: Tree, name: Tok) -> bool:
    """The subject of a clause, or the name in commas behind one."""
    tok = tree[name.head] if name.dep == "appos" else name
    return tok.dep in {"nsubj", "nsubjpass"}


def _somebody(work: Work, mention: Mention, near: Tok) -> bool:
    """`A witness rang. She said ...`: somebody new, whom the sentence before is about."""
    det = work.trees[mention.paragraph].child(near.i, "det")
    nobody = det is not None and det.lower in {"no", "every", "each", "any"}
    return not nobody and near.lemma not in KINDS and is_person(work.gazetteer, near)


def _called(work: Work, mention: Mention, near: Tok) -> Party | None:
    """`One is Jane Roe. She said ...`: whom the sentence before says that somebody is."""
    tree = work.trees[mention.paragraph]
    named = tree.child(near.head, "attr") if tree[near.head].lemma == "be" else None
    return work.cast.at(mention.paragraph, named.i) if work.cast and named is not None else None


def _common(tree: Tree, near: Tok) -> bool:
    """`Fitness was a factor. "Our fitness has grown," he said`: a capital that opens a sentence."""
    opens = tree.sentence(near.sent)[0].i == near.i
    return opens and any(t.text == near.lower for t in tree.toks)


def _subject_inside(work: Work, mention: Mention, near: Tok) -> Party | None:
    """`This was the first time that Jane Roe spoke. She said ...`: whoever does what is told."""
    tree = work.trees[mention.paragraph]
    doers = (t for t in tree.sentence(near.sent) if t.dep == "nsubj" and t.i != near.i)
    people = (work.cast.at(mention.paragraph, t.i) for t in doers if work.cast is not None)
    return next((person for person in people if person is not None), None)


def last_person(
    work: Work, mention: Mention, fits: Callable[[Party], bool] = lambda _party: True
) -> Source | None:
    if work.cast is None:
        return None
    people = work.cast.people
    seen = [s for s in work.cast.sightings if s.start < mention.span.start]
    fitting = [people[s.person] for s in seen if fits(people[s.person])]
    return Source(fitting[-1]) if fitting else None
