"""The settlement bundle: the text, an attestation without its content, and sums of both (AG 4)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from goodoffices.agreement.model import Agreement

__all__ = ["bundle", "bundle_faults", "written"]

SUMS = "SHA256SUMS"


def bundle(
    agreement: Agreement, names: Mapping[str, str], mediator: str, began: date, ended: date
) -> dict[str, bytes]:
    """Return the files by name. `names` are the parties', in words."""
    files = {
        "agreement.md": written(agreement, names).encode(),
        "attestation.md": _attestation(agreement, names, mediator, began, ended).encode(),
    }
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in files.items()]
    files[SUMS] = ("\n".join(lines) + "\n").encode()
    return files


def bundle_faults(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """What does not agree with the sums: a changed, missing or added file. Empty if all does."""
    sums = {}
    for line in files.get(SUMS, b"").decode(errors="replace").splitlines():
        value, _, name = line.partition("  ")
        sums[name] = value
    found = [f"{name} is missing" for name in sums if name not in files]
    for name, content in files.items():
        if name == SUMS:
            continue
        if name not in sums:
            found.append(f"{name} was added")
        elif hashlib.sha256(content).hexdigest() != sums[name]:
            found.append(f"{name} was changed")
    return tuple(found) if sums else ("there are no sums", *found)


def written(agreement: Agreement, names: Mapping[str, str]) -> str:
    """The agreement in Markdown: terms with where each came from, then obligations."""
    lines = [f"# {agreement.title}", ""]
    lines += [f"Between {_listed([names.get(p, p) for p in agreement.parties])}.", ""]
    if agreement.concluded:
        lines += [f"Concluded on {agreement.concluded.isoformat()}.", ""]
    for number, term in enumerate(agreement.terms, 1):
        lines += [f"## {number}. {term.title}".rstrip(". ") + ("" if term.title else "."), ""]
        for wording in term.wordings:
            mark = "" if wording.language == agreement.authoritative else f" ({wording.language})"
            lines += [wording.text + mark, ""]
        lines += [f"*From {term.origin.source} {term.origin.id} {term.origin.clause}*".strip(), ""]
    if agreement.obligations:
        lines += ["## Obligations", "", "| who | what | by | guarantor | verified by |"]
        lines += ["|---|---|---|---|---|"]
        for one in agreement.obligations:
            cells = (
                names.get(one.who, one.who),
                one.what,
                one.due.isoformat() if one.due else "from now on",
                one.guarantor or "nobody",
                one.verification or "not agreed",
            )
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines)


def _attestation(
    agreement: Agreement, names: Mapping[str, str], mediator: str, began: date, ended: date
) -> str:
    parties = _listed([names.get(p, p) for p in agreement.parties])
    period = f"{began.isoformat()} to {ended.isoformat()}"
    lines = [
        "# Attestation",
        "",
        f"{mediator} mediated between {parties} from {period}. The mediation led to an agreement.",
        "This attestation says nothing of its content; the fingerprint of the agreement is",
        "",
        f"    {agreement.check}",
        "",
    ]
    return "\n".join(lines)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
