"""What every change to a bilan starts with, and who is told of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.grants.enums import ReportObjection
from cite.grants.models import ActivityReport
from cite.grants.queries.reports import RELATED, path_of
from cite.notifications.operations import notify
from cite.notifications.ports import NoticeKind


def locked_report(report: ActivityReport) -> ActivityReport:
    """Lock a bilan, with what is read of it."""
    rows = ActivityReport.objects.select_for_update(of=("self",)).select_related(*RELATED)
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
