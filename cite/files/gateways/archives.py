"""ZIP archives looked at without being extracted: an xlsx is one too, and so is a bomb."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import BinaryIO

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_CHUNK = 256 * 1024
# Beyond this the table of contents is refused anyway: no use in measuring.
_MEASURED_UP_TO = 1_000_000_000
_KNOWN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """What an archive announces, and whether it tells the truth. Sizes in bytes."""

    entries: int = 0
    compressed: int = 0
    uncompressed: int = 0
    names: frozenset[str] = frozenset()
    is_encrypted: bool = False
    is_damaged: bool = False
    is_truthful: bool = True

    @property
    def ratio(self) -> float:
        """How many bytes come out of one."""
        return self.uncompressed / max(1, self.compressed)

    @property
    def has_macros(self) -> bool:
        """Whether it is a document that holds programs."""
        return any(name.lower().endswith("vbaproject.bin") for name in self.names)


def inspect_archive(stream: BinaryIO) -> ArchiveFacts:
    """Read the table of contents of an archive, then inflate it into the void to check what it announces."""
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error):
        return ArchiveFacts(is_damaged=True)
    facts = ArchiveFacts(
        entries=len(entries),
        compressed=sum(entry.compress_size for entry in entries),
        uncompressed=sum(entry.file_size for entry in entries),
        names=frozenset(entry.filename for entry in entries[:5000]),
        is_encrypted=any(entry.flag_bits & 0x1 for entry in entries),
    )
    if facts.is_encrypted or facts.uncompressed > _MEASURED_UP_TO:
        return facts
    return _checked(facts, stream, entries)


def _checked(facts: ArchiveFacts, stream: BinaryIO, entries: list[zipfile.ZipInfo]) -> ArchiveFacts:
    """Compare the table of contents with the bytes."""
    is_truthful = not _overlap(entries)
    is_damaged = False
    if is_truthful:
        try:
            is_truthful = all(
                entry.compress_type in _KNOWN_METHODS and _is_size_true(stream, entry) for entry in entries
            )
        except (zlib.error, EOFError, ValueError, struct.error):
            is_damaged = True
    return replace(facts, is_damaged=is_damaged, is_truthful=is_truthful)


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether two entries share bytes: the way to inflate the same ones many times."""
    spans = sorted((entry.header_offset, entry.header_offset + entry.compress_size) for entry in entries)
    return any(end > start for (_start, end), (start, _end) in pairwise(spans))


def _is_size_true(stream: BinaryIO, entry: zipfile.ZipInfo) -> bool:
    """Whether an entry inflates to exactly the size it announces; stops as soon as it exceeds it."""
    if entry.compress_type == zipfile.ZIP_STORED:
        return entry.file_size == entry.compress_size
    stream.seek(entry.header_offset)
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(stream.read(_LOCAL_HEADER.size))
    if signature != b"PK\x03\x04":
        raise EOFError("no entry where the table of contents says")
    stream.seek(name_length + extra_length, 1)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    left, measured = entry.compress_size, 0
    while measured <= entry.file_size and not inflater.eof:
        packed = inflater.unconsumed_tail
        if not packed:
            packed = stream.read(min(_CHUNK, left))
            left -= len(packed)
        produced = inflater.decompress(packed, _CHUNK)
        if not packed and not produced:
            raise EOFError("the entry stops before its end")
        measured += len(produced)
    return measured == entry.file_size
