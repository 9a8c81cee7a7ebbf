"""From an empty installation to a Cité: the way in, what is kept, what is refused, and everything at once."""

import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django_scopes import scope, scopes_disabled

from cite.accounts.enums import Role
from cite.accounts.models import Link, User
from cite.accounts.queries import open_link
from cite.actors.models import CommitmentText, Invitation, Organization, Partner
from cite.core.dates import now
from cite.core.decisions import Refused
from cite.core.journal import act_recorded
from cite.opening import operations
from cite.opening.enums import OpeningState, Step
from cite.opening.models import OpeningDraft
from cite.opening.operations.preparing import LINK_PURPOSE
from cite.opening.queries import map_state
from cite.tenancy.models import Territory
from cite.territories.models import Commune, District
from tests.factories.accounts import make_user
from tests.factories.jobs import run_waiting_jobs
from tests.factories.opening import PEOPLE, TERRITORY, make_opening

pytestmark = pytest.mark.django_db

SEM = "244200770"


@pytest.fixture
def admin(db) -> User:
    return make_user("admin", is_staff=True)


def link_of(token: str) -> Link | None:
    return open_link(token=token, purpose=LINK_PURPOSE)


def enter(token: str, email: str = "anne@example.org") -> tuple[User, OpeningDraft]:
    return operations.enter_by_link(link=link_of(token), email=email, full_name="Anne")


class TestWayIn:
    def test_the_address_serves_once(self):
        token = operations.invite_to_open()
        link = link_of(token)
        user, draft = operations.enter_by_link(link=link, email="Anne@Example.org", full_name="Anne")
        assert (user.is_staff, user.email, draft.prepared_by) == (True, "anne@example.org", user)
        assert link_of(token) is None
        with pytest.raises(Refused, match="déjà servi"):
            operations.enter_by_link(link=link, email="voleur@example.org", full_name="Voleur")
        assert User.objects.count() == 1

    def test_it_lasts_a_day(self):
        token = operations.invite_to_open()
        Link.objects.update(expires_at=now() - timedelta(seconds=1))
        assert link_of(token) is None

    def test_a_new_address_replaces_the_one_before(self):
        first, second = operations.invite_to_open(), operations.invite_to_open()
        assert link_of(first) is None
        assert link_of(second) is not None
        assert OpeningDraft.objects.count() == 1

    @pytest.mark.parametrize("token", ["", "x", "é" * 43, "A" * 43, "../../etc/passwd"])
    def test_a_forged_one_opens_nothing(self, token):
        operations.invite_to_open()
        assert link_of(token) is None

    def test_one_for_another_purpose_opens_nothing(self, admin):
        from uuid import uuid4

        from cite.accounts.operations import create_link

        _link, token = create_link(
            purpose="actors.invitation",
            territory=None,
            target_uuid=uuid4(),
            by=admin,
            expires_at=now() + timedelta(hours=1),
        )
        assert link_of(token) is None

    def test_the_command_prints_it(self, capsys):
        call_command("open_cite", "--site", "https://cite.gouv.fr/")
        address = capsys.readouterr().out.strip().splitlines()[-1]
        assert address.startswith("https://cite.gouv.fr/ouverture/lien/")
        assert link_of(address.rstrip("/").rpartition("/")[2])

    def test_the_command_refuses_where_a_cite_is(self, territory):
        with pytest.raises(CommandError, match="Une Cité existe déjà ici"):
            call_command("open_cite")

    def test_lost_on_the_way_she_finds_what_she_typed(self, admin):
        _user, draft = enter(operations.invite_to_open())
        operations.save_step(
            draft=draft, step=Step.TERRITORY, answers=TERRITORY, version=draft.version, by=admin
        )
        _user, again = enter(operations.invite_to_open())
        assert again.answers["territory"]["name"] == "Ville-Fictive Métropole"


