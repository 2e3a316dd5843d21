"""Step: lines that are not the body of the report are marked, not deleted.

An own line classifier, since extractors made for HTML remove nothing or too much from pasted text:
phrases of pages, credits, short lines without a full stop and next to their like, headings that
open a list, and all that follows the byline at the foot. Captions, headlines and datelines are
kept apart under their own kinds. Pages in other languages: `furniture_elsewhere`. O(lines).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.reading import page_phrases as page
from goodoffices.reading.dates import dateline
from goodoffices.reading.furniture_elsewhere import classify_elsewhere, day_of_line
from goodoffices.reading.languages import Language
from goodoffices.reading.model import Furniture, Span

if TYPE_CHECKING:
    from goodoffices.reading.work import Work

LONG = 18
BODY_WORDS = 7
FOOT_WORDS = 45
MENU_WORDS = 4
LINE_LIMIT = 20_000
_PLACE_AND_DAY = re.compile(
    r"^[A-Z][A-Z.,'’ /\-]{2,40}(?:, [A-Z][a-z]+)?"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?"
    r" ?(?:\([^()]{2,40}\) ?)?[–—-]{1,2} (?=\S)"
)
PIECE = 2_500

_WORD = re.compile(r"\w+(?:[.,'’\-]\w+)*")
_STOP = re.compile(r"[.!?…][\"'”’)\]]*$|:$")


@dataclass(frozen=True, slots=True)
class Line:
    span: Span
    text: str
    words: int
    after_blank: bool

    @property
    def stopped(self) -> bool:
        return bool(_STOP.search(self.text))


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines that hold something, trimmed, with their place in the text."""
    found: list[Line] = []
    at, blank = 0, True
    for raw in text.splitlines(keepends=True):
        body = raw.strip("\ufeff \t\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\u00a0")
        if body:
            start = at + raw.index(body)
            words = len(_WORD.findall(body[:LINE_LIMIT]))
            found.append(Line(Span(start, start + len(body)), body, words, blank))
        blank = not body
        at += len(raw)
    return tuple(found)


def set_furniture_aside(work: Work) -> Work:
    lines = lines_of(work.report.text)
    tongue = work.report.language.split("-")[0].lower()
    language = Language.load(tongue)
    english = tongue == "en"
    kinds = classify(lines) if english else classify_elsewhere(lines, language)
    furniture = tuple(
        Furniture(line.span, kind) for line, kind in zip(lines, kinds, strict=True) if kind
    )
    leads = {line.span.start: lead for line in lines if (lead := _lead_of(line)) is not None}
    furniture += tuple(
        Furniture(leads[line.span.start], "dateline")
        for line, kind in zip(lines, kinds, strict=True)
        if not kind and line.span.start in leads
    )
    body = tuple(
        piece
        for line, kind in zip(lines, kinds, strict=True)
        if not kind
        for piece in pieces_of(work.report.text, _behind(line.span, leads.get(line.span.start)))
    )
    reference = work.reference or work.report.published
    if reference is None:
        stated = (dateline(line.text) for line in lines if line.words <= LONG)
        reference = next((day for day in stated if day), None)
    if reference is None and not english:
        told = (day_of_line(line, language) for line in lines)
        day = next((day for day in told if day), None)
        reference = dt.date.fromisoformat(day) if day else None
    ordered = tuple(sorted(furniture, key=lambda part: part.span))
    return replace(work, furniture=ordered, paragraphs=body, reference=reference)


def _lead_of(line: Line) -> Span | None:
    """`GENEVA, May 16 (Agency) -` before the first words of a report: where it was written."""
    found = _PLACE_AND_DAY.match(line.text[:PIECE])
    if found is None or found.end() >= len(line.text):
        return None
    return Span(line.span.start, line.span.start + len(found.group().rstrip()))


def _behind(span: Span, lead: Span | None) -> Span:
    if lead is None:
        return span
    return Span(min(lead.end + 1, span.end - 1), span.end)


