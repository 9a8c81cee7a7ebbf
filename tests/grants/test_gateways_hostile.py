"""Files made to hurt, brought as a filled form: refused in a sentence, at once, with nothing read beyond the limits."""

import io
import re
import zipfile
import zlib
from time import process_time

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from cite.grants.enums.taking_in import TakeInProblem
from cite.grants.gateways.cerfa_form import UnreadableForm, read_form
from cite.grants.gateways.workbook import read_workbook, write_workbook

SECONDS = 20  # far from what any of them takes, for a busy machine


def field(name: str, value: str) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject(name),
            NameObject("/V"): TextStringObject(value),
        }
    )


def pdf(fields: list, *, password: str = "", pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(10, 10)
    form = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([writer._add_object(item) for item in fields])}
    )
    writer._root_object[NameObject("/AcroForm")] = form
    action = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert(1)"),
    }
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    writer.add_attachment("x.exe", b"MZ")
    if password:
        writer.encrypt(password)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def nested(depth: int) -> bytes:
    """A PDF whose fields hold one another."""
    nodes = b"".join(b"%d 0 obj\n<</T(f)/Kids[%d 0 R]>>\nendobj\n" % (n, n + 1) for n in range(2, depth))
    return (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/AcroForm<</Fields[2 0 R]>>>>\nendobj\n"
        + nodes
        + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
    )


def packed(size: int) -> bytes:
    """A PDF whose objects are in a stream that swells."""
    stream = zlib.compress(b"5 0 " + b" " * size, 9)
    return (
        b"%%PDF-1.5\n1 0 obj\n<</Type/Catalog/AcroForm 5 0 R>>\nendobj\n4 0 obj\n<</Type/ObjStm/N 1/First 4"
        b"/Filter/FlateDecode/Length %d>>\nstream\n"
        % len(stream)
        + stream
        + b"\nendstream\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
    )


HEAD = b"%PDF-1.7\n"
LOOP = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/AcroForm<</Fields[2 0 R]>>>>\nendobj\n2 0 obj\n<</T(a)/Kids[2 0 R]>>\n"
    b"endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
)


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (lambda: b"", TakeInProblem.NOT_A_PDF),
        (lambda: b"<html><script>alert(1)</script>", TakeInProblem.NOT_A_PDF),
        (lambda: HEAD, TakeInProblem.NOT_A_PDF),
        (lambda: HEAD + b"<" * 1_000_000 + b"\nstartxref\n0\n%%EOF", TakeInProblem.NOT_A_PDF),
        (lambda: HEAD + b"\n0 0 obj" * 100_000, TakeInProblem.TOO_COMPLEX),
        (lambda: pdf([field(str(number), "v") for number in range(20_001)]), TakeInProblem.TOO_COMPLEX),
        (lambda: pdf([field("a", "v")], password="secret"), TakeInProblem.ENCRYPTED),  # noqa: S106 - locks a test file
        (lambda: nested(10_000), TakeInProblem.NOT_A_PDF),
        (lambda: packed(100_000_000), TakeInProblem.NOT_A_PDF),
        (lambda: LOOP, TakeInProblem.NOT_A_FORM),
    ],
    ids=["empty", "html", "head", "angles", "objects", "fields", "locked", "deep", "bomb", "loop"],
)
def test_a_hostile_pdf_is_refused_with_what_to_do(made, problem):
    """Each is made by the test that brings it: made as tests are listed, every process would make them all."""
    content = made()
    start = process_time()
    with pytest.raises(UnreadableForm) as refusal:
        read_form(content)
    assert refusal.value.problem == problem
    assert process_time() - start < SECONDS


def test_a_long_field_is_cut_and_its_controls_dropped():
    assert read_form(pdf([field("a", "\x00\u202ab\r\n" + "x" * 100_000)], pages=50)) == {
        "a": "\u202ab\n" + "x" * (20_000 - 3)
    }


def workbook(name: str = "", change=None) -> io.BytesIO:
    made = write_workbook(
        guide=["Essai"],
        headers=("Clé", "Question", "Réponse", "Montant"),
        answers=[("need", "Besoin", "=1+1")],
        amounts=[("budget.60", "Achats", "12")],
    )
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for part in source.namelist():
            content = source.read(part)
            kept.writestr(part, change(content) if part == name else content)
    output.seek(0)
    return output


STRINGS, SHEET = "xl/sharedStrings.xml", "xl/worksheets/sheet2.xml"
END = b"</sheetData>"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + number, b"&%c;" % (97 + number) * 10) for number in range(9)
)


def declared(declaration: bytes, used: bytes):
    return lambda xml: xml.replace(b"?>", b"?>" + declaration + b"]>", 1).replace(b"=1+1", used)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (STRINGS, declared(LAUGHS, b"&j;")),
        (STRINGS, declared(b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">', b"&a;")),
        (SHEET, lambda xml: xml.replace(END, b" " * 100_000_000 + END)),
        (
            SHEET,
            lambda xml: xml.replace(END, b"".join(b'<row r="%d"/>' % r for r in range(3, 900_000)) + END),
        ),
        (STRINGS, lambda xml: xml[: len(xml) // 2]),
    ],
    ids=["laughs", "outside", "blanks", "rows", "cut"],
)
def test_a_hostile_workbook_brings_nothing(name, change):
    start = process_time()
    with pytest.raises(UnreadableForm) as refusal:
        read_workbook(workbook(name, change))
    assert refusal.value.problem == TakeInProblem.NOT_OUR_WORKBOOK
    assert process_time() - start < SECONDS


def test_a_workbook_that_lies_about_its_size_is_read_as_it_is():
    lie = re.compile(rb'<dimension ref="[^"]*"/>')
    brought = workbook(SHEET, lambda xml: lie.sub(b'<dimension ref="A1:XFD1048576"/>', xml))
    assert read_workbook(brought) == {"need": ("Réponses, C2", "=1+1"), "budget.60": ("Budget, C2", "12")}


def test_of_a_formula_only_what_it_showed_is_read():
    row = b'<row r="9"><c r="A9" t="str"><v>need</v></c><c r="C9" t="str"><f>HYPERLINK("http://x.example")</f><v>vu</v></c></row>'
    assert read_workbook(workbook(SHEET, lambda xml: xml.replace(END, row + END)))["need"] == (
        "Réponses, C9",
        "vu",
    )
