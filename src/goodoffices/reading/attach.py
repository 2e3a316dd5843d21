"""Step: each quotation finds the words that attribute it.

In order: a verb of saying after it in the same sentence, one before it in the same sentence, the
quotation before it in the paragraph (a quotation broken by its cue is one claim of two spans),
else the last speaker of the paragraph before (a carried quotation). Reports found by
`find_speech` that a quotation covers are merged with it; half-quoted reports are widened to the
closing mark.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.model import Span
from goodoffices.reading.patterns import cue_by_pattern
from goodoffices.reading.speech import listener_of, mention, quoted_tokens
from goodoffices.reading.subjects import is_day, subject_of
from goodoffices.reading.work import Claim, Mention

if TYPE_CHECKING:
    from goodoffices.reading.quotations import Quotation
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Work

NEAR = 14
REACH = 20
NEAR_NAME = 6
_NAMING = frozenset({"name", "title", "entitle", "dub", "baptise", "baptize"})
_DASHES = frozenset({"—", "–", "--"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ASIDE = frozenset({"relcl"})
_AUXILIARIES = frozenset({"be", "have", "do"})
LED_BY = 3
LONG_WORD = 3
# a stop behind an initial or a short title ends no sentence
_SHORT = ("Mr", "Ms", "Dr", "St", "Lt", "Mrs", "Gov", "Sen", "Rep", "Gen", "Col", "Prof", "Capt")
_SHORTENED = "".join(rf"(?<!\b{title})" for title in ("[A-Z]", *_SHORT))
_SENTENCE_END = re.compile(rf"{_SHORTENED}[.!?][\"'”’)]*\s+(?=[A-Z\"“'‘(\[])")
_NOUNS = frozenset({"NNP", "NN", "NNS", "PRP", "NNPS"})
_CUES = lex.SAY_THAT | lex.CUE_ONLY | lex.SAY_NP


def attach_quotations(work: Work) -> Work:
    claims = list(work.claims)
    made: list[Claim] = []
    for quotation in work.quotations:
        if _goes_on(work, quotation, made):
            quotation = replace(quotation, sentence_like=True)  # noqa: PLW2901  as read from here
        if _part_of_report(work, quotation) or _title(work, quotation):
            continue
        if not quotation.sentence_like and not _cued(work, quotation):
            continue
        claim = _attribute(work, quotation, made)
        if claim is None:
            continue
        before = made[-1] if made else None
        if before is not None and before.paragraph == claim.paragraph and claim.inherits:
            claim = replace(
                claim,
                source=before.source,
                cue=before.cue,
                cue_lemma=before.cue_lemma,
                cue_words=before.cue_words,
                carriers=before.carriers,
                listener=before.listener,
                unnamed=before.unnamed,
                inherits=before.inherits,
            )
        made.append(claim)
    made = _opened_before(work, made)
    near: dict[int, list[Claim]] = {}
    for claim in made:
        near.setdefault(claim.paragraph, []).append(claim)
    kept = [_merge(work, claim, near.get(claim.paragraph, [])) for claim in claims]
    whole = [claim for claim in kept if claim is not None]
    return replace(work, claims=tuple(sorted([*whole, *made], key=lambda claim: claim.spans)))


def _goes_on(work: Work, quotation: Quotation, made: list[Claim]) -> bool:
    """`"I would," she said. "I would."`: few words, but a whole sentence after a quotation."""
    if quotation.sentence_like or not made or made[-1].paragraph != quotation.paragraph:
        return False
    text, span = work.report.text, quotation.span
    inner = text[span.start : span.end].strip("\"“”'‘’ ")
    before = text[: span.start].rstrip()
    return inner[:1].isupper() and inner[-1:] in {".", "!", "?"} and before[-1:] in {".", "!", "?"}


def _part_of_report(work: Work, quotation: Quotation) -> bool:
    """Words in marks that a report in the reporter's words began before, and goes on with."""
    span, tree = quotation.span, work.trees.get(quotation.paragraph)
    begins = work.report.text[span.start : span.end].strip("\"“”'‘’.… [")[:1].islower()
    opened = work.report.text[: span.start].rstrip()[-1:] in {":", "—", "–"}
    if opened or tree is None or (quotation.sentence_like and not begins):
        return False
    for claim in work.claims:
        if claim.paragraph != quotation.paragraph or claim.frame not in {"that", "to"}:
            continue
        for own in claim.spans:
            if own.start < span.start < own.end and own.end >= span.end - 2:
                led = [t for t in tree.toks if own.start <= t.start < span.start]
                return sum(not t.is_punct for t in led) >= LED_BY
    return False


