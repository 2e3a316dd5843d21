"""The home folder of a desk: settings, embedded database, key file, secret.

`GOODOFFICES_HOME`, else the platform's data folder. Only `prepare` writes; everything is made
readable by its owner alone.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from goodoffices.errors import InputError
from goodoffices.saying import say

__all__ = ["Home"]

_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600


@dataclass(frozen=True, slots=True)
class Home:
    folder: Path

    @classmethod
    def from_environment(cls) -> Home:
        named = os.environ.get("GOODOFFICES_HOME")
        return cls(Path(named) if named else user_data_path("goodoffices", appauthor=False))

    @property
    def database(self) -> Path:
        return self.folder / "desk.sqlite3"

    @property
    def keys(self) -> Path:
        """The key file; kept apart from backups."""
        return self.folder / "keys.sqlite3"

    @property
    def signing(self) -> Path:
        """The key with which this desk signs checkpoints and certificates."""
        return self.folder / "signing"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def settings(self) -> Path:
        return self.folder / "goodoffices.toml"

    def recipient(self) -> bytes | None:
        """For whom backups are encrypted unasked: `recipient` of `[backup]` in the settings."""
        try:
            told = tomllib.loads(self.settings.read_text(encoding="utf-8"))
            named = told.get("backup", {}).get("recipient")
            return None if named is None else bytes.fromhex(named)
        except FileNotFoundError:
            return None
        except (ValueError, AttributeError, TypeError, OSError):
            raise InputError(
                say("the recipient of backups is not 64 hexadecimal digits"),
                where=self.settings.name,
                remedy=say("Write what goodoffices backup --new-identity prints"),
            ) from None

    @property
    def static(self) -> Path:
        """Style sheet, script and fonts, compressed for slow lines; made anew at each start."""
        return self.folder / "static"

    @property
    def _secret(self) -> Path:
        return self.folder / "secret"

    def prepare(self) -> None:
        """Make the folder and its secret where they are not there yet."""
        try:
            self.folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
            self.static.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
            self.backups.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
            if not self._secret.exists():
                descriptor = os.open(
                    self._secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE
                )
                with os.fdopen(descriptor, "w", encoding="ascii") as file:
                    file.write(secrets.token_urlsafe(48))
        except OSError as error:
            raise InputError(
                say("the home folder cannot be written: {reason}", reason=error.strerror),
                where=str(self.folder),
                remedy=say("Name another with --home or GOODOFFICES_HOME"),
            ) from None

    def secret(self) -> str:
        """The signing secret; one for this process alone where the home is not prepared."""
        try:
            return self._secret.read_text(encoding="ascii")
        except OSError:
            return secrets.token_urlsafe(48)
