"""What an uploaded file is, by its content; pictures are made anew, so that nothing rides along.

The name and what the browser says of the kind are not believed. A picture is decoded and written
again from its points alone: place, camera, author, comments and hidden previews are gone, and so
is whatever was hidden behind its end. Documents are kept as they are.
"""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.errors import InputError, LimitError
from goodoffices.record.attachments import MediaType
from goodoffices.saying import say
from goodoffices.zips import BROKEN_ZIP

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["MOST_BYTES", "Examined", "examined", "preview", "preview_size"]

MOST_BYTES = 25_000_000
_MOST_POINTS = 50_000_000
_LONGEST_SIDE = 3000
_PREVIEW_SIDE = 480
_QUALITY, _PREVIEW_QUALITY = 88, 60
_STEM = 80
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"RIFF")
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
_IN_TEXT = frozenset("\t\n\r\f")
_ODT = b"application/vnd.oasis.opendocument.text"


@dataclass(frozen=True, slots=True)
class Examined:
    """A file as it may be kept."""

    media_type: MediaType
    name: str
    data: bytes
    width: int = 0
    height: int = 0


def examined(data: bytes, name: str) -> Examined:
    """Find out what `data` is, and make it fit to be kept; InputError where it is none of these."""
    if len(data) > MOST_BYTES:
        raise LimitError(
            say(
                "the file has {size} MB, the limit is {limit} MB",
                size=f"{len(data) / 1_000_000:.1f}",
                limit=MOST_BYTES // 1_000_000,
            ),
            where="file",
            remedy=say("Choose a smaller one"),
        )
    if data.startswith(_PICTURES):
        return _picture(data, name)
    media_type = _document(data)
    return Examined(media_type, _named(name, media_type), data)


def _document(data: bytes) -> MediaType:
    if data.startswith(b"%PDF-"):
        return MediaType.PDF
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unknown() from None
    if not text.strip() or any(ord(c) < ord(" ") and c not in _IN_TEXT for c in text):
        raise _unknown()
    return MediaType.TEXT


def _packed(data: bytes) -> MediaType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            first = archive.open("mimetype").read(len(_ODT) + 1) if "mimetype" in names else b""
    except BROKEN_ZIP:
        raise _unknown() from None
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise InputError(
            say("the document holds a program"),
            where="file",
            remedy=say("Save it without macros"),
        )
    if "word/document.xml" in names:
        return MediaType.DOCX
    if "xl/workbook.xml" in names:
        return MediaType.XLSX
    if first == _ODT:
        return MediaType.ODT
    raise _unknown()


def _unknown() -> InputError:
    return InputError(
        say("the file is none of the kinds that are kept"),
        where="file",
        remedy=say(
            "Choose a picture (JPEG, PNG, WebP, GIF), a PDF, plain text in UTF-8, or a Word, "
            "Excel or OpenDocument file"
        ),
    )


def _picture(data: bytes, name: str) -> Examined:
    from PIL import Image, ImageOps  # noqa: PLC0415 (loads on the first picture)

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_POINTS:
                raise LimitError(
                    say(
                        "the picture has {width} × {height} points, the limit is {limit} million",
                        width=opened.width,
                        height=opened.height,
                        limit=_MOST_POINTS // 1_000_000,
                    ),
                    where="file",
                    remedy=say("Make it smaller"),
                )
            is_photo = opened.format == "JPEG" or (
                opened.format == "WEBP" and not opened.has_transparency_data
            )
            upright = _in_srgb(ImageOps.exif_transpose(opened))
            points = upright.convert(_mode(upright, is_photo=is_photo))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise LimitError(say("the picture is too large to be opened"), where="file") from None
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, TypeError, KeyError):
        raise InputError(
            say("the picture does not open"),
            where="file",
            remedy=say("Save it anew as JPEG or PNG"),
        ) from None
    points.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    media_type = MediaType.JPEG if is_photo else MediaType.PNG
    made = _written(points, media_type, _QUALITY)
    return Examined(media_type, _named(name, media_type), made, points.width, points.height)


def _mode(image: Image.Image, *, is_photo: bool) -> str:
    if image.has_transparency_data and not is_photo:
        return "RGBA"
    return "L" if image.mode in {"1", "L"} else "RGB"


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours as they are meant, now that the profile that says so is left out."""
    from PIL import ImageCms  # noqa: PLC0415 (as above)

    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "CMYK"}:
        return image
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        shown = ImageCms.createProfile("sRGB")
        found = ImageCms.profileToProfile(image, meant, shown, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return found or image


def _written(image: Image.Image, media_type: MediaType, quality: int) -> bytes:
    """Only the points: a new picture carries nothing of what stood beside them."""
    from PIL import Image  # noqa: PLC0415 (as above)

    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    if media_type is MediaType.JPEG:
        bare.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    else:
        bare.save(out, "PNG", optimize=True)
    return out.getvalue()


def preview_size(width: int, height: int) -> tuple[int, int]:
    """How large the preview of a picture is; nothing is made larger than it is."""
    longest = max(width, height, _PREVIEW_SIDE)
    return width * _PREVIEW_SIDE // longest, height * _PREVIEW_SIDE // longest


def preview(data: bytes) -> bytes:
    """A small JPEG of a picture that is kept, for pages on slow lines."""
    from PIL import Image  # noqa: PLC0415 (as above)

    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as opened:
        opened.draft("RGB", (_PREVIEW_SIDE, _PREVIEW_SIDE))
        image = opened.convert("RGBA") if opened.has_transparency_data else opened.convert("RGB")
    image.thumbnail((_PREVIEW_SIDE, _PREVIEW_SIDE))
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image).convert("RGB")
    return _written(image, MediaType.JPEG, _PREVIEW_QUALITY)


def _named(name: str, media_type: MediaType) -> str:
    """The name without its folder, signs that mean something elsewhere, and a false ending."""
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem = bare.rpartition(".")[0] or bare
    kept = "".join(c for c in stem if c.isprintable() and c not in '/\\"<>|:*?')
    return (" ".join(kept.split()).strip(". ")[:_STEM] or "file") + media_type.ending
