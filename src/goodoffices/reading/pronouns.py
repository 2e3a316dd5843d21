"""Whom a pronoun stands for: a person, one body or several (RR 5).

First whoever the clause above or the sentence before is about, if it fits; else the last fitting
source.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.appositions import apposed_person
from goodoffices.reading.kinds import KINDS
from goodoffices.reading.may_speak import can_speak
from goodoffices.reading.memory import Memory, Source
from goodoffices.reading.speech import mention as mention_at
from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading.model import Party
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Mention, Work

    Resolve = Callable[[Work, Mention, Memory], Source | None]

__all__ = ["BODIES", "PRONOUNS", "is_pronoun", "last_person", "one_of_them", "stands_for"]

_PERSONS = frozenset({"he", "she", "him", "her", "himself", "herself", "his"})
_FEMALE = frozenset({"she", "her", "herself"})
_MALE = frozenset({"he", "him", "his", "himself"})
_THINGS = frozenset({"it", "its", "itself"})
_GROUPS = frozenset({"they", "them", "their", "we"})
PRONOUNS = _PERSONS | _THINGS | _GROUPS
BODIES = frozenset(
    {
        Role.STATE,
        Role.OFFICE,
        Role.MINISTRY,
        Role.EMBASSY,
        Role.INTERNATIONAL_ORG,
        Role.MEDIA,
        Role.COMPANY,
        Role.PARTY,
        Role.ARMED_GROUP,
        Role.DOCUMENT,
        Role.UNION,
        Role.MILITARY,
        Role.LEGISLATURE,
        Role.DELEGATION,
    }
)


_BODY_WORDS = frozenset(
    {"force", "party", "society", "union", "association", "federation", "council", "committee"}
    | {"commission", "board", "department", "agency", "office", "bureau", "group", "institute"}
    | {"organisation", "organization", "foundation", "university", "hospital", "church", "bank"}
    | {"center", "centre", "company", "corporation", "court", "club", "league", "alliance"}
    | {"coalition", "front", "movement", "army", "navy", "guard", "trust", "fund", "authority"}
    | {"administration", "service", "network", "academy", "college", "school", "congress"}
    | {"senate", "assembly", "chamber", "ministry", "embassy", "mission", "campaign", "forum"}
)


def is_pronoun(tok: Tok) -> bool:
    relative = tok.tag in {"WP", "WDT"} and not tok.text.isupper()
    return relative or tok.lower in PRONOUNS


def one_of_them(work: Work, mention: Mention) -> str | None:
    """`The reporters rose. One asked ...`: the last people named before, as one."""
    tree = work.trees[mention.paragraph]
    if mention.head is None or tree.child(mention.head, "prep") is not None:
        return None
    for number in (mention.paragraph, mention.paragraph - 1):
        for tok in reversed(work.trees[number].toks if number in work.trees else ()):
            people = tok.tag == "NNS" and (tok.lower in lex.UNNAMED or tok.lemma in lex.UNNAMED)
            if people and tok.start < mention.span.start:
                return tok.lemma
    return None


def stands_for(work: Work, mention: Mention, memory: Memory, resolve: Resolve) -> Source | None:
    """Say whom a pronoun of the parse stands for; None where nobody fits."""
    tree, head = work.trees[mention.paragraph], mention.head
    lower = tree[head].lower if head is not None else ""
    told = _subject_told(work, mention)
    if lower in _THINGS:
        near = _first(work, memory, resolve, [*told, *_nearest_things(work, mention)])
        return near or memory.last(_one_body) or memory.last(lambda p: not _one_person(work, p))
    if lower in _GROUPS:
        above = _subject_above(work, mention)
        if above is not None and (above.tag in {"NNS", "NNPS"} or above.lemma in KINDS):
            found = resolve(work, mention_at(tree, mention.paragraph, above.i), memory)
            if above.lemma not in KINDS or (found and found.party.name[:1].isupper()):
                return found
        before = [*_subjects_before(work, mention, 2), *_opened_above(work, mention)]
        rows = [(n, t) for n, t in (*told, *before) if _row(work.trees[n], t) and can_speak(t)]
        near = _first(work, memory, resolve, rows)
        return near or memory.last(_several) or memory.last()
    return _he_or_she(work, mention, memory, resolve, lower)


def _first(
    work: Work, memory: Memory, resolve: Resolve, near: list[tuple[int, Tok]]
) -> Source | None:
    """The first of the nouns that resolves to a body, or to more than one."""
    for number, tok in near:
        if tok.tag.startswith("NN"):
            tree = work.trees[number]
            found = resolve(work, mention_at(tree, number, tok.i), memory)
            body = found is not None and (_one_body(found.party) or found.medium is not None)
            if body or tok.ent == "ORG" or _row(tree, tok):
                return found
    return None


def _nearest_things(work: Work, mention: Mention) -> list[tuple[int, Tok]]:
    above = _subject_above(work, mention)
    beside = _subject_beside(work, mention)
    here = (above, beside, _paper_in_front(work, mention))
    near = [(mention.paragraph, tok) for tok in here if tok is not None]
    return [*near, *_subjects_before(work, mention, 1)]


def _paper_in_front(work: Work, mention: Mention) -> Tok | None:
    """`In the report published by the ministry, it warns ...`: whoever wrote the paper."""
    tree = work.trees[mention.paragraph]
    if mention.head is None:
        return None
    for prep in tree.children(tree[mention.head].head, "prep"):
        obj = tree.child(prep.i, "pobj")
        if obj is not None and obj.i < mention.head and obj.lemma in lex.DOCUMENTS | lex.EVIDENCE:
            return obj
    return None


def _subject_told(work: Work, mention: Mention) -> list[tuple[int, Tok]]:
    """`The party shut its office, it said`: whoever the clause that is told of is about."""
    tree = work.trees.get(mention.paragraph)
    if tree is None or mention.head is None:
        return []
    told = [t for t in tree.children(tree[mention.head].head, "ccomp") if t.i < mention.head]
    return [(mention.paragraph, t) for k in told for t in tree.children(k.i, "nsubj", "nsubjpass")]


def _subject_beside(work: Work, mention: Mention) -> Tok | None:
    """`The party denies it; it only says ...`: whoever the clause before the stop is about."""
    tree = work.trees.get(mention.paragraph)
    if tree is None or mention.head is None:
        return None
    before = [t for t in tree.sentence(tree[mention.head].sent) if t.i < mention.head]
    stop = max((t.i for t in before if t.text == ";"), default=-1)
    clause = next((t for t in before if t.i < stop and t.dep == "ROOT"), None)
    return tree.child(clause.i, "nsubj") if clause is not None else None


def _subjects_before(work: Work, mention: Mention, reach: int) -> list[tuple[int, Tok]]:
    """Whoever the sentences before are about, nearest first, each with its paragraph."""
    tree = work.trees[mention.paragraph]
    sent = tree[mention.head].sent if mention.head is not None else 0
    found: list[tuple[int, Tok]] = []
    for k in range(sent - 1, max(-1, sent - 1 - reach), -1):
        found.extend((mention.paragraph, tok) for tok in _subjects(tree, k))
    return found


def _opened_above(work: Work, mention: Mention) -> list[tuple[int, Tok]]:
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


def _row(tree: Tree, tok: Tok) -> bool:
    """`Norway and Chad`, `Jane Roe, John Doe and others`, `the ministers`: more than one."""
    beside = (tok, *tree.children(tok.i, "appos"))
    row = any(tree.child(t.i, "conj") is not None for t in beside)
    return row or tok.tag in {"NNS", "NNPS"}


def _one_body(party: Party) -> bool:
    """A body by its role, by a name in capitals alone (`ISAF`), or by a word for one in it."""
    short = party.name.isupper() and party.name.isalpha() and len(party.name) > 1
    head = _head(party)
    called = head != party.name and head[:1].isupper() and head.lower() in _BODY_WORDS
    return party.role in BODIES or (party.role is Role.OTHER and (short or called))


def _he_or_she(
    work: Work, mention: Mention, memory: Memory, resolve: Resolve, pronoun: str
) -> Source | None:
    """The last source that is a person; where a given name tells it from the pronoun, not that."""
    wanted = "she" if pronoun in _FEMALE else "he" if pronoun in _MALE else None

    def fits(party: Party) -> bool:
        known = work.gazetteer.pronoun_of(party.name)
        return wanted is None or known is None or known == wanted

    before = _subjects_before(work, mention, 4)
    if before and before[0][1].lower not in {"i", "we"}:  # `“We know. We care,” she said`
        before = _subjects_before(work, mention, 1)
    before = [place for place in before if place[1].lower not in {"i", "we"}]
    near = _subject_above(work, mention) or (before[0][1] if before else None)
    person = work.cast.at(mention.paragraph, near.i) if near is not None and work.cast else None
    same = near is not None and near.lower in _PERSONS and near.tag == "PRP"
    if near is not None and same and (near.lower in _FEMALE) is (pronoun in _FEMALE):
        tree = work.trees[mention.paragraph]
        return _he_or_she(
            work, mention_at(tree, mention.paragraph, near.i), memory, resolve, pronoun
        )
    if person is None and near is not None:
        person = _called(work, mention, near)
    if person is None and near is not None and near.tag == "NN":
        tree = work.trees[mention.paragraph]
        there = mention_at(tree, mention.paragraph, near.i)
        person = apposed_person(work, there, tree, near)
    if person is None and near is not None and near.tag in {"NN", "NNS"} and work.cast is not None:
        owner = work.trees[mention.paragraph].child(near.i, "poss")
        person = work.cast.at(mention.paragraph, owner.i) if owner is not None else None
    if person is None and near is not None and near.tag == "NNP":
        tree = work.trees[mention.paragraph]
        named = resolve(work, mention_at(tree, mention.paragraph, near.i), memory)
        body = named is None or named.party.role in BODIES or _common(tree, near)
        person = named.party if named is not None and not body else None
    if near is not None and near.tag in {"DT", "PRP", "EX"} and near.lower not in _PERSONS:
        person = _subject_inside(work, mention, near) if person is None else person
    if person is not None and fits(person):
        return Source(person)
    last = memory.last(lambda party: _one_person(work, party))
    if last is not None and fits(last.party):
        return last
    named = last_person(work, mention, fits)
    return named or memory.last(lambda p: _one_person(work, p) and fits(p)) or last


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


def _subject_above(work: Work, mention: Mention) -> Tok | None:
    """`Jane Roe told them that she feared`: whoever does the verb that the pronoun is under."""
    tree = work.trees.get(mention.paragraph)
    if tree is None or mention.head is None:
        return None
    own = tree[mention.head].head
    for verb in tree.ancestors(own):
        subject = tree.child(verb.i, "nsubj") if verb.is_verb else None
        if subject is not None and subject.i < mention.head:
            return subject
    return None


def _one_person(work: Work, party: Party) -> bool:
    """Somebody of the cast or of a personal office; no body, and no thing taken for one."""
    cast = work.cast.people if work.cast is not None else ()
    named = " " in party.name and any(person.name == party.name for person in cast)
    if _several(party) and not named:
        return False
    last = _head(party)
    known = party.role is not Role.OTHER or any(person.name == party.name for person in cast)
    surname = last == party.name and last[:1].isupper() and not last.isupper()
    return known or surname or last.lower() in lex.UNNAMED | work.gazetteer.titles.keys()


def _several(party: Party) -> bool:
    """More than one, or a body: whom `they` may stand for."""
    last = _head(party)
    many = last.endswith("s") or last in {"people", "men", "women"}
    return party.role in BODIES or (many and last.islower())


def _head(party: Party) -> str:
    """`people` of `people in the port`."""
    return re.split(r" (?:in|of|for|at|from|with) ", party.name)[0].split()[-1]


def last_person(
    work: Work, mention: Mention, fits: Callable[[Party], bool] = lambda _party: True
) -> Source | None:
    if work.cast is None:
        return None
    people = work.cast.people
    seen = [s for s in work.cast.sightings if s.start < mention.span.start]
    fitting = [people[s.person] for s in seen if fits(people[s.person])]
    return Source(fitting[-1]) if fitting else None
