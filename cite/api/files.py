"""Calls for projects, and the files that programs deposit and follow in the name of a person.

Everything goes through the operations of the site: the same rights, the same objections, the same journal.
"""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from cite.api import file_queries as queries
from cite.api.carried import (
    ID,
    KEY,
    carried_file,
    changed_file,
    read_file,
    signed_in_person,
    visible_files,
)
from cite.api.file_schemas import (
    AnswersOut,
    AnswersRequest,
    AnswerTyped,
    BudgetOut,
    BudgetRequest,
    CallDetail,
    CallList,
    DauphinRequest,
    DistrictsRequest,
    FileList,
    FileOut,
    LineTyped,
    StartRequest,
    WithdrawRequest,
)
from cite.core.dates import today
from cite.grants.enums import CarrierKind, Step
from cite.grants.models import Application, CallEdition, Funder, ReachedDistrict
from cite.grants.operations.answers import Typed, save_answers, save_sheet
from cite.grants.operations.applications import start_application
from cite.grants.operations.budget import TypedLine, save_budget
from cite.grants.operations.dauphin import set_dauphin_reference
from cite.grants.operations.reached import choose_districts
from cite.grants.operations.signing import deposit_application, finish_application, withdraw_application
from cite.grants.queries.applications import answers_of, codes_of
from cite.grants.queries.budget import budget_decision_of, call_funders
from cite.grants.queries.calls import published_editions
from cite.grants.rules.answers import read_answer
from cite.grants.rules.budget_lines import LineState
from cite.grants.rules.questions import BY_KEY, asked_of
from cite.territories.models import District
from cite.territories.queries.territory_map import districts_of

router = Router(tags=["applications"], auth=KEY)


class CallParameters(BaseModel):
    """For which carrier the questions are."""

    carrier_kind: Literal[*CarrierKind.values] = Field(
        default=CarrierKind.ASSOCIATION.value,
        description="Nature du porteur : association, local_authority ou to_confirm.",
    )


@router.get(
    "/calls",
    auth=None,
    response=CallList,
    operation_id="list_calls",
    summary="Les appels à projets en vigueur",
    description="Sans clé.",
)
def list_calls(request: HttpRequest) -> dict[str, Any]:
    """List the calls in force."""
    found = [queries.call_summary(edition) for edition in published_editions(request.territory)]
    return {"count": len(found), "calls": found}


@router.get(
    "/calls/{id}",
    auth=None,
    response=CallDetail,
    operation_id="get_call",
    summary="Un appel à projets, et ce qu’il demande",
    description="Les questions d’un dossier, avec la forme de chaque réponse. Sans clé.",
)
def get_call(request: HttpRequest, asked: Query[CallParameters], id: UUID = ID) -> dict[str, Any]:
    """Tell a call."""
    edition = _edition(request, id)
    return queries.call_detail(edition, asked.carrier_kind)


@router.get(
    "/applications",
    response=FileList,
    operation_id="list_applications",
    summary="Les dossiers de votre structure",
    description="Ceux que la personne de la clé peut voir.",
)
def list_applications(request: HttpRequest) -> dict[str, Any]:
    """List the files of the person's organization."""
    files = visible_files(request).filter(partner=request.membership.partner)
    found = [queries.file_summary(file) for file in files]
    return {"count": len(found), "files": found}


@router.post(
    "/applications",
    response=FileOut,
    operation_id="start_application",
    summary="Commencer un dossier",
    description="Pour la structure de la clé. Envoyé deux fois de suite, il n’en est commencé qu’un.",
)
def start(request: HttpRequest, asked: StartRequest) -> dict[str, Any]:
    """Start a file."""
    edition = _edition(request, asked.call)
    previous = carried_file(request, asked.previous) if asked.previous else None
    file = start_application(
        edition=edition, partner=request.membership.partner, by=request.user, previous=previous
    )
    return changed_file(request, file)


