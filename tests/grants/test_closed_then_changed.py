"""A file that a co-pilot closed stays settled: it is opened again before its money or its bilans change."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.grants.enums import AmendmentKind, ApplicationState, ReportKind, ReportState
from cite.grants.enums.closing import ClosingObjection
from cite.grants.models import ActivityReport
from cite.grants.operations.amendments import record_amendment
from cite.grants.operations.closing import close_application, reopen_application
from cite.grants.operations.recoveries import open_recovery
from cite.grants.operations.report_reading import reopen_report
from cite.grants.rules.afterwards import Amending
from tests.factories.accounts import make_user
from tests.factories.deciding import granting, make_advised, make_asked, make_scene
from tests.grants.deciding import decided
from tests.grants.test_closing import settle
from tests.refusals import refusal

DAY = date(2027, 6, 1)


@pytest.fixture
def scene(territory):
    with time_machine.travel("2027-06-01 10:00:00+02:00", tick=False):
        yield make_scene(territory)


@pytest.fixture
def pilot(territory):
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


@pytest.fixture
def closed(scene, pilot):
    file = make_advised(scene, title="Un permis")
    award = decided(scene, make_asked(file, scene.state), scene.paul, granting("12.00"))
    settle(award, scene.paul)
    award.application.refresh_from_db()
    close_application(application=award.application, by=pilot)
    award.refresh_from_db()
    return award


def amend(award, scene, pilot):
    change = Amending(
        kind=AmendmentKind.AMOUNT, reason="Plus", act_number="A-1", act_on=DAY, amount=Decimal("20.00")
    )
    return record_amendment(award=award, change=change, by=scene.paul, version=award.version)


def recover(award, scene, pilot):
    day = date(2027, 9, 1)
    return open_recovery(award=award, amount=Decimal("5"), motive="Non fait", respond_by=day, by=scene.paul)


def read_again(award, scene, pilot):
    reports = ActivityReport.objects.filter(funded_action__application=award.application)
    return reopen_report(report=reports.get(kind=ReportKind.FINAL), reason="À relire", by=pilot)


@pytest.mark.parametrize("change", [amend, recover, read_again])
def test_what_would_leave_something_to_do_waits_until_the_file_is_opened_again(change, closed, scene, pilot):
    assert refusal(lambda: change(closed, scene, pilot)) == {"file_closed"}
    closed.application.refresh_from_db()
    assert closed.application.state == ApplicationState.CLOSED
    reports = ActivityReport.objects.filter(funded_action__application=closed.application)
    assert {report.state for report in reports} == {ReportState.ACCEPTED}
    reopen_application(application=closed.application, by=pilot)
    closed.refresh_from_db()
    assert change(closed, scene, pilot).pk is not None


def test_the_form_to_reopen_a_bilan_is_not_shown_on_a_closed_file(closed, pilot, client):
    report = ActivityReport.objects.get(funded_action__application=closed.application, kind=ReportKind.FINAL)
    home, form = (reverse(f"grants:{name}", args=[report.uuid]) for name in ("report", "report-reopen"))
    client.force_login(pilot)
    assert (client.get(home).context["may_reopen"], client.get(form).status_code) == (False, 403)
    assert str(ClosingObjection.FILE_CLOSED.label) in client.get(form).text
    reopen_application(application=closed.application, by=pilot)
    assert (client.get(home).context["may_reopen"], client.get(form).status_code) == (True, 200)
    client.post(form, {"reason": "À relire"})
    assert (client.get(home).context["may_reopen"], client.get(form).status_code) == (False, 403)
