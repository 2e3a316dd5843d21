"""Step: a speaker whom the network does not believe gives way to the one whom it names.

The rules go by the words beside the verb of saying; the network was shown the report, and says how
likely each word of it names whoever speaks (`Voices`). Where next to none of that falls to a
speaker whom the rules took from a pronoun, a description or a thing, and most of it to somebody
else whom the report knows, that one speaks. What only the network read, and nobody says, is no
claim. O(claims × (people + pieces)).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from goodoffices.reading.model import Party
    from goodoffices.reading.network.voices import Voices
    from goodoffices.reading.work import Claim, Work

__all__ = ["ask_who_speaks"]

DISBELIEVED, BELIEVED = 0.05, 0.5
_WORD = re.compile(r"\w+")
_SMALL = frozenset({"of", "the", "and", "for", "on", "in", "to", "a", "an", "de", "s"})


def ask_who_speaks(work: Work) -> Work:
    """Ask the network whose words each claim is."""
    known = _known(work)
    asked = [_asked(work, claim, known) for claim in work.claims]
    kept = (claim for claim in asked if claim.speaker is not None or not claim.needs_speaker)
    return replace(work, claims=tuple(kept))


def _known(work: Work) -> Mapping[Party, Claim | None]:
    """Whoever may speak: the people of the report, and each speaker with a claim of theirs."""
    people = work.cast.people if work.cast is not None else ()
    known: dict[Party, Claim | None] = dict.fromkeys(people)
    for claim in work.claims:
        if claim.speaker is not None and not claim.told:
            known.setdefault(claim.speaker, claim)
    return known


def _asked(work: Work, claim: Claim, known: Mapping[Party, Claim | None]) -> Claim:
    opinion = work.opinions.get(claim.paragraph)
    voices = opinion.voices if opinion is not None else None
    if voices is None or claim.told or claim.anonymous or _by_name(work, claim):
        return claim
    shares = voices.shares(claim.spans)
    if shares is None:
        return claim
    if claim.speaker is not None and _share(claim.speaker, voices, shares) >= DISBELIEVED:
        return claim
    best = max(known, key=lambda party: _share(party, voices, shares), default=None)
    if best is None or _share(best, voices, shares) < BELIEVED:
        return claim
    return _said_by(claim, best, known[best])


def _share(party: Party, voices: Voices, shares: NDArray[np.float32]) -> float:
    """How likely the words of a name are those that name the speaker."""
    words = set(_WORD.findall(party.name.lower())) - _SMALL
    return float(shares[voices.at(words)].sum())


def _said_by(claim: Claim, speaker: Party, elsewhere: Claim | None) -> Claim:
    """The claim with this speaker, unnamed where one of their other claims says so."""
    link = elsewhere.attribution[-1] if elsewhere and elsewhere.attribution else speaker.name
    return replace(
        claim,
        speaker=speaker,
        attribution=tuple(dict.fromkeys((*claim.attribution[:-1], link))),
        anonymous=elsewhere is not None and elsewhere.anonymous,
        sure=False,
        because={**claim.because, "speaker": "by the report as a whole"},
    )


def _by_name(work: Work, claim: Claim) -> bool:
    """Whether the words beside the verb name the speaker, a person of the report."""
    if claim.source is None or claim.source.head is None or work.cast is None:
        return False
    person = work.cast.at(claim.source.paragraph, claim.source.head)
    return person is not None and claim.speaker is not None and person.name == claim.speaker.name
