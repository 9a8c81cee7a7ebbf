"""Where the bytes of stored files are kept: the private storage, under names that say nothing."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages

_ASIDE = "incoming"
_FULL = {errno.ENOSPC, errno.EDQUOT}


class StorageFull(OSError):
    """There is no room left for the file."""


@dataclass(frozen=True, slots=True)
class SavedBytes:
    """What was written, and under which name."""

    storage_name: str
    size: int
    sha256: str


class _WrittenAside(File):
    """A file that a local storage takes by renaming it rather than by copying it."""

    def temporary_file_path(self) -> str:
        """Where the bytes already are."""
        return self.file.name


def save_bytes(write: Callable[[BinaryIO], object]) -> SavedBytes:
    """Keep what `write` writes. Written aside, flushed to the disk, then renamed: never half a file.

    Raises:
        StorageFull: there is no room left.
    """
    name = uuid4().hex
    aside = _aside_folder()
    path = None
    try:
        with NamedTemporaryFile(dir=aside, delete=False) as stream:
            path = Path(stream.name)
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
            stream.seek(0)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
            stored = _storage().save(f"{name[:2]}/{name}", _WrittenAside(stream))
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull(*error.args) from error
        raise
    finally:
        if path is not None:
            path.unlink(missing_ok=True)
    return SavedBytes(storage_name=stored, size=size, sha256=digest)


def open_bytes(storage_name: str) -> BinaryIO:
    """Open the bytes for reading.

    Raises:
        FileNotFoundError: they are gone.
    """
    return _storage().open(storage_name, "rb")


def delete_bytes(storage_name: str) -> None:
    """Delete the bytes; nothing happens where they are gone already."""
    _storage().delete(storage_name)


def stored_names(*, older_than: datetime) -> Iterator[str]:
    """List the names in the storage last written before a moment."""
    storage = _storage()
    with suppress(FileNotFoundError):
        for folder in storage.listdir("")[0]:
            if folder == _ASIDE:
                continue
            for name in storage.listdir(folder)[1]:
                full = f"{folder}/{name}"
                with suppress(FileNotFoundError):
                    if storage.get_modified_time(full) < older_than:
                        yield full


def delete_stale_writes(*, older_than: datetime) -> None:
    """Delete what a killed process left half written."""
    for path in _aside_folder().iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < older_than.timestamp():
                path.unlink()


def _storage() -> Storage:
    return storages["private"]


def _aside_folder() -> Path:
    folder = Path(settings.PRIVATE_STORAGE_DIR) / _ASIDE
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
