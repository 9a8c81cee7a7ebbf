"""What is answered when there is no answer, and what every answer has."""

import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches
from django.test import override_settings

from cite.api import v1
from cite.tenancy.models import Territory
from cite.territories.operations.reference_data import load_territory

POINT = {"longitude": "4.4036", "latitude": "45.466"}


@pytest.fixture
def shipped(db) -> Territory:
    """Load it for one test: most of this file ask where nothing is loaded."""
    return load_territory(folder=settings.REFERENCE_DATA_DIR).territory


def assert_problem(answer, status, code):
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "code", "errors"}
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["detail"].endswith(".")
    assert problem["type"] == f"/api/v1/docs#{code}"


@pytest.mark.parametrize(
    "body",
    ["{", b"\xff\xfe", '{"address": "\\ud800"}', "[" * 5000, '{"longitude": ' + "1" * 5000 + "}", "{'a': 1}"],
)
def test_what_is_not_json(territory, api, body):
    assert_problem(api.post("locate", body), 400, "unreadable")


def test_an_empty_body(territory, api):
    answer = api.client.generic("POST", "/api/v1/locate", b"", CONTENT_TYPE="application/json")
    assert_problem(answer, 422, "invalid")
    assert answer.json()["errors"][0]["detail"] == "La demande est vide. Envoyez un objet JSON."


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_another_content_type(territory, api, content_type):
    assert_problem(api.post("locate", "{}", content_type=content_type), 415, "not_json")


def test_a_body_too_large(territory, api):
    assert_problem(api.post("locate/bulk", '{"items": ["' + "a" * 2_600_000 + '"]}'), 413, "too_large")


@pytest.mark.parametrize("path", ["nothing", "locate/", "locate/bulk/x", "districts/", "docs/x"])
def test_nothing_there(territory, api, path):
    assert_problem(api.get(path), 404, "not_found")


@pytest.mark.parametrize("query", ["longitude=%00", "longitude=4.4&latitude=45.4&%00=1"])
def test_a_nul_in_the_address(territory, api, query):
    assert_problem(api.client.get(f"/api/v1/locate?{query}"), 400, "unreadable")


def test_another_method_says_which_are_accepted(territory, api):
    answer = api.client.delete("/api/v1/locate/bulk")
    assert_problem(answer, 405, "method_not_allowed")
    assert answer["Allow"] == "POST"


def test_head_is_answered_like_get(territory, api):
    answer = api.client.head("/api/v1/communes.geojson")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["locate?longitude=4&latitude=45", "districts", "districts/X", "communes.geojson", "status"]
)
def test_a_host_without_a_territory(api, path):
    assert_problem(api.client.get(f"/api/v1/{path}"), 404, "no_territory")
    assert_problem(api.post("locate", {}), 404, "no_territory")


@override_settings(ALLOWED_HOSTS=["cite.example.gouv.fr"])
def test_a_host_that_is_not_ours(territory, api):
    assert_problem(api.get("status"), 400, "unreadable")


def test_an_error_of_ours_says_nothing_of_itself(territory, api, monkeypatch):
    monkeypatch.setattr(v1.queries, "status_of", lambda territory: 1 / 0)
    answer = api.get("status")
    assert_problem(answer, 500, "server_error")
    assert "division" not in answer.content.decode()


def test_errors_outside_of_the_api_stay_pages(territory, api):
    answer = api.client.get("/rien")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")
    assert "Access-Control-Allow-Origin" not in answer


def test_no_cookie_no_cache_no_account(loaded, api):
    for answer in (api.get("locate", **POINT), api.post("locate", {}), api.get("status"), api.get("nothing")):
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
    assert api.get("locate", **POINT)["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in api.post("locate", {})


@pytest.fixture
def three_a_minute():
    with override_settings(API_REQUESTS_PER_MINUTE={"single": 3, "bulk": 1}):
        with time_machine.travel("2026-11-23T10:00:20Z", tick=False):
            yield


def test_too_many_requests_wait_a_little(three_a_minute, loaded, api):
    assert [api.get("locate", **POINT).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = api.get("status")
    assert_problem(refused, 429, "too_many_requests")
    assert refused["Retry-After"] == "40"
    assert refused.json()["detail"] == "Vous avez fait trop de demandes. Recommencez dans 40 s."
    with time_machine.travel("2026-11-23T10:01:00Z"):
        assert api.get("status").status_code == 200


def test_bulk_is_counted_apart(three_a_minute, loaded, api):
    assert [api.post("locate/bulk", {"items": []}).status_code for _ in range(2)] == [200, 429]
    assert api.get("status").status_code == 200


def test_each_machine_has_its_own_count(three_a_minute, loaded, api):
    def ask(**meta):
        return api.client.get("/api/v1/status", **meta).status_code

    assert [ask(REMOTE_ADDR="192.0.2.1") for _ in range(4)][-1] == 429
    assert ask(REMOTE_ADDR="192.0.2.2") == 200
    assert ask(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="198.51.100.7") == 429, (
        "a header anyone can write"
    )
    with override_settings(NINJA_NUM_PROXIES=1):
        assert ask(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7") == 200


def test_no_address_of_a_machine_is_kept(loaded, api):
    api.client.get("/api/v1/status", REMOTE_ADDR="192.0.2.1")
    kept = caches["throttles"]._cache
    assert kept and not any("192.0.2.1" in key or b"192.0.2.1" in value for key, value in kept.items())


def test_the_count_never_touches_the_database():
    assert settings.CACHES["throttles"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"


def test_two_territories_and_no_host(territory, other_territory, api):
    assert Territory.objects.count() == 2
    Territory.objects.filter(pk=territory.pk).update(host="cite.example.org")
    assert_problem(api.get("status"), 404, "no_territory")
