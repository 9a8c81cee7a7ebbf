"""What is answered when there is no answer: RFC 9457 problems, a sentence for people, a code for programs."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel

from cite.actors.enums.keys import KeyObjection
from cite.api.enums import ProblemCode
from cite.tenancy.models import Territory

PROBLEM_JSON = "application/problem+json"

# The HTTP status of each problem, and the sentence that says the remedy.
PROBLEMS: dict[ProblemCode, tuple[int, str]] = {
    ProblemCode.UNREADABLE: (
        400,
        gettext_lazy("Cette demande ne peut pas être lue. Envoyez du JSON en UTF-8, sans caractère nul."),
    ),
    ProblemCode.NO_KEY: (
        401,
        gettext_lazy(
            "Envoyez votre clé dans l’en-tête Authorization: Bearer. "
            "Vous en créez une sur le site, page « Ma structure »."
        ),
    ),
    ProblemCode.FORBIDDEN: (
        403,
        gettext_lazy("Les droits de la personne dont c’est la clé ne permettent pas de le faire."),
    ),
    ProblemCode.READ_ONLY_KEY: (403, KeyObjection.READ_ONLY.label),
    ProblemCode.NOT_FOUND: (
        404,
        gettext_lazy("Il n’y a rien à cette adresse. Vérifiez-la dans la documentation."),
    ),
    ProblemCode.NO_TERRITORY: (
        404,
        gettext_lazy(
            "Aucune Cité de l’emploi n’est ouverte sous ce nom de site. Vérifiez l’adresse du service."
        ),
    ),
    ProblemCode.METHOD_NOT_ALLOWED: (
        405,
        gettext_lazy("Cette méthode n’est pas acceptée ici. L’en-tête Allow donne celles qui le sont."),
    ),
    ProblemCode.REFUSED: (
        409,
        gettext_lazy("Cette demande ne peut pas aboutir : « errors » en donne toutes les raisons."),
    ),
    ProblemCode.TOO_LARGE: (
        413,
        gettext_lazy("Cette demande est trop volumineuse. Envoyez moins d’adresses à la fois."),
    ),
    ProblemCode.NOT_JSON: (
        415,
        gettext_lazy("Envoyez du JSON, avec l’en-tête Content-Type: application/json."),
    ),
    ProblemCode.NOT_A_FORM: (
        415,
        gettext_lazy("Envoyez un formulaire multipart/form-data, avec le fichier dans « upload »."),
    ),
    ProblemCode.INVALID: (
        422,
        gettext_lazy("Corrigez ce qui est indiqué dans « errors », puis recommencez."),
    ),
    ProblemCode.TOO_MANY_REQUESTS: (
        429,
        gettext_lazy("Vous avez fait trop de demandes. Attendez une minute."),
    ),
    ProblemCode.SERVER_ERROR: (
        500,
        gettext_lazy("Ce n’est pas de votre fait. Réessayez dans quelques minutes."),
    ),
}
_BY_STATUS = {status: code for code, (status, _sentence) in reversed(PROBLEMS.items())} | {
    404: ProblemCode.NOT_FOUND
}

# What pydantic finds wrong, and how we say it. `%(limit)s` is the bound that was passed.
_FAULTS: dict[str, tuple[str, str]] = {
    "missing": ("missing", gettext_lazy("Ce champ est obligatoire.")),
    "nothing_sent": ("missing", gettext_lazy("La demande est vide. Envoyez un objet JSON.")),
    "extra_forbidden": (
        "unknown",
        gettext_lazy("Ce champ n’existe pas. Vérifiez son nom dans la documentation."),
    ),
    "float_parsing": ("not_a_number", gettext_lazy("Écrivez un nombre, avec un point : 4.4036.")),
    "float_type": (
        "not_a_number",
        gettext_lazy("Écrivez un nombre, avec un point et sans guillemets : 4.4036."),
    ),
    "truth": ("not_a_truth", gettext_lazy("Écrivez true ou false.")),
    "bool_type": ("not_a_truth", gettext_lazy("Écrivez true ou false, sans guillemets.")),
    "whole": ("not_a_number", gettext_lazy("Écrivez un nombre entier.")),
    "int_type": ("not_a_number", gettext_lazy("Écrivez un nombre entier, sans guillemets.")),
    "string_type": ("not_a_text", gettext_lazy("Écrivez un texte, entre guillemets.")),
    "string_too_long": ("too_long", gettext_lazy("Ce texte est trop long : %(limit)s caractères au plus.")),
    "string_pattern_mismatch": (
        "control_characters",
        gettext_lazy(
            "Ce texte contient des caractères invisibles que nous ne pouvons pas lire. Retirez-les."
        ),
    ),
    "day": ("not_a_day", gettext_lazy("Cette date n’existe pas. Écrivez-la ainsi : 2026-12-31.")),
    "literal_error": ("not_in_list", gettext_lazy("Cette valeur n’est pas dans la liste : %(limit)s.")),
    "greater_than_equal": ("too_small", gettext_lazy("Ce nombre est trop petit : %(limit)s au moins.")),
    "less_than_equal": ("too_big", gettext_lazy("Ce nombre est trop grand : %(limit)s au plus.")),
    "uuid": (
        "not_an_identifier",
        gettext_lazy("Cet identifiant n’a pas la bonne forme. Recopiez-le en entier."),
    ),
    "uuid_parsing": (
        "not_an_identifier",
        gettext_lazy("Cet identifiant n’a pas la bonne forme. Recopiez-le en entier."),
    ),
    "blank": ("missing", gettext_lazy("Ce champ est obligatoire : écrivez quelque chose.")),
    "email": (
        "not_an_email",
        gettext_lazy("Cette adresse n’est pas complète. Écrivez-la ainsi : nom@exemple.fr."),
    ),
    "value_error": ("not_a_file", gettext_lazy("Envoyez un fichier, avec son nom.")),
    "amount": ("not_an_amount", gettext_lazy("Écrivez un montant en texte, avec un point : « 1500.00 ».")),
    "list_type": ("not_a_list", gettext_lazy("Écrivez une liste, entre crochets.")),
    "too_long": ("too_long", gettext_lazy("Cette liste est trop longue : %(limit)s éléments au plus.")),
    "model_type": ("not_an_object", gettext_lazy("Écrivez un objet, entre accolades.")),
    "repeated": ("repeated", gettext_lazy("Ce champ est donné plusieurs fois. Gardez-en un.")),
}
_UNKNOWN_FAULT = (
    "invalid",
    gettext_lazy("Cette valeur n’est pas acceptée. Vérifiez-la dans la documentation."),
)
_LIMITS = ("max_length", "expected", "ge", "le")


class Problem(Exception):
    """A request that has no answer, and why."""

    def __init__(
        self, code: ProblemCode, detail: str = "", errors: list[dict[str, str]] | None = None
    ) -> None:
        self.code = code
        self.detail = detail
        self.errors = errors or []
        super().__init__(code)


def territory_of(request: HttpRequest) -> Territory:
    """Give the Cité of this host.

    Raises:
        Problem: there is none.
    """
    if request.territory is None:
        raise Problem(ProblemCode.NO_TERRITORY)
    return request.territory


def problem_response(problem: Problem, status: int | None = None) -> JsonResponse:
    """Write a problem as RFC 9457 has it."""
    usual_status, sentence = PROBLEMS[problem.code]
    status = status or usual_status
    body = {
        "type": f"{reverse('api:docs')}#{problem.code.value}",
        "title": str(problem.code.label),
        "status": status,
        "detail": problem.detail or str(sentence),
        "code": problem.code.value,
        "errors": problem.errors,
    }
    return JsonResponse(
        body, status=status, content_type=PROBLEM_JSON, json_dumps_params={"ensure_ascii": False}
    )


def too_many_requests(wait: float) -> Problem:
    """Say when to come back."""
    detail = _("Vous avez fait trop de demandes. Recommencez dans %(seconds)s s.") % {
        "seconds": math.ceil(wait)
    }
    return Problem(ProblemCode.TOO_MANY_REQUESTS, detail)


def field_error(field: str, fault: str, limit: object = "") -> dict[str, str]:
    """Say what is wrong with one field. What was sent is never repeated: it may be an address."""
    code, sentence = _FAULTS.get(fault, _UNKNOWN_FAULT)
    return {"field": field, "code": code, "detail": str(sentence) % {"limit": limit}}


def field_errors(faults: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Say in French what pydantic found."""
    return [_said(fault) for fault in faults]


