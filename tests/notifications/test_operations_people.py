"""What people decide: how they want their messages, what these say, what becomes of those that failed."""

from datetime import time, timedelta

import pytest
from django_scopes import scope

from cite.accounts.enums import Role
from cite.core.decisions import Refused
from cite.notifications import operations
from cite.notifications.enums import Channel, Frequency, MessagesObjection, MessageState, Reason
from cite.notifications.models import Message, MessageSettings, MessageTemplate, Notice
from cite.notifications.operations import notify
from cite.notifications.queries import contact_of, settings_of, template_states, texts_of
from cite.notifications.rules.schedule import NEVER_QUIET, QuietHours
from tests.factories.accounts import make_user
from tests.factories.jobs import run_waiting_jobs
from tests.factories.notifications import (
    MONDAY_NIGHT,
    MONDAY_NOON,
    REMINDER,
    TUESDAY_AT_8,
    make_message,
    make_phone,
)
from tests.refusals import refusal

pytestmark = pytest.mark.django_db

TEXTS = {"subject": "{thing} !", "body": "Bonjour, {thing} : {link}", "sms": "{thing} : {link}"}


@pytest.fixture
def pilot(territory):
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


@pytest.fixture
def coordinator(territory):
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


class TestPreferences:
    def test_her_choices_hold_for_the_next_messages(self, territory, kind, clock, acts):
        user = make_user()
        operations.change_preferences(
            by=user, choices={("essais", Channel.EMAIL): Frequency.DAILY}, quiet=NEVER_QUIET
        )
        message = notify(kind=REMINDER.key, territory=territory, to=user, fields=dict(REMINDER.fields))
        assert message.state == MessageState.HELD
        assert [act.action for act in acts] == ["notifications.change_preferences"]
        assert contact_of(user).quiet_hours == NEVER_QUIET

    def test_her_hours_hold_for_what_already_waits(self, territory, kind, clock):
        clock(MONDAY_NIGHT)
        user = make_user()
        message = notify(kind=REMINDER.key, territory=territory, to=user, fields=dict(REMINDER.fields))
        assert message.due_at == TUESDAY_AT_8
        operations.change_preferences(by=user, choices={}, quiet=QuietHours(time(23), time(9)))
        message.refresh_from_db()
        assert message.due_at == MONDAY_NIGHT
        assert message.closes_at == MONDAY_NIGHT + timedelta(hours=1)

    @pytest.mark.parametrize(
        "choice",
        [
            {("inconnue", Channel.EMAIL): Frequency.NEVER},
            {("essais", Channel.SMS): Frequency.DAILY},
        ],
    )
    def test_what_cannot_be_chosen(self, territory, kind, choice):
        given = {"by": make_user(), "choices": choice, "quiet": None}
        assert refusal(operations.change_preferences, **given) == {MessagesObjection.UNKNOWN_CHOICE}

    def test_an_essential_category_cannot_be_refused(self, territory, kind):
        kind(is_essential=True)
        choice = {("essais", Channel.EMAIL): Frequency.NEVER}
        given = {"by": make_user(), "choices": choice, "quiet": None}
        assert refusal(operations.change_preferences, **given) == {MessagesObjection.UNKNOWN_CHOICE}


class TestTexts:
    def edit(self, territory, by, number=0, **changes):
        return operations.edit_template(
            territory=territory, kind=REMINDER.key, by=by, number=number, **TEXTS | changes
        )

    def test_a_cite_writes_its_own_text_and_goes_back(self, territory, other_territory, kind, pilot, acts):
        self.edit(territory, pilot)
        user = make_user()
        message = notify(kind=REMINDER.key, territory=territory, to=user, fields={"thing": "Le comité"})
        assert message.subject == "Le comité !"
        elsewhere = notify(kind=REMINDER.key, territory=other_territory, to=user, fields={"thing": "X"})
        assert elsewhere.subject == "X vous attend"
        operations.reset_template(territory=territory, kind=REMINDER.key, by=pilot, number=1)
        assert texts_of(territory, kind_of_tests()).subject == "{thing} vous attend"
        assert [
            (t.number, t.is_original, t.written_by) for t in MessageTemplate.objects.order_by("number")
        ] == [
            (1, False, pilot),
            (2, True, pilot),
        ]
        assert [act.action for act in acts] == ["notifications.edit_template", "notifications.reset_template"]

    @pytest.mark.parametrize(
        ("changes", "objection"),
        [
            ({"body": "Bonjour"}, MessagesObjection.LINK_MISSING),
            ({"body": "{habitant} {link}"}, MessagesObjection.NO_SUCH_FIELD),
            ({"body": "{link.x} {link}"}, MessagesObjection.NO_SUCH_FIELD),
            ({"subject": ""}, MessagesObjection.TEXT_MISSING),
            ({"subject": "x" * 151}, MessagesObjection.TEXT_TOO_LONG),
            ({"sms": "日" * 250 + "{link}"}, MessagesObjection.SMS_TOO_LONG),
        ],
    )
    def test_a_text_that_would_not_work_is_refused(self, territory, kind, pilot, changes, objection):
        with pytest.raises(Refused) as refused:
            self.edit(territory, pilot, **changes)
        assert refused.value.decision.objections == (objection,)

    def test_the_second_of_two_writers_is_told(self, territory, kind, pilot, coordinator):
        self.edit(territory, pilot)
        with pytest.raises(Refused, match="Une autre personne"):
            self.edit(territory, coordinator)

    def test_others_may_not(self, territory, kind):
        carrier = make_user("marc", role=Role.CARRIER, territory=territory)
        with pytest.raises(Refused):
            self.edit(territory, carrier)

    def test_a_text_belongs_to_its_cite(self, territory, other_territory, kind, pilot):
        self.edit(territory, pilot)
        with scope(territory=other_territory):
            assert not any(state.is_edited for state in template_states())

    def test_settings_hold_and_two_writers_are_told(self, territory, pilot, acts):
        given = {
            "quiet_from": time(19),
            "quiet_until": time(9),
            "quiet_sundays": True,
            "days_kept": 10,
        }
        operations.change_settings(territory=territory, by=pilot, version=1, **given)
        assert settings_of(territory).quiet_hours == QuietHours(time(19), time(9))
        with pytest.raises(Refused):
            operations.change_settings(territory=territory, by=pilot, version=1, **given)
        assert MessageSettings.objects.count() == 1
        assert acts[0].changes["days_kept"] == (30, 10)