class TestSteps:
    def save(self, draft, admin, step=Step.TERRITORY, version=None, **answers):
        given = {"territory": TERRITORY, "people": PEOPLE}[step.value] | answers
        return operations.save_step(
            draft=draft, step=step, answers=given, version=version or draft.version, by=admin
        )

    def test_two_people_are_told_apart(self, admin):
        draft = operations.start_opening(by=admin)
        self.save(draft, admin)
        with pytest.raises(Refused, match="Une autre personne"):
            self.save(draft, admin, version=1)

    def test_a_button_pressed_twice_starts_one(self, admin):
        draft = operations.start_opening(by=admin)
        assert operations.start_opening(by=admin) == draft
        self.save(draft, admin)
        assert operations.start_opening(by=admin) != draft

    def test_an_unknown_intercommunalite_is_refused(self, admin):
        with pytest.raises(Refused, match="Ce numéro SIREN n’existe pas"):
            self.save(operations.start_opening(by=admin), admin, epci_code="123456780")

    def test_a_host_of_another_cite_is_refused(self, admin, other_territory, settings):
        settings.ALLOWED_HOSTS = ["*"]
        with pytest.raises(Refused, match="déjà celle d’une autre Cité"):
            self.save(operations.start_opening(by=admin), admin, host=other_territory.host)

    def test_an_administrator_is_no_pilot(self, admin):
        with pytest.raises(Refused, match="Vous administrez la plateforme"):
            self.save(operations.start_opening(by=admin), admin, Step.PEOPLE, state_email=admin.email)

    def test_nobody_else_prepares(self, territory, admin):
        draft = operations.start_opening(by=admin)
        for role in Role:
            person = make_user(role, role=role, territory=territory)
            with pytest.raises(Refused):
                self.save(draft, person)
            with pytest.raises(Refused):
                operations.start_opening(by=person)

    def test_an_abandoned_one_is_erased(self, admin):
        draft = make_opening(admin)
        operations.abandon_opening(draft=draft, version=draft.version, by=admin)
        draft.refresh_from_db()
        assert (draft.state, draft.answers) == (OpeningState.ABANDONED, {})
        with pytest.raises(Refused, match="terminée ou abandonnée"):
            self.save(draft, admin)

    def test_a_forgotten_one_is_erased(self, admin):
        old, recent = make_opening(admin), make_opening(admin)
        OpeningDraft.objects.filter(pk=old.pk).update(updated_at=now() - timedelta(days=31))
        assert operations.forget_drafts() == 1
        old.refresh_from_db()
        recent.refresh_from_db()
        assert (old.answers, recent.state) == ({}, OpeningState.IN_PROGRESS)

    def test_a_message_is_tried(self, admin, mailoutbox, settings):
        draft = make_opening(admin)
        operations.try_messages(draft=draft, version=draft.version, by=admin)
        assert mailoutbox[0].to == [admin.email]
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        draft.refresh_from_db()
        with pytest.raises(Refused, match="n’est pas parti"):
            operations.try_messages(draft=draft, version=draft.version, by=admin)


class TestMap:
    def test_it_is_loaded_by_a_worker(self, admin):
        draft = make_opening(admin, territory=TERRITORY | {"epci_code": SEM})
        operations.want_data(draft=draft, version=draft.version, by=admin)
        draft.refresh_from_db()
        assert map_state(draft).is_loading
        with pytest.raises(Refused, match="déjà en cours"):
            operations.want_data(draft=draft, version=draft.version, by=admin)
        assert run_waiting_jobs() == 1
        state = map_state(draft)
        assert (state.is_loading, state.is_loaded, state.communes) == (False, True, 53)
        assert (state.progress.done, state.progress.total) == (4, 4)
        assert not Territory.objects.exists()
        assert Commune.objects.count() == 53
        assert District.objects.count() == 32

    def test_a_map_that_is_not_shipped_is_said(self, admin):
        draft = make_opening(admin)
        assert not map_state(draft).is_shipped
        with pytest.raises(Refused, match="ne sont pas livrées"):
            operations.want_data(draft=draft, version=draft.version, by=admin)

    def test_no_territory_no_map(self, admin):
        draft = operations.start_opening(by=admin)
        with pytest.raises(Refused, match="étape 1"):
            operations.want_data(draft=draft, version=draft.version, by=admin)


