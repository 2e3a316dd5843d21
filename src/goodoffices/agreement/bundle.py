"""The settlement bundle: the signed text, an attestation without its content, and sums (AG 4).

`agreement.json` holds the canonical bytes whose SHA-256 is the fingerprint that the parties signed
and the attestation names, so that the two can be laid side by side without trust in who hands them
over.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.journal.canonical import canonical
from goodoffices.record.codec import to_plain
from goodoffices.record.date_words import day_in_words
from goodoffices.saying import all_of, say
from goodoffices.zips import BROKEN_ZIP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.agreement.model import Agreement

__all__ = ["Checked", "Mediation", "bundle", "check_bundle", "packed", "unpacked"]

ATTESTATION, DATA, SUMS = "attestation.md", "agreement.json", "SHA256SUMS"
MOST = 20_000_000
"""Bytes of a file of a bundle, unpacked."""
_MOST_FILES = 20
_BUILT = (1980, 1, 1, 0, 0, 0)
_FINGERPRINT = re.compile(r"^ {4}([0-9a-f]{64})$", re.MULTILINE)
_SUM = re.compile(r"([0-9a-f]{64}) [ *](.+)")


@dataclass(frozen=True, slots=True)
class Mediation:
    """Who mediated, and between which days."""

    mediator: str
    began: date
    ended: date


@dataclass(frozen=True, slots=True)
class Checked:
    """What does not agree in a bundle, nothing if all does; and the fingerprint it attests."""

    faults: tuple[str, ...]
    fingerprint: str


def bundle(
    agreement: Agreement, names: Mapping[str, str], by: Mediation, text: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the files by name; `text` is the signed text as people read it."""
    files = {
        **text,
        DATA: canonical(to_plain(agreement)),
        ATTESTATION: _attestation(agreement, names, by).encode(),
    }
    lines = [f"{_sum(content)}  {name}" for name, content in sorted(files.items())]
    files[SUMS] = ("\n".join(lines) + "\n").encode()
    return files


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _attestation(agreement: Agreement, names: Mapping[str, str], by: Mediation) -> str:
    parties = all_of([names.get(p, p) for p in agreement.parties])
    lines = [
        f"# {say('Attestation')}",
        say(
            "{mediator} mediated between {parties} from {began} to {ended}. "
            "The mediation led to an agreement that all of them signed.",
            mediator=by.mediator,
            parties=parties,
            began=day_in_words(by.began),
            ended=day_in_words(by.ended),
        ),
        say("This attestation says nothing of its content. The fingerprint of the agreement:"),
        f"    {agreement.check}",
    ]
    return "\n\n".join(lines) + "\n"


def check_bundle(files: Mapping[str, bytes]) -> Checked:
    """Compare each file with its sum, and the data with the fingerprint attested; linear."""
    sums = {}
    for line in files.get(SUMS, b"").decode(errors="replace").splitlines():
        if found := _SUM.fullmatch(line):
            sums[found[2]] = found[1]
    faults = [] if sums else [say("there are no sums")]
    faults += [say("{name} is missing", name=name) for name in sums if name not in files]
    for name, content in files.items():
        if name == SUMS:
            continue
        if name not in sums:
            faults.append(say("{name} was added", name=name))
        elif _sum(content) != sums[name]:
            faults.append(say("{name} was changed", name=name))
    attested = _FINGERPRINT.findall(files.get(ATTESTATION, b"").decode(errors="replace"))
    fingerprint = attested[0] if len(attested) == 1 else ""
    if fingerprint != _sum(files.get(DATA, b"")):
        faults.append(say("the attestation is not of this agreement"))
    return Checked(tuple(faults), fingerprint)


def packed(files: Mapping[str, bytes]) -> bytes:
    """One zip, the hour at which it was packed not in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            about = zipfile.ZipInfo(name, _BUILT)
            about.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(about, content)
    return out.getvalue()


def unpacked(data: bytes, name: str) -> dict[str, bytes]:
    """The files of a zip by name; InputError for what is none, or larger than `MOST`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            files = {one.filename: _read(package, one) for one in package.infolist()[:_MOST_FILES]}
    except BROKEN_ZIP as error:
        raise InputError(
            say("this is no settlement bundle"),
            where=name,
            remedy=say("Give the zip as it was downloaded"),
        ) from error
    return files


def _read(package: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    with package.open(one) as part:
        content = part.read(MOST + 1)
    if len(content) > MOST:
        raise OverflowError(one.filename)
    return content
