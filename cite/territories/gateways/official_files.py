"""Official publications fetched as they are: a path or an address, compressed or not."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import requests
from django.utils.translation import gettext as _

from cite.files.gateways.archives import inspect_archive

MAX_BYTES = 300_000_000
MAX_UNPACKED_BYTES = 600_000_000
_MAX_MEMBERS = 1_000
_TIMEOUT_S = (10, 60)
_CHUNK = 1 << 18

Progress = Callable[[int, int | None], None]
"""Told how many bytes have come, and how many are expected when the server says."""


class FileRefused(Exception):
    """A file that will not be read; the message is the sentence people read."""

    @property
    def sentence(self) -> str:
        """Why, and what to do."""
        return str(self)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a publication, and the fingerprint they had before being unpacked."""

    name: str
    content: bytes
    checksum: str


def fetch(source: str, progress: Progress | None = None) -> Fetched:
    """Bring the bytes of a file or of a web address.

    Raises:
        FileRefused: absent, too big, unreachable, or a web page.
    """
    content = (
        _download(source, progress) if source.startswith(("http://", "https://")) else _read(Path(source))
    )
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise FileRefused(
            _(
                "Ce n’est pas le fichier attendu mais une page web. Téléchargez le fichier lui-même, "
                "puis donnez son chemin."
            )
        )
    return Fetched(PurePosixPath(source).name, content, hashlib.sha256(content).hexdigest())


def unpacked(content: bytes) -> bytes:
    """Give the bytes inside a gzip file, or the bytes themselves.

    Raises:
        FileRefused: damaged, or too big once unpacked.
    """
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.open(io.BytesIO(content)) as stream:
            inside = stream.read(MAX_UNPACKED_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise FileRefused(_("Ce fichier compressé est abîmé. Téléchargez-le de nouveau.")) from None
    if len(inside) > MAX_UNPACKED_BYTES:
        raise _too_big()
    return inside


def opened_archive(content: bytes) -> zipfile.ZipFile | None:
    """Open a ZIP archive; None where the bytes are not one.

    Raises:
        FileRefused: damaged, encrypted, or made to fill the memory.
    """
    if not content.startswith(b"PK"):
        return None
    facts = inspect_archive(io.BytesIO(content))
    if facts.is_encrypted:
        raise FileRefused(_("Cette archive est protégée par un mot de passe. Donnez-la sans mot de passe."))
    if facts.is_damaged:
        raise FileRefused(_("Cette archive est abîmée. Téléchargez-la de nouveau."))
    if facts.entries > _MAX_MEMBERS or facts.uncompressed > MAX_UNPACKED_BYTES or not facts.is_truthful:
        raise _too_big()
    return zipfile.ZipFile(io.BytesIO(content))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_big()
        return path.read_bytes()
    except OSError:
        raise FileRefused(
            _("Le fichier %(name)s n’est pas lisible. Vérifiez son chemin.") % {"name": path.name}
        ) from None


def _download(address: str, progress: Progress | None) -> bytes:
    received = bytearray()
    try:
        with requests.get(address, stream=True, timeout=_TIMEOUT_S) as response:
            if not response.ok:
                raise FileRefused(
                    _(
                        "Le serveur a répondu %(code)s. Téléchargez le fichier vous-même, puis donnez "
                        "son chemin."
                    )
                    % {"code": response.status_code}
                )
            expected = int(response.headers.get("Content-Length", 0)) or None
            for block in response.iter_content(_CHUNK):
                received += block
                if len(received) > MAX_BYTES:
                    raise _too_big()
                if progress:
                    progress(len(received), expected)
    except requests.RequestException:
        raise FileRefused(
            _(
                "Cette adresse ne répond pas. Téléchargez le fichier depuis un autre poste, puis "
                "donnez son chemin."
            )
        ) from None
    return bytes(received)


def _too_big() -> FileRefused:
    return FileRefused(
        _(
            "Ce fichier est trop gros : plus de %(limit)s Mo une fois ouvert. Donnez le fichier "
            "officiel, sans rien autour."
        )
        % {"limit": MAX_UNPACKED_BYTES // 1_000_000}
    )
