"""The end of a funded file: closed once all is paid and read, opened again by a co-pilot."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.grants.enums import ApplicationState, PaymentKind, ReportState
from cite.grants.models import ActivityReport
from cite.grants.operations.awards import withdraw_award
from cite.grants.operations.closing import close_application, reopen_application
from cite.grants.operations.payments import note_payment, plan_payment
from cite.grants.rules.closing import ClosingFacts, closing_decision
from tests.factories.accounts import make_user
from tests.factories.deciding import granting, make_advised, make_asked, make_scene
from tests.grants.deciding import decided
from tests.refusals import refusal

DAY = date(2027, 6, 1)


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, []),
        ({"is_report_accepted": False}, ["report_not_accepted"]),
        ({"left": Decimal("0.01")}, ["money_left"]),
        ({"has_open_recovery": True}, ["recovery_open"]),
        (
            {"is_report_accepted": False, "left": Decimal("5"), "has_open_recovery": True},
            ["report_not_accepted", "money_left", "recovery_open"],
        ),
    ],
)
def test_every_reason_not_to_close_is_told_at_once(changes, reasons):
    facts = {"is_report_accepted": True, "left": Decimal(0), "has_open_recovery": False} | changes
    decision = closing_decision(ClosingFacts(**facts))
    assert [objection.value for objection in decision.objections] == reasons


@pytest.fixture
def scene(territory):
    with time_machine.travel("2027-06-01 10:00:00+02:00", tick=False):
        yield make_scene(territory)


@pytest.fixture
def pilot(territory):
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


@pytest.fixture
def award(scene):
    file = make_advised(scene, title="Un permis")
    return decided(scene, make_asked(file, scene.state), scene.paul, granting("12.00"))


def now_of(award):
    application = award.application
    application.refresh_from_db()
    return application


def settle(award, by) -> None:
    """Pay all of it, and accept its bilans."""
    payment = plan_payment(
        award=award, kind=PaymentKind.SINGLE, amount=Decimal("12.00"), planned_on=DAY, by=by
    )
    note_payment(payment=payment, paid_on=DAY, reference="M-1", by=by, version=payment.version)
    ActivityReport.objects.filter(funded_action__application=award.application).update(
        state=ReportState.ACCEPTED
    )


class TestClosing:
    def test_nothing_closes_while_something_is_left_to_do(self, scene, award, pilot):
        call = lambda: close_application(application=now_of(award), by=pilot)  # noqa: E731
        assert refusal(call) == {"report_not_accepted", "money_left"}

    def test_it_closes_once_all_is_paid_and_read_then_opens_again(self, scene, award, pilot):
        settle(award, scene.paul)
        assert close_application(application=now_of(award), by=pilot).state == ApplicationState.CLOSED
        again = refusal(lambda: close_application(application=now_of(award), by=pilot))
        assert again == {"wrong_state"}, "a double click closes once"
        assert reopen_application(application=now_of(award), by=pilot).state == ApplicationState.GRANTED

    def test_a_file_whose_grant_was_withdrawn_stays_closed(self, scene, award, pilot):
        withdraw_award(award=award, reason="Non.", act_number="R-1", version=award.version, by=scene.paul)
        assert now_of(award).state == ApplicationState.CLOSED
        assert refusal(lambda: reopen_application(application=now_of(award), by=pilot)) == {"nothing_granted"}

    def test_a_co_pilot_alone_closes(self, scene, award, territory):
        settle(award, scene.paul)
        for role in (Role.COORDINATOR, Role.INSTRUCTOR):
            other = make_user(f"other-{role}", role=role, territory=territory)
            call = lambda other=other: close_application(application=now_of(award), by=other)  # noqa: E731
            assert refusal(call) == {"co_pilots_only"}


class TestPage:
    def page(self, client, award) -> str:
        return client.get(reverse("grants:ledger", args=[award.application.uuid])).content.decode()

    def test_the_page_of_the_money_says_what_is_left_then_closes(self, scene, award, pilot, client):
        client.force_login(pilot)
        before = self.page(client, award)
        assert "Il reste une somme à verser" in before
        close, reopen = (
            reverse(f"grants:{name}", args=[award.application.uuid]) for name in ("close", "reopen")
        )
        assert close not in before
        settle(award, scene.paul)
        assert close in self.page(client, award)
        told = client.post(close, follow=True).content.decode()
        assert "Le dossier est clos." in told
        assert reopen in told
        assert "Le dossier est rouvert." in client.post(reopen, follow=True).content.decode()

    def test_others_see_no_button(self, scene, award, client, territory):
        settle(award, scene.paul)
        client.force_login(make_user("sofia", role=Role.COORDINATOR, territory=territory))
        assert "Clore le dossier" not in self.page(client, award)
