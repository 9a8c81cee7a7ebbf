"""How Dauphin, the State's portal, says where a file stands (domain, 2.4)."""

from __future__ import annotations

from cite.grants.enums import ApplicationState as A
from cite.grants.enums import DauphinState as D
from cite.grants.enums import ReportState

_BY_STATE = {
    A.DRAFT: D.REQUESTED,
    A.TO_SIGN: D.WAITING_FOR_CERTIFICATE,
    A.DEPOSITED: D.TRANSMITTED,
    A.TAKEN_UP: D.SUPPORTED,
    A.TO_CORRECT: D.WAITING_FOR_CERTIFICATE,  # a change after the transmission asks for an attestation again
    A.ADMISSIBLE: D.ACCEPTABLE,
    A.INADMISSIBLE: D.NOT_ACCEPTABLE,
    A.IN_REVIEW: D.TO_REVIEW,
    A.ADVISED: D.IN_PROGRESS,
    A.WAITING_LIST: D.IN_PROGRESS,
    A.REFUSED: D.REJECTED,
    A.WITHDRAWN: D.CLOSED,
    A.CLOSED: D.CLOSED,
}
_BY_REPORT = {
    ReportState.DRAFTING: D.JUSTIFYING,
    ReportState.DEPOSITED: D.JUSTIFYING,
    ReportState.RETURNED: D.JUSTIFICATION_TO_CORRECT,
    ReportState.ACCEPTED: D.JUSTIFIED,
    ReportState.NOT_DUE: D.CLOSED,
}


def dauphin_state(
    state: A | str,
    *,
    is_paid: bool = False,
    report: ReportState | str | None = None,
    is_report_due: bool = False,
) -> D:
    """Say a file's situation in Dauphin's words.

    Args:
        is_paid: something was paid, balance or advance.
        report: where the final bilan stands; none where nothing was granted.
        is_report_due: the action is over, the bilan may be asked for.
    """
    state = A(state)
    if state != A.GRANTED:
        return _BY_STATE[state]
    if report in _BY_REPORT:
        return _BY_REPORT[ReportState(report)]
    if not is_paid:
        return D.IN_PROGRESS
    return D.READY_TO_JUSTIFY if is_report_due else D.PAID
