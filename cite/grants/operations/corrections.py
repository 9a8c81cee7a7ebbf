"""What a file lacks is asked in one go; the clock stops; the carrier answers place by place and deposits again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from cite.accounts.models import User
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import ReviewAct, ReviewObjection
from cite.grants.models import Application, CorrectionRound, Remark
from cite.grants.notices.review import CORRECTED, CORRECTION_ASKED
from cite.grants.operations.admissibility import stop_pause
from cite.grants.operations.reviewing import (
    lock,
    locked_file,
    move,
    require_words,
    tell_carrier,
    tell_people,
)
from cite.grants.permissions.review import can_answer_remarks, can_instruct
from cite.grants.queries.corrections import places_of
from cite.grants.rules.call_content import parameters_from
from cite.grants.rules.corrections import MAX_REMARKS

_A_YEAR = timedelta(days=366)


def default_due(application: Application, on: date) -> date:
    """Tell when an answer is expected, where nobody chooses a day."""
    return on + timedelta(days=parameters_from(application.edition.parameters).correction_days)


@transaction.atomic
def ask_correction(
    *,
    application: Application,
    remarks: Sequence[tuple[str, str]],
    by: User,
    message: str = "",
    due_on: date | None = None,
) -> CorrectionRound:
    """Ask the carrier to complete her file: pairs of a place and what is to be corrected there.

    Raises:
        Refused: not hers to ask, no remark or too many, an unknown place, or a day too soon.
    """
    application = locked_file(application, by, "ask_correction")
    asked = [(place, text.strip()) for place, text in remarks if text.strip()]
    due_on = due_on or default_due(application, today())
    places = places_of(application)
    require(
        unless(bool(asked), ReviewObjection.NO_REMARK)
        & unless(len(asked) <= MAX_REMARKS, ReviewObjection.TOO_MANY_REMARKS)
        & unless(all(place in places for place, _text in asked), ReviewObjection.UNKNOWN_PLACE)
        & unless(today() < due_on <= today() + _A_YEAR, ReviewObjection.DUE_TOO_SOON)
    )
    application.clock_paused_on = today()
    changes = move(application, "ask_correction")
    number = CorrectionRound.objects.filter(application=application).count() + 1
    asked_round = CorrectionRound.objects.create(
        territory=application.territory,
        application=application,
        number=number,
        asked_by=by,
        asked_at=now(),
        due_on=due_on,
        message=message.strip(),
    )
    Remark.objects.bulk_create(
        Remark(territory=application.territory, round=asked_round, place=place, text=text)
        for place, text in asked
    )
    record(ReviewAct.ASK_CORRECTION, by=by, target=application, changes=changes)
    tell_carrier(application, CORRECTION_ASKED, name="grants:corrections")
    return asked_round


@transaction.atomic
def answer_remark(*, remark: Remark, reply: str, by: User, version: int) -> Remark:
    """Write what the carrier answers to a remark; she may change it until she deposits again; said twice, once.

    Raises:
        Refused: not hers to answer, too late, nothing said, or changed meanwhile.
    """
    application = lock(remark.round.application)
    require(can_answer_remarks(by, application))
    reply = require_words(reply, ReviewObjection.EMPTY_REPLY)
    stored = Remark.objects.select_related("round").get(pk=remark.pk)
    if stored.round.answered_at is None and stored.reply == reply:
        return stored
    remark = Remark.locked(pk=remark.pk, version=version)
    require(unless(remark.round.answered_at is None, ReviewObjection.NO_OPEN_ROUND))
    remark.reply = reply
    remark.save_next_version()
    record(ReviewAct.ANSWER_REMARK, by=by, target=application)
    return remark


@transaction.atomic
def settle_remark(*, remark: Remark, by: User, is_settled: bool = True) -> Remark:
    """Say that a remark is settled, or not after all.

    Raises:
        Refused: not hers to say, or the carrier has not deposited her answers yet.
    """
    application = lock(remark.round.application)
    require(can_instruct(by, application))
    remark = (
        Remark.objects.select_for_update(of=("self",), no_key=True).select_related("round").get(pk=remark.pk)
    )
    require(unless(remark.round.answered_at is not None, ReviewObjection.NOT_ANSWERED))
    if remark.is_settled != is_settled:
        remark.is_settled = is_settled
        remark.save_next_version()
        record(
            ReviewAct.SETTLE_REMARK,
            by=by,
            target=application,
            changes={"is_settled": (not is_settled, is_settled)},
        )
    return remark


@transaction.atomic
def end_correction(*, application: Application, by: User) -> Application:
    """Bring a completed file back to admissibility: called by the new deposit; the clock runs again.

    Raises:
        Refused: not the carrier, or nothing is asked of her.
    """
    application = locked_file(application, by, "correct")
    current = CorrectionRound.objects.select_for_update(of=("self",), no_key=True).filter(
        application=application, answered_at=None
    )
    current = current.select_related("asked_by").first()
    require(unless(current is not None, ReviewObjection.NO_OPEN_ROUND))
    current.answered_at = now()
    current.save_next_version()
    stop_pause(application)
    record(ReviewAct.END_CORRECTION, by=by, target=application, changes=move(application, "correct"))
    tell_people(application, CORRECTED, [current.asked_by], name="grants:corrections")
    return application