def _title(work: Work, quotation: Quotation) -> bool:
    """`in an episode of "The Morning Show"`: capitals throughout after a preposition are a name."""
    tree = work.trees.get(quotation.paragraph)
    if _name_in_italics(work, quotation):
        return True
    if tree is None or work.report.text[: quotation.span.start].rstrip()[-1:] in {",", ":"}:
        return False
    before = [t for t in tree.toks if t.end <= quotation.span.start]
    inside = [t for t in tree.toks if quotation.span.start < t.start < quotation.span.end]
    words = [t for t in inside if not t.is_punct and len(t.text) > LONG_WORD]
    small = any(t.text[:1].islower() for t in words)
    led = bool(before) and (before[-1].tag == "IN" or before[-1].lemma in _NAMING)
    return led and bool(words) and not small


def _name_in_italics(work: Work, quotation: Quotation) -> bool:
    """`''The Daily Paper'' reports`: two single marks are italics, here of a name."""
    marked = work.report.text[quotation.span.start : quotation.span.end]
    words = marked.strip("'").split()
    return marked.startswith("''") and all(w[:1].isupper() or len(w) <= LONG_WORD for w in words)


def _opened_before(work: Work, made: list[Claim]) -> list[Claim]:
    """A paragraph left open belongs to whoever speaks in the next, which opens with a mark too."""
    carried = {q.span for q in work.quotations if q.carried}
    result = list(made)
    for k in range(len(made) - 2, -1, -1):
        later = result[k + 1]
        if result[k].source is None and later.source is not None and later.spans[0] in carried:
            result[k] = replace(
                result[k],
                source=later.source,
                listener=later.listener,
                cue_words=later.cue_words,
                inherits=False,
            )
    return result


def _cued(work: Work, quotation: Quotation) -> bool:
    """A short or lower-case quotation counts where a comma and a verb of saying follow it."""
    text, end = work.report.text, quotation.span.end
    inside = text[quotation.span.start + 1 : end - 1].rstrip()
    tree = work.trees.get(quotation.paragraph)
    lead = text[: quotation.span.start].rstrip()
    if tree is not None and _said_at_once(work, tree, quotation):
        return True
    if tree is not None and lead.endswith((",", ":")) and _clause(tree, quotation):
        return True
    if tree is not None and lead.endswith((",", ":", ";")):
        near = [t for t in tree.toks if t.start < quotation.span.start]
        if len(near) > 1 and near[-2].tag in {"VBD", "VBZ"} and quotation.words > 1:
            return True
        if any(_issues(tree, t) and t.sent == near[-1].sent for t in near):
            return True
    if inside[-1:] not in {",", "?", "!"} or text[end : end + 1] != " ":
        return False
    if tree is not None and quotation.words <= LED_BY and inside[:1].islower():
        led = [t for t in tree.toks if t.end <= quotation.span.start]
        if led and led[-1].tag in {"DT", "JJ", "POS", "PRP$"}:
            return False  # `addresses the "greenhouse effect," and`: a term
    opens = not lead or lead[-1] in '.!?:,;"”' or quotation.span.start == _begin(work, quotation)
    return quotation.words > 1 or (opens and tree is not None and _answered(tree, quotation))


def _begin(work: Work, quotation: Quotation) -> int:
    return work.paragraphs[quotation.paragraph].start


