"""Every error of Good Offices, in one tree.

GoodOfficesError          what was wrong, where, and the way out, in one line
├── InputError            bad input from outside: a file, a form, an argument   (exit 2)
│   └── LimitError        well formed, but larger than a stated limit            (exit 2)
├── MissingPartError      an optional extra or program is not installed          (exit 2)
├── NotFoundError         not there, or not for this viewer: never told apart     (exit 2, 404)
├── ConflictingEditError  somebody else changed it meanwhile; nothing was lost    (exit 2, 409)
└── TamperedError         what is stored is not what was written                  (exit 1)
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "ConflictingEditError",
    "GoodOfficesError",
    "InputError",
    "LimitError",
    "MissingPartError",
    "NotFoundError",
    "TamperedError",
]


class GoodOfficesError(Exception):
    """`where: what. remedy` on one line; the parts stay readable as attributes."""

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what)

    def __str__(self) -> str:
        return " ".join(f"{self.where}: {self.said}".split()) if self.where else self.said

    @property
    def said(self) -> str:
        """What was wrong and the way out, for a page that shows the place itself."""
        line = f"{self.what.rstrip('.')}. {self.remedy}" if self.remedy else self.what
        return " ".join(line.split())

    def at(self, where: str) -> GoodOfficesError:
        """Return the same error, told from further outside: `file.toml: preferences.a`."""
        place = f"{where}: {self.where}" if self.where else where
        return type(self)(self.what, where=place, remedy=self.remedy)


class InputError(GoodOfficesError):
    """Bad input from outside."""


class LimitError(InputError):
    """Well-formed input that is larger than a stated limit."""


class MissingPartError(GoodOfficesError):
    """An optional extra or a program is not installed."""


class NotFoundError(GoodOfficesError):
    """Not there, or not for this viewer; the two are never told apart."""


class ConflictingEditError(GoodOfficesError):
    """Somebody else changed the same thing meanwhile."""


class TamperedError(GoodOfficesError):
    """What is stored is not what was written."""

    exit_code = 1
