"""The assistant as people see it: to whom it opens, what it keeps, what it refuses, without JavaScript."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.urls import reverse

from cite.accounts.enums import AccountsAct
from cite.accounts.models import User
from cite.audit.models import Entry
from cite.opening import operations
from cite.opening.models import OpeningDraft
from cite.tenancy.models import Territory
from tests.factories.accounts import make_user
from tests.factories.jobs import run_waiting_jobs
from tests.factories.opening import PEOPLE, TERRITORY, make_opening

pytestmark = pytest.mark.django_db

STEPS = ("territory", "data", "people", "messages", "summary")
TYPED = TERRITORY | {"epci": "other"}


@pytest.fixture
def admin(client, settings) -> User:
    """Enters as people do: by the address that the server's command prints."""
    token = operations.invite_to_open()
    client.post(f"/ouverture/lien/{token}/", {"full_name": "Anne", "email": "anne@example.org"})
    return User.objects.get(email="anne@example.org")


def page(answer) -> str:
    return answer.content.decode()


def at(step: str, draft: OpeningDraft) -> str:
    return reverse(f"opening:{step}", args=[draft.uuid])


class TestAddress:
    def test_opening_it_changes_nothing(self, client):
        address = f"/ouverture/lien/{operations.invite_to_open()}/"
        for _ in range(3):
            answer = client.get(address)
            assert answer.status_code == 200
            assert answer["Cache-Control"] == "no-store"
        assert not User.objects.exists()

    def test_the_button_signs_in_and_leads_to_the_first_page(self, client):
        address = f"/ouverture/lien/{operations.invite_to_open()}/"
        answer = client.post(address, {"full_name": "Anne", "email": "anne@example.org"})
        draft = OpeningDraft.objects.get()
        assert answer.url == at("territory", draft)
        assert client.get(answer.url).status_code == 200
        assert client.get("/ouverture/").status_code == 200

    def test_entering_is_an_ordinary_sign_in_with_its_session_and_its_line(self, client, admin):
        assert [s.user for s in UserSession.objects.all()] == [admin]
        assert Entry.objects.filter(action=AccountsAct.SIGN_IN, by_uuid=admin.uuid).exists()

    def test_an_account_that_has_a_second_factor_is_asked_for_it(self, client):
        anne = make_user("anne")
        TOTP.activate(anne, generate_totp_secret())
        address = f"/ouverture/lien/{operations.invite_to_open()}/"
        answer = client.post(address, {"full_name": "Anne", "email": anne.email})
        assert answer.url.startswith(reverse("mfa_authenticate"))
        assert "_auth_user_id" not in client.session
        assert client.get("/ouverture/").status_code == 302

    def test_once_a_cite_is_open_it_opens_nothing(self, client):
        address = f"/ouverture/lien/{operations.invite_to_open()}/"
        Territory.objects.create(name="Autre", slug="autre", epci_code="200000000")
        answer = client.post(address, {"full_name": "Eve", "email": "eve@example.org"})
        assert "Une Cité existe déjà ici" in page(answer)
        assert not User.objects.exists()

    def test_used_it_opens_nothing_for_anyone(self, client, admin):
        link = OpeningDraft.objects.get()
        token = operations.invite_to_open()
        client.logout()
        client.post(f"/ouverture/lien/{token}/", {"full_name": "B", "email": "b@example.org"})
        client.logout()
        for method in (client.get, client.post):
            answer = method(f"/ouverture/lien/{token}/", {"full_name": "C", "email": "c@example.org"})
            assert answer.status_code == 410
            assert "n’ouvre rien" in page(answer)
        assert not User.objects.filter(email="c@example.org").exists()
        assert client.get(at("territory", link)).status_code == 302

    def test_bad_input_is_told_and_the_address_still_serves(self, client):
        address = f"/ouverture/lien/{operations.invite_to_open()}/"
        answer = client.post(address, {"full_name": "", "email": "anne"})
        assert answer.status_code == 200
        assert "points sont à corriger" in page(answer)
        assert not User.objects.exists()

    @pytest.mark.parametrize("token", ["x", "A" * 43, "a" * 5000])
    def test_a_forged_one(self, client, token):
        assert client.get(f"/ouverture/lien/{token}/").status_code == 410


