"""What a description tells of its speaker: whom it goes back to, or that it stands alone (RR 5)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.appositions import FIRST, called_so
from goodoffices.reading.kinds import is_such_a
from goodoffices.reading.memory import Memory, Source
from goodoffices.reading.model import Party
from goodoffices.reading.person_or_body import BODIES
from goodoffices.reading.titles import is_another
from goodoffices.reading.unnamed import asks_anonymity, is_unnamed
from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Mention, Work

__all__ = ["DEFINITE", "as_told", "described"]

DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
# whoever holds it is known, if only one does: `the prime minister`, `the finance minister`
_OFFICES = FIRST | {Role.MINISTER, Role.AMBASSADOR}
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
# a name ends where a comma or dash sets something off: `RPV — known for its marches — wrote`
_SET_OFF = re.compile(r",|\s+(?:—|–|--)\s|—")
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


def described(work: Work, mention: Mention, text: str, tok: Tok, memory: Memory) -> Source | None:
    """`the official`, `the government spokesman`: the last source of that kind and state."""
    found = work.gazetteer.role_in(text)
    if found is not None and not {tok.lower, tok.lemma} & set(found[1].split()):
        found = None  # `the council's proposals` are no council
    states = work.gazetteer.states_in(text)
    for _, source in reversed(memory.met):
        party = source.party
        if _told_apart(work, mention, tok, party, states):
            continue
        fits = found is None or party.role is found[0]
        unnamed_one = tok.lemma in _UNNAMED_ONE and tok.tag == "NN" and source.anonymous
        if unnamed_one and not _plural(party) and found and party.role is found[0]:
            return replace(source, anaphoric=True)
        alike = fits and bool({tok.lemma, tok.lower} & set(party.name.lower().split()))
        if alike and tok.tag.startswith("NNP") and party.name.split()[-1].islower():
            continue  # `OPV observers` are not the OPV
        if alike or is_such_a(text, tok, party):
            return replace(source, anaphoric=True)
        body = party.role in BODIES - {Role.LEGISLATURE}
        one_of_them = not tok.tag.startswith("NNP") if body else tok.tag != "NNS"
        if found and one_of_them and party.role is found[0] and party.role not in _COARSE:
            return replace(source, anaphoric=True)
    return _of_that_office(work, mention, tok, found[0], states) if found else None


def _told_apart(
    work: Work, mention: Mention, tok: Tok, party: Party, states: Sequence[str]
) -> bool:
    """Another state's, of another charge, or several (`the ministers of Velia`) for one."""
    foreign = bool(states) and party.state is not None and party.state != states[0]
    several = tok.tag == "NN" and f"{tok.lower}s" in party.name.split()
    return foreign or several or is_another(work, mention, tok, party)


def _of_that_office(
    work: Work, mention: Mention, tok: Tok, role: Role, states: Sequence[str]
) -> Source | None:
    """Whoever of the report's people holds an office, where the description fits nobody else."""
    people = work.cast.people if work.cast is not None else ()
    held = [person for person in people if person.role is role]
    for person in held:
        fits = not states or person.state == states[0]
        if fits and role not in _COARSE and not is_another(work, mention, tok, person):
            return Source(person, anaphoric=True)
    if len(held) == 1 and states and role in FIRST and held[0].state is None:
        return Source(held[0], anaphoric=True)  # `the President of Velia ... President Roe`
    return None


def as_told(work: Work, text: str, tree: Tree, tok: Tok) -> Source:
    """A description stands for itself; unnamed where it speaks for no office on the record."""
    name = re.sub(
        r"^(?:the|a|an|one|some|several|many|also)\s+(?!of\b)",
        "",
        _SET_OFF.split(text, maxsplit=1)[0].strip(),
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
    if tok.lemma in {"source", "insider", "informant"} and role in BODIES:
        role = Role.OTHER  # `a source within the ministry` is not the ministry
    states = work.gazetteer.states_in(text)
    state = states[0] if states else None
    proper = tok.tag in {"NNP", "NNPS"} and tok.lower not in lex.UNNAMED
    if proper and role is Role.OTHER and tok.ent == "ORG":
        role = (
            Role.COMPANY
            if re.search(r"\b(?:AG|Inc|Ltd|Corp|Co|PLC|plc|GmbH|SA|Group|Airlines|Bank)\b", name)
            else Role.OTHER
        )
    one = any(t.lower == "one" for t in tree.children(tok.i, "nummod"))  # `one MP`
    on_record = role in _ON_RECORD - {Role.MILITARY, Role.DOCUMENT} and tok.tag != "NNS" and not one
    on_record = on_record or (_definite(tree, tok) and tok.tag == "NN" and role in _OFFICES)
    unnamed = is_unnamed(work.gazetteer, tree, tok) and not on_record
    anonymous = unnamed or asks_anonymity(tree, tok)
    called = called_so(tree, tok)
    if called is not None:
        name, anonymous = called[0], not called[1]
    return Source(Party(name, role, state), anonymous=anonymous)


def _definite(tree: Tree, tok: Tok) -> bool:
    det = tree.child(tok.i, "det")
    return det is not None and det.lower in DEFINITE


def _opens_commonly(work: Work, tree: Tree, tok: Tok, opening: str) -> bool:
    """`News agencies`: the capital is that of the sentence, not of a name."""
    places = [t for t in tree.toks if t.text == opening]
    if opening.lower() in lex.UNNAMED or opening.lower() in work.gazetteer.titles:
        return not any(t.tag.startswith("NNP") for t in places)
    common = all(t.tag in {"NN", "NNS", "JJ"} and not t.ent for t in places)
    return bool(places) and common and tok.tag == "NNS"


def _plural(party: Party) -> bool:
    return party.name.split()[-1].endswith("s")
