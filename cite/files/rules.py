"""What may be received: facts about an upload in, every objection out. And the names of files."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cite.core.decisions import ALLOWED, Decision, unless
from cite.core.text import readable_size
from cite.files.enums import EXTENSIONS, NEVER_ACCEPTED, FileKind, UploadObjection

if TYPE_CHECKING:
    from cite.files.gateways import ArchiveFacts

NAME_MAX_LENGTH = 150
ANONYMOUS_NAME = "fichier"
# A kind on the left is welcome wherever the one on the right is: a list of one column looks like plain text.
_ACCEPTED_AS = {FileKind.TEXT: FileKind.CSV, FileKind.GEOJSON: FileKind.JSON}
# Deflate reaches 1,032 at most; sheets of identical rows stay far below this.
_SUSPECT_RATIO = 500
_RATIO_MATTERS_FROM = 50_000_000


@dataclass(frozen=True, slots=True)
class UploadPolicy:
    """What a page accepts. Sizes in bytes; those of archives are once decompressed."""

    max_bytes: int
    kinds: frozenset[FileKind]
    archive_max_bytes: int = 500_000_000
    archive_max_entries: int = 2000

    def __post_init__(self) -> None:
        if refused := self.kinds & NEVER_ACCEPTED:
            raise ValueError(f"never accepted: {sorted(refused)}")

    @property
    def accepted(self) -> str:
        """The kinds accepted, as people read them."""
        return ", ".join(str(kind.label) for kind in FileKind if kind in self.kinds)


@dataclass(frozen=True, slots=True)
class UploadFacts:
    """What is known of an upload. Without a kind: too large to be looked at. `is_cut_short`: its end lacks.

    `request_size` is set where the bytes were thrown away, as too many in the whole request.
    """

    name: str
    size: int
    kind: FileKind | None = None
    archive: ArchiveFacts | None = None
    is_cut_short: bool = False
    request_size: int | None = None


@dataclass(frozen=True, slots=True)
class Detailed:
    """An objection whose sentence carries figures or names."""

    objection: UploadObjection
    details: tuple[tuple[str, str], ...]

    @property
    def value(self) -> str:
        """The objection's own value."""
        return self.objection.value

    @property
    def label(self) -> str:
        """The sentence, with its details."""
        return str(self.objection.label).format(**dict(self.details))


def with_details(objection: UploadObjection, **details: str) -> Detailed:
    """Fill the sentence of an objection."""
    return Detailed(objection, tuple(details.items()))


def check_upload(facts: UploadFacts, policy: UploadPolicy) -> Decision:
    """Say everything that stands against an upload."""
    if facts.request_size is not None and facts.size <= policy.max_bytes:
        sizes = {"size": readable_size(facts.request_size), "limit": readable_size(policy.max_bytes)}
        return Decision((with_details(UploadObjection.REQUEST_TOO_LARGE, **sizes),))
    if facts.size == 0:
        return Decision((UploadObjection.EMPTY,))
    size = unless(
        facts.size <= policy.max_bytes,
        with_details(
            UploadObjection.TOO_LARGE, size=readable_size(facts.size), limit=readable_size(policy.max_bytes)
        ),
    )
    if facts.kind is None:
        return size
    kind = _check_kind(facts, policy) and unless(not facts.is_cut_short, UploadObjection.CUT_SHORT)
    return size & kind & _check_archive(facts, policy)


def is_misnamed(name: str, kind: FileKind) -> bool:
    """Whether the extension promises something else than the content; an unknown one promises nothing."""
    promised = EXTENSIONS.get(extension_of(name))
    return promised is not None and kind not in {promised, _reverse(promised)}


def extension_of(name: str) -> str:
    """The extension, lower case and without its dot; empty when there is none."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if stem and dot else ""


def clean_name(name: str) -> str:
    """Keep of a name what is safe to show: no path, no control or direction mark, 150 characters."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "ignore").decode())
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(c for c in name if c.isspace() or unicodedata.category(c)[0] != "C")
    name = " ".join(name.split()).strip(" .")
    if len(name) > NAME_MAX_LENGTH:
        extension = extension_of(name)
        suffix = f".{extension}" if 0 < len(extension) <= 10 else ""
        name = name[: NAME_MAX_LENGTH - len(suffix)].rstrip(" .") + suffix
    return name or ANONYMOUS_NAME


def _reverse(kind: FileKind) -> FileKind | None:
    return next((k for k, wider in _ACCEPTED_AS.items() if wider == kind), None)


def _check_kind(facts: UploadFacts, policy: UploadPolicy) -> Decision:
    if facts.kind in policy.kinds or _ACCEPTED_AS.get(facts.kind) in policy.kinds:
        return ALLOWED
    if facts.kind == FileKind.UNKNOWN:
        kind = Decision((with_details(UploadObjection.UNKNOWN_KIND, accepted=policy.accepted),))
    else:
        wrong = with_details(UploadObjection.WRONG_KIND, kind=str(facts.kind.label), accepted=policy.accepted)
        kind = Decision((wrong,))
    misnamed = with_details(UploadObjection.MISNAMED, extension=f".{extension_of(facts.name)}")
    return kind & unless(not is_misnamed(facts.name, facts.kind), misnamed)


def _check_archive(facts: UploadFacts, policy: UploadPolicy) -> Decision:
    """Judge an archive by its table of contents and a measured, discarded, decompression."""
    archive = facts.archive
    if archive is None:
        return ALLOWED
    if archive.is_encrypted:
        return Decision((UploadObjection.ARCHIVE_ENCRYPTED,))
    if archive.is_damaged:
        return Decision((UploadObjection.ARCHIVE_DAMAGED,))
    is_bomb = archive.uncompressed > _RATIO_MATTERS_FROM and archive.ratio > _SUSPECT_RATIO
    return (
        unless(
            archive.uncompressed <= policy.archive_max_bytes,
            with_details(
                UploadObjection.ARCHIVE_TOO_LARGE,
                size=readable_size(archive.uncompressed),
                limit=readable_size(policy.archive_max_bytes),
            ),
        )
        & unless(
            archive.entries <= policy.archive_max_entries,
            with_details(
                UploadObjection.ARCHIVE_TOO_MANY,
                count=str(archive.entries),
                limit=str(policy.archive_max_entries),
            ),
        )
        & unless(archive.is_truthful and not is_bomb, UploadObjection.ARCHIVE_SUSPECT)
        & unless(not archive.has_macros, UploadObjection.MACROS)
    )
