"""The two formats: accessible, faithful, and never stopped by what people type."""

from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cite.documents.gateways import render_docx, render_pdf
from cite.documents.rules import (
    BulletList,
    Contents,
    Document,
    Heading,
    KeyValues,
    NumberedList,
    PageBreak,
    Paragraph,
    QrCode,
    Signatory,
    SignatureBlock,
    Table,
)
from cite.documents.rules.glyphs import _DRAWN, drawable, typable

EVERYTHING = Document(
    title="Charte de la Cité",
    subtitle="Version 2",
    author="Cité de l’emploi",
    date=date(2026, 10, 12),
    letterhead=("Préfecture de la Loire", "Saint-Étienne Métropole"),
    blocks=[
        KeyValues([("Lieu", "Salle A")]),
        Heading("Engagements", 3),
        Paragraph("Un texte.\nSuite."),
        Paragraph("Une note.", is_note=True),
        NumberedList(["un", "deux"]),
        BulletList(["point"]),
        Heading("Tableau", 4),
        Table(("Décision", "Échéance"), [("Agir", "demain")] * 80, caption="Décisions", weights=(3, 1)),
        NumberedList(["encore un"]),
        PageBreak(),
        QrCode("https://cite.example.org/authenticite/ABCD", "Code QR : vérifier ce document", "Code : ABCD"),
        SignatureBlock(
            [Signatory("Pour l’État", "Le préfet"), Signatory("Pour la métropole", mention="Signé")]
        ),
    ],
)


OUTLINED = Document(
    title="Livre",
    blocks=[
        Contents(1),
        *(block for n in range(3) for block in (PageBreak(), Heading(f"Dossier {n}"), Heading("Budget", 2))),
    ],
)


def pdf_of(document):
    return PdfReader(BytesIO(render_pdf(document)))


def word_of(document):
    return docx.Document(BytesIO(render_docx(document)))


def text_of(reader):
    return "".join(page.extract_text() for page in reader.pages)


def squeezed(text):
    """Leave out what only helps lines to break: spaces, and the openings inside long words."""
    return "".join(text.replace("\u200b", "").split())


def structure_of(node, found=None):
    """The kinds of elements of the structure tree, in reading order."""
    found = [] if found is None else found
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            structure_of(kid, found)
    elif isinstance(node, dict):
        found += [str(node["/S"])] if "/S" in node else []
        if "/K" in node:
            structure_of(node["/K"], found)
    return found


@pytest.fixture(scope="module")
def pdf():
    return pdf_of(EVERYTHING)


def test_the_pdf_says_it_is_accessible(pdf):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean
    assert root["/Lang"].lower().startswith("fr")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert pdf.metadata.title == "Charte de la Cité"
    assert pdf.xmp_metadata is not None
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode()


def test_the_pdf_is_tagged_from_title_to_cells(pdf):
    kinds = structure_of(pdf.trailer["/Root"]["/StructTreeRoot"])
    headings = [kind for kind in kinds if kind[1:2] == "H" and kind[2:].isdigit()]
    assert headings == ["/H1", "/H2", "/H3"]
    assert kinds.count("/TH") == 2
    assert kinds.count("/TD") == 160
    assert {"/L", "/LI", "/P", "/Table", "/Caption"} <= set(kinds)


def test_the_pdf_draws_everything_with_our_fonts(pdf):
    text = text_of(pdf)
    for expected in ("Préfecture de la Loire", "Saint-Étienne Métropole", "Engagements", "Signé", "1 / "):
        assert expected in text
    fonts = {
        str(font.get_object()["/BaseFont"]) for p in pdf.pages for font in p["/Resources"]["/Font"].values()
    }
    assert all("SourceSansPro" in font for font in fonts), fonts


def test_every_character_said_drawable_is_drawn():
    characters = "".join(chr(c) for first, last in _DRAWN for c in range(first, last + 1))
    blocks = [Heading(characters), Paragraph(characters), Paragraph(characters, is_note=True)]
    blocks += [Table([characters], [[characters]], caption=characters), KeyValues([(characters, characters)])]
    assert render_pdf(Document(title=characters, blocks=blocks, letterhead=[characters])).startswith(b"%PDF")


def test_every_character_said_drawable_is_read_again_once():
    characters = [chr(c) for first, last in _DRAWN for c in range(first, last + 1) if not chr(c).isspace()]
    words = [f"a{character}b" for character in characters if drawable(character) == character]
    reader = pdf_of(Document(title="t", blocks=[Paragraph("\n".join(words))]))
    read = squeezed(text_of(reader))
    assert len(words) > 1000 and [word for word in words if word not in read] == []


def test_what_people_type_is_never_code():
    typed = '#set text(red) $x^2$ *gras* _a_ `b` <script> // non /* rien */ \\ "guillemets" {{ champ }} @ref #include'
    assert squeezed(typed) in squeezed(text_of(pdf_of(Document(title="t", blocks=[Paragraph(typed)]))))


ANYTHING = st.text(st.characters(), max_size=60)


