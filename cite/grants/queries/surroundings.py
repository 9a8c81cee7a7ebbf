"""What an instructor looks at around a file: similar actions, the carrier's other files, subsidies, past deposits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.grants.enums import AwardState, Question, ReportState
from cite.grants.models import (
    ActivityReport,
    Application,
    Award,
    Deposit,
    FundedAction,
)
from cite.grants.permissions.applications import visible_applications
from cite.grants.rules.differences import changed_places, rows_by_name
from cite.grants.rules.questions import BY_KEY


@dataclass(frozen=True, slots=True)
class Subsidy:
    """An action of the carrier that was funded, and where its bilan stands."""

    action: FundedAction
    report: str


@dataclass(frozen=True, slots=True)
class Change:
    """A place of the file that the last deposit changed."""

    place: str
    before: str
    after: str


def other_files(application: Application, user: User) -> list[tuple[Application, Decimal]]:
    """List the other files of the carrier, of every call, with what was granted to each."""
    rows = visible_applications(user, application.territory).filter(partner_id=application.partner_id)
    files = list(rows.exclude(pk=application.pk).select_related("call").order_by("-call__year", "-pk")[:50])
    granted = dict(
        Award.objects.filter(application__in=files, state=AwardState.PUBLISHED)
        .order_by()
        .values_list("application_id")
        .annotate(Sum("amount"))
    )
    return [(file, granted.get(file.pk, Decimal(0))) for file in files]


def subsidies_of(application: Application) -> list[Subsidy]:
    """List the funded actions of the carrier, funded here or imported, each with its bilan."""
    actions = list(FundedAction.objects.filter(partner_id=application.partner_id)[:50])
    reports: dict[int, ActivityReport] = {}
    for report in ActivityReport.objects.filter(funded_action__in=actions).order_by("kind"):
        reports.setdefault(report.funded_action_id, report)  # « final » comes before « interim »
    return [Subsidy(action, _report_words(action, reports.get(action.pk))) for action in actions]


def _report_words(action: FundedAction, report: ActivityReport | None) -> str:
    if report is not None:
        return f"{report.get_kind_display()} : {ReportState(report.state).label}"
    if action.report_received_on:
        return _("Bilan final reçu")
    return _("Bilan intermédiaire reçu") if action.interim_received_on else _("Bilan non reçu")


def last_changes(application: Application) -> list[Change]:
    """Tell what the last deposit changed from the one before; nothing where there is one only."""
    deposits = list(Deposit.objects.filter(application=application).order_by("-number")[:2])
    if len(deposits) < 2:
        return []
    after, before = (deposit.content.get("declared", {}) for deposit in deposits)
    changes = [
        Change(str(BY_KEY[key].label) if key in BY_KEY else key, old, new)
        for part in ("answers", "carrier_answers")
        for key, old, new in changed_places(before.get(part) or {}, after.get(part) or {})
    ]
    words = {
        "districts": _("Quartiers touchés"),
        "budget": _("Budget"),
        "partners": _("Partenaires"),
        "documents": _("Pièces"),
    }
    for part, label in words.items():
        rows = changed_places(rows_by_name(part, before.get(part)), rows_by_name(part, after.get(part)))
        changes += [Change(f"{label} : {name}", old, new) for name, old, new in rows]
    return changes


def short_words(application: Application) -> list[tuple[str, str]]:
    """Say what the action is, in the carrier's words, for a page that holds on one sheet."""
    keys = (Question.NEED, Question.OBJECTIVES, Question.INNOVATION, Question.ARTICULATION)
    cut = 600
    found = []
    for key in keys:
        text = str(application.answers.get(key) or "").strip()
        if text:
            found.append((str(BY_KEY[key].label), text if len(text) <= cut else f"{text[: cut - 1]}…"))
    return found
