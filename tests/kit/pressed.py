"""A page's form as a person would send it: its fields as they stand, what is typed, a button."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form(HTMLParser):
    """The fields and buttons of the form of the main part of a page."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)
    focused: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._inside = self._area = self._select = ""
        self._first = True

    @classmethod
    def of(cls, page: str) -> Form:
        form = cls()
        form.feed(page[page.index('<main id="main"') :])
        return form

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        name, value = own.get("name") or "", own.get("value") or ""
        if "autofocus" in own:
            self.focused = name if tag != "button" else value
            self.focused = self.focused or own.get("id") or ""
        if tag == "button" and "disabled" not in own:
            self.buttons.append(f"{name}={value}")
        if tag == "textarea":
            self._area = name
            self.fields[name] = [""]
            self._first = True
        if tag == "select":
            self._select = name
        if (
            tag == "option"
            and self._select
            and ("selected" in own or self._select not in self.fields)
        ):
            self.fields[self._select] = [value]
        if tag == "input" and name:
            ticks = own.get("type") in {"checkbox", "radio"}
            if not ticks or "checked" in own:
                self.fields.setdefault(name, []).append(
                    own.get("value", "on" if ticks else "") or ""
                )

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        if tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            # the line end after the tag is not part of the text
            said = data.removeprefix("\n") if self._first else data
            self._first = False
            self.fields[self._area][0] += said


@dataclass
class Builder:
    """Works the builder without a browser: types into fields, presses buttons that are there."""

    rooms: object
    page: str = ""
    path: str = "conflict/model/build/"
    status: int = 200
    location: str = ""
    hour: float = 2.0
    """When it is pressed, on the clock of the test."""
    count: int = 0

    def open(self) -> Builder:
        self.page = self.rooms.get(self.path)
        return self

    @property
    def form(self) -> Form:
        return Form.of(self.page)

    def press(
        self, value: str = "keep", name: str = "do", path: str = "", **typed: object
    ) -> Builder:
        form = self.form
        assert f"{name}={value}" in form.buttons, (value, form.buttons)
        return self.send({**form.fields, **typed, name: value}, path)

    def send(self, fields: dict, path: str = "") -> Builder:
        sent = {key: value for key, value in fields.items() if value is not None}
        self.count += 1
        self.rooms.actions.begin(f"press {self.count}", self.hour)
        response = self.rooms.client("lead").post(f"/c/river/{path or self.path}", sent)
        self.status, self.location = response.status_code, response.get("Location", "")
        self.page = response.content.decode()
        return self

    def type(self, value: str = "keep", **typed: object) -> Builder:
        """As `press`, with names in which `__` stands for a full stop."""
        return self.press(value, **{name.replace("__", "."): one for name, one in typed.items()})
