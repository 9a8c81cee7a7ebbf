"""Noting what the law asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import Decision, Refused, require, unless
from cite.core.journal import differences, record, snapshot
from cite.core.models import SaveObjection
from cite.files.enums import FileKind
from cite.files.operations import expire_file, store_upload
from cite.files.rules import UploadPolicy
from cite.opening.enums import ComplianceKind, ServiceAct, ServiceObjection
from cite.opening.models import ComplianceItem
from cite.opening.permissions import can_note_compliance
from cite.tenancy.models import Territory

DOCUMENT_PURPOSE = "compliance"
DOCUMENT_POLICY = UploadPolicy(
    max_bytes=20_000_000, kinds=frozenset({FileKind.PDF, FileKind.DOCUMENT}), archive_max_bytes=200_000_000
)
_FACTS = ("dated_on", "valid_until", "reference", "signatories", "remark", "document")


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceSheet:
    """What a person writes about a piece. Without an upload, the document of the previous version stays."""

    dated_on: date | None = None
    valid_until: date | None = None
    reference: str = ""
    signatories: str = ""
    remark: str = ""
    upload: UploadedFile | None = None
    drops_document: bool = False


def note_piece(
    *, territory: Territory, kind: ComplianceKind, sheet: PieceSheet, number: int, by: User
) -> ComplianceItem:
    """Note a new version of a piece; `number` is the version that was read, 0 for none.

    Raises:
        Refused: not hers to note, a document that may not be received, or noted by somebody meanwhile.
    """
    require(can_note_compliance(by, territory) & _dates_decision(sheet))
    document = None
    if sheet.upload is not None:
        document = store_upload(
            upload=sheet.upload, policy=DOCUMENT_POLICY, by=by, territory=territory, purpose=DOCUMENT_PURPOSE
        )
    try:
        return _add_version(territory, kind, sheet, number, by, document)
    except BaseException:
        if document is not None:
            expire_file(file=document)
        raise


@transaction.atomic
def _add_version(territory, kind, sheet, number, by, document) -> ComplianceItem:
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)  # one version at a time
    earlier = ComplianceItem.objects.filter(territory=territory, kind=kind).order_by("-number").first()
    if (earlier.number if earlier else 0) != number:
        raise Refused(Decision((SaveObjection.CHANGED_MEANWHILE,)))
    if document is None and earlier is not None and not sheet.drops_document:
        document = earlier.document
    item = ComplianceItem.objects.create(
        territory=territory,
        kind=kind,
        number=number + 1,
        dated_on=sheet.dated_on,
        valid_until=sheet.valid_until,
        reference=sheet.reference,
        signatories=sheet.signatories,
        remark=sheet.remark,
        document=document,
        noted_by=by,
    )
    before = snapshot(earlier, _FACTS) if earlier else {}
    changes = differences(before, snapshot(item, _FACTS))
    record(ServiceAct.NOTE_PIECE, by=by, target=item, changes=changes)
    return item


def _dates_decision(sheet: PieceSheet) -> Decision:
    both = sheet.dated_on is not None and sheet.valid_until is not None
    return unless(not both or sheet.dated_on <= sheet.valid_until, ServiceObjection.DATES_REVERSED)
