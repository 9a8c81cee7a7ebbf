"""What a person confirmed of a filled form goes into her file; nothing is overwritten unread."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from cite.accounts.models import User
from cite.core.journal import record
from cite.grants.enums import BudgetScope
from cite.grants.enums.taking_in import TakeInAct
from cite.grants.models import Application
from cite.grants.operations.answers import Typed, save_answers
from cite.grants.operations.budget import TypedLine, save_budget
from cite.grants.rules.answers import Settlement
from cite.grants.rules.budget_lines import LineState


@transaction.atomic
def take_in(
    *,
    application: Application,
    answers: Sequence[Typed],
    amounts: Sequence[tuple[str, Decimal, str]],
    by: User,
) -> tuple[int, int]:
    """Save what was confirmed; tell how many fields were taken, and how many somebody else changed meanwhile.

    Args:
        amounts: the line of the chart, the amount, and what the person had before her.

    Raises:
        Refused: not hers to write, or a question that is not asked.
    """
    kept = save_answers(application=application, typed=answers, by=by) if answers else []
    taken = sum(result.settlement == Settlement.SAVED for result in kept)
    missed = sum(result.settlement == Settlement.CONFLICT for result in kept)
    if amounts:
        lines = [
            TypedLine(key=account, state=LineState(account=account, amount=amount), seen=seen)
            for account, amount, seen in amounts
        ]
        saved = save_budget(application=application, scope=BudgetScope.PROJECT, lines=lines, by=by)
        taken, missed = taken + saved.changed, missed + len(saved.conflicts)
    if taken:
        record(TakeInAct.TAKE_IN, by=by, target=application, changes={"fields": (0, taken)})
    return taken, missed
