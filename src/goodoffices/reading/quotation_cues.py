"""The verb of saying beside a quotation, after it or before it, and who does it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.may_speak import can_speak
from goodoffices.reading.subjects import subject_of
from goodoffices.reading.subjects_by_place import is_day

if TYPE_CHECKING:
    from goodoffices.reading.quotations import Quotation
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Work

__all__ = ["cue_after", "cue_before", "issues", "leads_to_the_next", "limit_after", "source_of"]

NEAR = 14
REACH = 20
NEAR_NAME = 6
LED_BY = 3
WHOLE = 8
# a stop behind an initial or a short title ends no sentence
_SHORT = ("Mr", "Ms", "Dr", "St", "Lt", "Mrs", "Gov", "Sen", "Rep", "Gen", "Col", "Prof", "Capt")
_SHORTENED = "".join(rf"(?<!\b{title})" for title in ("[A-Z]", *_SHORT))
SENTENCE_END = re.compile(rf"{_SHORTENED}[.!?][\"'”’)]*\s+(?=[A-Z\"“'‘(\[])")
FINITE = frozenset({"VBD", "VBZ", "VBP"})
_DASHES = frozenset({"—", "–", "--"})
_ASIDE = frozenset({"relcl"})
_UNDER = frozenset({"advcl", "relcl", "acl", "pcomp"})
_AUXILIARIES = frozenset({"be", "have", "do"})
_NOUNS = frozenset({"NNP", "NN", "NNS", "PRP", "NNPS"})
_CUES = lex.SAY_THAT | lex.CUE_ONLY | lex.SAY_NP


def cue_after(work: Work, tree: Tree, quotation: Quotation, quoted: frozenset[int]) -> Tok | None:
    text, end = work.report.text, quotation.span.end
    stop = limit_after(work, quotation)
    inside = text[quotation.span.start : end].rstrip("\"“”'’")[-1:]
    follows = text[end:stop].lstrip()
    if not (
        inside in {",", "?", "!", "-", "—", "…"}
        or follows[:1] in {",", ";"}
        or follows[:1].islower()
        or re.match(r"said\b", follows)
    ):
        return None
    near = [t for t in tree.toks if end <= t.start < stop and t.i not in quoted]
    for tok in near[:REACH]:
        carried = tok.tag == "VBN" and tok.i > 0 and tree[tok.i - 1].lower == "as"
        carried = carried or (tok.tag == "VBG" and tree.child(tok.i, "dobj") is not None)
        if tok.is_verb and tok.lemma in _CUES and tok.dep != "relcl" and not carried:
            return tok
    return _in_its_place(tree, near) if inside in {",", "?", "!"} else None


def _adds(tree: Tree, verb: Tok) -> bool:
    """`"P," adding that Q`: the participle tells what comes behind it."""
    behind = tree[verb.i + 1].lower if verb.i + 1 < len(tree.toks) else ""
    return verb.tag == "VBG" and behind == "that"


def _in_its_place(tree: Tree, near: list[Tok]) -> Tok | None:
    """`"P," the senator fumed.`: any verb with a subject, right behind, and nothing after it."""
    for k, tok in enumerate(near[:NEAR_NAME]):
        if tok.is_verb:
            done = k + 1 == len(near) or near[k + 1].text in {",", ".", ";"}
            said = tok.tag in {"VBD", "VBZ"} and tok.lemma not in _AUXILIARIES
            subject = tree.child(tok.i, "nsubj")
            before = near[k - 1] if k else None
            who = subject is not None or (before is not None and before.tag in {"NNP", "PRP"})
            return tok if done and said and who else None
    return None


def limit_after(work: Work, quotation: Quotation) -> int:
    text, end = work.report.text, quotation.span.end
    stop = work.paragraphs[quotation.paragraph].end
    found = SENTENCE_END.search(text, end, stop)
    stop = found.start() + 1 if found else stop
    later = [q.span.start for q in work.marks[quotation.paragraph] if q.span.start >= end]
    return min(stop, *later) if later else stop


def cue_before(work: Work, tree: Tree, quotation: Quotation, quoted: frozenset[int]) -> Tok | None:
    """A verb of saying before the quotation, in the stretch since the last sentence's end."""
    text, start = work.report.text, quotation.span.start
    begin = work.paragraphs[quotation.paragraph].start
    for found in SENTENCE_END.finditer(text, begin, start + 1):
        begin = found.end()
    lead = text[begin:start].rstrip()
    if not lead:
        return None
    direct = (
        lead[-1:] in {":", ",", ";", "—", "–"}
        or lead.endswith((" that", "message"))
        or not quotation.sentence_like
    )
    near = [t for t in tree.toks if begin <= t.start < start and t.i not in quoted]
    near = _without_aside(near)
    plain = any(t.is_verb and t.lemma in _CUES and t.dep not in _ASIDE for t in near)
    main = any(t.dep == "ROOT" and t.tag in FINITE and t.lemma in _CUES for t in near)
    for tok in reversed(near):
        if (
            plain
            and tok.dep in _ASIDE
            and not (tok.lemma in lex.SAY_THAT and tok.i > near[-1].i - 3)
        ):
            continue  # `justified the raid, which the envoy approved, as "P"`
        known = (
            tok.lemma in _CUES
            or (tok.lemma == "speak" and tok.tag in FINITE)
            or issues(tree, tok)
            or (lead.endswith(",") and tok.i == near[-1].i - 1 and tok.lemma not in _AUXILIARIES)
            or (lead.endswith(":") and _leads(tok) and not (main and _adds_why(tree, tok)))
            or (lead.endswith(",") and _opens_whole(tree, quotation, tok))
        )
        if tok.is_verb and known and (direct or tok.end >= start - 2 or _nothing_but(near, tok)):
            return tok
    return None


