"""Bilans for the tests: fictional, of actions funded here or before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.grants.enums import AwardState, FundedSource, Outcome
from cite.grants.models import (
    ActivityReport,
    Application,
    Award,
    CallEdition,
    FundedAction,
    Funder,
    ReportFile,
    ReportVersion,
)
from cite.grants.operations.report_deposit import deposit_report
from cite.grants.operations.report_writing import Typed, add_line, begin_report, save_fields
from cite.grants.queries.reports import RELATED, ReportSheet
from cite.grants.rules.answers import fingerprint
from tests.factories.files import make_file
from tests.factories.grants import make_application, make_award
from tests.refusals import objections_to


def make_granted(
    edition: CallEdition,
    partner: Partner,
    funder: Funder,
    by: User,
    *,
    amount: str = "4000.00",
    **fields: Any,
) -> tuple[Application, Award]:
    """A file that a funder granted by an act, and its carrier was told."""
    application = make_application(
        edition, partner, by, **{"state": "granted", "deposited_at": "2027-01-20T10:00:00+01:00"} | fields
    )
    return application, grant(application, funder, amount)


def grant(application: Application, funder: Funder, amount: str) -> Award:
    """The notified decision of one more funder."""
    return make_award(
        application,
        funder,
        state=AwardState.PUBLISHED,
        outcome=Outcome.FULL,
        amount=Decimal(amount),
        act_number="2027-12",
        act_on=date(2027, 5, 2),
    )


def make_imported(partner: Partner, *, year: int = 2026, **fields: Any) -> FundedAction:
    """An action funded before this tool."""
    given = {"title": "Ateliers d’hier", "source": FundedSource.IMPORTED, "amount": Decimal(3000)} | fields
    return FundedAction.objects.create(territory=partner.territory, partner=partner, year=year, **given)


def report_of(funded: FundedAction, kind: str = "final") -> ActivityReport:
    """One of its bilans."""
    return ActivityReport.objects.select_related(*RELATED).get(funded_action=funded, kind=kind)


FULL = {
    "answer:implementation": "Douze ateliers ont eu lieu.",
    "answer:places": "mars 2027 ; salle des fêtes\navril 2027 ; médiathèque",
    "answer:audiences": "Jeunes sans emploi ; 20",
    "answer:objectives_reached": "Oui : douze personnes ont repris un parcours.",
    "answer:worked": "Le lien avec les médiateurs.",
    "answer:failed": "Les horaires du soir.",
    "answer:next": "Une seconde session.",
    "answer:remains": "Deux ateliers.",
    "answer:accounts_later": "À l’assemblée de juin.",
    "figure:people": "20",
    "figure:people_qpv": "15",
    "figure:off_radar": "4",
    "figure:women": "12",
    "figure:men": "8",
    "figure:sex_unknown": "0",
    "figure:under_26": "20",
    "figure:from_26_to_44": "0",
    "figure:from_45_to_54": "0",
    "figure:from_55": "0",
    "figure:age_unknown": "0",
}
"""What a complete bilan answers, field by field."""


def fill_report(report: ActivityReport, by: User, **changes: str) -> ActivityReport:
    """Answer every question, realize what was planned, join the activity report."""
    report = begin_report(report=report, by=by)
    sheet = ReportSheet(report)
    typed = FULL | {f"realized:{line.uuid}": str(line.planned) for line in sheet.lines} | changes
    if not report.is_interim and not sheet.lines:
        add_line(report=report, account="60_supplies", label="", realized=Decimal(100), by=by)
    fields = {
        name: Typed(text, fingerprint(sheet.text(name))) for name, text in typed.items() if sheet.label(name)
    }
    written = save_fields(report=report, fields=fields, by=by)
    if not report.is_interim:
        ReportFile.objects.create(
            territory=report.territory,
            report=report,
            piece="activity_report",
            file=make_file(report.territory, name="rapport.pdf"),
            added_by=by,
        )
    return ActivityReport.objects.select_related(*RELATED).get(pk=written.report.pk)


def deposited(report: ActivityReport, writer: User, representative: User) -> ActivityReport:
    """A complete bilan, certified and deposited."""
    report = fill_report(report, writer)
    return deposit_report(report=report, function="Présidente", by=representative, version=report.version)


def refused(call: Callable[..., Any], **values: Any) -> list[str]:
    """The codes of what stands against a call."""
    return [objection.value for objection in objections_to(call, **values)]


def make_report(funded: FundedAction, kind: str = "final", **fields: Any) -> ActivityReport:
    """A bilan, expected unless fields say otherwise."""
    given = {"due_on": date(2028, 6, 30)} | fields
    return ActivityReport.objects.create(territory=funded.territory, funded_action=funded, kind=kind, **given)


def make_version(report: ActivityReport, by: User, *, number: int = 1, **content: Any) -> ReportVersion:
    """A bilan as it was deposited, without its rules."""
    given = {"answers": {"implementation": "Dit."}, "figures": {}, "lines": [], "files": []} | content
    return ReportVersion.objects.create(
        territory=report.territory,
        report=report,
        number=number,
        deposited_at=datetime(2028, 6, 1, 10, tzinfo=UTC),
        deposited_by=by,
        content=given | {"signatory": "Odile, Présidente"},
        sha256="0" * 64,
    )


def many_reports(partner: Partner, count: int, **fields: Any) -> None:
    """So many more bilans of one carrier, in three queries."""
    start = FundedAction.objects.count()
    actions = FundedAction.objects.bulk_create(
        FundedAction(
            territory=partner.territory,
            partner=partner,
            year=2026,
            title=f"Action {start + number}",
            source=FundedSource.IMPORTED,
        )
        for number in range(count)
    )
    ActivityReport.objects.bulk_create(
        ActivityReport(
            territory=partner.territory,
            funded_action=action,
            kind="final",
            **{"due_on": date(2027, 6, 30)} | fields,
        )
        for action in actions
    )