class TestOpen:
    def open(self, draft, admin) -> Territory:
        return operations.open_cite(draft=draft, version=draft.version, by=admin)

    def test_everything_at_once(self, admin):
        acts = []

        def hear(sender, act, **kwargs):
            acts.append(act.action)

        act_recorded.connect(hear)
        draft = make_opening(admin)
        cite = self.open(draft, admin)
        assert (cite.name, cite.doubt_zone_m, cite.callback_delay_hours, cite.publisher) == (
            "Ville-Fictive Métropole",
            12,
            3,
            "Ville-Fictive Métropole",
        )
        with scope(territory=cite):
            invited = Invitation.objects.order_by("pk").values_list("email", "role", "is_administrator")
            assert list(invited) == [
                ("etat@example.org", "co_pilot_state", True),
                ("metropole@example.org", "co_pilot_metropole", True),
            ]
            kinds = Partner.objects.order_by("pk").values_list("organization__kind", "organization__siren")
            assert list(kinds) == [("prefecture", ""), ("metropole", "200035731")]
            charter = CommitmentText.objects.get()
            assert (charter.state, charter.body) == ("draft", "Travaillons ensemble.")
        draft.refresh_from_db()
        assert (draft.state, draft.territory, draft.answers) == (OpeningState.OPENED, cite, {})
        assert "opening.open_cite" in acts

    def test_an_unfinished_one_says_everything_that_is_missing(self, admin):
        draft = make_opening(admin, territory=None, people=None)
        with pytest.raises(Refused) as refusal:
            self.open(draft, admin)
        assert [o.value for o in refusal.value.decision.objections] == [
            "no_territory_chosen",
            "co_pilot_missing",
        ]

    def test_a_shipped_map_is_loaded_first(self, admin):
        draft = make_opening(admin, territory=TERRITORY | {"epci_code": SEM})
        with pytest.raises(Refused, match="ne sont pas chargés"):
            self.open(draft, admin)
        assert not Territory.objects.exists()

    def test_it_opens_once(self, admin):
        draft = make_opening(admin)
        self.open(draft, admin)
        with pytest.raises(Refused):
            self.open(draft, admin)
        draft.refresh_from_db()
        with pytest.raises(Refused, match="terminée"):
            self.open(draft, admin)
        with pytest.raises(Refused, match="déjà ouverte pour cette intercommunalité"):
            self.open(make_opening(admin), admin)

    def test_a_refused_invitation_undoes_everything(self, admin):
        draft = make_opening(admin, people=PEOPLE | {"metropole_email": "etat@example.org"})
        with pytest.raises(Refused, match="la même est écrite deux fois"):
            self.open(draft, admin)
        with scopes_disabled():
            assert not Territory.objects.exists()
            assert not Organization.objects.exists()

    def test_a_second_cite_gives_the_first_its_address(self, admin, settings):
        from cite.tenancy.queries import territory_for_host

        settings.ALLOWED_HOSTS = [".example.org"]
        first = Territory.objects.create(name="SEM", slug="sem", epci_code=SEM)
        hosts = {"host": "fiction.example.org", "other_host": "sem.example.org"}
        second = self.open(make_opening(admin, territory=TERRITORY | hosts), admin)
        assert territory_for_host("fiction.example.org") == second
        assert territory_for_host("sem.example.org") == first
        assert territory_for_host("nowhere.example.org") is None

    def test_organizations_known_elsewhere_are_the_same(self, admin, settings):
        settings.ALLOWED_HOSTS = [".example.org"]
        first = TERRITORY | {"host": "a.example.org"}
        self.open(make_opening(admin, territory=first), admin)
        second = TERRITORY | {
            "name": "Autre",
            "slug": "autre",
            "epci_code": "200065886",
            "host": "b.example.org",
        }
        people = PEOPLE | {
            "state_organization": "préfecture de la fiction",
            "metropole_organization": "Autre",
        }
        self.open(make_opening(admin, territory=second, people=people), admin)
        assert Organization.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_open_at_once_one_wins(admin):
    drafts = [make_opening(admin), make_opening(admin)]
    outcomes = []

    def press(draft):
        try:
            operations.open_cite(draft=draft, version=draft.version, by=admin)
            outcomes.append("opened")
        except Refused as refusal:
            outcomes.append(refusal.decision.objections[0].value)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(draft,)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["epci_taken", "opened"]
    assert Territory.objects.count() == 1
