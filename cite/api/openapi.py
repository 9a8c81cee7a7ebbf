"""The API as OpenAPI 3.1 describes it: ninja's account, completed with errors and examples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from pydantic_core import from_json

from cite.api.enums import ProblemCode
from cite.api.problems import PROBLEM_JSON, PROBLEMS
from cite.api.schemas import ProblemOut

EXAMPLES: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "examples.json").read_text(encoding="utf-8")
)
GEOJSON = "application/geo+json"
FORM = "multipart/form-data"

_KEY = "KeyBearer"
_KEYS = frozenset({_KEY, "OptionalKey", "OfferKey"})
_REF = "#/components/schemas/{model}"
_READING = (
    ProblemCode.UNREADABLE,
    ProblemCode.NO_TERRITORY,
    ProblemCode.INVALID,
    ProblemCode.TOO_MANY_REQUESTS,
)
_POSTING = (*_READING, ProblemCode.TOO_LARGE, ProblemCode.NOT_JSON)
_SENDING = (*_READING, ProblemCode.TOO_LARGE, ProblemCode.NOT_A_FORM)
_KEYED = (ProblemCode.NO_KEY, ProblemCode.FORBIDDEN, ProblemCode.NOT_FOUND)
_KEYED_WRITING = (*_KEYED, ProblemCode.READ_ONLY_KEY, ProblemCode.REFUSED)
_FEATURE_COLLECTION = {
    "title": "FeatureCollection",
    "description": "Collection GeoJSON (RFC 7946), en degrés WGS 84.",
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "id", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": "string"},
                    "bbox": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
                    "geometry": {"type": "object", "required": ["type", "coordinates"]},
                    "properties": {"type": "object"},
                },
            },
        },
    },
}


class JsonParser(Parser):
    """Reads JSON without crashing on what is too deep, too long or not Unicode."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read the body.

        Raises:
            ValueError: it is not JSON.
        """
        return from_json(request.body)


class ReadableJson(JSONRenderer):
    """Writes accents as they are."""

    json_dumps_params = {"ensure_ascii": False}


class DocumentedAPI(NinjaAPI):
    """An API whose description says the whole truth: errors, content types, examples."""

    def get_openapi_schema(self, **kwargs: Any) -> dict[str, Any]:
        """Describe the API."""
        document = json.loads(json.dumps(super().get_openapi_schema(**kwargs)))
        schemas = document["components"]["schemas"]
        schemas["FeatureCollection"] = _FEATURE_COLLECTION
        problem = ProblemOut.model_json_schema(ref_template=_REF)
        schemas.update(problem.pop("$defs"))
        schemas["ProblemOut"] = problem
        # Any item is accepted: what is not a place receives its own error.
        schemas["BulkRequest"]["properties"]["items"]["items"] = {
            "anyOf": [{"$ref": _ref("PlaceRequest")}, {}]
        }
        for method, operation in _operations(document):
            is_form = FORM in operation.get("requestBody", {}).get("content", {})
            sending = _SENDING if is_form else _POSTING
            _add_problems(operation, sending if method != "get" else _READING)
            _name_the_key(operation)
            if needs_key(operation):
                _add_problems(operation, _KEYED if method == "get" else _KEYED_WRITING)
            elif "security" in operation:
                _add_problems(operation, (ProblemCode.NO_KEY,))
            _add_examples(operation)
        for name in _KEYS - {_KEY}:
            document["components"]["securitySchemes"].pop(name, None)
        del document["servers"]
        return document


def collection_response(summary: str) -> dict[str, Any]:
    """Describe an answer in GeoJSON, which caches may keep as long as its ETag holds."""
    return {
        "responses": {
            200: {
                "description": summary,
                "headers": {"ETag": {"schema": {"type": "string"}, "required": True}},
                "content": {GEOJSON: {"schema": {"$ref": _ref("FeatureCollection")}}},
            },
            304: {"description": "Rien n’a changé depuis l’ETag donné dans If-None-Match"},
        }
    }


def needs_key(operation: dict[str, Any]) -> bool:
    """Say whether an endpoint answers nothing without a key."""
    return "security" in operation and {} not in operation["security"]


def openapi_text(api: NinjaAPI) -> str:
    """Write the description, as the repository keeps it beside the tests."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1) + "\n"


def _name_the_key(operation: dict[str, Any]) -> None:
    """Say that there is one kind of key, which some endpoints do without."""
    named = {name for scheme in operation.get("security", ()) for name in scheme}
    if named:
        optional = [{}] if "OptionalKey" in named else []
        operation["security"] = [*optional, {_KEY: []}]


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for methods in document["paths"].values():
        yield from methods.items()


def _add_problems(operation: dict[str, Any], codes: tuple[ProblemCode, ...]) -> None:
    for code in codes:
        status, title = str(PROBLEMS[code][0]), str(code.label)
        if (known := operation["responses"].get(status)) is not None:
            known["description"] = " ; ".join(dict.fromkeys([*known["description"].split(" ; "), title]))
            continue
        described = {
            "description": title,
            "content": {PROBLEM_JSON: {"schema": {"$ref": _ref("ProblemOut")}}},
        }
        if code is ProblemCode.TOO_MANY_REQUESTS:
            described["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "required": True}}
        operation["responses"][status] = described


def _add_examples(operation: dict[str, Any]) -> None:
    example = EXAMPLES[operation["operationId"]]
    for parameter in operation["parameters"]:
        if parameter["name"] in example.get("parameters", {}):
            parameter["example"] = example["parameters"][parameter["name"]]
            parameter.pop("examples", None)
            parameter["schema"].pop("examples", None)
    if "body" in example:
        (content,) = operation["requestBody"]["content"].values()
        content["example"] = example["body"]
    if "answer" in example:
        operation["responses"]["200"]["content"]["application/json"]["example"] = example["answer"]


def _ref(name: str) -> str:
    return _REF.format(model=name)
