"""The documentation page, made from the description of the API itself: it cannot say anything else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cite.api.openapi import FORM, needs_key
from cite.api.problems import PROBLEMS
from cite.api.schemas import MAX_ITEMS
from cite.api.v1 import api
from cite.api.worked_example import sheet_example, worked_example
from cite.core.text import readable_size
from cite.core.typography import typeset
from cite.directory.queries.finding import CANDIDATES, MOST
from cite.grants.operations.attachments import MAX_ATTACHMENTS, POLICY
from cite.grants.operations.pledges import MAX_PLEDGES
from cite.grants.operations.report_writing import MAX_FILES
from cite.grants.operations.thread import MOST_MESSAGES
from cite.territories.enums import Reason, Status
from cite.territories.rules.residence import CONCLUSIONS
from cite.ui.views import PUBLIC, Page

_NUMBERS = re.compile(r"\[\s+-?[\d.]+(?:,\s+-?[\d.]+)*\s+\]")  # lists of numbers stay on one line
_TYPES = {
    "string": _("texte"),
    "number": _("nombre"),
    "integer": _("nombre entier"),
    "boolean": _("vrai ou faux"),
    "array": _("liste"),
    "object": _("objet"),
    "file": _("fichier"),
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One thing to ask. `topic`: its part; `fields`: what is sent, `gives`: what is answered (a name, what it is)."""

    id: str
    topic: str
    method: str
    path: str
    summary: str
    description: str
    fields: list[tuple[str, str]]
    gives: list[tuple[str, str]]
    curl: str
    answer: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """One of the seven answers, and the reasons that lead to it with what to do then."""

    title: str
    reasons: list[tuple[str, str]]


class Documentation(Page):
    """How to ask from a program."""

    title = _("Interface de programmation (API)")
    permission = PUBLIC
    template_name = "api/docs.html"

    def get_context(self) -> dict[str, Any]:
        """List the endpoints, the answers, the problems and the limits."""
        site = f"{self.request.scheme}://{self.request.get_host()}"
        rates = settings.API_REQUESTS_PER_MINUTE
        return {
            "endpoints": list(endpoints(site)),
            "example": list(worked_example(site)),
            "sheet_example": list(sheet_example(site)),
            "meanings": meanings(),
            "problems": [
                {"code": code.value, "title": f"{code.value} – {code.label} ({status})", "sentence": sentence}
                for code, (status, sentence) in PROBLEMS.items()
            ],
            "limits": [
                (_("Demandes par minute et par machine"), rates["single"]),
                (_("Demandes en nombre par minute et par machine"), rates["bulk"]),
                (_("Lieux dans une demande en nombre"), MAX_ITEMS),
                (_("Services par page"), MOST),
                (_("Services atteints par une recherche"), CANDIDATES),
                (_("Taille d’une demande"), _("2,5 Mo, sans les fichiers joints")),
                (_("Taille d’un fichier joint"), readable_size(POLICY.max_bytes)),
                (_("Pièces d’un dossier"), MAX_ATTACHMENTS),
                (_("Partenaires d’un dossier"), MAX_PLEDGES),
                (_("Messages d’un dossier"), MOST_MESSAGES),
                (_("Pièces d’un bilan"), MAX_FILES),
            ],
        }


def endpoints(site: str) -> Iterator[Endpoint]:
    """Read the endpoints in the description. `site`: what examples are sent to, « https://… »."""
    document = _document()
    topics = {tag["name"]: typeset(tag["description"]) for tag in document["tags"]}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            sent = _sent(document, operation)
            yield Endpoint(
                id=operation["operationId"],
                topic=topics[operation["tags"][0]],
                method=method.upper(),
                path=path,
                summary=typeset(operation["summary"]),
                description=typeset(operation["description"]),
                fields=sent,
                gives=_given(document, operation),
                curl=_curl(site, method, path, operation),
                answer=_pretty(_content(operation["responses"]["200"]).get("example")),
            )


