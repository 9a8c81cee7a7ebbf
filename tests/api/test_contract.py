"""The API keeps its description's word, whatever is sent: schemathesis, all its checks."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from cite.api.openapi import openapi_text
from cite.api.v1 import api
from config.wsgi import application
from tests.factories.api import make_examples


@pytest.fixture
def one_connection():
    """Keep the transaction of the test open between requests, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def unhurried(loaded, one_connection):
    with override_settings(API_REQUESTS_PER_MINUTE={"single": 10**9, "bulk": 10**9}):
        yield


description = schemathesis.openapi.from_dict(json.loads(openapi_text(api)))
description.app = application


BEYOND_A_SCHEMA = {
    "attach_document",
    "attach_report_document",
    "save_report_fields",
}
"""A schema cannot say that a name comes once, that a form has its file and no field more, nor what an e-mail address
is here: 422 is right there."""


@pytest.fixture
def example_key(loaded):
    """The key of the examples."""
    return make_examples(loaded)


def tried(times: int) -> settings:
    """Try each endpoint its examples, then so many requests, always the same."""
    return settings(
        max_examples=times,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.slow
@pytest.mark.usefixtures("unhurried")
@description.parametrize()
@tried(100)
def test_the_api_keeps_its_word(case):
    case.call_and_validate()


@pytest.mark.slow
@pytest.mark.usefixtures("unhurried")
@description.include(tag=["applications", "reports", "sheets", "lists"]).parametrize()
@tried(8)
def test_the_api_keeps_its_word_to_whoever_has_a_key(case, example_key):
    """The file of the examples is there: its documents, its partners, its bilans."""
    said = case.operation.definition.raw["operationId"]
    unsaid = [positive_data_acceptance] if said in BEYOND_A_SCHEMA else []
    case.call_and_validate(headers={"Authorization": f"Bearer {example_key}"}, excluded_checks=unsaid)
