"""The file of a person, and the end of her pathway, by keyboard alone; every header with its letters doubled."""

from datetime import date

import pytest
import time_machine
from django_scopes import scope
from playwright.sync_api import Page, Route

from cite.pathways.models import Exit, FollowUp
from cite.residents.models import Resident, RightRequest, Sharing
from cite.tenancy.models import Territory
from tests.browser import SIZES, visit
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.pathways import make_pathway
from tests.factories.residents import make_resident
from tests.journeys.keys import choose, focused, hear, pick, press, reach, tick, write, write_day
from tests.journeys.pages import WIDE, cookies_of, session_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OTHER = "Plan pour l’emploi du Lac"


@pytest.fixture
def ines(site):
    """A counsellor of a habilitated structure; another structure may be shared with."""
    territory = Territory.objects.get()
    with scope(territory=territory):
        partner = make_partner(territory, "Mission locale des Collines", **HABILITATED)
        make_partner(territory, OTHER, **HABILITATED)
        yield make_member(partner, "ines")


@pytest.mark.parametrize("size", SIZES)
def test_a_pathway_ends_and_is_asked_about(browser, site, ines, size):
    """A refusal, the exit, its undoing, the exit again, then what she became 3 and 6 months later."""
    with time_machine.travel("2026-12-01T09:00:00Z", tick=True) as clock:
        pathway = make_pathway(make_resident(ines), ines)
        address = f"{site}/parcours/{pathway.uuid}/"
        with visit(browser, address, size=size, cookies=cookies_of(ines.user, site), until="load") as page:
            press(page, "Terminer le parcours")
            page.keyboard.press("Tab")
            assert focused(page) == "Aller au contenu"
            page.keyboard.press("Enter")
            for _refusal in range(2):  # a link followed within the page does not lead the next one elsewhere
                press(page, "Noter la sortie")
                hear(page, "Un point est à corriger")
                reach(page, "Pourquoi le parcours se termine-t-il ?")
                page.keyboard.press("Enter")
                assert page.evaluate("document.activeElement.id") == "id_reason"
            reach(page, "Quel jour ?", key="Shift+Tab")
            pick(page, "Pourquoi le parcours", "CDD ou intérim de 6 mois ou plus")
            write(page, "Durée du contrat", "8")
            press(page, "Noter la sortie")
            hear(page, "La sortie est notée")
            press(page, "Annuler")
            hear(page, "le parcours continue")
            press(page, "Terminer le parcours")
            pick(page, "Pourquoi le parcours", "CDI")
            press(page, "Noter la sortie")
            hear(page, "La sortie est notée")
        for months, answer in ((3, "Dans le même emploi"), (6, "Pas jointe")):
            clock.move_to(f"2027-{months:02}-02T09:00:00Z")
            with visit(
                browser, address, size=size, cookies=cookies_of(ines.user, site), until="load"
            ) as page:
                press(page, f"Noter sa situation, {months} mois après")
                press(page, "Enregistrer")
                hear(page, "Un point est à corriger")
                choose(page, answer)
                press(page, "Enregistrer")
                hear(page, "Le suivi est noté")
        assert Exit.objects.get(pathway=pathway).reason == "permanent_contract"
        told = FollowUp.objects.filter(exit__pathway=pathway).order_by("months")
        assert list(told.values_list("months", "answer")) == [(3, "same_job"), (6, "unknown")]


