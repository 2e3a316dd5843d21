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
    called_so,
    once_described,
    once_named,
    titled,
)
from goodoffices.reading.as_named import as_named, shortens, written_out
from goodoffices.reading.cast import HONORIFICS, PERSONAL, misspelt
from goodoffices.reading.gazetteer import clean
from goodoffices.reading.kinds import KINDS, is_such_a
from goodoffices.reading.memory import Memory, Source
from goodoffices.reading.model import Party, Span
from goodoffices.reading.papers import paper
from goodoffices.reading.pronouns import (
    BODIES,
    PRONOUNS,
    is_pronoun,
    last_person,
    one_of_them,
    stands_for,
)
from goodoffices.reading.speech import mention as mention_at
from goodoffices.reading.unnamed import asks_anonymity, is_unnamed
from goodoffices.reading.work import Mention
from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Work

NEAR = 200
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
# whoever holds it is known, if only one does: `the prime minister`, `the finance minister`
_OFFICES = FIRST | {Role.MINISTER, Role.AMBASSADOR}
# `the Kremlin press service`, `the Reuters news agency`: the body itself
_SPEAKS_FOR = frozenset(
    {"press", "service", "leadership", "statement", "office", "authority", "delegation", "side"}
    | {"website", "account", "administration"}
)
_CALLED = frozenset({Role.MEDIA, Role.ARMED_GROUP, Role.PARTY})
_NO_NAME = frozenset({"both", "a", "an", "neither", "either", "all"})
_IN_THE_NAME = frozenset({"assembly", "parliament", "legislature", "media", "television", "radio"})
# many kinds of people or bodies under one role: only the same word goes back to them
_COARSE = frozenset(
    {
        Role.OTHER,
        Role.OFFICIAL,
        Role.PUBLIC,
        Role.OFFICE,
        Role.PARTY,
        Role.LEGISLATURE,
        Role.MILITARY,
        Role.MEDIA,
    }
)
_AGED = re.compile(r"[Tt]he \d+-year-old")  # says no more of whom than `she` does
_UNNAMED_ONE = frozenset({"source", "official", "diplomat", "aide", "adviser", "advisor"})
_ON_RECORD = frozenset(
    {
        Role.SPOKESPERSON,
        Role.OFFICE,
        Role.MINISTRY,
        Role.EMBASSY,
        Role.STATE,
        Role.PARTY,
        Role.UNION,
        Role.COMPANY,
        Role.MILITARY,
        Role.LEGISLATURE,
        Role.ARMED_GROUP,
        Role.DELEGATION,
        Role.DOCUMENT,
        Role.INTERNATIONAL_ORG,
    }
)


