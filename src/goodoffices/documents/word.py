"""A document as a Word file (Office Open XML): real styles, headings, tables and directions.

Headings are those of Word, so that its navigation and its contents know them; heads of tables
repeat on each page; drawings have an alternative text; words of each language say which it is.
In a document that runs right to left the paragraphs, the words, the tables and the page do
(ECMA-376, 17.3.1.6 bidi, 17.3.2.30 rtl, 17.4.1 bidiVisual). The same document is the same bytes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from goodoffices.documents.document import Drawing, Heading, Items, Paragraph, Rows, Span
from goodoffices.documents.widths import share_of_page, widths
from goodoffices.documents.word_parts import begin_field, element, end_field, kept, put
from goodoffices.documents.words import bare, isolated, settled
from goodoffices.errors import MissingPartError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.documents.document import Block, Document, Spans

__all__ = ["to_word"]

_LATIN, _COMPLEX = "Cambria", "Times New Roman"
"""Fonts that Word has everywhere; the second shapes Arabic and Hebrew."""
_QUIET = 8.5
_PAGE = (210, 297)
_MM = 36000
"""English metric units in a millimetre."""


def to_word(document: Document) -> bytes:
    """Write it."""
    return _Writer(document).written()


def _docx() -> Any:
    try:
        import docx  # noqa: PLC0415 (an optional part, loaded when something is written)
    except ImportError:
        raise MissingPartError(
            say("writing a Word file needs python-docx"),
            remedy=say("pip install 'goodoffices[documents]'"),
        ) from None
    return docx


@dataclass(frozen=True, slots=True)
class _Measures:
    """In points: letters, and what stands before and after a line; the margin in millimetres."""

    size: float
    title: tuple[float, int]
    heads: tuple[tuple[float, int, int], ...]
    after: int
    margin: int


_OPEN = _Measures(10.5, (20, 8), ((14, 16, 5), (11.5, 11, 3), (10.5, 8, 3)), 3, 22)
_CLOSE = _Measures(8.5, (15, 3), ((10.5, 6, 2), (9, 3, 1), (8.5, 3, 1)), 0, 15)
"""The second for what is meant for one page."""


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.measures = _CLOSE if document.dense else _OPEN
        self.file = _docx().Document()
        self.turned = document.direction == "rtl"
        self.marks: dict[str, str] = {}
        self.looks: dict[str, str | None] = {}

    def written(self) -> bytes:
        self._properties()
        self._styles()
        self._page()
        self._top()
        for block in self.document.blocks:
            self._block(block)
        return kept(self.file)

    def _properties(self) -> None:
        document, about = self.document, self.file.core_properties
        on = datetime.combine(document.as_of, time(), UTC)
        about.title, about.subject = bare(document.title.text), document.kind
        about.language, about.author, about.comments = document.language, "", ""
        about.created = about.modified = on

    def _styles(self) -> None:
        """One face for Latin and one for complex scripts, black, in every style that is used."""
        from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 (see _docx)
        from docx.shared import Pt, RGBColor  # noqa: PLC0415 (see _docx)

        now = self.measures
        size = now.size
        looks = (
            ("Normal", size, False, 0, now.after + 1),
            ("Title", now.title[0], True, 2, now.title[1]),
            *((f"Heading {k}", head[0], True, *head[1:]) for k, head in enumerate(now.heads, 1)),
            ("List Bullet", size, False, 0, now.after),
            ("List Number", size, False, 0, now.after),
            ("Caption", min(9, size), False, 2 * now.after + 2, now.after),
            ("Footer", 8, False, 0, 0),
            ("toc 1", size, False, 0, 0),
        )
        self.file.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
        for name, points, bold, before, after in looks:
            style = self.file.styles[name]
            style.font.size, style.font.bold, style.font.italic = Pt(points), bold, False
            style.font.color.rgb = RGBColor(0, 0, 0)
            form = style.paragraph_format
            form.space_before, form.space_after = Pt(before), Pt(after)
            self._tongue_of_style(style, points, bold=bold)
        self._bottom_line(self.file.styles["Heading 1"])
        for edge in self.file.styles["Title"].element.xpath("./w:pPr/w:pBdr"):
            edge.getparent().remove(edge)

    def _tongue_of_style(self, style: Any, points: float, *, bold: bool) -> None:
        letters = style.element.get_or_add_rPr()
        put(letters, "rFonts", ascii=_LATIN, hAnsi=_LATIN, cs=_COMPLEX)
        put(letters, "szCs", val=str(round(2 * points)))
        put(letters, "bCs", val=str(int(bold)))
        language = self.document.language
        put(letters, "lang", **({"bidi": language} if self.turned else {"val": language}))
        if self.turned:
            put(style.element.get_or_add_pPr(), "bidi")

    def _bottom_line(self, style: Any) -> None:
        edge = put(style.element.get_or_add_pPr(), "pBdr")
        put(edge, "bottom", val="single", sz="6", space="2", color="000000")

    def _page(self) -> None:
        from docx.shared import Mm  # noqa: PLC0415 (see _docx)

        section = self.file.sections[0]
        section.page_width, section.page_height = (Mm(side) for side in _PAGE)
        section.left_margin = section.right_margin = Mm(self.measures.margin)
        section.top_margin = section.bottom_margin = Mm(self.measures.margin - 4)
        if self.turned:
            put(section._sectPr, "bidi")  # noqa: SLF001 (python-docx has no other way to it)
        foot = section.footer.paragraphs[0]
        self._say(foot, (Span(f"{self.document.foot}   "),))
        begin_field(foot, "PAGE")
        foot.add_run("1")
        end_field(foot)

    def _top(self) -> None:
        document = self.document
        if document.kind:
            self._say(self._paragraph("Normal"), (Span(document.kind, quiet=True),))
        self._say(self._paragraph("Title"), (document.title,))
        told: list[Spans] = [
            (Span(f"{name}: ", quiet=True), self._line(said)) for name, said in document.head
        ]
        if document.dense and told:
            first, *rest = told
            told = [(*first, *(one for line in rest for one in (Span(" · "), *line)))]
        for line in told:
            self._say(self._paragraph("Normal"), line)
        if document.contents:
            self._contents()

    def _contents(self) -> None:
        """A field that Word can bring up to date, with the headings already in it."""
        self._say(self._paragraph("Normal"), (Span(self.document.contents, strong=True),))
        heads = [b for b in self.document.blocks if isinstance(b, Heading) and b.level == 1]
        for number, head in enumerate(heads):
            line = self._paragraph("toc 1")
            if not number:
                begin_field(line, 'TOC \\o "1-1" \\h \\z')
            told = "".join(span.text for span in head.spans)
            self._say(line, (Span(told, target=head.anchor),))
            if number == len(heads) - 1:
                end_field(line)

    def _paragraph(self, style: str) -> Any:
        made = self.file.add_paragraph()
        if style not in self.looks:
            # found once, as python-docx goes through all styles each time one is named
            made.style = self.file.styles[style]
            self.looks[style] = made._p.style  # noqa: SLF001 (see _page)
        made._p.style = self.looks[style]  # noqa: SLF001 (see _page)
        if self.turned:
            put(made._p.get_or_add_pPr(), "bidi")  # noqa: SLF001 (see _page)
        return made

    def _block(self, block: Block) -> None:
        match block:
            case Heading(level, spans, anchor):
                self._say(self._paragraph(f"Heading {level}"), spans, anchor)
            case Paragraph(spans, anchor):
                self._say(self._paragraph("Normal"), spans, anchor)
            case Items(items, numbered):
                for item in items:
                    self._say(self._paragraph("List Number" if numbered else "List Bullet"), item)
            case Rows():
                self._table(block)
            case Drawing():
                self._drawing(block)

    def _table(self, block: Rows) -> None:
        from docx.shared import Mm  # noqa: PLC0415 (see _docx)

        room = _PAGE[0] - 2 * self.measures.margin
        caption = self._paragraph("Caption")
        caption.paragraph_format.keep_with_next = True
        self._say(caption, (self._line(block.caption),))
        table = self.file.add_table(rows=1, cols=len(block.columns))
        table.autofit = False
        form = table._tbl.tblPr  # noqa: SLF001 (see _page)
        if self.turned:
            put(form, "bidiVisual")
        edges = put(form, "tblBorders")
        for edge in ("top", "bottom", "insideH"):
            put(edges, edge, val="single", sz="4", space="0", color="808080")
        put(form, "tblCaption", val=bare(block.caption))
        heads = table.rows[0]
        put(heads._tr.get_or_add_trPr(), "tblHeader")  # noqa: SLF001 (see _page)
        shares = [Mm(room * share) for share in widths(block)]
        for cell, column, width in zip(heads.cells, block.columns, shares, strict=True):
            self._cell(cell, (self._line(column, strong=True),), width)
        for row in block.rows:
            made = table.add_row()
            put(made._tr.get_or_add_trPr(), "cantSplit")  # noqa: SLF001 (see _page)
            for cell, spans, width in zip(made.cells, row, shares, strict=True):
                self._cell(cell, spans, width)
        for column, width in zip(table.columns, shares, strict=True):
            column.width = width
        if not self.document.dense:
            self._paragraph("Normal")

    def _line(self, words: str, *, strong: bool = False) -> Span:
        return Span(settled(words, self.document.direction), strong=strong)

    def _cell(self, cell: Any, spans: Spans, width: Any) -> None:
        from docx.shared import Pt  # noqa: PLC0415 (see _docx)

        cell.width = width
        line = cell.paragraphs[0]
        line.paragraph_format.space_after = Pt(1)
        if self.turned:
            put(line._p.get_or_add_pPr(), "bidi")  # noqa: SLF001 (see _page)
        self._say(line, spans, size=min(_QUIET + 0.5, self.measures.size))

    def _drawing(self, block: Drawing) -> None:
        line = self._paragraph("Normal")
        line.paragraph_format.keep_with_next = True
        run = line.add_run()
        shown = run.add_picture(io.BytesIO(block.pixels()))
        room, tallest = (_PAGE[0] - 2 * self.measures.margin) * _MM, 180 * _MM
        most = room * share_of_page(block.svg)
        scale = min(most / shown.width, tallest / shown.height)
        shown.width, shown.height = (round(scale * side) for side in (shown.width, shown.height))
        about = shown._inline.docPr  # noqa: SLF001 (see _page)
        about.set("descr", bare(block.alternative))
        self._say(self._paragraph("Caption"), (self._line(block.caption),))

    def _say(
        self, line: Any, spans: Iterable[Span], anchor: str = "", size: float | None = None
    ) -> None:
        place = line._p  # noqa: SLF001 (see _page)
        if anchor:
            self._bookmark(place, anchor)
        for span in spans:
            if span.anchor:
                self._bookmark(place, span.anchor)
            run = line.add_run(isolated(span, self.document.direction))
            self._dress(run, span, size)
            if span.target:
                link = element("hyperlink", anchor=self._mark(span.target), history="1")
                place.append(link)
                link.append(run._r)  # noqa: SLF001 (see _page)

    def _dress(self, run: Any, span: Span, size: float | None) -> None:
        from docx.shared import Pt  # noqa: PLC0415 (see _docx)

        points = min(_QUIET, self.measures.size - 1) if span.quiet else size
        letters = run._r.get_or_add_rPr()  # noqa: SLF001 (see _page)
        if span.strong:
            run.bold = True
            put(letters, "bCs")
        if points:
            run.font.size = Pt(points)
            put(letters, "szCs", val=str(round(2 * points)))
        turned = (span.direction or self.document.direction) == "rtl"
        if turned:
            put(letters, "rtl")
        language = span.language or self.document.language
        if turned or span.language:
            put(letters, "lang", **({"bidi": language} if turned else {"val": language}))

    def _mark(self, anchor: str) -> str:
        """Names of bookmarks are short and hold no hyphen."""
        return self.marks.setdefault(anchor, f"at_{len(self.marks) + 1}")

    def _bookmark(self, place: Any, anchor: str) -> None:
        name = self._mark(anchor)
        number = name.removeprefix("at_")
        place.append(element("bookmarkStart", id=number, name=name))
        place.append(element("bookmarkEnd", id=number))
