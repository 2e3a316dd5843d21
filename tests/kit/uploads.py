"""Files as people upload them: pictures with what cameras leave in them, and documents."""

from __future__ import annotations

import io
import zipfile

from PIL import Image
from PIL.PngImagePlugin import PngInfo

SECRET = "zqcameraserial"
"""A word that stands in the metadata of the pictures."""


def photo(width: int = 40, height: int = 20, *, turned: bool = False) -> bytes:
    """A JPEG, its start half red and its end half blue, with a place and an author in it."""
    image = Image.new("RGB", (width, height), "red")
    image.paste((0, 0, 255), (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[0x013B] = SECRET
    exif[0x0112] = 6 if turned else 1
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, exif=exif, comment=SECRET.encode())
    # what stands behind the end of a picture rides along unseen
    return out.getvalue() + SECRET.encode()


def drawing(*, clear: bool = True) -> bytes:
    """A PNG with words in it, partly transparent."""
    image = Image.new("RGBA", (16, 16), (0, 128, 0, 0 if clear else 255))
    words = PngInfo()
    words.add_text("Author", SECRET)
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=words)
    return out.getvalue()


def moving(kind: str) -> bytes:
    image = Image.new("P", (8, 8), 3)
    out = io.BytesIO()
    image.convert("RGB").save(out, kind)
    return out.getvalue()


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


DOCX = packed(word__document_dot_xml=b"<w/>")
XLSX = packed(xl__workbook_dot_xml=b"<x/>")
ODT = packed(mimetype=b"application/vnd.oasis.opendocument.text")
WITH_MACRO = packed(word__document_dot_xml=b"<w/>", word__vbaProject_dot_bin=b"x")
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
