"""The documents of a file: joined, taken again from another of one's files, taken away."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.files.enums import FileKind
from cite.files.models import StoredFile
from cite.files.operations import expire_file, store_upload
from cite.files.rules import UploadPolicy
from cite.grants.enums import WritingAct, WritingObjection
from cite.grants.models import Application, Attachment
from cite.grants.operations.content import content_changed, locked_application
from cite.grants.permissions.writing import can_write
from cite.grants.queries.applications import pieces_asked
from cite.grants.queries.attachments import reusable_documents

ATTACHMENT_PURPOSE = "grants.attachment"
POLICY = UploadPolicy(
    max_bytes=20_000_000,
    kinds=frozenset({FileKind.PDF, FileKind.IMAGE, FileKind.XLSX, FileKind.ODS, FileKind.DOCUMENT}),
)
MAX_ATTACHMENTS = 60


def attach_document(
    *, application: Application, piece: str, upload: UploadedFile, by: User, year: int | None = None
) -> Attachment:
    """Join a document to a file; the same bytes sent twice, once. They are written before any transaction of ours.

    Raises:
        Refused: not hers, no longer to be written in, a document that is not asked, or what stands against the upload.
    """
    require(can_write(by, application) & _may_join(application, piece))
    stored = store_upload(
        upload=upload, policy=POLICY, by=by, territory=application.territory, purpose=ATTACHMENT_PURPOSE
    )
    try:
        document = _join(application, piece, stored, year, by)
    except BaseException:
        expire_file(file=stored)
        raise
    if document.file_id != stored.pk:
        expire_file(file=stored)
    return document


@transaction.atomic
def reuse_document(*, application: Application, document: Attachment, by: User) -> Attachment:
    """Take a document again from another file of the same carrier; taken twice, once.

    Raises:
        Refused: not hers, or a document that may not be taken.
    """
    application = locked_application(application, by)
    taken = Attachment.objects.filter(
        application=application, piece=document.piece, file=document.file_id
    ).first()
    if taken is not None:
        return taken
    is_offered = document.pk in {offered.pk for offered in reusable_documents(application)}
    require(unless(is_offered, WritingObjection.NOT_THE_SAME_CARRIER))
    return _join(application, document.piece, document.file, document.year, by)


@transaction.atomic
def detach_document(*, application: Application, document: Attachment, by: User) -> None:
    """Take a document away from a file; what was deposited keeps its name and its fingerprint.

    Raises:
        Refused: not hers, or no longer to be written in.
    """
    file = locked_application(application, by)
    removed, _rows = Attachment.objects.filter(pk=document.pk, application=file).delete()
    if removed:
        _changed(file, by)
        record(WritingAct.DETACH, by=by, target=file, changes={"piece": (document.piece, None)})


def _may_join(application: Application, piece: str):
    codes = {asked.code for asked in pieces_asked(application)}
    count = Attachment.objects.filter(application=application).count()
    return unless(piece in codes, WritingObjection.NOT_A_PIECE) & unless(
        count < MAX_ATTACHMENTS, WritingObjection.TOO_MANY_DOCUMENTS
    )


@transaction.atomic
def _join(application: Application, piece: str, stored: StoredFile, year: int | None, by: User) -> Attachment:
    """Join bytes that are kept; where the same ones stand there already for the same year, give that document."""
    file = locked_application(application, by)
    joined = Attachment.objects.filter(application=file, piece=piece, year=year, file__erased_at=None)
    if same := joined.filter(file__sha256=stored.sha256).select_related("file").first():
        return same
    require(_may_join(file, piece))
    document = Attachment.objects.create(
        territory=file.territory, application=file, piece=piece, file=stored, year=year, added_by=by
    )
    _changed(file, by)
    record(WritingAct.ATTACH, by=by, target=file, changes={"piece": (None, piece)})
    return document


def _changed(file: Application, by: User) -> None:
    content_changed(application=file, by=by)
    file.save_next_version()
