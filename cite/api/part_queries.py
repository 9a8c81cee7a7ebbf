"""The documents, the partners, the similar actions and the signature of a file, as programs read them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from cite.api.file_queries import reasons
from cite.core.dates import today
from cite.files.enums import FileKind
from cite.grants.enums import SimilarSource
from cite.grants.models import Application, Attachment, Pledge
from cite.grants.operations.attachments import POLICY
from cite.grants.queries.attachments import piece_lines
from cite.grants.queries.signing import (
    attestation_points,
    deposit_decision,
    representatives_of,
    signature_of,
)
from cite.grants.queries.similar import SimilarLine, similar_actions
from cite.grants.queries.standing import deposit_deadline


def pieces(application: Application) -> dict[str, Any]:
    """List what the call asks, what was joined, what may be taken again."""
    lines = piece_lines(application, with_reusable=application.is_editable)
    return {
        "is_editable": application.is_editable,
        "max_bytes": POLICY.max_bytes,
        "kinds": sorted(FileKind(kind).value for kind in POLICY.kinds),
        "pieces": [
            {
                "code": line.piece.code,
                "label": line.piece.label,
                "help": line.piece.help,
                "is_required": line.piece.is_required,
                "documents": [_document(document) for document in line.documents],
                "offered": [_offered(document) for document in line.reusable],
            }
            for line in lines
        ],
    }


def _document(document: Attachment) -> dict[str, Any]:
    return stored(document) | {
        "year": document.year,
        "state": document.state,
        "state_label": document.get_state_display(),
        "note": document.note,
    }


def stored(document: Any) -> dict[str, Any]:
    """Tell the file of a document, and what the antivirus said of it."""
    file = document.file
    return {
        "id": document.uuid,
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "scan": file.scan_state,
        "scan_label": file.get_scan_state_display(),
    }


def _offered(document: Attachment) -> dict[str, Any]:
    number = document.application.number
    return {"id": document.uuid, "name": document.file.name, "year": document.year, "file_number": number}


def partners(application: Application) -> dict[str, Any]:
    """List the partners of a file, and what each answered."""
    found = [
        {
            "id": pledge.uuid,
            "name": pledge.name,
            "part": pledge.part,
            "email": pledge.email,
            "asked_at": pledge.asked_at,
            "answer": pledge.answer,
            "answer_label": pledge.get_answer_display(),
            "words": pledge.words,
            "answered_by": pledge.answered_by,
            "answered_at": pledge.answered_at,
        }
        for pledge in Pledge.objects.filter(application=application)
    ]
    return {"count": len(found), "partners": found}


def similar(application: Application) -> dict[str, Any]:
    """List the actions that look like a file's, and what its carrier answered."""
    found = [_similar(line) for line in similar_actions(application)]
    return {"count": len(found), "actions": found}


def _similar(line: SimilarLine) -> dict[str, Any]:
    action = line.action
    return {
        "source": action.source,
        "source_label": line.source_label,
        "key": action.key,
        "title": action.title,
        "carrier": action.carrier,
        "year": action.year,
        "reasons": list(line.reasons),
        "is_required": action.source == SimilarSource.FUNDED_ACTION,
        "answer": line.answer,
    }


def signature(application: Application) -> dict[str, Any]:
    """Tell where the signature of a file stands, and what else stands against its deposit."""
    signed = signature_of(application)
    decision = deposit_decision(application, today())
    stale = {"not_signed", "signature_stale"} & {objection.value for objection in decision.objections}
    return {
        "is_signed": signed is not None and not stale,
        "signatory": signed.signatory_name if signed else "",
        "function": signed.signatory_function if signed else "",
        "signed_at": signed.signed_at if signed else None,
        "page": signing_page(application),
        "who_may_sign": [str(person) for person in representatives_of(application.partner)],
        "attestation": attestation_points(application),
        "deadline": deposit_deadline(application),
        "objections": reasons(decision.objections) if application.is_editable else [],
    }


def signing_page(application: Application) -> str:
    """Tell where the legal representative signs."""
    return reverse("grants:check", args=[application.uuid])
