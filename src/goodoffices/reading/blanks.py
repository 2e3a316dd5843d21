"""Marks that a wiki leaves in its text are blanked, a space for each character, so offsets hold.

`((it))` says that words were translated from Italian; `((es))Spanish language:` is followed by the
words themselves. O(characters).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.reading.work import Work

__all__ = ["blank_marks"]

_MARK = re.compile(r"\(\([a-z]{2,3}\)\)(?:[A-Z]\w+ language:)?")


def blank_marks(work: Work) -> Work:
    """Step: blank them, and keep the text as it was given."""
    text = work.report.text
    plain = _MARK.sub(lambda mark: " " * len(mark.group()), text)
    return replace(work, report=replace(work.report, text=plain), given=text)
