"""Changes to the budget of a file, line by line: what two people typed at once is never overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.core.text import search_key
from cite.grants.enums import (
    BudgetAct,
    BudgetEditObjection,
    BudgetScope,
    CreditKind,
    FundingStatus,
)
from cite.grants.models import Application, BudgetLine, Funder
from cite.grants.operations.content import content_changed, locked_application
from cite.grants.queries.budget import call_funders, lines_of, state_of
from cite.grants.rules.budget_lines import MOST_LINES, LineState, Merge, is_account_of, merge
from cite.grants.rules.chart import ACCOUNTS


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLine:
    """A line as a person typed it.

    `key`: what the page calls it. `line`: the public identifier of the line she saw, empty for a new one or for a
    line of the chart. `funder`: the funder of the call it belongs to. `seen`: the line she had before her
    (`LineState.as_seen`).
    """

    key: str
    state: LineState
    line: str = ""
    funder: Funder | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class LineConflict:
    """A line that somebody else changed meanwhile: what was typed is not stored, what is stored is shown."""

    key: str
    stored: LineState
    typed: LineState


@dataclass(frozen=True, slots=True)
class BudgetSaved:
    """How many lines changed, and those that need a person."""

    changed: int
    conflicts: tuple[LineConflict, ...] = ()


@transaction.atomic
def save_budget(*, application: Application, scope: str, lines: Sequence[TypedLine], by: User) -> BudgetSaved:
    """Save the lines that this person changed, and leave the others as they are; an empty amount removes a line.

    Raises:
        Refused: not hers to write, or a line that this budget does not have.
    """
    application = locked_application(application, by)
    stored = list(lines_of(application, scope))
    require(unless(len(lines) + len(stored) <= 2 * MOST_LINES, BudgetEditObjection.TOO_MANY))
    funders = {funder.pk for funder in call_funders(application.call)} | {line.funder_id for line in stored}
    conflicts, changes = [], {}
    for typed in lines:
        _check(typed, scope, funders)
        current = _current(stored, typed)
        before = state_of(current)
        outcome = merge(seen=typed.seen, stored=before, typed=typed.state)
        if outcome == Merge.CONFLICT:
            conflicts.append(LineConflict(typed.key, before, typed.state))
        elif outcome == Merge.APPLY:
            _apply(application, scope, typed, current, position=len(stored))
            changes[_name(typed)] = (_said(before), _said(typed.state))
    require(unless(lines_of(application, scope).count() <= MOST_LINES, BudgetEditObjection.TOO_MANY))
    if changes:
        _save(application, by)
        record(BudgetAct.SAVE, by=by, target=application, changes=changes)
    return BudgetSaved(len(changes), tuple(conflicts))


@transaction.atomic
def copy_last_budget(*, application: Application, scope: str, by: User) -> int:
    """Start from the amounts of last year's file; every funding is to be asked again.

    Raises:
        Refused: not hers to write, nothing to copy, or amounts already there.
    """
    application = locked_application(application, by)
    previous = application.previous
    lines = (
        list(lines_of(previous, scope)) if previous and previous.partner_id == application.partner_id else []
    )
    require(unless(bool(lines), BudgetEditObjection.NOTHING_TO_COPY))
    require(unless(not lines_of(application, scope).exists(), BudgetEditObjection.NOT_EMPTY))
    still = {funder.pk for funder in call_funders(application.call)}
    for line in lines:
        is_grant = ACCOUNTS[line.account].parent == "74"
        gone = line.funder if line.funder_id and line.funder_id not in still else None
        BudgetLine.objects.create(
            territory=application.territory,
            application=application,
            scope=scope,
            account=line.account,
            label=line.label or (gone.name if gone else ""),
            amount=line.amount,
            funder=None if gone else line.funder,
            status=FundingStatus.ASKED if is_grant else "",
            credit=line.credit,
            position=line.position,
        )
    _save(application, by)
    record(BudgetAct.COPY, by=by, target=application, changes={"lines": (0, len(lines))})
    return len(lines)


def _save(application: Application, by: User) -> None:
    """Void what was signed: a budget is part of it."""
    content_changed(application=application, by=by)
    application.save()


def _check(typed: TypedLine, scope: str, funders: set[int | None]) -> None:
    state = typed.state
    if state.is_empty:
        return
    is_known = (
        is_account_of(state.account, scope)
        and state.status in ("", *FundingStatus.values)
        and state.credit in ("", *CreditKind.values)
        and (typed.funder is None or (typed.funder.pk in funders and scope == BudgetScope.PROJECT))
    )
    require(unless(is_known, BudgetEditObjection.UNKNOWN_LINE))


def _current(stored: list[BudgetLine], typed: TypedLine) -> BudgetLine | None:
    """Find the line this is about: the funder's, the one named, or the only one of its account."""
    if typed.funder:
        return next((line for line in stored if line.funder_id == typed.funder.pk), None)
    if typed.line:
        return next((line for line in stored if str(line.uuid) == typed.line), None)
    account = ACCOUNTS.get(typed.state.account)
    if account is None:
        return None
    if account.is_repeatable:
        return next((line for line in stored if _is_same(line, typed)), None)
    return next((line for line in stored if line.account == account.key and not line.funder_id), None)


def _is_same(line: BudgetLine, typed: TypedLine) -> bool:
    """Say whether a new row repeats a stored one: a button pressed twice, or two people adding one funder."""
    same_name = search_key(line.label) == search_key(typed.state.label)
    return line.account == typed.state.account and not line.funder_id and same_name


def _apply(
    application: Application, scope: str, typed: TypedLine, current: BudgetLine | None, *, position: int
) -> None:
    state = typed.state
    if state.is_empty:
        if current is not None:
            current.delete()
        return
    values = {
        "account": state.account,
        "amount": state.amount,
        "label": state.label,
        "status": state.status,
        "credit": state.credit or CreditKind.UNKNOWN,
    }
    if current is None:
        BudgetLine.objects.create(
            territory=application.territory,
            application=application,
            scope=scope,
            funder=typed.funder,
            position=position,
            **values,
        )
        return
    for name, value in values.items():
        setattr(current, name, value)
    current.save_next_version()


def _name(typed: TypedLine) -> str:
    about = typed.funder.name if typed.funder else typed.state.label
    return f"{typed.state.account or typed.key} {about}".strip()[:120]


def _said(state: LineState) -> str | None:
    return None if state.is_empty else f"{state.amount:.2f} {state.status}".strip()
