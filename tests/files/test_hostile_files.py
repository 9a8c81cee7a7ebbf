"""What hostile people send in place of a PDF: each is refused, with a sentence in French that says the remedy."""

import pytest

from cite.core.decisions import Refused
from cite.files import operations
from cite.files.enums import FileKind, UploadObjection
from cite.files.models import StoredFile
from cite.files.rules import UploadPolicy
from tests.factories.files import make_file, make_upload, make_xlsx, make_zip

pytestmark = pytest.mark.django_db

Why = UploadObjection
POLICY = UploadPolicy(max_bytes=100_000, kinds=frozenset({FileKind.PDF, FileKind.DOCUMENT}))
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
DOCX = {"word/document.xml": b"<x/>"}


def store(territory, content: bytes, name: str) -> StoredFile:
    return operations.store_upload(
        upload=make_upload(content, name), policy=POLICY, by=None, territory=territory, purpose="test"
    )


@pytest.mark.parametrize(
    ("content", "name", "objections"),
    [
        (SVG, "logo.svg", [Why.WRONG_KIND]),
        (b'<?xml version="1.0"?>' + SVG, "logo.pdf", [Why.WRONG_KIND, Why.MISNAMED]),
        (HTML, "convention.pdf", [Why.WRONG_KIND, Why.MISNAMED]),
        (b"\n\t " + HTML, "convention.pdf", [Why.WRONG_KIND, Why.MISNAMED]),
        (b"\xef\xbb\xbf" + HTML, "convention.pdf", [Why.WRONG_KIND, Why.MISNAMED]),
        (b"MZ" + b"\0" * 200, "convention.pdf.exe", [Why.WRONG_KIND]),
        (b"MZ" + b"\0" * 200, "convention.exe.pdf", [Why.WRONG_KIND, Why.MISNAMED]),
        (PDF + make_zip({"x.html": HTML}), "convention.pdf", [Why.UNKNOWN_KIND, Why.MISNAMED]),
        (make_zip({"x.html": HTML}), "convention.pdf", [Why.WRONG_KIND, Why.MISNAMED]),
        (make_zip({**DOCX, "word/vbaProject.bin": b"x"}), "convention.docx", [Why.MACROS]),
        (make_xlsx(), "convention.docx", [Why.WRONG_KIND, Why.MISNAMED]),
        (b"", "convention.pdf", [Why.EMPTY]),
        (PDF + b"\0" * 100_000, "convention.pdf", [Why.TOO_LARGE]),
        (bytes(range(256)) * 4, "convention.pdf", [Why.UNKNOWN_KIND, Why.MISNAMED]),
        (make_zip({**DOCX, "word/a.xml": b"\0" * 60_000_000}), "bombe.docx", [Why.ARCHIVE_SUSPECT]),
    ],
)
def test_it_is_refused_with_its_reasons(territory, content, name, objections):
    with pytest.raises(Refused) as refusal:
        store(territory, content, name)
    found = refusal.value.decision.objections
    assert [objection.value for objection in found] == [objection.value for objection in objections]
    assert all(len(sentence) > 20 and "{" not in sentence for sentence in refusal.value.decision.sentences)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../x.pdf", "x.pdf"),
        ("..\\..\\windows\\x.pdf", "x.pdf"),
        ("/etc/passwd", "passwd"),
        ("..", "fichier"),
        ("a\0b.pdf", "ab.pdf"),
        ("facture\u202efdp.exe.pdf", "facturefdp.exe.pdf"),
        ('a"; filename="b.html.pdf', 'a"; filename="b.html.pdf'),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie: x=1.pdf"),
        ("x" * 5000 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_a_name_leads_nowhere(client, territory, settings, name, kept):
    """Neither on our disk nor in the headers of the answer."""
    upload = make_upload(PDF, "x.pdf")
    upload._name = name  # Django cleans some of these on arrival; our own cleaning is what is tested
    file = operations.store_upload(upload=upload, policy=POLICY, by=None, territory=territory, purpose="test")
    assert file.name == kept
    assert not any(part in file.storage_name for part in ("..", "\\", "x.pdf"))
    from tests.factories.accounts import make_user

    file.owner = make_user("owner")
    file.save()
    client.force_login(file.owner)
    answer = client.get(f"/fichiers/{file.uuid}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert "Set-Cookie" not in answer.headers
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_what_we_store_never_runs_where_it_is_stored(territory, settings):
    from pathlib import Path

    file = make_file(territory)
    path = Path(settings.PRIVATE_STORAGE_DIR) / file.storage_name
    assert path.stat().st_mode & 0o777 == 0o600
    with open(path, "rb") as stream:
        assert stream.read() == b"a;b\n"
