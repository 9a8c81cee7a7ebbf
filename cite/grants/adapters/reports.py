"""What bilans make people wait for, and who opens their documents."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.core.dates import today
from cite.grants.enums import DueState, ReportState
from cite.grants.permissions.applications import is_desk
from cite.grants.queries.report_lists import AWAITED, listed_reports, own_reports
from cite.grants.queries.reports import path_of
from cite.grants.rules.report_dates import due_state
from cite.ui.waiting import Waiting

_SHOWN = 5


def reports_to_write(request: HttpRequest) -> Iterable[Waiting]:
    """Tell the people of a carrier which bilans are due soon, late, or to be completed."""
    rows = own_reports(request.user, request.territory).filter(AWAITED).order_by("due_on")
    for report in rows[:_SHOWN]:
        due = due_state(report.due_on, today(), is_produced=False)
        is_returned = report.state == ReportState.RETURNED
        if due == DueState.UPCOMING and not is_returned:
            continue
        label = _("Bilan à compléter : %(action)s") if is_returned else _("Bilan à déposer : %(action)s")
        yield Waiting(
            label=label % {"action": report.funded_action.title},
            url=path_of(report),
            detail=str(report.get_kind_display()),
            due=report.due_on,
            is_urgent=due == DueState.LATE,
        )


def reports_to_read(request: HttpRequest) -> Iterable[Waiting]:
    """Tell the desk how many bilans wait to be read, and how many are late."""
    if not is_desk(request.user, request.territory):
        return
    rows = listed_reports(request.user, request.territory)
    deposited = rows.filter(state=ReportState.DEPOSITED).count()
    late = rows.filter(AWAITED, due_on__lt=today()).count()
    address = reverse("grants:reports")
    if deposited:
        yield Waiting(label=_("Bilans à lire"), url=f"{address}?state=deposited", count=deposited)
    if late:
        yield Waiting(label=_("Bilans en retard"), url=f"{address}?due=late", count=late)
