"""Numbers as people write them: exact decimals in, exact fractions and integers inside.

A number of a scenario is a decimal as it stands in the file; sums and products are exact.
Utilities are then rounded to 1e-9 (half to even) and only then compared, so that decimals
that stand for thirds still tie. The *scale* is how many units make 1: 10^9, or a smaller power
of ten where every utility of the scenario is exact with fewer decimals.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from goodoffices.errors import InputError
from goodoffices.saying import say

TOLERANCE_DECIMALS = 9
MOST_INTEGER_DIGITS = 18
MOST_DECIMALS = 50
LONGEST_COUNT = 20


def decimal(value: object, where: str) -> Decimal:
    """Read one number; anything but a finite number of a reasonable length is an InputError."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise InputError(say("{value} is not a number", value=shown(value)), where=where)
    if isinstance(value, int) and abs(value) >= 10**MOST_INTEGER_DIGITS:
        raise InputError(
            say(
                "a whole number of more than {most_integer_digits} digits is too large",
                most_integer_digits=MOST_INTEGER_DIGITS,
            ),
            where=where,
            remedy=say("Write it in thousands or millions"),
        )
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise InputError(
            say("{value} is not a number that can be compared", value=value),
            where=where,
            remedy=say("Write a finite number, or null where a reservation is not known"),
        )
    if number.is_zero():
        return Decimal(0)
    if number.adjusted() >= MOST_INTEGER_DIGITS or _decimals(number) > MOST_DECIMALS:
        raise InputError(
            say(
                "{value} has more than {most_integer_digits} digits before or "
                "{most_decimals} after the decimal point",
                value=shown(str(value)),
                most_integer_digits=MOST_INTEGER_DIGITS,
                most_decimals=MOST_DECIMALS,
            ),
            where=where,
            remedy=say("Write a shorter number"),
        )
    return number


def shown(value: object, most: int = 40) -> str:
    """Show a value in an error message: on one line, and short."""
    if isinstance(value, dict):
        return say("a table")
    if isinstance(value, list | tuple):
        return say("a list")
    text = f"'{value}'" if isinstance(value, str) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 3]}..."


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def decimals_needed(number: Fraction) -> int | None:
    """How many decimals write `number` exactly; None where no finite number does (a third)."""
    denominator = number.denominator
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    return max(twos, fives) if denominator == 1 else None


def units(number: Fraction | Decimal, scale: int) -> int:
    """Return `number` in units of 1/`scale`, rounded half to even."""
    return round(Fraction(number) * scale)


def as_decimal(number: Fraction) -> Decimal:
    """Return a sum of products of decimals as the decimal it is; a third to 200 digits."""
    wide = Context(prec=200)
    return wide.divide(Decimal(number.numerator), Decimal(number.denominator))


def plain_number(number: Decimal) -> int | float:
    """Return a number for JSON: whole numbers as int, others as the nearest float."""
    return int(number) if number == number.to_integral_value() else float(number)


def written(number: Decimal) -> str:
    """Return a number as a person would write it: `0.25`, `3`, `-1.5`, never `1E+3`."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def counted(count: int) -> str:
    """Return a count as a person reads it: `1,024`, or `about 10^30`."""
    text = f"{count:,}"
    return (
        text if len(text) <= LONGEST_COUNT else say("about 10^{power}", power=len(str(count)) - 1)
    )
