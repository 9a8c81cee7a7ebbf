"""The proof of an action as one archive: the same content gives the same bytes, and a manifest proves each member."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping

from cite.core.decisions import Decision, unless
from cite.grants.enums.proof import ProofObjection

MANIFEST = "manifest.json"
PDF_MAX, ENTRY_MAX, BYTES_MAX = 60, 5_000, 60_000_000
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first date an archive knows: no member says when it was made, so that nothing changes with the day."""
_PLAIN_FILE = 0o644 << 16
_UNIX = 3


def archive_of(members: Mapping[str, bytes], about: Mapping[str, str]) -> bytes:
    """Write an archive: its manifest first, then its members in the order of their names."""
    names = sorted(members)
    manifest = {
        **about,
        "members": [
            {"name": name, "bytes": len(members[name]), "sha256": hashlib.sha256(members[name]).hexdigest()}
            for name in names
        ],
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _write(archive, MANIFEST, plain_json(manifest))
        for name in names:
            _write(archive, name, members[name])
    return out.getvalue()


def plain_json(value: object) -> bytes:
    """Write a value as JSON, the same on every machine."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def count_decision(*, pdfs: int, entries: int) -> Decision:
    """Say whether an archive is small enough to be made, before it is."""
    return unless(pdfs <= PDF_MAX and entries <= ENTRY_MAX, ProofObjection.TOO_LARGE)


def size_decision(members: Mapping[str, bytes]) -> Decision:
    """Say whether what was gathered holds in one archive."""
    return unless(sum(map(len, members.values())) <= BYTES_MAX, ProofObjection.TOO_LARGE)


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, date_time=_LONG_AGO)
    info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, _PLAIN_FILE, _UNIX
    archive.writestr(info, content)
