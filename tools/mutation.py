"""Spoilt copies of sound files that stay nearly sound: parts moved, names and numbers changed.

Text is changed by its own pieces (words, numbers, strings, signs, what stands between brackets,
lines, sections), packages part by part, anything else by its bytes.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

__all__ = ["changed_bytes", "changed_package", "changed_text"]

_PIECES = re.compile(r'"(?:[^"\\\n]|\\.)*"|[\w.+-]+|\s+|[^\w\s]')
_VALUES = re.compile(r'"(?:[^"\\\n]|\\.)*"(?!\s*[:=])|(?<=[=:,\[] )-?\d[\d.]*')
_PLAIN = (
    *("0", "-1", "1", "3.5", "1e300", "-0.0", "99999999999999999999", "true", "false", "[]", "{}"),
    *("[1, 2]", '["a", "a"]', '[["a"]]', "[[], []]", "[true]", '""', "0.1e-200", "1e400"),
)
_PAIRS = {"[": "]", "{": "}", "(": ")", "<": ">"}
_NASTY = (
    *("", "0", "-1", "1e999", "-0.0", "nan", "inf", "true", "null", "9" * 400, "1e-400", "0.1"),
    *('""', '"\\u0000"', '"\\ud800"', '"' + "a" * 5000 + '"', "[]", "{}", "[[]]", "2022-02-30"),
    *("[" * 400 + "]" * 400, "=", ",", '"', "'", "\\", "<!--", "-->", "<![CDATA[", "&#x0;", "%"),
    *("\u202e", "\ufeff", "\x00", "\x85", "é", "é", "中文", "المبعوث", "1_000", "0x1F", "١٢"),
    *("true and not", "if", "or", "->", "<->", "YN-", "format", "id", "1/0", "\n\n", "\r"),
)
_MOST = 400_000


def changed_text(draw: random.Random, text: str) -> str:
    """One to five changes by pieces."""
    for _ in range(draw.choice([1, 1, 1, 2, 3, 5])):
        change = draw.choice([_a_value] * 5 + [_one_piece] * 2 + [_a_group, _lines, _sections])
        text = change(draw, text)[:_MOST]
    return text


def _a_value(draw: random.Random, text: str) -> str:
    """Put another value in place of a string or number; the file stays well formed."""
    found = [(one.start(), one.end()) for one in _VALUES.finditer(text)]
    if not found:
        return _one_piece(draw, text)
    start, end = draw.choice(found)
    if draw.random() < 0.4:  # noqa: PLR2004 (two in five are a value from elsewhere in the file)
        other = draw.choice(found)
        value = text[other[0] : other[1]]
    else:
        words = json.dumps(draw.choice(_NASTY))[1:-1].replace("<", "")
        value = draw.choice([f'"{words}"', f'"{words}"', draw.choice(_PLAIN)])
    return text[:start] + value + text[end:]


def _one_piece(draw: random.Random, text: str) -> str:
    """Replace, double, leave out or exchange a piece, or put something nasty beside it."""
    pieces = [one for one in _PIECES.findall(text) if one]
    if not pieces:
        return draw.choice(_NASTY)
    solid = [place for place, one in enumerate(pieces) if not one.isspace()] or [0]
    here, there = draw.choice(solid), draw.choice(solid)
    match draw.randrange(6):
        case 0:
            pieces[here] = draw.choice(_NASTY)
        case 1:
            pieces[here] = pieces[there]
        case 2:
            pieces[here], pieces[there] = pieces[there], pieces[here]
        case 3:
            pieces[here] = ""
        case 4:
            pieces[here] += draw.choice([pieces[here], draw.choice(_NASTY)])
        case _:
            inside = pieces[here].strip('"')
            pieces[here] = pieces[here].replace(inside, draw.choice(_NASTY)) if inside else "0"
    return "".join(pieces)


def _a_group(draw: random.Random, text: str) -> str:
    """Leave out, double or move what stands between two brackets that belong together."""
    opened = [place for place, sign in enumerate(text) if sign in _PAIRS]
    if not opened:
        return _lines(draw, text)
    start = draw.choice(opened)
    end = _closing(text, start)
    group = text[start:end]
    without = text[:start] + text[end:]
    match draw.randrange(3):
        case 0:
            return without
        case 1:
            times = draw.choice([2, 2, 3, min(200, 1 + _MOST // (10 * len(group)))])
            return (
                text[:start] + draw.choice(["", ",", ", ", "\n"]).join([group] * times) + text[end:]
            )
        case _:
            there = draw.randrange(len(without) + 1)
            return without[:there] + group + without[there:]


def _closing(text: str, start: int) -> int:
    depth, sign = 0, text[start]
    for place in range(start, len(text)):
        if text[place] == sign:
            depth += 1
        elif text[place] == _PAIRS[sign]:
            depth -= 1
            if not depth:
                return place + 1
    return len(text)


def _lines(draw: random.Random, text: str) -> str:
    return "".join(_moved(draw, text.splitlines(keepends=True)))


def _sections(draw: random.Random, text: str) -> str:
    """The same with what stands from one heading of TOML, or one tag of XML, to the next."""
    parts = re.split(r"(?m)^(?=\[)|(?=<\w)", text)
    return "".join(_moved(draw, [one for one in parts if one]))


def _moved(draw: random.Random, parts: list[str]) -> list[str]:
    if not parts:
        return [draw.choice(_NASTY)]
    here, there = draw.randrange(len(parts)), draw.randrange(len(parts))
    match draw.randrange(5):
        case 0:
            del parts[here]
        case 1:
            parts.insert(there, parts[here])
        case 2:
            parts[here], parts[there] = parts[there], parts[here]
        case 3:
            parts[here:here] = [parts[here]] * draw.choice([2, 10, 300])
        case _:
            del parts[here:]
    return parts


def changed_bytes(draw: random.Random, data: bytes) -> bytes:
    """One to eight changes of bytes, lengths and stretches."""
    spoilt = bytearray(data)
    for _ in range(draw.choice([1, 1, 2, 4, 8])):
        if not spoilt:
            break
        a, b = sorted(draw.randrange(len(spoilt) + 1) for _ in range(2))
        short = min(b, a + draw.choice([1, 2, 4, 8, 64]))
        match draw.randrange(7):
            case 0:
                spoilt[a:short] = draw.randbytes(short - a)
            case 1:
                spoilt[a:short] = draw.choice([b"\0", b"\xff", b"\x7f", b"\x80"]) * (short - a)
            case 2 if a < len(spoilt):
                spoilt[a] ^= 1 << draw.randrange(8)
            case 3:
                spoilt[a:a] = spoilt[a:short] * draw.choice([1, 2, 50])
            case 4:
                del spoilt[a:short]
            case 5 if draw.random() < 0.2:  # noqa: PLR2004 (a cut ends most of what follows)
                del spoilt[a:]
            case _:
                _number(draw, spoilt)
    return bytes(spoilt)


def _number(draw: random.Random, spoilt: bytearray) -> None:
    """Write another number where one stands, as in the lengths and places of a PDF."""
    found = [(one.start(), one.end()) for one in re.finditer(rb"\d+", spoilt)]
    if found:
        start, end = draw.choice(found)
        spoilt[start:end] = draw.choice([b"0", b"1", b"2", b"5", b"-1", b"65535", b"9" * 12])


def changed_package(draw: random.Random, data: bytes) -> bytes:
    """A ZIP with a part changed as text, left out, doubled or renamed; a few by their bytes."""
    if draw.random() < 0.15:  # noqa: PLR2004 (what breaks the package itself is soon refused)
        return changed_bytes(draw, data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    often = [place for place, (name, _) in enumerate(parts) if name.startswith("word/doc")] or [0]
    here = draw.choice([*often * 6, draw.randrange(len(parts))])
    name, part = parts[here]
    match draw.choice([0, 0, 0, 0, 0, 0, 1, 2, 3]):
        case 0:
            said = changed_text(draw, part.decode("utf-8", "replace"))
            parts[here] = name, said.encode("utf-8", "surrogatepass")
        case 1:
            del parts[here]
        case 2:
            parts[here] = draw.choice([name.upper(), "../" + name, "", name + "/"]), part
        case _:
            parts[here] = name, changed_bytes(draw, part)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for named, content in parts:
            package.writestr(named or "x", content)
    return out.getvalue()
