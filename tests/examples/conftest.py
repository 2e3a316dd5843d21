"""The example case, read from its folder as an import would read it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from goodoffices.record.accounts import Account
from goodoffices.record.acts import Act, FiledAccount, Withdrawal, compose
from goodoffices.record.audiences import Audience
from goodoffices.record.briefings import BriefingDuty, FiledDuty
from goodoffices.record.codec import from_plain
from goodoffices.record.frame import Frame
from goodoffices.record.models import Model
from goodoffices.record.reports import Report

ENTERED = datetime(2022, 2, 28, 18, 0, tzinfo=UTC)


@dataclass(frozen=True)
class ExampleCase:
    folder: Path
    head: dict[str, Any]
    frame: Frame
    reports: dict[str, tuple[Audience, Report]]
    accounts: tuple[FiledAccount, ...]
    withdrawals: tuple[Withdrawal, ...]
    duties: tuple[FiledDuty, ...]
    models: dict[str, tuple[Audience, Model]]
    acts_by_name: dict[str, str]

    def seen_in(self, *audiences: str) -> tuple[Act, ...]:
        """The acts as a reader of just these audiences sees them; of all, where none is named."""
        seen = [a for a in self.accounts if not audiences or a.audience.key in audiences]
        return compose(seen, self.withdrawals)

    def act(self, acts: tuple[Act, ...], name: str) -> Act:
        return next(act for act in acts if act.id == self.acts_by_name[name])


def _audience(item: dict[str, Any]) -> Audience:
    return from_plain(Audience, item["audience"])


def _named(accounts: tuple[FiledAccount, ...]) -> dict[str, str]:
    """Ids of the acts the tests speak of, found by the titles they have in public."""
    titles = {
        "request": "Zelensky asks Bennett to mediate and to host talks in Jerusalem",
        "offer": "Bennett offers Putin Israel's good offices",
        "call": "Bennett and Putin speak by telephone",
        "condemnation": "Israel's foreign minister condemns the attack",
        "refusal": "Whether Ukraine refused to talk",
        "agreement": "Ukraine agrees to meet at the border without preconditions",
        "readiness": "A Russian delegation stands ready in Gomel",
    }
    by_title = {a.account.title: a.act for a in accounts}
    return {name: by_title[title] for name, title in titles.items()}


@pytest.fixture(scope="session")
def february(root: Path) -> ExampleCase:
    folder = root / "examples" / "february-2022"

    def toml(name: str) -> dict[str, Any]:
        return tomllib.loads((folder / name).read_text(encoding="utf-8"))

    def about(item: dict[str, Any]) -> dict[str, Any]:
        return {k: v for k, v in item.items() if k not in {"id", "file", "audience"}}

    def text(item: dict[str, Any]) -> str:
        return (folder / item["file"]).read_bytes().decode("utf-8")

    head, record = toml("case.toml"), toml("record.toml")
    accounts = tuple(
        FiledAccount(
            item["id"],
            item["act"],
            _audience(item),
            from_plain(Account, item["account"], f"accounts[{place}]"),
            ENTERED + timedelta(minutes=place),
            supersedes=item.get("supersedes"),
        )
        for place, item in enumerate(record["accounts"])
    )
    return ExampleCase(
        folder=folder,
        head=head,
        frame=from_plain(Frame, head["frame"]),
        reports={
            item["id"]: (
                _audience(item),
                from_plain(Report, {**about(item), "text": text(item)}, item["file"]),
            )
            for item in toml("reports.toml")["reports"]
        },
        accounts=accounts,
        withdrawals=tuple(
            Withdrawal(item["entry"], ENTERED + timedelta(days=1), item["reason"])
            for item in record["withdrawals"]
        ),
        duties=tuple(
            FiledDuty(
                item["id"],
                _audience(item),
                from_plain(BriefingDuty, item["duty"], item["id"]),
                ENTERED,
                item.get("supersedes"),
            )
            for item in record["duties"]
        ),
        models={
            item["id"]: (
                _audience(item),
                from_plain(Model, {**about(item), "source": text(item)}, item["file"]),
            )
            for item in toml("models.toml")["models"]
        },
        acts_by_name=_named(accounts),
    )
