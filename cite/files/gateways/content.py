"""What a file is, told by its bytes."""

from __future__ import annotations

import codecs
import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import filetype

from cite.files.enums import EXTENSIONS, FileKind
from cite.files.gateways.archives import ArchiveFacts, inspect_archive

_HEAD = 64 * 1024
_PDF_END = "%%EOF"
_OFFICE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_EXECUTABLES = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
_BEGINNINGS = {FileKind.EXECUTABLE: _EXECUTABLES, FileKind.PARQUET: (b"PAR1",)}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SOUNDS = {"audio/mpeg": FileKind.MP3, "audio/mp4": FileKind.M4A, "audio/ogg": FileKind.OGG}
_MP3_FRAME = re.compile(rb"\xff[\xe2-\xff]")
"""How each frame of an MP3 begins: no text holds it."""
_PICTURES = b"vide"
"""How a film names the part of it that one sees."""
_READ_AT_ONCE = 1024 * 1024
_HTML = re.compile(
    r"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script|iframe|svg|table|meta|div|form|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(r'\{\s*["}]|\[\s*[\[{"\]\d-]')
_GEOJSON = re.compile(
    r'"type"\s*:\s*"(FeatureCollection|Feature|(Multi)?(Point|LineString|Polygon)|GeometryCollection)"'
)
_PLAIN_CONTROLS = frozenset("\t\n\r\f\x1a")
_MAX_CONTROL_SHARE = 0.02
_FEW_CONTROLS = 8  # a stray NUL in a short list does not make it a program


@dataclass(frozen=True, slots=True)
class Content:
    """What a file is; for a ZIP or one of its kin, what it holds; for a PDF, whether its end lacks."""

    kind: FileKind
    archive: ArchiveFacts | None = None
    is_cut_short: bool = False


def inspect_content(stream: BinaryIO, name: str = "") -> Content:
    """Tell a file by its bytes. The name settles only what bytes cannot: one column is a CSV if it says so.

    Leaves the stream at its start.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    try:
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return _zip_content(stream, name)
        return _binary_content(stream, head, name) or Content(_text_kind(stream, head, name))
    finally:
        stream.seek(0)


def _zip_content(stream: BinaryIO, name: str) -> Content:
    archive = inspect_archive(stream)
    names = archive.names
    if any(n.startswith("xl/") for n in names):
        return Content(FileKind.XLSX, archive)
    if any(n.startswith(("word/", "ppt/")) for n in names):
        return Content(FileKind.DOCUMENT, archive)
    if "mimetype" in names and "content.xml" in names:
        return Content(FileKind.ODS if name.lower().endswith(".ods") else FileKind.DOCUMENT, archive)
    promised = EXTENSIONS.get(name.lower().rpartition(".")[2])
    is_damaged_workbook = archive.is_damaged and promised == FileKind.XLSX
    return Content(FileKind.XLSX if is_damaged_workbook else FileKind.ZIP, archive)


def _binary_content(stream: BinaryIO, head: bytes, name: str) -> Content | None:
    """Recognise what starts by a signature; None for what may be text."""
    if head.startswith(_OFFICE_MAGIC):
        stream.seek(0)
        if _ENCRYPTED_OFFICE in stream.read(1024 * 1024):
            return Content(FileKind.XLSX, ArchiveFacts(is_encrypted=True))
        return Content(FileKind.OFFICE)
    for kind, beginnings in _BEGINNINGS.items():
        if head.startswith(beginnings):
            return Content(kind)
    guessed = filetype.guess_mime(head) if head else None
    if guessed is None:
        return None
    if guessed.startswith("image/"):
        return Content(FileKind.IMAGE)
    if guessed in _SOUNDS:
        return _sound_content(_SOUNDS[guessed], head)
    # Some telephones give to their sounds the brand of films: what has no picture is a sound.
    if guessed == "video/mp4" and name.lower().endswith(".m4a") and not _has_pictures(stream):
        return Content(FileKind.M4A)
    if guessed == "application/pdf":
        return _pdf_content(stream)
    return Content(FileKind.GZIP if guessed == "application/gzip" else FileKind.UNKNOWN)


def _sound_content(kind: FileKind, head: bytes) -> Content:
    """Tell a sound; a title with nothing to hear under it is none."""
    is_empty = kind == FileKind.MP3 and not _MP3_FRAME.search(head)
    return Content(FileKind.UNKNOWN if is_empty else kind)


def _pdf_content(stream: BinaryIO) -> Content:
    """Tell a PDF; a page for one program and an archive for another is nothing: nobody writes that by chance."""
    if zipfile.is_zipfile(stream):
        return Content(FileKind.UNKNOWN)
    return Content(FileKind.PDF, is_cut_short=_PDF_END not in _tail(stream))


def _has_pictures(stream: BinaryIO) -> bool:
    stream.seek(0)
    before = b""
    while chunk := stream.read(_READ_AT_ONCE):
        if _PICTURES in before + chunk:
            return True
        before = chunk[-len(_PICTURES) :]
    return False


def _text_kind(stream: BinaryIO, head: bytes, name: str) -> FileKind:
    text = _decoded(head)
    controls = sum(c not in _PLAIN_CONTROLS and (c < " " or "\x7f" <= c <= "\x9f") for c in text)
    if controls > max(_FEW_CONTROLS, _MAX_CONTROL_SHARE * len(text)):
        return FileKind.UNKNOWN
    start = text.lstrip()
    if _HTML.match(start):
        return FileKind.HTML
    if start.startswith("<"):
        return FileKind.XML
    if _JSON.match(start):
        return FileKind.GEOJSON if _GEOJSON.search(text + _tail(stream)) else FileKind.JSON
    promised = EXTENSIONS.get(name.lower().rpartition(".")[2])
    first_line = start.partition("\n")[0]
    is_table = promised == FileKind.CSV or (promised != FileKind.TEXT and re.search(r"[;,\t|]", first_line))
    return FileKind.CSV if is_table else FileKind.TEXT


def _decoded(head: bytes) -> str:
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")


def _tail(stream: BinaryIO) -> str:
    """The end of a file: where some writers put a collection's type, and a PDF says that it is whole."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 4096))
    return stream.read(4096).decode("utf-8", "ignore")
