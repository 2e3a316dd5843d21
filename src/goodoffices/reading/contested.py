"""Step: what this report itself tells to be denied or contradicted by another side.

A denial marks itself and the claim it answers: the last claim of another speaker before it, in
the same paragraph or the one before, that reports an accusation or a fact; words shared with the
denial decide between several.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.record.vocabulary import ActKind as A

if TYPE_CHECKING:
    from goodoffices.reading.work import Claim, Work

REACH = 6
_WORD = re.compile(r"[a-z]{5,}")


def mark_contested(work: Work) -> Work:
    claims = list(work.claims)
    marked: set[int] = set()
    for k, claim in enumerate(claims):
        if claim.act is not A.DENY and claim.cue_lemma not in lex.DENIALS:
            continue
        answered = _answered(work, claims, k)
        if answered is not None:
            marked |= {k, answered}
    return replace(
        work,
        claims=tuple(
            replace(claim, contested=True) if k in marked else claim
            for k, claim in enumerate(claims)
        ),
    )


def _answered(work: Work, claims: list[Claim], k: int) -> int | None:
    denial = claims[k]
    own = _words(work, denial)
    best: tuple[int, int] | None = None
    for j in range(k - 1, -1, -1):
        other = claims[j]
        if other.speaker is None or other.speaker == denial.speaker:
            continue
        if denial.paragraph - other.paragraph > REACH:
            break
        accuses = other.act in {A.ACCUSE, A.CONDEMN} or A.ACCUSE in other.also
        shared = len(own & _words(work, other))
        near = denial.paragraph == other.paragraph
        score = shared + 2 * accuses + 2 * near
        if (near or shared > 1 or (accuses and shared)) and (best is None or score > best[0]):
            best = (score, j)
    return best[1] if best else None


def _words(work: Work, claim: Claim) -> set[str]:
    paragraph = work.paragraphs[claim.paragraph]
    own = " ".join(work.report.text[s.start : s.end] for s in claim.spans).lower()
    if claim.act is A.DENY:
        own += " " + work.report.text[paragraph.start : paragraph.end].lower()
    return set(_WORD.findall(own))
