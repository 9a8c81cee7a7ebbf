"""The DOCX of a document: real styles, so that a person may go on writing in it and keep it accessible."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from io import BytesIO

import docx
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from cite.documents.gateways.qr import qr_png
from cite.documents.rules import (
    Block,
    BulletList,
    Contents,
    Document,
    Heading,
    KeyValues,
    NumberedList,
    PageBreak,
    Paragraph,
    QrCode,
    SignatureBlock,
    Table,
    prepared,
)
from cite.documents.rules.glyphs import typable

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FONT = "Arial"
_BLUE = RGBColor(0x1B, 0x1B, 0x6F)
_GRAY = RGBColor(0x5A, 0x5A, 0x5A)
_TEXT_WIDTH_MM = 164
_HEADINGS = {"Title": 22, "Heading 1": 14.5, "Heading 2": 12, "Heading 3": 11, "Heading 4": 10.5}
_SIZES = {"Normal": 10.5, "Subtitle": 12, **_HEADINGS}
_NOTE = "Note"


def render_docx(document: Document) -> bytes:
    """Write a document; its title, language and author are in its properties."""
    ready = prepared(document, typable)
    word = docx.Document()
    _set_page(word, ready)
    _set_styles(word, ready.language)
    _set_properties(word, ready)
    if ready.letterhead:
        _add_letterhead(word, ready.letterhead)
    word.add_paragraph(ready.title, style="Title")
    if ready.subtitle:
        word.add_paragraph(ready.subtitle, style="Subtitle")
    for block in ready.blocks:
        _add(word, block)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _add(word: Word, block: Block) -> None:
    match block:
        case Heading(text, level):
            word.add_paragraph(text, style=f"Heading {level}")
        case Paragraph(text, is_note):
            word.add_paragraph(text, style=_NOTE if is_note else "Normal")
        case BulletList(items) | NumberedList(items):
            _add_list(word, items, is_numbered=isinstance(block, NumberedList))
        case Table():
            _add_table(word, block)
        case KeyValues(items):
            _add_facts(word, items)
        case SignatureBlock():
            _add_signatures(word, block)
        case QrCode():
            _add_qr_code(word, block)
        case Contents(depth):
            _add_field(word.add_paragraph(), f'TOC \\o "1-{depth}" \\h')
        case PageBreak():
            word.add_page_break()


def _add_facts(word: Word, items: Sequence[tuple[str, str]]) -> None:
    for label, value in items:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(f"{label}\u00a0: ").font.color.rgb = _GRAY
        paragraph.add_run(value).bold = True


def _add_list(word: Word, items: Sequence[str], *, is_numbered: bool) -> None:
    if is_numbered:
        _add_numbered(word, items)
        return
    for item in items:
        word.add_paragraph(item, style="List Bullet")


def _add_numbered(word: Word, items: Sequence[str]) -> None:
    """Number a list from 1: the style alone would go on from the list before."""
    numbering = word.part.numbering_part.element
    style = word.styles["List Number"]
    num_id = style.element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(num_id).abstractNumId.val
    fresh = numbering.add_num(abstract)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    for item in items:
        properties = word.add_paragraph(item, style=style)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = fresh.numId


def _add_table(word: Word, table: Table) -> None:
    if table.caption:
        caption = word.add_paragraph(table.caption, style="Caption")
        caption.paragraph_format.keep_with_next = True
    grid = word.add_table(rows=0, cols=len(table.header), style="Table Grid")
    grid.autofit = False
    _describe(grid, table.caption or ", ".join(table.header))
    widths = [Mm(_TEXT_WIDTH_MM * weight / sum(table.weights)) for weight in table.weights]
    amounts = table.amounts
    for number, texts in enumerate([table.header, *table.rows]):
        row = grid.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if table.is_roomy and number > 0:
            row.height = Mm(14)
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for column, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
            cell.width = width
            if column in amounts:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = cell.paragraphs[0].add_run(text)
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
            run.font.size = Pt(9.5)
            run.bold = number == 0
    word.add_paragraph()


def _describe(grid: object, text: str) -> None:
    """Tell those who listen to the document what a table holds."""
    properties = grid._tbl.tblPr
    for tag in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), text)
        properties.append(element)


def _add_signatures(word: Word, block: SignatureBlock) -> None:
    for signatory in block.signatories:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(18)
        paragraph.paragraph_format.keep_together = True
        paragraph.add_run(signatory.name).bold = True
        for line in filter(None, (signatory.quality, signatory.mention)):
            paragraph.add_run(f"\n{line}")
        paragraph.paragraph_format.space_after = Pt(48)


def _add_qr_code(word: Word, code: QrCode) -> None:
    picture = word.add_paragraph()
    picture.paragraph_format.space_before = Pt(18)
    picture.paragraph_format.keep_with_next = True
    drawing = picture.add_run().add_picture(BytesIO(qr_png(code.target)), width=Mm(22))
    drawing._inline.docPr.set("descr", code.alt)
    if code.text:
        word.add_paragraph(code.text, style=_NOTE)


def _add_letterhead(word: Word, names: Sequence[str]) -> None:
    """Put those who speak on one line, with tab stops of equal width."""
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(24)
    for number in range(1, len(names)):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(_TEXT_WIDTH_MM * number / len(names)))
    run = paragraph.add_run("\t".join(names))
    run.bold = True
    run.font.color.rgb = _BLUE


def _set_page(word: Word, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(23)
    section.top_margin = section.bottom_margin = Mm(22)
    footer = section.footer.paragraphs[0]
    footer.text = f"{document.title} – "
    _add_field(footer, "PAGE")
    footer.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _add_field(paragraph: WordParagraph, name: str) -> None:
    """Add what the word processor computes, like the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _set_styles(word: Word, language: str) -> None:
    styles = word.styles
    note = styles.add_style(_NOTE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = styles["Normal"]
    note.font.size, note.font.color.rgb = Pt(9.5), _GRAY
    for name, size in _SIZES.items():
        _set_font(styles[name], size)
    for name in _HEADINGS:
        styles[name].font.color.rgb = _BLUE
    styles["Caption"].font.color.rgb = styles["Subtitle"].font.color.rgb = _GRAY
    styles["Subtitle"].font.italic = False
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    lang = defaults.find(qn("w:lang"))
    for kind in ("val", "eastAsia"):
        lang.set(qn(f"w:{kind}"), language)


def _set_font(style: ParagraphStyle, size: float) -> None:
    """Choose a font for every script: the theme of the template would win otherwise."""
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _set_properties(word: Word, document: Document) -> None:
    properties = word.core_properties
    properties.title = document.title[:255]
    properties.author = document.author[:255]
    properties.language = document.language
    properties.comments = properties.keywords = ""
    if document.date:
        properties.created = properties.modified = datetime.combine(document.date, time(), tzinfo=UTC)