def resolve(work: Work, mention: Mention, memory: Memory) -> Source | None:
    """Say whom a mention names; None where a back-reference has nothing to go back to."""
    tree = work.trees.get(mention.paragraph)
    if tree is None or mention.head is None:
        return _by_words(work, mention, memory)
    tok = tree[mention.head]
    words = work.report.text[mention.span.start : mention.span.end]
    if is_pronoun(tok) or _AGED.fullmatch(words):
        return _back(stands_for(work, mention, memory, resolve))
    person = work.cast.at(mention.paragraph, tok.i) if work.cast else None
    named = tok.tag == "NNP" or (tok.tag == "NN" and tok.text[:1].isupper())
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
    person = apposed_person(work, mention, tree, tok)
    if person is not None:
        return Source(person)
    body = apposed_body(tree, tok)
    if body is not None:
        return resolve(work, mention_at(tree, mention.paragraph, body.i), memory)
    text = _owned(work, text, mention, memory)
    chain = _proper(tree, tok)
    known = work.gazetteer.body(text.split(",", maxsplit=1)[0]) or _known_body(
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
    if tok.lemma in lex.DOCUMENTS and not _names_medium(tok):
        return paper(work, mention, tree, tok, memory, resolve)
    if tok.lemma in {"government", "side", "regime"}:
        states = work.gazetteer.states_in(text)
        if states:
            return Source(Party(f"Government of {states[0]}", Role.STATE, states[0]))
    if _refers_back(work, tree, tok, text):
        found = _described(work, text, tok, memory) or _named_before(work, mention, tok, memory)
        if found is not None:
            return found
    one = one_of_them(work, mention) if tok.lower in {"one", "another"} else None
    if one is not None:
        return Source(Party(one, Role.OTHER), anonymous=True)
    return _in_full(work, _as_told(work, text, tree, tok), memory)


def _named_before(work: Work, mention: Mention, tok: Tok, memory: Memory) -> Source | None:
    """`the archbishop`, `the ministry`: whom or what the report named so before."""
    person = once_described(work, mention, tok)
    if person is not None:
        return Source(person, anaphoric=True)
    place = once_named(work, mention, tok)
    if place is None:
        return None
    number, named = place
    return _back(resolve(work, mention_at(work.trees[number], number, named.i), memory))


def _refers_back(work: Work, tree: Tree, tok: Tok, text: str) -> bool:
    """`the envoy`, `his envoy`; and an office of a state, `PM of Velia`."""
    before = tree.child(tok.i, "det", "poss")
    if before is not None and before.lower in _DEFINITE:
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


def _names_medium(tok: Tok) -> bool:
    return tok.lemma in {"television", "radio", "newspaper", "paper", "press"}


def _proper(tree: Tree, tok: Tok) -> str:
    left = [
        k
        for k in tree.subtree(tok.i)
        if k <= tok.i
        and tree[k].dep in {"compound", "nmod", "amod", "det"} | {tok.dep}
        and tree[k].lower not in _NO_NAME
    ]
    return " ".join(tree[k].text for k in left if k <= tok.i)


def _known_body(work: Work, chain: str, tok: Tok, memory: Memory) -> Party | None:
    """`the Kremlin press service` speaks for the Kremlin, `Kremlin officials` do not."""
    cut = tok.text.islower() and not _people(work, tok)
    speaks = tok.lemma in _SPEAKS_FOR
    name = clean(chain)
    words = name.split()
    known = work.gazetteer.body(chain)
    for k in range(1, len(words)):
        known = known or work.gazetteer.body(" ".join(words[k:]))
        before = work.gazetteer.body(" ".join(words[:-k])) if cut else None
        if known is None and before is not None and (speaks or before.role in _CALLED):
            known = before
    if known is None and len(words) == 1 and name[:1].isupper():
        known = next((m for m in reversed(memory.media) if m.name.split()[-1] == name), None)
    return known


def _described(work: Work, text: str, tok: Tok, memory: Memory) -> Source | None:
    """`the official`, `the government spokesman`: the last source of that kind and state."""
    found = work.gazetteer.role_in(text)
    if found is not None and not {tok.lower, tok.lemma} & set(found[1].split()):
        found = None  # `the council's proposals` are no council
    states = work.gazetteer.states_in(text)
    for _, source in reversed(memory.met):
        party = source.party
        if states and party.state and party.state != states[0]:
            continue
        fits = found is None or party.role is found[0]
        unnamed_one = tok.lemma in _UNNAMED_ONE and tok.tag == "NN" and source.anonymous
        if unnamed_one and not _plural(party) and found and party.role is found[0]:
            return _back(source)
        alike = fits and bool({tok.lemma, tok.lower} & set(party.name.lower().split()))
        if alike and tok.tag.startswith("NNP") and party.name.split()[-1].islower():
            continue  # `OPV observers` are not the OPV
        if alike or is_such_a(text, tok, party):
            return _back(source)
        body = party.role in BODIES - {Role.LEGISLATURE}
        one_of_them = not tok.tag.startswith("NNP") if body else tok.tag != "NNS"
        if found and one_of_them and party.role is found[0] and party.role not in _COARSE:
            return _back(source)
    if found and work.cast is not None:
        for person in work.cast.people:
            fits = person.role is found[0] and (not states or person.state == states[0])
            if fits and found[0] not in _COARSE:
                return Source(person, anaphoric=True)
    return None


def _definite(tree: Tree, tok: Tok) -> bool:
    det = tree.child(tok.i, "det")
    return det is not None and det.lower in _DEFINITE


def _plural(party: Party) -> bool:
    return party.name.split()[-1].endswith("s")


def _as_told(work: Work, text: str, tree: Tree, tok: Tok) -> Source:
    """A description stands for itself; unnamed where it speaks for no office on the record."""
    name = re.sub(
        r"^(?:the|a|an|one|some|several|many|also)\s+(?!of\b)",
        "",
        text.split(",", maxsplit=1)[0].strip(),
        flags=re.IGNORECASE,
    )
    name = name.strip(" \"“”'") or tok.text
    if name.count("(") > name.count(")"):
        name += ")"
    if tok.dep == "poss":
        name = re.sub(r"['’]s?$", "", name)
    if name[1:].split()[:1] == [name.split()[0][1:].lower()] and _opens_commonly(
        work, tree, tok, name.split()[0]
    ):
        name = name[:1].lower() + name[1:]
    found = work.gazetteer.role_in(name)
    if found is not None and not {tok.lower, tok.lemma} & set(found[1].split()):
        found = None if tree.child(tok.i, "poss") is not None else found  # `the king's office`
    role = found[0] if found else Role.OFFICE if tok.lemma == "office" else Role.OTHER
    head = work.gazetteer.titles.get(tok.lower) or work.gazetteer.titles.get(tok.lemma)
    whole = found is not None and found[1].split()[-1] in {tok.lower, tok.lemma}
    if head is not None and not whole and role is not Role.FOREIGN_MINISTER:
        role = head if role not in {Role.MINISTRY, Role.SPOKESPERSON, Role.PARTY} else role
    states = work.gazetteer.states_in(text)
    state = states[0] if states else None
    proper = tok.tag in {"NNP", "NNPS"} and tok.lower not in lex.UNNAMED
    if proper and role is Role.OTHER and tok.ent == "ORG":
        role = (
            Role.COMPANY
            if re.search(r"\b(?:AG|Inc|Ltd|Corp|Co|PLC|plc|GmbH|SA|Group|Airlines|Bank)\b", name)
            else Role.OTHER
        )
    on_record = role in _ON_RECORD - {Role.MILITARY, Role.DOCUMENT} and tok.tag != "NNS"
    on_record = on_record or (_definite(tree, tok) and tok.tag == "NN" and role in _OFFICES)
    unnamed = is_unnamed(work.gazetteer, tree, tok) and not on_record
    anonymous = unnamed or asks_anonymity(tree, tok)
    called = called_so(tree, tok)
    if called is not None:
        name, anonymous = called[0], not called[1]
    return Source(Party(name, role, state), anonymous=anonymous)


def _people(work: Work, tok: Tok) -> bool:
    """A common noun for persons: `officials`, `peacekeepers`; no newspaper or broadcaster."""
    if tok.lemma in KINDS:
        return False
    roles = {work.gazetteer.titles.get(tok.lower), work.gazetteer.titles.get(tok.lemma)}
    titled = bool(roles & PERSONAL) and tok.lemma not in _IN_THE_NAME
    return tok.lower in lex.UNNAMED or titled or tok.lemma.endswith(lex.PERSONAL_ENDINGS)


def _opens_commonly(work: Work, tree: Tree, tok: Tok, opening: str) -> bool:
    """`News agencies`: the capital is that of the sentence, not of a name."""
    places = [t for t in tree.toks if t.text == opening]
    if opening.lower() in lex.UNNAMED or opening.lower() in work.gazetteer.titles:
        return not any(t.tag.startswith("NNP") for t in places)
    common = all(t.tag in {"NN", "NNS", "JJ"} and not t.ent for t in places)
    return bool(places) and common and tok.tag == "NNS"


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
    if lower in PRONOUNS:
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
