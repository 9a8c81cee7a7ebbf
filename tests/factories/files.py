"""Files for the tests, of every kind people send."""

import io
import struct
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cite.files import operations
from cite.files.enums import FileKind
from cite.files.models import StoredFile
from cite.files.rules import UploadPolicy
from cite.tenancy.models import Territory

TABLES = UploadPolicy(max_bytes=50_000, kinds=frozenset({FileKind.CSV, FileKind.XLSX}))


def make_upload(content: bytes = b"nom;commune\nA;B\n", name: str = "liste.csv") -> SimpleUploadedFile:
    """What a form receives."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def make_file(
    territory: Territory, *, content: bytes = b"a;b\n", name: str = "liste.csv", **fields: Any
) -> StoredFile:
    """Store a file as an operation of the platform does."""
    return operations.create_file(
        name=name,
        content_type="text/csv",
        write=lambda stream: stream.write(content),
        territory=territory,
        **{"by": None, "purpose": "test"} | fields,
    )


def make_zip(entries: dict[str, bytes]) -> bytes:
    """An archive, honest."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_xlsx(entries: dict[str, bytes] | None = None) -> bytes:
    """The skeleton of a workbook: enough to be recognised."""
    return make_zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"} | (entries or {}))


def lie_about_sizes(archive: bytes, announced: int) -> bytes:
    """Make an archive announce that each of its entries inflates to a few bytes only."""
    forged = bytearray(archive)
    at = 0
    while (at := forged.find(b"PK\x01\x02", at)) >= 0:
        forged[at + 24 : at + 28] = struct.pack("<I", announced)
        at += 4
    return bytes(forged)
