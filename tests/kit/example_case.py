"""The example case, read through the codec alone: no store, no service."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from goodoffices import conflict, settlement, stability
from goodoffices.brief.given import BriefInput, ConflictPart, SettlementPart, Source
from goodoffices.record.accounts import Account
from goodoffices.record.acts import FiledAccount, Withdrawal, compose
from goodoffices.record.audiences import Audience
from goodoffices.record.briefings import BriefingDuty, FiledDuty, ledger
from goodoffices.record.codec import from_plain
from goodoffices.record.frame import Frame
from goodoffices.record.models import Assumption
from goodoffices.record.revisions import in_force
from goodoffices.record.standing import standings

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "february-2022"
AS_OF = date(2022, 2, 27)


class ExampleCase(NamedTuple):
    frame: Frame
    accounts: tuple[FiledAccount, ...]
    withdrawals: tuple[Withdrawal, ...]
    duties: tuple[FiledDuty, ...]
    reports: dict[str, tuple[Audience, Source]]
    models: dict[str, dict[str, Any]]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


def load() -> ExampleCase:
    record, start = _read("record.toml"), datetime(2022, 2, 24, 8, tzinfo=UTC)
    filed = tuple(
        FiledAccount(
            id=row["id"],
            act=row["act"],
            audience=Audience.parse(row["audience"]),
            account=from_plain(Account, row["account"]),
            entered=start + timedelta(minutes=k),
            supersedes=row.get("supersedes"),
        )
        for k, row in enumerate(record["accounts"])
    )
    gone = tuple(
        Withdrawal(row["entry"], start + timedelta(days=5), row.get("reason", ""))
        for row in record.get("withdrawals", ())
    )
    duties = tuple(
        FiledDuty(
            row["id"],
            Audience.parse(row["audience"]),
            from_plain(BriefingDuty, row["duty"]),
            start,
            row.get("supersedes"),
        )
        for row in record.get("duties", ())
    )
    reports = {
        row["id"]: (
            Audience.parse(row["audience"]),
            Source(row["title"], row.get("origin", ""), date.fromisoformat(row["published"])),
        )
        for row in _read("reports.toml")["reports"]
    }
    models = {row["kind"]: row for row in _read("models.toml")["models"]}
    frame = from_plain(Frame, _read("case.toml")["frame"])
    return ExampleCase(frame, filed, gone, duties, reports, models)


def brief_input(
    case: ExampleCase, audiences: set[str] | None = None, *, models: bool = True, on: date = AS_OF
) -> BriefInput:
    """What a seat that sees these audiences (None: all of the team's) would give the brief."""

    def seen(audience: Audience) -> bool:
        return not audience.key.startswith("own:") and (
            audiences is None or audience.key in audiences
        )

    kept = {w.entry for w in case.withdrawals}
    accounts = [f for f in case.accounts if seen(f.audience)]
    acts = compose(accounts, (w for w in case.withdrawals if w.entry in kept))
    duties = in_force(duty for duty in case.duties if seen(duty.audience))
    return BriefInput(
        frame=case.frame,
        reader="Lead mediator",
        audience="team",
        as_of=on,
        acts=acts,
        standings=standings(acts, on),
        briefings=ledger(acts, duties, on, case.frame),
        conflict=_conflict(case) if models else None,
        settlement=_settlement(case) if models else None,
        reports={key: source for key, (audience, source) in case.reports.items() if seen(audience)},
    )


def _assumptions(row: dict[str, Any]) -> tuple[Assumption, ...]:
    return tuple(from_plain(Assumption, plain) for plain in row["assumptions"])


def _conflict(case: ExampleCase) -> ConflictPart:
    row = case.models["conflict"]
    model = conflict.load(FOLDER / row["file"])
    return ConflictPart(
        stability.analyse(model), _assumptions(row), illustrative=row["illustrative"]
    )


def _settlement(case: ExampleCase) -> SettlementPart:
    row = case.models["negotiation"]
    return SettlementPart(
        settlement.settle(settlement.load(FOLDER / row["file"])),
        _assumptions(row),
        illustrative=row["illustrative"],
    )
