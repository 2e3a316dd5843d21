"""Whose copy this is: a line that is read, and a mark in each paragraph that is not seen.

The mark is the number of the copy, eight hexadecimal digits, in sixteen characters without
width, two bits each, after the last word of a paragraph. It begins with one that joins to nothing,
so that the last letter of an Arabic word keeps its shape. It survives copying and pasting a
paragraph, and printing does not show it; whoever retypes a text leaves it behind, and a PDF keeps
it in some scripts only: there the line at the foot of each page tells.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.brief.document import Bullets, Paragraph, Text
from goodoffices.errors import InputError
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.brief.document import Block, Brief

__all__ = ["hidden_mark", "marks_in", "watermarked"]

# zero width space, non-joiner, joiner, word joiner: 0, 1, 2, 3
_DIGITS = "\u200b\u200c\u200d\u2060"
_APART = "\u200c"
_LENGTH = 8
_CODE = re.compile(rf"[0-9a-f]{{{_LENGTH}}}\Z")
_MARK = re.compile(f"{_APART}([{_DIGITS}]{{{2 * _LENGTH}}})")


def hidden_mark(code: str) -> str:
    """The number of a copy as characters without width."""
    if not _CODE.match(code):
        raise InputError(say("'{code}' is not the number of a copy", code=code[:20]), where="copy")
    number = int(code, 16)
    return _APART + "".join(_DIGITS[number >> 2 * i & 3] for i in reversed(range(2 * _LENGTH)))


def marks_in(text: str) -> tuple[str, ...]:
    """The numbers of the copies from which this text was taken, in their order."""
    found = []
    for mark in _MARK.findall(text):
        number = 0
        for character in mark:
            number = number << 2 | _DIGITS.index(character)
        found.append(f"{number:0{_LENGTH}x}")
    return tuple(dict.fromkeys(found))


def watermarked(brief: Brief, code: str, line: str) -> Brief:
    """The same brief with its reader's line, and the mark in each paragraph and bullet."""
    mark = Text(hidden_mark(code))
    return replace(
        brief,
        reader=line,
        sections=tuple(
            replace(section, blocks=tuple(_marked(block, mark) for block in section.blocks))
            for section in brief.sections
        ),
    )


def _marked(block: Block, mark: Text) -> Block:
    match block:
        case Paragraph(runs):
            return Paragraph((*runs, mark))
        case Bullets(items):
            return Bullets(tuple((*item, mark) for item in items))
    return block
