"""The form of an account. What is typed stays typed; a value that cannot be is told beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodoffices.desk.facts import CREDIBILITY, RELIABILITY
from goodoffices.desk.forms import rows
from goodoffices.desk.forms.lines import (
    read_carriers,
    read_date,
    read_mention,
    read_mentions,
    read_terms,
    write_carriers,
    write_mentions,
    write_terms,
)
from goodoffices.errors import GoodOfficesError, InputError
from goodoffices.record.accounts import (
    Account,
    Direction,
    Grade,
    Quote,
    Stance,
    Words,
)
from goodoffices.record.audiences import Audience
from goodoffices.record.phrases import KIND_NAMES
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import Names, mark, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from goodoffices.desk.badges import AudienceChoice
    from goodoffices.record.dates import RecordDate

__all__ = ["AccountForm", "beside_its_field", "typed_from"]

_LONG = 20_000
_SHORT = 400
_QUOTES = Names(
    {
        Quote.INDIRECT: mark("paraphrase"),
        Quote.DIRECT: mark("direct quotation"),
        Quote.MIXED: mark("both"),
    }
)
_DIRECTIONS = Names({Direction.LTR: mark("left to right"), Direction.RTL: mark("right to left")})
_PEOPLE = _("One a line: name; role; side they act for. Role and side may be left out.")
_DATE = _(
    "2022-02-27; 2022-02-27~ for about; 2022-02-24/2022-02-27 for a span; 2022-02 for a month."
)

_STANCES = Names(
    {
        Stance.TELLS: mark("tells of it"),
        Stance.CONFIRMS: mark("confirms"),
        Stance.DENIES: mark("denies"),
        Stance.READING: mark("the team’s reading"),
    }
)


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


def _short(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=_SHORT)


def _graded(label: Any, names: Mapping[Any, str], help_text: Any) -> forms.ChoiceField:
    steps = [
        (str(step), format_lazy("{step}: {words}", step=step, words=_(words)))
        for step, words in names.items()
    ]
    return forms.ChoiceField(
        label=label, required=False, choices=[("", _("not graded")), *steps], help_text=help_text
    )


def _choice(label: Any, names: Mapping[Any, str], empty: str = "") -> forms.ChoiceField:
    """Choices that are named anew for each reader; `empty` names the choice of none."""

    def choices() -> list[tuple[str, str]]:
        none = [("", say(empty))] if empty else []
        return none + [(str(key), name) for key, name in names.items()]

    return forms.ChoiceField(label=label, choices=choices)


class AccountForm(forms.Form):
    claim = forms.CharField(
        label=_("The words it rests on"), max_length=_LONG, widget=_lines(3),
        help_text=_("As they were said or written, in their own language."),
    )  # fmt: skip
    language = forms.CharField(
        label=_("Language of these words"), max_length=35, initial="en",
        help_text=_("A tag: en, uk, ru, ar, he …"),
    )  # fmt: skip
    direction = _choice(_("They run"), _DIRECTIONS)
    kind = _choice(_("What was done"), KIND_NAMES, mark("choose …"))
    title = _short(_("Headline"), _("Left empty, it is made from the rest."))
    actors = forms.CharField(
        label=_("Who did it"), required=False, max_length=_LONG, widget=_lines(2), help_text=_PEOPLE
    )
    targets = forms.CharField(
        label=_("To or with whom"), required=False, max_length=_LONG, widget=_lines(2),
        help_text=_PEOPLE,
    )  # fmt: skip
    initiator = _short(_("Whose initiative"), _("Only if the account says so: name; role; side."))
    venue = _short(_("Where"))
    channel = _short(_("By what means"), _("telephone, meeting, letter …"))
    issue = _short(_("About what"))
    outcome = _short(_("What came of it"))
    number = _short(_("A number it gives"))
    terms = forms.CharField(
        label=_("Terms it puts forward"), required=False, max_length=_LONG, widget=_lines(2),
        help_text=_("One a line: issue: value, as the model of the negotiation names them."),
    )  # fmt: skip
    planned = forms.BooleanField(label=_("Planned, not yet done"), required=False)
    hedged = forms.BooleanField(
        label=_("With reserve: “open to”, “did not say no”"), required=False
    )
    happened = _short(_("Happened"), _DATE)
    happened_words = _short(_("In the words of the account"), _("“on Sunday”"))
    said = _short(_("Said"))
    reported = _short(_("Reported"))
    expires = _short(_("Open until"), _("For an offer or request that named a last day."))
    chain = forms.CharField(
        label=_("Who says so, through whom"), required=False, max_length=_LONG, widget=_lines(3),
        help_text=_(
            "The outermost first, the speaker last, one a line: name; medium; role; side. "
            "End a line with “; unnamed” for an unnamed source."
        ),
    )  # fmt: skip
    reporter = _short(_("Reporter"))
    quote = _choice(_("Given as"), _QUOTES)
    stance = _choice(_("What it does to the act"), _STANCES)
    reliability = _graded(
        _("The source is"),
        RELIABILITY,
        _("Admiralty code. Judge the source apart from what it says."),
    )
    credibility = _graded(
        _("The account is"), CREDIBILITY, _("Judge what it says apart from who says so.")
    )
    link_find = _short(
        _("Look for an act to link to"),
        _("Words of it, then “Look”. Left empty, the latest acts can be chosen."),
    )
    authoritative = forms.ChoiceField(label=_("The text that binds"), required=False)
    audience = forms.ChoiceField(label=_("Audience"))

    def __init__(
        self,
        data: Any = None,
        *,
        audiences: Sequence[AudienceChoice],
        acts: Sequence[tuple[str, str]],
        earlier: Account | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self._earlier = earlier
        self.account: Account | None = None
        self._field("audience").choices = [(a.key, a.words) for a in audiences]
        typed: Mapping[str, Any] = data if data is not None else initial or {}
        # a row more than is known, so that there is always one to write in
        more = 2 if typed.get("step") == "rows" else int(data is None)
        self.links = rows.link_rows(self, max(rows.count(typed, "link_act") + more, 2), acts)
        self.parallels = rows.parallel_rows(self, max(rows.count(typed, "parallel") + more, 1))
        self._field("authoritative").choices = [
            ("", gettext("the words above")),
            *(
                (str(n), gettext("parallel text %(number)d") % {"number": n + 1})
                for n in range(len(self.parallels))
            ),
        ]

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        return field

    @property
    def audience_chosen(self) -> Audience:
        return Audience.parse(self.cleaned_data["audience"])

    def clean(self) -> dict[str, Any]:
        """Build the account; each value that cannot be is an error beside its own field."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            # still say everything that is wrong at once
            self._build(data)
            return data
        built = self._build(data)
        if not self.errors:
            self.account = built
        return data

    def _build(self, data: dict[str, Any]) -> Account | None:
        read = self._read
        values: dict[str, Any] = {
            "actors": read("actors", read_mentions, data),
            "targets": read("targets", read_mentions, data),
            "initiator": read("initiator", read_mention, data),
            "chain": read("chain", read_carriers, data),
            "terms": read("terms", read_terms, data),
            "grade": self._grade(data),
            "happened": self._date("happened", data, data.get("happened_words", "")),
            "said": self._date("said", data),
            "reported": self._date("reported", data),
            "expires": self._date("expires", data),
            "links": rows.read_links(self, self.links, data),
            "parallels": rows.read_parallels(self, self.parallels, data),
        }
        if self.errors:
            return None
        text = Words(data["claim"], data["language"], Direction(data["direction"]))
        plain: dict[str, Any] = {
            "kind": ActKind(data["kind"]),
            "claim": text,
            "title": data["title"],
            "stance": Stance(data["stance"]),
            "quote": Quote(data["quote"]),
            "reporter": data["reporter"],
            "planned": data["planned"],
            "hedged": data["hedged"],
        }
        maybe: dict[str, Any] = {
            n: data[n] or None for n in ("venue", "channel", "issue", "outcome", "number")
        }
        # what this form does not show of an earlier account is kept
        base = self._earlier or Account(kind=plain["kind"], claim=text)
        return replace(base, **plain, **maybe, **values)

    def _read(self, name: str, reader: Callable[[str], Any], data: dict[str, Any]) -> Any:
        try:
            return reader(data.get(name, ""))
        except InputError as error:
            self.add_error(name, in_one_line(error))
            return None

    def _date(self, name: str, data: dict[str, Any], words: str = "") -> RecordDate | None:
        try:
            now = read_date(data.get(name, ""), words)
        except InputError as error:
            self.add_error(name, in_one_line(error))
            return None
        before: RecordDate | None = getattr(self._earlier, name, None)
        if now and before and now.value == before.value:
            return replace(before, words=words.strip() or before.words)
        return now

    def _grade(self, data: dict[str, Any]) -> Grade | None:
        source, told = data.get("reliability"), data.get("credibility")
        if not source and not told:
            return None
        if not source or not told:
            missing = "credibility" if source else "reliability"
            self.add_error(
                missing, gettext("A grade needs both: of the source and of the account.")
            )
            return None
        return Grade(source, int(told))


