"""Whom a mention names: the cast, the gazetteer, or the last fitting source before it.

Names go to the report's cast and the gazetteer; pronouns and definite descriptions (`it`, `the
official`, `the statement`) to the last source of that kind; a medium named in short to the one
given in full; an indefinite description stands for itself, unnamed if it speaks for no office.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.appositions import (
    FIRST,
    apposed_body,
    apposed_person,
    based_there,
    named_later,
    once_described,
    once_named,
    titled,
)
from goodoffices.reading.as_named import as_named, shortens, written_out
from goodoffices.reading.bodies import known_body, proper_name
from goodoffices.reading.cast import misspelt
from goodoffices.reading.descriptions import DEFINITE, as_told, described
from goodoffices.reading.he_or_she import last_person
from goodoffices.reading.may_speak import is_thing
from goodoffices.reading.memory import Memory, Source
from goodoffices.reading.model import Party, Span
from goodoffices.reading.names_beside import name_beside
from goodoffices.reading.paper_parts import written
from goodoffices.reading.person_or_body import BODIES
from goodoffices.reading.personal_names import HONORIFICS
from goodoffices.reading.pronouns import PRONOUNS, is_pronoun, one_of_them, stands_for
from goodoffices.reading.speech import mention as mention_at
from goodoffices.reading.work import Mention
from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Work

NEAR = 200
DEEPEST = 20
"""So many mentions are followed from one to the next."""
_SPEAKS = frozenset({"i", "me", "my"})  # in a quotation: whoever spoke last
_AGED = re.compile(r"[Tt]he \d+-year-old")  # says no more of whom than `she` does


def resolve(work: Work, mention: Mention, memory: Memory) -> Source | None:
    """Say whom a mention names; None where a back-reference has nothing to go back to.

    Nor does one that goes back to itself: `a note by its author`, whose `its` is the note.
    """
    tree = work.trees.get(mention.paragraph)
    if tree is None or mention.head is None:
        return _by_words(work, mention, memory)
    asked = (mention.paragraph, mention.head)
    if asked in memory.asked or len(memory.asked) >= DEEPEST:
        return None
    memory.asked.add(asked)
    try:
        return _of_tree(work, mention, tree, tree[mention.head], memory)
    finally:
        memory.asked.remove(asked)


def _of_tree(work: Work, mention: Mention, tree: Tree, tok: Tok, memory: Memory) -> Source | None:
    words = work.report.text[mention.span.start : mention.span.end]
    if tok.lower in _SPEAKS:
        return _back(memory.last())
    if is_pronoun(tok) or _AGED.fullmatch(words):
        return _back(stands_for(work, mention, memory, resolve))
    person = work.cast.at(mention.paragraph, tok.i) if work.cast else None
    named = tok.tag == "NNP" or (tok.tag == "NN" and tok.text[:1].isupper())
    if tok.tag in {"NNS", "NNPS"} and tok.text[:1].isupper() and not tree.kids[tok.i]:
        named = _surname_of_many(work, tok)
    if person is None and named and work.cast is not None:
        person = work.cast.by_last_name(tok.text)
        if person is not None and " " not in person.name and work.gazetteer.state_of(tok.text):
            person = None
    if person is None or " " not in person.name:
        person = _surname_met(tree, tok, memory) or person
    if person is None:
        person = titled(work, mention, tree, tok)
    if person is not None:
        return Source(_mediating(work, person))
    return _noun(work, mention, tree, tok, memory)


def _surname_of_many(work: Work, tok: Tok) -> bool:
    """`Rivers` where the report tells of Ann Rivers: no plural."""
    person = work.cast.by_last_name(tok.text) if work.cast is not None else None
    return person is not None and person.name.endswith(f" {tok.text}")


def _surname_met(tree: Tree, tok: Tok, memory: Memory) -> Party | None:
    """`Paris` is a person where Ann Paris spoke before, if need be in another spelling."""
    titles = {t.lower for t in tree.children(tok.i, "compound")}
    if tok.tag != "NNP" or not titles <= HONORIFICS:
        return None
    for _, source in reversed(memory.met):
        words = source.party.name.split()
        person = len(words) > 1 and source.party.role not in BODIES and words[0][:1].isupper()
        alike = words[-1] == tok.text or misspelt(words[-1].lower(), tok.lower)
        if person and alike:
            return source.party
    return None


def _back(source: Source | None) -> Source | None:
    return replace(source, anaphoric=True) if source is not None else None


def _mediating(work: Work, person: Party) -> Party:
    """A person whom the report shows at work as a third party is called a mediator."""
    last = person.name.split()[-1]
    for claim in work.claims:
        if (
            claim.told
            and claim.act is not None
            and claim.act.value == "MEDIATE"
            and claim.source is not None
        ):
            words = work.report.text[claim.source.span.start : claim.source.span.end]
            if last in words and person.role in {Role.OTHER, Role.OFFICIAL, Role.ENVOY}:
                return replace(person, role=Role.MEDIATOR)
    return person


def _noun(work: Work, mention: Mention, tree: Tree, tok: Tok, memory: Memory) -> Source | None:
    text = work.report.text[mention.span.start : mention.span.end]
    body = None
    person = apposed_person(work, mention, tree, tok)
    if person is None:
        body = apposed_body(tree, tok)
    if body is not None:
        return resolve(work, mention_at(tree, mention.paragraph, body.i), memory)
    beside = person or name_beside(work, mention, tree, tok)
    if beside is not None:
        return Source(beside)
    text = _owned(work, text, mention, memory)
    chain = proper_name(tree, tok)
    known = work.gazetteer.body(text.split(",", maxsplit=1)[0]) or known_body(
        work, chain, tok, memory
    )
    if known is not None:
        return Source(as_named(work.gazetteer, work.report.text, known))
    state = (
        work.gazetteer.state_of(chain)
        if tok.tag.startswith("NNP") or tok.ent in {"GPE", "NORP"}
        else None
    )
    if state is not None:
        return Source(Party(state, Role.STATE, state))
    said = written(work, mention, tree, tok, memory, resolve)
    if said is not None:
        return said
    if tok.lemma in {"government", "side", "regime"}:
        states = work.gazetteer.states_in(text)
        if states:
            return Source(Party(f"Government of {states[0]}", Role.STATE, states[0]))
    if _refers_back(work, tree, tok, text):
        found = described(work, mention, text, tok, memory) or _named_before(
            work, mention, tok, memory
        )
        if found is not None:
            return found
    one = one_of_them(work, mention) if tok.lower in {"one", "another"} else None
    if one is not None:
        return Source(Party(one, Role.OTHER), anonymous=True)
    return _told_of(work, mention, text, tok, memory)


def _told_of(work: Work, mention: Mention, text: str, tok: Tok, memory: Memory) -> Source | None:
    """A description by itself: the one named so later, else as told; a mere thing says nothing."""
    later = named_later(work, mention, tok)
    if later is not None:
        return Source(later)
    tree = work.trees[mention.paragraph]
    if is_thing(work.gazetteer, tree, tok):
        return None
    return _in_full(work, as_told(work, text, tree, tok), memory)


def _named_before(work: Work, mention: Mention, tok: Tok, memory: Memory) -> Source | None:
    """`the archbishop`, `the ministry`: whom or what the report named so before."""
    person = once_described(work, mention, tok)
    if person is not None:
        return Source(person, anaphoric=True)
    place = once_named(work, mention, tok) or based_there(work, mention, tok)
    if place is None:
        return None
    number, named = place
    return _back(resolve(work, mention_at(work.trees[number], number, named.i), memory))


def _refers_back(work: Work, tree: Tree, tok: Tok, text: str) -> bool:
    """`the envoy`, `his envoy`; and an office of a state, `PM of Velia`."""
    before = tree.child(tok.i, "det", "poss")
    if before is not None and before.lower in DEFINITE:
        return True
    bare = tree.child(tok.i, "det", "poss", "nummod") is None and tok.tag in {"NN", "NNP"}
    title = work.gazetteer.role_in(text) if bare else None
    return title is not None and title[0] in FIRST and bool(work.gazetteer.states_in(text))


def _in_full(work: Work, told: Source, memory: Memory) -> Source:
    """A name as long as the report has it, whether in brackets or where it was met before."""
    met = [source.party for _, source in reversed(memory.met)]
    longer = next((party for party in met if shortens(told.party.name, party.name)), None)
    if longer is not None:
        return Source(longer)
    full = written_out(work.report.text, told.party.name)
    return replace(told, party=replace(told.party, name=full))


def _owned(work: Work, text: str, mention: Mention, memory: Memory) -> str:
    """`its foreign minister`, `her aides`: of whom the pronoun stands for."""
    first, _, rest = text.partition(" ")
    lower, head = first.lower(), mention.head
    if lower not in {"its", "their", "his", "her"} or not rest or head is None:
        return text
    poss = work.trees[mention.paragraph].child(head, "poss")
    if poss is None or poss.lower != lower:
        return text
    its = Mention(Span(poss.start, poss.end), mention.paragraph, poss.i)
    owner = stands_for(work, its, memory, resolve)
    if lower == "its" and owner is None:
        begin = max(0, mention.span.start - NEAR)
        states = work.gazetteer.states_in(work.report.text[begin : mention.span.start])
        return f"{states[-1]}'s {rest}" if states else text
    if owner is None or (lower == "their" and owner.party.name[:1].isupper()):
        return text
    if owner.medium is not None:
        return f"{owner.medium}'s {rest}"
    mark = "'" if lower == "their" and owner.party.name.endswith("s") else "'s"
    return f"{owner.party.name}{mark} {rest}"


def _by_words(work: Work, mention: Mention, memory: Memory) -> Source | None:
    """Resolve a mention that has no parse, by its words alone."""
    text = work.report.text[mention.span.start : mention.span.end].strip()
    words = text.split()
    for k in range(len(words)):
        phrase = " ".join(words[k:])
        body = work.gazetteer.body(phrase)
        if body is not None:
            return Source(as_named(work.gazetteer, work.report.text, body))
    lower = text.lower()
    if lower in PRONOUNS or lower.split()[:1] in (["he"], ["she"]):  # `she further`
        return _back(memory.last())
    if _AGED.fullmatch(text):
        return _back(last_person(work, mention) or memory.last())
    state = work.gazetteer.state_of(text)
    if state is not None:
        return Source(Party(state, Role.STATE, state))
    found = work.gazetteer.role_in(text)
    states = work.gazetteer.states_in(text)
    capitals = [w for w in words if w[:1].isupper() and w.lower() not in work.gazetteer.titles]
    role = found[0] if found else Role.OTHER
    if words and words[0].lower() == "the" and not capitals:
        back = next(
            (s for _, s in reversed(memory.met) if words[-1].lower() in s.party.name.lower()), None
        )
        if back is not None:
            return _back(back)
    name = re.sub(r"^(?:the|a|an|one|some)\s+", "", text, flags=re.IGNORECASE)
    known = next(
        (s for _, s in memory.met if len(words) == 1 and s.party.name.endswith(text)), None
    )
    if known is not None:
        return known
    unnamed = bool(words) and words[-1].lower() in lex.UNNAMED and not capitals[1:]
    return (
        Source(Party(name, role, states[0] if states else None), anonymous=unnamed)
        if name
        else None
    )
