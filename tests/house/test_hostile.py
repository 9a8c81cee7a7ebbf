"""Calls for projects, the offer, pathways under attack: each address answers in words, soon, and keeps no bad file."""

import html
import re
from itertools import product
from time import process_time
from urllib.parse import quote, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cite.files.enums import UploadObjection
from cite.files.models import StoredFile
from cite.grants.enums.taking_in import TakeInProblem
from cite.ui.forms import FileField
from tests.house.examples_following import EXAMPLES
from tests.house.hostile import BODIES, FILES, VALUES, Forms
from tests.house.settled import OURS, Settled
from tests.undoing import undone

FORM = "application/x-www-form-urlencoded"
SECONDS = 10  # far from what any of them takes, for a busy machine
ATTACKED = (
    *("appels-a-projets/", "offre/", "habitants/", "parcours/", "orientations/", "signalements/"),
    *("a-regarder/", "revues/", "messages/"),
)
ADDRESSES = [route for route, _pattern in OURS if route.startswith(ATTACKED)]
EVERYWHERE = ("nul", "not-utf8", "long", "digits", "nan", "last-day", "uuid", "hidden")
QUERIES = (
    "page=-1&tri=%ff&q=%E2%80%AE&recherche=%ed%a0%80&format=%ff",
    "page=99999999999999999999&annee=%D9%A3&version=-1&appel=1%27+OR&financeur=x&situation=x&porteur=-1",
)

pytestmark = pytest.mark.django_db


def path_of(cite: Settled, route: str) -> tuple[str, str]:
    """An address about a thing of the world, and somebody who may open it."""
    if route not in EXAMPLES:
        return f"/{route}", "co_pilot_state"
    example = EXAMPLES[route]
    values = example.make(cite.world)
    path = re.sub(r"<\w+:(\w+)>", lambda found: str(values[found.group(1)]), route)
    return f"/{path}", min(example.opens_to | example.told, default="co_pilot_state")


def send(client, method: str, path: str, *args, **kwargs):
    """Ask, and undo; an error of ours is an answer that the test sees."""
    client.raise_request_exception = False
    start = process_time()
    with undone():
        answer = getattr(client, method)(path, *args, **kwargs)
        if answer.streaming:
            b"".join(answer.streaming_content)
    assert answer.status_code < 500, (method, path, args, kwargs)
    assert process_time() - start < SECONDS, (method, path, args, kwargs)
    return answer


def encoded(fields: dict) -> str:
    return "&".join(f"{quote(name)}={quote(value)}" for name, value in fields.items())


def own_form(page, path: str) -> dict:
    """The form that the page sends to itself; else fields of the names that buttons read."""
    is_page = page.status_code == 200 and page.get("Content-Type", "").startswith("text/html")
    for form in Forms(page.content.decode()).found if is_page else ():
        if form["method"] == "post" and (urlsplit(form["action"]).path or path) == path:
            return form
    return {"fields": dict.fromkeys(("version", "reason", "text", "amount", "key"), ""), "files": []}


@pytest.mark.parametrize("route", ADDRESSES)
def test_hostile_values_are_answered_in_words(route, cite):
    path, name = path_of(cite, route)
    client = cite.client(name)
    form = own_form(send(client, "get", path), path)
    assert bool(form["files"]) == (route in TAKING_FILES), "a place that takes a file is attacked below"
    fields = form["fields"]
    for query in QUERIES:
        send(client, "get", path, QUERY_STRING=query)
    for body, content_type in BODIES.values():
        answer = send(client, "post", path, body, content_type=content_type)
    if answer.status_code == 405:  # nothing is sent to this page: it is refused whole, whatever the field
        assert answer.headers["Allow"]
        return
    for name in EVERYWHERE:
        send(client, "post", path, encoded(dict.fromkeys(fields, VALUES[name])), content_type=FORM)
    for field, value in zip(sorted(fields), [*VALUES.values()], strict=False):
        send(client, "post", path, encoded(fields | {field: value}), content_type=FORM)
    send(client, "post", path, f"{encoded(fields)}&{encoded(fields)}", content_type=FORM)
    send(client, "post", path, "&".join(f"a{number}=1" for number in range(2_000)), content_type=FORM)


TAKING_FILES = {
    "appels-a-projets/dossiers/<uuid:uuid>/pieces/",
    "appels-a-projets/dossiers/<uuid:uuid>/reprise/",
    "appels-a-projets/bilans/<uuid:uuid>/pieces/",
    "appels-a-projets/bilans/<uuid:uuid>/accepter-sur-preuve/",
    "appels-a-projets/actions-financees/<uuid:uuid>/bilan-recu/",
    "offre/annuaires/",
    "offre/fiches/<uuid:uuid>/son/",
}
DATED = "appels-a-projets/actions-financees/<uuid:uuid>/bilan-recu/"  # the day is judged before the file
REFUSALS = [
    str(sentence)[:24]
    for sentence in (
        *UploadObjection.labels,
        *TakeInProblem.labels,
        *(FileField.default_error_messages[name] for name in ("empty", "extension")),
    )
]


@pytest.mark.parametrize("route", sorted(TAKING_FILES - {DATED}))
def test_a_hostile_file_is_refused_in_words_and_not_kept(route, cite, settings, tmp_path):
    settings.PRIVATE_STORAGE_DIR = tmp_path
    path, name = path_of(cite, route)
    client = cite.client(name)
    opened = send(client, "get", path)
    assert not any(sentence in html.unescape(opened.content.decode()) for sentence in REFUSALS)
    form = own_form(opened, path)
    for field, (told, content) in product(form["files"], FILES.values()):
        before = StoredFile.objects.count()
        upload = SimpleUploadedFile(told, content, "application/pdf")
        answer = send(client, "post", path, filled(form["fields"]) | {field: upload})
        assert answer.status_code == 200, (told, content[:20])
        page = html.unescape(answer.content.decode())
        assert any(sentence in page for sentence in REFUSALS), told
        assert StoredFile.objects.count() == before
    assert [kept for kept in tmp_path.rglob("*") if kept.is_file()] == []


def filled(fields: dict) -> dict:
    """Something in each field, so that nothing but the file is at fault."""
    return {name: value or "2026" for name, value in fields.items()}


def test_a_form_without_its_token_is_refused_in_french(cite):
    client = cite.client("co_pilot_state")
    client.handler.enforce_csrf_checks = True
    answer = client.post("/appels-a-projets/nouveau/", {"a": "b"})
    assert answer.status_code == 403
    assert '<html lang="fr"' in answer.content.decode()
