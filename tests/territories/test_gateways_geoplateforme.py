"""The online geocoder: what it answers, what is made of its failures, and what never leaves."""

import logging

import pytest
import requests
import responses

from cite.territories.gateways import geoplateforme
from cite.territories.gateways.geoplateforme import CircuitBreaker, breaker, search_online

URL = "https://geocoder.example/geocodage"
FEATURE = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [4.3889, 45.4397]},
    "properties": {
        "label": "12 Rue de la République 42000 Saint-Étienne",
        "score": 0.97,
        "id": "42218_6840_00012",
        "type": "housenumber",
        "postcode": "42000",
        "citycode": "42218",
        "city": "Saint-Étienne",
    },
}


def feature(**changed):
    return FEATURE | {"properties": FEATURE["properties"] | changed}


@pytest.fixture(autouse=True)
def _fresh_breaker():
    breaker.reset()
    yield
    breaker.reset()


@pytest.fixture
def service():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


def test_returns_the_places_in_the_service_s_order(service):
    service.get(f"{URL}/search", json={"features": [FEATURE, feature(type="municipality", score=1.2)]})
    answer = search_online(URL, "12 rue de la République", limit=2, commune_code="42218")
    assert answer.problem == ""
    first, second = answer.places
    assert (first.kind, first.score, first.commune_code) == ("housenumber", 0.97, "42218")
    assert (first.longitude, first.latitude) == (4.3889, 45.4397)
    assert (second.kind, second.score) == ("commune", 1.0)
    assert service.calls[0].request.params["citycode"] == "42218"


def test_asks_nothing_when_it_is_off(service):
    assert search_online("", "12 rue X").problem == "off"
    assert len(service.calls) == 0


@pytest.mark.parametrize(
    "answer",
    [
        {"body": "<html>504</html>", "status": 200},
        {"body": "", "status": 200},
        {"body": "null", "status": 200},
        {"body": "[]", "status": 200},
        {"json": {"features": "x"}},
        {"json": {"features": [{}]}},
        {"json": {"features": [feature(score="NaN")]}},
        {"json": {"features": [feature() | {"geometry": None}]}},
        {"json": {"features": [feature() | {"geometry": {"coordinates": [808900, 6482300]}}]}},
        {"body": "x" * 600_000},
        {"body": "[" * 100_000},
        {"body": "Gateway timeout", "status": 504},
        {"body": "Moved", "status": 302, "headers": {"Location": "https://elsewhere.example/"}},
        {"body": requests.exceptions.ReadTimeout()},
        {"body": requests.exceptions.ConnectionError()},
    ],
)
def test_a_wrong_answer_is_no_answer(service, answer):
    service.get(f"{URL}/search", **answer)
    assert search_online(URL, "12 rue X") == geoplateforme.OnlineAnswer(problem="failed")


def test_says_that_the_service_is_busy(service):
    service.get(f"{URL}/search", status=429)
    assert search_online(URL, "12 rue X").problem == "busy"


def test_leaves_a_failing_service_alone_for_a_while(service):
    service.get(f"{URL}/search", status=503)
    problems = [search_online(URL, "12 rue X").problem for _ in range(5)]
    assert problems == ["failed", "failed", "failed", "paused", "paused"]
    assert len(service.calls) == 3


def test_the_pause_ends_and_a_success_forgets_the_failures():
    now = 0.0
    circuit = CircuitBreaker(clock=lambda: now)
    for _ in range(geoplateforme.FAILURES_BEFORE_PAUSE):
        assert not circuit.is_paused
        circuit.failed()
    assert circuit.is_paused
    now = geoplateforme.PAUSE_SECONDS + 1.0
    assert not circuit.is_paused
    circuit.failed()
    circuit.failed()
    circuit.succeeded()
    circuit.failed()
    assert not circuit.is_paused


def test_the_address_is_never_logged(service, caplog):
    service.get(f"{URL}/search", status=500)
    with caplog.at_level(logging.DEBUG):
        search_online(URL, "12 rue Secrète")
    assert "Secr" not in caplog.text
