"""An issue: what is negotiated, and the values it can take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from goodoffices.errors import InputError, LimitError
from goodoffices.saying import say
from goodoffices.settlement.exact import shown, written
from goodoffices.suggesting import meant

Value = str | Decimal
"""What an issue may be settled at: words, or a number."""

Package = tuple[int, ...]
"""One value position (from 0) for each issue, in the order of the issues."""

MOST_VALUES = 100_000
_ID = re.compile(r"[a-z][a-z0-9_]*")


def check_id(text: object, where: str) -> str:
    if not isinstance(text, str) or not _ID.fullmatch(text):
        raise InputError(
            say("{text} is not an id", text=shown(text)),
            where=where,
            remedy=say(
                "Ids are lower-case letters, digits and underscores, beginning with a letter"
            ),
        )
    return text


@dataclass(frozen=True, slots=True)
class Issue:
    id: str
    name: str
    values: tuple[Value, ...]

    def __post_init__(self) -> None:
        check_id(self.id, "issue")
        where = f"issue {self.id}"
        if not self.values:
            raise InputError(say("has no values"), where=where, remedy=say("Give at least one"))
        if len(self.values) > MOST_VALUES:
            raise LimitError(
                say(
                    "has {count} values; the limit is {most_values}",
                    count=f"{len(self.values):,}",
                    most_values=f"{MOST_VALUES:,}",
                ),
                where=where,
                remedy=say("Use a larger step"),
            )
        if len(set(self.values)) != len(self.values):
            twice = next(v for n, v in enumerate(self.values) if v in self.values[:n])
            raise InputError(say("the value {twice} stands twice", twice=shown(twice)), where=where)

    @classmethod
    def ranged(cls, id: str, name: str, low: Decimal, high: Decimal, step: Decimal) -> Issue:  # noqa: A002  # the field's own name
        """Return the issue with values low, low + step, ... up to high at most."""
        where = f"issue {id}"
        if step <= 0:
            raise InputError(say("step {step} is not positive", step=step), where=where)
        if high < low:
            raise InputError(
                say("the range ends at {high}, below its start {low}", high=high, low=low),
                where=where,
            )
        count = int((high - low) // step) + 1 if (high - low) / step < MOST_VALUES else 0
        if not 0 < count <= MOST_VALUES:
            raise LimitError(
                say("the range has more than {most_values} values", most_values=f"{MOST_VALUES:,}"),
                where=where,
                remedy=say("Use a larger step"),
            )
        return cls(id, name, tuple(low + step * k for k in range(count)))

    def label(self, position: int) -> str:
        value = self.values[position]
        return value if isinstance(value, str) else written(value)

    def position(self, value: object, where: str) -> int:
        """Return where `value` stands among the values; words and numbers are both found."""
        wanted: object = value
        if isinstance(value, int | float) and not isinstance(value, bool):
            wanted = Decimal(repr(value))
        for position, known in enumerate(self.values):
            if type(known) is type(wanted) and known == wanted:
                return position
        labels = [self.label(position) for position in range(min(len(self.values), 1000))]
        if isinstance(value, str) and value in labels:
            return labels.index(value)
        if isinstance(value, str) and (number := _number(value)) in self.values:
            return self.values.index(number)
        raise InputError(
            say("{value} is not a value of {issue}", value=shown(value), issue=self.id),
            where=where,
            remedy=meant(str(value), labels),
        )


def _number(text: str) -> Decimal:
    """Return text as a number; text that is none equals no value."""
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return Decimal("NaN")
