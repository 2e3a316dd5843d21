"""Forms of a negotiating text: beginning one, a clause in its languages, brackets, comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from goodoffices.desk.forms.for_audience import ForAudienceForm
from goodoffices.errors import InputError
from goodoffices.record.texts import direction_of
from goodoffices.saying import say
from goodoffices.talks.text import Version
from goodoffices.talks.wording import MOST_CHARACTERS, Choice, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.desk.badges import AudienceChoice
    from goodoffices.talks.text import Text

__all__ = ["BracketForm", "ClauseForm", "CommentForm", "ImportForm", "NewTextForm", "ReserveForm",
           "as_versions"]  # fmt: skip

_LONGEST_TITLE, _LONGEST_WORDS = 120, 4_000
_MOST_CLAUSES = 200
_APART = re.compile(r"\n\s*\n")


class NewTextForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=_LONGEST_TITLE)
    language = forms.CharField(
        label=_("Authoritative language"),
        max_length=35,
        initial="en",
        help_text=_("A tag: en, uk, ru, ar, he … Where wordings differ, this one counts."),
    )
    text = forms.CharField(
        label=_("The first draft"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("Each paragraph becomes a clause; leave a line empty between two."),
    )
    file = forms.FileField(
        label=_("Or a Word file"),
        required=False,
        widget=forms.ClearableFileInput({"accept": ".docx"}),
        help_text=_(
            "A clause for each paragraph, tracked changes read as accepted; comments in its margin "
            "are left out."
        ),
    )


def as_versions(words: str, language: str) -> tuple[Version, ...]:
    """One clause for each paragraph."""
    parts = [part.strip() for part in _APART.split(words.replace("\r\n", "\n")) if part.strip()]
    if len(parts) > _MOST_CLAUSES:
        raise InputError(
            say("the text has {count} paragraphs; the limit is {most}", count=len(parts),
                most=_MOST_CLAUSES),
            where="text",
            remedy=say("Begin with fewer, and add the rest"),
        )  # fmt: skip
    return tuple(Version((Wording(part, language, direction_of(language)),)) for part in parts)


class ClauseForm(forms.Form):
    """A clause in the languages of the text, the authoritative one first, and one more."""

    def __init__(
        self,
        data: Any = None,
        *,
        view: Text,
        standing: Version | None = None,
        proposals: Iterable[tuple[str, str]] = (),
        places: Iterable[tuple[str, str]] | None = None,
    ) -> None:
        super().__init__(data)
        used = {w.language for clause in view.clauses for v in clause.versions for w in v.wordings}
        self._languages = (view.authoritative, *sorted(used - {view.authoritative}))
        for language in self._languages:
            counts = language == view.authoritative
            self.fields[f"text.{language}"] = forms.CharField(
                label=say("Wording ({language}), authoritative", language=language)
                if counts
                else say("Wording ({language})", language=language),
                required=counts,
                max_length=MOST_CHARACTERS,
                initial=standing.text_in(language) if standing else "",
                widget=forms.Textarea(
                    {"rows": 5, "lang": language, "dir": str(direction_of(language))}
                ),
            )  # fmt: skip
        self.fields["other_language"] = forms.CharField(
            label=_("One more language"),
            required=False,
            max_length=35,
            help_text=_("A tag: en, uk, ru, ar, he …"),
        )
        self.fields["other_text"] = forms.CharField(
            label=_("Wording in that language"),
            required=False,
            max_length=MOST_CHARACTERS,
            widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        )
        self.fields["package"] = forms.CharField(
            label=_("What it settles of the settlement model"),
            required=False,
            max_length=_LONGEST_WORDS,
            initial="\n".join(f"{c.issue}: {c.value}" for c in standing.package)
            if standing else "",
            widget=forms.Textarea({"rows": 2}),
            help_text=_("One line for each issue: issue: value"),
        )  # fmt: skip
        self.fields["proposal"] = forms.ChoiceField(
            label=_("The proposal it came from"),
            required=False,
            choices=[("", "—"), *proposals],
            initial=standing.proposal if standing else "",
            help_text=_("For the mediator’s team alone."),
        )
        if places is not None:
            self.fields["after"] = forms.ChoiceField(
                label=_("Where it stands"), required=False, choices=list(places)
            )

    @property
    def wordings(self) -> tuple[forms.BoundField, ...]:
        return tuple(self[f"text.{language}"] for language in self._languages)

    def version(self) -> Version:
        typed = self.cleaned_data
        words = {language: typed[f"text.{language}"] for language in self._languages}
        other = typed["other_language"].strip()
        if typed["other_text"].strip():
            if not other:
                raise InputError(
                    say("the language of the wording is missing"), where="other_language"
                )
            words[other] = typed["other_text"]
        return Version(
            tuple(
                Wording(said.replace("\r\n", "\n").strip(), language, direction_of(language))
                for language, said in words.items()
                if said.strip()
            ),
            _choices(typed["package"]),
            typed["proposal"],
        )


def _choices(lines: str) -> tuple[Choice, ...]:
    found = []
    for line in lines.splitlines():
        if not line.strip():
            continue
        issue, colon, value = line.partition(":")
        if not colon:
            raise InputError(
                say("'{line}' names no value", line=line.strip()[:60]),
                where="package",
                remedy=say("Write it so: issue: value"),
            )
        found.append(Choice(issue.strip(), value.strip()))
    return tuple(found)


class BracketForm(ForAudienceForm):
    words = forms.CharField(
        label=_("The words, exactly as they stand"),
        max_length=_LONGEST_WORDS,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )

    def place_in(self, wording: str) -> tuple[int, int]:
        """Where the words stand; InputError if they do not, or stand twice."""
        words = self.cleaned_data["words"].replace("\r\n", "\n").strip()
        start = wording.find(words)
        if start < 0:
            raise InputError(
                say("the clause does not say that in its authoritative language"),
                where="words",
                remedy=say("Copy the words from it"),
            )
        if wording.find(words, start + 1) >= 0:
            raise InputError(
                say("the clause says that more than once"),
                where="words",
                remedy=say("Add the words before or after"),
            )
        return start, start + len(words)


class ReserveForm(forms.Form):
    words = forms.CharField(
        label=_("What you have against it"),
        max_length=_LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )


class CommentForm(ForAudienceForm):
    words = forms.CharField(
        label=_("Comment"),
        max_length=_LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def __init__(self, data: Any = None, *, audiences: Sequence[AudienceChoice]) -> None:
        super().__init__(data, audiences=audiences, auto_id="comment_%s")
        if len(audiences) == 1:
            choice = cast("forms.ChoiceField", self.fields["audience"])
            choice.widget = forms.HiddenInput()
            choice.initial = audiences[0].key


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("The Word file"), widget=forms.ClearableFileInput({"accept": ".docx"})
    )