def _leads(verb: Tok) -> bool:
    """`She left with a joke: "P"`: a finite verb that is more than `was`."""
    return verb.tag in FINITE and verb.lemma not in {"be", "have"}


def _adds_why(tree: Tree, verb: Tok) -> bool:
    """`claims that it won, for it improved: "P"`: the clause before the colon is not what leads."""
    who = tree.child(verb.i, "nsubj")
    return verb.dep in _UNDER or (who is not None and who.tag == "PRP")


def _opens_whole(tree: Tree, quotation: Quotation, verb: Tok) -> bool:
    """`defended his choice, "As I have said, ..."`: a sentence in marks behind any main verb."""
    whole = quotation.sentence_like and quotation.words >= WHOLE
    will = verb.tag == "VB" and any(t.tag == "MD" for t in tree.children(verb.i, "aux"))
    finite = verb.tag in FINITE or will
    main = verb.dep == "ROOT" and finite and verb.lemma not in _AUXILIARIES
    who = tree.child(verb.i, "nsubj") if whole and main else None
    return who is not None and can_speak(who)


def _nothing_but(near: list[Tok], verb: Tok) -> bool:
    """`said in an interview with the paper "P"`: where and to whom stand between, no more."""
    behind = [t for t in near if t.i > verb.i]
    return verb.lemma in lex.SAY_THAT and all(
        t.tag in {"IN", "TO", "DT", "PRP$", "POS", "CD", "JJ"} or t.tag.startswith("NN")
        for t in behind
    )


def _without_aside(near: list[Tok]) -> list[Tok]:
    """`said — as the paper reported — "P"`: what stands between the dashes is passed over."""
    if not near or near[-1].text not in _DASHES:
        return near
    first = next((k for k in range(len(near) - 2, -1, -1) if near[k].text in _DASHES), None)
    return near[: first + 1] if first else near


def issues(tree: Tree, verb: Tok) -> bool:
    """`issued a statement`, `sent a letter`: the paper's words may follow in marks."""
    return verb.lemma in lex.ISSUE and any(
        obj.lemma in lex.DOCUMENTS for obj in tree.children(verb.i, "dobj")
    )


def source_of(tree: Tree, verb: Tok, quoted: frozenset[int]) -> tuple[int | None, str | None]:
    """The subject; where the parse has none, a noun that stands right after the verb."""
    source, unnamed = subject_of(tree, verb)
    writer = _writer(tree, verb)
    if writer is not None and writer not in quoted:
        return writer, None
    if source is not None and source not in quoted and tree[source].lower not in {"i", "we"}:
        return source, unnamed
    outside = [t.i for t in tree.children(verb.i, "nsubj") if t.i not in quoted]
    if source in quoted and outside and not is_day(tree[outside[-1]]):
        return outside[-1], None  # `"The roads", Roe told the Gazette, "are open"`
    for tok in tree.toks[verb.i + 1 : verb.i + 8]:
        if tok.i in quoted or tok.text in {".", '"'}:
            break
        if (
            tok.tag in _NOUNS
            and tok.dep not in {"compound", "poss", "amod"}
            and not is_day(tok)
            and tok.dep != "npadvmod"
        ):
            return tok.i, None
    if source is not None and tree[source].lower in {"i", "we"}:
        return None, unnamed
    before = tree[verb.i - 1] if verb.i else None
    if (
        before is not None
        and before.tag in _NOUNS
        and before.i not in quoted
        and not is_day(before)
    ):
        return before.i, None
    return None, unnamed


def _writer(tree: Tree, verb: Tok) -> int | None:
    """`The palace issued a statement from the king: "P"`: whose words they are."""
    for paper in tree.children(verb.i, "dobj") if issues(tree, verb) else ():
        for prep in tree.children(paper.i, "prep", "agent"):
            by = tree.child(prep.i, "pobj") if prep.lower in {"from", "by"} else None
            if by is not None and can_speak(by):
                return by.i
    return None


def leads_to_the_next(work: Work, quotation: Quotation) -> bool:
    """`A asks, "P?" B writes back, "Q."`: what stands between belongs to the second."""
    text, span = work.report.text, quotation.span
    later = [q.span.start for q in work.marks[quotation.paragraph] if q.span.start >= span.end]
    between = text[span.end : later[0]].strip() if later else ""
    led = text[: span.start].rstrip()[-1:] in {",", ":"}
    return led and between[:1].isupper() and between[-1:] in {",", ":"}
