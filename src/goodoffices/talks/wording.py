"""Words that talks carry, with their language and direction, and the package they stand for."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.errors import InputError
from goodoffices.record.accounts import Direction
from goodoffices.saying import say

__all__ = ["MOST_CHARACTERS", "Choice", "Wording", "check_choices"]

MOST_CHARACTERS = 100_000


@dataclass(frozen=True, slots=True)
class Choice:
    """An issue of the settlement model settled at a value, both as written there."""

    issue: str
    value: str

    def __post_init__(self) -> None:
        if not self.issue.strip() or not self.value.strip():
            raise InputError(say("a choice names an issue and a value"), where="package")


@dataclass(frozen=True, slots=True)
class Wording:
    text: str
    language: str = "en"
    direction: Direction = Direction.LTR

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise InputError(
                say("there are no words"), where="text", remedy=say("Write at least one")
            )
        if len(self.text) > MOST_CHARACTERS:
            raise InputError(
                say(
                    "the text has {count} characters; the limit is {most_characters}",
                    count=f"{len(self.text):,}",
                    most_characters=f"{MOST_CHARACTERS:,}",
                ),
                where="text",
            )


def check_choices(choices: tuple[Choice, ...], where: str = "package") -> None:
    """Raise InputError if an issue is settled twice."""
    seen: dict[str, str] = {}
    for choice in choices:
        if choice.issue in seen:
            raise InputError(
                say(
                    "{issue} is settled twice, at {seen} and {choice}",
                    issue=choice.issue,
                    seen=seen[choice.issue],
                    choice=choice.value,
                ),
                where=where,
                remedy=say("Keep one of them"),
            )
        seen[choice.issue] = choice.value
