"""Give the reader spoilt files: none may crash it, hold it up or leave a script in the text.

`python tools/fuzz_reading.py --inputs 200000 --seed 1` makes HTML cut anywhere, broken encodings,
unbalanced marks, endless lines, marks of direction, Word files that are bombs, broken or no Word
files, PDFs cut or without text, e-mails with false declarations, and sentences of the invented
reports put together anew with pronouns and papers where others stood; takes each apart and reads
it, with `--pipeline` with the language pipeline too. One may take 2 s of CPU per 100 kB, and 2 s at
least. Before these come `EXTREMES`, the worst of each kind: lines of a million characters, bombs
that unpack to 100 MB, PDFs without text. It prints what it counted, the most that 100 kB took of
each kind, and exits with 1 if anything failed; `--only K` repeats input K.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import time
import zipfile
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.errors import GoodOfficesError
from goodoffices.reading import Reader, Report, extract

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["EXTREMES", "KINDS", "main", "make", "run"]

SECONDS = 2.0
PER_BYTES = 100_000
SCRIPT = "zqScriptzq"
_TEXT = (
    'The envoy said on Sunday that “talks” would go on, "we will meet", he told Reuters. Israel '
    "offered to mediate; Kyiv’s embassy praised «the effort». قال المبعوث إن المحادثات „gut“ שלום "
    "Мир — according to two officials who asked not to be named: 'no' \u200f\u202e\u2066\ufeff"
)
_WORDS = (*_TEXT.split(), "e\u0301", "\ud83d")
_SIGNS = (
    '"',
    "“",
    "”",
    "«",
    "»",
    "„",
    "'",
    "‘",
    "\u202e",
    "\u200f",
    "\u2028",
    "\x0b",
    "&lt;",
    "&#0;",
)
_PHRASES = (
    *("he", "she", "it", "they", "its", "their", "his", "her", "who", "one", "the statement"),
    *("a report", "its office", "his letter", "the company", "the group", "a spokesman", "said"),
    *("that", "according to", "by", "from", "of", "It", "She", "The letter", "Its statement"),
)
_REPORTS = Path(__file__).resolve().parent.parent / "benchmarks" / "invented"
_MARK = re.compile(r"\[\[[^:\]]*:|\]\]")
_STOP = re.compile(r"(?<=[.!?”\"])\s+")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def prose(draw: random.Random, most: int = 60) -> str:
    words = draw.choices(_WORDS, k=draw.randint(1, most))
    for _ in range(draw.randint(0, 6)):
        words.insert(draw.randrange(len(words) + 1), draw.choice(_SIGNS))
    return draw.choice([" ", " ", "\n", ""]).join(words)


def plain(draw: random.Random) -> tuple[bytes, str]:
    text = "\n\n".join(prose(draw) for _ in range(draw.randint(1, 5)))
    encoding = draw.choice(["utf-8", "utf-16", "utf-8-sig", "cp1251", "cp1256", "utf-32-le"])
    data = text.encode(encoding, "replace" if encoding != "utf-8" else "surrogatepass")
    return spoilt(draw, data), "report.txt"


def spoilt(draw: random.Random, data: bytes) -> bytes:
    """Cut, double or overwrite a stretch, or leave the bytes as they are."""
    if not data or draw.random() < 0.4:  # noqa: PLR2004  two in five are whole
        return data
    a, b = sorted(draw.randrange(len(data) + 1) for _ in range(2))
    noise = draw.randbytes(draw.randint(0, 8))
    return draw.choice([data[:a], data[a:], data[:a] + noise + data[b:], data[:b] + data[a:]])


def page(draw: random.Random) -> tuple[bytes, str]:
    tag = draw.choice(["script", "SCRIPT", "style", "noscript", "template", "svg"])
    parts = ["<html><head><meta charset=", draw.choice(["utf-8", "cp1251", "x", "'"]), "><title>"]
    parts += [prose(draw, 6), "</title></head><body>"]
    for _ in range(draw.randint(1, 6)):
        parts.append(f"<p>{prose(draw)}" + draw.choice(["</p>", "", "</div>", "<p"]))
        if draw.random() < 0.5:  # noqa: PLR2004  half have something live
            close = draw.choice([f"</{tag}>", f"</{tag}\n >", f"</{tag.upper()}>", ""])
            more = draw.choice(["", " src=x", "\n"])
            parts.append(f"<{tag}{more}>{SCRIPT}{close}")
    text = "".join(parts)
    if draw.random() < 0.5:  # noqa: PLR2004  half are cut
        text = text[: draw.randrange(len(text) + 1)]
    return text.encode("utf-8", "replace"), "report.html"


def word(draw: random.Random) -> tuple[bytes, str]:
    body = "".join(
        f"<w:p><w:r><w:t>{prose(draw).replace('&', '').replace('<', '')}</w:t></w:r></w:p>"
        for _ in range(draw.randint(0, 4))
    )
    xml = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    if draw.random() < 0.05:  # noqa: PLR2004  a bomb takes a while to pack
        xml = f"<!--{'a' * draw.choice([10**6, 25 * 10**6])}-->" + xml
    if draw.random() < 0.1:  # noqa: PLR2004  entities
        xml = f'<!DOCTYPE x [<!ENTITY a "{"b" * 99}">]>' + xml
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        part = draw.choice(["word/document.xml"] * 5 + ["x.xml"])
        package.writestr(part, xml.encode("utf-8", "replace"))
    return spoilt(draw, packed.getvalue()), "report.docx"


def portable(draw: random.Random) -> tuple[bytes, str]:
    words = prose(draw, 20).encode("latin-1", "replace").replace(b"(", b"").replace(b")", b"")
    shown = b"BT /F1 12 Tf 72 700 Td (" + words.replace(b"\\", b"") + b") Tj ET"
    stream = draw.choice([shown, b"", b"q Q", b"BT " * 200])
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    data += b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return spoilt(draw, data), "report.pdf"


def letter(draw: random.Random) -> tuple[bytes, str]:
    charset = draw.choice(["utf-8", "nonesuch", "cp1251", "utf-16", "idna"])
    coding = draw.choice(["8bit", "base64", "quoted-printable", "x"])
    kind = draw.choice(["text/plain", "text/html", "multipart/mixed; boundary=b", "x"])
    head = (
        f"From: a@b.example\nDate: {draw.choice(['Sun, 27 Feb 2022 10:00:00 +0200', 'soon', ''])}\n"
        f"Subject: {draw.choice(['=?utf-8?b?w6k=?=', '=?x?q?=', 'Talks'])}\nMIME-Version: 1.0\n"
        f"Content-Type: {kind}; charset={charset}\nContent-Transfer-Encoding: {coding}\n\n"
    )
    body = f"<p>{prose(draw)}</p><script>{SCRIPT}</script>" if "html" in kind else prose(draw)
    return spoilt(draw, (head + body).encode("utf-8", "replace")), "report.eml"


def endless(draw: random.Random) -> tuple[bytes, str]:
    unit = draw.choice([*_WORDS, *_SIGNS, "a", "said ", '"a" ', "(", "[", "on Sunday ", "– "])
    size = draw.choice([10**3, 10**4, 10**4, 10**5])
    return (unit * (size // len(unit))).encode("utf-8", "replace"), "report.txt"


@cache
def _sentences() -> tuple[str, ...]:
    """Every sentence of the invented reports."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(_REPORTS.glob("*.txt")))
    bodies = (_MARK.sub("", text).split("\n\n", maxsplit=1)[-1] for text in texts)
    return tuple(s for body in bodies for s in _STOP.split(body) if " " in s)


