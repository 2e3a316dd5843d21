"""Every sentence of the program stands in the Arabic catalogue, and that is compiled."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser

import pytest

import translations


def test_the_arabic_catalogue_is_whole():
    """After a change of words: `python tools/translations.py update`, and translate what is new."""
    paths = translations.catalogues()
    assert [path.parent.parent.name for path in paths] == ["ar"]
    found = translations.gathered()
    assert [line for path in paths for line in translations.faults(path, found)] == []


class _Literals(HTMLParser):
    """Words that a template says without asking a catalogue."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._code = 0

    def handle_starttag(self, tag, attrs):
        self._code += tag in CODE
        self.found += [said for name, said in attrs if name in READ and WORD.search(said or "")]

    def handle_endtag(self, tag):
        self._code -= tag in CODE

    def handle_data(self, data):
        if not self._code and WORD.search(data):
            self.found.append(" ".join(data.split()))


CODE = frozenset({"code", "pre", "script", "style"})
READ = frozenset({"alt", "aria-label", "placeholder", "title"})
WORD = re.compile(r"[A-Za-z]{3,}")
SAID = re.compile(
    r"{%\s*(blocktranslate)\b.*?{%\s*endblocktranslate\s*%}|{%\s*translate\b.*?%}|{#.*?#}"
    r"|{%\s*comment\b.*?{%\s*endcomment\s*%}|{%\s*block look\s*%}.*?{%\s*endblock\s*%}",
    re.DOTALL,
)
# a literal that a tag hands on, such as `with label="Name"`: words, not a key or an address
HANDED = re.compile(r'{%[^%]*?=\s*"([A-Z][a-z]+[^"./]*|[a-z]+ [^"./]*)"')
ANY_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
NAMES_OF_FORMATS = frozenset({"PDF", "Word"})


def _untranslated(template: str) -> list[str]:
    left = SAID.sub(" ", template)
    seen = _Literals()
    seen.feed(ANY_TAG.sub(" ", left))
    return [*HANDED.findall(left), *(one for one in seen.found if one not in NAMES_OF_FORMATS)]


@pytest.mark.parametrize(
    "template",
    [
        '{% load i18n %}<p>Some words <b>{% translate "Yes" %}</b></p>',
        '<input aria-label="A name" value="{{ value }}">',
        '{% include "input.html" with label="Name of the option" only %}',
    ],
)
def test_words_that_ask_no_catalogue_are_found(template):
    assert len(_untranslated(template)) == 1


def test_no_template_says_words_of_its_own(root):
    templates = sorted((root / "src").rglob("*.html"))
    assert templates
    found = {t.name: _untranslated(t.read_text(encoding="utf-8")) for t in templates}
    assert {name: words for name, words in found.items() if words} == {}


def test_sentences_within_others_are_gathered(tmp_path):
    """Within an f-string, on either side of a condition, and under the name of a module."""
    code = tmp_path / "code.py"
    code.write_text(
        'f"# {say(\'One\')}"\nsay("Two" if told else "Three")\nsaying.say_counted("a", "b", n)\n'
    )
    assert list(translations.in_python(code)) == ["One", "Two", "Three", ("a", "b")]


ERRORS = frozenset(
    {
        "ConflictingEditError",
        "InputError",
        "LimitError",
        "MissingPartError",
        "NotFoundError",
        "TamperedError",
    }
)


def _plain_refusals(code: str) -> list[str]:
    """What errors say without asking a catalogue: literals, either side of a condition."""

    def literal(told: ast.expr) -> bool:
        match told:
            case ast.Constant(value=str(words)):
                return bool(WORD.search(words))
            case ast.IfExp(body=one, orelse=other):
                return literal(one) or literal(other)
        return isinstance(told, ast.JoinedStr)

    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    raised = [call for call in calls if getattr(call.func, "id", "") in ERRORS]
    return [
        ast.unparse(told)
        for call in raised
        for told in (*call.args, *(k.value for k in call.keywords if k.arg in {"what", "remedy"}))
        if literal(told)
    ]


def test_plain_refusals_are_found():
    code = 'InputError("no such day", where="day")\nLimitError(say("much"), remedy=f"at most {n}")'
    assert _plain_refusals(code) == ["'no such day'", "f'at most {n}'"]
    assert _plain_refusals('InputError("wrong" if told else say("worse"))') != []


def test_no_refusal_but_of_the_command_line_is_plain_english(root):
    """The command line speaks English; what is refused anywhere else may stand on a page."""
    rooms = root / "src" / "goodoffices"
    files = [path for path in sorted(rooms.rglob("*.py")) if rooms / "cli" not in path.parents]
    assert len(files) > 500
    found = {path.name: _plain_refusals(path.read_text(encoding="utf-8")) for path in files}
    assert {name: lines for name, lines in found.items() if lines} == {}
