"""Open a Word file in LibreOffice and keep it again: are headings, tables and directions there?

Of a negotiating text also its clauses, the comments in its margin and whether changes are tracked.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from goodoffices.errors import InputError
from goodoffices.reading.documents.word_clauses import clauses_of_word


def outline(file: Path) -> dict[str, Any]:
    """What a reader goes by: headings with their level, tables by their size, lines turned."""
    read = docx.Document(str(file))
    named = [(p.style.name if p.style else "", p.text) for p in read.paragraphs]
    heads = [(style, words) for style, words in named if (style or "").startswith("Heading")]
    tables = [(len(table.rows), len(table.columns)) for table in read.tables]
    marks = read.element.body.iter(qn("w:bidi"))
    turned = any(mark.get(qn("w:val")) not in {"0", "false"} for mark in marks)
    visual = sum(t._tbl.tblPr.find(qn("w:bidiVisual")) is not None for t in read.tables)  # noqa: SLF001 (no other way to it)
    found = {"headings": heads, "tables": tables, "right to left": turned, "turned tables": visual}
    with contextlib.suppress(InputError):
        text = clauses_of_word(file.read_bytes(), file.name)
        found |= {"clauses": list(text.clauses), "changes tracked": text.tracked}
    return found


def kept_again(file: Path, folder: Path) -> Path:
    """The file after a way through LibreOffice's own format and back."""
    program = shutil.which("soffice")
    if program is None:
        sys.exit("LibreOffice is not here; its package is libreoffice-writer")
    common = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    own, back = folder / "own", folder / "back"
    steps = (("odt", own, file), ("docx", back, own / f"{file.stem}.odt"))
    for ending, into, given in steps:
        command = [*common, "--convert-to", ending, "--outdir", str(into), str(given)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return back / f"{file.stem}.docx"


def main(file: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        before, after = outline(file), outline(kept_again(file, Path(folder)))
    for name, value in before.items():
        size = len(value) if isinstance(value, list) else value
        print(f"{name}: {size}, {'kept' if after[name] == value else 'CHANGED'}")
    return int(before != after)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
