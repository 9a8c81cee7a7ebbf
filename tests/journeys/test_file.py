"""A file written in a browser: fields kept as they are left, two writers at once, and pages that pass the audit."""

from __future__ import annotations

import os

import pytest
from django.conf import settings
from django.test import Client
from django_scopes import scope

from cite.grants.models import Application
from cite.tenancy.models import Territory
from tests.browser import SIZES, audit
from tests.factories.grants import (
    make_application,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
)
from tests.factories.territories import make_commune, make_district

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SHOTS", "")
PAGES = (
    "",
    "saisie/",
    "saisie/carrier/",
    "saisie/project/",
    "saisie/means/",
    "quartiers/",
    "partenaires/",
    "pieces/",
    "verifier/",
    "dossier/",
)


@pytest.fixture
def cite(transactional_db):
    territory = Territory.objects.create(name="Saint-Étienne Métropole", slug="sem", epci_code="244200770")
    with scope(territory=territory):
        yield territory


@pytest.fixture
def file(cite):
    make_district(make_commune("42218", epci_code=cite.epci_code), label="Le Crêt fictif")
    carrier = make_carrier(cite, "Association des Essais")
    lea = make_carrier_member(carrier, "lea")
    make_carrier_member(carrier, "omar")
    return make_application(make_edition(make_call(cite)), carrier, lea, title="Premier pas vers l’atelier")


def enter(browser, live_server, name, size="desk"):
    """Sign a person in; gives her page."""
    from cite.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(email__startswith=name))
    context = browser.new_context(viewport=SIZES[size], locale="fr-FR", reduced_motion="reduce")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return context.new_page()


def answers(file) -> dict:
    return Application.objects.get(pk=file.pk).answers


def test_a_field_is_kept_as_it_is_left_and_two_texts_are_shown(browser, live_server, file):
    address = f"{live_server.url}/appels-a-projets/dossiers/{file.uuid}/saisie/project/"
    lea, omar = (enter(browser, live_server, name) for name in ("lea", "omar"))
    for page in (lea, omar):
        page.goto(address)
        page.wait_for_selector("form[data-ui-ready]")
    lea.fill("#id_need", "Le besoin de Léa")
    lea.locator("#id_objectives").focus()
    lea.wait_for_selector("[data-saved=need]:has-text('Enregistré')")
    assert answers(file) == {"need": "Le besoin de Léa"}
    omar.fill("#id_objectives", "Le but d’Omar")
    omar.locator("#id_need").focus()
    omar.wait_for_selector("[data-saved=objectives]:has-text('Enregistré')")
    omar.fill("#id_need", "Le besoin d’Omar")
    omar.locator("#id_title").focus()
    panel = omar.wait_for_selector("[data-conflict=need]")
    assert "Le besoin de Léa" in panel.inner_text()
    assert omar.input_value("#id_need") == "Le besoin d’Omar"
    assert answers(file)["need"] == "Le besoin de Léa"
    assert audit(omar) == []
    if SHOTS:
        omar.screenshot(path=f"{SHOTS}/conflict.png", full_page=True)
    omar.click("[data-conflict-keep=mine]")
    omar.wait_for_selector("[data-saved=need]:has-text('Enregistré')")
    assert answers(file) == {"need": "Le besoin d’Omar", "objectives": "Le but d’Omar"}


def test_a_slow_finger_ticks_what_it_pressed(browser, live_server, file):
    """« Enregistré » under the field just left would move the box under the finger: it waits for the finger."""
    lea = enter(browser, live_server, "lea")
    lea.goto(f"{live_server.url}/appels-a-projets/dossiers/{file.uuid}/saisie/audience/")
    lea.wait_for_selector("form[data-ui-ready]")
    lea.fill("[name=qpv_share]", "90")
    label = lea.locator("label[for=id_age_limit_1]")
    label.scroll_into_view_if_needed()
    box = label.bounding_box()
    lea.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    with lea.expect_response("**/reponse/"):
        lea.mouse.down()
    lea.wait_for_function("new Promise(done => setTimeout(done, 300, true))")
    assert label.bounding_box() == box
    lea.mouse.up()
    lea.wait_for_selector("[data-saved=qpv_share]:has-text('Enregistré')")
    assert lea.locator("[name=age_limit][value=no]").is_checked()


@pytest.mark.parametrize("size", sorted(SIZES))
def test_its_pages_pass_the_audit(browser, live_server, file, size):
    page = enter(browser, live_server, "lea", size)
    found = {}
    for path in PAGES:
        page.goto(f"{live_server.url}/appels-a-projets/dossiers/{file.uuid}/{path}", wait_until="networkidle")
        found[path] = audit(page)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        found[path] += ["wider than the screen"] if overflow else []
        if SHOTS:
            name = path.replace("/", "-").strip("-") or "home"
            page.screenshot(path=f"{SHOTS}/{size}-{name}.png", full_page=True)
    assert found == {path: [] for path in PAGES}
