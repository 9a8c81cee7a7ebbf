"""What every change to a bilan starts with, and who is told of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.urls import reverse

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.grants.enums import ReportObjection
from cite.grants.models import ActivityReport, Application, Award, FundedAction
from cite.grants.notices.reports import RELEASED
from cite.grants.queries.ledger import ledgers_of
from cite.grants.queries.people import deciders_of
from cite.grants.queries.reports import RELATED, path_of
from cite.notifications.operations import notify
from cite.notifications.ports import NoticeKind


def locked_action(funded: FundedAction) -> FundedAction:
    """Lock a funded action, its file before it: the money that a bilan follows does not move meanwhile."""
    rows = Application.objects.select_for_update(of=("self",), no_key=True)
    rows.filter(pk=funded.application_id).first()
    return FundedAction.objects.select_for_update(of=("self",), no_key=True).get(pk=funded.pk)


def locked_report(report: ActivityReport) -> ActivityReport:
    """Lock a bilan, its action before it, with what is read of it."""
    locked_action(report.funded_action)
    rows = ActivityReport.objects.select_for_update(of=("self",), no_key=True).select_related(*RELATED)
    return rows.get(pk=report.pk)


def require_state(report: ActivityReport, states: Collection[str]) -> None:
    """Stop where a bilan is no longer in one of these states.

    Raises:
        Refused: it is not.
    """
    require(unless(report.state in states, ReportObjection.WRONG_STATE))


def tell(
    report: ActivityReport,
    people: Iterable[User],
    notice: NoticeKind,
    by: User | None = None,
    **fields: str,
) -> None:
    """Write to people about a bilan; who did it knows."""
    said = {"action": report.funded_action.title, "kind": str(report.get_kind_display()), **fields}
    for person in people:
        if by is None or person.pk != by.pk:
            notify(
                kind=notice.key,
                territory=report.territory,
                to=person,
                fields=said,
                path=path_of(report),
                about=f"report:{report.uuid}",
            )


def tell_released(report: ActivityReport) -> None:
    """Tell the funders that still owe something that the balance may be paid: the final bilan is accepted."""
    application = report.funded_action.application
    if report.is_interim or application is None:
        return
    awards = Award.objects.filter(application=application).select_related("application", "funder")
    granted = [award for award in awards if award.is_granted]
    ledgers = ledgers_of(granted)
    owing = [award for award in granted if ledgers[award.pk].left]
    for person in deciders_of(application, owing):
        notify(
            kind=RELEASED.key,
            territory=report.territory,
            to=person,
            fields={"action": report.funded_action.title},
            path=reverse("grants:ledger", args=[application.uuid]),
            about=f"balance:{report.uuid}",
        )
