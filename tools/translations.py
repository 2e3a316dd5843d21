"""Catalogues of translations: gather the sentences, compile them, say what is missing.

    python tools/translations.py update    # gather all sentences into every catalogue, compile
    python tools/translations.py check     # change nothing; name what is missing or wrong; exit 1
    python tools/translations.py new he    # begin a further language

A catalogue is `src/goodoffices/desk/locale/LANGUAGE/LC_MESSAGES/django.po`; docs/translating.md
says how to write one. Sentences come from templates (`translate`, `blocktranslate`) as Django
itself parses them, and from Python (`say`, `say_counted`, `mark`, and gettext's own names).
"""

from __future__ import annotations

import ast
import io
import os
import re
import string
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template import Engine
from django.template.base import Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "goodoffices"
LOCALE = SOURCE / "desk" / "locale"
ONE = ("say", "mark", "_", "gettext", "gettext_lazy", "gettext_noop")
COUNTED = ("say_counted", "ngettext", "ngettext_lazy")
_PASSING = (
    '"POT-Creation',
    '"PO-Revision',
    '"Generated-By',
    '"Report-Msgid',
    '"Last-Transl',
    '"Language-Team',
    '"Project-Id',
)
_PERCENT = re.compile(r"%\((\w+)\)[sd]")
# a sentence as an argument of a tag or filter: `with name=_("Conflict")`
_ARGUMENT = re.compile(r'[=:]_\("([^"]+)"\)')
_TAG = re.compile(r"</?(?!bdi\b)[a-z][^>]*>")

MessageId = str | tuple[str, str]


class Found(NamedTuple):
    """A sentence (or its two English forms) and the file that says it."""

    id: MessageId
    file: str


