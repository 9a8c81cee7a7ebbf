"""Answers kept one by one: two people who write never disturb each other, and nothing typed is overwritten unread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import Question, Step, WritingAct, WritingObjection
from cite.grants.models import Application, CarrierSheet
from cite.grants.operations.carriers import lock_carrier
from cite.grants.operations.content import content_changed, locked_application
from cite.grants.permissions.writing import can_start_for, can_write
from cite.grants.rules.answers import Settlement, fingerprint, is_answered, settle
from cite.grants.rules.questions import BY_KEY, asked_of
from cite.grants.workflow import EDITABLE

_JOURNAL_MAX = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer that was typed; `seen` is the fingerprint of the value that its page had started from."""

    key: str
    value: Any
    seen: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an answer: in a conflict, `stored` is what somebody else wrote meanwhile."""

    key: str
    settlement: Settlement
    stored: Any

    @property
    def seen(self) -> str:
        """The fingerprint to start from next time."""
        return fingerprint(self.stored)


def save_answer(*, application: Application, key: str, value: Any, seen: str, by: User) -> Kept:
    """Keep one answer; in a conflict, nothing is overwritten.

    Raises:
        Refused: not hers, no longer to be written in, or a question that is not asked there.
    """
    return save_answers(application=application, typed=[Typed(key, value, seen)], by=by)[0]


@transaction.atomic
def save_answers(*, application: Application, typed: Sequence[Typed], by: User) -> list[Kept]:
    """Keep answers; each stands alone: a conflict on one leaves the others saved.

    Raises:
        Refused: not hers, no longer to be written in, or a question that is not asked there.
    """
    require(can_write(by, application))
    asked = {str(question.key) for question in asked_of(application.carrier_kind)}
    require(unless(all(answer.key in asked for answer in typed), WritingObjection.UNKNOWN_QUESTION))
    of_sheet = [answer for answer in typed if BY_KEY[answer.key].step == Step.CARRIER]
    of_file = [answer for answer in typed if BY_KEY[answer.key].step != Step.CARRIER]
    kept = _save_sheet(application.partner, of_sheet, by) if of_sheet else []
    if of_file:
        kept += _save_file(application, of_file, by)
    return kept


@transaction.atomic
def save_sheet(*, partner: Partner, typed: Sequence[Typed], by: User) -> list[Kept]:
    """Keep what a carrier says of itself, for all its files at once.

    Raises:
        Refused: not her organization, or a question of another step.
    """
    require(can_start_for(by, partner))
    known = {str(question.key) for question in BY_KEY.values() if question.step == Step.CARRIER}
    require(unless(all(answer.key in known for answer in typed), WritingObjection.UNKNOWN_QUESTION))
    return _save_sheet(partner, typed, by)


def _save_file(application: Application, typed: Sequence[Typed], by: User) -> list[Kept]:
    file = locked_application(application, by)
    kept, changes = _settle(file.answers, typed)
    if changes:
        _repeat_for_lists(file)
        content_changed(application=file, by=by)
        file.save_next_version()
        record(WritingAct.WRITE, by=by, target=file, changes=changes)
    return kept


def _save_sheet(partner: Partner, typed: Sequence[Typed], by: User) -> list[Kept]:
    """Lock the carrier, its sheet, then the files it stands in, always in this order."""
    partner = lock_carrier(partner)
    CarrierSheet.objects.get_or_create(partner=partner, defaults={"territory": partner.territory})
    sheet = CarrierSheet.objects.select_for_update(of=("self",), no_key=True).get(partner=partner)
    kept, changes = _settle(sheet.answers, typed)
    if changes:
        sheet.save_next_version()
        record(WritingAct.WRITE_SHEET, by=by, target=sheet, changes=changes)
        files = Application.objects.select_for_update(of=("self",), no_key=True).filter(
            partner=partner, state__in=EDITABLE
        )
        for file in files.order_by("pk"):
            content_changed(application=file, by=by)
            file.save_next_version()
    return kept


def _settle(answers: dict[str, Any], typed: Sequence[Typed]) -> tuple[list[Kept], dict[str, tuple[str, str]]]:
    """Change the answers in place; tell what became of each, and what changed, short, for the journal."""
    kept, changes = [], {}
    for answer in typed:
        before = answers.get(answer.key)
        settlement = settle(before, seen=answer.seen, typed=answer.value)
        if settlement == Settlement.SAVED:
            if is_answered(answer.value):
                answers[answer.key] = answer.value
            else:
                answers.pop(answer.key, None)
            changes[answer.key] = (_short(before), _short(answer.value))
        kept.append(Kept(answer.key, settlement, answers.get(answer.key)))
    return kept, changes


def _short(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= _JOURNAL_MAX else f"{text[:_JOURNAL_MAX]}…"


def _repeat_for_lists(file: Application) -> None:
    """Repeat in columns what lists and searches look into."""
    file.title = (file.answers.get(Question.TITLE) or "")[:255]
    file.starts_on = _day(file.answers.get(Question.STARTS_ON))
    file.ends_on = _day(file.answers.get(Question.ENDS_ON))
    file.priorities = file.answers.get(Question.PRIORITIES) or []


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
