"""Checkpoints: the heads of chains at a moment, signed, to be kept outside the desk.

Whoever keeps one finds out by `verify` whether anything written before it was cut off or changed
since, even by somebody who rewrote every hash. A seat is given the chains of the audiences that
it may see, so that its checkpoint does not number the entries of others.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from goodoffices.access.decisions import visible_keys
from goodoffices.errors import InputError
from goodoffices.journal.chain import Checkpoint
from goodoffices.journal.signing import check_signed
from goodoffices.record.audiences import Audience
from goodoffices.saying import say
from goodoffices.store.models import AudienceRow, Case

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from goodoffices.journal.signing import SigningKey
    from goodoffices.service.at import At
    from goodoffices.service.world import World

__all__ = ["checkpoint_of_desk", "checkpoint_of_seat", "kept_in", "missing_chains"]

_FORMAT = "goodoffices-checkpoint/1"


def checkpoint_of_desk(world: World, key: SigningKey) -> dict[str, Any]:
    """Every chain of every case."""
    chains = [_head(case.slug, "", case) for case in Case.objects.order_by("slug")]
    rows = AudienceRow.objects.select_related("case").order_by("case__slug", "key")
    chains += [_head(row.case.slug, row.key, row) for row in rows]
    return _signed(world, key, chains)


def checkpoint_of_seat(at: At, key: SigningKey) -> dict[str, Any]:
    """The chains of the audiences that one seat may see."""
    rows = list(AudienceRow.objects.filter(case_id=at.case_id).order_by("key"))
    seen = visible_keys(at.viewer, (Audience.parse(row.key) for row in rows))
    chains = [_head(at.frame.slug, row.key, row) for row in rows if row.key in seen]
    return _signed(at.world, key, chains)


def _head(slug: str, audience: str, row: Case | AudienceRow) -> dict[str, Any]:
    said = {"case": slug, "chain": row.id, "length": row.length, "head": bytes(row.head).hex()}
    return {**said, "audience": audience} if audience else said


def _signed(world: World, key: SigningKey, chains: list[dict[str, Any]]) -> dict[str, Any]:
    made = world.clock().isoformat()
    return key.sign({"format": _FORMAT, "made": made, "chains": chains})


def kept_in(path: Path) -> tuple[tuple[Checkpoint, ...], str]:
    """The checkpoints of a file and the public key that signed them; InputError where the file
    is not as it was signed.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        chains: list[dict[str, Any]] = document["chains"] if document["format"] == _FORMAT else [{}]
        by = check_signed(document, path.name)
        kept = tuple(
            Checkpoint(one["chain"], int(one["length"]), bytes.fromhex(one["head"]))
            for one in chains
        )
    except OSError as error:
        raise InputError(
            say("it does not open: {reason}", reason=error.strerror), where=str(path)
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError(
            say("it is no checkpoint"),
            where=path.name,
            remedy=say("This reads {format}", format=_FORMAT),
        ) from None
    return kept, by


def missing_chains(kept: Iterable[Checkpoint]) -> tuple[str, ...]:
    """The chains that a checkpoint knows and the desk does not."""
    known = set(Case.objects.values_list("id", flat=True))
    known.update(AudienceRow.objects.values_list("id", flat=True))
    return tuple(sorted({one.chain for one in kept} - known))
