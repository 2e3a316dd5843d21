"""What a verb of saying governs: a clause, an infinitive, or words in which it is a parenthesis.

Each finder gives the frame, the tokens of what is said and the token on which they hang.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.cue_goes_on import backshifted, on_both_sides, run_on
from goodoffices.reading.subjects import SUBJECTS, subject_of

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree

__all__ = ["Found", "appended", "clause", "infinitive", "parenthesis"]

_WITH_OBJECT = frozenset({"tell", "put"})
_WHENCE = frozenset({"from", "in", "at", "on", "earlier"})

Found = tuple[str, tuple[int, ...], int]


def clause(tree: Tree, verb: Tok) -> Found | None:
    if verb.lemma not in lex.SAY_THAT | lex.THINK_THAT and not _shows(tree, verb):
        return None
    for comp in (*tree.children(verb.i, "ccomp"), *_whether(tree, verb), *_neither(tree, verb)):
        if not (comp.is_verb or comp.tag.startswith(("JJ", "NN", "RB", "IN"))):
            continue
        if comp.tag == "VBG" and tree.child(comp.i, "aux", "nsubj") is None:
            continue
        if comp.tag.startswith("NN") and tree.child(comp.i, *SUBJECTS) is None:
            continue  # `wrote a letter`
        if verb.lemma in lex.SAY_TO and _asked_to(tree, verb, comp.i) is not None:
            continue  # `asked him to make clear that`: the whole is asked
        if comp.tag == "VB" and tree.child(comp.i, "aux") is not None and verb.lemma in lex.SAY_TO:
            to = tree.child(comp.i, "aux")
            if to is not None and to.lower == "to":
                continue
        content = list(tree.subtree(comp.i, without=_subordinate_cues(tree, comp, verb)))
        told = (
            *backshifted(tree, verb, comp),
            *run_on(tree, verb, comp),
            *on_both_sides(tree, verb, comp),
        )
        for other in told:
            content.extend(k for k in tree.subtree(other) if k not in content)
        mark = tree.child(comp.i, "mark")
        if mark is not None and mark.lower in {"that", "if", "whether"}:
            content = [i for i in content if i != mark.i]
        content = _from_that(tree, verb, _with_antecedent(tree, verb, comp, content))
        return "that", tuple(_without_first_date(tree, verb, content)), comp.i
    return None


def _neither(tree: Tree, verb: Tok) -> tuple[Tok, ...]:
    """`it has been reported, but not confirmed, that P`: P hangs on the second."""
    if tree.child(verb.i, "ccomp") is not None or tree.child(verb.i, "auxpass") is None:
        return ()
    beside = tree.children(verb.i, "conj")
    return tuple(c for other in beside for c in tree.children(other.i, "ccomp"))


def _whether(tree: Tree, verb: Tok) -> tuple[Tok, ...]:
    """`asked the minister if he knew`, hung on the verb as a condition."""
    if verb.lemma not in {"ask", "wonder", "inquire", "enquire"}:
        return ()
    marks = ((tree.child(comp.i, "mark"), comp) for comp in tree.children(verb.i, "advcl"))
    return tuple(
        c for m, c in marks if m is not None and m.lower in {"if", "whether"} and c.i > m.i
    )


def _asked_to(tree: Tree, verb: Tok, before: int) -> Tok | None:
    """The infinitive of `asked him to say`, where it stands before a place."""
    for comp in tree.children(verb.i, "xcomp", "ccomp", "advcl"):
        to = tree.child(comp.i, "aux")
        if comp.tag == "VB" and to is not None and to.lower == "to" and verb.i < comp.i < before:
            return comp
    return None


def _with_antecedent(tree: Tree, verb: Tok, comp: Tok, content: list[int]) -> list[int]:
    """`fires, which the mayor said were out`: it is the fires that are said to be out."""
    subject = tree.child(comp.i, *SUBJECTS)
    if verb.dep != "relcl" or subject is None or subject.lower not in {"which", "that"}:
        return sorted(content)
    named = tree.subtree(verb.head, without=[t.i for t in tree.children(verb.head, "relcl")])
    words = [i for i in named if i < subject.i]
    while words and tree[words[-1]].is_punct:
        words.pop()
    return sorted({*words, *content} - {subject.i})


def _from_that(tree: Tree, verb: Tok, content: list[int]) -> list[int]:
    """`told them that in the week after, he left`: all from `that`, whatever the parse left out."""
    if not content or content[0] < verb.i:
        return content
    content = _behind_listener(tree, verb, content)
    listener = tree.child(verb.i, "dobj", "dative")
    last = max(tree.subtree(listener.i)) if listener is not None else verb.i
    for tok in tree.toks[verb.i + 1 : content[0]]:
        if tok.lower == "that" and tok.i in {verb.i + 1, last + 1} and tok.tag in {"IN", "WDT"}:
            return [*range(tok.i + 1, content[0]), *content]
    return content


def _behind_listener(tree: Tree, verb: Tok, content: list[int]) -> list[int]:
    """`told the station's programme that P`: whoever is told it is no part of it."""
    for tok in tree.toks[verb.i + 1 : content[-1]]:
        if tok.is_verb:
            break
        if tok.lower == "that" and tok.dep == "mark":
            return [i for i in content if i > tok.i] or content
    return content


def _without_first_date(tree: Tree, verb: Tok, content: list[int]) -> list[int]:
    """`said on Monday the talks went on`: a day right behind the verb is that of the saying."""
    k = 0
    if content and content[0] == verb.i + 1 and tree[content[0]].lower == "on":
        k = 1
    while k < len(content) and tree[content[k]].ent == "DATE" and tree[content[k]].dep != "poss":
        k += 1
    day = k > 0 and content[0] == verb.i + 1 and tree[content[k - 1]].ent == "DATE"
    subject = (
        tree[content[k]].tag in {"DT", "PRP", "NNP", "NNS", "PRP$", "EX"}
        if k < len(content)
        else False
    )
    return content[k:] if day and subject else content


def _shows(tree: Tree, verb: Tok) -> bool:
    """Figures and studies `show` and `find`, bodies `find that`; of people they report no words."""
    if verb.lemma not in {"show", "find", "decide", "hold"}:
        return False
    subject = subject_of(tree, verb)[0]
    if subject is None:
        return False
    if verb.lemma != "show" and tree[subject].lemma in lex.COURTS:
        return True
    if verb.lemma in {"decide", "hold"}:
        return False
    body = tree[subject].ent == "ORG" or tree[subject].lemma in lex.GROUP_NOUNS
    if body and verb.lemma == "find" and tree[min(verb.i + 1, len(tree.toks) - 1)].lower == "that":
        return True
    return tree[subject].lemma in lex.EVIDENCE | lex.DOCUMENTS


def _subordinate_cues(tree: Tree, root: Tok, verb: Tok) -> tuple[int, ...]:
    """`..., warning that` and `before warning that` are reports of their own by the same source."""
    return tuple(
        tok.i
        for k in tree.subtree(root.i)
        for tok in (tree[k],)
        if tok.dep == "advcl"
        and tok.i > verb.i
        and tok.lemma in (lex.SAY_THAT | lex.SAY_TO | lex.SAY_NP)
        and (appended(tree, tok) or _contrasted(tree, tok))
    ) + tuple(
        tree[tok.head].i
        for k in tree.subtree(root.i)
        for tok in (tree[k],)
        if tok.dep == "pcomp"
        and tok.i > verb.i
        and tok.lemma in lex.SAY_THAT
        and tree[tok.head].lower in {"before", "after"}
        and tree.child(tok.i, "ccomp") is not None
    )


def appended(tree: Tree, tok: Tok) -> bool:
    """`..., warning that`; `adding` is a report of its own without the comma too."""
    before = tree[tok.i - 1].text if tok.i > 0 else ""
    return tok.tag == "VBG" and (before == "," or (tok.lemma == "add" and before not in {"", "by"}))


def _contrasted(tree: Tree, tok: Tok) -> bool:
    """`A said P, while B said Q`: the second report is not inside the first."""
    mark, own = tree.child(tok.i, "mark"), tree.child(tok.i, "nsubj")
    return (
        mark is not None
        and mark.lower in {"while", "whereas"}
        and own is not None
        and tree.child(tok.i, "ccomp") is not None
    )


def parenthesis(tree: Tree, verb: Tok) -> Found | None:
    """`P, said X.` parsed with P as the main clause, and `as X said, P`."""
    put = verb.lemma == "put" and any(o.lower == "it" for o in tree.children(verb.i, "dobj"))
    known = verb.lemma in lex.SAY_THAT or put  # `as the envoy put it`
    if not known or verb.dep not in {"parataxis", "advcl", "ccomp", "intj"}:
        return None
    head = tree[verb.head]
    if verb.dep == "advcl":
        mark = tree.child(verb.i, "mark")
        if (
            mark is None
            or mark.lower != "as"
            or (
                verb.lemma not in {"tell", "put"}
                and tree.child(verb.i, "dobj", "xcomp") is not None
            )
            or any(p.lower not in _WHENCE for p in tree.children(verb.i, "prep"))
        ):
            return None
    elif verb.dep == "ccomp" and not (
        (verb.i > head.i and head.dep == "ROOT" and tree[verb.i - 1].text in {",", '"'})
        or _opens_with_day(tree, verb, head)
    ):
        return None
    if not head.is_verb or head.sent != verb.sent:
        return None
    content = tree.subtree(head.i, without=[verb.i])
    return "that", content, head.i


def _opens_with_day(tree: Tree, verb: Tok, head: Tok) -> bool:
    """`The agency reported on Friday, prices had risen`: the comma stands behind the day."""
    if verb.i > head.i or head.dep != "ROOT" or head.lemma in lex.SAY_THAT:
        return False
    if tree.child(verb.i, "dobj", "ccomp", "xcomp") is not None:
        return False
    own = tree.child(verb.i, "nsubj")
    whole = tree.subtree(verb.i)
    comma = max(whole) + 1
    dated = any(tree[k].ent == "DATE" for k in whole if k > verb.i)
    opens = own is not None and min(whole) == tree.sentence(verb.sent)[0].i
    return dated and opens and tree[comma].text == "," and comma < head.i


def infinitive(tree: Tree, verb: Tok) -> Found | None:
    if verb.lemma not in lex.SAY_TO:
        return None
    for comp in tree.children(verb.i, "xcomp", "ccomp", "advcl"):
        to = tree.child(comp.i, "aux")
        if comp.tag != "VB" or to is None or to.lower != "to" or comp.i < verb.i:
            continue
        others = [c.i for c in tree.children(comp.i, "conj") if tree.child(c.i, *SUBJECTS)]
        content = set(tree.subtree(comp.i, without=others))
        mark = tree.child(comp.i, "mark")
        if mark is not None and mark.lower == "for":
            content.discard(mark.i)  # `called for them to go`
        content -= set(_meanwhile(tree, verb, comp))
        for obj in tree.children(verb.i, "dobj", "dative", "prep"):
            if verb.i < obj.i < comp.i:
                content |= set(tree.subtree(obj.i))
        for more in tree.children(verb.i, "ccomp"):
            mark = tree.child(more.i, "mark")
            if more.i > comp.i and mark is not None and mark.lower == "that":
                content |= set(tree.subtree(more.i))
        return "to", tuple(sorted(content)), comp.i
    return None


def _meanwhile(tree: Tree, verb: Tok, comp: Tok) -> tuple[int, ...]:
    """`asked her to resign before the film was shown`: when she was asked."""
    for clause in tree.children(comp.i, "advcl"):
        mark = tree.child(clause.i, "mark", "advmod")
        helper = tree.child(clause.i, "aux", "auxpass")
        past = (helper.tag if helper is not None else clause.tag) == "VBD"
        when = mark is not None and mark.lower in {"before", "after", "when", "since"}
        if when and past and verb.tag == "VBD" and clause.i > comp.i:
            return tree.subtree(clause.i)
    return ()
