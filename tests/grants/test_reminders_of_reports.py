"""Reminders: each on its day, once, to those who write and sign; the desk hears once a week."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.core.dates import today
from cite.grants.operations.report_reminders import remind_reports
from cite.grants.rules.report_dates import REMINDERS
from cite.grants.tasks.reports import remind_of_reports
from cite.notifications.models import Notice
from tests.factories.actors import make_member
from tests.factories.grants import make_carrier, make_carrier_member
from tests.factories.meetings import make_organizer
from tests.factories.reports import make_imported, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def carrier(territory):
    return make_carrier(territory, "Association des Essais")


@pytest.fixture
def people(carrier):
    make_member(carrier, "lue", role=Role.READER)
    return [
        make_carrier_member(carrier, "ines"),
        make_carrier_member(carrier, "odile", Role.LEGAL_REPRESENTATIVE),
    ]


@pytest.fixture
def report(carrier, people):
    return make_report(make_imported(carrier))


def told(kind="grants.report_reminder"):
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("user__email", flat=True))


def run(report, offset, territory):
    day = report.due_on + timedelta(days=offset)
    with time_machine.travel(f"{day}T09:00:00+00:00", tick=False):
        remind_reports(territory=territory, on=today())


def test_each_reminder_leaves_once_whatever_the_number_of_runs(territory, report, people):
    for offset in range(-61, 40):
        for _time in range(2):
            run(report, offset, territory)
    before = [offset for offset in REMINDERS["final"] if offset <= 0]
    assert len(told()) == len(before) * len(people)
    assert len(told("grants.report_late")) == 2 * len(people)


def test_it_goes_to_those_who_write_and_sign(territory, report, people):
    run(report, -60, territory)
    assert sorted(told()) == sorted(person.email for person in people)


def test_a_day_without_a_worker_is_caught_up_then_forgotten(territory, report, people):
    run(report, -58, territory)
    assert len(told()) == len(people)
    run(report, -50, territory)
    assert len(told()) == len(people)


@pytest.mark.parametrize("state", ["deposited", "accepted"])
def test_nothing_is_said_of_a_bilan_that_is_produced(territory, report, state):
    type(report).objects.filter(pk=report.pk).update(state=state)
    run(report, 0, territory)
    run(report, 15, territory)
    assert Notice.objects.count() == 0


def test_a_date_that_moves_is_said_again(territory, report, people):
    run(report, -30, territory)
    report.due_on += timedelta(days=30)
    report.save()
    run(report, -30, territory)
    assert len(told()) == 2 * len(people)


def test_the_desk_hears_of_late_ones_in_one_line_a_week(territory, report):
    sofia = make_organizer(territory)
    for offset in (0, 1, 2, 5, 8):
        run(report, offset, territory)
    notices = Notice.objects.filter(kind="grants.late_reports", user=sofia).order_by("pk")
    assert [notice.subject for notice in notices] == ["Bilans en retard\u00a0: 1"] * 2


def test_the_task_goes_through_every_cite(territory, report, people):
    with time_machine.travel(f"{report.due_on}T09:00:00+00:00", tick=False):
        assert remind_of_reports.call() == 1
    assert len(told()) == len(people)