def in_python(path: Path) -> Iterator[MessageId]:
    """What the syntax tree says: within f-strings too, and either side of a condition."""
    calls = [n for n in ast.walk(ast.parse(path.read_bytes())) if isinstance(n, ast.Call)]
    for call in sorted(calls, key=lambda n: (n.lineno, n.col_offset)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name in COUNTED and len(call.args) > 1:
            yield from zip(literals_of(call.args[0]), literals_of(call.args[1]), strict=True)
        elif name in ONE and call.args:
            yield from literals_of(call.args[0])


def literals_of(told: ast.expr) -> list[str]:
    match told:
        case ast.Constant(value=str(text)) if text:
            return [text]
        case ast.IfExp(body=one, orelse=other):
            return [*literals_of(one), *literals_of(other)]
    return []


def _in_template(path: Path) -> Iterator[MessageId]:
    source = path.read_text("utf-8")
    yield from _ARGUMENT.findall(source)
    nodes = Engine.get_default().from_string(source).nodelist
    for node in nodes.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            literal = getattr(node.filter_expression.var, "literal", None)
            if isinstance(literal, str):
                yield literal.replace("%", "%%")
        elif isinstance(node, BlockTranslateNode):
            one, _ = node.render_token_list(node.singular)
            if node.plural:
                yield one, node.render_token_list(node.plural)[0]
            else:
                yield one


def gathered() -> dict[MessageId, list[str]]:
    """Every sentence of the program, with the files that say it, in the order of the files."""
    found: dict[MessageId, list[str]] = {}
    paths = [p for p in SOURCE.rglob("*") if p.suffix == ".py" or "templates" in p.parts]
    for path in sorted(p for p in paths if p.is_file() and "__pycache__" not in p.parts):
        if path == SOURCE / "saying.py":
            ids: Iterator[MessageId] = iter(
                ("{first} and {last}", "{first} or {last}", ", ", "“{name}”")
            )
        elif path.suffix == ".html":
            ids = _in_template(path)
        else:
            ids = in_python(path)
        for one in ids:
            files = found.setdefault(one, [])
            name = path.relative_to(ROOT).as_posix()
            if name not in files:
                files.append(name)
    return found


def catalogues() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def load(path: Path) -> Catalog:
    return read_po(io.BytesIO(path.read_bytes()), locale=path.parent.parent.name)


def merged(old: Catalog, found: dict[MessageId, list[str]]) -> Catalog:
    """The catalogue for the sentences found, with the translations there are.

    Those of sentences no longer found are kept apart as obsolete, and taken up again when the
    sentence comes back.
    """
    new = Catalog(
        locale=old.locale,
        fuzzy=False,
        project="Good Offices",
        charset="utf-8",
        header_comment="# Good Offices in this language, gathered by tools/translations.py.",
    )
    for one, files in found.items():
        key = one if isinstance(one, str) else one[0]
        before = old.get(key) or old.obsolete.get(key)
        same = before is not None and before.pluralizable == isinstance(one, tuple)
        new.add(
            one,
            before.string if before is not None and same else None,
            locations=[(file, 0) for file in files],
            flags=[flag for flag in before.flags if flag == "fuzzy"] if before and same else (),
        )
    known = {one if isinstance(one, str) else one[0] for one in found}
    for message in (*old, *old.obsolete.values()):
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key and key not in known and all(_forms(message.string)):
            message.locations = []
            new.obsolete[key] = message
    return new


def text_of(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=100, omit_header=False, include_lineno=False)
    # no dates and no tool's name: the file changes only where a sentence does
    head, blank, rest = out.getvalue().decode("utf-8").partition("\n\n")
    kept = [line for line in head.splitlines() if not line.startswith(_PASSING)]
    return ("\n".join(kept) + blank + rest).encode("utf-8")


def compiled(catalogue: Catalog) -> bytes:
    # the same bytes whenever it is compiled
    catalogue.creation_date = catalogue.revision_date = datetime(2022, 2, 27, tzinfo=UTC)
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def _placeholders(text: str) -> set[str]:
    named = set(_PERCENT.findall(text))
    try:
        fields = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        fields = {"unreadable"}
    return named or fields


def _forms(told: str | Sequence[str] | None) -> list[str]:
    if told is None or isinstance(told, str):
        return [told or ""]
    return [str(one) for one in told]


def faults_of(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    sources, texts = _forms(message.id), _forms(message.string)
    if not all(texts):
        yield "is not translated"
        return
    if message.fuzzy:
        yield "is fuzzy"
    allowed = _placeholders(sources[-1])
    for place, text in enumerate(texts):
        if "%%" in "".join(sources) and "%%" not in text:
            yield "lost its percent sign"
        there = _placeholders(text)
        # the forms for exactly one or two need not name the number
        spare = 1 if place < len(texts) - 1 else 0
        if there - allowed or len(allowed - there) > spare:
            yield f"has other placeholders: {sorted(there)} for {sorted(allowed)}"
        if sorted(_TAG.findall(text)) not in [sorted(_TAG.findall(s)) for s in sources]:
            yield "has other tags"


def faults(path: Path, found: dict[MessageId, list[str]]) -> list[str]:
    """What is missing or wrong in one catalogue and its compiled file, one line each."""
    old = load(path)
    wanted = merged(old, found)
    lines = [
        f"{message.id!r} {fault}"
        for message in wanted
        if message.id
        for fault in faults_of(message)
    ]
    if path.read_bytes() != text_of(wanted):
        lines.append(f"{path.name} is not up to date; run: python tools/translations.py update")
    compiled_file = path.with_suffix(".mo")
    if not compiled_file.exists() or compiled_file.read_bytes() != compiled(old):
        lines.append(f"{compiled_file.name} is not compiled from {path.name}")
    return lines


def update(path: Path, found: dict[MessageId, list[str]]) -> str:
    catalogue = merged(load(path) if path.exists() else Catalog(path.parent.parent.name), found)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text_of(catalogue))
    path.with_suffix(".mo").write_bytes(compiled(load(path)))
    whole = [m for m in catalogue if m.id]
    done = sum(not list(faults_of(message)) for message in whole)
    return f"{path.parent.parent.name}: {done} of {len(whole)} sentences"


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodoffices.desk.settings")
    django.setup()
    match arguments:
        case ["update"]:
            found = gathered()
            for path in catalogues():
                print(update(path, found))
            return 0
        case ["new", language] if language.isidentifier():
            print(update(LOCALE / language / "LC_MESSAGES" / "django.po", gathered()))
            return 0
        case ["check"]:
            found = gathered()
            lines = [
                f"{p.parent.parent.name}: {line}" for p in catalogues() for line in faults(p, found)
            ]
            print("\n".join(lines) or "every sentence is translated")
            return 1 if lines else 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
