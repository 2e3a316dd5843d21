"""Rows of the form of an account: links to other acts, and the words in other languages.

A row is a few numbered fields, `link_kind_0`, `link_act_0`, ...; a row left empty is nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from goodoffices.desk.choices import facing
from goodoffices.record.accounts import Link, LinkKind
from goodoffices.record.texts import Parallel, Words, direction_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.forms import BoundField

    from goodoffices.record.accounts import Account

__all__ = [
    "LINKS",
    "count",
    "link_rows",
    "parallel_rows",
    "read_links",
    "read_parallels",
    "typed_links",
    "typed_parallels",
]

LINKS = {
    LinkKind.ANSWERS: mark("answers"),
    LinkKind.WITHDRAWS: mark("withdraws"),
    LinkKind.FOLLOWS: mark("follows"),
    LinkKind.CORRECTS: mark("corrects"),
    LinkKind.CONTRADICTS: mark("contradicts"),
    LinkKind.BEARS_ON: mark("bears on"),
    LinkKind.BRIEFS_BEFORE: mark("is a briefing before"),
    LinkKind.BRIEFS_AFTER: mark("is a briefing after"),
}
_LONGEST = 20_000
_MOST_ROWS = 40


def count(typed: Mapping[str, Any], name: str) -> int:
    """How many rows of this name were typed or are known."""
    return next((n for n in range(_MOST_ROWS) if f"{name}_{n}" not in typed), _MOST_ROWS)


def link_rows(
    form: forms.Form, many: int, acts: Sequence[tuple[str, str]]
) -> tuple[tuple[BoundField, BoundField], ...]:
    """Add rows in which a kind of link and an act are chosen."""
    kinds = [("", _("is not linked")), *((str(kind), _(name)) for kind, name in LINKS.items())]
    for n in range(many):
        form.fields[f"link_kind_{n}"] = forms.ChoiceField(
            label=_("This act"), required=False, choices=kinds
        )
        form.fields[f"link_act_{n}"] = forms.ChoiceField(
            label=_("Which one"),
            required=False,
            choices=[("", _("none")), *acts],
            widget=forms.Select(facing(acts)),
        )
    return tuple((form[f"link_kind_{n}"], form[f"link_act_{n}"]) for n in range(many))


def parallel_rows(form: forms.Form, many: int) -> tuple[tuple[BoundField, ...], ...]:
    """Add rows in which the words, and the title of the act, are given in another language."""
    for n in range(many):
        form.fields[f"parallel_{n}"] = forms.CharField(
            label=_("The same words in another language"),
            required=False,
            max_length=_LONGEST,
            widget=forms.Textarea({"rows": 2}),
        )
        form.fields[f"parallel_language_{n}"] = forms.CharField(
            label=_("Its language"), required=False, max_length=35
        )
        form.fields[f"parallel_by_{n}"] = forms.CharField(
            label=_("Translated by, or published where"), required=False, max_length=400
        )
        form.fields[f"parallel_title_{n}"] = forms.CharField(
            label=_("The title of the act in it"), required=False, max_length=300
        )
    names = ("parallel", "parallel_language", "parallel_by", "parallel_title")
    return tuple(tuple(form[f"{name}_{n}"] for name in names) for n in range(many))


def read_links(
    form: forms.Form, links: Sequence[tuple[BoundField, BoundField]], data: Mapping[str, Any]
) -> tuple[Link, ...]:
    found = []
    for kind_field, act_field in links:
        kind, act = data.get(kind_field.name), data.get(act_field.name)
        if kind and act:
            found.append(Link(LinkKind(kind), act))
        elif kind or act:
            form.add_error(act_field.name, _("A link needs both: what it does, and to which act."))
    return tuple(dict.fromkeys(found))


def read_parallels(
    form: forms.Form, parallels: Sequence[tuple[BoundField, ...]], data: Mapping[str, Any]
) -> tuple[Parallel, ...]:
    found = []
    for n, (text_field, language_field, by_field, title_field) in enumerate(parallels):
        text, language = data.get(text_field.name), data.get(language_field.name)
        binds = data.get("authoritative") == str(n)
        if text and language:
            words = Words(text, language, direction_of(language))
            by, title = data.get(by_field.name) or "", data.get(title_field.name) or ""
            found.append(Parallel(words, by, binds, title.strip()))
        elif text:
            form.add_error(language_field.name, _("Say in which language these words are."))
        elif data.get(title_field.name):
            form.add_error(text_field.name, _("Give the words as well as the title."))
        elif binds:
            form.add_error("authoritative", _("The text that is to bind is empty."))
    return tuple(found)


def typed_links(account: Account) -> dict[str, str]:
    found: dict[str, str] = {}
    for n, link in enumerate(account.links):
        found |= {f"link_kind_{n}": str(link.kind), f"link_act_{n}": link.act}
    return found


def typed_parallels(account: Account) -> dict[str, str]:
    found: dict[str, str] = {}
    for n, one in enumerate(account.parallels):
        found |= {
            f"parallel_{n}": one.words.text,
            f"parallel_language_{n}": one.words.language,
            f"parallel_by_{n}": one.by,
            f"parallel_title_{n}": one.title,
        }
        if one.authoritative:
            found["authoritative"] = str(n)
    return found
