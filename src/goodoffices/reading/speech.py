"""Step: reported speech becomes claims, by rules over the dependency parse.

One report inside another becomes one claim with a chain of carriers; what stands inside a report
otherwise is no claim of its own. A report whose sentence goes on in the past of the past is one
more claim of the same source. O(tokens × cues of the paragraph).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.cue_goes_on import backshifted
from goodoffices.reading.cues import SHORT_OBJECT, find_cues
from goodoffices.reading.model import Span
from goodoffices.reading.work import Claim, Mention

if TYPE_CHECKING:
    from goodoffices.reading.cue import Cue
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Work

SHORT_QUOTATION = 3
CHAIN = 4
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i"})


def find_speech(work: Work) -> Work:
    claims: list[Claim] = []
    for number, tree in work.trees.items():
        quoted = quoted_tokens(work, number, tree)
        for cue in nest(tree, find_cues(tree, quoted)):
            claims.extend(_claims(tree, number, cue))
    return replace(work, claims=tuple(claims))


def quoted_tokens(work: Work, paragraph: int, tree: Tree) -> frozenset[int]:
    """Return the tokens inside quotation marks; reports inside a quotation are its own affair."""
    marked = work.marks.get(paragraph, ())
    text = work.report.text
    spans = [q.span for q in marked if q.words > SHORT_QUOTATION or spoken(text, q.span)]
    return frozenset(
        tok.i for tok in tree.toks if any(s.start < tok.start and tok.end < s.end for s in spans)
    )


def spoken(text: str, span: Span) -> bool:
    """`"No," said ...`: a comma or mark that ends no name or term stands inside the marks."""
    inner = text[span.start + 1 : span.end - 1].rstrip("\"'”’ ")
    return inner[-1:] in {",", "?", "!"} and text[span.end : span.end + 1] in {" ", "\n", ""}


def nest(tree: Tree, cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Put a report inside a report into one claim with a chain; drop what is inside otherwise."""
    cues = _of_one_speaker(tree, _carried_behind(cues))
    result: list[Cue] = []
    inner_of: dict[int, Cue] = {}
    dropped: set[int] = set()
    cut: dict[int, set[int]] = {}
    for outer in cues:
        for inner in cues:
            if inner is outer or inner.word not in outer.content:
                continue
            if outer.word in inner.content and outer.lemma != "according":
                continue
            if _chains(tree, outer, inner):
                inner_of[inner.word] = outer
                cut.setdefault(outer.word, set()).update(tree.subtree(inner.word), inner.content)
            elif inner.frame != "relative" and not _apposed(tree, inner):
                dropped.add(inner.word)
            else:
                cut.setdefault(outer.word, set()).update(tree.subtree(inner.word), inner.content)
    for cue in cues:
        if cue.word in dropped and cue.word not in inner_of:
            continue
        rest = tuple(i for i in cue.content if i not in cut.get(cue.word, set()))
        words = [i for i in rest if not tree[i].is_punct]
        carriers: list[int] = list(cue.carriers)
        above = inner_of.get(cue.word)
        while above is not None and len(carriers) < CHAIN:
            if above.source is not None and above.source not in carriers:
                carriers.insert(0, above.source)
            above = inner_of.get(above.word)
        if len(words) >= (3 if cue.word in cut else 1):
            result.append(replace(cue, content=rest, carriers=tuple(carriers)))
    return tuple(result)


