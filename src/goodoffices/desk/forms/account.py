"""The form of an account. What is typed stays typed; a value that cannot be is told beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodoffices.desk.acts import STANCES
from goodoffices.desk.forms.lines import (
    read_carriers,
    read_date,
    read_grade,
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
    Link,
    LinkKind,
    Quote,
    Stance,
    Words,
)
from goodoffices.record.audiences import Audience
from goodoffices.record.phrases import KIND_NAMES
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodoffices.desk.badges import AudienceChoice
    from goodoffices.record.dates import RecordDate

__all__ = ["AccountForm", "beside_its_field", "typed_from"]

_LONG = 20_000
_SHORT = 400
_QUOTES = {Quote.INDIRECT: "paraphrase", Quote.DIRECT: "direct quotation", Quote.MIXED: "both"}
_DIRECTIONS = {Direction.LTR: "left to right", Direction.RTL: "right to left"}
_LINKS = {
    LinkKind.ANSWERS: "answers",
    LinkKind.WITHDRAWS: "withdraws",
    LinkKind.FOLLOWS: "follows",
    LinkKind.CONTRADICTS: "contradicts",
    LinkKind.BEARS_ON: "bears on",
    LinkKind.BRIEFS_BEFORE: "is a briefing before",
    LinkKind.BRIEFS_AFTER: "is a briefing after",
}
_PEOPLE = "One a line: name; role; side they act for. Role and side may be left out."
_DATE = "2022-02-27; 2022-02-27~ for about; 2022-02-24/2022-02-27 for a span; 2022-02 for a month."


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


def _short(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=_SHORT)


def _choice(label: str, names: dict[Any, str]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[(str(k), v) for k, v in names.items()])


class AccountForm(forms.Form):
    claim = forms.CharField(
        label="The words it rests on", max_length=_LONG, widget=_lines(3),
        help_text="As they were said or written, in their own language.",
    )  # fmt: skip
    language = forms.CharField(
        label="Language of these words", max_length=35, initial="en",
        help_text="A tag: en, uk, ru, ar, he …",
    )  # fmt: skip
    direction = _choice("They run", _DIRECTIONS)
    kind = _choice("What was done", {"": "choose …", **{k: KIND_NAMES[k] for k in ActKind}})
    title = _short("Headline", "Left empty, it is made from the rest.")
    actors = forms.CharField(
        label="Who did it", required=False, max_length=_LONG, widget=_lines(2), help_text=_PEOPLE
    )
    targets = forms.CharField(
        label="To or with whom", required=False, max_length=_LONG, widget=_lines(2),
        help_text=_PEOPLE,
    )  # fmt: skip
    initiator = _short("Whose initiative", "Only if the account says so: name; role; side.")
    venue = _short("Where")
    channel = _short("By what means", "telephone, meeting, letter …")
    issue = _short("About what")
    outcome = _short("What came of it")
    number = _short("A number it gives")
    terms = forms.CharField(
        label=_("Terms it puts forward"), required=False, max_length=_LONG, widget=_lines(2),
        help_text=_("One a line: issue: value, as the model of the negotiation names them."),
    )  # fmt: skip
    planned = forms.BooleanField(label="Planned, not yet done", required=False)
    hedged = forms.BooleanField(label="With reserve: “open to”, “did not say no”", required=False)
    happened = _short("Happened", _DATE)
    happened_words = _short("In the words of the account", "“on Sunday”")
    said = _short("Said")
    reported = _short("Reported")
    expires = _short("Open until", "For an offer or request that named a last day.")
    chain = forms.CharField(
        label="Who says so, through whom", required=False, max_length=_LONG, widget=_lines(3),
        help_text="The outermost first, the speaker last, one a line: name; medium; role; side. "
        "End a line with “; unnamed” for an unnamed source.",
    )  # fmt: skip
    reporter = _short("Reporter")
    quote = _choice("Given as", _QUOTES)
    stance = _choice(
        "What it does to the act",
        {s: STANCES[s] or "tells of it" for s in Stance},
    )
    grade = _short("Grade", "Admiralty code: source A to F, account 1 to 6, as in B2.")
    link_kind = forms.ChoiceField(
        label="This act",
        required=False,
        choices=[("", "is linked to no other"), *((str(k), v) for k, v in _LINKS.items())],
    )
    link_act = forms.ChoiceField(label="Which one", required=False)
    audience = forms.ChoiceField(label="Audience")

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
        self._field("link_act").choices = [("", "none"), *acts]

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
            "grade": read("grade", read_grade, data),
            "happened": self._date("happened", data, data.get("happened_words", "")),
            "said": self._date("said", data),
            "reported": self._date("reported", data),
            "expires": self._date("expires", data),
        }
        link = self._link(data)
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
        links = (*((link,) if link else ()), *base.links[1:])
        return replace(base, **plain, **maybe, **values, links=links)

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

    def _link(self, data: dict[str, Any]) -> Link | None:
        kind, act = data.get("link_kind"), data.get("link_act")
        if not kind and not act:
            return None
        if not kind or not act:
            self.add_error("link_act", "A link needs both: what it does, and to which act.")
            return None
        return Link(LinkKind(kind), act)


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
    link = account.links[0] if account.links else None
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
        "grade": str(account.grade) if account.grade else "",
        "link_kind": str(link.kind) if link else "",
        "link_act": link.act if link else "",
        **({"audience": audience.key} if audience else {}),
    }
