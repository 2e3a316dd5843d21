"""Step: how many a claim tells of, and what it says came of a meeting. Definitions RR 14 and RR 15.

A number is kept with what it counts, in a form that reports can be compared by: `at least 12
killed, about 30 wounded`. An outcome is read where the act is a contact and lies behind: whether an
agreement came of it. Both by patterns over the words of the claim, none taken from one report.
O(characters of the claims).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.record.counts import ABOUT, AT_LEAST, UP_TO
from goodoffices.record.vocabulary import ActKind as A

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.work import Claim, Work

AGREEMENT = "agreement"
NO_AGREEMENT = "no agreement"
MOST = 3
LONGEST = 2_000
_CONTACTS = frozenset({A.MEET, A.NEGOTIATE, A.MEDIATE, A.PHONE_CALL, A.VISIT, A.HALT_TALKS})


def _numbered(words: str, step: int, first: int) -> dict[str, int]:
    return {word: step * k for k, word in enumerate(words.split(), first)}


_UNITS = _numbered(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen",
    1,
    1,
) | _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 10, 2)
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_HOW = {
    "at least": AT_LEAST,
    "more than": AT_LEAST,
    "over": AT_LEAST,
    "not less than": AT_LEAST,
    "no fewer than": AT_LEAST,
    "up to": UP_TO,
    "at most": UP_TO,
    "no more than": UP_TO,
    "fewer than": UP_TO,
    "less than": UP_TO,
    "about": ABOUT,
    "around": ABOUT,
    "some": ABOUT,
    "roughly": ABOUT,
    "approximately": ABOUT,
    "nearly": ABOUT,
    "almost": ABOUT,
    "an estimated": ABOUT,
}
# what is counted: the deed first, else the noun
_DEEDS = (
    ("killed", r"kill(?:ed|ing)|dead|died|deaths?|fatalit(?:y|ies)|lost their lives|perished"),
    ("wounded", r"wound(?:ed|ing)|injur(?:ed|ing|ies)|hurt"),
    ("freed", r"freed|freeing|releas(?:ed|ing)|exchanged"),
    ("arrested", r"arrest(?:ed|ing)|detain(?:ed|ing)"),
    ("displaced", r"displac(?:ed|ing)|fled|evacuat(?:ed|ing)"),
    ("missing", "missing"),
)
_NOUNS = (
    ("protesters", "protest[eo]rs|demonstrators|marchers"),
    ("soldiers", "soldiers|troops|servicemen|peacekeepers"),
    ("prisoners", "prisoners|captives|hostages|detainees"),
    ("observers", "observers|monitors"),
    ("delegates", "delegates|negotiators"),
    ("people", "people|persons|civilians|residents|villagers|refugees|migrants|workers"),
    ("hours", "hours?"),
    ("days", "days?"),
    ("weeks", "weeks?"),
    ("months", "months?"),
    ("dollars", "dollars"),
    ("euros", "euros"),
)
_WORDED = "|".join(_UNITS)
_SCALED = "|".join(_SCALES)
_NUMBER = (
    rf"(?:\d[\d,]*(?:\.\d+)?(?: (?:{_SCALED}))?|(?:a|half a) (?:dozen|{_SCALED})"
    rf"|(?:{_WORDED})(?:[ -](?:{_WORDED}))?(?: (?:{_SCALED}))?)"
)
_HOW_MANY = rf"(?:(?P<how>{'|'.join(_HOW)})\s+)?(?P<number>{_NUMBER})"
_DEED = "|".join(pattern for _, pattern in _DEEDS)
_NOUN = "|".join(pattern for _, pattern in _NOUNS)
# "12 people were killed", "12 killed", "400 striking dock workers", "killed at least 12"
_AFTER = re.compile(
    rf"\b{_HOW_MANY}\s+(?:(?!and\b|or\b|of\b)[a-z'’-]+\s+){{0,4}}?(?P<of>{_DEED})\b", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"\b(?P<of>{_DEED})\s+(?:(?:another|a further)\s+)?{_HOW_MANY}\b(?!\s+(?:{_SCALED}|percent))",
    re.IGNORECASE,
)
_THINGS = re.compile(
    rf"\b{_HOW_MANY}[\s-](?:(?!and\b|or\b|of\b)[a-z'’-]+\s+){{0,3}}?(?P<of>{_NOUN})\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\bwithout (?:(?:reaching|producing|making|achieving|any|an?|a single|clear|final)\s+){0,3}"
    r"(?:agreement|accord|deal|result|results|breakthrough|progress|success|outcome)\b"
    r"|\b(?:no|little) (?:(?:final|immediate|sign of|clear)\s+){0,2}"
    r"(?:agreement|accord|deal|breakthrough|progress|results?) (?:was|were|ha[sd] been|came)\b"
    r"|\b(?:failed|unable) to (?:reach|agree|produce|yield|break|bring|make)\b"
    r"|\b(?:not|never|n['’]t) (?:reach|reached|agree|agreed|produce|produced|sign|signed)\b"
    r"|\b(?:ended|broke up|concluded|ending) (?:in failure|in deadlock|inconclusively)\b"
    r"|\b(?:collapsed|broke down|broken down|fruitless|inconclusive)\b",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:reached|signed|struck|concluded|sealed|produced|brought|yielded|led to|resulted in"
    r"|ended (?:with|in)|ending in)\s+(?:(?!no\b|without\b|not\b)[\w'’-]+\s+){0,4}?"
    r"(?:agreement|accord|deal|treaty|truce|ceasefire|cease-fire|settlement|understanding)\b"
    r"|\bagreed (?:on|to) (?:a|an|the) (?:(?!no\b)[\w'’-]+\s+){0,3}?"
    r"(?:ceasefire|cease-fire|truce|plan|text|settlement|exchange|timetable|framework)\b",
    re.IGNORECASE,
)


def read_particulars(work: Work) -> Work:
    return replace(work, claims=tuple(_read(work, claim) for claim in work.claims))


def _read(work: Work, claim: Claim) -> Claim:
    words = " … ".join(work.report.text[s.start : s.end] for s in claim.spans)[:LONGEST]
    words = " ".join(words.split())
    because = dict(claim.because)
    counted = tuple(_counted(words))[:MOST]
    number = ", ".join(text for text, _ in counted) or None
    if counted:
        because["number"] = " … ".join(told for _, told in counted)
    outcome = None
    if claim.act in _CONTACTS and not claim.planned and not claim.hedged:
        whole = words + _rest_of_sentence(work, claim)
        none, reached = _NONE.search(whole), _REACHED.search(whole)
        found = none or reached
        if found is not None:
            outcome = NO_AGREEMENT if none else AGREEMENT
            because["outcome"] = found.group()
    if number is None and outcome is None:
        return claim
    return replace(claim, number=number, outcome=outcome, because=because)


def _rest_of_sentence(work: Work, claim: Claim) -> str:
    """`met on Monday and signed an accord`: of a meeting the report tells, what it goes on with."""
    tree = work.trees.get(claim.paragraph)
    if tree is None or not claim.told or claim.root is None:
        return ""
    end = tree.sentence(tree[claim.root].sent)[-1].end
    return " " + " ".join(work.report.text[claim.spans[-1].end : end].split())


def _counted(words: str) -> Iterator[tuple[str, str]]:
    """Yield each count in the form of the record, with its wording; deeds before things."""
    seen: set[str] = set()
    deeds = sorted((m.start(), m) for p in (_AFTER, _BEFORE) for m in p.finditer(words))
    things = [(m.start(), m) for m in _THINGS.finditer(words)]
    taken: list[tuple[int, int]] = []
    for table, found in ((_DEEDS, deeds), (_NOUNS, things)):
        for _, match in found:
            place = match.span("number")
            if any(a < place[1] and place[0] < b for a, b in taken):
                continue
            of = next(name for name, p in table if re.fullmatch(p, match["of"], re.IGNORECASE))
            value = _value(match["number"].lower())
            if of in seen or value is None:
                continue
            seen.add(of)
            taken.append(place)
            how = _HOW.get((match["how"] or "").lower(), "")
            yield f"{how} {value:,} {of}".strip(), match.group()


def _value(words: str) -> int | None:
    """Read `2,000`, `1.5 million`, `twenty-five`, `two hundred`, `a dozen` as a whole number."""
    total = 0.0
    for word in words.replace("-", " ").split():
        if word[0].isdigit():
            total += float(word.replace(",", "").rstrip(".") or 0)
        elif word in _UNITS:
            total += _UNITS[word]
        elif word in _SCALES:
            total = (total or 1) * _SCALES[word]
        elif word == "dozen":
            total = (total or 1) * 12
        elif word == "half":
            total = 0.5
    return round(total) if total == round(total) and total else None
