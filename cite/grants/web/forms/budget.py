"""The budget of a file as a form: the Cerfa's chart, one row per funder, and what each person had before her."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.grants.enums import AccountLine, BudgetScope, CreditKind, FundingStatus
from cite.grants.models import BudgetLine, Funder
from cite.grants.operations.budget import LineConflict, TypedLine
from cite.grants.queries.budget import account_of, state_of
from cite.grants.rules.amounts import euros, format_amount
from cite.grants.rules.budget_lines import LONGEST_LABEL, LineState, accounts_of, has_lines
from cite.grants.rules.chart import ACCOUNTS, Account
from cite.grants.web.forms.amounts import AmountField
from cite.ui.forms import Form

_NEW = re.compile(r"n(\d{1,2})-amount")
_OTHER = re.compile(r"o([0-9a-f]{32})-amount")
_EXTRA = 2
_MOST_NEW = 20
_PRECISED = frozenset(
    {AccountLine.A61_RENT, AccountLine.A62_FEES, AccountLine.A62_TRAVEL, AccountLine.A64_WAGES}
)
"""Lines of the chart where the carrier says what it is; elsewhere only where she did already."""
_SUBSIDIES = tuple(account for account in ACCOUNTS.values() if account.is_repeatable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the page. `account`: fixed, else it is chosen; `state`: the line as it is stored."""

    key: str
    state: LineState
    account: Account | None = None
    funder: Funder | None = None
    line: str = ""

    @property
    def is_subsidy(self) -> bool:
        """Whether a status and a kind of credits are asked."""
        return self.account is None or self.account.is_repeatable

    @property
    def is_new(self) -> bool:
        """Whether it is there to add a funder."""
        return self.account is None and not self.line


class BudgetForm(Form):
    """Every amount of a budget. What each person had before her travels with each row, in `…-seen`."""

    says_optional = False

    def __init__(
        self, *args: Any, scope: str, lines: Sequence[BudgetLine], funders: Sequence[Funder], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.rows = {row.key: row for row in _rows(scope, lines, funders, self.data)}
        for row in self.rows.values():
            self._add(row)

    def _add(self, row: Row) -> None:
        name = row.funder.name if row.funder else str(row.account.label) if row.account else ""
        counted = _sums_of(row)
        self._field(row, "amount", AmountField(label=name or _("Montant"), initial=row.state.amount))
        self.fields[f"{row.key}-amount"].widget.attrs["data-sum-in"] = counted
        seen = forms.CharField(required=False, strip=False, max_length=400, widget=forms.HiddenInput)
        self._field(row, "seen", seen, row.state.as_seen())
        if row.account is None:
            kinds = [(str(a.key), a.label) for a in _SUBSIDIES]
            self._field(row, "account", _choice(_("Nature"), kinds), row.state.account or kinds[0][0])
        if _is_precised(row):
            label = _("Financeur") if row.account is None else _("Précision")
            text = forms.CharField(
                label=label,
                max_length=LONGEST_LABEL,
                required=False,
                widget=forms.TextInput(attrs={"class": "fr-input"}),
            )
            self._field(row, "label", text, row.state.label)
        if row.is_subsidy:
            status = row.state.status or FundingStatus.ASKED
            self._field(row, "status", _choice(_("Accord"), FundingStatus.choices), status)
            credit = row.state.credit or CreditKind.UNKNOWN
            self._field(row, "credit", _choice(_("Crédits"), CreditKind.choices), credit)

    def _field(self, row: Row, name: str, field: forms.Field, initial: Any = None) -> None:
        self.fields[f"{row.key}-{name}"] = field
        if initial is not None:
            field.initial = initial

    def clean(self) -> dict[str, Any]:
        """Refuse words without an amount: they would be lost."""
        for row in self.rows.values():
            label = self.cleaned_data.get(f"{row.key}-label")
            amount = self.cleaned_data.get(f"{row.key}-amount", Decimal(0))
            if label and amount is None and not self.cleaned_data.get(f"{row.key}-seen"):
                self.add_error(f"{row.key}-amount", _now("Écrivez aussi le montant."))
        return self.cleaned_data

    def typed(self) -> list[TypedLine]:
        """What was typed, line by line."""
        return [self._typed(row) for row in self.rows.values()]

    def _typed(self, row: Row) -> TypedLine:
        data = self.cleaned_data
        account = str(row.account.key) if row.account else data.get(f"{row.key}-account", "")
        state = LineState(
            account=account,
            amount=data.get(f"{row.key}-amount"),
            label=data.get(f"{row.key}-label") or ("" if _is_precised(row) else row.state.label),
            status=data.get(f"{row.key}-status", ""),
            credit=data.get(f"{row.key}-credit", ""),
        )
        seen = data.get(f"{row.key}-seen", "")
        return TypedLine(key=row.key, state=state, line=row.line, funder=row.funder, seen=seen)

    def is_written(self, row: Row) -> bool:
        """Whether a row holds something, even something wrong."""
        names = [f"{row.key}-{part}" for part in ("amount", "label")]
        return any(
            self[name].value() not in (None, "") or self[name].errors for name in names if name in self.fields
        )

    def hidden_fields(self) -> list[forms.BoundField]:
        """Draw none on top: each row carries its own."""
        return []


def with_conflicts(
    conflicts: Iterable[LineConflict], *, scope: str, lines: Sequence[BudgetLine], funders: Sequence[Funder]
) -> BudgetForm:
    """Show what is stored now, with what was typed and not kept, and say what somebody else wrote.

    Saving again then keeps what is typed: the person has seen both.
    """
    conflicts = list(conflicts)
    fresh = BudgetForm(scope=scope, lines=lines, funders=funders)
    data = {name: "" if (value := fresh[name].value()) is None else str(value) for name in fresh.fields}
    for conflict in conflicts:
        data |= _put_back(conflict)
    form = BudgetForm(data=data, scope=scope, lines=lines, funders=funders)
    form.is_valid()
    for conflict in conflicts:
        form.add_error(f"{conflict.key}-amount", _said(conflict))
    return form


def _put_back(conflict: LineConflict) -> dict[str, str]:
    state = conflict.typed
    given = {
        "amount": "" if state.amount is None else format_amount(state.amount),
        "label": state.label,
        "status": state.status,
        "credit": state.credit,
        "account": state.account,
        "seen": conflict.stored.as_seen(),
    }
    return {f"{conflict.key}-{name}": value for name, value in given.items()}


def _said(conflict: LineConflict) -> str:
    stored = conflict.stored
    if stored.is_empty:
        return _now(
            "Une autre personne a retiré cette ligne pendant que vous écriviez. "
            "Enregistrez à nouveau pour garder la vôtre, ou effacez le montant."
        )
    label = f" ({stored.label})" if stored.label else ""
    return _now(
        "Une autre personne a écrit %(amount)s pendant que vous écriviez. "
        "Enregistrez à nouveau pour garder votre montant, ou tapez le sien."
    ) % {"amount": euros(stored.amount) + label}


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False, widget=forms.Select(attrs={"class": "fr-select"})
    )


