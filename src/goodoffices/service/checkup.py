"""A look at the desk as a whole, in plain words: what is as it should be, and what to do else."""

from __future__ import annotations

import shutil
import stat
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.service.backup import newest_backup
from goodoffices.store.machine import damage, log_that_stays, newest_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

__all__ = ["Finding", "State", "checked", "worst"]

_MOST_AGE = timedelta(days=2)
_LEAST_FREE = 500_000_000
_AHEAD = timedelta(minutes=5)
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class State(StrEnum):
    GOOD = "good"
    LOOK = "look"
    """Somebody should look at it."""
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    about: str
    state: State
    words: str


def checked(
    folder: Path,
    backups: Path,
    now: datetime,
    headers: Mapping[str, str],
    mail: str | None,
) -> tuple[Finding, ...]:
    """Everything looked at. `headers` are those of a page of the desk, `mail` what the mail server
    answered: empty where it did, None where there is none.
    """
    return (
        _permissions(folder),
        _headers(headers),
        _clock(now, newest_entry()),
        _age(backups, now),
        _mail(mail),
        _disk(folder),
        _database(),
        _log(),
    )


def _permissions(folder: Path) -> Finding:
    open_to = sorted(path.name for path in _open_to_others(folder))
    if open_to:
        named = ", ".join(open_to[:5])
        return Finding(
            "permissions",
            State.BAD,
            f"others on this machine may read {named}. Run: chmod -R go-rwx {folder}",
        )
    return Finding("permissions", State.GOOD, "only their owner reads the files of the home")


def _open_to_others(folder: Path) -> Iterator[Path]:
    for path in (folder, *folder.iterdir()):
        others = stat.S_IRWXG | stat.S_IRWXO
        if path.name != "static" and path.lstat().st_mode & others:
            yield path


def _headers(headers: Mapping[str, str]) -> Finding:
    missing = [name for name, value in _HEADERS.items() if value not in headers.get(name, "")]
    if missing:
        return Finding(
            "headers",
            State.BAD,
            f"pages come without {', '.join(missing)}. Something before the desk takes them away",
        )
    return Finding("headers", State.GOOD, "every page carries its protective headers")


def _clock(now: datetime, newest: datetime | None) -> Finding:
    if newest is not None and newest > now + _AHEAD:
        return Finding(
            "clock",
            State.BAD,
            f"the newest entry is from {newest:%Y-%m-%d %H:%M} UTC, "
            f"the clock says {now:%Y-%m-%d %H:%M}. Set the clock of this machine",
        )
    return Finding("clock", State.GOOD, f"it is {now:%Y-%m-%d %H:%M} UTC, after the newest entry")


def _age(backups: Path, now: datetime) -> Finding:
    newest = newest_backup(backups) if backups.is_dir() else None
    if newest is None:
        return Finding("backup", State.BAD, f"there is none in {backups}. Run: goodoffices backup")
    age = timedelta(seconds=max(0.0, now.timestamp() - newest.stat().st_mtime))
    told = f"the newest, {newest.name}, is {_in_words(age)} old"
    if age > _MOST_AGE:
        return Finding("backup", State.LOOK, f"{told}. Run: goodoffices backup")
    return Finding("backup", State.GOOD, told)


def _in_words(age: timedelta) -> str:
    hours = int(age.total_seconds()) // 3600
    return f"{hours // 24} days" if hours >= 48 else f"{hours} hours"  # noqa: PLR2004 (two days)


def _mail(mail: str | None) -> Finding:
    if mail is None:
        return Finding(
            "mail",
            State.LOOK,
            "no mail server is named, so nobody is told by mail. Set GOODOFFICES_SMTP",
        )
    if mail:
        return Finding("mail", State.BAD, f"the mail server does not answer: {mail}")
    return Finding("mail", State.GOOD, "the mail server answers")


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:.1f} GB are free where the home lies"
    if free < _LEAST_FREE:
        return Finding("disk", State.BAD, f"{told}. Make room: without it nothing is written")
    return Finding("disk", State.GOOD, told)


def _database() -> Finding:
    if found := damage():
        return Finding(
            "database", State.BAD, f"the file is damaged: {found}. Restore it from a backup"
        )
    return Finding("database", State.GOOD, "the database is sound")


def _log() -> Finding:
    if kept := log_that_stays():
        return Finding(
            "shredding",
            State.LOOK,
            f"words that were shredded stay in the write-ahead log of the server for a time: "
            f"{'; '.join(kept)}. See docs/postgresql.md",
        )
    return Finding("shredding", State.GOOD, "what is shredded stays in no log of the database")


def worst(findings: Iterable[Finding]) -> State:
    order = list(State)
    return max((one.state for one in findings), key=order.index, default=State.GOOD)
