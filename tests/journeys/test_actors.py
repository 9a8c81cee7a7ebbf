"""From a co-pilot’s invitation to a signed charter and a colleague: everyone’s steps, and their trace."""

import re

import pytest
from django_scopes import scope

from cite.accounts.models import User
from cite.actors.enums import CommitmentAct, PeopleAct
from cite.actors.models import Partner
from cite.audit.models import Entry
from cite.notifications.models import Message
from cite.tenancy.models import Territory
from tests.browser import visit
from tests.journeys.pages import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADMINISTRATOR, COLLEAGUE = "alix.arrive@example.org", "basile.arrive@example.org"


def invitation_to(address: str) -> str:
    body = Message.objects.filter(kind="actors.invitation", address=address).latest("pk").body
    return re.search(r"/acteurs/invitation/[\w-]{43}/", body).group()


def invite(page, address: str, role: str, *, administers: bool = False) -> None:
    page.get_by_role("link", name="Inviter une personne").click()
    page.get_by_label("Adresse électronique professionnelle").fill(address)
    page.get_by_label("Rôle").select_option(label=role)
    if administers:
        page.get_by_label("Gère les membres de la structure").check(force=True)
    examine(page)
    page.get_by_role("button", name="Envoyer l’invitation").press("Enter")
    page.get_by_text(f"L’invitation part à {address}").wait_for()


def test_from_an_invitation_to_a_signed_charter_and_a_colleague(browser, site):
    with scope(territory=Territory.objects.get()):
        partner = Partner.objects.get(organization__name="Maison de quartier du Belvédère")
    with visit(browser, f"{site}/") as page:
        sign_in(page, site, "Claire Demontagne")
        page.goto(f"{site}/acteurs/{partner.uuid}/membres/")
        invite(page, ADMINISTRATOR, "Porteur de projet", administers=True)
        examine(page)
    with visit(browser, site + invitation_to(ADMINISTRATOR)) as page:
        examine(page)
        page.get_by_label("Votre nom et votre prénom").fill("Alix Arrive")
        page.get_by_role("button", name="Rejoindre").press("Enter")
        page.get_by_text("Bienvenue : vous agissez pour").wait_for()
        page.get_by_role("link", name="Charte de partenariat").first.click()
        page.get_by_label("Votre fonction").fill("Directrice")
        page.get_by_label("J’ai lu ce texte").check(force=True)
        examine(page)
        page.get_by_role("button", name="Signer").press("Enter")
        page.get_by_role("heading", name="Reçu de signature").wait_for()
        examine(page)
        page.goto(f"{site}/acteurs/equipe/")
        invite(page, COLLEAGUE, "Porteur de projet")
    with visit(browser, site + invitation_to(COLLEAGUE)) as page:
        page.get_by_label("Votre nom et votre prénom").fill("Basile Arrive")
        page.get_by_role("button", name="Rejoindre").press("Enter")
        page.get_by_text("Bienvenue : vous agissez pour").wait_for()
        assert page.get_by_role("link", name="Inviter une personne").count() == 0
    alix = User.objects.get(email=ADMINISTRATOR)
    written = set(Entry.objects.filter(by_uuid=alix.uuid).values_list("action", flat=True))
    assert {PeopleAct.ACCEPT_INVITATION, CommitmentAct.SIGN, PeopleAct.INVITE} <= written
