"""A file opened beside somebody, shared on her word, and stopped by herself on her telephone, in Arabic."""

import pytest
from django_scopes import scope

from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Resident, Sharing
from cite.tenancy.models import Territory
from tests.browser import visit
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.journeys.pages import cookies_of, examine

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def team(site):
    """Two habilitated structures, and somebody of the first one."""
    territory = Territory.objects.get()
    with scope(territory=territory):
        partner = make_partner(territory, "Mission locale des Collines", **HABILITATED)
        other = make_partner(territory, "Plan pour l’emploi du Lac", **HABILITATED)
        yield make_member(partner, "ines"), other


def test_she_shares_on_her_word_and_stops_by_herself(browser, site, team):
    member, other = team
    with visit(browser, f"{site}/habitants/ouvrir/", cookies=cookies_of(member.user, site)) as page:
        examine(page)
        page.get_by_label("Cette personne est inventée").check(force=True)
        page.get_by_label("Prénom").fill("Amina")
        page.get_by_label("Nom", exact=True).fill("Benfictif")
        page.get_by_label("Langue dans laquelle lui écrire").select_option("ar")
        page.get_by_label("Dite, puis remise").check(force=True)
        page.get_by_label("De vive voix").check(force=True)
        page.get_by_role("button", name="Ouvrir le dossier").click()
        page.get_by_role("heading", name="Amina Benfictif").wait_for()
        examine(page)

        page.get_by_role("link", name="Qui voit son dossier").click()
        page.get_by_role("link", name="Noter un accord de partage").click()
        page.get_by_label("Quelle structure verra le dossier ?").select_option(label=str(other))
        page.get_by_label(str(Purpose.REVIEW.label)).check(force=True)
        page.get_by_role("button", name="Voir la phrase à lire").click()
        page.get_by_role("heading", name="À lire à voix haute").wait_for()
        examine(page)
        page.get_by_label("La phrase lui a été lue").check(force=True)
        page.get_by_role("button", name="Noter son accord").click()
        page.get_by_role("link", name="Lui donner son lien personnel").wait_for()
        examine(page)
        page.get_by_role("link", name="Lui donner son lien personnel").click()
        page.get_by_role("button", name="Faire le lien").click()
        address = page.locator("code").inner_text()
        assert f"{site}/ar/habitants/mes-partages/" in address

    with visit(browser, address, size="phone") as page:
        examine(page)
        page.get_by_role("button", name=str(other)).click()
        page.get_by_text("تم إيقاف المشاركة").wait_for()
        examine(page)
    resident = Resident.objects.get(first_name="Amina")
    assert Sharing.objects.get(resident=resident, partner=other).stopped_how == StopWay.LINK
    assert Sharing.objects.get(resident=resident, partner=member.partner).stopped_at is None
