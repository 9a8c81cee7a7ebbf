"""A document kept as JSON is the document."""

import json
import re
from datetime import date
from io import BytesIO

import docx
import pytest
import segno
from docx.oxml.ns import qn
from pypdf import PdfReader

from cite.documents.gateways import render_docx, render_pdf
from cite.documents.gateways.qr import qr_png, qr_svg
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
    from_plain,
    to_plain,
)

KEPT = Document(
    title="Arrêté",
    subtitle="n° 1",
    author="État",
    date=date(2027, 5, 15),
    letterhead=["Préfecture de la Loire"],
    blocks=[
        Heading("Article 1", 2),
        Paragraph("Un texte.", is_note=True),
        BulletList(["a"]),
        NumberedList(["b"]),
        Table(["h"], [["c"]], caption="t", weights=[1], is_roomy=True),
        KeyValues([["k", "v"]]),
        SignatureBlock([Signatory("Pour l’État", "La préfète", "Signé")]),
        QrCode("https://cite.example.org/x", "Code QR", "Code : X"),
        Contents(2),
        PageBreak(),
    ],
)


def test_a_document_survives_json():
    assert from_plain(json.loads(json.dumps(to_plain(KEPT)))) == KEPT


def test_a_document_without_a_date_survives_too():
    undated = Document(title="t", blocks=[])
    assert to_plain(from_plain(to_plain(undated))) == to_plain(undated)


def test_an_unknown_block_is_refused():
    with pytest.raises(KeyError):
        from_plain(to_plain(KEPT) | {"blocks": [{"kind": "Script", "text": "x"}]})


def test_the_square_is_said_in_the_pdf_to_those_who_do_not_see_it():
    reader = PdfReader(BytesIO(render_pdf(KEPT)))
    assert figures(reader.trailer["/Root"]["/StructTreeRoot"]) == ["Code QR"]
    assert "Code : X" in "".join(page.extract_text() for page in reader.pages)


def figures(node):
    node = node.get_object()
    if isinstance(node, list):
        return [alt for kid in node for alt in figures(kid)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/Alt"])] if node.get("/S") == "/Figure" else []
    return own + (figures(node["/K"]) if "/K" in node else [])


def test_the_square_is_said_in_the_docx_too():
    word = docx.Document(BytesIO(render_docx(KEPT)))
    pictures = word.element.body.findall(f".//{qn('wp:docPr')}")
    assert [picture.get("descr") for picture in pictures] == ["Code QR"]


def test_a_square_without_a_target_is_dropped():
    kinds = [type(b) for b in from_plain(to_plain(KEPT)).blocks]
    assert kinds.count(QrCode) == 1
    empty = Document(title="t", blocks=[QrCode("  ", "x")])
    assert b"%PDF" == render_pdf(empty)[:4]


def test_the_square_drawn_is_that_of_the_very_address():
    address = "https://cite.example.org/appels-a-projets/authenticite/SC2CBXAGZ8QN/"
    _white, path = re.findall(r' d="([^"]+)"', qr_svg(address))
    dark, x, y = set(), 0.0, 0.0
    for move, first, second in re.findall(r"([Mmh])([-\d.]+)(?:[ ]?(-?[\d.]+))?", path):
        if move == "h":
            dark |= {(int(x) + step, int(y)) for step in range(int(first))}
            x += float(first)
        else:
            x, y = (float(first), float(second)) if move == "M" else (x + float(first), y + float(second))
    wanted = segno.make(address, error="m", micro=False).matrix_iter(border=2)
    assert dark == {
        (column, line) for line, row in enumerate(wanted) for column, bit in enumerate(row) if bit
    }


def test_an_address_and_a_fingerprint_are_copied_from_a_pdf_as_they_are():
    address, fingerprint = (
        "https://cite-emploi.territoire.example.org/appels-a-projets/authenticite/",
        "d64f" * 16,
    )
    proof = QrCode("https://cite.example.org/x", "Code", f"Écrivez ce code sur {address}\n{fingerprint}")
    pdf = render_pdf(Document(title="t", blocks=[Paragraph(f"Voyez {address}"), proof]))
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\n", "")
    assert (text.count(address), text.count(fingerprint)) == (2, 1)


def test_both_pictures_are_drawn():
    assert qr_svg("https://cite.example.org/x").startswith("<svg")
    assert qr_png("https://cite.example.org/x").startswith(b"\x89PNG")