def _is_precised(row: Row) -> bool:
    if row.funder:
        return False
    return row.account is None or row.account.key in _PRECISED or bool(row.state.label)


def _sums_of(row: Row) -> str:
    """Name the sums that an amount counts in, for the script."""
    account = row.account or ACCOUNTS[AccountLine.A74_STATE]
    heading = account.parent or str(account.key)
    side = ("in_kind_" if account.is_in_kind else "") + account.side
    return f"{heading} {side}"


def _rows(
    scope: str, lines: Sequence[BudgetLine], funders: Sequence[Funder], data: Mapping[str, Any]
) -> Iterable[Row]:
    single = {
        line.account: line
        for line in lines
        if line.account in ACCOUNTS and not ACCOUNTS[line.account].is_repeatable
    }
    by_funder = {line.funder_id: line for line in lines if line.funder_id}
    for account in accounts_of(scope):
        line = single.get(str(account.key))
        is_typed = line is not None or f"a{account.key}-amount" in data
        if not account.is_repeatable and (is_typed or not has_lines(account)):
            yield Row(
                key=f"a{account.key}",
                account=account,
                state=state_of(line),
                line=str(line.uuid) if line else "",
            )
    if scope == BudgetScope.PROJECT:
        known = {funder.pk: funder for funder in funders} | {
            x.funder_id: x.funder for x in lines if x.funder_id
        }
        for funder in known.values():
            line = by_funder.get(funder.pk)
            yield Row(
                key=f"f{funder.uuid.hex}",
                account=ACCOUNTS[account_of(funder)],
                funder=funder,
                state=state_of(line),
            )
    yield from _other_rows(lines, data)


def _other_rows(lines: Sequence[BudgetLine], data: Mapping[str, Any]) -> Iterable[Row]:
    """List the other funders: those stored, those that somebody removed meanwhile, and rows to add some."""
    stored = set()
    for line in lines:
        account = ACCOUNTS.get(line.account)
        if account and account.is_repeatable and not line.funder_id:
            stored.add(line.uuid.hex)
            yield Row(key=f"o{line.uuid.hex}", state=state_of(line), line=str(line.uuid))
    gone = (found.group(1) for name in data if (found := _OTHER.fullmatch(name)))
    for code in gone:
        if code not in stored:
            yield Row(key=f"o{code}", state=LineState(), line=code)
    asked = {int(found.group(1)) for name in data if (found := _NEW.fullmatch(name))}
    for number in range(min(max(asked, default=_EXTRA - 1) + 1, _MOST_NEW)):
        yield Row(key=f"n{number}", state=LineState())