def pieces_of(text: str, span: Span) -> tuple[Span, ...]:
    """Cut an endless line at a full stop or a space, so that each piece can be read by itself."""
    pieces: list[Span] = []
    start = span.start
    while span.end - start > PIECE:
        window = text[start : start + PIECE]
        cut = max(window.rfind(". "), window.rfind("? "), window.rfind("! ")) + 1
        cut = cut or window.rfind(" ") + 1 or PIECE
        pieces.append(Span(start, start + cut))
        start += cut + (text[start + cut : start + cut + 1] == " ")
    if start < span.end:
        pieces.append(Span(start, span.end))
    return tuple(pieces)


def classify(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """Give each line its kind of furniture, or an empty string for the body."""
    kinds = [_by_phrase(line) for line in lines]
    bodies = [k for k, line in enumerate(lines) if not kinds[k] and _is_body(line)]
    if not bodies:
        return tuple(kinds)
    first = bodies[0]
    _mark_head(lines, kinds, first)
    for k in range(first, len(lines)):
        if not kinds[k] and not _is_body(lines[k]):
            kinds[k] = _short(lines[k])
        elif not kinds[k] and _is_teaser(lines[k]):
            kinds[k] = "promo"
    _mark_pull_quotes(lines, kinds)
    _mark_lists(lines, kinds)
    _mark_foot(lines, kinds)
    _mark_repeats(lines, kinds)
    return tuple(kinds)


def _by_phrase(line: Line) -> str:
    if dateline(line.text):
        return "dateline"
    if line.words > FOOT_WORDS:
        return ""
    if page.CREDIT.search(line.text) and not _says(line.text):
        return "caption"
    if line.text.count("|") >= 2 or line.text.count("›") >= 1:  # noqa: PLR2004  a menu has two bars
        return "nav"
    bare = page.QUOTED.sub("", line.text)
    if line.words <= 30:  # noqa: PLR2004  longer lines tell of subscribers and cookies, not to them
        for kind, pattern in page.PHRASES:
            quiet = kind not in {"ui", "subscribe", "comments"} or not _says(bare)
            if quiet and pattern.search(bare if kind in {"ui", "subscribe"} else line.text):
                return kind
    return ""


def _says(text: str) -> bool:
    return bool(re.search(r"\b(?:said|says|told|stated|added|announced|according to)\b", text))


def _is_body(line: Line) -> bool:
    """Tell a line of the body: it ends like a sentence and is long enough to be one."""
    if not line.stopped:
        return line.words > 2 * LONG
    lower = sum(word[0].islower() for word in _WORD.findall(line.text[:LINE_LIMIT]))
    if line.words < BODY_WORDS:
        return line.text[:1] in '"“«' or _says(line.text)
    return lower >= line.words * 0.4 and not _verbless(line)


def _verbless(line: Line) -> bool:
    if line.words > LONG or line.text[:1] in '"“«':
        return bool(page.CAPTION_HEAD.match(line.text)) and line.words <= 2 * LONG
    return bool(page.CAPTION_HEAD.match(line.text)) or not re.search(
        r"(?i)\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did|be|been"
        r"|says?|said|\w+ed|\w+en|came|went|took|made|gave|met|left|held|began|became|\w{3,}s)\b",
        line.text,
    )


def _is_teaser(line: Line) -> bool:
    """Tell a promotional line in the body: short, and it speaks to the reader outside quotes."""
    return line.words <= LONG and bool(page.SECOND_PERSON.search(page.QUOTED.sub("", line.text)))


def _mark_head(lines: tuple[Line, ...], kinds: list[str], first: int) -> None:
    """Above the first body line: menus, then the headline, then standfirst and captions."""
    open_lines = [k for k in range(first) if not kinds[k]]
    if not open_lines:
        return
    titles = [k for k in open_lines if lines[k].words >= MENU_WORDS]
    headline = titles[0] if titles else open_lines[-1]
    standfirst = False
    for k in open_lines:
        if k == headline:
            kinds[k] = "headline"
        elif k < headline:
            kinds[k] = "nav"
        elif (
            not standfirst
            and lines[k].words > BODY_WORDS
            and not page.CAPTION_HEAD.match(lines[k].text)
        ):
            kinds[k], standfirst = "standfirst", True
        elif lines[k].stopped or page.CAPTION_HEAD.match(lines[k].text):
            kinds[k] = "caption"
        else:
            kinds[k] = (
                "nav" if lines[k].words < MENU_WORDS and not _name(lines[k].text) else "subhead"
            )


def _name(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){1,3}", text))


def _short(line: Line) -> str:
    if line.stopped or _name(line.text) or page.CAPTION_HEAD.match(line.text):
        return "caption"
    if re.search(r"(?i),? in \d{4}$|\(\w+\)$", line.text) and line.words > MENU_WORDS:
        return "caption"
    return "subhead" if line.words <= LONG else "caption"


def _mark_pull_quotes(lines: tuple[Line, ...], kinds: list[str]) -> None:
    """A quotation on a line of its own and, after a dash, whose it is; no list and no report."""
    dashed = [bool(page.CREDIT_DASH.match(line.text)) for line in lines]
    for k in range(1, len(lines)):
        above = lines[k - 1]
        listed = dashed[k - 1] or (k + 1 < len(lines) and dashed[k + 1])
        told = above.words > FOOT_WORDS or _says(page.QUOTED.sub("", above.text))
        if dashed[k] and lines[k].words <= LONG and not listed and not told:
            kinds[k] = kinds[k - 1] = "pullquote"


def _mark_lists(lines: tuple[Line, ...], kinds: list[str]) -> None:
    """A heading such as `Most read` makes related links of the short lines that follow it."""
    k = 0
    while k < len(lines):
        if page.LIST_HEAD.match(lines[k].text) and lines[k].words <= 6:  # noqa: PLR2004  a heading is short
            kinds[k] = "related"
            sources = lines[k].text.lower().startswith(("source", "reference", "external"))
            k += 1
            while k < len(lines) and _listed(lines[k], kinds[k], sources=sources):
                kinds[k] = "related"
                k += 1
        else:
            k += 1


def _listed(line: Line, kind: str, *, sources: bool) -> bool:
    if kind not in {"", "subhead", "caption", "related", "headline", "dateline"}:
        return False
    if sources:
        return bool(page.SOURCE_LINE.search(line.text)) or not line.after_blank
    return bool(page.NUMBERED.match(line.text)) or kind != "" or line.words < BODY_WORDS


def _mark_foot(lines: tuple[Line, ...], kinds: list[str]) -> None:
    """After the byline at the foot, or after the last long paragraph, short lines are links."""
    foot = next(
        (k for k, line in enumerate(lines) if page.BYLINE_FOOT.search(line.text)),
        len(lines),
    )
    for k in range(foot + 1, len(lines)):
        if kinds[k] in {"", "subhead", "caption", "headline"} and lines[k].words <= FOOT_WORDS:
            kinds[k] = "related"
    last = max((k for k, kind in enumerate(kinds) if not kind), default=-1)
    tail = list(range(last + 1, len(lines)))
    if any(kinds[k] in {"ui", "subscribe", "comments", "related", "nav"} for k in tail):
        for k in tail:
            if kinds[k] == "subhead":
                kinds[k] = "related"


def _mark_repeats(lines: tuple[Line, ...], kinds: list[str]) -> None:
    """The headline or a caption said again is furniture of the same kind."""
    seen: dict[str, str] = {}
    for k, line in enumerate(lines):
        if kinds[k]:
            seen.setdefault(line.text, kinds[k])
        elif line.text in seen:
            kinds[k] = seen[line.text]
        elif (
            k + 1 < len(lines)
            and kinds[k + 1] == "caption"
            and lines[k + 1].text.startswith(line.text)
        ):
            kinds[k] = "caption"
