"""The API keeps its description's word, whatever is sent: schemathesis, all its checks."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings

from cite.api.openapi import openapi_text
from cite.api.v1 import api
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
def unhurried(loaded, one_connection):
    with override_settings(API_REQUESTS_PER_MINUTE={"single": 10**9, "bulk": 10**9}):
        yield


description = schemathesis.openapi.from_dict(json.loads(openapi_text(api)))
description.app = application


@pytest.mark.slow
@pytest.mark.usefixtures("unhurried")
@description.parametrize()
@settings(
    max_examples=100,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_api_keeps_its_word(case):
    case.call_and_validate()
