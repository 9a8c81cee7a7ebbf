"""A mother in Montreynaud, on a phone, in Arabic, without account, finds childcare and is called back."""

import re

import pytest
import time_machine
from django.apps import apps
from django.utils.translation import gettext, override
from django_scopes import scope, scopes_disabled
from playwright.sync_api import Browser, Page

from cite.directory.enums.needs import Need
from cite.directory.models import Callback
from cite.portals.management.demonstration_offer import open_calls_back, open_offer
from cite.tenancy.models import Territory
from tests.browser import visit
from tests.journeys.pages import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MONDAY_AT_NINE = "2026-11-30T08:01:00Z"
SHEET = "Garde d’enfants pendant vos démarches – Montreynaud"
TYPED, NUMBER, NAME = "06.39.98.01.77", "+33639980177", "Hanane"
TRACES = (NUMBER, "39 98 01 77", "39980177", NAME)
PROMISED = "سنتصل بكم قبل الاثنين 12:00. ثم يُمحى رقمكم."
DONE = "C’est noté. Le numéro et le prénom sont effacés."


def arabic(text: str) -> str:
    """Say a sentence as the Arabic pages do."""
    with override("ar"):
        return gettext(text)


def test_she_asks_in_arabic_is_called_and_her_number_is_gone(browser: Browser, site: str):
    with time_machine.travel(MONDAY_AT_NINE, tick=True):
        territory = Territory.objects.get()
        with scope(territory=territory):
            open_offer(territory=territory)
            open_calls_back(territory=territory)
        with visit(browser, f"{site}/ar/", size="phone") as hers:
            find(hers, site)
            code = ask(hers)
            with visit(browser, f"{site}/", until="load") as page:
                sign_in(page, site, "Marc Olivaux")
                address = call(page)
                nothing_is_left(page, site, address, status=410)
            with visit(browser, f"{site}/", until="load") as page:
                sign_in(page, site, "Sofia Lacombe")
                nothing_is_left(page, site, address, status=404)
                page.goto(f"{site}/offre/rappels/promesses/")
                examine(page)
            hers.go_back()
            said = hers.content()
            assert [trace for trace in (*TRACES, code) if trace in said] == []


def find(page: Page, site: str) -> None:
    """Choose the picture of childcare and her district, and open the sheet."""
    page.goto(f"{site}/ar/offre/")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    with override("ar"):
        page.get_by_role("link", name=str(Need.CHILDCARE.label)).first.click()
    page.get_by_text(arabic("Plus de choix"), exact=True).click()
    choice = page.locator("#id_quartier option").filter(has_text="Montreynaud")
    page.locator("#id_quartier").select_option(value=choice.get_attribute("value"))
    page.get_by_role("button", name=arabic("Appliquer ces choix")).click()
    page.get_by_role("link", name=SHEET).wait_for()
    page.get_by_text(PROMISED).wait_for()
    examine(page)
    page.get_by_role("link", name=SHEET).click()
    page.get_by_role("heading", name=SHEET, level=1).wait_for()
    page.get_by_role("heading", name=arabic("Ce qu’il faut savoir")).wait_for()
    assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == "rtl"
    main = page.get_by_role("main")
    for sentence in ("C’est gratuit.", "On peut garder vos enfants sur place."):
        main.get_by_text(arabic(sentence)).first.wait_for()
    page.get_by_text(PROMISED).wait_for()
    examine(page)


def ask(page: Page) -> str:
    """Leave a number and a first name; what she reads is the promise, and the code that cancels it."""
    page.get_by_role("main").get_by_role("link", name=arabic("Être rappelé par téléphone")).click()
    page.locator("#id_phone").fill(TYPED)
    page.locator("#id_first_name").fill(NAME)
    examine(page)
    assert page.locator("#id_language").input_value() == "ar"
    page.wait_for_timeout(3000)  # nobody writes her number faster: the page takes whoever does for a program
    page.get_by_role("button", name=arabic("Appelez-moi")).click()
    page.get_by_text(PROMISED).wait_for()
    examine(page)
    with scopes_disabled():
        asked = Callback.objects.get(phone=NUMBER)
    text = page.get_by_role("main").inner_text()
    assert asked.code in text
    assert [trace for trace in TRACES if trace in text] == []
    assert [trace for trace in (*TRACES, asked.code) if trace in page.url] == []
    return asked.code


def call(page: Page) -> str:
    """Find her among those who wait, read what to say first, call, and note what came of it."""
    page.get_by_role("link", name=re.compile("personnes? à rappeler")).first.click()
    page.get_by_role("link", name=NAME).wait_for()
    examine(page)
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="Appeler le").wait_for()
    assert page.get_by_role("link", name="Appeler le").get_attribute("href") == f"tel:{NUMBER}"
    page.get_by_text("Promis avant").first.wait_for()
    assert page.locator("[lang='ar'][dir='rtl']").count() == 1
    examine(page)
    address = page.url
    page.get_by_text("Jointe : je l’ai orientée vers un service").click()
    page.get_by_role("button", name="Noter l’issue").click()
    page.get_by_text(DONE).wait_for()
    examine(page)
    return address


def nothing_is_left(page: Page, site: str, address: str, *, status: int) -> None:
    """Look for her in every table and on every page of the roster: she is nowhere.

    `status`: of the page of her request, over for whoever may call, unknown to anybody else.
    """
    with scopes_disabled():
        for model in apps.get_models():
            if model._meta.app_label != "territories":
                kept = str(list(model._base_manager.values_list()))
                assert [trace for trace in TRACES if trace in kept] == [], model
    pages = (
        "/",
        "/offre/rappels/",
        "/offre/permanences/",
        "/offre/rappels/promesses/",
        "/messages/",
        "/compte/",
    )
    for path in (*pages, address.removeprefix(site)):
        text = page.request.get(f"{site}{path}").text()
        assert [trace for trace in TRACES if trace in text] == [], path
    assert page.request.get(address).status == status
