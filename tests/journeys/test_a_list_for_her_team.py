"""A counsellor prepares a list for her team, keeps her search, is told of a new service, and stops the messages."""

import re

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import datetime, get_current_timezone
from django_scopes import scope, scopes_disabled
from playwright.sync_api import Browser, Page

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.models import Membership
from cite.directory.models import SavedSearch, SelectedService, Selection
from cite.directory.operations.indexing import catch_up_search
from cite.directory.tasks import tell_of_new_services
from cite.notifications.models import Message
from cite.tenancy.models import Territory
from tests.browser import visit
from tests.factories.accounts import make_user
from tests.factories.directory import make_service, make_structure
from tests.factories.organizations import make_member
from tests.journeys.pages import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST, WORD = "Permis, pour l’équipe", "Dites que vous venez de notre part."
FIRST, SECOND, NEW = "Aide au permis de conduire", "Permis à un euro par jour", "Permis accéléré"
DAY = "2026-11-30 10:00"
NEXT_DAY = "2026-12-01 08:30"


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=get_current_timezone())


def publish(*names: str) -> None:
    territory = Territory.objects.get()
    with scope(territory=territory):
        structure = make_structure(territory)
        for name in names:
            make_service(structure, name, summary=f"{name}, avec un moniteur.")
        catch_up_search(territory=territory)


def test_a_counsellor_prepares_a_list_and_is_told_of_a_new_service(browser: Browser, site: str):
    with time_machine.travel(moment(DAY), tick=True) as clock:
        publish(FIRST, SECOND)
        with visit(browser, f"{site}/", until="load") as page:
            sign_in(page, site, "Nadia Perrin")
            find(page, site)
            prepare(page)
            keep(page, site)
        colleague_reads(site)
        clock.move_to(moment(NEXT_DAY))
        publish(NEW)
        assert tell_of_new_services.func() == 1
        with scopes_disabled():
            body = Message.objects.get(kind="directory.new_services").body
        with visit(browser, f"{site}/", until="load") as page:
            sign_in(page, site, "Nadia Perrin")
            look_at_what_is_new(page, site)
        path = re.search(r"/offre/alertes/\S+", body).group()
        with visit(browser, f"{site}{path}") as page:
            examine(page)
        with visit(browser, f"{site}{path}", size="phone", script=False) as page:
            page.get_by_role("button", name="Arrêter les alertes").click()
            page.get_by_text("Vous ne recevrez plus d’alerte de nouveaux services.").wait_for()
        assert tell_of_new_services.func() == 0
    with scopes_disabled():
        assert [(each.frequency, each.news) for each in SavedSearch.objects.all()] == [("never", 0)]
        rows = SelectedService.objects.filter(selection__name=LIST).order_by("position")
        assert [(row.service.name, row.note) for row in rows] == [(SECOND, WORD), (FIRST, ""), (NEW, "")]


def find(page: Page, site: str) -> None:
    """Look for a service in her words, and keep one at hand: the page stays, the focus too."""
    page.goto(f"{site}/offre/fiches/chercher/")
    page.get_by_label("Que cherchez-vous ?").fill("permis")
    page.get_by_role("button", name="Chercher", exact=True).click()
    page.get_by_role("heading", name="2 services trouvés").wait_for()
    examine(page)
    star = page.get_by_role("button", name=f"Favori : {FIRST}")
    star.click()
    page.get_by_role("button", name=f"Favori : {FIRST}", pressed=True).wait_for()
    assert star.evaluate("element => element === document.activeElement")


def prepare(page: Page) -> None:
    """Begin a list from a service, share it with her team, add another, put them in order with a word."""
    page.get_by_role("link", name=f"Ajouter à une liste : {FIRST}").click()
    page.get_by_role("link", name="Nouvelle liste").click()
    page.get_by_label("Nom de la liste").fill(LIST)
    page.get_by_label("Partager avec votre structure").select_option(index=1)
    examine(page)
    page.get_by_role("button", name="Créer la liste").click()
    page.get_by_text("La liste est créée.").wait_for()
    page.goto(page.url.split("/offre/")[0] + "/offre/fiches/chercher/")
    page.get_by_label("Que cherchez-vous ?").fill("permis")
    page.get_by_role("button", name="Chercher", exact=True).click()
    page.get_by_role("link", name=f"Ajouter à une liste : {SECOND}").click()
    page.get_by_text(LIST).click()
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_role("link", name="Ranger, écrire un mot").click()
    examine(page)
    page.get_by_label(f"Place de « {SECOND} »").fill("1")
    page.get_by_label(f"Place de « {FIRST} »").fill("2")
    page.get_by_label(f"Mot pour les collègues sur « {SECOND} »").fill(WORD)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("La liste est rangée.").wait_for()
    examine(page, focus=True)
    page.get_by_role("button", name=f"Retirer de la liste : {FIRST}").click()
    page.get_by_role("button", name="Annuler").click()
    page.get_by_text("Le service est remis à sa place.").wait_for()


def keep(page: Page, site: str) -> None:
    """Make the search again, and keep it."""
    page.goto(f"{site}/offre/fiches/chercher/")
    page.get_by_label("Que cherchez-vous ?").fill("permis")
    page.get_by_role("button", name="Chercher", exact=True).click()
    page.get_by_label("Nom de la recherche").fill("Le permis")
    page.get_by_text("Au plus une fois par jour").click()
    page.get_by_role("button", name="Garder la recherche").click()
    page.get_by_text("La recherche est gardée.").wait_for()
    examine(page)


def colleague_reads(site: str) -> None:
    """Whoever acts for the same organization reads the list, and its word."""
    with scopes_disabled():
        selection = Selection.objects.get(name=LIST)
    with scope(territory=selection.territory):
        colleague = make_user("omar.prescription")
        make_member(selection.partner, colleague, role=Role.CARRIER)
        mine = Membership.objects.filter(user=User.objects.get(full_name="Nadia Perrin"))
        assert selection.partner_id in mine.values_list("partner_id", flat=True)
    browser = Client()
    browser.force_login(colleague)
    assert WORD in browser.get(f"/offre/listes/{selection.uuid}/").content.decode()


def look_at_what_is_new(page: Page, site: str) -> None:
    """Find what is new first, put it in the list, and say that she has seen it."""
    page.goto(f"{site}/offre/recherches/")
    page.get_by_text("1 nouveau").first.wait_for()
    examine(page)
    page.get_by_role("link", name="Le permis").click()
    page.get_by_role("heading", name="1 nouveau service").wait_for()
    examine(page)
    page.get_by_role("link", name=f"Ajouter à une liste : {NEW}").click()
    page.get_by_text(LIST).click()
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_role("heading", name=LIST).wait_for()
    page.goto(f"{site}/offre/recherches/")
    page.get_by_role("link", name="Le permis").click()
    page.get_by_role("button", name="J’ai vu ce qui est nouveau").click()
    page.get_by_text("rien n’est plus nouveau").wait_for()
