"""Pictures and files as pages show them, and how their bytes are handed out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.http import content_disposition_header

from goodoffices.desk.badges import Badge, badge
from goodoffices.record.attachments import MediaType
from goodoffices.record.texts import Words
from goodoffices.service.uploads import preview_size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.service.at import At
    from goodoffices.service.attachments import FiledAttachment

__all__ = ["AttachedFile", "attached_file", "handed_out"]

# nothing in a file may run or load anything, whatever it turns out to be
_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """`preview` is empty for what is no picture."""

    id: str
    name: str
    kind: str
    size: str
    caption: Words
    credit: str
    alternative: str
    address: str
    preview: str
    width: int
    height: int
    """Of the preview, so that the page does not move when it comes."""
    by: str
    badge: Badge
    change: str
    remove: str


def attached_file(at: At, filed: FiledAttachment, names: Mapping[str, str]) -> AttachedFile:
    kept = filed.attachment
    where = [at.frame.slug, filed.act, filed.id]
    picture = kept.media_type.is_picture
    small = preview_size(kept.width, kept.height)
    return AttachedFile(
        id=filed.id,
        name=kept.name,
        kind=kept.media_type.kind,
        size=filesizeformat(kept.size),
        caption=kept.caption,
        credit=kept.credit,
        alternative=kept.alternative,
        address=reverse("attachment", args=where),
        preview=reverse("attachment-preview", args=where) if picture else "",
        width=small[0],
        height=small[1],
        by=names[filed.recorder],
        badge=badge(at, filed.audience),
        change=reverse("change-attachment", args=where),
        remove=reverse("withdraw-attachment", args=where),
    )


def handed_out(data: bytes, media_type: MediaType, name: str) -> HttpResponse:
    """Pictures are shown, all else is saved; the browser is told the kind and may not guess."""
    kind = f"{media_type}; charset=utf-8" if media_type is MediaType.TEXT else str(media_type)
    response = HttpResponse(data, content_type=kind)
    disposition = content_disposition_header(not media_type.is_picture, name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Content-Security-Policy"] = _POLICY
    return response
