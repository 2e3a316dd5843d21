"""The name that stands beside a description, and says who it is (RR 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.kinds import KINDS
from goodoffices.reading.person_roles import PERSONAL
from goodoffices.reading.personal_names import HONORIFICS
from goodoffices.reading.titles import is_another
from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.model import Party
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Mention, Work

__all__ = [
    "FIRST",
    "HELPERS",
    "apposed_body",
    "apposed_person",
    "based_there",
    "before",
    "called_so",
    "named_later",
    "once_described",
    "once_named",
    "titled",
]

HELPERS = frozenset(
    {
        "aide",
        "adviser",
        "advisor",
        "official",
        "ally",
        "lawyer",
        "attorney",
        "brother",
        "sister",
        "cousin",
        "relative",
        "friend",
        "associate",
        "colleague",
        "assistant",
        "confidant",
        "supporter",
        "critic",
        "rival",
        "opponent",
        "diplomat",
        "source",
    }
)
FIRST = frozenset({Role.HEAD_OF_STATE, Role.HEAD_OF_GOVERNMENT, Role.FOREIGN_MINISTER})
_BODIES = frozenset(
    {
        "party",
        "group",
        "organisation",
        "organization",
        "agency",
        "movement",
        "company",
        "firm",
        "newspaper",
        "paper",
        "daily",
        "network",
        "station",
        "broadcaster",
        "site",
        "website",
        "magazine",
        "outlet",
        "publication",
        "body",
        "council",
        "alliance",
        "coalition",
        "union",
        "charity",
        "watchdog",
        "institute",
        "bloc",
        "force",
        "militia",
        "ministry",
        "department",
        "office",
        "court",
        "bank",
        "club",
        "league",
    }
)

_NAMING = frozenset({"name", "call", "identify", "nickname", "know", "dub"})
_BORROWED = frozenset({"pseudonym", "alias", "nickname", "name", "only", "codename", "handle"})
_IN_TITLES = frozenset({"of", "the", "state", "for", "foreign", "affairs", "defense", "defence"})
# `Assistant Secretary of State`, `Deputy Director`: the second half of a title
_IN_TITLES |= {"secretary", "director", "minister", "attorney", "general", "commissioner"}
_LONGEST_BODY = 7
_HOUSES = frozenset({"parliament", "house", "senate", "council", "committee", "assembly", "board"})


def apposed_person(work: Work, mention: Mention, tree: Tree, tok: Tok) -> Party | None:
    """`its envoy to Kenya, Jane Roe`: a name right behind the phrase, whatever it hangs on."""
    if work.cast is None or _of_somebody_above(work, tree, tok):
        return None
    for apposed in tree.children(tok.i, "appos"):
        if any(t.i < apposed.i for t in tree.children(apposed.i, "prep")):
            continue  # `critics, among them Jane Roe,`
        for name in (apposed, *tree.children(apposed.i, "appos")):
            person = work.cast.at(mention.paragraph, name.i)
            if person is not None:
                return person
    if tok.tag != "NN":
        return None
    comma = next(
        (t for t in tree.toks[tok.i :] if t.start >= mention.span.start and t.text == ","), None
    )
    if comma is None or comma.sent != tok.sent or comma.start > mention.span.end + 1:
        return None
    following = [t for t in tree.toks[comma.i + 1 : comma.i + 4] if t.lower not in HONORIFICS]
    for after in following[:1]:
        person = work.cast.at(mention.paragraph, after.i)
        below = {t.lower for t in tree.toks[tok.i + 1 : comma.i]} if person is not None else set()
        if person is not None and "and" not in below:
            return person
    return None


def _of_somebody_above(work: Work, tree: Tree, tok: Tok) -> bool:
    """`an aide to the President, John Roe,`: the President is called so, not the aide."""
    owned = tree.child(tok.i, "poss") is not None
    if tok.lemma not in HELPERS or owned or _determined(tree, tok):
        return False
    for prep in tree.children(tok.i, "prep"):
        above = tree.child(prep.i, "pobj") if prep.lower in {"to", "of", "for"} else None
        if above is not None and _determined(tree, above):
            found = work.gazetteer.role_in(
                " ".join(t.text for t in (*tree.children(above.i, "compound", "amod"), above))
            )
            return found is not None and found[0] in FIRST
    return False


def _determined(tree: Tree, tok: Tok) -> bool:
    det = tree.child(tok.i, "det")
    return det is not None and det.lower in {"the", "this", "that"}


def apposed_body(tree: Tree, tok: Tok) -> Tok | None:
    """`the envoy's party, the Reform Party,`: the body that the common noun is named as."""
    if tok.lower != "one" and (tok.tag != "NN" or tok.lemma not in _BODIES):
        return None
    of = tree.child(tok.i, "prep") if tok.lower == "one" else None
    many = tree.child(of.i, "pobj") if of is not None else None
    for other in (*tree.children(tok.i, "appos"), *tree.children(many.i if many else -1, "appos")):
        close = all(not tree[k].is_finite for k in range(tok.i, other.i))
        if other.tag in {"NNP", "NNPS"} and other.i > tok.i and close:
            return other
    return None


def titled(work: Work, mention: Mention, tree: Tree, tok: Tok) -> Party | None:
    """`Secretary of State Jane Roe`, `curator Jane Roe`: a name that runs on from the title.

    With nothing between them but what belongs to a title, whatever hangs on which in the parse.
    """
    if work.cast is None or not tok.is_noun or tok.lower == "one":
        return None
    both = _two_titles(work, mention, tree, tok)
    if both is not None:
        return both
    below = {*tree.subtree(tok.i), *(t.i for t in tree.children(tok.head, tok.dep))}
    below |= {over.i for over in tree.ancestors(tok.i) if tok.dep in {"compound", "nmod"}}
    known = tok.lower in {*work.gazetteer.titles, "assistant"}
    for seen in work.cast.sightings:
        if seen.paragraph != mention.paragraph or seen.head not in below or seen.first <= tok.i:
            continue
        between = tree.toks[tok.i + 1 : seen.first]
        if between and between[-1].lower in {"of", "for", "the"}:
            continue
        if known and _of_a_body(work, tree, tok, seen.first):
            return work.cast.people[seen.person]
        words = {t.lower for t in between}
        of_state = {t.lower for t in between if work.gazetteer.state_of(t.text)}
        hyphened = {t.lower for t in between if between[0].text == "-" and t.is_noun} | {"-"}
        if words <= (_IN_TITLES if known else {"of"}) | of_state | hyphened:
            return work.cast.people[seen.person]
    return None


def _two_titles(work: Work, mention: Mention, tree: Tree, tok: Tok) -> Party | None:
    """`senator and former candidate Jane Roe`: bare singular titles are both hers."""
    conj = tree.child(tok.i, "conj")
    role = work.gazetteer.titles.get(tok.lower)
    bare = tok.tag == "NN" and tree.child(tok.i, "det", "poss", "nummod") is None
    if work.cast is None or conj is None or role not in PERSONAL or not bare:
        return None
    title = tree[conj.i - 1] if conj.i > tok.i + 1 else conj
    titles = {t.lower for t in tree.children(conj.i, "compound")} | {title.lower}
    known = titles & work.gazetteer.titles.keys() or "former" in {
        t.lower for k in tree.subtree(conj.i) for t in tree.children(k, "amod")
    }
    return work.cast.at(mention.paragraph, conj.i) if known else None


def _of_a_body(work: Work, tree: Tree, title: Tok, name: int) -> bool:
    """`Speaker of the House of Deputies Jane Roe`: no second title, and nothing but a name."""
    between = tree.toks[title.i + 1 : name]
    last = between[-1].lower if between else ""
    personal = {t for t, role in work.gazetteer.titles.items() if role in PERSONAL}
    titles = personal - lex.GROUP_NOUNS | HONORIFICS
    plain = all(
        t.tag.startswith("NNP") or t.lower in {"of", "the", "for", "and"} or t.lemma in _HOUSES
        for t in between
    )
    return plain and len(between) <= _LONGEST_BODY and last not in titles and title.i < name


def called_so(tree: Tree, tok: Tok) -> tuple[str, bool] | None:
    """`a protester using the pseudonym Jay`, `a man named John Roe`: the name, and if it is his.

    Who gives a name that is not the whole of his own stays unnamed.
    """
    apposed = tree.children(tok.i, "appos")
    for said in (a for t in (tok, *apposed) for a in tree.children(t.i, "acl", "relcl")):
        below = tree.subtree(said.i)
        borrowed = any(tree[k].lemma in _BORROWED for k in below if k != said.i)
        if said.lemma not in _NAMING and not (borrowed and said.lemma in {"use", "give", "go"}):
            continue
        names = [k for k in below if k > said.i and tree[k].tag == "NNP"]
        if not names:
            continue
        last = names[0]
        while last + 1 in names:
            last += 1
        words = " ".join(tree[k].text for k in range(names[0], last + 1))
        return words, last > names[0] and not borrowed
    return None


def once_described(work: Work, mention: Mention, tok: Tok) -> Party | None:
    """`the archbishop`: whom the report introduced so before (`Archbishop Jane Roe`). O(tokens)."""
    if work.cast is None or tok.tag not in {"NN", "NNP"}:
        return None
    for number, tree, other in before(work, mention):
        if other.lower == tok.lower:
            near = [other, *_beside(tree, other)]
            found = [work.cast.at(number, t.i) for t in near]
            person = next((p for p in found if p is not None), None)
            if person is not None and not is_another(work, mention, tok, person):
                return person
    return None


def based_there(work: Work, mention: Mention, tok: Tok) -> tuple[int, Tok] | None:
    """`the Oslo-based group`: tells more of the body that the sentence before named last."""
    tree = work.trees[mention.paragraph]
    based = any(t.lower == "based" for t in tree.children(tok.i, "amod"))
    if not based or tok.lemma not in KINDS:
        return None
    for number, there, other in before(work, mention):
        if number != mention.paragraph or other.sent < tok.sent - 1:
            return None
        if other.sent < tok.sent and other.ent == "ORG" and other.dep not in {"compound", "poss"}:
            return (number, other) if there[other.i].tag == "NNP" else None
    return None


def named_later(work: Work, mention: Mention, tok: Tok) -> Party | None:
    """`A federal judge ruled P. ... Judge Jane Roe wrote`: the one who is told to be so after.

    Nobody where two are, or where the word says no more than that somebody saw or knew it.
    O(tokens).
    """
    det = work.trees[mention.paragraph].child(tok.i, "det")
    one = det is not None and det.lower in {"a", "an"} and tok.tag == "NN"
    if work.cast is None or not one or tok.lower in lex.UNNAMED:
        return None
    found: dict[str, Party] = {}
    for number, tree in work.trees.items():
        for other in tree.toks:
            if other.lower != tok.lower:
                continue
            for name in _beside(tree, other):
                person = work.cast.at(number, name.i)
                if person is None or " " not in person.name:
                    continue
                if not is_another(work, mention, tok, person):
                    found[person.name] = person
    return next(iter(found.values())) if len(found) == 1 else None


def before(work: Work, mention: Mention) -> Iterator[tuple[int, Tree, Tok]]:
    """The words of the report before a mention, the nearest first."""
    for number in sorted((n for n in work.trees if n <= mention.paragraph), reverse=True):
        tree = work.trees[number]
        for tok in reversed(tree.toks):
            if tok.start < mention.span.start:
                yield number, tree, tok


def _beside(tree: Tree, tok: Tok) -> list[Tok]:
    """`Archbishop Jane Roe`, `the archbishop, Jane Roe`, `Jane Roe is an archbishop`: the name."""
    near = [*tree.children(tok.i, "appos"), *tree.toks[tok.i + 1 : tok.i + 2]]
    near += [name for other in tree.children(tok.i, "appos") for name in tree.children(other.i)]
    near += [tree[tok.head]] if tok.dep == "appos" else []
    near += tree.children(tok.head, "nsubj") if tok.dep == "attr" else []
    return near


def once_named(work: Work, mention: Mention, tok: Tok) -> tuple[int, Tok] | None:
    """`the ministry`: where the report gave its name before (`the Foreign Ministry`); O(tokens).

    `the network` is the one introduced so (`the network ABC`), `the group` any known one.
    """
    if tok.tag != "NN":
        return None
    alone = not work.trees[mention.paragraph].children(tok.i, "compound", "amod", "nmod")
    roles, words = KINDS[tok.lemma] if alone and tok.lemma in KINDS else (frozenset(), frozenset())
    for number, tree, other in before(work, mention):
        body = work.gazetteer.body(other.text) if roles and other.tag == "NNP" else None
        if body is not None and body.role in roles:
            return number, other
        beside = tree.children(other.i, "compound", "amod", "nmod")
        called = {other.lower} if roles else {t.lower for t in (other, *beside)}
        if words & called and other.tag == "NNP" and beside:
            return number, other
        if other.lower != tok.lower:
            continue
        near = [*_beside(tree, other), tree[other.head]]
        people = [work.cast.at(number, t.i) for t in near] if work.cast is not None else []
        if any(p is not None and is_another(work, mention, tok, p) for p in people):
            continue
        if other.tag == "NNP" and any(t.text[:1].isupper() for t in beside):
            return number, other
        for name in near[:-1]:
            if name.tag == "NNP" and name.dep != "compound" and name.ent not in {"DATE", "GPE"}:
                return number, name
    return None
