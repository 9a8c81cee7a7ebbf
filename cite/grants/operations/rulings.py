"""What the co-pilots rule about a file: proposed by one with a reason, agreed to by the other, or taken back."""

from __future__ import annotations

from django.db import transaction

from cite.accounts.models import User
from cite.actors.permissions.people import pilot_side
from cite.actors.queries.people import agreements_of
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import differences, record, snapshot
from cite.grants.enums import RulingAct, RulingObjection, RulingOutcome, RulingSubject
from cite.grants.models import Application, Ruling
from cite.grants.permissions.rulings import can_rule
from cite.grants.queries.rulings import asked_subjects
from cite.grants.rules.rulings import agreement_decision, is_ruled, withdrawal_decision

_FIELDS = ("outcome", "reason", "agreed_by_state_on", "agreed_by_metropole_on")


@transaction.atomic
def rule(
    *,
    application: Application,
    subject: RulingSubject | str,
    outcome: RulingOutcome | str,
    reason: str,
    by: User,
) -> Ruling:
    """Rule a point of a file for one's side; a point that takes both waits for the other co-pilot.

    Where the other side proposed the same, this is the second agreement and its reason stays; where it proposed the
    contrary, nothing changes.

    Raises:
        Refused: not a co-pilot of this file, nothing to rule, no reason, her side ruled already, the same person, or
            the other side proposed the contrary.
    """
    require(can_rule(by, application))
    application = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    subject, outcome = RulingSubject(subject), RulingOutcome(outcome)
    reason = " ".join(reason.split())[:1000]
    side = pilot_side(by, application.territory)
    ruling = (
        Ruling.objects.select_for_update(of=("self",), no_key=True)
        .filter(application=application, subject=subject)
        .first()
    )
    is_asked = ruling is not None or subject in asked_subjects(application, today())
    require(unless(is_asked, RulingObjection.NOTHING_TO_RULE))
    if ruling is None:
        ruling = Ruling(
            territory=application.territory,
            application=application,
            subject=subject,
            outcome=outcome,
            reason=reason,
        )
        require(agreement_decision(agreements_of(ruling), side, by.pk, reason))
        ruling.agree(side, by, today())
        ruling.save()
        record(RulingAct.RULE, by=by, target=ruling, changes=differences({}, snapshot(ruling, _FIELDS)))
        return ruling
    require(
        agreement_decision(agreements_of(ruling), side, by.pk, reason)
        & unless(not _is_ruled(ruling), RulingObjection.ALREADY_RULED)
        & unless(ruling.outcome == outcome, RulingObjection.OTHER_OUTCOME)
    )
    before = snapshot(ruling, _FIELDS)
    ruling.agree(side, by, today())
    ruling.save_next_version()
    record(RulingAct.AGREE, by=by, target=ruling, changes=differences(before, snapshot(ruling, _FIELDS)))
    return ruling


@transaction.atomic
def withdraw_ruling(*, ruling: Ruling, version: int, by: User) -> None:
    """Take back one's side's agreement; when none is left, the point is open again.

    Raises:
        Refused: not a co-pilot of this file, her side gave none, or changed meanwhile.
    """
    require(can_rule(by, ruling.application))
    Application.objects.select_for_update(of=("self",), no_key=True).get(pk=ruling.application_id)
    locked = Ruling.locked(pk=ruling.pk, version=version)
    side = pilot_side(by, locked.territory)
    require(withdrawal_decision(agreements_of(locked), side))
    before = snapshot(locked, _FIELDS)
    locked.forget_agreement(side)
    locked.save_next_version()
    record(RulingAct.WITHDRAW, by=by, target=locked, changes=differences(before, snapshot(locked, _FIELDS)))
    if not agreements_of(locked).persons:
        locked.delete()


def _is_ruled(ruling: Ruling) -> bool:
    return is_ruled(ruling.subject, ruling.agreed_by_state_id, ruling.agreed_by_metropole_id)
