"""The reminders of bilans: each leaves once, however often the task runs, and on whichever of its days."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.grants.models import ActivityReport
from cite.grants.notices.reports import LATE, LATE_DIGEST, REMINDER
from cite.grants.queries.report_lists import AWAITED, late_reports
from cite.grants.queries.report_people import carrier_people, desk_people
from cite.grants.queries.reports import path_of
from cite.grants.rules.report_dates import GRACE_DAYS, REMINDERS, reminder_of
from cite.notifications.operations import notify
from cite.tenancy.models import Territory

_OFFSETS = [offset for offsets in REMINDERS.values() for offset in offsets]


def remind_reports(*, territory: Territory, on: date) -> int:
    """Remind the carriers of a Cité of the bilans that are due; tells how many bilans were looked at.

    One transaction per bilan: an interrupted run goes on where it stopped.
    """
    earliest = on - timedelta(days=max(_OFFSETS) + GRACE_DAYS)
    latest = on - timedelta(days=min(_OFFSETS))
    due = ActivityReport.objects.filter(
        AWAITED, territory=territory, due_on__gte=earliest, due_on__lte=latest
    )
    count = 0
    for report in due.select_related("funded_action__partner", "territory"):
        offset = reminder_of(report.kind, report.due_on, on)
        if offset is not None:
            _remind(report, offset, on)
            count += 1
    _tell_desk(territory, on)
    return count


@transaction.atomic
def _remind(report: ActivityReport, offset: int, on: date) -> None:
    """Write to everyone who writes or signs for the carrier."""
    day = date_format(report.due_on, "j F Y")
    fields = {"action": report.funded_action.title, "kind": str(report.get_kind_display()), "due": day}
    notice = LATE if offset > 0 else REMINDER
    if notice is REMINDER:
        fields["when"] = _days_left((report.due_on - on).days)
    for person in carrier_people(report.funded_action):
        notify(
            kind=notice.key,
            territory=report.territory,
            to=person,
            fields=fields,
            path=path_of(report),
            about=f"report:{report.uuid}:{report.due_on:%Y%m%d}:{offset}",
        )


@transaction.atomic
def _tell_desk(territory: Territory, on: date) -> None:
    """Tell those who follow the Cité how many are late: one line, once a week."""
    count = late_reports(territory, on).count()
    if not count:
        return
    for person in desk_people(territory):
        notify(
            kind=LATE_DIGEST.key,
            territory=territory,
            to=person,
            fields={"count": str(count)},
            path=f"{reverse('grants:reports')}?due=late",
            about="late-reports",
        )


def _days_left(days: int) -> str:
    if days < 0:
        return ngettext("depuis %(n)s jour", "depuis %(n)s jours", -days) % {"n": -days}
    if days == 0:
        return _("aujourd’hui")
    return ngettext("dans %(n)s jour", "dans %(n)s jours", days) % {"n": days}
