"""Step: what is read in languages other than English: days and names of states beside quotations.

Reported speech, acts and speakers are read in English alone. Elsewhere a draft rests on quotation
marks; it gets the day that its sentence states and, if the sentence names one state outside the
marks, that state as actor, always less sure. Words of dates and names come from the Unicode CLDR
(`tools/build_languages.py`); endings and one-letter prefixes of a language are allowed for.
O(characters × names).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from goodoffices.reading.model import Party, Span
from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from goodoffices.reading.work import Claim, Work

__all__ = ["Language", "language_of", "read_other_languages"]

_STOP = re.compile(r"[.!?؟۔。]+[\"”»“]*(?=\s|$)")
_PREFIXES = {"ar": "[وفبلك]?(?:ال|لل)?", "he": "[ובלמהשכ]{0,2}", "ru": "", "uk": ""}
_ENDINGS = {"ru": r"\w{0,3}", "uk": r"\w{0,3}"}
_VOWELS = "аяиійоеьюую"
_SCRIPTS = (
    ("ar", re.compile("[\u0621-\u064a]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
_COMMON = {
    "fr": frozenset("le la les des est une dans pour que qui sur avec du au".split()),  # noqa: SIM905  a list of words reads best so
    "es": frozenset("el los las una en por que con del se su para como más".split()),  # noqa: SIM905  the same
    "en": frozenset("the of and to in that is was for on with by".split()),  # noqa: SIM905  the same
}
_SAMPLE = 4_000


@dataclass(frozen=True)
class Language:
    """The names and words of dates of one language, as patterns."""

    states: tuple[tuple[re.Pattern[str], str], ...]
    date: re.Pattern[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    near: Mapping[str, int]

    @staticmethod
    @lru_cache(maxsize=16)
    def load(code: str) -> Language | None:
        table = json.loads(
            files("goodoffices.reading.gazetteer").joinpath("languages.json").read_text("utf-8")
        )
        words = table.get(code)
        if words is None:
            return None
        lead = _PREFIXES.get(code, "")
        names = sorted(words["states"], key=len, reverse=True)
        states = tuple(
            (re.compile(rf"(?<!\w){lead}{_stem(name, code)}(?!\w)"), words["states"][name])
            for name in names
        )
        months, days, near = (
            "|".join(re.escape(w) for w in sorted(words[k], key=len, reverse=True))
            for k in ("months", "weekdays", "near")
        )
        date = re.compile(
            rf"(?<!\w){lead}(?:(?P<d>\d{{1,2}})(?:-?(?:го|er|º))?\s+(?:de\s+)?{lead}(?P<m>{months})"
            rf"(?:\s+(?:de\s+)?(?P<y>(?:19|20)\d\d))?|(?P<day>{days})|(?P<near>{near}))(?!\w)",
            re.IGNORECASE,
        )
        return Language(states, date, words["months"], words["weekdays"], words["near"])

    def states_in(self, text: str) -> tuple[str, ...]:
        """Return the states named, once each; a longer name hides those inside it."""
        found: list[str] = []
        for pattern, name in self.states:
            if pattern.search(text) and name not in found:
                found.append(name)
                text = pattern.sub(" ", text)
        return tuple(found)

    def day_in(self, text: str, reference: dt.date | None) -> tuple[str, str | None] | None:
        """Return the words of the only date in a text and its day, if it can be resolved."""
        matches = list(self.date.finditer(text))
        if len(matches) != 1:
            return None
        (found,) = matches
        return found.group().strip(), self._resolve(found, reference)

    def _resolve(self, found: re.Match[str], reference: dt.date | None) -> str | None:
        try:
            if found["m"] and (found["y"] or reference):
                year = int(found["y"]) if found["y"] else reference.year if reference else 0
                return dt.date(year, self.months[found["m"].lower()], int(found["d"])).isoformat()
        except ValueError:
            return None  # 31 February is no date
        if reference is None:
            return None
        if found["near"]:
            return (reference + dt.timedelta(self.near[found["near"].lower()])).isoformat()
        if found["day"]:
            back = (reference.weekday() - self.weekdays[found["day"].lower()]) % 7
            return (reference - dt.timedelta(back)).isoformat()
        return None


def _stem(name: str, code: str) -> str:
    """A name as a pattern; of a Slavic one the ending may change."""
    if code not in _ENDINGS or " " in name:
        return re.escape(name)
    bare = name.rstrip(_VOWELS)
    return re.escape(bare if len(bare) > 3 else name) + _ENDINGS[code]  # noqa: PLR2004  shorter stems are other words too


def language_of(text: str) -> str:
    """Guess the language of a text by its script, of a Latin one by its commonest words."""
    sample = text[:_SAMPLE]
    letters = sum(sign.isalpha() for sign in sample) or 1
    for code, pattern in _SCRIPTS:
        if len(pattern.findall(sample)) > letters / 2:
            ukrainian = code == "ru" and len(re.findall("[іїєґ]", sample)) > letters / 100
            return "uk" if ukrainian else code
    words = re.findall(r"\w+", sample.lower())
    counts = {code: sum(w in common for w in words) for code, common in _COMMON.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > counts["en"] else "en"


def read_other_languages(work: Work) -> Work:
    language = Language.load(work.report.language.split("-")[0].lower())
    if language is None:
        return work
    return replace(work, claims=tuple(_read(work, language, claim) for claim in work.claims))


def _read(work: Work, language: Language, claim: Claim) -> Claim:
    around = _outside(work, claim)
    reasons = dict(claim.because)
    day = language.day_in(around, work.reference)
    if day is not None:
        reasons["date"] = day[0]
        claim = replace(claim, date_text=day[0], date=day[1], date_of="statement")
    states = language.states_in(around)
    if len(states) == 1:
        reasons["actor"] = states[0]
        claim = replace(claim, actor=(Party(states[0], Role.STATE, states[0]),))
    return replace(claim, because=reasons, sure=False)


def _outside(work: Work, claim: Claim) -> str:
    """The words of the claim's sentences that are not the claim."""
    text, paragraph = work.report.text, work.paragraphs[claim.paragraph]
    start, end = claim.spans[0].start, claim.spans[-1].end
    begins = [m.end() for m in _STOP.finditer(text, paragraph.start, start)]
    after = _STOP.search(text, max(start, end - 2), paragraph.end)
    whole = Span(begins[-1] if begins else paragraph.start, after.end() if after else paragraph.end)
    pieces, at = [], whole.start
    for span in claim.spans:
        pieces.append(text[at : span.start])
        at = span.end
    return " ".join([*pieces, text[at : whole.end]])
