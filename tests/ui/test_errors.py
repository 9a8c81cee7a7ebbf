"""Pages for what went wrong, each with its code and a way on."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.template import loader
from django.test import Client, RequestFactory

from cite.core.decisions import Decision
from cite.ui import errors
from tests.ui.html import check, read


class Late:
    value, label = "late", "La campagne est close."


class Poor:
    value, label = "poor", "Le budget est épuisé."


@pytest.fixture
def request_(rf: RequestFactory):
    request = rf.get("/")
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize(
    ("handler", "exception", "status", "sentence"),
    [
        (
            errors.bad_request,
            BadRequest(),
            400,
            "Votre demande n’est pas arrivée entière, ou contient des caractères que nous ne pouvons pas lire.",
        ),
        (errors.bad_request, RequestDataTooBig(), 413, "Ce que vous avez envoyé est trop volumineux."),
        (errors.permission_denied, PermissionDenied(), 403, "Cette page ne vous est pas ouverte."),
        (errors.page_not_found, Exception(), 404, "Il n’y a rien à cette adresse"),
    ],
)
def test_an_error_says_what_happened_and_what_to_do(request_, handler, exception, status, sentence):
    response = handler(request_, exception)
    document = read(response.content)
    check(document)
    assert response.status_code == status
    assert sentence in document.text
    assert len(document.all("h1")) == 1
    assert "Revenir à l’accueil" in document.text


def test_a_refusal_lists_every_reason(request_):
    response = errors.permission_denied(request_, PermissionDenied(Decision((Late, Poor))))
    text = read(response.content).text
    assert "La campagne est close." in text
    assert "Le budget est épuisé." in text


@pytest.mark.parametrize("handler", [errors.permission_denied, errors.page_not_found])
@pytest.mark.parametrize(("is_ours", "shown"), [(True, True), (False, False)])
def test_what_was_typed_is_given_back_to_whoever_typed_it_here(rf, handler, is_ours, shown):
    """A sharing is stopped while she writes: her page is no longer hers, her words are."""
    request = rf.post(
        "/", {"text": "Elle rappelle lundi,\n<b>vers midi</b>.", "on": "2026-11-27", "who": "Karima B."}
    )
    request.user, request.csrf_processing_done = AnonymousUser(), is_ours
    document = read(handler(request, PermissionDenied()).content)
    check(document)
    assert ("Elle rappelle lundi" in document.text and "<b>vers midi</b>." in document.text) is shown
    assert ("Copiez ces mots" in document.text) is shown
    assert "2026-11-27" not in document.text
    assert "Karima B." not in document.text


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"nothing", "multipart/form-data"), (b"a=+AGE-", "application/x-www-form-urlencoded; charset=utf-7")],
)
def test_a_form_that_cannot_be_read_is_refused_all_the_same(rf, body, content_type):
    request = rf.post("/", body, content_type=content_type)
    request.user, request.csrf_processing_done = AnonymousUser(), True
    assert errors.permission_denied(request, PermissionDenied()).status_code == 403


def test_an_expired_form_explains_the_remedy(request_):
    response = errors.csrf_failure(request_, reason="CSRF cookie not set.")
    assert response.status_code == 403
    assert "rechargez-la, puis envoyez le formulaire à nouveau" in read(response.content).text
    assert b"CSRF" not in response.content


def test_a_breakdown_is_said_without_the_database(request_):
    response = errors.server_error(request_)
    document = read(response.content)
    check(document)
    assert response.status_code == 500
    assert "Ce n’est pas de votre fait." in document.text


def test_a_breakdown_of_the_error_page_is_still_an_answer(request_, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise ValueError("no manifest entry")

    monkeypatch.setattr(errors, "render_to_string", broken)
    response = errors.server_error(request_)
    assert response.status_code == 500
    assert "Réessayez" in response.content.decode()
    assert "The error page itself failed." in caplog.text
    assert loader.render_to_string is not broken


@pytest.mark.django_db
def test_the_site_answers_with_these_pages(territory):
    client = Client(enforce_csrf_checks=True)
    assert "Page introuvable" in client.get("/nulle-part/").content.decode()
    assert "Demande illisible" in client.get("/ui/?q=%00").content.decode()
    response = client.post("/ui/propositions/", {"q": "rue"})
    assert (response.status_code, "Formulaire périmé" in response.content.decode()) == (403, True)
