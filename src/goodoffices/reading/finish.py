"""The claims at the end of reading become drafts, in the order of the text."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from goodoffices.reading.model import Draft, Drafts
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from goodoffices.reading.model import Span
    from goodoffices.reading.work import Claim, Work

_WORD = re.compile(r"\w+(?:[.,'’\-]\w+)*")
WHOLE = 0.999


def to_drafts(work: Work) -> Drafts:
    return Drafts(
        drafts=tuple(_draft(work, claim) for claim in work.claims),
        furniture=work.furniture,
        reference_date=work.reference,
        language=work.report.language,
        text_sha256=hashlib.sha256(
            (work.given or work.report.text).encode("utf-8", "surrogatepass")
        ).hexdigest(),
    )


def quoted_share(work: Work, spans: tuple[Span, ...]) -> float:
    """Return the share of the words of the spans that stand in quotation marks."""
    words = [
        (span.start + m.start(), span.start + m.end())
        for span in spans
        for m in _WORD.finditer(work.report.text[span.start : span.end])
    ]
    marks = [q.span for q in work.quotations]
    inside = sum(any(s.start <= a and b <= s.end for s in marks) for a, b in words)
    return inside / len(words) if words else 0.0


def _draft(work: Work, claim: Claim) -> Draft:
    share = quoted_share(work, claim.spans)
    quote = "direct" if share >= WHOLE else "mixed" if share else "indirect"
    return Draft(
        claim=claim.spans,
        act=claim.act or ActKind.STATE_POSITION,
        also=claim.also,
        actor=claim.actor,
        target=claim.target,
        mediator=claim.mediator,
        venue=claim.venue,
        addressee=claim.addressee,
        planned=claim.planned,
        hedged=claim.hedged,
        date=claim.date,
        date_text=claim.date_text,
        date_of=claim.date_of,
        quote=quote,
        direct_quote=share >= 0.5,  # noqa: PLR2004  by definition at least half the words
        speaker=claim.speaker,
        attribution=claim.attribution,
        anonymous=claim.anonymous,
        contested=claim.contested,
        sure=claim.sure and (claim.speaker is not None or claim.told),
        because=claim.because,
        initiator=claim.initiator,
        group=claim.group,
        bears_on=claim.bears_on,
        links=claim.links,
        channel=claim.channel,
        number=claim.number,
        outcome=claim.outcome,
    )
