"""The rows of a budget, arranged as its page shows them: what is in use is open, the other accounts wait folded.

Everything is on the page, folded or not: without a script, and for those who search it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from cite.grants.enums import AccountLine
from cite.grants.rules.amounts import euros
from cite.grants.rules.budget_lines import accounts_of, has_lines
from cite.grants.rules.chart import Account
from cite.grants.web.forms.budget import BudgetForm, Row
from cite.ui.components.amounts import SheetGroup, SheetLine

_USUAL = frozenset({AccountLine.A60, AccountLine.A64})
"""Accounts that nearly every budget has: open as long as nothing is written in their column."""
_IN_SIGHT = frozenset({AccountLine.A70, AccountLine.OWN})
"""Accounts of one line that stay in sight, written or not; the others wait together under the last heading."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One account of a column, with its rows."""

    account: Account
    rows: Sequence[Row]
    total: str
    is_written: bool


def columns(form: BudgetForm, sums: Mapping[str, Decimal]) -> dict[str, list[SheetGroup]]:
    """Arrange the rows: expenses, incomes, and those of accounts 86 and 87 apart."""
    found: dict[str, list[_Part]] = {"expense": [], "income": [], "in_kind_expense": [], "in_kind_income": []}
    for account in accounts_of(form.scope):
        if account.parent:
            continue
        rows = [row for row in form.rows.values() if _belongs(row, account, form.scope)]
        total = euros(sums.get(account.key, Decimal(0)))
        part = _Part(account, rows, total, any(map(form.is_written, rows)))
        found[("in_kind_" if account.is_in_kind else "") + account.side].append(part)
    return {name: _arranged(form, parts) for name, parts in found.items()}


def has_in_kind(form: BudgetForm) -> bool:
    """Whether contributions in kind hold something, even something wrong."""
    return any(row.account and row.account.is_in_kind and form.is_written(row) for row in form.rows.values())


def _arranged(form: BudgetForm, parts: Sequence[_Part]) -> list[SheetGroup]:
    is_blank = not any(part.is_written for part in parts)
    groups: list[SheetGroup] = []
    waiting: list[_Part] = []
    for part in parts:
        key = part.account.key
        if part.account.is_in_kind:
            groups.append(_group(form, part, part.rows))
        elif not has_lines(part.account):
            if part.is_written or key in _IN_SIGHT:
                groups.append(_group(form, part, part.rows))
            else:
                waiting.append(part)
        elif key == AccountLine.A74:
            groups += _subsidies(form, part)
        else:
            is_open = part.is_written or (is_blank and key in _USUAL)
            groups.append(replace(_group(form, part, part.rows), is_folded=not is_open))
    return [*groups, _others(form, waiting)] if waiting else groups


def _group(form: BudgetForm, part: _Part, rows: Sequence[Row]) -> SheetGroup:
    alone = not has_lines(part.account)
    return SheetGroup(
        label=part.account.label,
        code=part.account.code,
        name=str(part.account.key),
        total=part.total,
        lines=[_line(form, row, "" if alone else _name(row, part.account)) for row in rows],
    )


def _subsidies(form: BudgetForm, part: _Part) -> list[SheetGroup]:
    """Keep the funders of the call in sight; rows for those to add wait below."""
    new = [row for row in part.rows if row.is_new and not form.is_written(row)]
    known = [row for row in part.rows if row not in new]
    hint = _("Une ligne par financeur. Les financeurs de l’appel d’abord.") if known else ""
    if not known:
        return [replace(_group(form, part, new), is_folded=True)]
    more = SheetGroup(
        label=_("Ajouter un autre financeur"),
        lines=[_line(form, row, _name(row, part.account)) for row in new],
        hint=_("Commune, département, caisse d’allocations familiales, fondation… Une ligne par financeur."),
        is_folded=True,
    )
    return [replace(_group(form, part, known), hint=hint, is_folded=False), *([more] if new else [])]


def _others(form: BudgetForm, waiting: Sequence[_Part]) -> SheetGroup:
    codes = [part.account.code for part in waiting]
    return SheetGroup(
        label=_("Autres comptes (%(codes)s)") % {"codes": ", ".join(codes)},
        lines=[_line(form, row, f"{p.account.code} – {p.account.label}") for p in waiting for row in p.rows],
        is_folded=True,
    )


def _line(form: BudgetForm, row: Row, label: str) -> SheetLine:
    more = [
        form[name]
        for part in ("account", "label", "status", "credit")
        if (name := f"{row.key}-{part}") in form.fields
    ]
    return SheetLine(
        label=label, amount=form[f"{row.key}-amount"], more=more, hidden=[form[f"{row.key}-seen"]]
    )


def _name(row: Row, heading: Account) -> str:
    if row.funder:
        return row.funder.name
    if row.account is None:
        return _("Autre financeur")
    if row.account.key == heading.key:
        return _("Total du compte, sans détail")
    return str(row.account.label)


def _belongs(row: Row, heading: Account, scope: str) -> bool:
    if row.account is None:
        return heading.key == AccountLine.A74
    if row.account.key == heading.key:
        return True
    keys = {str(a.key) for a in accounts_of(scope) if a.parent == heading.key}
    return str(row.account.key) in keys