def report(draw: random.Random) -> tuple[bytes, str]:
    paragraphs = []
    for _ in range(draw.randint(1, 5)):
        words = " ".join(draw.choices(_sentences(), k=draw.randint(1, 4))).split()
        for _ in range(draw.randint(0, 8)):
            at = draw.randrange(len(words))
            words[at : at + draw.randint(0, 3)] = [draw.choice(_PHRASES)]
        paragraphs.append(" ".join(words))
    return "\n\n".join(paragraphs).encode(), "report.txt"


def _bomb(size: int, *, nested: bool = False) -> bytes:
    """A Word file whose document unpacks to so many bytes, within tags ten thousand deep or not."""
    deep = b"<w:p>" * 10_000 if nested else b""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        head = f'<w:document xmlns:w="{_W}"><w:body>'.encode()
        package.writestr("word/document.xml", head + deep + b" " * size)
    return packed.getvalue()


def _portable_without_text(pages: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (3 + k) for k in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * pages,
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (k, what) for k, what in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer\n<< /Root 1 0 R /Size %d >>\n" % (len(objects) + 1)


_MILLION = 10**6
EXTREMES: dict[str, Callable[[], tuple[bytes, str]]] = {
    "a line of a million letters": lambda: (b"a" * _MILLION, "report.txt"),
    "a line of a million characters, prose": lambda: (
        (_TEXT * (_MILLION // len(_TEXT) + 1))[:_MILLION].encode(),
        "report.txt",
    ),
    "a million quotation marks": lambda: (b'"' * _MILLION, "report.txt"),
    "a million marks of direction": lambda: (("\u202e\u2066" * 500_000).encode(), "report.txt"),
    "a million signs of half a pair": lambda: (
        ("a\ud83d" * 500_000).encode("utf-16-le", "surrogatepass"),
        "report.txt",
    ),
    "HTML of a million open tags": lambda: (b"<div>" * 200_000 + b"words", "report.html"),
    "HTML of a million letters of script": lambda: (
        b"<p>The envoy said it.</p><script>" + SCRIPT.encode() * 100_000,
        "report.html",
    ),
    "a bomb of 100 MB": lambda: (_bomb(100 * _MILLION), "report.docx"),
    "a bomb of deep tags": lambda: (_bomb(_MILLION, nested=True), "report.docx"),
    "a PDF of 300 pages without text": lambda: (_portable_without_text(300), "report.pdf"),
    "a letter of a million letters": lambda: (
        b"From: a@b.example\nSubject: x\n\n" + b"=" * _MILLION,
        "report.eml",
    ),
}

# what is cut before its script begins is words like any others
_LIVE = re.compile(rf"(?is)<(?:script|style|noscript|template|svg)\b[^>]*>{SCRIPT}".encode())
_DEAD = re.compile(rb"(?is)<(script|style|noscript|template|svg)\b[^>]*>.*?(?:</\1|\Z)")
"""What no browser shows; a mark that is left without it stands in the open."""
KINDS: dict[str, Callable[[random.Random], tuple[bytes, str]]] = {
    "text": plain,
    "html": page,
    "word": word,
    "pdf": portable,
    "mail": letter,
    "endless": endless,
    "report": report,
}
_OFTEN = (40, 18, 10, 8, 10, 2, 12)


def make(seed: int, number: int) -> tuple[str, bytes, str]:
    """Return kind, bytes and name of an input; the same for the same seed and number."""
    draw = random.Random(f"{seed}/{number}")  # noqa: S311  inputs to try, no secrets
    kind = draw.choices(list(KINDS), _OFTEN)[0]
    return (kind, *KINDS[kind](draw))


def run(data: bytes, name: str, reader: Reader) -> tuple[str, float]:
    """Take one input apart and read it: what became of it, beginning with ! if it failed, and the
    seconds of CPU that 100 kB took.
    """
    begun = time.process_time()
    try:
        found = extract(data, name)
        drafts = reader.read(Report(found.text))
        result = "read"
        hidden = _LIVE.search(data) and SCRIPT.encode() not in _DEAD.sub(b"", data)
        if SCRIPT in found.text and hidden:
            result = "!script kept"
        elif any(s.end > len(found.text) for d in drafts.drafts for s in d.claim):
            result = "!span outside"
    except GoodOfficesError as error:
        result = "refused" if "\n" not in str(error) else "!message of several lines"
    except Exception as error:  # noqa: BLE001  any other error is what is looked for
        result = f"!{type(error).__name__}: {error}"
    spent = time.process_time() - begun
    rate = spent / max(1.0, len(data) / PER_BYTES)
    if rate > SECONDS:
        result = f"!took {spent:.1f} s for {len(data):,} bytes"
    return result, rate


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--pipeline", action="store_true")
    asked = parser.parse_args(argv)
    reader = Reader(with_language_model=asked.pipeline)
    reader.read(Report("The envoy said it."))  # what is loaded once counts for no input
    counts: Counter[str] = Counter()
    slowest: dict[str, float] = {}
    failed = 0
    numbers = [asked.only] if asked.only is not None else range(asked.inputs)
    drawn = ((str(number), *make(asked.seed, number)) for number in numbers)
    worst = (("extreme", kind, *made()) for kind, made in EXTREMES.items())
    for number, kind, data, name in drawn if asked.only is not None else chain(worst, drawn):
        result, rate = run(data, name, reader)
        counts[f"{kind}: {'failed' if result.startswith('!') else result}"] += 1
        slowest[kind] = max(slowest.get(kind, 0.0), rate)
        if result.startswith("!"):
            failed += 1
            print(f"input {number} ({kind}): {result[1:]}")
    print("\n".join(f"{count:8,} {what}" for what, count in sorted(counts.items())))
    print("most seconds of CPU for 100 kB, or for what is less:")
    print("\n".join(f"{rate:8.2f} {kind}" for kind, rate in slowest.items()))
    print(f"{sum(counts.values()):,} inputs, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