@settings(max_examples=60)
@given(title=ANYTHING, heading=ANYTHING, paragraph=ANYTHING, cell=ANYTHING, level=st.integers(-3, 12))
def test_no_text_stops_either_format(title, heading, paragraph, cell, level):
    document = Document(
        title=title,
        author=title,
        letterhead=[title, cell],
        blocks=[
            Heading(heading, level),
            Paragraph(paragraph),
            Table([heading], [[cell]], caption=heading),
            BulletList([cell]),
            KeyValues([(heading, cell)]),
            SignatureBlock([Signatory(heading, cell)]),
        ],
    )
    assert render_pdf(document).startswith(b"%PDF")
    assert render_docx(document).startswith(b"PK")


@settings(max_examples=60)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), min_size=1, max_size=80))
def test_what_is_kept_can_be_read_again(typed):
    kept = drawable(typed)
    assert squeezed(kept) in squeezed(text_of(pdf_of(Document(title="t", blocks=[Paragraph(kept)]))))


@given(ANYTHING)
def test_a_word_document_keeps_every_script(typed):
    kept = typable(typed).strip()
    paragraphs = word_of(Document(title="t", blocks=[Paragraph(typed)])).paragraphs
    assert squeezed(kept) in squeezed("".join(p.text for p in paragraphs))


def test_the_word_document_has_real_styles():
    word = word_of(EVERYTHING)
    styles = {p.text: p.style.name for p in word.paragraphs}
    assert styles["Charte de la Cité"] == "Title"
    assert styles["Engagements"] == "Heading 1"
    assert styles["Tableau"] == "Heading 2"
    assert styles["point"] == "List Bullet"
    assert styles["Décisions"] == "Caption"
    properties = word.core_properties
    assert (properties.title, properties.language, properties.author) == (
        "Charte de la Cité",
        "fr-FR",
        "Cité de l’emploi",
    )
    defaults = word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert defaults.get(qn("w:val")) == "fr-FR"


def test_a_word_table_repeats_its_header_and_says_what_it_holds():
    (table,) = word_of(EVERYTHING).tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Décisions"
    assert len(table.rows) == 81


def test_each_numbered_list_starts_at_one():
    numbered = [p for p in word_of(EVERYTHING).paragraphs if p.style.name == "List Number"]
    ids = [p._p.pPr.numPr.numId.val for p in numbered]
    assert ids[0] == ids[1] != ids[2]


def test_the_contents_lead_to_each_title_and_say_its_page():
    pdf = pdf_of(OUTLINED)
    first = " ".join(pdf.pages[0].extract_text().replace(".", " ").split())
    assert "Dossier 0 2 Dossier 1 3 Dossier 2 4" in first
    assert "Budget" not in first
    assert "/TOC" in structure_of(pdf.trailer["/Root"]["/StructTreeRoot"])
    links = [annotation.get_object()["/Subtype"] for annotation in pdf.pages[0]["/Annots"]]
    assert set(links) == {"/Link"}


def test_the_contents_of_a_docx_are_a_field_that_the_word_processor_fills():
    fields = word_of(OUTLINED).element.body.findall(f".//{qn('w:fldSimple')}")
    assert [field.get(qn("w:instr")) for field in fields] == ['TOC \\o "1-1" \\h']


def test_dense_pages_hold_more_and_stay_tagged():
    long = Document(title="Long", blocks=[Paragraph("Un mot après l’autre. " * 12)] * 30)
    dense = PdfReader(BytesIO(render_pdf(long, is_dense=True)))
    assert len(dense.pages) < len(pdf_of(long).pages)
    assert structure_of(dense.trailer["/Root"]["/StructTreeRoot"]).count("/P") == 30


@pytest.mark.parametrize("missing", range(0, 12))
def test_a_signature_never_stands_without_what_it_signs_nor_its_proof_alone(missing):
    texts = [f"Ligne {number}" for number in range(38 - missing)]
    signature = SignatureBlock([Signatory("Camille Exemple", "Directrice")])
    proof = QrCode("https://cite.example.org/x", "Carré", "Code de vérification")
    blocks = [*map(Paragraph, texts), Paragraph("Fait le 12 mai."), signature, proof]
    pages = [
        page.extract_text()
        for page in PdfReader(BytesIO(render_pdf(Document(title="t", blocks=blocks)))).pages
    ]
    (signed,) = [page for page in pages if "Camille Exemple" in page]
    assert "Fait le 12 mai." in signed and "Code de vérification" in signed


def test_columns_of_amounts_stand_to_the_right_in_a_word_document():
    rows = [["A", "8\u202f000\u00a0€", "100\u00a0%"], ["B", "–", "3"], ["Total", "−5,50\u00a0€", ""]]
    table = Table(["Qui", "Montant", "Part"], rows)
    assert table.amounts == (1,)
    word = docx.Document(BytesIO(render_docx(Document(title="t", blocks=[table]))))
    (grid,) = word.tables
    assert [[str(cell.paragraphs[0].alignment) for cell in row.cells] for row in grid.rows] == [
        ["None", "RIGHT (2)", "None"]
    ] * 4


def test_large_pages_hold_less_and_stay_tagged():
    long = Document(title="Long", blocks=[Paragraph("Un mot après l’autre. " * 12)] * 60)
    large = PdfReader(BytesIO(render_pdf(long, is_large=True)))
    assert len(large.pages) > len(pdf_of(long).pages)
    assert structure_of(large.trailer["/Root"]["/StructTreeRoot"]).count("/P") == 60