def in_one_line(error: GoodOfficesError) -> str:
    """What was wrong and the way out; where it was the place on the page says."""
    parts = (error.what.rstrip("."), error.remedy)
    return ". ".join(part[:1].upper() + part[1:] for part in parts if part)


def beside_its_field(form: forms.Form, error: GoodOfficesError) -> None:
    """Put an error of a service beside the field it names, else above the form."""
    place = error.where.split(".")[-1].split(" ")[0]
    form.add_error(place if place in form.fields else None, in_one_line(error))


def typed_from(account: Account, audience: Audience | None = None) -> dict[str, Any]:
    """The account as it would be typed."""
    when = account.happened
    dates = {
        name: value.value if value else ""
        for name, value in (
            ("happened", when),
            ("said", account.said),
            ("reported", account.reported),
            ("expires", account.expires),
        )
    }
    return {
        **dates,
        "claim": account.claim.text,
        "language": account.claim.language,
        "direction": str(account.claim.direction),
        "kind": str(account.kind),
        "title": account.title,
        "actors": write_mentions(account.actors),
        "targets": write_mentions(account.targets),
        "initiator": write_mentions([account.initiator]) if account.initiator else "",
        "venue": account.venue or "",
        "channel": account.channel or "",
        "issue": account.issue or "",
        "outcome": account.outcome or "",
        "number": account.number or "",
        "terms": write_terms(account.terms),
        "planned": account.planned,
        "hedged": account.hedged,
        "happened_words": when.words if when else "",
        "chain": write_carriers(account.chain),
        "reporter": account.reporter,
        "quote": str(account.quote),
        "stance": str(account.stance),
        "reliability": account.grade.reliability if account.grade else "",
        "credibility": str(account.grade.credibility) if account.grade else "",
        **rows.typed_links(account),
        **rows.typed_parallels(account),
        **({"audience": audience.key} if audience else {}),
    }
