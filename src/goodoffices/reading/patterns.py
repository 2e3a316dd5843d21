"""Attribution by patterns over the bare text, where there is no parse.

Quotations find `said X`, `X said` and `according to X` beside them by regular expression; indirect
speech is found by `X said that ...` and `..., X said.` alone. What comes from here is less sure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.reading.model import Span
from goodoffices.reading.work import Claim, Mention

if TYPE_CHECKING:
    from goodoffices.reading.quotations import Quotation
    from goodoffices.reading.work import Work

WINDOW = 160
SENTENCE_LIMIT = 2_000
_VERB = (
    r"(?:said|says|added|adds|told|stated|states|announced|warned|claimed|claims|reported|reports"
    r"|insisted|explained|argued|noted|replied|wrote|tweeted|declared|remarked|commented|stressed"
    r"|continued|concluded|admitted|acknowledged|confirmed|denied|suggested|asserted|maintained"
    r"|recalled|testified|alleged|notes|writes|argues|warns|insists|explains|stresses|observed"
    r"|observes|responded|countered|asked|asks|tells|urged|vowed|pledged|promised|emphasi[sz]ed)"
)
_ENDS = r"(?=[\s]*[,.;:]|\s+(?:in|on|at|of|after|to|during|from)\b|$)"
_NAME = r"(?:[Tt]he |[Aa]n? |one |some )?(?:[\w.'’\-]+ ){0,5}?[\w.'’\-]+"
_PROPER = r"(?:(?:[Tt]he|[Aa]n?|[Oo]ne) )?(?:[\w'’.\-]+ ){0,6}?[\w'’\-]+"
_AFTER = re.compile(
    rf"^[\s,;]*(?:{_VERB}\s+(?P<a>{_NAME}){_ENDS}|(?P<b>{_PROPER})\s+(?P<v>{_VERB})\b)"
)
_DASHED = re.compile(
    r"^\s*[—–―]+\s*(?P<a>[A-ZÀ-Þ][^\s,.;:]*(?: [^\s,.;:]+){0,5})\s*(?:$|\n|[,.“\"])"
)
_BEFORE = re.compile(rf"(?P<b>{_PROPER})\s+(?:also\s+)?{_VERB}(?:\s+that)?[\s,:]*$")
_THAT = re.compile(
    rf"^(?P<s>{_PROPER})\s+(?:also\s+|has\s+|have\s+)?{_VERB}\s+(?:[Oo]n \w+ )?that\s+"
    r"(?P<c>.+?)[.!?]?$",
    re.DOTALL,
)
_TAIL = re.compile(
    rf"^(?P<c>.+?),\s+(?P<s>{_PROPER})\s+{_VERB}(?:\s+in an?\s+\w+(?: \w+)?|\s+on \w+)?[.]?$",
    re.DOTALL,
)
_ACCORDING = re.compile(rf"^[Aa]ccording to (?P<s>{_PROPER}),\s+(?P<c>.+?)[.]?$", re.DOTALL)
_SENTENCES = re.compile(r"[^.!?]+(?:[.!?](?![\s\"”'’]|$)[^.!?]*)*[.!?]*[\"”'’]*\s*")


@dataclass(frozen=True, slots=True)
class PatternCue:
    source: Mention
    words: str


def cue_by_pattern(work: Work, quotation: Quotation) -> PatternCue | None:
    text, span = work.report.text, quotation.span
    paragraph = work.paragraphs[quotation.paragraph]
    after = text[span.end : min(paragraph.end, span.end + WINDOW)]
    found = _AFTER.search(after) or _DASHED.search(after)
    ended = text[: span.end].rstrip("\"“”'’»")[-1:] == "."
    if found and found.groupdict().get("v") and ended and _more(after[found.end() :]):
        found = None  # `"We left." Another said the army had fired`: a sentence of its own
    if found:
        key = "a" if found.group("a") else "b"
        place = Span(span.end + found.start(key), span.end + found.end(key))
        return PatternCue(Mention(place, quotation.paragraph), found.group().strip(" ,;"))
    begin = max(paragraph.start, span.start - WINDOW)
    found = _BEFORE.search(text[begin : span.start])
    if found:
        place = Span(begin + found.start("b"), begin + found.end("b"))
        return PatternCue(Mention(place, quotation.paragraph), found.group().strip(" ,:"))
    return None


def _more(rest: str) -> bool:
    return rest.lstrip()[:1].isalpha()


def find_speech_by_pattern(work: Work) -> Work:
    """Step: indirect speech in the paragraphs that have no tree. O(characters)."""
    claims = list(work.claims)
    text = work.report.text
    for number, paragraph in enumerate(work.paragraphs):
        if number in work.trees:
            continue
        for sentence in _SENTENCES.finditer(text, paragraph.start, paragraph.end):
            if sentence.end() - sentence.start() > SENTENCE_LIMIT or '"' in sentence.group():
                continue
            body = sentence.group().rstrip()
            for pattern in (_ACCORDING, _THAT, _TAIL):
                found = pattern.match(body)
                if found:
                    claims.append(_claim(sentence.start(), found, number))
                    break
    return replace(work, claims=tuple(claims))


def _claim(at: int, found: re.Match[str], number: int) -> Claim:
    source = Mention(Span(at + found.start("s"), at + found.end("s")), number)
    return Claim(
        spans=(Span(at + found.start("c"), at + found.end("c")),),
        paragraph=number,
        source=source,
        cue_lemma="say",
        cue_words=found.group("s"),
        sure=False,
    )
