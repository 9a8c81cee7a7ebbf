"""How a pathway ends, who acted for it, what she became; and an exit noted by mistake, undone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.timezone import localtime

from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import require
from cite.core.journal import record
from cite.core.models import still_there
from cite.pathways.enums.acts import PathwayAct
from cite.pathways.enums.pathways import ExitReason, FollowUpAnswer, ReferentState
from cite.pathways.models import Contribution, Exit, FollowUp, Pathway, Refereeship
from cite.pathways.operations.locking import lock_pathway, lock_pathway_that_hears
from cite.pathways.permissions.pathways import can_write_pathway
from cite.pathways.queries.people import structures_acting
from cite.pathways.rules.dates import event_decision
from cite.pathways.rules.exits import (
    acting_decision,
    class_of,
    exit_decision,
    follow_up_decision,
    follow_ups_due,
    undo_decision,
)
from cite.residents.operations.locking import lock_resident
from cite.residents.operations.people import note_heard
from cite.residents.permissions.people import can_write_in


@transaction.atomic
def close_pathway(
    *,
    pathway: Pathway,
    version: int,
    by: Membership,
    on: date,
    reason: ExitReason | str,
    contract_months: int | None = None,
    partners: Iterable[int] = (),
) -> Exit:
    """Note an exit, once, whoever acted: `partners` are the numbers of the structures it is « co-produite par ».

    Her referent stays in charge of the follow-ups; a proposal that waits is withdrawn. A double click notes one exit.

    Raises:
        Refused: not hers to write, changed meanwhile, a day or a length that makes no sense, or a structure that did
            not act for the person.
    """
    held = lock_pathway(pathway)
    noted = Exit.objects.filter(pathway=held).first()
    if noted is not None and (noted.on, noted.reason, noted.noted_by_id) == (on, str(reason), by.pk):
        return noted
    require(can_write_pathway(by.user, held))
    locked = Pathway.locked(pk=held.pk, version=version)
    acting, chosen = {*structures_acting(held), by.partner_id}, set(partners) | {by.partner_id}
    require(
        event_decision(on, today(), opened_on=held.opened_on)
        & exit_decision(reason, contract_months)
        & acting_decision(chosen, acting)
    )
    locked.closed_on = on
    locked.save_next_version()
    noted = Exit.objects.create(
        territory=held.territory,
        pathway=locked,
        on=on,
        reason=str(ExitReason(reason)),
        exit_class=class_of(reason),
        contract_months=contract_months,
        noted_by=by,
    )
    Contribution.objects.bulk_create(
        Contribution(territory=held.territory, exit=noted, partner_id=partner) for partner in sorted(chosen)
    )
    FollowUp.objects.bulk_create(
        FollowUp(territory=held.territory, exit=noted, months=months, due_on=due_on)
        for months, due_on in follow_ups_due(reason, on)
    )
    for proposal in Refereeship.objects.filter(pathway=locked, state=ReferentState.PROPOSED):
        record(PathwayAct.WITHDRAW_REFERENT, by=by.user, target=proposal, person=held.resident)
        proposal.delete()
    record(PathwayAct.CLOSE, by=by.user, target=noted, person=held.resident)
    return noted


@transaction.atomic
def undo_exit(*, exit: Exit, by: Membership) -> Pathway:  # noqa: A002 - the word of the domain
    """Undo an exit noted by mistake, within a week: the pathway goes on as it was. Twice is once.

    Raises:
        Refused: not hers to write, too late, or another pathway is open since.
    """
    lock_resident(exit.pathway.resident_id)
    held = lock_pathway(exit.pathway)
    require(can_write_in(by.user, held.resident))
    noted = Exit.objects.filter(pathway=held).first()
    if noted is None:
        return held
    another = Pathway.objects.filter(resident=held.resident_id, number__gt=held.number).exists()
    require(undo_decision(localtime(noted.created_at).date(), today(), another_is_open=another))
    record(PathwayAct.UNDO_CLOSE, by=by.user, target=noted, person=held.resident)
    noted.delete()
    held.closed_on = None
    held.save_next_version()
    return held


@transaction.atomic
def note_follow_up(
    *, follow_up: FollowUp, version: int, by: Membership, answer: FollowUpAnswer | str
) -> FollowUp:
    """Note what she has become; not reached is not « without a job ». Reached, that is news from her.

    Raises:
        Refused: not hers to write, changed meanwhile, or too early.
    """
    held = lock_pathway_that_hears(follow_up.exit.pathway)
    answer = FollowUpAnswer(answer)
    require(can_write_in(by.user, held.resident))
    known = still_there(FollowUp.objects.all(), follow_up.pk)
    if known.answer == answer:
        return known
    locked = FollowUp.locked(pk=follow_up.pk, version=version)
    require(follow_up_decision(locked.due_on, today()))
    locked.answer, locked.noted_on, locked.noted_by = answer, today(), by
    locked.save_next_version()
    if answer is not FollowUpAnswer.UNKNOWN:
        note_heard(resident=held.resident, on=today())
    record(PathwayAct.NOTE_FOLLOW_UP, by=by.user, target=locked, person=held.resident)
    return locked
