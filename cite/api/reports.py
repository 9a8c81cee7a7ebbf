"""The bilans of an organization, for its programs: read, written, their documents joined; the interim one deposited."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Form, Path, Router, UploadedFile

from cite.api import report_queries as queries
from cite.api.carried import ID, KEY, require_carrier
from cite.api.enums import ProblemCode
from cite.api.file_queries import reasons, reasons_of
from cite.api.parts import UPLOAD
from cite.api.problems import Problem, field_error, require_form
from cite.api.report_schemas import (
    CertifyTyped,
    FieldsOut,
    FieldsRequest,
    ReportDetail,
    ReportDocumentForm,
    ReportLineTyped,
    ReportList,
)
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.grants.enums import ReportAct, ReportObjection
from cite.grants.models import ActivityReport, ReportFile, ReportLine
from cite.grants.operations.report_deposit import deposit_report
from cite.grants.operations.report_writing import (
    Typed,
    Written,
    add_file,
    add_line,
    begin_report,
    remove_file,
    remove_line,
    save_fields,
)
from cite.grants.permissions.reports import visible_reports
from cite.grants.queries.reports import RELATED, ReportSheet, path_of
from cite.grants.rules.answers import fingerprint

router = Router(tags=["reports"], auth=KEY)
_DOCUMENT = Path(description="Identifiant du document.")
_LINE = Path(description="Identifiant de la ligne.")
_NOTHING_SEEN = fingerprint("")


@router.get(
    "/reports",
    response=ReportList,
    operation_id="list_reports",
    summary="Les bilans de votre structure, et leurs échéances",
    description="Ceux des actions financées ici, et ceux que vous avez commencés pour des actions plus anciennes.",
)
def list_reports(request: HttpRequest) -> dict[str, Any]:
    """List the bilans of the organization of the key."""
    found = [queries.summary(report) for report in _visible(request).order_by("due_on", "pk")]
    return {"count": len(found), "reports": found}


@router.get(
    "/reports/{id}",
    response=ReportDetail,
    operation_id="get_report",
    summary="Un bilan : ce qu’il demande, ce qu’il contient, ce qui manque",
    description="La lecture est notée au journal.",
)
def get_report(request: HttpRequest, id: UUID = ID) -> dict[str, Any]:
    """Tell a bilan."""
    report = _report(request, id)
    note_reading(request, ReportAct.READ, target=report)
    return queries.detail(report)


@router.post(
    "/reports/{id}/begin",
    response=ReportDetail,
    operation_id="begin_report",
    summary="Commencer un bilan",
    description="Le budget prévu du dossier, avec ce qui a été accordé, y entre ligne par ligne. Deux fois, une fois.",
)
def begin(request: HttpRequest, id: UUID = ID) -> dict[str, Any]:
    """Begin a bilan."""
    begin_report(report=_report(request, id), by=request.user)
    return _detail(request, id)


@router.patch(
    "/reports/{id}/fields",
    response=FieldsOut,
    operation_id="save_report_fields",
    summary="Écrire dans un bilan",
    description="Chaque champ est traité à part. Si quelqu’un d’autre a écrit entre-temps, rien n’est écrasé : "
    "son texte est rendu avec son empreinte. Un champ que ce bilan n’a pas refuse toute la demande.",
)
def save(request: HttpRequest, asked: FieldsRequest, id: UUID = ID) -> dict[str, Any]:
    """Save fields of a bilan."""
    names = [one.name for one in asked.fields]
    if repeated := [rank for rank, name in enumerate(names) if name in names[:rank]]:
        errors = [field_error(f"fields.{rank}.name", "repeated") for rank in repeated]
        raise Problem(ProblemCode.INVALID, errors=errors)
    fields = {one.name: Typed(one.text, one.seen or _NOTHING_SEEN) for one in asked.fields}
    written = save_fields(report=_report(request, id), fields=fields, by=request.user)
    sheet = ReportSheet(_report(request, id))
    return {
        "version": sheet.report.version,
        "results": [_result(name, sheet.text(name), written) for name in names],
        "missing": reasons(sheet.lacks),
    }


@router.post(
    "/reports/{id}/lines",
    response=ReportDetail,
    operation_id="add_report_line",
    summary="Ajouter au budget réalisé une ligne qui n’était pas prévue",
    description="La même ligne envoyée deux fois n’y est qu’une fois.",
)
def add(request: HttpRequest, asked: ReportLineTyped, id: UUID = ID) -> dict[str, Any]:
    """Add a line."""
    told = {"account": asked.account, "label": asked.label.strip(), "realized": asked.realized}
    add_line(report=_report(request, id), by=request.user, **told)
    return _detail(request, id)


@router.delete(
    "/reports/{id}/lines/{line}",
    response=ReportDetail,
    operation_id="remove_report_line",
    summary="Retirer une ligne ajoutée",
    description="Une ligne prévue reste, à zéro.",
)
def remove(request: HttpRequest, id: UUID = ID, line: UUID = _LINE) -> dict[str, Any]:
    """Remove a line that was added."""
    lines = ReportLine.objects.filter(report=_report(request, id)).select_related("report__territory")
    remove_line(line=get_object_or_404(lines, uuid=line), by=request.user)
    return _detail(request, id)


@router.post(
    "/reports/{id}/documents",
    response=ReportDetail,
    operation_id="attach_report_document",
    summary="Joindre une pièce à un bilan",
    description="Un formulaire multipart/form-data, un fichier à la fois, examiné comme sur le site. Les mêmes octets "
    "envoyés deux fois pour la même pièce n’y sont qu’une fois.",
)
def attach(
    request: HttpRequest,
    asked: Form[ReportDocumentForm],
    upload: UploadedFile = UPLOAD,
    id: UUID = ID,
) -> dict[str, Any]:
    """Join a document to a bilan."""
    require_form(request, ReportDocumentForm, "upload")
    add_file(report=_report(request, id), piece=asked.piece, upload=upload, by=request.user)
    return _detail(request, id)


@router.delete(
    "/reports/{id}/documents/{document}",
    response=ReportDetail,
    operation_id="detach_report_document",
    summary="Retirer une pièce d’un bilan",
    description="Ce qui a été déposé garde son nom et son empreinte.",
)
def detach(request: HttpRequest, id: UUID = ID, document: UUID = _DOCUMENT) -> dict[str, Any]:
    """Take a document of a bilan away."""
    files = ReportFile.objects.filter(report=_report(request, id)).select_related("report__territory")
    remove_file(file=get_object_or_404(files, uuid=document), by=request.user)
    return _detail(request, id)


@router.post(
    "/reports/{id}/deposit",
    response=ReportDetail,
    operation_id="deposit_report",
    summary="Déposer un bilan intermédiaire",
    description="Le bilan final est certifié par le représentant légal, en personne, sur sa page : un logiciel ne "
    "signe pas. Le bilan intermédiaire est déposé par qui l’écrit. Envoyé deux fois, il n’est déposé qu’une fois.",
)
def deposit(request: HttpRequest, asked: CertifyTyped, id: UUID = ID) -> dict[str, Any]:
    """Deposit an interim bilan."""
    report = _report(request, id)
    if not report.is_interim:
        detail = _(
            "Un logiciel ne signe pas : le représentant légal lit et certifie ce bilan final en personne, à cette "
            "adresse du site : %(page)s."
        ) % {"page": path_of(report)}
        errors = reasons_of(Decision((ReportObjection.REPRESENTATIVE_SIGNS,)))
        raise Problem(ProblemCode.FORBIDDEN, detail, errors)
    deposit_report(report=report, function=asked.function.strip(), version=asked.version, by=request.user)
    return _detail(request, id)


def _visible(request: HttpRequest) -> QuerySet[ActivityReport]:
    """List the bilans that the person of the key writes for its organization."""
    require_carrier(request)
    visible = visible_reports(request.user, request.territory).select_related(*RELATED)
    return visible.filter(funded_action__partner=request.membership.partner_id)


def _report(request: HttpRequest, uuid: UUID) -> ActivityReport:
    return get_object_or_404(_visible(request), uuid=uuid)


def _detail(request: HttpRequest, uuid: UUID) -> dict[str, Any]:
    return queries.detail(_report(request, uuid))


def _result(name: str, text: str, written: Written) -> dict[str, str]:
    told = {"name": name, "text": text, "seen": fingerprint(text), "detail": ""}
    if name in written.problems:
        return told | {"result": "refused", "detail": written.problems[name]}
    if name in written.conflicts:
        detail = _("Quelqu’un d’autre a écrit entre-temps : relisez, puis renvoyez votre texte.")
        return told | {"result": "conflict", "detail": detail}
    return told | {"result": "saved" if name in written.saved else "unchanged"}
