"""A single negotiating text: clauses in versions, brackets, reservations, comments (TK 5)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from goodoffices.errors import InputError
from goodoffices.journal.canonical import digest
from goodoffices.record.audiences import Audience
from goodoffices.record.codec import to_plain
from goodoffices.saying import say
from goodoffices.talks.wording import Choice, Wording, check_choices

__all__ = [
    "Bracket",
    "Clause",
    "ClausePhase",
    "Comment",
    "Mark",
    "Phase",
    "Text",
    "Version",
]


class Phase(StrEnum):
    """The text as a whole."""

    DRAFTING = "drafting"
    TABLED = "tabled"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"


class ClausePhase(StrEnum):
    OPEN = "open"
    AGREED = "agreed"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Version:
    """A clause in one or more languages; `package` is what it settles of the model.

    `proposal` is the proposal it came from, for the team: others may not know of that one.
    """

    wordings: tuple[Wording, ...]
    package: tuple[Choice, ...] = ()
    proposal: str = ""

    def __post_init__(self) -> None:
        languages = Counter(w.language for w in self.wordings)
        twice = [language for language, count in languages.items() if count > 1]
        if twice:
            raise InputError(
                say("the language '{twice}' stands twice", twice=twice[0]), where="wordings"
            )
        check_choices(self.package)

    def text_in(self, language: str) -> str | None:
        return next((w.text for w in self.wordings if w.language == language), None)

    @property
    def check(self) -> str:
        """Fingerprint of what is seen of the version; who accepts it repeats it."""
        return digest([to_plain(self.wordings), to_plain(self.package)]).hex()


@dataclass(frozen=True, slots=True)
class Bracket:
    """Words `start` to `end` of the authoritative wording that `holder` does not accept yet.

    `audience`: joint, as brackets are shown in a text, or the holder's caucus.
    """

    id: str
    holder: str
    start: int
    end: int
    audience: Audience


@dataclass(frozen=True, slots=True)
class Mark:
    """A reservation about a clause, for the mediator's eyes."""

    id: str
    holder: str
    words: str


@dataclass(frozen=True, slots=True)
class Comment:
    id: str
    author: str
    words: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class Clause:
    """`versions` oldest first; the last stands. Brackets and acceptances belong to it alone.

    The parties see the versions from number `shown_from` (from 0) on: those tabled.
    """

    id: str
    versions: tuple[Version, ...]
    phase: ClausePhase = ClausePhase.OPEN
    brackets: tuple[Bracket, ...] = ()
    reservations: tuple[Mark, ...] = ()
    comments: tuple[Comment, ...] = ()
    accepted: tuple[str, ...] = ()
    shown_from: int = 0

    @property
    def version(self) -> Version:
        return self.versions[-1]

    @property
    def holds(self) -> frozenset[tuple[str, str]]:
        """Ids of brackets and reservations, each with its holder."""
        brackets = ((b.id, b.holder) for b in self.brackets)
        return frozenset((*brackets, *((r.id, r.holder) for r in self.reservations)))

    def held_by(self, party: str) -> bool:
        """Whether the party itself holds a bracket or a reservation on this clause."""
        return any(holder == party for _, holder in self.holds)


@dataclass(frozen=True, slots=True)
class Text:
    """`authoritative` is the language that counts where wordings differ."""

    parties: tuple[str, ...]
    authoritative: str = "en"
    phase: Phase = Phase.DRAFTING
    tabled: bool = False
    clauses: tuple[Clause, ...] = ()

    def clause(self, clause_id: str) -> Clause | None:
        return next((c for c in self.clauses if c.id == clause_id), None)

    @property
    def standing(self) -> tuple[Clause, ...]:
        """The clauses that are not struck."""
        return tuple(c for c in self.clauses if c.phase is not ClausePhase.STRUCK)

    def package(self) -> tuple[Choice, ...]:
        """What the standing clauses settle together; InputError if two settle one issue apart."""
        every = tuple(dict.fromkeys(c for one in self.standing for c in one.version.package))
        check_choices(every, "clauses")
        return every

    def behind(self, clause: Clause) -> tuple[str, ...]:
        """Languages that had a wording of this clause once and have none in the version now."""
        had = {w.language for v in clause.versions for w in v.wordings}
        return tuple(sorted(had - {w.language for w in clause.version.wordings}))