@pytest.mark.parametrize("size", SIZES)
def test_a_file_is_opened_corrected_shared_and_given(browser, site, ines, size):
    """Each page of a file, from the list to the file given on paper."""
    cookies = cookies_of(ines.user, site)
    with visit(browser, f"{site}/habitants/", size=size, cookies=cookies, until="load") as page:
        press(page, "Ouvrir un dossier")
        press(page, "Ouvrir le dossier")
        hear(page, "points sont à corriger")
        tick(page, "Cette personne est inventée")
        write(page, "Prénom", "Amina")
        write(page, "Nom", "Benfictif")
        write_day(page, "Date de naissance", date(1990, 4, 23))
        pick(page, "Langue dans laquelle lui écrire", "العربية")
        choose(page, "Dite, puis remise")
        choose(page, "De vive voix")
        press(page, "Ouvrir le dossier")
        hear(page, "Le dossier est ouvert")
        press(page, "Modifier : qui elle est")
        write(page, "Prénom", "Aminata")
        press(page, "Enregistrer")
        hear(page, "C’est noté")
        press(page, "Modifier : comment la joindre")
        write(page, "Téléphone", "06 39 98 01 44")
        pick(page, "Préfère être jointe par", "SMS")
        press(page, "Enregistrer")
        hear(page, "C’est noté")
        press(page, "Noter où elle habite")
        choose(page, "Adresse inconnue")
        press(page, "Noter")
        hear(page, "C’est noté")
        sheet = page.url
        ask_and_give(page)
        page.goto(sheet)
        share_and_stop(page)
    amina = Resident.objects.get(first_name="Aminata")
    assert (amina.birth_date, amina.channel, amina.language) == (date(1990, 4, 23), "sms", "ar")
    assert [each.partner.organization.name for each in Sharing.objects.filter(stopped_at=None)] == [OTHER]
    assert RightRequest.objects.get(resident=amina).right == "access"


def ask_and_give(page: Page) -> None:
    """She asks for what is held about her: it is noted, and given to her on paper."""
    press(page, "Ses données et ses droits")
    press(page, "Noter une demande")
    press(page, "Noter la demande")
    hear(page, "à corriger")
    choose(page, "Recevoir tout ce qui est gardé sur elle")
    press(page, "Noter la demande")
    hear(page, "La demande est notée")
    press(page, "Ses données et ses droits : remettre son dossier")
    press(page, "Remettre son dossier")
    reach(page, "Préparer le dossier")
    with page.expect_download() as given:
        page.keyboard.press("Enter")
    assert given.value.suggested_filename.endswith(".pdf")


def share_and_stop(page: Page) -> None:
    """Another structure may see her file, she is given her own link; then the first structure sees it no more."""
    press(page, "Qui voit son dossier")
    press(page, "Noter un accord de partage")
    pick(page, "Quelle structure verra le dossier", OTHER)
    choose(page, "Parler de ma situation en réunion")
    press(page, "Voir la phrase à lire")
    hear(page, "À lire à voix haute")
    press(page, "Noter son accord")
    hear(page, "à corriger")
    tick(page, "La phrase lui a été lue")
    choose(page, "De vive voix")
    press(page, "Noter son accord")
    hear(page, "L’accord est noté")
    press(page, "Lui donner son lien personnel")
    press(page, "Faire le lien")
    hear(page, "Le lien n’est montré qu’une fois")
    press(page, "Revenir aux partages")
    press(page, "Arrêter ce partage : Mission locale des Collines")
    hear(page, "Plus aucune structure n’accompagne cette personne ici")


PEOPLE = ("", "Marc Olivaux", "Claire Demontagne", "Nadia Perrin", "Sofia Lacombe")


def double_letters(page: Page) -> None:
    """Show what follows as to somebody whose browser doubles letters, and nothing else."""

    def add(route: Route) -> None:
        sheet = route.fetch()
        route.fulfill(response=sheet, body=f"{sheet.text()}html {{ font-size: 200% }}")

    page.route("**/ui/css/tokens*.css", add)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "person", PEOPLE, ids=["nobody", "carrier", "co-pilot", "prescriber", "coordination"]
)
def test_the_header_with_its_letters_doubled(browser, site, person, size):
    cookies = session_of(person, site) if person else ()
    with visit(browser, f"{site}/", size=size, cookies=cookies, until="load") as page:
        double_letters(page)
        page.goto(f"{site}/", wait_until="load")
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.evaluate(WIDE)
        if size == "phone":
            reach(page, "Menu")
            page.keyboard.press("Enter")
            page.get_by_role("dialog", name="Menu").wait_for()
        elif person:
            reach(page, "Habitants")
            page.keyboard.press("Enter")
            page.locator("#menu .fr-collapse--expanded").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.evaluate(WIDE)
