"""The documents, the partners and the similar actions of a file, which programs write; its signature, which they read.

Everything goes through the operations of the site: the same rights, the same objections, the same journal.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form, Path, Router, UploadedFile

from cite.api import part_queries as queries
from cite.api.carried import ID, KEY, carried_file, read_file
from cite.api.part_schemas import (
    DocumentForm,
    PartnersOut,
    PartnerTyped,
    PiecesOut,
    SignatureOut,
    SimilarList,
    SimilarTyped,
)
from cite.api.problems import require_form
from cite.grants.models import Application, Attachment, Pledge
from cite.grants.operations.attachments import attach_document, detach_document, reuse_document
from cite.grants.operations.pledges import ask_partner, name_partner, remove_partner
from cite.grants.operations.similar import answer_similar

router = Router(tags=["applications"], auth=KEY)
_DOCUMENT = Path(description="Identifiant du document.")
_PARTNER = Path(description="Identifiant du partenaire dans ce dossier.")
UPLOAD = File(description="Le fichier : 20 Mo au plus ; PDF, image, texte ou tableau (docx, odt, xlsx, ods).")


@router.get(
    "/applications/{id}/documents",
    response=PiecesOut,
    operation_id="list_documents",
    summary="Les pièces d’un dossier",
    description="Ce que l’appel demande à cette structure, ce qui est joint, ce que dit l’antivirus, ce qui peut être "
    "repris d’un autre dossier. La lecture est notée au journal.",
)
def list_documents(request: HttpRequest, id: UUID = ID) -> dict[str, Any]:
    """List the documents of a file."""
    return queries.pieces(read_file(request, id))


@router.post(
    "/applications/{id}/documents",
    response=PiecesOut,
    operation_id="attach_document",
    summary="Joindre une pièce",
    description="Un formulaire multipart/form-data, un fichier à la fois. Le fichier est examiné comme sur le site : "
    "contenu, taille, nom, antivirus. Les mêmes octets envoyés deux fois pour la même pièce n’y sont qu’une fois. "
    "Un document de plus annule une signature déjà donnée.",
)
def attach(
    request: HttpRequest,
    asked: Form[DocumentForm],
    upload: UploadedFile = UPLOAD,
    id: UUID = ID,
) -> dict[str, Any]:
    """Join a document."""
    require_form(request, DocumentForm, "upload")
    file = carried_file(request, id)
    attach_document(application=file, piece=asked.piece, upload=upload, year=asked.year, by=request.user)
    return _pieces(request, file)


@router.post(
    "/applications/{id}/documents/{document}/reuse",
    response=PiecesOut,
    operation_id="reuse_document",
    summary="Reprendre une pièce d’un autre dossier",
    description="Un document de la liste « offered ». Repris deux fois, il n’y est qu’une fois.",
)
def reuse(request: HttpRequest, id: UUID = ID, document: UUID = _DOCUMENT) -> dict[str, Any]:
    """Take a document again."""
    file = carried_file(request, id)
    hers = Attachment.objects.filter(application__partner=file.partner_id).select_related("file")
    reuse_document(application=file, document=get_object_or_404(hers, uuid=document), by=request.user)
    return _pieces(request, file)


@router.delete(
    "/applications/{id}/documents/{document}",
    response=PiecesOut,
    operation_id="detach_document",
    summary="Retirer une pièce",
    description="Tant que le dossier se modifie. Ce qui a été déposé garde son nom et son empreinte.",
)
def detach(request: HttpRequest, id: UUID = ID, document: UUID = _DOCUMENT) -> dict[str, Any]:
    """Take a document away."""
    file = carried_file(request, id)
    found = get_object_or_404(Attachment, application=file, uuid=document)
    detach_document(application=file, document=found, by=request.user)
    return _pieces(request, file)


@router.get(
    "/applications/{id}/partners",
    response=PartnersOut,
    operation_id="list_partners",
    summary="Les partenaires d’un dossier, et leurs réponses",
    description="Le silence d’un partenaire n’est pas un non. La lecture est notée au journal.",
)
def list_partners(request: HttpRequest, id: UUID = ID) -> dict[str, Any]:
    """List the partners of a file."""
    return queries.partners(read_file(request, id))


@router.post(
    "/applications/{id}/partners",
    response=PartnersOut,
    operation_id="name_partner",
    summary="Nommer un partenaire, ou le corriger",
    description="Le nom fait foi : envoyé à nouveau, son rôle et son adresse sont corrigés, et sa réponse est à "
    "redemander s’ils changent. Envoyé deux fois, rien ne change.",
)
def name(request: HttpRequest, asked: PartnerTyped, id: UUID = ID) -> dict[str, Any]:
    """Name a partner."""
    file = carried_file(request, id)
    name_partner(application=file, name=asked.name, part=asked.part, email=asked.email, by=request.user)
    return queries.partners(file)


@router.delete(
    "/applications/{id}/partners/{partner}",
    response=PartnersOut,
    operation_id="remove_partner",
    summary="Retirer un partenaire",
    description="Le lien qu’il a reçu n’ouvre plus rien.",
)
def remove(request: HttpRequest, id: UUID = ID, partner: UUID = _PARTNER) -> dict[str, Any]:
    """Take a partner out."""
    file = carried_file(request, id)
    remove_partner(pledge=_pledge(file, partner), by=request.user)
    return queries.partners(file)


@router.post(
    "/applications/{id}/partners/{partner}/ask",
    response=PartnersOut,
    operation_id="ask_partner",
    summary="Solliciter un partenaire",
    description="Il reçoit un courriel et répond en un clic, sans compte. Pas deux fois en deux jours.",
)
def ask(request: HttpRequest, id: UUID = ID, partner: UUID = _PARTNER) -> dict[str, Any]:
    """Ask a partner whether it takes part."""
    file = carried_file(request, id)
    ask_partner(pledge=_pledge(file, partner), by=request.user)
    return queries.partners(file)


@router.get(
    "/applications/{id}/similar",
    response=SimilarList,
    operation_id="list_similar",
    summary="Les actions semblables à celle d’un dossier",
    description="Même quartier, même priorité, mêmes mois ou titre proche. La liste dépend de ce qui est écrit dans le "
    "dossier : relisez-la avant de terminer. La lecture est notée au journal.",
)
def list_similar(request: HttpRequest, id: UUID = ID) -> dict[str, Any]:
    """List the actions that look like a file's."""
    return queries.similar(read_file(request, id))


