"""The sheets of an organization, written by the programs of its people.

Everything goes through the operations of the site: the same rights, the same objections, the same journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from cite.api import sheet_queries as queries
from cite.api.enums import ProblemCode
from cite.api.keys import OfferKey
from cite.api.problems import Problem
from cite.api.sheet_schemas import (
    ArchiveRequest,
    BeginRequest,
    Contents,
    EntryChange,
    EntryRequest,
    EntryVersion,
    SheetList,
    SheetOut,
    SheetParameters,
    StepRequest,
    WriteRequest,
)
from cite.core.dates import today
from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.directory.models import Intake, Service
from cite.directory.operations import freshness, intakes, life, writing
from cite.directory.permissions import visible_services
from cite.directory.queries.documents import district_labels
from cite.grants.models import FundedAction

router = Router(tags=["sheets"], auth=OfferKey())
_SHEET = Path(description="Identifiant de la fiche.")
_ENTRY = Path(description="Identifiant de la date d’entrée.")
_RELATED = ("source", "structure__partner__organization", "territory", "funded_action")
_CONFLICT = "Si quelqu’un d’autre a écrit entre-temps, rien n’est écrasé : 409, changed_meanwhile"


@router.get(
    "/sheets",
    response=SheetList,
    operation_id="list_sheets",
    summary="Les fiches de votre structure",
    description="Dans tous leurs états, brouillons compris.",
)
def list_sheets(request: HttpRequest, asked: Query[SheetParameters]) -> dict[str, Any]:
    """List the sheets of the organization of the key."""
    sheets = _own(request)
    if asked.reference:
        sheets = sheets.filter(uuid=writing.sheet_number(request.membership.partner, asked.reference))
    if asked.state:
        sheets = sheets.filter(state=asked.state)
    return queries.sheet_list(sheets, page=asked.page, per_page=asked.per_page)


@router.post(
    "/sheets",
    response=SheetOut,
    operation_id="begin_sheet",
    summary="Commencer la fiche d’un service",
    description="Un brouillon, pour la structure de la clé : rien n’est visible avant sa relecture. Envoyée deux fois, "
    "la demande ne commence qu’une fiche.",
)
def begin(request: HttpRequest, asked: BeginRequest) -> dict[str, Any]:
    """Begin a sheet."""
    facts = _facts(request, asked.fields)
    with _readable():
        service = writing.create_sheet(
            partner=request.membership.partner,
            name=" ".join(asked.name.split()),
            facts=facts,
            reference=asked.reference.strip(),
            by=request.user,
        )
    return _told(request, service)


@router.get(
    "/sheets/{id}",
    response=SheetOut,
    operation_id="get_sheet",
    summary="Une fiche de votre structure : ce qu’elle dit, ce qui manque, ce que l’on peut en faire",
    description="Avec « version » et « seen », à renvoyer pour la changer.",
)
def get_sheet(request: HttpRequest, id: UUID = _SHEET) -> dict[str, Any]:
    """Tell a sheet."""
    return queries.sheet_detail(_sheet(request, id), on=today())


@router.patch(
    "/sheets/{id}",
    response=SheetOut,
    operation_id="write_sheet",
    summary="Écrire des champs d’une fiche",
    description=f"Les autres champs restent comme ils sont. {_CONFLICT}, champ par champ, avec ce qui y est écrit. Une "
    "fiche publiée reste visible, et sera relue.",
)
def write(request: HttpRequest, asked: WriteRequest, id: UUID = _SHEET) -> dict[str, Any]:
    """Write some fields of a sheet."""
    service = _sheet(request, id)
    typed = _facts(request, asked.fields, service)
    try:
        with _readable():
            writing.write_sheet(service=service, typed=typed, seen=asked.seen, by=request.user)
    except Refused as refusal:
        if SaveObjection.CHANGED_MEANWHILE not in refusal.decision.objections:
            raise
        errors = queries.written_meanwhile(_sheet(request, id), typed, asked.seen)
        raise Problem(ProblemCode.REFUSED, errors=errors) from refusal
    return _told(request, service)


@router.post(
    "/sheets/{id}/submit",
    response=SheetOut,
    operation_id="submit_sheet",
    summary="Proposer une fiche à la relecture",
    description="Les copilotes et la coordination la relisent, puis la publient ou la rendent avec une raison. S’il "
    "manque quelque chose : 409, et toutes les raisons. Deux fois, une fois.",
)
def submit(request: HttpRequest, asked: StepRequest, id: UUID = _SHEET) -> dict[str, Any]:
    """Propose a sheet."""
    return _step(request, id, life.submit_sheet, version=asked.version)


@router.post(
    "/sheets/{id}/take-back",
    response=SheetOut,
    operation_id="take_back_sheet",
    summary="Reprendre une fiche proposée",
    description="Tant que personne ne l’a relue. Elle redevient un brouillon.",
)
def take_back(request: HttpRequest, asked: StepRequest, id: UUID = _SHEET) -> dict[str, Any]:
    """Take back a sheet."""
    return _step(request, id, life.take_back_sheet, version=asked.version)


@router.post(
    "/sheets/{id}/archive",
    response=SheetOut,
    operation_id="archive_sheet",
    summary="Archiver une fiche",
    description="Plus personne ne la trouve ; rien n’est perdu. Deux fois, une fois.",
)
def archive(request: HttpRequest, asked: ArchiveRequest, id: UUID = _SHEET) -> dict[str, Any]:
    """Put a sheet away."""
    return _step(request, id, life.archive_sheet, version=asked.version, words=asked.words)


@router.post(
    "/sheets/{id}/reopen",
    response=SheetOut,
    operation_id="reopen_sheet",
    summary="Rouvrir une fiche archivée",
    description="Elle redevient un brouillon, et sera relue avant d’être visible.",
)
def reopen(request: HttpRequest, asked: StepRequest, id: UUID = _SHEET) -> dict[str, Any]:
    """Take a sheet out again."""
    return _step(request, id, life.reopen_sheet, version=asked.version)


@router.post(
    "/sheets/{id}/confirm",
    response=SheetOut,
    operation_id="confirm_sheet",
    summary="Dire qu’une fiche publiée est toujours vraie",
    description="Une fiche que plus personne ne voyait redevient visible. Deux fois le même jour, une fois.",
)
def confirm(request: HttpRequest, id: UUID = _SHEET) -> dict[str, Any]:
    """Say that a sheet is still true."""
    return _step(request, id, freshness.confirm_sheet)


@router.post(
    "/sheets/{id}/entries",
    response=SheetOut,
    operation_id="add_entry",
    summary="Ajouter une date d’entrée",
    description="Envoyée deux fois, elle n’est ajoutée qu’une fois. 50 dates au plus.",
)
def add_entry(request: HttpRequest, asked: EntryRequest, id: UUID = _SHEET) -> dict[str, Any]:
    """Add a day of entry."""
    service = _sheet(request, id)
    intakes.save_intake(service=service, by=request.user, **asked.model_dump())
    return _told(request, service)


@router.put(
    "/sheets/{id}/entries/{entry}",
    response=SheetOut,
    operation_id="change_entry",
    summary="Changer une date d’entrée",
    description=f"Tout ce qui est envoyé remplace ce qui y était : les places restantes, par exemple. {_CONFLICT}.",
)
def change_entry(
    request: HttpRequest, asked: EntryChange, id: UUID = _SHEET, entry: UUID = _ENTRY
) -> dict[str, Any]:
    """Change a day of entry."""
    service = _sheet(request, id)
    intake = get_object_or_404(Intake.objects.filter(service=service), uuid=entry)
    intakes.save_intake(service=service, intake=intake, by=request.user, **asked.model_dump())
    return _told(request, service)


@router.delete(
    "/sheets/{id}/entries/{entry}",
    response=SheetOut,
    operation_id="remove_entry",
    summary="Retirer une date d’entrée",
    description=f"{_CONFLICT}.",
)
def remove_entry(
    request: HttpRequest, asked: Query[EntryVersion], id: UUID = _SHEET, entry: UUID = _ENTRY
) -> dict[str, Any]:
    """Take a day of entry away."""
    service = _sheet(request, id)
    rows = Intake.objects.filter(service=service).select_related("service")
    intakes.remove_intake(intake=get_object_or_404(rows, uuid=entry), version=asked.version, by=request.user)
    return _told(request, service)


def _own(request: HttpRequest) -> QuerySet[Service]:
    """List the sheets of the organization of the key: a key never reaches beyond it, whoever its person is."""
    partner = request.membership.partner
    return visible_services(request.user, request.territory).filter(structure__partner=partner)


def _sheet(request: HttpRequest, identifier: UUID) -> Service:
    rows = _own(request).select_related(*_RELATED).prefetch_related("districts")
    return get_object_or_404(rows, uuid=identifier)


def _told(request: HttpRequest, service: Service) -> dict[str, Any]:
    return queries.sheet_detail(_sheet(request, service.uuid), on=today())


def _step(
    request: HttpRequest, identifier: UUID, operation: Callable[..., Service], **given: Any
) -> dict[str, Any]:
    service = _sheet(request, identifier)
    try:
        operation(service=service, by=request.user, **given)
    except Refused as refusal:
        if SaveObjection.CHANGED_MEANWHILE not in refusal.decision.objections:
            raise
        errors = queries.moved_meanwhile(_sheet(request, identifier), refusal.decision)
        raise Problem(ProblemCode.REFUSED, errors=errors) from refusal
    return _told(request, service)


def _facts(request: HttpRequest, fields: Contents, service: Service | None = None) -> dict[str, Any]:
    """Read what was sent.

    Raises:
        Problem: everything that cannot be read; a district or a funded action that does not exist.
    """
    facts, errors = queries.read_contents(fields, request.territory)
    if errors:
        raise Problem(ProblemCode.REFUSED, errors=errors)
    kept = {district.code for district in service.districts.all()} if service else set()
    _require_districts(request, facts.get("districts", ()), kept)
    action = facts.get("funded_action")
    actions = FundedAction.objects.filter(partner=request.membership.partner)
    if action and not actions.filter(uuid=action).exists():
        raise Problem(
            ProblemCode.NOT_FOUND, _("Cette action financée n’est pas une action de votre structure.")
        )
    return facts


def _require_districts(request: HttpRequest, codes: Iterable[str], kept: set[str]) -> None:
    """Refuse the code of no district, but those that the sheet already names."""
    new = set(codes) - kept
    if new and not new <= district_labels(request.territory, on=today()).keys():
        detail = _(
            "Un code n’est pas celui d’un quartier prioritaire du territoire. GET /districts les donne."
        )
        raise Problem(ProblemCode.NOT_FOUND, detail)


@contextmanager
def _readable() -> Iterator[None]:
    """Say field by field what the record itself refuses."""
    try:
        yield
    except ValidationError as error:
        errors = [
            {"field": f"fields.{name}", "code": "invalid", "detail": " ".join(sentences)}
            for name, sentences in error.message_dict.items()
        ]
        raise Problem(ProblemCode.INVALID, errors=errors) from error
