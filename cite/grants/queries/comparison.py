"""A file beside that of last year."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from cite.grants.enums import Step
from cite.grants.models import Application, ReachedDistrict
from cite.grants.queries.applications import codes_of, shown
from cite.grants.queries.budget import facts_of_lines, lines_of
from cite.grants.rules.amounts import euros
from cite.grants.rules.chart import ACCOUNTS
from cite.grants.rules.comparison import Comparison, FileFacts, compare
from cite.grants.rules.questions import asked_of


def comparison_of(application: Application) -> Comparison | None:
    """Compare a file with that of last year; none where it has none, or another carrier's. Six queries."""
    if application.previous is None or application.previous.partner_id != application.partner_id:
        return None
    return compare(facts_of(application.previous), facts_of(application))


def facts_of(application: Application) -> FileFacts:
    """Read a file as the comparison does: what it says of the action, not of the carrier."""
    labels: dict[str, str] = {}
    parts: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for asked in asked_of(application.carrier_kind):
        if asked.step == Step.CARRIER:
            continue
        value = application.answers.get(asked.key)
        labels[str(asked.key)] = asked.label
        parts[asked.step == Step.AUDIENCE][str(asked.key)] = shown(
            asked, value, codes_of(asked, application.edition)
        )
    districts = _districts(application)
    budget = _budget(application)
    labels |= {key: label for key, (label, _said) in (districts | budget).items()}
    return FileFacts(
        answers=parts[False],
        audience=parts[True],
        districts={key: said for key, (_label, said) in districts.items()},
        budget={key: said for key, (_label, said) in budget.items()},
        labels=labels,
    )


def _districts(application: Application) -> dict[str, tuple[str, str]]:
    rows = ReachedDistrict.objects.filter(application=application).select_related("district")
    return {
        f"district.{row.district_id}": (
            row.district.label,
            _("touché") if row.participants is None else str(row.participants),
        )
        for row in rows
    }


def _budget(application: Application) -> dict[str, tuple[str, str]]:
    """Add a budget up by account, each subsidy apart."""
    found: dict[str, tuple[str, Decimal]] = {}
    for line in facts_of_lines(lines_of(application)):
        account = ACCOUNTS[line.account]
        is_subsidy = account.parent == "74"
        heading = ACCOUNTS[account.parent] if account.parent and not is_subsidy else account
        key = f"budget.{heading.key}.{line.name.casefold()}" if is_subsidy else f"budget.{heading.key}"
        label = line.name if is_subsidy else f"{heading.code} {heading.label}"
        before = found.get(key, (label, Decimal(0)))[1]
        found[key] = (label, before + line.amount)
    return {key: (label, euros(amount)) for key, (label, amount) in found.items() if amount}
