"""In a real browser: a relay on her phone without network, then with; the pages seen by axe at 360 and 1280 px."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled

from cite.notifications.models import Message
from cite.referrals.models import Introduction
from cite.referrals.operations import referrals
from tests.browser import audit, visit
from tests.factories.referrals import make_introduction

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


KEPT = "async () => (await (await caches.open('signalements')).keys()).some(({url}) => url.endsWith('/sans-reseau/'))"

AGED = """() => { for (const key of Object.keys(localStorage).filter(key => key.startsWith('signalements'))) {
    const list = JSON.parse(localStorage.getItem(key)); list.forEach(each => { each.at -= 8 * 86400000; });
    localStorage.setItem(key, JSON.stringify([null, ...list])); } }"""
WAITING = "Object.keys(localStorage).filter(key => key.startsWith('signalements'))"


def cookies_of(member, url):
    client = Client()
    client.force_login(member.user)
    return [{"name": name, "value": each.value, "url": url} for name, each in client.cookies.items()]


def fill(page, name):
    page.get_by_label("Son prénom").fill(name)
    page.get_by_label("Son téléphone").fill("06 39 98 01 23")
    page.get_by_text("Elle est d’accord pour être appelée").click()
    page.get_by_role("button", name="Envoyer", exact=True).click()


def names():
    with scopes_disabled():
        return sorted(Introduction.objects.values_list("first_name", flat=True))


def test_without_network_it_stays_on_the_phone_then_leaves_once(browser, live_server, relay):
    address, cookies = f"{live_server.url}/signalements/", cookies_of(relay, live_server.url)
    with visit(browser, address, size="phone", cookies=cookies, expected="ERR_INTERNET_DISCONNECTED") as page:
        page.context.set_offline(True)
        fill(page, "Karima")
        page.get_by_text("Gardé sur ce téléphone").wait_for()
        page.wait_for_timeout(1100)  # a form sent twice within a second is sent once
        fill(page, "Leïla")
        assert names() == []
        page.wait_for_function("document.querySelector('[name=first_name]').value === ''")
        page.context.set_offline(False)
        page.get_by_text("est parti").wait_for()
        assert names() == ["Karima", "Leïla"]
        page.reload()
        assert page.evaluate(WAITING) == []
        fill(page, "Samira")
        page.wait_for_url("**/signalements/envoyes/")
    assert names() == ["Karima", "Leïla", "Samira"]


def test_the_page_opens_without_network_names_nobody_and_loses_nobody(browser, live_server, relay):
    address, cookies = f"{live_server.url}/signalements/", cookies_of(relay, live_server.url)
    with visit(browser, address, size="phone", cookies=cookies, expected="ERR_INTERNET_DISCONNECTED") as page:
        page.wait_for_function(KEPT)
        page.context.set_offline(True)
        page.goto(address)
        assert relay.user.full_name not in page.content()
        assert page.evaluate(
            "document.fonts.size && getComputedStyle(document.body).fontFamily.includes('Marianne')"
        )
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_label("En quelques mots").fill("Parle arabe.")
        page.get_by_role(
            "button", name="Envoyer", exact=True
        ).click()  # what is missing is said, nothing is lost
        assert page.evaluate("document.activeElement.name") == "first_name"
        page.wait_for_timeout(1100)
        fill(page, "Karima")
        page.get_by_text("Gardé sur ce téléphone").wait_for()
        page.goto(address)  # opened again, as long as the network is missing
        fill(page, "Leïla")
        page.get_by_text("Gardé sur ce téléphone").wait_for()
        assert names() == []
        page.context.set_offline(False)
        page.get_by_text("est parti").wait_for()
        assert names() == ["Karima", "Leïla"]


def test_what_she_kept_and_the_server_refuses_opens_again_to_be_corrected(browser, live_server, relay):
    address, cookies = f"{live_server.url}/signalements/", cookies_of(relay, live_server.url)
    with visit(browser, address, size="phone", cookies=cookies, expected="ERR_INTERNET_DISCONNECTED") as page:
        page.wait_for_function(KEPT)
        page.context.set_offline(True)
        page.goto(address)
        page.get_by_label("Son prénom").fill("Karima")
        page.get_by_label("Son téléphone").fill("12")
        page.get_by_text("Elle est d’accord pour être appelée").click()
        page.get_by_role("button", name="Envoyer", exact=True).click()
        page.get_by_text("Gardé sur ce téléphone").wait_for()
        page.context.set_offline(False)
        page.locator(".fr-input-group--error").first.wait_for()
        assert page.get_by_label("Son prénom").input_value() == "Karima"
        page.get_by_label("Son téléphone").fill("06 39 98 01 23")
        page.wait_for_timeout(1100)
        page.get_by_role("button", name="Envoyer", exact=True).click()
        page.wait_for_url("**/signalements/envoyes/")
    assert names() == ["Karima"]


def test_what_one_kept_is_never_sent_by_another_and_goes_after_a_week(browser, live_server, relay, ines):
    address, cookies = f"{live_server.url}/signalements/", cookies_of(relay, live_server.url)
    with visit(browser, address, size="phone", cookies=cookies, expected="ERR_INTERNET_DISCONNECTED") as page:
        page.wait_for_function(KEPT)
        page.context.set_offline(True)
        page.goto(address)
        fill(page, "Karima")
        page.get_by_text("Gardé sur ce téléphone").wait_for()
        page.context.clear_cookies()
        page.context.add_cookies(cookies_of(ines, live_server.url))
        page.context.set_offline(False)
        page.get_by_text("Connectez-vous de nouveau").wait_for()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert names() == []
        assert page.evaluate(WAITING) == [f"signalements.{relay.user.uuid}"]
        page.evaluate(AGED)
        page.reload()
        page.wait_for_function("!Object.keys(localStorage).some(key => key.startsWith('signalements'))")
    assert names() == []


def test_on_a_phone_where_nobody_signed_in_nothing_is_kept(browser, live_server, relay):
    with visit(browser, f"{live_server.url}/signalements/sans-reseau/", size="phone") as page:
        assert audit(page) == []
        fill(page, "Karima")
        page.get_by_text("Connectez-vous une première fois").wait_for()
        assert page.evaluate(WAITING) == []
    assert names() == []


def test_without_javascript_it_leaves_as_any_form(browser, live_server, relay):
    address, cookies = f"{live_server.url}/signalements/", cookies_of(relay, live_server.url)
    with visit(browser, address, size="phone", script=False, cookies=cookies) as page:
        fill(page, "Karima")
        page.wait_for_url("**/signalements/envoyes/")
    assert names() == ["Karima"]


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_axe_finds_nothing_and_nothing_overflows(
    browser, live_server, ines, relay, service, amina, size, tmp_path
):
    sent = referrals.send(prescriber=ines, service=service, resident=amina, agreed=True, need="training")
    taken = make_introduction(relay, words="Parle arabe.", taken_by=ines, state="taken")
    body = Message.objects.get(kind="referrals.asked_by_link").body
    link = re.search(r"/orientations/lien/[^\s]+", body)[0]
    pages = [
        "/orientations/",
        reverse("referrals:referral", args=[sent.uuid]),
        f"/orientations/envoyer/?service={service.uuid}",
        "/orientations/envoyer/?q=permis",
        "/signalements/",
        "/signalements/a-appeler/",
        reverse("referrals:introduction", args=[taken.uuid]),
        link,
    ]
    cookies = cookies_of(ines, live_server.url)
    for number, path in enumerate(pages):
        with visit(browser, f"{live_server.url}{path}", size=size, cookies=cookies) as page:
            page.screenshot(path=tmp_path / f"{number}.png", full_page=True)
            assert audit(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            if path == link:
                page.get_by_role("button", name="Je suis").click()
                page.get_by_text("Votre réponse", exact=True).first.wait_for()
                page.screenshot(path=tmp_path / "answer.png", full_page=True)
                assert audit(page) == []


@pytest.mark.parametrize(("lets", "said"), [(True, "Copié"), (False, "Texte choisi")])
def test_what_is_copied_says_so_and_where_the_browser_refuses_the_text_is_chosen(
    browser, live_server, ines, service, lets, said
):
    sent = referrals.send(
        prescriber=ines, service=service, agreed=True, first_name="Samira", phone="+33639980123"
    )
    address, cookies = f"{live_server.url}/orientations/{sent.uuid}/", cookies_of(ines, live_server.url)
    with visit(browser, address, size="phone", cookies=cookies) as page:
        if lets:
            page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
        else:
            page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
        page.get_by_role("button", name="Copier ce texte").click()
        page.get_by_role("button", name=said).wait_for()
        taken = "navigator.clipboard.readText()" if lets else "String(getSelection())"
        assert ["Samira" in page.evaluate(taken), "06 39 98 01 23" in page.evaluate(taken)] == [True, True]