@router.get(
    "/applications/{id}",
    response=FileOut,
    operation_id="get_application",
    summary="Un dossier : où il en est, ce qu’il contient, ce qui manque",
    description="Les décisions n’y sont qu’une fois notifiées. La lecture est notée au journal.",
)
def get_application(request: HttpRequest, id: UUID = ID) -> dict[str, Any]:
    """Tell a file."""
    return queries.file_detail(read_file(request, id))


@router.patch(
    "/applications/{id}/answers",
    response=AnswersOut,
    operation_id="save_answers",
    summary="Enregistrer des réponses",
    description="Chaque réponse est traitée à part. Si quelqu’un d’autre a écrit entre-temps, rien n’est écrasé : "
    "la réponse enregistrée est rendue avec son empreinte. Les réponses de l’étape « carrier » valent pour tous "
    "les dossiers de la structure.",
)
def answer(request: HttpRequest, asked: AnswersRequest, id: UUID = ID) -> dict[str, Any]:
    """Save answers."""
    file = carried_file(request, id)
    refused: dict[int, str] = {}
    typed: list[tuple[int, Typed]] = []
    known = {str(question.key) for question in asked_of(file.carrier_kind)}
    for rank, one in enumerate(asked.answers):
        value, fault = _read(one, file) if one.key in known else (None, None)
        if one.key not in known:
            refused[rank] = _("Cette question n’est pas posée à cette structure.")
        elif fault is not None:
            refused[rank] = str(fault.label)
        else:
            typed.append((rank, Typed(one.key, value, one.seen or _NOTHING_SEEN)))
    results = _save(file, typed, request)
    stored = answers_of(carried_file(request, id))
    return {
        "results": [
            results.get(rank)
            or queries.kept(one.key, stored.get(one.key)) | {"result": "refused", "detail": refused[rank]}
            for rank, one in enumerate(asked.answers)
        ]
    }


@router.put(
    "/applications/{id}/districts",
    response=FileOut,
    operation_id="choose_districts",
    summary="Choisir les quartiers touchés",
    description="Là où vivent les participants, non là où l’action a lieu. La liste remplace la précédente.",
)
def choose(request: HttpRequest, asked: DistrictsRequest, id: UUID = ID) -> dict[str, Any]:
    """Choose the districts."""
    file = carried_file(request, id)
    offered = {queries.code_of(d): d for d in districts_of(request.territory, on=today())}
    unknown = [one.code for one in asked.districts if one.code not in offered]
    if unknown:
        raise Http404
    participants: dict[District, int | None] = {
        offered[one.code]: one.participants for one in asked.districts
    }
    seen = frozenset(ReachedDistrict.objects.filter(application=file).values_list("district_id", flat=True))
    choose_districts(application=file, participants=participants, by=request.user, seen=seen)
    return changed_file(request, file)


@router.patch(
    "/applications/{id}/budget",
    response=BudgetOut,
    operation_id="save_budget",
    summary="Enregistrer des lignes de budget",
    description="Les autres lignes restent comme elles sont. Une ligne changée entre-temps n’est pas écrasée.",
)
def budget(request: HttpRequest, asked: BudgetRequest, id: UUID = ID) -> dict[str, Any]:
    """Save lines of a budget."""
    file = carried_file(request, id)
    funders = {funder.uuid: funder for funder in call_funders(file.call)}
    lines = [_line(rank, one, funders) for rank, one in enumerate(asked.lines)]
    saved = save_budget(application=file, scope=asked.scope, lines=lines, by=request.user)
    return {
        "changed": saved.changed,
        "conflicts": [asked.lines[int(conflict.key)].account for conflict in saved.conflicts],
        "objections": queries.reasons(budget_decision_of(carried_file(request, id)).objections),
    }


@router.post(
    "/applications/{id}/finish",
    response=FileOut,
    operation_id="finish_application",
    summary="Dire qu’un dossier est complet",
    description="Le représentant légal est prévenu : il lit et signe sur le site. Une modification ultérieure annule "
    "sa signature.",
)
def finish(request: HttpRequest, id: UUID = ID) -> dict[str, Any]:
    """Say that a file is complete."""
    file = finish_application(application=carried_file(request, id), by=request.user)
    return changed_file(request, file)


