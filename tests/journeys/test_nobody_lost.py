"""Somebody whom a relay introduces is followed, referred, missed, looked at together; she decides who sees her file.

One story on the same rows: the relay, the counsellor, a structure that answers by its link and one that stays silent,
the coordination that is warned, two missed appointments, the review that decides, a sharing she stops, her own file.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django_scopes import scope, scopes_disabled
from playwright.sync_api import Browser, Page

from cite.accounts.models import User
from cite.actors.models import Membership
from cite.directory.models import Service
from cite.dropout.tasks import look_at_pathways
from cite.notifications.models import Message
from cite.portals.management.demonstration_offer import open_offer
from cite.referrals.models import Referral
from cite.referrals.tasks import warn_of_silence
from cite.residents.models import Resident
from cite.tenancy.models import Territory
from tests.browser import visit
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.reviews import make_review
from tests.journeys.cast import Cast, play
from tests.journeys.pages import cookies_of, examine

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROSA, NADIA, SOFIA = "Rosa Lanteri", "Nadia Perrin", "Sofia Lacombe"
OTHER = "Plan pour l’emploi du Lac"
FIRST, LAST = "Amina", "Benfictif"


def press(page: Page, name: str) -> None:
    """Press the button that says so, and wait for the page that follows."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def go(page: Page, name: str | re.Pattern[str]) -> None:
    """Follow the link that says so."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name).first.click()


def introduce(page: Page, site: str) -> None:
    """Five fields on a telephone."""
    page.goto(f"{site}/signalements/")
    page.get_by_label("Son prénom").fill(FIRST)
    page.get_by_label("Son téléphone").fill("06 39 98 01 44")
    page.get_by_text("Elle est d’accord pour être appelée").click()
    examine(page)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    page.wait_for_url("**/signalements/envoyes/")


def follow(page: Page, site: str) -> str:
    """Take her, open her file and her pathway, note what keeps her from work; gives the address of the pathway."""
    page.goto(f"{site}/signalements/a-appeler/")
    page.get_by_text(FIRST).first.wait_for()
    examine(page)
    page.goto(f"{site}/habitants/ouvrir/")
    page.get_by_label("Cette personne est inventée").check(force=True)
    page.get_by_label("Prénom").fill(FIRST)
    page.get_by_label("Nom", exact=True).fill(LAST)
    page.get_by_label("Langue dans laquelle lui écrire").select_option("ar")
    page.get_by_label("Dite, puis remise").check(force=True)
    page.get_by_label("De vive voix").check(force=True)
    press(page, "Ouvrir le dossier")
    go(page, re.compile("Ouvrir (un|le|son) parcours"))
    page.get_by_label("Un relais l’a signalée").check(force=True)
    page.locator("form button[type=submit]").last.click()
    page.wait_for_url("**/parcours/*/")
    examine(page)
    address = page.url
    page.goto(f"{address}freins/noter/")
    page.get_by_label("Garde d’enfants", exact=True).select_option("blocking")
    page.locator("form button[type=submit]").last.click()
    page.wait_for_url("**/freins/")
    page.get_by_text("Frein bloquant").first.wait_for()
    examine(page)
    return address


def refer(page: Page, site: str, service: Service) -> None:
    """Ask a service to welcome her."""
    page.goto(f"{site}/orientations/envoyer/?service={service.uuid}")
    page.get_by_label("Qui ?").select_option(label=f"{FIRST} {LAST}")
    page.get_by_label("Comment la personne a-t-elle donné son accord ?").first.wait_for()
    page.get_by_text("Elle est d’accord pour que cette structure").click()
    examine(page)
    page.locator("form button[type=submit]").last.click()
    page.wait_for_url("**/orientations/*-*/")


def answer_by_link(browser: Browser, site: str) -> None:
    """The first structure answers without an account: yes, and a date."""
    with scopes_disabled():
        bodies = list(
            Message.objects.filter(kind="referrals.asked_by_link")
            .order_by("pk")
            .values_list("body", flat=True)
        )
    assert FIRST not in "".join(bodies)
    link = re.search(r"/orientations/lien/[^\s]+", bodies[0])[0]
    with visit(browser, f"{site}{link}") as page:
        assert FIRST not in page.content()
        page.get_by_role("button", name=re.compile("Je suis")).click()
        page.get_by_text(FIRST).first.wait_for()
        examine(page)
        page.get_by_label("Oui, à cette date").check(force=True)
        page.get_by_label("Date du rendez-vous").fill("2026-12-10")
        page.get_by_label("Heure du rendez-vous").fill("10:00")
        page.locator("form button[type=submit]").last.click()
        page.wait_for_load_state()
        examine(page)


def miss(page: Page, address: str, day: str) -> None:
    """Fix an appointment."""
    page.goto(f"{address}rendez-vous/")
    page.get_by_label("Quel jour ?").fill(day)
    page.get_by_label("À quelle heure ?").fill("09:00")
    page.locator("form button[type=submit]").last.click()
    page.wait_for_url(address)


def note_absence(page: Page, address: str) -> None:
    """Say that she did not come."""
    page.goto(address)
    go(page, re.compile("(venue|Noter la présence|présence)"))
    page.get_by_label("Absente, sans prévenir").check(force=True)
    page.locator("form button[type=submit]").last.click()
    page.wait_for_url(address)


def test_a_relay_introduces_her_and_nobody_loses_her(browser: Browser, site: str):
    with time_machine.travel("2026-12-01T09:00:00Z", tick=True) as clock, play(browser, site, clock) as cast:
        territory = Territory.objects.get()
        with scope(territory=territory):
            open_offer(territory=territory)
            other = make_partner(territory, OTHER, **HABILITATED)
            noe = make_member(other, "noe")
            services = list(
                Service.objects.filter(state="published", duplicate_of=None).exclude(structure__partner=None)[
                    :2
                ]
            )
        introduce(cast(ROSA), site)
        page = cast(NADIA)
        address = follow(page, site)
        for service in services:
            refer(page, site, service)
        answer_by_link(browser, site)
        page = cast(NADIA)
        miss(page, address, "2026-12-03")
        cast.wait_until(date(2026, 12, 3))
        note_absence(cast(NADIA), address)
        miss(cast(NADIA), address, "2026-12-14")
        cast.wait_until(date(2026, 12, 14))
        note_absence(cast(NADIA), address)
        the_coordination_is_warned(cast, site)
        the_review_decides(cast, site, territory)
        she_decides_who_sees(cast, browser, site, noe)
        she_gets_her_file(cast, site)


def the_coordination_is_warned(cast: Cast, site: str) -> None:
    """Three weeks without an answer: the coordination is told, without a name."""
    cast.wait_until(date(2026, 12, 23))
    warn_of_silence.call()
    look_at_pathways.call()
    page = cast(SOFIA)
    page.goto(f"{site}/orientations/sans-reponse/")
    page.get_by_text("Sans réponse").first.wait_for()
    assert FIRST not in page.content()
    examine(page)
    with scopes_disabled():
        assert Referral.objects.filter(coordination_warned_on__isnull=False).count() == 1


def the_review_decides(cast: Cast, site: str, territory: Territory) -> None:
    """The alert says why; the review notes who does what."""
    page = cast(NADIA)
    go(page, re.compile("situation"))
    page.get_by_text("2 absences sans prévenir").first.wait_for()
    examine(page)
    with scope(territory=territory):
        sofia, nadia = (User.objects.get(full_name=name) for name in (SOFIA, NADIA))
        review = make_review(territory, sofia, nadia)
    page.goto(f"{site}/revues/{review.uuid}/ajouter/")
    go(page, f"{FIRST} {LAST}")
    page.get_by_label("La question que vous posez").fill("Quelle garde d’enfants le matin ?")
    press(page, "Ajouter à l’ordre du jour")
    examine(page)
    go(page, "Noter une décision")
    page.get_by_label("Quoi").fill("Appeler la crèche du quartier")
    page.get_by_label("Qui").select_option(index=1)
    page.get_by_label("Pour quand").fill("2027-01-05")
    press(page, "Noter la décision")
    page.get_by_text("Appeler la crèche du quartier").first.wait_for()
    examine(page)


def she_decides_who_sees(cast: Cast, browser: Browser, site: str, noe: Membership) -> None:
    """She lets another structure see her file, then stops it by her link: it sees no more from that second."""
    page = cast(NADIA)
    with scopes_disabled():
        resident = Resident.objects.get(first_name=FIRST)
    page.goto(f"{site}/habitants/{resident.uuid}/partages/donner/")
    page.get_by_label("Quelle structure verra le dossier ?").select_option(label=OTHER)
    page.get_by_label("M’accompagner").check(force=True)
    press(page, "Voir la phrase à lire")
    page.get_by_label("La phrase lui a été lue").check(force=True)
    press(page, "Noter son accord")
    go(page, "Lui donner son lien personnel")
    press(page, "Faire le lien")
    link = page.locator("code").inner_text()
    hers = f"{site}/habitants/{resident.uuid}/"
    with visit(browser, hers, cookies=cookies_of(noe.user, site)) as theirs:
        theirs.get_by_text(LAST).first.wait_for()
        with visit(browser, link, size="phone") as phone:
            phone.get_by_role("button", name=OTHER).click()
            phone.get_by_text("تم إيقاف المشاركة").wait_for()
        assert theirs.request.get(hers).status == 404


def she_gets_her_file(cast: Cast, site: str) -> None:
    """She asks for everything held about her, and receives it."""
    page = cast(NADIA)
    with scopes_disabled():
        resident = Resident.objects.get(first_name=FIRST)
    page.goto(f"{site}/habitants/{resident.uuid}/droits/")
    examine(page)
    go(page, "Remettre son dossier")
    examine(page)
    with page.expect_download() as given:
        page.get_by_role("button", name="Préparer le dossier").click()
    pdf = Path(given.value.path()).read_bytes()
    assert pdf.startswith(b"%PDF") and given.value.suggested_filename == "dossier-2026-12-23.pdf"
