"""The pages about messages: one's own inbox, one's choices, the texts, the outbox."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cite.accounts.enums import Role
from cite.notifications.enums import Channel, MessageState, Reason
from cite.notifications.models import Contact, Message, MessageTemplate, Notice, Preference
from cite.notifications.operations import notify
from cite.notifications.ports import all_notices
from cite.ui.waiting import waiting_for
from tests.factories.accounts import make_user
from tests.factories.jobs import run_waiting_jobs
from tests.factories.notifications import REMINDER, make_message

pytestmark = pytest.mark.django_db

INBOX = "/messages/"


@pytest.fixture
def user(territory, client):
    user = make_user("zoe", role=Role.CARRIER, territory=territory)
    client.force_login(user)
    return user


@pytest.fixture
def two_cites(territory, other_territory):
    """Two Cités, of which the first answers here."""
    territory.host = "testserver"
    territory.save()


@pytest.fixture
def coordinator(territory, client):
    user = make_user("sofia", role=Role.COORDINATOR, territory=territory)
    client.force_login(user)
    return user


def remind(territory, to, **changes):
    given = {"fields": {"thing": "La réunion"}, "path": "/acteurs/"} | changes
    notify(kind=REMINDER.key, territory=territory, to=to, **given)
    return Notice.objects.filter(user=to).latest("pk")


class TestInbox:
    def test_an_empty_inbox_says_what_comes(self, client, user):
        assert "un message apparaît ici" in client.get(INBOX).content.decode()

    def test_opening_a_message_marks_it_read_and_goes_there(self, client, user, territory, kind):
        notice = remind(territory, user)
        page = client.get(INBOX).content.decode()
        assert "À lire – La réunion vous attend" in page
        answer = client.post(reverse("notifications:open", args=[notice.uuid]))
        assert answer["Location"] == "/acteurs/"
        notice.refresh_from_db()
        assert notice.read_at is not None
        client.post(reverse("notifications:mark-unread", args=[notice.uuid]))
        notice.refresh_from_db()
        assert notice.read_at is None
        client.post(reverse("notifications:mark-read", args=[notice.uuid]))
        assert "La réunion" not in client.get(f"{INBOX}?a-lire").content.decode()

    def test_all_read_is_undone_by_its_button(self, client, user, territory, kind):
        for _ in range(3):
            remind(territory, user)
        answer = client.post(reverse("notifications:mark-all-read"), follow=True)
        undo = re.search(r'action="(/messages/tout-lu/annuler/\d+/)"', answer.content.decode()).group(1)
        assert not Notice.objects.filter(read_at=None).exists()
        client.post(undo)
        assert Notice.objects.filter(read_at=None).count() == 3

    def test_an_undo_of_another_age_is_a_404(self, client, user):
        assert client.post("/messages/tout-lu/annuler/99999999999999999999999/").status_code == 404

    def test_the_message_of_another_person_is_a_404(self, client, user, territory, kind):
        notice = remind(territory, make_user("other"))
        for name in ("open", "mark-read", "mark-unread"):
            assert client.post(reverse(f"notifications:{name}", args=[notice.uuid])).status_code == 404
        assert "La réunion" not in client.get(INBOX).content.decode()

    def test_the_message_of_another_cite_is_not_shown_here(
        self, client, user, two_cites, other_territory, kind
    ):
        remind(other_territory, user)
        assert "La réunion" not in client.get(INBOX).content.decode()

    def test_the_header_counts_what_is_to_read(self, client, user, territory, kind):
        remind(territory, user)
        remind(territory, user)
        assert '<span class="ui-count">2</span>' in client.get(INBOX).content.decode()

    def test_markup_in_a_field_is_text(self, client, user, territory, kind):
        remind(territory, user, fields={"thing": "<script>alert(1)</script>"})
        assert "<script>alert" not in client.get(INBOX).content.decode()

    def test_the_same_queries_for_1_3_or_40_messages(
        self, client, user, territory, kind, django_assert_num_queries
    ):
        counts = []
        for target in (1, 3, 40):
            while Notice.objects.count() < target:
                remind(territory, user)
            with CaptureQueriesContext(
                connection,
            ) as captured:
                client.get(INBOX)
            counts.append(len(captured))
        assert len(set(counts)) == 1, counts


class TestPreferences:
    def test_choices_are_kept(self, client, user, kind):
        page = client.get("/messages/preferences/").content.decode()
        assert "Essais\u00a0: par courriel" in page
        assert "Code pour confirmer un téléphone" in page
        chosen = {name: "immediate" for name in re.findall(r'name="(email-[\w-]+)"', page)}
        answer = client.post(
            "/messages/preferences/",
            chosen | {"email-essais": "weekly", "quiet": "own", "start": "21:30", "end": "07:00"},
        )
        assert answer.status_code == 302
        assert Preference.objects.get(category="essais").frequency == "weekly"
        contact = Contact.objects.get(user=user)
        assert (contact.has_own_quiet_hours, str(contact.quiet_from), contact.quiet_sundays) == (
            True,
            "21:30:00",
            False,
        )

    @pytest.mark.parametrize(
        "given", [{"quiet": "own", "start": ""}, {"quiet": "own", "start": "25:00"}, {"quiet": "x"}, {}]
    )
    def test_what_cannot_be_read_is_said(self, client, user, kind, given):
        answer = client.post("/messages/preferences/", {"email-essais": "weekly"} | given)
        assert answer.status_code == 200
        assert 'role="alert"' in answer.content.decode()
        assert not Preference.objects.exists()

    def test_a_phone_is_confirmed_then_removed(self, client, user, settings, tmp_path):
        settings.SMS = {"gateway": "file", "folder": str(tmp_path)}
        assert client.get("/messages/preferences/telephone/code/")["Location"].endswith("/telephone/")
        assert client.post("/messages/preferences/telephone/", {"phone": "06 12 34 56 78"}).status_code == 302
        run_waiting_jobs()
        [file] = Path(django_settings.SMS["folder"]).iterdir()
        code = re.search(r"\d{6}", file.read_text().splitlines()[1]).group()
        wrong = client.post("/messages/preferences/telephone/code/", {"code": "12"})
        assert "pas le bon" in wrong.content.decode()
        client.post("/messages/preferences/telephone/code/", {"code": code})
        page = client.get("/messages/preferences/").content.decode()
        assert "+33\u00a0…\u00a078" in page
        assert "612345678" not in page
        client.post("/messages/preferences/telephone/retirer/")
        assert Contact.objects.get(user=user).phone == ""

    def test_an_address_is_changed_and_this_session_stays_open(self, client, user):
        assert client.get("/messages/adresse/code/")["Location"].endswith("/messages/adresse/")
        bad = client.post("/messages/adresse/", {"email": "nadia"}).content.decode()
        assert "Écrivez-la ainsi" in bad
        assert 'value="nadia"' in bad
        asked = client.post("/messages/adresse/", {"email": "autre@example.org"}, follow=True)
        assert "a…@example.org" in asked.content.decode()
        assert "autre@example.org" not in asked.content.decode()
        run_waiting_jobs()
        code = re.search(r"\d{6}", mail.outbox[-1].body).group()
        assert "pas le bon" in client.post("/messages/adresse/code/", {"code": "12"}).content.decode()
        done = client.post("/messages/adresse/code/", {"code": code}, follow=True)
        assert done.redirect_chain == [("/compte/", 302)]
        assert "autre@example.org" in done.content.decode()

    def test_who_has_a_password_types_it_again_first(self, client, user, time_machine):
        user.set_password("un-mot-de-passe-9")
        user.save()
        client.force_login(user)
        for address in ("/messages/adresse/", "/messages/adresse/code/"):
            answer = client.post(address, {"email": "autre@example.org", "code": "123456"})
            assert answer.status_code == 302
            assert answer["Location"].startswith("/compte/confirmer/")
        assert not Contact.objects.filter(candidate_email="autre@example.org").exists()


class TestTexts:
    def test_every_message_is_previewed(self, client, coordinator, territory):
        assert client.get("/messages/modeles/").status_code == 200
        for kind in all_notices():
            page = client.get(reverse("notifications:template", args=[kind.key]))
            assert page.status_code == 200, kind.key
            assert client.get(reverse("notifications:edit-template", args=[kind.key])).status_code == 200

    def test_a_text_is_edited_then_reset(self, client, coordinator, territory, kind):
        address = reverse("notifications:edit-template", args=[REMINDER.key])
        texts = {"subject": "Nouveau {thing}", "body": "Allez : {link}", "sms": "{link}"}
        wrong = client.post(address, {"number": "0"} | texts | {"body": "{prenom} {link}"})
        assert "({prenom})" in wrong.content.decode()
        assert client.post(address, {"number": "0"} | texts).status_code == 302
        page = client.get(reverse("notifications:template", args=[REMINDER.key])).content.decode()
        assert "Nouveau La réunion" in page
        assert "Sofia" in page
        client.post(reverse("notifications:reset-template", args=[REMINDER.key]))
        assert MessageTemplate.objects.latest("number").is_original

    def test_an_unknown_message_is_a_404(self, client, coordinator):
        assert client.get("/messages/modeles/nothing/").status_code == 404

    def test_others_are_refused(self, client, user, kind):
        address = reverse("notifications:edit-template", args=[REMINDER.key])
        assert client.get(address).status_code == 403
        assert client.post(address, {}).status_code == 403
        assert client.post("/messages/reglages/", {}).status_code == 403

    def test_settings_are_kept(self, client, coordinator, territory):
        given = {"version": "1", "quiet_from": "19:00", "quiet_until": "09:00", "days_kept": "10"}
        assert client.post("/messages/reglages/", given).status_code == 302
        again = client.post("/messages/reglages/", given)
        assert "Une autre personne" in again.content.decode()
        assert 'value="19:00"' in client.get("/messages/reglages/").content.decode()


class TestOutbox:
    def test_addresses_and_texts_stay_hidden(self, client, coordinator, territory):
        message = make_message(territory, state=MessageState.FAILED, reason=Reason.BAD_RECIPIENT)
        for address in ("/messages/envois/", reverse("notifications:message", args=[message.uuid])):
            page = client.get(address).content.decode()
            assert "z…@example.org" in page
            assert "zoe@example.org" not in page
            assert "Bonjour" not in page
        assert "refuse nos messages" in page

    def test_failed_messages_leave_again_or_are_abandoned(self, client, coordinator, territory):
        first = make_message(territory, state=MessageState.FAILED)
        second = make_message(territory, state=MessageState.FAILED)
        third = make_message(territory, state=MessageState.FAILED)
        client.post(reverse("notifications:resend", args=[first.uuid]))
        client.post(reverse("notifications:abandon", args=[second.uuid]))
        client.post(reverse("notifications:resend-failed"))
        again = client.post(reverse("notifications:abandon", args=[second.uuid]), follow=True)
        assert "déjà parti" in again.content.decode()
        states = dict(Message.objects.values_list("pk", "state"))
        assert states == {
            first.pk: MessageState.QUEUED,
            second.pk: MessageState.CANCELED,
            third.pk: MessageState.QUEUED,
        }

    def test_another_cite_is_a_404(self, client, coordinator, two_cites, other_territory):
        message = make_message(other_territory, state=MessageState.FAILED)
        for name in ("message", "resend", "abandon"):
            address = reverse(f"notifications:{name}", args=[message.uuid])
            method = client.get if name == "message" else client.post
            assert method(address).status_code == 404
        client.post(reverse("notifications:resend-failed"))
        message.refresh_from_db()
        assert message.state == MessageState.FAILED
        assert client.get(reverse("notifications:message", args=[uuid4()])).status_code == 404

    def test_others_are_refused(self, client, user, territory):
        message = make_message(territory, state=MessageState.FAILED)
        assert client.get("/messages/envois/").status_code == 403
        assert client.post(reverse("notifications:resend", args=[message.uuid])).status_code == 403
        assert client.post(reverse("notifications:resend-failed")).status_code == 403

    def test_an_administrator_sees_every_cite(self, client, two_cites, territory, other_territory):
        client.force_login(make_user("admin", is_staff=True))
        make_message(territory)
        make_message(other_territory)
        make_message(None)
        assert client.get("/messages/envois/").context["table"].page.paginator.count == 3

    def test_the_same_queries_for_1_3_or_40_messages(self, client, coordinator, territory):
        counts = []
        for target in (1, 3, 40):
            while Message.objects.count() < target:
                make_message(territory, recipient=make_user(f"n{Message.objects.count()}"))
            with CaptureQueriesContext(connection) as captured:
                client.get("/messages/envois/")
            counts.append(len(captured))
        assert len(set(counts)) == 1, counts

    def test_what_is_stuck_awaits_the_coordination(self, client, coordinator, territory, rf):
        make_message(territory, state=MessageState.FAILED)
        make_message(territory, state=MessageState.UNCERTAIN, channel=Channel.SMS)
        request = rf.get("/")
        request.user, request.territory, request.membership = coordinator, territory, None
        labels = [item.label for item in waiting_for(request)]
        assert "1 message n’a pas pu partir" in labels
        assert "1 SMS est peut-être arrivé" in labels
