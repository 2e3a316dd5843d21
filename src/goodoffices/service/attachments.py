"""Pictures and files of acts: kept sealed like every text, and handed out through one door."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.access.decisions import goes_along
from goodoffices.errors import ConflictingEditError
from goodoffices.record.attachments import Attachment
from goodoffices.record.audiences import Audience
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.texts import Words
from goodoffices.saying import say
from goodoffices.service.about import about
from goodoffices.service.audiences import check_audience
from goodoffices.service.cases import nothing_here
from goodoffices.service.uploads import examined
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append, writing_to
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Collection

    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = [
    "About",
    "FiledAttachment",
    "attach",
    "attachment_of",
    "attachments_of",
    "bytes_of",
    "files_named",
    "going_with",
    "newest_of",
    "revise_attachment",
]


@dataclass(frozen=True, slots=True)
class About:
    """What a person says of a file: its caption, whom it is owed to, what a picture shows."""

    caption: Words
    credit: str = ""
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class FiledAttachment:
    id: str
    act: str
    audience: Audience
    attachment: Attachment
    entered: datetime
    recorder: str = ""
    supersedes: str | None = None


@transaction.atomic
def attach(
    at: At,
    act_id: str,
    file: tuple[str, bytes],
    described: About,
    audience: Audience,
    *,
    supersedes: str | None = None,
    attachment_id: str | None = None,
) -> FiledAttachment:
    """Keep a file (its name and its bytes) with an act that this seat sees.

    What it is is found out from its content; a picture is made anew without what rides along. It
    may take the place of an earlier one of the same act (`supersedes`).
    """
    check_may(at.viewer, Action.FILE)
    check_audience(at, audience)
    _check_sees(at, act_id)
    name, data = file
    found = examined(data, name)
    attachment = Attachment(
        name=found.name,
        media_type=found.media_type,
        size=len(found.data),
        caption=described.caption,
        credit=described.credit,
        alternative=described.alternative,
        width=found.width,
        height=found.height,
    )
    entry_id = attachment_id or at.world.new_id()
    if supersedes is not None and supersedes not in {f.id for f in attachments_of(at, act_id)}:
        raise nothing_here()
    moment = at.world.clock()
    filed = FiledAttachment(entry_id, act_id, audience, attachment, moment, at.seat, supersedes)
    return _keep(at, filed, found.data)


@transaction.atomic
def revise_attachment(
    at: At, earlier: FiledAttachment, described: About, audience: Audience
) -> FiledAttachment:
    """The same picture or file with other words, or for other readers; the earlier one is kept.

    Raises ConflictingEditError if somebody else was quicker.
    """
    check_may(at.viewer, Action.FILE)
    check_audience(at, audience)
    writing_to(at.case_id)
    if earlier.id not in {one.id for one in attachments_of(at, earlier.act)}:
        raise ConflictingEditError(
            say("somebody else has changed or withdrawn it meanwhile"),
            remedy=say("Open the act again"),
        )
    attachment = replace(
        earlier.attachment,
        caption=described.caption,
        credit=described.credit,
        alternative=described.alternative,
    )
    now = FiledAttachment(
        at.world.new_id(), earlier.act, audience, attachment, at.world.clock(), at.seat, earlier.id
    )
    return _keep(at, now, bytes_of(at, earlier))


def _keep(at: At, filed: FiledAttachment, data: bytes) -> FiledAttachment:
    append(
        at.case_id,
        NewEntry(
            genre=Genre.ATTACHMENT,
            audience=filed.audience,
            payload=to_plain(filed.attachment),
            entered=filed.entered,
            seat=filed.recorder,
            subject=filed.act,
            supersedes=filed.supersedes,
            attached=data,
            id=filed.id,
        ),
        at.world.keys,
        at.world.new_id,
    )
    return filed


def _check_sees(at: At, act_id: str) -> None:
    """That this seat sees an account of the act; an act of which it sees none is not there."""
    told = about(at, act_id)
    gone = {e.payload["entry"] for e in told if e.genre is Genre.WITHDRAWAL}
    if not any(e.genre is Genre.ACCOUNT and e.id not in gone for e in told):
        raise nothing_here()


def _filed(opened: Opened) -> FiledAttachment:
    return FiledAttachment(
        id=opened.id,
        act=opened.subject,
        audience=opened.audience,
        attachment=from_plain(Attachment, opened.payload),
        entered=opened.entered,
        recorder=opened.seat,
        supersedes=opened.supersedes,
    )


def attachments_of(
    at: At, act_id: str, told: Collection[Opened] | None = None
) -> tuple[FiledAttachment, ...]:
    """The pictures and files of an act that this seat may see, in the order of entry; `told` is
    what is entered about it, where that was read already.

    One that was revised is replaced for whoever sees the revision, withdrawn or not.
    """
    entered = about(at, act_id) if told is None else told
    gone = {e.payload["entry"] for e in entered if e.genre is Genre.WITHDRAWAL}
    gone |= {e.supersedes for e in entered if e.genre is Genre.ATTACHMENT and e.supersedes}
    return tuple(_filed(e) for e in entered if e.genre is Genre.ATTACHMENT and e.id not in gone)


def going_with(at: At, act_id: str | None, told: Audience) -> tuple[FiledAttachment, ...]:
    """The pictures and files that are opened together with an account of the act that is for
    `told`; none with what tells of no act.
    """
    if act_id is None:
        return ()
    return tuple(one for one in attachments_of(at, act_id) if goes_along(one.audience, told))


def files_named(at: At, ids: Collection[str]) -> tuple[FiledAttachment, ...]:
    """Those of these pictures and files that stand and that this seat may see."""
    acts = queries.subjects_of(at.viewer, at.case_id, ids)
    every = (one for act in sorted(acts) for one in attachments_of(at, act))
    return tuple(one for one in every if one.id in ids)


def newest_of(at: At, act_id: str, attachment_id: str) -> FiledAttachment:
    """What became of one that was revised; NotFoundError where nothing of it stands for this seat.

    Linear in the files of the act.
    """
    standing = {one.id: one for one in attachments_of(at, act_id)}
    every = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.ATTACHMENT, subject=act_id)
    line = {attachment_id}
    for one in every:
        # revisions come after what they revise
        if one.supersedes in line:
            line.add(one.id)
            if one.id in standing:
                return standing[one.id]
    raise nothing_here()


def attachment_of(at: At, act_id: str, attachment_id: str) -> FiledAttachment:
    """One of them; NotFoundError where this seat does not see it, or sees nothing of its act."""
    _check_sees(at, act_id)
    found = next((one for one in attachments_of(at, act_id) if one.id == attachment_id), None)
    if found is None:
        raise nothing_here()
    return found


def bytes_of(at: At, filed: FiledAttachment) -> bytes:
    data = queries.attached(at.viewer, at.case_id, at.world.keys, filed.id)
    if data is None:
        raise nothing_here()
    return data
