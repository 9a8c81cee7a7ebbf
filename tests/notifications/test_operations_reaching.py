"""How a person proves that a phone or an address is hers."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core import mail

from cite.accounts.operations import open_account
from cite.notifications import operations
from cite.notifications.enums import MessagesObjection
from cite.notifications.models import Contact, Message
from cite.notifications.queries import contact_of
from tests.factories.accounts import make_user
from tests.factories.jobs import run_waiting_jobs
from tests.factories.notifications import (
    MONDAY_NIGHT,
    MONDAY_NOON,
)
from tests.refusals import refusal

pytestmark = pytest.mark.django_db


class TestPhone:
    def code(self) -> str:
        run_waiting_jobs()
        texts = [path.read_text() for path in Path(django_settings.SMS["folder"]).iterdir()]
        return re.search(r"\b(\d{6})\b", texts[-1]).group(1)

    @pytest.fixture(autouse=True)
    def _folder(self, settings, tmp_path):
        settings.SMS = {"gateway": "file", "folder": str(tmp_path / "sms")}

    def ask(self, user, territory, phone="06 12 34 56 78"):
        return operations.ask_phone_code(by=user, territory=territory, phone=phone)

    def test_a_number_is_confirmed_by_the_code_it_received(self, territory, clock, acts):
        user = make_user()
        clock(MONDAY_NIGHT)
        assert self.ask(user, territory) == "+33612345678"
        assert contact_of(user).phone == ""
        code = self.code()
        assert Message.objects.get().body == "", "the code is erased once it has left"
        assert code not in contact_of(user).code_digest
        assert operations.confirm_phone(by=user, code=f"{code[:3]} {code[3:]}")
        assert contact_of(user).phone == "+33612345678"
        assert not operations.confirm_phone(by=user, code=code), "a code serves once"
        operations.forget_phone(by=user)
        assert contact_of(user).phone == ""
        assert len(acts) == 3
        assert all(act.is_protected for act in acts)

    def test_a_code_is_tried_five_times(self, territory, clock):
        user = make_user()
        self.ask(user, territory)
        code = self.code()
        wrong = "000000" if code != "000000" else "111111"
        decisions = [operations.confirm_phone(by=user, code=wrong) for _ in range(6)]
        assert [d.objections[0] for d in decisions] == [
            *[MessagesObjection.CODE_WRONG] * 5,
            MessagesObjection.CODE_OVER,
        ]
        assert not operations.confirm_phone(by=user, code=code)

    def test_a_code_lives_ten_minutes(self, territory, clock):
        user = make_user()
        self.ask(user, territory)
        code = self.code()
        clock(MONDAY_NOON + timedelta(minutes=10))
        decision = operations.confirm_phone(by=user, code=code)
        assert decision.objections == (MessagesObjection.CODE_OVER,)

    def test_the_code_of_another_person_opens_nothing(self, territory, clock):
        first, second = make_user("first"), make_user("second")
        self.ask(first, territory)
        code = self.code()
        self.ask(second, territory)
        Contact.objects.filter(user=second).update(code_digest=Contact.objects.get(user=first).code_digest)
        assert not operations.confirm_phone(by=second, code=code)

    def test_codes_are_not_asked_without_end(self, territory, clock):
        user = make_user()
        self.ask(user, territory)
        asked = {"by": user, "territory": territory, "phone": "0612345678"}
        assert refusal(operations.ask_phone_code, **asked) == {MessagesObjection.CODE_TOO_SOON}
        for minute in range(1, 5):
            clock(MONDAY_NOON + timedelta(minutes=minute))
            self.ask(user, territory)
        clock(MONDAY_NOON + timedelta(minutes=6))
        assert refusal(operations.ask_phone_code, **asked) == {MessagesObjection.TOO_MANY_CODES}
        clock(MONDAY_NOON + timedelta(days=1))
        self.ask(user, territory)

    def test_what_is_no_mobile_number(self, territory):
        asked = {"by": make_user(), "territory": territory, "phone": "04 77 48 77 48"}
        assert refusal(operations.ask_phone_code, **asked) == {MessagesObjection.NOT_A_MOBILE}

    def test_where_no_sms_is_sent(self, territory, settings):
        settings.SMS = {}
        asked = {"by": make_user(), "territory": territory, "phone": "0612345678"}
        assert refusal(operations.ask_phone_code, **asked) == {MessagesObjection.NO_SMS}


class TestEmail:
    """Her account opens with another address once she has proved that she reads it."""

    def ask(self, user, territory, email=" Nadia@Ailleurs.example.org "):
        return operations.ask_email_code(by=user, territory=territory, email=email)

    def code(self) -> str:
        run_waiting_jobs()
        return re.search(r"\b(\d{6})\b", mail.outbox[-1].body).group(1)

    def test_the_address_changes_with_the_code_it_received(self, territory, clock, acts):
        user = make_user("nadia")
        assert self.ask(user, territory) == "nadia@ailleurs.example.org"
        user.refresh_from_db()
        assert user.email == "nadia@example.org", "nothing changes before the code"
        code = self.code()
        assert mail.outbox[-1].to == ["nadia@ailleurs.example.org"]
        assert operations.confirm_email(by=user, code=code)
        user.refresh_from_db()
        assert user.email == "nadia@ailleurs.example.org"
        run_waiting_jobs()
        warning = mail.outbox[-1]
        assert warning.to == ["nadia@example.org"], "the former address is told"
        assert "ailleurs" not in warning.body, "and does not learn the new one"
        assert not operations.confirm_email(by=user, code=code), "a code serves once"
        assert [act.action for act in acts] == ["notifications.ask_email_code", "accounts.change_email"]

    def test_an_address_that_has_an_account_receives_nothing_and_nobody_learns_it(self, territory, clock):
        user, other = make_user("nadia"), make_user("marc")
        assert self.ask(user, territory, other.email) == other.email
        assert Message.objects.count() == 0
        for guess in ("000000", "123456"):
            decision = operations.confirm_email(by=user, code=guess)
            assert decision.objections == (MessagesObjection.CODE_WRONG,)

    def test_an_address_taken_in_between_is_refused(self, territory, clock):
        user = make_user("nadia")
        self.ask(user, territory)
        code = self.code()
        open_account(email="nadia@ailleurs.example.org", full_name="Une autre")
        decision = operations.confirm_email(by=user, code=code)
        assert decision.objections == (MessagesObjection.CODE_OVER,)
        user.refresh_from_db()
        assert user.email == "nadia@example.org"

    @pytest.mark.parametrize(
        ("email", "objection"),
        [
            ("nadia", MessagesObjection.NOT_AN_EMAIL),
            ("", MessagesObjection.NOT_AN_EMAIL),
            ("nadia@example.org\nBcc: x@example.org", MessagesObjection.NOT_AN_EMAIL),
            ("NADIA@example.org", MessagesObjection.SAME_EMAIL),
        ],
    )
    def test_what_is_refused(self, territory, email, objection):
        asked = {"by": make_user("nadia"), "territory": territory, "email": email}
        assert refusal(operations.ask_email_code, **asked) == {objection}
        assert Message.objects.count() == 0

    def test_a_code_for_the_phone_proves_no_address(self, territory, clock, settings, tmp_path):
        settings.SMS = {"gateway": "file", "folder": str(tmp_path)}
        user = make_user("nadia")
        self.ask(user, territory)
        code = self.code()
        clock(MONDAY_NOON + timedelta(minutes=2))
        operations.ask_phone_code(by=user, territory=territory, phone="0612345678")
        assert operations.confirm_email(by=user, code=code).objections == (MessagesObjection.CODE_OVER,)
        assert operations.confirm_phone(by=user, code=code).objections == (MessagesObjection.CODE_WRONG,)