def _said_at_once(work: Work, tree: Tree, quotation: Quotation) -> bool:
    """`but he replied "I cannot do that"`: a whole sentence right behind the verb."""
    before = [t for t in tree.toks if t.end <= quotation.span.start]
    opening = work.report.text[quotation.span.start : quotation.span.end].strip("\"“”'‘’ ")[:1]
    return (
        bool(before)
        and before[-1].is_verb
        and (
            (before[-1].lemma in lex.CRIES and quotation.words > 1)
            or (
                before[-1].lemma in lex.SAY_THAT
                and quotation.words > LED_BY
                and (opening.isupper() or _sentences(work, quotation) or _clause(tree, quotation))
            )
        )
    )


def _clause(tree: Tree, quotation: Quotation) -> bool:
    """A subject and a finite verb stand in the marks."""
    inside = [t for t in tree.toks if quotation.span.start < t.start < quotation.span.end]
    numbers = {t.i for t in inside}
    finite = [t for t in inside if t.tag in _FINITE | {"MD"}]
    subjects = [t for t in inside if t.dep in {"nsubj", "nsubjpass"} and t.head in numbers]
    return bool(finite and subjects) and inside[0].tag in {"PRP", "DT", "NNP", "NNS", "PRP$", "EX"}


def _sentences(work: Work, quotation: Quotation) -> bool:
    """More than one sentence in the marks: no mere part of the reporter's own."""
    inner = work.report.text[quotation.span.start + 1 : quotation.span.end - 1]
    return _SENTENCE_END.search(inner) is not None


def _answered(tree: Tree, quotation: Quotation) -> bool:
    """`"No," replied the envoy.`: a verb of saying at once behind the marks."""
    behind = [t for t in tree.toks if t.start >= quotation.span.end][:LED_BY]
    return any(t.is_verb and t.lemma in lex.SAY_THAT for t in behind)


def _attribute(work: Work, quotation: Quotation, made: list[Claim]) -> Claim | None:
    tree = work.trees.get(quotation.paragraph)
    base = Claim(
        spans=(quotation.span,), paragraph=quotation.paragraph, frame="quote", from_quotation=True
    )
    if tree is None:
        return _by_pattern(work, quotation, base, made)
    quoted = quoted_tokens(work, quotation.paragraph, tree)
    verb = _cue_after(work, tree, quotation, quoted)
    if verb is None or _leads_to_the_next(work, quotation):
        verb = _cue_before(work, tree, quotation, quoted) or verb
    owner = _in_the_words_of(tree, quotation) if verb is None else None
    if owner is not None:
        return replace(base, cue_lemma="say", source=mention(tree, quotation.paragraph, owner))
    if verb is not None:
        source, unnamed = _source(tree, verb, quoted)
        if source is not None or unnamed is not None:
            base = _whole_clause(work, quotation, base)
            return replace(
                base,
                cue=verb.i,
                cue_lemma=verb.lemma,
                cue_words=verb.text,
                source=mention(tree, quotation.paragraph, source) if source is not None else None,
                listener=listener_of(tree, quotation.paragraph, verb),
                unnamed=unnamed,
            )
    covering = _reported(work, quotation) if verb is None else None
    if covering is not None:
        return replace(
            base,
            cue=covering.cue,
            cue_lemma=covering.cue_lemma,
            cue_words=covering.cue_words,
            source=covering.source,
            carriers=covering.carriers,
            unnamed=covering.unnamed,
        )
    return _by_pattern(work, quotation, base, made)


def _reported(work: Work, quotation: Quotation) -> Claim | None:
    """`According to the envoy, "P"`: the report in whose words the quotation stands."""
    laid = (c for c in work.claims if c.cue_lemma == "according")
    for claim in laid:
        here = claim.paragraph == quotation.paragraph
        if here and any(span.overlaps(quotation.span) for span in claim.spans):
            return claim
    return None


def _in_the_words_of(tree: Tree, quotation: Quotation) -> int | None:
    """`in the words of the envoy, "P"`, `in the envoy's words, "P"`."""
    before = [t for t in tree.toks if t.end <= quotation.span.start]
    same = [t for t in before if t.sent == before[-1].sent]
    for word in reversed(same):
        if word.lower == "words" and tree[word.head].lower == "in":
            of = next((p for p in tree.children(word.i, "prep") if p.lower == "of"), None)
            owner = tree.child(of.i, "pobj") if of is not None else tree.child(word.i, "poss")
            return owner.i if owner is not None else None
    return None