def meanings() -> list[Meaning]:
    """Explain the seven answers, from the table of the rule itself."""
    return [
        Meaning(
            f"{status.value} – {status.label}",
            [
                (reason.value, _example_sentence(reason, str(advice.label)))
                for reason, (concluded, advice) in CONCLUSIONS.items()
                if concluded is status
            ],
        )
        for status in Status
    ]


def _example_sentence(reason: Reason, advice: str) -> str:
    filled = str(reason.label) % {"district": "Centre Ville (Rive-de-Gier)", "distance": "6 m"}
    return f"{filled} {advice}"


@cache
def _document() -> dict[str, Any]:
    return api.get_openapi_schema()


def _content(part: dict[str, Any]) -> dict[str, Any]:
    return next(iter(part.get("content", {}).values()), {})


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    return document["components"]["schemas"][name] if name else schema


def _sent(document: dict[str, Any], operation: dict[str, Any]) -> list[tuple[str, str]]:
    fields = [
        (
            parameter["name"],
            _described(parameter["schema"], parameter["required"], parameter.get("description", "")),
        )
        for parameter in operation["parameters"]
    ]
    body = _resolved(document, _content(operation.get("requestBody", {})).get("schema", {}))
    required = body.get("required", [])
    for name, schema in body.get("properties", {}).items():
        whole = _resolved(document, schema) | schema
        fields.append((name, _described(whole, name in required)))
        if name in required and "$ref" in schema:  # what is optional says where its fields are
            inside = whole["properties"].items()
            fields += [(f"{name}.{field}", _described(one, is_required=False)) for field, one in inside]
    return fields


def _given(document: dict[str, Any], operation: dict[str, Any]) -> list[tuple[str, str]]:
    schema = _resolved(document, _content(operation["responses"]["200"]).get("schema", {}))
    return [
        (name, typeset(field["description"]))
        for name, field in schema.get("properties", {}).items()
        if "description" in field
    ]


def _described(schema: dict[str, Any], is_required: bool, description: str = "") -> str:
    plain = next((choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"), schema)
    kind = "file" if plain.get("format") == "binary" else plain.get("type", "")
    facts = [str(_TYPES.get(kind, _TYPES["object"]))]
    facts.append(str(_("obligatoire") if is_required else _("facultatif")))
    if "maxLength" in plain:
        facts.append(str(_("%(limit)s caractères au plus")) % {"limit": plain["maxLength"]})
    if "maximum" in plain:
        limits = {"least": plain["minimum"], "most": plain["maximum"]}
        facts.append(str(_("de %(least)s à %(most)s")) % limits)
    return f"{typeset(description or schema.get('description', ''))} ({', '.join(facts)})"


def _curl(site: str, method: str, path: str, operation: dict[str, Any]) -> str:
    query = {}
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            path = path.replace("{%s}" % parameter["name"], str(parameter.get("example", "")))  # noqa: UP031 - braces
        elif "example" in parameter:
            query[parameter["name"]] = parameter["example"]
    url = f"{site}{path}?{urlencode(query)}" if query else f"{site}{path}"
    parts = [f'curl "{url}"' if method in ("get", "post") else f'curl -X {method.upper()} "{url}"']
    if needs_key(operation):
        parts.append('-H "Authorization: Bearer $CLE"')
    if FORM in operation.get("requestBody", {}).get("content", {}):
        parts += [f"-F {name}={value}" for name, value in _form(operation).items()]
    elif "requestBody" in operation:
        body = json.dumps(_content(operation["requestBody"])["example"], ensure_ascii=False)
        parts += ["-H 'Content-Type: application/json'", f"-d '{body.replace(chr(39), '’')}'"]
    elif method == "post":
        parts.append("-X POST")
    return " \\\n  ".join(parts)


def _form(operation: dict[str, Any]) -> dict[str, str]:
    """Write the fields of a form as curl takes them: a file by its name, after an @."""
    example = _content(operation["requestBody"])["example"]
    return {name: f"@{value}" if name == "upload" else value for name, value in example.items()}


def _pretty(example: Any) -> str:
    if example is None:
        return ""
    text = json.dumps(example, ensure_ascii=False, indent=2)
    return _NUMBERS.sub(lambda found: " ".join(found[0].split()), text)
