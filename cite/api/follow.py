"""What follows a deposit, for programs: requests to complete answered, messages, money, documents issued."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Path, Router

from cite.api import follow_queries as queries
from cite.api.carried import ID, KEY, carried_file, read_file
from cite.api.follow_schemas import (
    CorrectionsOut,
    IssuedList,
    MessagesOut,
    MessageTyped,
    MoneyOut,
    ReplyTyped,
)
from cite.core.journal import note_reading
from cite.documents.gateways import PDF_TYPE, render_pdf
from cite.grants.enums.documents import DocumentAct
from cite.grants.enums.payments import PaymentAct
from cite.grants.models import Remark
from cite.grants.operations.corrections import answer_remark
from cite.grants.operations.thread import write_message
from cite.grants.permissions.documents import visible_documents
from cite.grants.queries.documents import rendered

router = Router(tags=["applications"], auth=KEY)
_REMARK = Path(description="Identifiant de la remarque.")
_ISSUED = Path(description="Identifiant du document établi.")
_PDF = {
    "responses": {
        200: {
            "description": "Le document",
            "content": {PDF_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


@router.get(
    "/applications/{id}/corrections",
    response=CorrectionsOut,
    operation_id="list_corrections",
    summary="Les compléments demandés",
    description="Ce que l’instruction demande de compléter, endroit par endroit. La lecture est notée au journal.",
)
def list_corrections(request: HttpRequest, id: UUID = ID) -> dict[str, Any]:
    """List the requests to complete a file."""
    return queries.corrections(read_file(request, id))


@router.put(
    "/applications/{id}/corrections/{remark}",
    response=CorrectionsOut,
    operation_id="answer_remark",
    summary="Répondre à une remarque",
    description="Corrigez d’abord l’endroit (réponse, pièce, budget), puis répondez à chaque remarque, faites signer "
    "à nouveau si le dossier a changé, et déposez. Si quelqu’un d’autre a répondu entre-temps, rien n’est écrasé "
    "(changed_meanwhile). Envoyée deux fois, la réponse n’est gardée qu’une fois.",
)
def reply(request: HttpRequest, asked: ReplyTyped, id: UUID = ID, remark: UUID = _REMARK) -> dict[str, Any]:
    """Answer a remark."""
    file = carried_file(request, id)
    remarks = Remark.objects.filter(round__application=file).select_related("round__application")
    found = get_object_or_404(remarks, uuid=remark)
    answer_remark(remark=found, reply=asked.reply, version=asked.version, by=request.user)
    return queries.corrections(file)


@router.get(
    "/applications/{id}/messages",
    response=MessagesOut,
    operation_id="list_messages",
    summary="Les messages d’un dossier",
    description="Ce que le porteur et l’instruction se disent. La lecture est notée au journal.",
)
def list_messages(request: HttpRequest, id: UUID = ID) -> dict[str, Any]:
    """List the messages of a file."""
    return queries.messages(read_file(request, id), request.user)


@router.post(
    "/applications/{id}/messages",
    response=MessagesOut,
    operation_id="write_message",
    summary="Écrire à l’instruction",
    description="À partir du dépôt. Le même texte envoyé deux fois dans la minute ne fait qu’un message.",
)
def write(request: HttpRequest, asked: MessageTyped, id: UUID = ID) -> dict[str, Any]:
    """Write a message."""
    file = carried_file(request, id)
    write_message(application=file, text=asked.text, by=request.user)
    return queries.messages(file, request.user)


@router.get(
    "/applications/{id}/money",
    response=MoneyOut,
    operation_id="get_money",
    summary="L’argent d’un dossier : accordé, versé, à venir",
    description="Pour chaque décision notifiée. La lecture est notée au journal.",
)
def get_money(request: HttpRequest, id: UUID = ID) -> dict[str, Any]:
    """Tell the money of a file."""
    file = carried_file(request, id)
    note_reading(request, PaymentAct.READ, target=file)
    return queries.money(file, request.user)


@router.get(
    "/applications/{id}/issued",
    response=IssuedList,
    operation_id="list_issued",
    summary="Les documents établis pour un dossier",
    description="Accusé de réception ; puis, une fois la décision notifiée, lettre, arrêté, convention. Une convention "
    "se signe sur le site, en personne.",
)
def list_issued(request: HttpRequest, id: UUID = ID) -> dict[str, Any]:
    """List the documents issued for a file."""
    return queries.issued(read_file(request, id), request.user)


@router.get(
    "/applications/{id}/issued/{document}/pdf",
    operation_id="get_issued_pdf",
    summary="Un document établi, en PDF",
    description="Le même que sur le site. La lecture est notée au journal.",
    openapi_extra=_PDF,
)
def get_issued(request: HttpRequest, id: UUID = ID, document: UUID = _ISSUED) -> HttpResponse:
    """Give a document that was issued."""
    visible = visible_documents(request.user, carried_file(request, id))
    related = visible.select_related("territory", "application__partner", "award__territory")
    found = get_object_or_404(related, uuid=document)
    note_reading(request, DocumentAct.READ, target=found)
    response = HttpResponse(render_pdf(rendered(found)), content_type=PDF_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    return response
