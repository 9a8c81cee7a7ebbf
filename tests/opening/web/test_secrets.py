"""The address of a personal link stays out of every log, even when its form is refused."""

import pytest
from django.test import Client

from cite.opening import operations
from tests.processes import ROOT


@pytest.mark.django_db
def test_a_refused_form_does_not_print_the_address(capfd):
    token = operations.invite_to_open()
    strict = Client(enforce_csrf_checks=True)
    strict.get(f"/ouverture/lien/{token}/")
    answer = strict.post(f"/ouverture/lien/{token}/", {"email": "a@example.org"}, headers={"Origin": "null"})
    assert answer.status_code == 403
    printed = "".join(capfd.readouterr())
    assert token not in printed


def test_what_django_says_of_hostile_requests_goes_nowhere(settings):
    """Without any handler, Python would print it to the terminal; with the console’s, so would we."""
    logger = settings.LOGGING["loggers"]["django.security"]
    assert not logger["propagate"]
    (name,) = logger["handlers"]
    assert settings.LOGGING["handlers"][name]["class"] == "logging.NullHandler"


def test_the_server_keeps_no_log_of_addresses():
    """gunicorn writes none unless it is asked; our configuration does not ask."""
    assert "accesslog" not in (ROOT / "config" / "gunicorn.py").read_text()
