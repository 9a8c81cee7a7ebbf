"""Files told by their bytes, archives measured without being extracted, bytes kept whole."""

import errno
import gzip
import io
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.core.dates import now
from cite.files import gateways
from cite.files.enums import FileKind
from tests.factories.files import lie_about_sizes, make_xlsx, make_zip
from tests.paths import SHARED_DATA, needs_shared_data

K = FileKind
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
GEOJSON = b'{"type": "FeatureCollection", "features": []}'
ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"nom;commune\nA;B\n", "liste.csv", K.CSV),
        (b"nom;commune\nA;B\n", "liste", K.CSV),
        (b"nom;commune\nA;B\n", "liste.xlsx", K.CSV),
        (b"a\tb\n1\t2\n", "x.dat", K.CSV),
        (b"adresse\n1 rue A\n", "une-colonne.csv", K.CSV),
        (b"adresse\n1 rue A\n", "une-colonne.txt", K.TEXT),
        (b"Bonjour, Madame.\n", "lettre.txt", K.TEXT),
        ("\ufeffnom;été\n".encode(), "bom.csv", K.CSV),
        ("nom;été\n".encode("cp1252"), "windows.csv", K.CSV),
        ("nom;été\nA;B\n".encode("utf-16"), "unicode.csv", K.CSV),
        ("nom;été\nA;B\n".encode("utf-16-be"), "sans-marque.csv", K.UNKNOWN),
        (b"nom;commune\nA\0;B\n" + b"x;y\n" * 50, "un-nul.csv", K.CSV),
        (bytes(range(256)) * 20, "bruit.csv", K.UNKNOWN),
        (b"\0" * 5000, "zeros.csv", K.UNKNOWN),
        (GEOJSON, "quartiers.geojson", K.GEOJSON),
        (
            b'{"features": [' + b'{"a": 1},' * 20_000 + b'{}], "type": "FeatureCollection"}',
            "a.json",
            K.GEOJSON,
        ),
        (b'[{"type": "texte"}]', "a.json", K.JSON),
        (b"{accolade};b\n1;2\n", "a.csv", K.CSV),
        (b"<!DOCTYPE html><html></html>", "quartiers.geojson", K.HTML),
        (b"\n\n  <!-- generated -->\n<html>", "x.csv", K.HTML),
        (b"<table><tr><td>1</td></tr></table>", "export.xls", K.HTML),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "x.svg", K.HTML),
        (b'<?xml version="1.0"?><kml/>', "x.kml", K.XML),
        (b"MZ\x90\x00" + b"\0" * 100, "liste.csv", K.EXECUTABLE),
        (b"\x7fELF" + b"\0" * 100, "liste.csv", K.EXECUTABLE),
        (b"#!/bin/sh\nrm -rf /\n", "liste.csv", K.EXECUTABLE),
        (b"%PDF-1.7\n", "x.pdf", K.PDF),
        (b"%PDF-1.7\n" + make_zip({"a.html": b"<script>"}), "deux-a-la-fois.pdf", K.UNKNOWN),
        (b"GIF89a/*" + b"\0" * 30, "x.pdf", K.IMAGE),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 30, "x.csv", K.IMAGE),
        (gzip.compress(b"a;b", mtime=0), "x.csv.gz", K.GZIP),
        (make_xlsx(), "x.xlsx", K.XLSX),
        (make_xlsx(), "x.csv", K.XLSX),
        (make_zip({"word/document.xml": b"<x/>"}), "x.docx", K.DOCUMENT),
        (make_zip(ODS), "x.ods", K.ODS),
        (make_zip({"a.csv": b"x"}), "x.zip", K.ZIP),
        (make_zip({}), "vide.zip", K.ZIP),
        (OLE, "x.xls", K.OFFICE),
        (b"", "x.csv", K.CSV),
    ],
)
def test_a_file_is_told_by_its_bytes(content, name, kind):
    stream = io.BytesIO(content)
    assert gateways.inspect_content(stream, name).kind == kind
    assert stream.tell() == 0


@pytest.mark.parametrize(
    ("content", "is_cut_short"),
    [
        (b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n", False),
        (b"%PDF-1.7\n" + b"x" * 9000 + b"\n%%EOF\r\n" + b"\0" * 2000, False),
        (b"%PDF-1.7\n1 0 obj <<>> endobj\n", True),
        (b"%PDF-1.7\n%%EOF\n" + b"x" * 9000, True),  # changed since, and the change is not whole
        (b"nom;commune\nA;B\n", False),
    ],
)
def test_a_pdf_whose_end_lacks_is_told(content, is_cut_short):
    assert gateways.inspect_content(io.BytesIO(content), "x.pdf").is_cut_short is is_cut_short


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"<", b"{", b"\xff\xfe"]),
    st.text(max_size=20),
)
def test_any_bytes_get_an_answer(content, start, name):
    assert gateways.inspect_content(io.BytesIO(start + content), name).kind in FileKind


@given(st.data())
def test_a_damaged_archive_gets_an_answer(data):
    archive = bytearray(make_xlsx({"xl/a.xml": b"abc" * 500}))
    for _ in range(data.draw(st.integers(1, 4))):
        archive[data.draw(st.integers(0, len(archive) - 1))] = data.draw(st.integers(0, 255))
    gateways.inspect_content(io.BytesIO(bytes(archive)), "x.xlsx")


