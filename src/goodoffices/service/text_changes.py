"""What a Word file that was edited by hand would change in a negotiating text (TK 5).

Each clause is compared with the version from which the file was made: what was not touched there
stays as it stands now, whatever has happened to it since. Comments in the margin of a clause come
in as comments on it for the mediator's team, who alone bring files back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.reading.documents.word_clauses import clauses_of_word
from goodoffices.record.audiences import TEAM
from goodoffices.record.texts import direction_of
from goodoffices.saying import say
from goodoffices.talks.text import ClausePhase, Version
from goodoffices.talks.text.events import Add, Remark, Revise, Strike
from goodoffices.talks.text.word import Mark, read_mark, word_of
from goodoffices.talks.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading.documents.word_clauses import ReadComment, WordText
    from goodoffices.service.at import At
    from goodoffices.service.texts import SeenText
    from goodoffices.talks.text import Clause, Text

__all__ = ["Changes", "changes_in", "text_as_word"]

_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Changes:
    """`notes` say what of the file is left out, and what to look out for."""

    events: tuple[Add | Remark | Revise | Strike, ...]
    notes: tuple[str, ...]


def text_as_word(at: At, seen: SeenText, line: str) -> bytes:
    """The text as this seat sees it; `line` says whose copy it is."""
    return word_of(seen.view, seen.title, at.frame.party_names, line, at.world.clock())


def changes_in(at: At, seen: SeenText, data: bytes, name: str) -> Changes:
    """Compare a file with the text; InputError if it is none. Linear in both but for ids."""
    return _compared(seen.view, clauses_of_word(data, name), at.world.new_id)


def _compared(view: Text, read: WordText, new_id: Callable[[], str]) -> Changes:
    events: list[Add | Revise | Strike] = []
    remarks: list[Remark] = []
    notes: list[str] = []
    if read.tracked:
        notes.append(say("The file has tracked changes; they are read as if all were accepted."))
    left_out = list(read.outside)
    said: dict[str, dict[str, str]] = {}
    based: dict[str, Version] = {}
    last = ""
    for one in read.clauses:
        mark = read_mark(one.mark)
        clause = _meant(view, mark)
        if mark is None or clause is None:
            left_out += one.comments
            if one.mark:
                notes.append(say("A clause of the file is not in the text any more; left out."))
            elif one.text:
                words = Wording(one.text, view.authoritative, direction_of(view.authoritative))
                events.append(Add(new_id(), Version((words,)), last))
                last = events[-1].clause
            continue
        base = mark.version_of(clause) or clause.version
        based.setdefault(clause.id, base)
        tongue = mark.tongue_of(base) or mark.tongue_of(clause.version)
        said.setdefault(clause.id, {}).setdefault(tongue, one.text)
        last = clause.id
        told = {comment.words for comment in clause.comments}
        remarks += [
            Remark(clause.id, new_id(), words, TEAM)
            for words in dict.fromkeys(_as_remark(comment) for comment in one.comments)
            if words not in told
        ]
    for number, clause in enumerate(view.standing, 1):
        event = _change(view, clause, said.get(clause.id), based.get(clause.id, clause.version))
        if event is None:
            continue
        if clause.phase is not ClausePhase.OPEN:
            notes.append(
                say("Clause {number} is agreed; what the file changes there is left out.",
                    number=number)
            )  # fmt: skip
            continue
        if clause.id in based and based[clause.id] != clause.version:
            notes.append(
                say("Clause {number} was changed since the file was made; look at it twice.",
                    number=number)
            )  # fmt: skip
        events.append(event)
    notes += [
        say("A comment stands beside no clause of the text and is left out: {words}",
            words=_as_remark(comment))
        for comment in left_out
    ]  # fmt: skip
    return Changes((*remarks, *events), tuple(dict.fromkeys(notes)))


def _as_remark(comment: ReadComment) -> str:
    """A comment of the file as it is kept: the words it is on, who wrote it, and what."""
    on = f"“{comment.on[:_LONGEST_QUOTE]}” · " if comment.on else ""
    by = f"{comment.author}: " if comment.author else ""
    return f"{on}{by}{comment.words}"


def _meant(view: Text, mark: Mark | None) -> Clause | None:
    return next((c for c in view.standing if mark is not None and mark.means(c)), None)


def _change(
    view: Text, clause: Clause, said: dict[str, str] | None, base: Version
) -> Revise | Strike | None:
    """The change to a clause; None where the file says what its version said."""
    if said is None or not said.get(view.authoritative, "").strip():
        return Strike(clause.id)
    changed = {
        tongue: words
        for tongue, words in said.items()
        if tongue and words and words != _as_read(base.text_in(tongue) or "")
    }
    if not changed:
        return None
    wordings = tuple(
        replace(w, text=changed[w.language]) if w.language in changed else w
        for w in clause.version.wordings
    )
    return Revise(clause.id, replace(clause.version, wordings=wordings))


def _as_read(words: str) -> str:
    """The words as they come back from a file: lines without what stands around them."""
    return "\n".join(line.strip() for line in words.split("\n") if line.strip())