@router.post(
    "/applications/{id}/deposit",
    response=FileOut,
    operation_id="deposit_application",
    summary="Déposer un dossier signé",
    description="Un logiciel ne signe pas : le représentant légal signe d’abord en personne, sur le site (voir la "
    "signature). Envoyé deux fois, le dossier n’est déposé qu’une fois. Tout ce qui s’y oppose est dit ensemble. Après "
    "des compléments, la même demande le dépose à nouveau.",
)
def deposit(request: HttpRequest, id: UUID = ID) -> dict[str, Any]:
    """Deposit a signed file."""
    file = carried_file(request, id)
    with signed_in_person(file):
        deposit_application(application=file, by=request.user)
    return changed_file(request, file)


@router.post(
    "/applications/{id}/withdraw",
    response=FileOut,
    operation_id="withdraw_application",
    summary="Retirer un dossier",
    description="Avec une raison, que l’instruction lit. L’examen s’arrête là. Deux fois, une fois.",
)
def withdraw(request: HttpRequest, asked: WithdrawRequest, id: UUID = ID) -> dict[str, Any]:
    """Withdraw a file."""
    file = carried_file(request, id)
    withdraw_application(application=file, reason=asked.reason, by=request.user)
    return changed_file(request, file)


@router.put(
    "/applications/{id}/dauphin",
    response=FileOut,
    operation_id="set_dauphin_reference",
    summary="Noter la référence d’un dossier dans Dauphin",
    description="Elle n’est pas signée : elle se note aussi après le dépôt. Si le dossier a changé depuis la "
    "version que vous avez lue, rien n’est écrasé (changed_meanwhile).",
)
def dauphin(request: HttpRequest, asked: DauphinRequest, id: UUID = ID) -> dict[str, Any]:
    """Note the reference in Dauphin."""
    file = carried_file(request, id)
    given = {"reference": asked.reference, "version": asked.version}
    set_dauphin_reference(application=file, by=request.user, **given)
    return changed_file(request, file)


_NOTHING_SEEN = queries.kept("", None)["seen"]


def _edition(request: HttpRequest, call: UUID) -> CallEdition:
    return get_object_or_404(published_editions(request.territory), call__uuid=call)


def _read(one: AnswerTyped, file: Application) -> tuple[Any, Any]:
    asked = BY_KEY[one.key]
    if one.value is None:
        return None, None
    raw = one.value if isinstance(one.value, list) else str(one.value)
    return read_answer(asked, raw, list(codes_of(asked, file.edition)))


def _save(
    file: Application, typed: list[tuple[int, Typed]], request: HttpRequest
) -> dict[int, dict[str, Any]]:
    """Save the answers of the file and those of the carrier's sheet, each where it belongs."""
    results: dict[int, dict[str, Any]] = {}
    for on_sheet in (True, False):
        part = [(rank, t) for rank, t in typed if (BY_KEY[t.key].step == Step.CARRIER) is on_sheet]
        if not part:
            continue
        answers = [t for _rank, t in part]
        if on_sheet:
            saved = save_sheet(partner=file.partner, typed=answers, by=request.user)
        else:
            saved = save_answers(application=file, typed=answers, by=request.user)
        for (rank, _typed), one in zip(part, saved, strict=True):
            detail = _("Quelqu’un d’autre a écrit entre-temps : relisez, puis renvoyez votre réponse.")
            results[rank] = queries.kept(one.key, one.stored) | {
                "result": str(one.settlement),
                "detail": detail if one.settlement == "conflict" else "",
            }
    return results


def _line(rank: int, one: LineTyped, funders: dict[UUID, Funder]) -> TypedLine:
    if one.funder is not None and one.funder not in funders:
        raise Http404
    return TypedLine(
        key=str(rank),
        state=LineState(
            account=one.account, amount=one.amount, label=one.label, status=one.status, credit=one.credit
        ),
        line=one.id,
        funder=funders.get(one.funder) if one.funder else None,
        seen=one.seen,
    )