class TestWho:
    def test_it_never_opens_to_a_visitor(self, client):
        draft = OpeningDraft.objects.create()
        for address in ("/ouverture/", *(at(step, draft) for step in STEPS)):
            assert client.get(address).status_code == 302, address
            assert "/compte/connexion/" in client.get(address).url

    def test_nor_to_a_co_pilot(self, client, territory):
        draft = OpeningDraft.objects.create()
        client.force_login(make_user("state", role="co_pilot_state", territory=territory))
        for address in ("/ouverture/", *(at(step, draft) for step in STEPS)):
            assert client.get(address).status_code == 403, address
        assert client.post("/ouverture/commencer/").status_code == 403
        assert OpeningDraft.objects.count() == 1

    def test_an_administrator_starts_another(self, client, admin):
        operations.abandon_opening(draft=OpeningDraft.objects.get(), version=2, by=admin)
        answer = client.post("/ouverture/commencer/")
        assert answer.url == at("territory", OpeningDraft.objects.get(state="in_progress"))


class TestPages:
    def test_from_empty_to_open_without_javascript(self, client, admin, settings):
        draft = OpeningDraft.objects.get()
        first = page(client.get(at("territory", draft)))
        assert "Saint-Étienne Métropole – données livrées" in first
        sem = {
            "epci": "244200770",
            "version": draft.version,
            "doubt_zone_m": 10,
            "geocoding_threshold_online": "0,8",
            "geocoding_threshold_embedded": "0,8",
            "callback_delay_hours": 3,
        }
        answer = client.post(at("territory", draft), sem)
        assert answer.url == at("data", draft)
        assert "Charger les données" in page(client.get(answer.url))
        client.post(at("data", draft))
        waiting = page(client.get(at("data", draft)))
        assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in waiting
        assert "Chargement" in waiting
        run_waiting_jobs()
        assert "53 communes et 32 quartiers" in page(client.get(at("data", draft)))
        people = page(client.get(at("people", draft)))
        assert 'value="Saint-Étienne Métropole"' in people
        draft.refresh_from_db()
        answer = client.post(at("people", draft), PEOPLE | {"version": draft.version})
        assert answer.url == at("messages", draft)
        proposed = page(client.get(answer.url))
        assert "faire ensemble" in proposed
        draft.refresh_from_db()
        charter = {"charter_title": "Charte", "charter_body": "Ensemble.", "version": draft.version}
        answer = client.post(at("messages", draft), charter)
        assert answer.url == at("summary", draft)
        summary = page(client.get(answer.url))
        assert "Ouvrir la Cité" in summary
        assert "etat@example.org" in summary
        draft.refresh_from_db()
        answer = client.post(at("summary", draft), {"version": draft.version}, follow=True)
        assert "La Cité est ouverte" in page(answer)
        assert Territory.objects.get().slug == "saint-etienne-metropole"
        assert client.get(at("people", draft)).status_code == 403

    def test_what_was_typed_comes_back(self, client, admin):
        draft = make_opening(admin)
        assert 'value="Ville-Fictive Métropole"' in page(client.get(at("territory", draft)))
        assert 'value="200035731"' in page(client.get(at("territory", draft)))
        assert "etat@example.org" in page(client.get(at("people", draft)))
        wrong = TYPED | {"epci_code": "123", "name": "Mon nom à moi", "version": draft.version}
        answer = page(client.post(at("territory", draft), wrong))
        assert "Ce numéro SIREN n’existe pas" in answer
        assert 'value="Mon nom à moi"' in answer

    def test_reading_the_addresses_is_noted(self, client, admin):
        draft = make_opening(admin)
        for step, noted in (("territory", 0), ("people", 1), ("summary", 2)):
            client.get(at(step, draft))
            assert Entry.objects.filter(action="opening.read_draft").count() == noted

    def test_two_windows_on_the_same_opening(self, client, admin):
        draft = make_opening(admin)
        client.post(at("territory", draft), TYPED | {"version": draft.version})
        late = client.post(at("territory", draft), TYPED | {"name": "Tard", "version": draft.version})
        assert "Une autre personne a modifié" in page(late)
        assert 'value="Tard"' in page(late)

    def test_the_summary_says_everything_that_is_missing(self, client, admin):
        draft = OpeningDraft.objects.get()
        shown = page(client.get(at("summary", draft)))
        assert "Dites d’abord de quel territoire" in shown
        assert "Il faut deux copilotes" in shown
        assert 'icon="checkbox' not in shown
        for version in ("", "x", "9" * 30, str(draft.version)):
            answer = client.post(at("summary", draft), {"version": version})
            assert answer.status_code == 200
        assert not Territory.objects.exists()

    def test_hostile_fields_change_nothing_else(self, client, admin):
        draft = make_opening(admin)
        hostile = PEOPLE | {
            "version": draft.version,
            "state": "opened",
            "territory": "1",
            "state_kind": "company",
            "state_organization": "x" * 5000,
            "metropole_email": "a@b\r\nBcc: c@d.fr",
        }
        answer = client.post(at("people", draft), hostile)
        assert "points sont à corriger" in page(answer)
        draft.refresh_from_db()
        assert draft.state == "in_progress"
        assert draft.answers["people"] == PEOPLE

    def test_a_try_is_told(self, client, admin, mailoutbox):
        draft = OpeningDraft.objects.get()
        answer = client.post(reverse("opening:try-messages", args=[draft.uuid]), follow=True)
        assert "Le message d’essai est parti" in page(answer)
        assert len(mailoutbox) == 1

    def test_an_abandoned_one_leads_back(self, client, admin):
        draft = make_opening(admin)
        answer = client.post(reverse("opening:abandon", args=[draft.uuid]), follow=True)
        assert "est abandonnée" in page(answer)
        assert client.get(at("summary", draft)).url == "/ouverture/"

    def test_a_second_cite_asks_both_addresses(self, client, admin):
        Territory.objects.create(name="Première", slug="premiere", epci_code="244200770")
        draft = make_opening(admin, territory=None)
        shown = page(client.get(at("territory", draft)))
        assert "Adresse du site de la Cité déjà ouverte (Première)" in shown
        answer = page(client.post(at("territory", draft), TYPED | {"version": draft.version}))
        assert len(re.findall("Remplissez ce champ", answer)) >= 2

    def test_the_number_of_queries_does_not_grow(self, client, admin, django_assert_max_num_queries):
        with django_assert_max_num_queries(25) as few:
            client.get("/ouverture/")
        for _ in range(8):
            make_opening(admin)
        with django_assert_max_num_queries(len(few)):
            client.get("/ouverture/")


class TestHome:
    def test_an_empty_installation_says_how_to_open_one(self, client):
        shown = page(client.get("/"))
        assert "Cette installation n’a pas encore de Cité" in shown
        assert "python manage.py open_cite" in shown
        assert "/ouverture/lien/" not in shown

    def test_her_administrator_finds_the_assistant(self, client, admin):
        assert 'href="/ouverture/"' in page(client.get("/"))

    def test_an_address_of_no_cite_says_so(self, client):
        for number in (1, 2):
            Territory.objects.create(
                name=f"Cité {number}", slug=f"c{number}", epci_code=f"{number}", host=f"c{number}.example.org"
            )
        assert "Aucune Cité à cette adresse" in page(client.get("/"))