def kind_of_tests():
    from cite.notifications.ports import notice_named

    return notice_named(REMINDER.key)


class TestOutbox:
    def test_what_failed_leaves_again(self, territory, coordinator, acts):
        message = make_message(
            territory, state=MessageState.FAILED, reason=Reason.BAD_RECIPIENT, attempts=7, is_essential=True
        )
        operations.resend_message(message=message, by=coordinator, territory=territory)
        run_waiting_jobs()
        message.refresh_from_db()
        assert (message.state, message.attempts) == (MessageState.SENT, 1)
        assert acts[0].action == "notifications.resend"

    def test_an_uncertain_sms_leaves_again_only_when_asked(self, territory, coordinator):
        uncertain = make_message(territory, state=MessageState.UNCERTAIN, channel=Channel.SMS)
        failed = make_message(territory, state=MessageState.FAILED)
        assert operations.resend_failed_messages(by=coordinator, territory=territory) == 1
        uncertain.refresh_from_db()
        failed.refresh_from_db()
        assert (uncertain.state, failed.state) == (MessageState.UNCERTAIN, MessageState.QUEUED)

    def test_what_is_given_up_is_over(self, territory, coordinator, acts):
        message = make_message(territory, state=MessageState.FAILED)
        operations.abandon_message(message=message, by=coordinator, territory=territory)
        message.refresh_from_db()
        assert (message.state, message.reason, message.body) == (MessageState.CANCELED, Reason.ABANDONED, "")
        assert acts[0].action == "notifications.abandon"

    @pytest.mark.parametrize("state", [MessageState.SENT, MessageState.QUEUED, MessageState.CANCELED])
    def test_what_has_not_failed_is_not_sent_again(self, territory, coordinator, state):
        message = make_message(territory, state=state)
        given = {"message": message, "by": coordinator, "territory": territory}
        assert refusal(operations.resend_message, **given) == {MessagesObjection.NOT_RESENDABLE}

    def test_an_erased_text_cannot_leave_again(self, territory, coordinator):
        message = make_message(territory, state=MessageState.FAILED, erased_at=MONDAY_NOON)
        given = {"message": message, "by": coordinator, "territory": territory}
        assert refusal(operations.resend_message, **given) == {MessagesObjection.NOT_RESENDABLE}

    def test_a_co_pilot_does_not_touch_the_outbox(self, territory, pilot):
        message = make_message(territory, state=MessageState.FAILED)
        given = {"message": message, "by": pilot, "territory": territory}
        assert MessagesObjection.OUTBOX_RESERVED in refusal(operations.abandon_message, **given)


class TestInbox:
    def test_all_read_and_undone(self, territory, kind):
        user, other = make_user("zoe"), make_user("other")
        for to in (user, user, other):
            notify(kind=REMINDER.key, territory=territory, to=to, fields=dict(REMINDER.fields))
        first = Notice.objects.filter(user=user).first()
        operations.mark_read(notice=first, by=user)
        count, at = operations.mark_all_read(by=user, territory=territory)
        assert count == 1
        assert Notice.objects.filter(read_at=None).get().user == other
        assert operations.undo_mark_all_read(by=other, at=at) == 0
        assert operations.undo_mark_all_read(by=user, at=at) == 1
        first.refresh_from_db()
        assert first.read_at is not None
        operations.mark_unread(notice=first, by=user)
        assert Notice.objects.filter(user=user, read_at=None).count() == 2

    def test_nobody_reads_for_another(self, territory, kind):
        notify(kind=REMINDER.key, territory=territory, to=make_user("zoe"), fields=dict(REMINDER.fields))
        operations.mark_read(notice=Notice.objects.get(), by=make_user("other"))
        assert Notice.objects.get().read_at is None


def test_a_phone_is_told_what_is_essential(territory, kind, clock):
    kind(is_essential=True)
    user = make_user()
    make_phone(user)
    notify(kind=REMINDER.key, territory=territory, to=user, fields=dict(REMINDER.fields))
    assert set(Message.objects.values_list("channel", flat=True)) == {Channel.EMAIL, Channel.SMS}
