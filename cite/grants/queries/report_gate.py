"""What is known of a carrier's bilans, for the gate."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from cite.actors.models import Partner
from cite.core.decisions import Decision
from cite.grants.enums import GateNotice, GateStage, ReportKind, ReportState, RulingOutcome, RulingSubject
from cite.grants.models import ActivityReport, Application, FundedAction, Ruling
from cite.grants.rules.report_gate import GateFacts, Reported, gate_notices, report_gate


def gate_of(
    partner: Partner,
    year: int,
    stage: GateStage | str,
    on: date,
    application: Application | None = None,
) -> Decision:
    """Say what a carrier's bilans stop at a stage of the call of a year.

    `application`: whose derogations count, and whose own bilan the balance waits for; without it, all of the year.
    At the decision, an objection is a reserve to write in the act: it stops nothing.
    """
    return report_gate(gate_facts(partner, year, on, application), stage)


def notices_of(
    partner: Partner,
    year: int,
    stage: GateStage | str,
    on: date,
    application: Application | None = None,
) -> tuple[GateNotice, ...]:
    """Say what reassures the carrier at a stage."""
    return gate_notices(gate_facts(partner, year, on, application), stage)


def gate_facts(partner: Partner, year: int, on: date, application: Application | None = None) -> GateFacts:
    """Gather the funded actions of a carrier up to a year with their bilans, and the derogations. Three queries."""
    actions = list(FundedAction.objects.filter(partner=partner, year__lte=year))
    if application is not None:
        actions = [a for a in actions if a.year < year or a.application_id == application.pk]
    reports: dict[int, list[ActivityReport]] = {}
    for report in ActivityReport.objects.filter(funded_action__in=actions):
        reports.setdefault(report.funded_action_id, []).append(report)
    return GateFacts(
        year=year,
        on=on,
        actions=tuple(reported(action, reports.get(action.pk, [])) for action in actions),
        derogations=_derogations(application),
    )


def gate_facts_of(applications: Collection[Application], on: date) -> dict[int, GateFacts]:
    """Gather what the gate looks at for many files, by their numbers. Three queries whatever their number."""
    partners = {application.partner_id for application in applications}
    actions = list(FundedAction.objects.filter(partner_id__in=partners))
    reports: dict[int, list[ActivityReport]] = {}
    for report in ActivityReport.objects.filter(funded_action__in=actions):
        reports.setdefault(report.funded_action_id, []).append(report)
    derogations = _derogations_of([application.pk for application in applications])
    return {
        application.pk: GateFacts(
            year=application.call.year,
            on=on,
            actions=tuple(
                reported(action, reports.get(action.pk, []))
                for action in actions
                if action.partner_id == application.partner_id and _counts(action, application)
            ),
            derogations=frozenset(derogations.get(application.pk, ())),
        )
        for application in applications
    }


def _counts(action: FundedAction, application: Application) -> bool:
    """Whether an action is one that the gate of a file looks at: of an earlier year, or the file's own."""
    year = application.call.year
    return action.year < year or (action.year == year and action.application_id == application.pk)


def reported(action: FundedAction, reports: list[ActivityReport]) -> Reported:
    """Tell where the bilans of an action stand: from its reports here, or from what was noted of them."""
    finals = [report for report in reports if report.kind == ReportKind.FINAL]
    interims = [report for report in reports if report.kind == ReportKind.INTERIM]
    return Reported(
        year=action.year,
        due_on=finals[0].due_on if finals else date(action.year + 1, 6, 30),
        interim_produced=action.interim_received_on is not None or any(r.is_produced for r in interims),
        final_produced=action.report_received_on is not None or any(r.is_produced for r in finals),
        final_accepted=any(r.state == ReportState.ACCEPTED for r in finals),
        is_due=action.amount is None or action.amount > 0,
    )


def _derogations(application: Application | None) -> frozenset[str]:
    return (
        frozenset(_derogations_of([application.pk]).get(application.pk, ())) if application else frozenset()
    )


def _derogations_of(applications: Collection[int]) -> dict[int, list[str]]:
    rows = Ruling.objects.filter(
        application_id__in=applications,
        outcome=RulingOutcome.ACCEPTED,
        subject__in=(RulingSubject.REPORT_AT_ADMISSIBILITY, RulingSubject.REPORT_AT_PAYMENT),
    ).exclude(agreed_by_state_on=None)
    found: dict[int, list[str]] = {}
    for application, subject in rows.exclude(agreed_by_metropole_on=None).values_list(
        "application_id", "subject"
    ):
        found.setdefault(application, []).append(subject)
    return found