def _of_one_speaker(tree: Tree, cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """`X said that Y was late before warning that Z`: it is X who warns, not Y."""
    of_root = {cue.root: cue for cue in cues if cue.frame == "that" and cue.source is not None}
    same: list[Cue] = []
    for cue in cues:
        verb = tree[cue.word]
        bare = verb.dep == "pcomp" and tree.child(verb.i, "nsubj") is None
        above = tree[verb.head].head if bare else -1
        outer = of_root.get(above)
        if outer is not None and outer.word < above < verb.i:
            cue = replace(cue, source=outer.source)  # noqa: PLW2901  as read from here
        same.append(cue)
    return tuple(same)


def _carried_behind(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """`X said P, the agency reported`: parsed as if X had said that the agency reported it.

    Likewise `X said P, according to the agency`.
    """
    kept = {cue.word: cue for cue in cues}
    for outer in cues:
        behind = next((c for c in cues if c.lemma == "according" and c.word in outer.content), None)
        last = behind is not None and outer.content and behind.word > outer.root
        if last and behind is not None and outer.frame == "that" and outer.word < outer.root:
            before = tuple(i for i in outer.content if i < behind.word)
            carriers = (behind.source,) if behind.source is not None else ()
            kept[outer.word] = replace(outer, content=before, carriers=carriers)
            kept.pop(behind.word, None)
    for outer in tuple(kept.values()):
        inner = kept.get(outer.root)
        if inner is None or inner.source is None or outer.frame != "that" or inner is outer:
            continue
        told = [i for i in inner.content if outer.word < i]
        if told and max(told) < min(inner.word, inner.source):
            kept[outer.word] = replace(
                outer, content=tuple(told), root=inner.root, carriers=(inner.source,)
            )
            del kept[inner.word]
    return tuple(kept.values())


def _chains(tree: Tree, outer: Cue, inner: Cue) -> bool:
    root = outer.root
    plainly = outer.frame == "that" and inner.frame not in {"noun", "relative"}
    by_name = outer.lemma == "report" and plainly and _names(tree, inner)
    if inner.word == root and (outer.lemma == "according" or by_name):
        return True
    if not plainly:
        return False
    if inner.source is not None and tree[inner.source].lemma in lex.EVIDENCE - {"researcher"}:
        return False  # `said that the survey shows P`: nobody speaks but who said it
    if tree[inner.word].dep == "conj" and inner.word != root and inner.lemma not in lex.THINK_THAT:
        pronoun = inner.source is not None and tree[inner.source].lower in _PRONOUNS
        laid_to = outer.lemma == "according"
        if inner.frame == "object" or ((pronoun or laid_to) and inner.frame != "that"):
            return False
        return tree[inner.word].head == root
    spine = {root, *(tok.i for tok in tree.children(root, "conj"))}
    if inner.word not in spine:
        return False
    if outer.lemma == "according":
        return True
    if inner.frame != "that" or inner.lemma in lex.THINK_THAT:
        return inner.frame == "object" and inner.lemma in lex.DENIALS
    source = tree[inner.source] if inner.source is not None else None
    return source is not None and source.lower not in _PRONOUNS


def _names(tree: Tree, inner: Cue) -> bool:
    """`The agency reported that the ministry refused to comment`: it is the ministry who does."""
    source = tree[inner.source] if inner.source is not None else None
    own = inner.lemma in lex.THINK_THAT | lex.DENIALS | {"refuse", "decline"}
    return own and source is not None and source.tag.startswith("NNP")


def _apposed(tree: Tree, inner: Cue) -> bool:
    """`..., an accusation the government denies`: a denial hung on the report itself."""
    return inner.lemma in lex.DENIALS and tree[tree[inner.word].head].lemma in lex.CHARGES


def _claims(tree: Tree, number: int, cue: Cue) -> tuple[Claim, ...]:
    """One claim for a report, and one more for each coordinate clause that it goes on with."""
    added: set[int] = set()
    claims: list[Claim] = []
    if cue.frame == "that" and tree[cue.word].is_verb:
        for other in backshifted(tree, tree[cue.word], tree[cue.root]):
            inside = tuple(i for i in tree.subtree(other) if i in cue.content)
            added.update(inside)
            more = _claim(tree, number, replace(cue, content=inside, root=other))
            claims.extend([more] if more is not None else [])
    own = replace(cue, content=tuple(i for i in cue.content if i not in added))
    first = _claim(tree, number, own)
    return (first, *claims) if first is not None else tuple(claims)


def _claim(tree: Tree, number: int, cue: Cue) -> Claim | None:
    same = [i for i in cue.content if tree[i].sent == tree[cue.root].sent]
    words = [i for i in same if not tree[i].is_punct]
    if cue.frame in {"object", "to"} and not _for_it(tree, cue) and len(words) < SHORT_OBJECT:
        first = same[0] if same else cue.word
        led = range(cue.word, first) if cue.word < first <= cue.word + SHORT_OBJECT else [cue.word]
        same = sorted({*led, *same})
    while same and (tree[same[-1]].dep == "cc" or tree[same[-1]].lower == "that"):
        same.pop()
    if len(same) > SHORT_QUOTATION and tree[same[0]].lower == "that" and same[0] > cue.word:
        same.pop(0)
    pieces = _pieces(tree, cue, same)
    if not pieces:
        return None
    word = tree[cue.word]
    source = mention(tree, number, cue.source) if cue.source is not None else None
    return Claim(
        spans=pieces,
        paragraph=number,
        root=cue.root,
        cue=cue.word,
        cue_lemma=cue.lemma,
        cue_words=word.text,
        frame=cue.frame,
        source=source,
        carriers=tuple(mention(tree, number, i) for i in cue.carriers),
        listener=listener_of(tree, number, word),
        unnamed=cue.unnamed,
    )


def _for_it(tree: Tree, cue: Cue) -> bool:
    """`appealed for calm`: the thing says what is wanted without its verb; `spoke out against it`
    does not.
    """
    prep = tree[tree[cue.root].head]
    wanted = prep.lower in {"for", "on", "upon"} and prep.head == cue.word
    return tree[cue.root].dep == "pobj" and wanted


def _pieces(tree: Tree, cue: Cue, indices: list[int]) -> tuple[Span, ...]:
    """Return the content as spans, broken where the cue stands inside it."""
    groups: list[list[int]] = [[]]
    outside = set(tree.subtree(cue.word)) - set(indices)
    if cue.source is not None:
        outside |= set(tree.subtree(cue.source)) - set(indices)
    for k, i in enumerate(indices):
        gap = range(indices[k - 1] + 1, i) if k else range(0)
        if any(j in outside and not tree[j].is_punct for j in gap):
            groups.append([])
        groups[-1].append(i)
    spans = [tree.span(group) for group in groups]
    return tuple(span for span in spans if span is not None)


def mention(tree: Tree, number: int, i: int) -> Mention:
    """Make a mention of the noun phrase under a token, without its relative clauses."""
    closed = [tok.i for tok in tree.children(i, "relcl", "acl", "punct", "advcl")]
    span = tree.span(j for j in tree.subtree(i, without=closed)) or Span(tree[i].start, tree[i].end)
    return Mention(span, number, i)


def listener_of(tree: Tree, number: int, verb: Tok) -> Mention | None:
    """Find to whom it was said: `told X`, `said to X`, `in an interview with X`."""
    if verb.lemma in {"tell", "inform", "assure", "remind", "notify"}:
        obj = tree.child(verb.i, "dobj", "dative")
        if obj is not None and obj.i > verb.i:
            return mention(tree, number, obj.i)
    for prep in tree.children(verb.i, "prep", "dative"):
        if prep.lower == "to" and verb.lemma in lex.SAY_THAT:
            obj = tree.child(prep.i, "pobj")
            if obj is not None:
                return mention(tree, number, obj.i)
    return None
