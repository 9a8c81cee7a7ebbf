"""When files may be deposited: from the first day to the end of the last one, Paris time."""

from __future__ import annotations

from datetime import date

from cite.core.decisions import Decision, unless
from cite.grants.enums import WritingObjection


def may_deposit_on(day: date, *, opens_on: date, closes_on: date) -> Decision:
    """Object before the first day and after the last one; both are included."""
    return unless(day >= opens_on, WritingObjection.CALL_NOT_OPEN) & unless(
        day <= closes_on, WritingObjection.CALL_CLOSED
    )