@router.put(
    "/applications/{id}/similar",
    response=SimilarList,
    operation_id="answer_similar",
    summary="Dire comment deux actions semblables se complètent",
    description="Une action à la fois ; répondre à nouveau corrige la réponse.",
)
def answer(request: HttpRequest, asked: SimilarTyped, id: UUID = ID) -> dict[str, Any]:
    """Answer about a similar action."""
    file = carried_file(request, id)
    answer_similar(application=file, source=asked.source, key=asked.key, answer=asked.answer, by=request.user)
    return queries.similar(carried_file(request, id))


@router.get(
    "/applications/{id}/signature",
    response=SignatureOut,
    operation_id="get_signature",
    summary="La signature d’un dossier, et ce qui s’oppose encore au dépôt",
    description="Un logiciel ne signe pas, même avec la clé du représentant légal : celui-ci lit l’attestation et "
    "signe lui-même, sur la page donnée par « page ». Votre logiciel peut lui donner ce lien, attendre, puis déposer.",
)
def get_signature(request: HttpRequest, id: UUID = ID) -> dict[str, Any]:
    """Tell where the signature stands."""
    return queries.signature(read_file(request, id))


def _pieces(request: HttpRequest, file: Application) -> dict[str, Any]:
    return queries.pieces(carried_file(request, file.uuid))


def _pledge(file: Application, uuid: UUID) -> Pledge:
    found = Pledge.objects.filter(application=file, uuid=uuid)
    return get_object_or_404(
        found.select_related("application__territory", "application__partner__organization")
    )
