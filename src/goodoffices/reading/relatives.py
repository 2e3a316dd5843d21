"""For whom a relative pronoun stands: `the envoy, who said P`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree


def person_before(tree: Tree, who: Tok) -> int | None:
    """`such as Jane Roe of the Reform Party, who said`: the name at once before the comma."""
    if who.i < 2 or tree[who.i - 1].text != ",":  # noqa: PLR2004  a name and its comma
        return None
    for tok in reversed(tree.toks[max(0, who.i - 9) : who.i - 1]):
        if tok.is_punct or tok.is_verb:
            return None
        if tok.ent == "PERSON" and tok.tag.startswith("NNP"):
            return tok.i
    return None


def named_before(tree: Tree, who: Tok) -> int | None:
    """`P, according to the police, who said Q`, whatever the parse hung the clause on."""
    noun = tree[who.i - 2] if who.i > 1 and tree[who.i - 1].text == "," else None
    return noun.i if noun is not None and noun.is_noun and who.lower == "who" else None


def one_among(tree: Tree, many: Tok) -> int | None:
    """`Jane Roe was among a group of senators who wrote P`: she, of those that are told of."""
    over = tree[tree[many.head].head] if many.dep == "pobj" else many
    for noun in (many, over):
        among = tree[noun.head]
        if noun.dep == "pobj" and among.lower == "among" and tree[among.head].lemma == "be":
            subject = tree.child(among.head, "nsubj")
            return subject.i if subject is not None else None
    return None


def person_of(tree: Tree, noun: int) -> int:
    """`Jane Roe, leader of the Reform Party, who said`: the person, not the party."""
    tok = tree[noun]
    while tok.ent != "PERSON" and tok.dep == "pobj" and tree[tree[tok.head].head].is_noun:
        tok = tree[tree[tok.head].head]
    return tok.head if tok.dep == "appos" and tok.i != noun else tok.i
