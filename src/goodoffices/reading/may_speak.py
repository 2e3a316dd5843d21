"""Whether a noun may speak at all: no mere thing does (RR 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.person_roles import PERSONAL

if TYPE_CHECKING:
    from goodoffices.reading.gazetteer import Gazetteer
    from goodoffices.reading.tree import Tok, Tree

__all__ = ["can_speak", "is_person", "is_thing"]

# words told, and people by words that end otherwise
_TELLING = frozenset(
    {"word", "fact", "account", "proposal", "decision", "order", "law", "rule", "amendment"}
    | {"clause", "bill", "act", "proclamation", "decree", "slogan", "sign", "song", "phrase"}
    | {"quote", "caption", "headline", "label", "plaque", "inscription", "theory", "plan"}
    | {"programme", "program", "page", "account", "feed", "profile", "site", "blog", "app"}
    | {"spokesperson", "person", "personnel", "people", "folk", "everyone", "anyone", "one"}
    | {"chairperson", "salesperson", "crew", "cast", "couple", "duo", "trio", "band", "side"}
    | {"camp", "leadership", "management", "staff", "workforce", "delegation", "coalition"}
)
# things whose names end as persons' do
_NO_PERSONS = frozenset(
    {"offer", "order", "number", "matter", "manner", "border", "river", "tower", "power", "water"}
    | {"weather", "winter", "summer", "disaster", "chapter", "corner", "counter", "container"}
    | {"computer", "copper", "cover", "danger", "dinner", "door", "error", "factor", "fever"}
    | {"finger", "floor", "flower", "folder", "gender", "hunger", "layer", "ladder", "lever"}
    | {"mirror", "motor", "poster", "quarter", "reactor", "sector", "shelter", "shoulder"}
    | {"silver", "slaughter", "tractor", "trailer", "transfer", "tumor", "vector", "corridor"}
    | {"terror", "horror", "humor", "labor", "honor", "favor", "color", "armor", "behavior"}
    | {"interior", "exterior", "encounter", "cancer", "laser", "trigger", "barrier", "frontier"}
    | {"glacier", "pier", "tier", "list", "mist", "twist", "fist", "wrist", "waist", "plant"}
    | {"grant", "warrant", "restaurant", "variant", "tree", "fee", "coffee", "knee", "degree"}
    | {"guarantee", "library", "diary", "anniversary", "salary", "boundary", "sanctuary"}
    | {
        "fundraiser",
        "documentary",
        "itinerary",
        "primary",
        "harbor",
        "chamber",
        "theater",
        "parameter",
        "paper",
    }
)


def can_speak(tok: Tok) -> bool:
    """A name, a pronoun, a number of people, a paper, or a noun for persons; no mere thing."""
    if tok.is_verb:
        return False
    if not tok.tag.startswith("NN") or tok.tag.startswith("NNP") or tok.ent not in {"", "DATE"}:
        return True
    known = lex.UNNAMED | lex.GROUP_NOUNS | lex.DOCUMENTS | lex.EVIDENCE | lex.SPEAKERS
    return tok.lemma in known or tok.lower in known or _called_so(tok)


def is_person(gazetteer: Gazetteer, tok: Tok) -> bool:
    """`a witness`, `the interior minister`: a common noun for one person."""
    if tok.tag != "NN" or tok.lower in lex.NO_SOURCE or tok.lemma in lex.DOCUMENTS:
        return False
    known = tok.lower in lex.UNNAMED or gazetteer.titles.get(tok.lower) in PERSONAL
    return known or _called_so(tok)


def _called_so(tok: Tok) -> bool:
    return tok.lemma.endswith(lex.PERSONAL_ENDINGS) and tok.lemma not in _NO_PERSONS


def is_thing(gazetteer: Gazetteer, tree: Tree, tok: Tok) -> bool:
    """`the hunger strike`, `margins`, `part`: nobody's words, with no name in the phrase."""
    if tok.tag not in {"NN", "NNS"} or not tok.text.islower() or can_speak(tok):
        return False
    called = tok.lemma in _TELLING or tok.lower in _TELLING
    titled = gazetteer.titles.get(tok.lower) or gazetteer.titles.get(tok.lemma)
    below = tree.subtree(tok.i)
    return not called and not titled and not any(tree[k].text[:1].isupper() for k in below if k)
