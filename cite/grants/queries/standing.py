"""Where a file stands: gathered once for its page, in everybody's words."""

from __future__ import annotations

from datetime import date

from cite.core.dates import today
from cite.grants.enums import ApplicationState, EditionState, PaymentKind, PaymentState, ReportKind
from cite.grants.models import ActivityReport, Application, CallEdition, CorrectionRound, Payment
from cite.grants.rules.dauphin import dauphin_state
from cite.grants.rules.life import Calendar, Next, Stage, stages, what_next


def edition_of_deadlines(application: Application) -> CallEdition:
    """Find the edition whose deadlines hold: the one in force, else the one the file was written under."""
    in_force = CallEdition.objects.filter(call_id=application.call_id, state=EditionState.PUBLISHED).first()
    return in_force or application.edition


def calendar_of(edition: CallEdition) -> Calendar:
    """Gather the days that a file meets."""
    return Calendar(
        closes_on=edition.closes_on,
        admissibility_on=edition.admissibility_on,
        review_on=edition.review_on,
        committee_on=edition.committee_on,
        notification_on=edition.notification_on,
        report_due_on=edition.report_due_on,
    )


class Situation:
    """Where one file stands today: its stages, what comes next, and Dauphin's word."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.calendar = calendar_of(edition_of_deadlines(application))
        self._report = ActivityReport.objects.filter(
            funded_action__application=application, kind=ReportKind.FINAL
        ).first()

    @property
    def _report_state(self) -> str | None:
        return self._report.state if self._report else None

    @property
    def stages(self) -> list[Stage]:
        """The picture of its life."""
        deposited = self.application.deposited_at is not None
        return stages(self.application.state, self.calendar, deposited=deposited, report=self._report_state)

    @property
    def next(self) -> Next:
        """What comes next, who must act, until when."""
        return what_next(
            self.application.state,
            self.calendar,
            report=self._report_state,
            correct_by=correction_deadline(self.application),
        )

    @property
    def dauphin(self) -> str:
        """Dauphin's word for it."""
        is_paid = (
            Payment.objects.filter(award__application=self.application, state=PaymentState.PAID)
            .exclude(kind=PaymentKind.REFUND)
            .exists()
        )
        ends_on = self.application.ends_on
        is_over = ends_on is not None and ends_on < today()
        word = dauphin_state(
            self.application.state, is_paid=is_paid, report=self._report_state, is_report_due=is_over
        )
        return str(word.label)


def deposit_deadline(application: Application) -> date:
    """Tell until when a file may be deposited: as the call says, or as its corrections were asked for."""
    asked = correction_deadline(application) if application.state == ApplicationState.TO_CORRECT else None
    return asked or edition_of_deadlines(application).closes_on


def correction_deadline(application: Application):
    """Tell until when the carrier may complete her file; none where nothing is asked."""
    rounds = CorrectionRound.objects.filter(application=application, answered_at=None)
    return rounds.order_by("-pk").values_list("due_on", flat=True).first()