@needs_shared_data
@pytest.mark.parametrize(
    ("pattern", "kind"),
    [("**/*.geojson", K.GEOJSON), ("**/*.csv", K.CSV), ("**/*.zip", K.ZIP), ("**/*.json", K.JSON)],
)
def test_real_files_are_recognised(pattern, kind):
    found = [path for path in SHARED_DATA.glob(pattern) if path.stat().st_size < 50_000_000][:20]
    assert found
    for path in found:
        with path.open("rb") as stream:
            told = gateways.inspect_content(stream, path.name)
        assert told.kind in ({kind, K.GEOJSON} if kind == K.JSON else {kind}), path.name
        assert told.archive is None or (told.archive.is_truthful and not told.archive.is_damaged)


class TestArchive:
    def test_is_counted(self):
        facts = gateways.inspect_archive(io.BytesIO(make_zip({"a": b"x" * 1000, "b": b"y" * 500})))
        assert (facts.entries, facts.uncompressed, facts.is_truthful, facts.is_damaged) == (
            2,
            1500,
            True,
            False,
        )

    def test_entries_only_stored_are_counted(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("a", b"x" * 1000)
        assert gateways.inspect_archive(stream).is_truthful

    def test_a_bomb_is_measured_quickly_and_without_memory(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(20):
                with archive.open(f"xl/{number}.xml", "w") as entry:
                    for _ in range(10):
                        entry.write(b"\0" * 1024 * 1024)
        started = time.monotonic()
        facts = gateways.inspect_archive(stream)
        assert (facts.entries, facts.uncompressed) == (20, 200 * 1024 * 1024)
        assert facts.ratio > 900
        assert time.monotonic() - started < 30

    def test_one_that_lies_about_its_sizes_is_found_out(self):
        forged = lie_about_sizes(make_zip({"xl/a.xml": b"\0" * 5_000_000}), announced=100)
        facts = gateways.inspect_archive(io.BytesIO(forged))
        assert (facts.uncompressed, facts.is_truthful) == (100, False)

    def test_entries_that_overlap_are_found_out(self):
        archive = make_zip({"a": b"abcdefgh" * 200})
        start = archive.index(b"PK\x01\x02")
        end = archive.index(b"PK\x05\x06")
        entry, tail = archive[start:end], archive[end:]
        many = 50
        tail = (
            tail[:8] + many.to_bytes(2, "little") * 2 + (len(entry) * many).to_bytes(4, "little") + tail[16:]
        )
        facts = gateways.inspect_archive(io.BytesIO(archive[:start] + entry * many + tail))
        assert (facts.entries, facts.is_truthful) == (many, False)

    def test_a_truncated_one_is_damaged(self):
        archive = make_xlsx({"xl/a.xml": bytes(range(256)) * 100})
        assert gateways.inspect_archive(io.BytesIO(archive[: len(archive) // 2])).is_damaged
        corrupted = bytearray(archive)
        corrupted[archive.index(b"xl/a.xml") + 20 : archive.index(b"xl/a.xml") + 40] = b"\xff" * 20
        facts = gateways.inspect_archive(io.BytesIO(bytes(corrupted)))
        assert facts.is_damaged or not facts.is_truthful

    def test_a_password_is_seen(self):
        encrypted = OLE + "EncryptedPackage".encode("utf-16-le")
        told = gateways.inspect_content(io.BytesIO(encrypted), "x.xlsx")
        assert (told.kind, told.archive.is_encrypted) == (K.XLSX, True)
        flagged = bytearray(make_xlsx())
        at = flagged.index(b"PK\x01\x02")
        flagged[at + 8] |= 1
        assert gateways.inspect_archive(io.BytesIO(bytes(flagged))).is_encrypted


class TestStorage:
    def test_bytes_come_back_and_their_name_says_nothing(self, settings):
        saved = gateways.save_bytes(lambda stream: stream.write(b"bonjour"))
        assert saved.size == 7
        assert saved.sha256 == "2cb4b1431b84ec15d35ed83bb927e27e8967d75f4bcd9cc4b25c8d879ae23e18"
        with gateways.open_bytes(saved.storage_name) as stream:
            assert stream.read() == b"bonjour"
        path = Path(settings.PRIVATE_STORAGE_DIR) / saved.storage_name
        assert path.stat().st_mode & 0o077 == 0
        gateways.delete_bytes(saved.storage_name)
        assert not path.exists()
        with pytest.raises(FileNotFoundError):
            gateways.open_bytes(saved.storage_name)

    def test_a_writer_may_seek(self):
        def write(stream):
            with zipfile.ZipFile(stream, "w") as archive:
                archive.writestr("a", "b")

        saved = gateways.save_bytes(write)
        with gateways.open_bytes(saved.storage_name) as stream:
            assert zipfile.ZipFile(stream).read("a") == b"b"

    @pytest.mark.parametrize(
        ("error", "expected"),
        [
            (OSError(errno.ENOSPC, "full"), gateways.StorageFull),
            (OSError(errno.EIO, "broken"), OSError),
            (KeyError, KeyError),
        ],
    )
    def test_half_a_file_is_never_kept(self, settings, error, expected):
        before = set(gateways.stored_names(older_than=now() + timedelta(days=1)))

        def write(stream):
            stream.write(b"half")
            raise error

        with pytest.raises(expected):
            gateways.save_bytes(write)
        assert set(gateways.stored_names(older_than=now() + timedelta(days=1))) == before
        assert list((Path(settings.PRIVATE_STORAGE_DIR) / "incoming").iterdir()) == []