def _leads_to_the_next(work: Work, quotation: Quotation) -> bool:
    """`A asks, "P?" B writes back, "Q."`: what stands between belongs to the second."""
    text, span = work.report.text, quotation.span
    later = [q.span.start for q in work.marks[quotation.paragraph] if q.span.start >= span.end]
    between = text[span.end : later[0]].strip() if later else ""
    led = text[: span.start].rstrip()[-1:] in {",", ":"}
    return led and between[:1].isupper() and between[-1:] in {",", ":"}


def _whole_clause(work: Work, quotation: Quotation, base: Claim) -> Claim:
    """A few words in marks that the sentence goes on with after them: the claim is both."""
    text, span = work.report.text, quotation.span
    rest = text[span.end : _limit_after(work, quotation)]
    inside = text[span.start : span.end].rstrip("\"“”'’")[-1:]
    if quotation.sentence_like or inside in {",", ".", "?", "!"} or not rest[:2].strip().islower():
        return base
    end = span.end + len(rest.rstrip(" .,;\n"))
    return replace(base, spans=(Span(span.start, end),))


def _by_pattern(work: Work, quotation: Quotation, base: Claim, made: list[Claim]) -> Claim | None:
    found = cue_by_pattern(work, quotation)
    if found is not None:
        return replace(
            base, source=found.source, cue_words=found.words, cue_lemma="say", sure=False
        )
    previous = made[-1] if made else None
    led = _led_in(work, quotation, made)
    if led is not None:
        return replace(base, source=led, cue_lemma="say", sure=False)
    if (
        quotation.sentence_like
        and previous is not None
        and (
            previous.paragraph == quotation.paragraph
            or quotation.paragraph - previous.paragraph == 1
        )
    ):
        return replace(base, inherits=True)
    if quotation.sentence_like and quotation.words > NEAR // 2:
        return replace(base, inherits=True, sure=False)
    return None


def _led_in(work: Work, quotation: Quotation, made: list[Claim]) -> Mention | None:
    """`The senator issued a statement. "I am ..."`: whoever the sentence before is about.

    Not if that sentence holds a quotation of its own: then this one goes on from it.
    """
    number = quotation.paragraph
    tree = work.trees.get(number)
    if tree is None or not quotation.sentence_like:
        return None
    before = [t for t in tree.toks if t.end <= quotation.span.start and not t.text.isspace()]
    if not before and number - 1 in work.trees:  # the paragraph before may end in a colon
        number, tree = number - 1, work.trees[number - 1]
        before = [t for t in tree.toks if not t.text.isspace()]
        before = before if before and before[-1].text == ":" else []
    if not before or before[-1].text not in {".", ":"}:
        return None
    lead = tree.sentence(before[-1].sent)
    if any(s.start < lead[-1].end and lead[0].start < s.end for m in made for s in m.spans):
        return None
    root = next((t for t in lead if t.dep == "ROOT"), None)
    subject = tree.child(root.i, "nsubj") if root is not None and root.is_verb else None
    opening = [t for t in before if t.sent == before[-1].sent]
    if opening[-1].text == ":" and not any(t.is_verb for t in opening):
        people = [t for t in opening if t.ent == "PERSON"]  # `Jane Roe: "..."`
        subject = people[-1] if people else None
    if subject is None:
        return None
    known = work.cast is not None and work.cast.at(number, subject.i) is not None
    if not known and subject.lower not in {"he", "she"}:
        return None
    return mention(tree, number, subject.i)


def _cue_after(work: Work, tree: Tree, quotation: Quotation, quoted: frozenset[int]) -> Tok | None:
    text, end = work.report.text, quotation.span.end
    stop = _limit_after(work, quotation)
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


def _limit_after(work: Work, quotation: Quotation) -> int:
    text, end = work.report.text, quotation.span.end
    stop = work.paragraphs[quotation.paragraph].end
    found = _SENTENCE_END.search(text, end, stop)
    stop = found.start() + 1 if found else stop
    later = [q.span.start for q in work.marks[quotation.paragraph] if q.span.start >= end]
    return min(stop, *later) if later else stop


