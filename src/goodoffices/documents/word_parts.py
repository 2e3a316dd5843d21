"""What Word’s XML asks for beyond python-docx: order, fields, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from typing import Any

__all__ = ["begin_field", "element", "end_field", "kept", "put"]

_BUILT = (1980, 1, 1, 0, 0, 0)
# the sequences of ECMA-376 for properties of paragraphs, words, tables and pages
_SEQUENCES = """
pPr: pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr
 shd tabs suppressAutoHyphens bidi adjustRightInd snapToGrid spacing ind contextualSpacing
 mirrorIndents jc textDirection textAlignment outlineLvl rPr sectPr
rPr: rStyle rFonts b bCs i iCs caps smallCaps strike noProof vanish webHidden color spacing w kern
 position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
tblPr: tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc
 tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption
sectPr: headerReference footerReference type pgSz pgMar pgBorders pgNumType cols titlePg
 textDirection bidi rtlGutter docGrid
"""
_ORDER = {
    name: names.split()
    for name, _, names in (
        line.partition(":") for line in _SEQUENCES.replace("\n ", " ").strip().splitlines()
    )
}


def element(name: str, /, **attributes: str) -> Any:
    """An element of the main namespace, with attributes of the same."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 (an optional part, loaded when it is used)
    from docx.oxml.ns import qn  # noqa: PLC0415 (the same)

    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def put(parent: Any, name: str, /, **attributes: str) -> Any:
    """Say it once: what stood there under this name goes."""
    made = element(name, **attributes)
    for old in parent.findall(made.tag):
        parent.remove(old)
    parent.append(made)
    return made


def begin_field(line: Any, instruction: str) -> None:
    """What Word computes; what follows, up to `end_field`, is shown until it does."""
    line.add_run()._r.append(element("fldChar", fldCharType="begin"))  # noqa: SLF001 (no other way)
    told = element("instrText")
    told.text = f" {instruction} "
    line.add_run()._r.append(told)  # noqa: SLF001 (the same)
    line.add_run()._r.append(element("fldChar", fldCharType="separate"))  # noqa: SLF001 (the same)


def end_field(line: Any) -> None:
    line.add_run()._r.append(element("fldChar", fldCharType="end"))  # noqa: SLF001 (no other way)


def kept(file: Any) -> bytes:
    """The file, its properties in the order of the standard, and no clock in its archive."""
    for root in (
        file.element,
        file.styles.element,
        *(section.footer._element for section in file.sections),  # noqa: SLF001 (no other way)
    ):
        for one in root.iter():
            name = str(one.tag).rpartition("}")[2]
            if name in _ORDER:
                _put_in_order(one, _ORDER[name])
    first, last = io.BytesIO(), io.BytesIO()
    file.save(first)
    with zipfile.ZipFile(first) as read, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as write:
        for name in read.namelist():
            about = zipfile.ZipInfo(name, _BUILT)
            about.compress_type = zipfile.ZIP_DEFLATED
            write.writestr(about, read.read(name))
    return last.getvalue()


def _put_in_order(parent: Any, order: list[str]) -> None:
    place = {name: number for number, name in enumerate(order)}
    children = list(parent)
    children.sort(key=lambda child: place.get(str(child.tag).rpartition("}")[2], len(order)))
    parent[:] = children
