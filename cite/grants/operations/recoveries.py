"""Recoveries: the carrier is told, heard, then it is decided; each step has its day and its trace."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.urls import reverse

from cite.accounts.models import User
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.core.models import SaveObjection
from cite.grants.enums import DocumentKind, RecoveryState
from cite.grants.enums.afterwards import AfterwardsAct, RecoveryObjection
from cite.grants.models import Award, Recovery
from cite.grants.notices.afterwards import RECOVERY_ANSWERED, RECOVERY_DECIDED, RECOVERY_OPENED
from cite.grants.operations.closing import require_not_closed
from cite.grants.operations.documents import issue_document
from cite.grants.operations.payments import locked_with_its_file
from cite.grants.permissions.afterwards import can_answer_recovery
from cite.grants.queries.awards import people_to_tell
from cite.grants.queries.calls import parameters_of
from cite.grants.queries.ledger import UNDER_WAY, ledger_of
from cite.grants.rules.afterwards import Hearing, opening_decision, settling_decision
from cite.grants.workflow import RECOVERY
from cite.notifications.operations import notify
from cite.notifications.ports import NoticeKind


@transaction.atomic
def open_recovery(*, award: Award, amount: Decimal, motive: str, respond_by: date, by: User) -> Recovery:
    """Tell a carrier what is considered, why, and until when she may answer; the letter is issued with it.

    Raises:
        Refused: not hers, nothing was paid, no motive, too little time, or one is open already.
    """
    award = locked_with_its_file(award, by)
    under_way = Recovery.objects.filter(award=award, state__in=UNDER_WAY).first()
    asked = (amount, motive.strip(), respond_by, by.pk)
    if under_way and asked == (
        under_way.amount_considered,
        under_way.motive,
        under_way.respond_by,
        under_way.opened_by_id,
    ):
        return under_way
    require_not_closed(award.application)
    delay = parameters_of(award.application.edition).hearing_days
    require(
        opening_decision(
            ledger=ledger_of(award),
            amount=amount,
            motive=motive,
            respond_by=respond_by,
            earliest=today() + timedelta(days=delay),
            is_open=under_way is not None,
        )
    )
    recovery = Recovery.objects.create(
        territory=award.territory,
        award=award,
        motive=motive.strip(),
        amount_considered=amount,
        opened_by=by,
        notified_on=today(),
        respond_by=respond_by,
    )
    record(AfterwardsAct.OPEN_RECOVERY, by=by, target=recovery, changes={"amount": (None, str(amount))})
    kind = DocumentKind.RECOVERY_NOTICE
    issue_document(application=award.application, kind=kind, award=award, by=by)
    _tell(RECOVERY_OPENED, recovery, people_to_tell(award.application))
    return recovery


@transaction.atomic
def answer_recovery(*, recovery: Recovery, response: str, by: User) -> Recovery:
    """Answer for the carrier, while nothing is decided; the same answer twice is one.

    Raises:
        Refused: not of this carrier, nothing written, or decided already.
    """
    require(can_answer_recovery(by, recovery))
    found = _locked(recovery)
    response = response.strip()
    if found.response == response and found.state == RecoveryState.HEARD:
        return found
    require(
        unless(RECOVERY.allows("answer", found.state), RecoveryObjection.NOT_OPEN)
        & unless(bool(response), RecoveryObjection.RESPONSE_NEEDED)
    )
    found.state = RECOVERY.target("answer", found.state)
    found.response, found.response_at = response, now()
    found.save_next_version()
    record(AfterwardsAct.ANSWER_RECOVERY, by=by, target=found)
    _tell(RECOVERY_ANSWERED, found, [found.opened_by])
    return found


@transaction.atomic
def decide_recovery(
    *, recovery: Recovery, amount: Decimal, act_number: str, by: User, version: int
) -> Recovery:
    """Decide what is to be paid back, once the carrier was heard; the letter is issued with it.

    Raises:
        Refused: not hers, the carrier may still answer, more than she was told, or changed meanwhile.
    """
    locked_with_its_file(recovery.award, by)
    found = _locked(recovery)
    if (found.state, found.amount, found.act_number) == (RecoveryState.DECIDED, amount, act_number.strip()):
        return found
    hearing = Hearing(state=found.state, respond_by=found.respond_by, considered=found.amount_considered)
    require(
        unless(found.version == version, SaveObjection.CHANGED_MEANWHILE)
        & settling_decision(hearing, amount=amount, act_number=act_number, today=today())
    )
    found.state = RECOVERY.target("decide", found.state)
    found.amount, found.act_number, found.decided_on = amount, act_number.strip(), today()
    found.save_next_version()
    record(AfterwardsAct.DECIDE_RECOVERY, by=by, target=found, changes={"amount": (None, str(amount))})
    award = found.award
    issue_document(application=award.application, kind=DocumentKind.RECOVERY_DECISION, award=award, by=by)
    _tell(RECOVERY_DECIDED, found, people_to_tell(award.application))
    return found


@transaction.atomic
def drop_recovery(*, recovery: Recovery, by: User) -> Recovery:
    """Give up a procedure; given up twice, once. The letter is issued with it.

    Raises:
        Refused: not hers, or decided already.
    """
    locked_with_its_file(recovery.award, by)
    found = _locked(recovery)
    if found.state == RecoveryState.DROPPED:
        return found
    require(unless(RECOVERY.allows("drop", found.state), RecoveryObjection.NOT_OPEN))
    found.state = RECOVERY.target("drop", found.state)
    found.decided_on = today()
    found.save_next_version()
    record(AfterwardsAct.DROP_RECOVERY, by=by, target=found)
    award = found.award
    issue_document(application=award.application, kind=DocumentKind.RECOVERY_DROPPED, award=award, by=by)
    _tell(RECOVERY_DECIDED, found, people_to_tell(award.application))
    return found


def _locked(recovery: Recovery) -> Recovery:
    rows = Recovery.objects.select_for_update(of=("self",), no_key=True).select_related(
        "award__application__partner", "award__funder", "opened_by", "territory"
    )
    return rows.get(pk=recovery.pk)


def _tell(kind: NoticeKind, recovery: Recovery, people: list[User]) -> None:
    application = recovery.award.application
    for person in people:
        notify(
            kind=kind.key,
            territory=recovery.territory,
            to=person,
            fields={"number": application.number},
            path=reverse("grants:recovery", args=[application.uuid, recovery.uuid]),
            about=f"recovery:{recovery.uuid}:{recovery.state}",
        )