def _cue_before(work: Work, tree: Tree, quotation: Quotation, quoted: frozenset[int]) -> Tok | None:
    """A verb of saying before the quotation, in the stretch since the last sentence's end."""
    text, start = work.report.text, quotation.span.start
    begin = work.paragraphs[quotation.paragraph].start
    for found in _SENTENCE_END.finditer(text, begin, start + 1):
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
    for tok in reversed(near):
        if (
            plain
            and tok.dep in _ASIDE
            and not (tok.lemma in lex.SAY_THAT and tok.i > near[-1].i - 3)
        ):
            continue  # `justified the raid, which the envoy approved, as "P"`
        known = (
            tok.lemma in _CUES
            or _issues(tree, tok)
            or (lead.endswith(",") and tok.i == near[-1].i - 1 and tok.lemma not in _AUXILIARIES)
            or (lead.endswith(":") and tok.lemma not in {"be", "have"} and tok.tag in _FINITE)
        )
        if tok.is_verb and known and (direct or tok.end >= start - 2 or _nothing_but(near, tok)):
            return tok
    return None


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


def _issues(tree: Tree, verb: Tok) -> bool:
    """`issued a statement`, `sent a letter`: the paper's words may follow in marks."""
    return verb.lemma in lex.ISSUE and any(
        obj.lemma in lex.DOCUMENTS for obj in tree.children(verb.i, "dobj")
    )


def _source(tree: Tree, verb: Tok, quoted: frozenset[int]) -> tuple[int | None, str | None]:
    """The subject; where the parse has none, a noun that stands right after the verb."""
    source, unnamed = subject_of(tree, verb)
    if source is not None and source not in quoted and tree[source].lower not in {"i", "we"}:
        return source, unnamed
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
    before = tree[verb.i - 1] if verb.i else None
    if (
        before is not None
        and before.tag in _NOUNS
        and before.i not in quoted
        and not is_day(before)
    ):
        return before.i, None
    return None, unnamed


def _merge(work: Work, claim: Claim, made: list[Claim]) -> Claim | None:
    """Drop a report that a quotation stands for; widen one that a quotation sticks out of."""
    covered = sum(
        max(0, min(s.end, q.end) - max(s.start, q.start))
        for s in claim.spans
        for m in made
        for q in m.spans
    )
    length = sum(s.end - s.start for s in claim.spans)
    if covered > length / 2:
        return None
    if covered:
        trimmed = tuple(t for s in claim.spans if (t := _before(work, s, made)) is not None)
        if not trimmed or (claim.frame == "that" and not _says(work, claim.paragraph, trimmed)):
            return None
        claim = replace(claim, spans=trimmed)
    spans = []
    for span in claim.spans:
        start, end = span.start, span.end
        for q in work.marks.get(claim.paragraph, ()):
            free = not any(q.span in m.spans for m in made)
            if free and q.span.overlaps(Span(start, end)):
                start, end = min(start, q.span.start), max(end, q.span.end)
        spans.append(Span(start, end))
    return replace(claim, spans=_union(spans))


def _says(work: Work, paragraph: int, spans: tuple[Span, ...]) -> bool:
    """What is left beside a quotation is a report of its own only with a finite verb."""
    tree = work.trees.get(paragraph)
    inside = (
        [t for t in tree.toks if any(s.start <= t.start < s.end for s in spans)] if tree else []
    )
    return tree is None or any(t.tag in _FINITE | {"MD"} for t in inside)


def _before(work: Work, span: Span, made: list[Claim]) -> Span | None:
    inner = [q for m in made for q in m.spans if q.overlaps(span)]
    if not inner:
        return span
    first = inner[0]
    text = work.report.text
    if first.start - span.start > span.end - first.end:
        end = len(text[: first.start].rstrip(" ,:;"))
        return Span(span.start, end) if end > span.start else None
    last = inner[-1]
    if text[last.start : last.end].rstrip("\"”’'").endswith(","):
        return None  # `said "P," and the flag is at half-mast`: the reporter goes on
    start = last.end + len(text[last.end : span.end]) - len(text[last.end : span.end].lstrip(" ,;"))
    return Span(start, span.end) if start < span.end else None


def _union(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
