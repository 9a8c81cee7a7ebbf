"""The API keeps its description's word, whatever is sent: schemathesis, all its checks."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.specs.openapi.checks import positive_data_acceptance

from config.wsgi import application


@pytest.fixture
def one_connection():
    """Keep the transaction of the test open between requests, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def unhurried(example_key, loaded, one_connection):
    """Let it ask as often as it wants; the file of the examples is there: its documents, its partners, its bilans."""
    with override_settings(API_REQUESTS_PER_MINUTE={"single": 10**9, "bulk": 10**9}):
        yield


DESCRIBED = Path(__file__).with_name("openapi.json")
"""What the API says of itself: test_documentation.py keeps it equal to the code."""
description = schemathesis.openapi.from_dict(json.loads(DESCRIBED.read_text(encoding="utf-8")))
description.app = application
ENDPOINTS = {found.ok().label: found.ok() for found in description.get_all_operations()}
WITH_A_KEY = [
    label
    for label, endpoint in ENDPOINTS.items()
    if {"applications", "reports", "sheets", "lists"} & set(endpoint.tags)
]
OPEN = [label for label in ENDPOINTS if label not in WITH_A_KEY]


BEYOND_A_SCHEMA = {
    "attach_document",
    "attach_report_document",
    "save_report_fields",
}
"""A schema cannot say that a name comes once, that a form has its file and no field more, nor what an e-mail address
is here: 422 is right there."""


def tried(label: str, times: int, attempt: Callable[[Case], object]) -> None:
    """Try an endpoint its examples, the edges of its schema, then so many requests, always the same.

    They are found here, by the test that tries them: found as tests are listed, each process would wait for them all.
    """
    settled = settings(
        max_examples=times,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    def test(case):
        attempt(case)

    build_operation_test(
        config=description.config,
        operation=ENDPOINTS[label],
        test_func=settled(test),
        given_kwargs={},
        feedback=FeedbackSources(),
    )()


def test_some_endpoints_want_a_key():
    assert len(OPEN) > 15
    assert len(WITH_A_KEY) > 50


@pytest.mark.slow
@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("label", OPEN)
def test_the_api_keeps_its_word(label):
    tried(label, 100, Case.call_and_validate)


@pytest.mark.slow
@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("label", WITH_A_KEY)
def test_the_api_keeps_its_word_to_whoever_has_no_key(label):
    """Few requests drawn: an endpoint that wants a key looks at nothing else before it."""
    tried(label, 10, Case.call_and_validate)


@pytest.mark.slow
@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("label", WITH_A_KEY)
def test_the_api_keeps_its_word_to_whoever_has_a_key(label, example_key):
    said = ENDPOINTS[label].definition.raw["operationId"]
    unsaid = [positive_data_acceptance] if said in BEYOND_A_SCHEMA else []

    def attempt(case: Case) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {example_key}"}, excluded_checks=unsaid)

    tried(label, 12, attempt)
