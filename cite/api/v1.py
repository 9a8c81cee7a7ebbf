"""The endpoints of the first version. Everyone may ask; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from ninja import Path, Query
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.operation import Operation
from pydantic import ValidationError as InvalidItem

from cite.actors.models import AccessKey
from cite.actors.operations.keys import note_key_write
from cite.api import queries
from cite.api.enums import ProblemCode
from cite.api.file_queries import reasons_of
from cite.api.files import router as files
from cite.api.follow import router as follow
from cite.api.lists import router as lists
from cite.api.offer import router as offer
from cite.api.openapi import FORM, GEOJSON, DocumentedAPI, JsonParser, ReadableJson, collection_response
from cite.api.parts import router as parts
from cite.api.problems import (
    Problem,
    field_errors,
    problem_response,
    territory_of,
    too_many_requests,
    undeclared,
)
from cite.api.reports import router as reports
from cite.api.schemas import (
    AnswerOut,
    BulkOut,
    BulkRequest,
    CommuneList,
    DistrictDetail,
    DistrictList,
    DistrictParameters,
    PlaceRequest,
    PointParameters,
    SearchOut,
    SearchRequest,
    StatusOut,
)
from cite.api.sheets import router as sheets
from cite.api.throttles import PerMinute
from cite.core.decisions import Refused, lacks_a_right
from cite.territories.queries.geocoding import address_index_status, search_addresses
from cite.territories.queries.location import Place as PlaceAsked
from cite.territories.queries.location import locate, locate_many

# How many names of a fault's place the caller never wrote: « query, longitude », « body, asked, address ».
_NOT_THEIRS = {"query": 1, "path": 1, "body": 2, "form": 1, "file": 1}
_ONE_BY_ONE = PerMinute("single")
_IN_BULK = PerMinute("bulk")

api = DocumentedAPI(
    title="Cité de l’emploi",
    version="1.0.0",
    description="Cette adresse est-elle dans un quartier prioritaire ? Sans compte ; rien n’est enregistré.",
    urls_namespace="api:v1",
    docs_url=None,
    parser=JsonParser(),
    renderer=ReadableJson(),
    throttle=[_ONE_BY_ONE],
    openapi_extra={
        "info": {
            "license": {
                "name": "Licence Ouverte 2.0 (données)",
                "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
            }
        },
        "tags": [
            {"name": "locate", "description": "Cette adresse est-elle dans un quartier prioritaire ?"},
            {"name": "territory", "description": "Les quartiers et les communes du territoire."},
            {
                "name": "services",
                "description": "L’offre de services : chercher, lire une fiche, ce qui manque où.",
            },
            {"name": "sheets", "description": "Les fiches de votre structure : les écrire et les proposer."},
            {
                "name": "lists",
                "description": "Les listes de services que vous lisez : les vôtres, et celles partagées.",
            },
            {"name": "applications", "description": "Appels à projets, dépôt et suivi des dossiers."},
            {"name": "reports", "description": "Bilans des actions financées."},
        ],
    },
)


def _as_declared(run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse parameters that the endpoint does not declare, and bodies that are neither JSON nor the form it asks."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]
    sources = {model.__ninja_param_source__: model for model in operation.models}
    known = set(sources["query"].__ninja_flatten_map__) if "query" in sources else set()

    @wraps(run)
    def run_as_declared(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if errors := undeclared(request.GET, known):
            return problem_response(Problem(ProblemCode.INVALID, errors=errors))
        if "body" in sources and request.content_type != "application/json":
            return problem_response(Problem(ProblemCode.NOT_JSON))
        if "file" in sources and request.content_type != FORM:  # its fields are read once the key is known
            return problem_response(Problem(ProblemCode.NOT_A_FORM))
        return run(request, **kwargs)

    return run_as_declared


def _noting_the_write(run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Note, once it is done, the day the program of a key wrote."""

    @wraps(run)
    def run_and_note(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        response = run(request, **kwargs)
        key = getattr(request, "auth", None)
        if isinstance(key, AccessKey) and request.method != "GET" and response.status_code < 400:
            note_key_write(key=key)
        return response

    return run_and_note


api.add_decorator(_as_declared, mode="view")
api.add_decorator(_noting_the_write, mode="view")


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return problem_response(problem)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [fault | {"loc": fault["loc"][_NOT_THEIRS[fault["loc"][0]] :]} for fault in error.errors]
    return problem_response(Problem(ProblemCode.INVALID, errors=field_errors(faults)))


@api.exception_handler(AuthenticationError)
def _no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem_response(Problem(ProblemCode.NO_KEY))


@api.exception_handler(Refused)
def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    code = ProblemCode.FORBIDDEN if lacks_a_right(refusal.decision) else ProblemCode.REFUSED
    return problem_response(Problem(code, errors=reasons_of(refusal.decision)))


@api.exception_handler(Throttled)
def _throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    return problem_response(too_many_requests(error.wait or 0))


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer the only such error that ninja raises here: a body that is not JSON."""
    return problem_response(Problem(ProblemCode.UNREADABLE))


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return problem_response(Problem(ProblemCode.TOO_LARGE))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem_response(Problem(ProblemCode.NOT_FOUND))


def _geojson(request: HttpRequest, collection: queries.Collection, name: str) -> HttpResponseBase:
    etag = quote_etag(collection.etag)
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        collection.content, content_type=GEOJSON
    )
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    response["Content-Disposition"] = f'inline; filename="{name}.geojson"'
    return response


@api.get(
    "/locate",
    response=AnswerOut,
    tags=["locate"],
    operation_id="locate_point",
    summary="Un point est-il dans un quartier prioritaire ?",
    description="Par longitude et latitude seulement : une adresse ne s’écrit jamais dans une URL.",
)
def locate_point(request: HttpRequest, asked: Query[PointParameters]) -> dict[str, Any]:
    """Locate one point."""
    point = (asked.longitude, asked.latitude)
    return locate(territory=territory_of(request), on=asked.on, point=point).as_dict()


@api.post(
    "/locate",
    response=AnswerOut,
    tags=["locate"],
    operation_id="locate_place",
    summary="Une adresse est-elle dans un quartier prioritaire ?",
    description="Une adresse sur une ligne, une rue avec son code postal et sa commune, ou un point. "
    "Ce qui ne peut pas être su reçoit l’état unknown, jamais outside.",
)
def locate_place(request: HttpRequest, asked: PlaceRequest) -> dict[str, Any]:
    """Locate one address or one point."""
    on, point, address = asked.as_place()
    return locate(territory=territory_of(request), on=on, point=point, address=address).as_dict()


@api.post(
    "/locate/bulk",
    response=BulkOut,
    throttle=[_IN_BULK],
    tags=["locate"],
    operation_id="locate_bulk",
    summary="Jusqu’à 1 000 adresses ou points à la fois",
    description="Les résultats sont dans l’ordre des lieux. "
    "Un lieu mal écrit reçoit ses erreurs, les autres leur réponse. "
    "Les adresses sont cherchées dans l’index embarqué seulement.",
)
def locate_bulk(request: HttpRequest, asked: BulkRequest) -> dict[str, Any]:
    """Locate many places."""
    territory = territory_of(request)
    read = [_read_item(item, asked) for item in asked.items]
    answers = iter(locate_many(territory=territory, places=[place for place, _ in read if place]))
    results = [
        {"answer": next(answers).as_dict() if place else None, "errors": errors} for place, errors in read
    ]
    return {"count": len(results), "results": results}


def _read_item(item: Any, asked: BulkRequest) -> tuple[PlaceAsked | None, list[dict[str, str]]]:
    """Read one item as a place, else say what is wrong with it."""
    try:
        return PlaceRequest.model_validate(item).as_place(on=asked.on), []
    except InvalidItem as error:
        return None, field_errors(error.errors(include_url=False, include_input=False))


@api.post(
    "/addresses/search",
    response=SearchOut,
    tags=["locate"],
    operation_id="search_addresses",
    summary="Proposer des adresses pendant la saisie",
    description="Pour compléter un champ d’adresse. "
    "Une fois l’adresse choisie, renvoyez son « label » à POST /locate "
    "plutôt que ses coordonnées : la réponse tient compte de l’absence de numéro.",
)
def find_addresses(request: HttpRequest, asked: SearchRequest) -> dict[str, Any]:
    """Propose addresses."""
    found = search_addresses(asked.text, limit=asked.limit, online=False, territory=territory_of(request))
    return {
        "address_index": address_index_status().kind,
        "candidates": [asdict(candidate) for candidate in found],
    }


@api.get(
    "/districts",
    response=DistrictList,
    tags=["territory"],
    operation_id="list_districts",
    summary="Les quartiers du territoire",
    description="Quartiers prioritaires et quartiers en veille active, sans leur contour.",
)
def list_districts(request: HttpRequest, asked: Query[DistrictParameters]) -> dict[str, Any]:
    """List the districts."""
    found = queries.district_list(territory_of(request), on=asked.on, kind=asked.kind, commune=asked.commune)
    return {"count": len(found), "districts": found}


@api.get(
    "/districts.geojson",
    tags=["territory"],
    operation_id="district_collection",
    summary="Les contours des quartiers, en GeoJSON",
    description="Contours tels qu’ils sont publiés, en degrés (WGS 84), "
    "pour QGIS et les autres outils géographiques. "
    "Un quartier sans contour n’y est pas.",
    openapi_extra=collection_response("Les quartiers"),
)
def district_collection(request: HttpRequest, asked: Query[DistrictParameters]) -> HttpResponseBase:
    """Give the contours of the districts."""
    collection = queries.district_geojson(
        territory_of(request), on=asked.on, kind=asked.kind, commune=asked.commune
    )
    return _geojson(request, collection, "quartiers")


@api.get(
    "/districts/{id}",
    response=DistrictDetail,
    tags=["territory"],
    operation_id="get_district",
    summary="Un quartier, avec son contour",
    description="Par son code, quelle que soit la liste (2015 ou 2024), "
    "ou par l’UUID d’un quartier en veille active.",
)
def get_district(
    request: HttpRequest,
    id: str = Path(description="Code officiel du quartier, ou UUID."),  # noqa: B008 - the name in the address
) -> dict[str, Any]:
    """Give one district."""
    territory_of(request)
    district = queries.one_district(id)
    if district is None:
        raise Http404
    return district


@api.get(
    "/communes",
    response=CommuneList,
    tags=["territory"],
    operation_id="list_communes",
    summary="Les communes du territoire",
    description="Avec leurs codes postaux et leur population.",
)
def list_communes(request: HttpRequest) -> dict[str, Any]:
    """List the communes."""
    found = queries.commune_list(territory_of(request))
    return {"count": len(found), "communes": found}


@api.get(
    "/communes.geojson",
    tags=["territory"],
    operation_id="commune_collection",
    summary="Les contours des communes, en GeoJSON",
    description="Contours simplifiés, en degrés (WGS 84).",
    openapi_extra=collection_response("Les communes"),
)
def commune_collection(request: HttpRequest) -> HttpResponseBase:
    """Give the contours of the communes."""
    return _geojson(request, queries.commune_geojson(territory_of(request)), "communes")


@api.get(
    "/status",
    response=StatusOut,
    tags=["territory"],
    operation_id="get_status",
    summary="Ce qui est chargé",
    description="Les listes de quartiers, où elles sont complètes, "
    "et les adresses qui peuvent être cherchées.",
)
def get_status(request: HttpRequest) -> dict[str, Any]:
    """Say what can be answered."""
    return queries.status_of(territory_of(request))


for _router in (offer, sheets, lists, files, parts, follow, reports):
    api.add_router("", _router)
