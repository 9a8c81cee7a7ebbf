"""The bytes of files: told apart by their content, kept in the private storage."""

from cite.files.gateways.antivirus import AntivirusDown, Verdict, scan_bytes
from cite.files.gateways.archives import ArchiveFacts, inspect_archive
from cite.files.gateways.content import Content, inspect_content
from cite.files.gateways.storage import (
    SavedBytes,
    StorageFull,
    delete_bytes,
    delete_stale_writes,
    open_bytes,
    save_bytes,
    stored_names,
)

__all__ = [
    "AntivirusDown",
    "ArchiveFacts",
    "Content",
    "SavedBytes",
    "StorageFull",
    "Verdict",
    "delete_bytes",
    "delete_stale_writes",
    "inspect_archive",
    "inspect_content",
    "open_bytes",
    "save_bytes",
    "scan_bytes",
    "stored_names",
]