def undeclared(sent: MultiValueDict, known: Collection[str]) -> list[dict[str, str]]:
    """Say which names were sent that nothing declares, and which were sent twice."""
    errors = [field_error(name, "extra_forbidden") for name in sent if name not in known]
    return errors + [field_error(name, "repeated") for name, values in sent.lists() if len(values) > 1]


def require_form(request: HttpRequest, model: type[BaseModel], *uploads: str) -> None:
    """Refuse a form that holds more than it declares.

    Raises:
        Problem: with the names.
    """
    errors = undeclared(request.POST, model.model_fields) + undeclared(request.FILES, uploads)
    if errors:
        raise Problem(ProblemCode.INVALID, errors=errors)


def _said(fault: Mapping[str, Any]) -> dict[str, str]:
    place = [str(part) for part in fault["loc"]]
    context = fault.get("ctx") or {}
    limit = next((context[name] for name in _LIMITS if name in context), "")
    kind = "nothing_sent" if fault["type"] == "missing" and not place else fault["type"]
    return field_error(".".join(place), kind, limit)


def as_problem(response: HttpResponseBase) -> HttpResponseBase:
    """Turn an error page into a problem, keeping what its headers say (Allow, Retry-After)."""
    fallback = ProblemCode.UNREADABLE if response.status_code < 500 else ProblemCode.SERVER_ERROR
    code = _BY_STATUS.get(response.status_code, fallback)
    problem = problem_response(Problem(code), status=response.status_code)
    for name, value in response.items():
        if name not in ("Content-Type", "Content-Length"):
            problem[name] = value
    return problem
