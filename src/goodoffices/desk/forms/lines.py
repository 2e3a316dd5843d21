"""Lines of a form as values of the record, and back: `Yair Lapid; foreign minister; Israel`."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.record.accounts import Carrier, Mention, Term
from goodoffices.record.dates import RecordDate
from goodoffices.record.role_names import ROLE_NAMES
from goodoffices.record.vocabulary import Role
from goodoffices.saying import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "read_carriers",
    "read_date",
    "read_mention",
    "read_mentions",
    "read_terms",
    "write_carriers",
    "write_mentions",
    "write_terms",
]

_UNNAMED = mark("unnamed")
_SEMICOLON = re.compile("[;؛]")
_MENTION_PARTS = 3
_CARRIER_PARTS = 4


def _parts(line: str, most: int) -> list[str]:
    parts = [part.strip() for part in _SEMICOLON.split(line)]
    if len(parts) > most:
        raise InputError(
            say(
                "'{line}' has {count} parts, at most {most} are known",
                line=line.strip()[:60],
                count=len(parts),
                most=most,
            ),
            remedy=say("Part them by semicolons, one line each"),
        )
    return parts + [""] * (most - len(parts))


def _role(words: str) -> Role:
    """The role of that name, in the writer's language or as it is spelt in files."""
    name = " ".join(words.casefold().replace("_", " ").split())
    if not name:
        return Role.OTHER
    by_name = {role.replace("_", " "): role for role in Role}
    by_name |= {said.casefold(): role for role, said in ROLE_NAMES.items()}
    if name in by_name:
        return by_name[name]
    near = get_close_matches(name, list(by_name), n=1)
    known = by_name[near[0]] if near else Role.HEAD_OF_STATE
    raise InputError(
        say("'{words}' is not a role", words=words),
        remedy=say("Did you mean '{known}'?", known=ROLE_NAMES[known]),
    )


def read_mention(line: str) -> Mention | None:
    if not line.strip():
        return None
    name, role, state = _parts(line, _MENTION_PARTS)
    return Mention(name, _role(role), state)


def read_mentions(text: str) -> tuple[Mention, ...]:
    found = (read_mention(line) for line in text.splitlines())
    return tuple(mention for mention in found if mention)


def write_mentions(mentions: Iterable[Mention]) -> str:
    return "\n".join(_joined(m.name, _known(m.role), m.state) for m in mentions)


def read_carriers(text: str) -> tuple[Carrier, ...]:
    """`name; medium; role; state`, the outermost first; `unnamed` at the end of a line."""
    return tuple(_carrier(line) for line in text.splitlines() if line.strip())


def _carrier(line: str) -> Carrier:
    *body, last = _SEMICOLON.split(line)
    anonymous = last.strip().casefold() in {_UNNAMED, say(_UNNAMED)}
    name, medium, role, state = _parts(";".join(body) if anonymous else line, _CARRIER_PARTS)
    if not name:
        raise InputError(
            say("a link of the chain has no name"), remedy=say("Write who passed it on first")
        )
    return Carrier(name, medium, anonymous, _role(role), state)


def write_carriers(chain: Iterable[Carrier]) -> str:
    return "\n".join(
        _joined(c.name, c.medium, _known(c.role), c.state)
        + (f"; {say(_UNNAMED)}" if c.anonymous else "")
        for c in chain
    )


def _known(role: Role) -> str:
    return "" if role is Role.OTHER else ROLE_NAMES[role]


def _joined(*parts: str) -> str:
    return "; ".join(parts).rstrip("; ")


def read_terms(text: str) -> tuple[Term, ...]:
    """`issue: value`, one a line."""
    return tuple(_term(line) for line in text.splitlines() if line.strip())


def _term(line: str) -> Term:
    issue, _, value = line.partition(":")
    if not issue.strip() or not value.strip():
        raise InputError(
            say("'{line}' is not a term", line=line.strip()[:60]),
            remedy=say("Write issue: value, one a line"),
        )
    return Term(issue.strip(), value.strip())


def write_terms(terms: Iterable[Term]) -> str:
    return "\n".join(f"{term.issue}: {term.value}" for term in terms)


def read_date(value: str, words: str = "") -> RecordDate | None:
    if not value.strip():
        if words.strip():
            raise InputError(
                say("the words of a date stand without a date"), remedy=say("Write both")
            )
        return None
    return RecordDate(value.strip(), words.strip())
