"""The documentation: equal to the code, with examples that are true."""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils.html import escape

from cite.api.openapi import EXAMPLES, needs_key, openapi_text
from cite.api.problems import PROBLEMS
from cite.api.v1 import api as described
from cite.api.worked_example import sheet_example, worked_example
from cite.core.typography import typeset
from cite.territories.enums import Status

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
SNAPSHOT = Path(__file__).parent / "openapi.json"
DOCUMENT = json.loads(openapi_text(described))
OPERATIONS = {
    operation["operationId"]: (method, path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}


def test_the_description_is_the_one_that_was_agreed():
    assert SNAPSHOT.read_text(encoding="utf-8") == openapi_text(described), (
        "run `make docs`, then read the difference"
    )


def test_the_description_is_served_as_it_is(loaded, api):
    assert api.get("openapi.json").json() == DOCUMENT


def test_every_endpoint_and_field_is_explained_in_french():
    assert set(EXAMPLES) == set(OPERATIONS)
    for _method, _path, operation in OPERATIONS.values():
        assert operation["summary"] and operation["description"]
        assert all(parameter["description"] for parameter in operation["parameters"])
    for name, schema in DOCUMENT["components"]["schemas"].items():
        for field, described_field in schema.get("properties", {}).items():
            assert described_field.get("description") or name == "FeatureCollection", f"{name}.{field}"


def begins(example, real):
    """An example may shorten a list, and nothing else."""
    if isinstance(example, dict):
        return example.keys() == real.keys() and all(
            begins(value, real[key]) for key, value in example.items()
        )
    if isinstance(example, list):
        return len(example) <= len(real) and all(begins(*pair) for pair in zip(example, real, strict=False))
    return example == real


NOT_READY = {"finish_application", "deposit_application", "deposit_report"}
"""What the file of the examples lacks too much for: everything that lacks is said."""


@pytest.mark.parametrize("operation_id", sorted(EXAMPLES))
def test_an_example_is_true(loaded, api, example_key, operation_id):
    method, path, operation = OPERATIONS[operation_id]
    example = EXAMPLES[operation_id]
    parameters = dict(example.get("parameters", {}))
    path = re.sub(r"{(\w+)}", lambda match: parameters.pop(match[1]), path).removeprefix("/api/v1/")
    headers = {"Authorization": f"Bearer {example_key}"} if needs_key(operation) else {}
    if "multipart/form-data" in operation.get("requestBody", {}).get("content", {}):
        fields = dict(example["body"])
        answer = api.upload(path, fields.pop("upload"), PDF, headers, **fields)
    elif method == "get":
        answer = api.get(path, headers=headers, **parameters)
    else:
        query = f"?{urlencode(parameters)}" if parameters else ""
        answer = api.send(method, f"{path}{query}", example.get("body"), **headers)
    assert answer.status_code == (409 if operation_id in NOT_READY else 200)
    if "answer" in example:
        assert begins(example["answer"], answer.json())


def test_the_page_says_everything(loaded):
    answer = Client().get("/api/v1/docs")
    page = answer.content.decode()
    assert answer.status_code == 200
    for operation_id, (method, path, operation) in OPERATIONS.items():
        assert f'id="{operation_id}"' in page
        assert f"{method.upper()} {path}" in page
        assert typeset(operation["summary"]) in page
    for status in Status:
        assert f">{status.value} – " in page
    for code in PROBLEMS:
        assert f'id="{code.value}"' in page
    assert "curl &quot;http://testserver/api/v1/locate?longitude=4.4036&amp;latitude=45.466" in page


def test_the_page_lists_every_field_of_a_sheet(loaded):
    page = Client().get("/api/v1/docs").content.decode()
    for name, field in DOCUMENT["components"]["schemas"]["Changes"]["properties"].items():
        assert f">fields.{name}<" in page
        assert escape(typeset(field["description"])) in page


def test_the_page_has_nothing_from_elsewhere_nor_inline(loaded):
    page = Client().get("/api/v1/docs").content.decode()
    assert not re.search(r"<(script|link|img)[^>]+(src|href)=\"(https?:)?//", page)
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)


def test_identifiers_are_unique(loaded):
    page = Client().get("/api/v1/docs").content.decode()
    identifiers = re.findall(r'\sid="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(identifiers)


def test_the_footer_leads_there_and_the_root_too(loaded):
    assert 'href="/api/v1/docs"' in Client().get("/").content.decode()
    for path in ("/api/", "/api/v1/"):
        assert Client().get(path)["Location"] == "/api/v1/docs"


def test_the_worked_example_is_played_as_it_is_written(loaded, api, example_key):
    """Each command, in its order, with what the ones before gave; what lacks to finish and to deposit is said."""
    kept, statuses = {}, {}
    headers = {"Authorization": f"Bearer {example_key}"}
    for step in worked_example("http://testserver"):
        fill = lambda text: re.sub(r"\$([A-Z]+)", lambda found: kept[found[1]], text)  # noqa: E731
        path, body = fill(step.path), json.loads(fill(json.dumps(step.body)))
        if step.upload:
            answer = api.upload(path, step.upload, PDF, headers, **body)
        else:
            answer = api.send(step.method.lower(), path, body, **headers if path != "calls" else {})
        name, where = step.keep
        if name:
            told = answer.json()
            kept[name] = told["calls"][0]["id"] if where == ".calls[0].id" else told["id"]
        statuses[step.path] = answer.status_code
        assert f"-X {step.method} " in step.command
        assert f'http://testserver/api/v1/{step.path}"' in step.command
    last = [statuses.pop(f"applications/$DOSSIER/{name}") for name in ("finish", "deposit")]
    assert (last, set(statuses.values())) == ([409, 409], {200})


def test_the_example_of_a_sheet_is_played_as_it_is_written(loaded, api, example_key):
    """It is proposed at the end, and lacks nothing; nobody has read it yet."""
    kept, answers = {}, {}
    headers = {"Authorization": f"Bearer {example_key}"}
    for step in sheet_example("http://testserver"):
        fill = lambda text: re.sub(r"\$([A-Z]+)", lambda found: str(kept[found[1]]), text)  # noqa: E731
        body = json.loads(fill(json.dumps(step.body).replace('"$VERSION"', "$VERSION")))
        given = {} if step.path == "vocabulary" else headers
        answer = api.send(step.method.lower(), fill(step.path), body, **given)
        name, where = step.keep
        if name:
            kept[name] = answer.json()[where.removeprefix(".")]
        answers[step.title] = answer
        assert ("Bearer" in step.command) == (step.path != "vocabulary")
    last = answers.pop("Dire qu’elle est toujours vraie")
    assert (last.status_code, {answer.status_code for answer in answers.values()}) == (409, {200})
    assert answers["Lire ce qui manque"].json()["lacks"] == []
    assert answers["Suivre"].json()["sheets"][0]["state"] == "submitted"
    position = answers["La compléter"].json()
    assert (position["longitude"], position["latitude"]) == (4.3878, 45.4397)
