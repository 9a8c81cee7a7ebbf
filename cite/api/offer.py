"""The offer of services: what everybody may find and read. With a key, what professionals read of a sheet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from cite.api import offer_queries as queries
from cite.api.enums import ProblemCode
from cite.api.keys import OptionalKey
from cite.api.offer_schemas import (
    CoverageOut,
    CoverageParameters,
    Filters,
    Pages,
    SearchServices,
    ServiceDetail,
    ServicesFound,
    StructureDetail,
    StructureList,
    VocabularyOut,
)
from cite.api.problems import Problem, territory_of
from cite.core.dates import now, today
from cite.directory.permissions import shown_services, visible_services
from cite.directory.queries.documents import district_labels
from cite.directory.queries.finding import Asked, Point, find_services
from cite.directory.queries.searches import MOMENT_WISHES
from cite.directory.rules.facets import EASES
from cite.tenancy.models import Territory
from cite.territories.queries.location import locate

router = Router(tags=["services"], auth=OptionalKey())
_SERVICE = Path(description="Identifiant de la fiche.")
_STRUCTURE = Path(description="Identifiant de la structure.")
_RELATED = ("source", "structure__partner", "territory", "funded_action")


@router.get(
    "/services",
    response=ServicesFound,
    operation_id="list_services",
    summary="Chercher des services, par des choix",
    description="Sans clé. Tous les filtres se cumulent ; seul un oui répond à une facilité. Une adresse, un point et "
    "ce qu’une personne a tapé se postent (POST /services/search) : ils ne s’écrivent jamais dans une URL.",
)
def list_services(request: HttpRequest, asked: Query[Filters]) -> dict[str, Any]:
    """Find services by choices."""
    return _found(request, asked)


@router.post(
    "/services/search",
    response=ServicesFound,
    operation_id="search_services",
    summary="Chercher des services, avec des mots et un lieu",
    description="Sans clé. Les mêmes filtres, et un lieu : le plus proche d’abord. Rien de ce qui est envoyé n’est "
    "gardé. Une adresse qui n’est pas trouvée n’empêche rien : « is_located » est faux, et les distances manquent.",
)
def search_services(request: HttpRequest, asked: SearchServices) -> dict[str, Any]:
    """Find services by words and near a place."""
    territory = territory_of(request)
    is_asked = bool(asked.address.strip()) or asked.longitude is not None or asked.latitude is not None
    point = _point(territory, asked) if is_asked else None
    is_located = point is not None if is_asked else None
    return _found(request, asked, point=point, within=asked.within, is_located=is_located)


@router.get(
    "/services/{id}",
    response=ServiceDetail,
    operation_id="get_service",
    summary="La fiche d’un service",
    description="Dans nos champs, et au standard data·inclusion v1. Sans clé : les fiches que tout le monde voit. "
    "Avec une clé : aussi celles que la personne peut voir (les brouillons de sa structure), et ce qui est réservé "
    "aux professionnels.",
)
def get_service(request: HttpRequest, id: UUID = _SERVICE) -> dict[str, Any]:
    """Tell a sheet."""
    territory, on = territory_of(request), today()
    rows = (
        visible_services(request.user, territory) if _is_known(request) else shown_services(territory, on=on)
    )
    related = rows.select_related(*_RELATED).prefetch_related("districts")
    service = get_object_or_404(related, uuid=id)
    return queries.service_detail(service, on=on, is_professional=_is_known(request))


@router.get(
    "/structures",
    response=StructureList,
    operation_id="list_structures",
    summary="Les structures qui proposent des services",
    description="Sans clé. Celles dont au moins un service est visible de tous.",
)
def list_structures(request: HttpRequest, asked: Query[Pages]) -> dict[str, Any]:
    """List the bodies that give services."""
    return queries.structure_list(territory_of(request), page=asked.page, per_page=asked.per_page, on=today())


@router.get(
    "/structures/{id}",
    response=StructureDetail,
    operation_id="get_structure",
    summary="Une structure et ses services",
    description="Sans clé. Avec la structure au standard data·inclusion v1.",
)
def get_structure(request: HttpRequest, id: UUID = _STRUCTURE) -> dict[str, Any]:
    """Tell a body that gives services."""
    found = queries.one_structure(territory_of(request), id, on=today())
    if found is None:
        raise Http404
    return found


@router.get(
    "/vocabulary",
    response=VocabularyOut,
    operation_id="get_vocabulary",
    summary="Les mots de l’offre : besoins, freins, thématiques, publics…",
    description="Sans clé. Les codes du standard national sont repris tels quels ; les nôtres y sont reliés.",
)
def get_vocabulary(request: HttpRequest) -> dict[str, Any]:
    """Tell the codes."""
    territory_of(request)
    return queries.vocabulary()


@router.get(
    "/coverage",
    response=CoverageOut,
    operation_id="get_coverage",
    summary="Ce que l’offre couvre, quartier par quartier",
    description="Sans clé : les fiches que tout le monde voit. Avec une clé, « unmet » compte les besoins sans "
    "réponse. Aucune structure n’est classée.",
)
def get_coverage(request: HttpRequest, asked: Query[CoverageParameters]) -> dict[str, Any]:
    """Tell what covers each district."""
    known = _is_known(request)
    return queries.coverage(territory_of(request), asked.by, on=today(), is_professional=known)


def _found(
    request: HttpRequest,
    asked: Filters | SearchServices,
    *,
    point: Point | None = None,
    within: int = 0,
    is_located: bool | None = None,
) -> dict[str, Any]:
    territory = territory_of(request)
    labels = queries.counted_codes(territory) if asked.counts else {}
    _require_district(territory, asked.district)
    found = find_services(
        territory,
        Asked(
            words=asked.words,
            need=asked.need,
            theme=asked.theme,
            district=asked.district,
            point=point,
            within=within,
            language=asked.language,
            audience=asked.audience,
            kind=asked.kind,
            access=asked.access,
            eases=tuple(ease for ease in EASES if getattr(asked, ease)),
            moments=tuple(moment for wish, moment in MOMENT_WISHES.items() if getattr(asked, wish)),
            is_free=asked.free,
            this_week=asked.this_week,
            open_now=asked.open_now,
            shown=asked.per_page,
            skipped=(asked.page - 1) * asked.per_page,
        ),
        at=now(),
        counted={name: list(codes) for name, codes in labels.items()},
    )
    return queries.findings(
        found, page=asked.page, per_page=asked.per_page, is_located=is_located, labels=labels
    )


def _require_district(territory: Territory, code: str) -> None:
    """Refuse the code of no district: nothing found would read as « there is nothing there ».

    Raises:
        Problem: no such district in force.
    """
    if code and code not in district_labels(territory, on=today()):
        detail = _(
            "Ce code n’est pas celui d’un quartier prioritaire du territoire. GET /districts les donne."
        )
        raise Problem(ProblemCode.NOT_FOUND, detail)


def _point(territory: Territory, asked: SearchServices) -> Point | None:
    """Find where somebody is; a point that is not in France is no place."""
    if asked.longitude is not None and asked.latitude is not None:
        place = locate(territory=territory, on=today(), point=(asked.longitude, asked.latitude))
    elif asked.address.strip():
        place = locate(territory=territory, on=today(), address=asked.address)
    else:
        return None
    if place.longitude is None or place.latitude is None:
        return None
    return place.longitude, place.latitude


def _is_known(request: HttpRequest) -> bool:
    """Say whether a key tells who asks; a cookie never does here."""
    return request.auth.key is not None
